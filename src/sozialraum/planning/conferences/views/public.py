"""What everybody sees: the sessions that come, run and were; one session; both as calendars."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.conferences import events, rules
from sozialraum.planning.conferences.models import Body, Session
from sozialraum.planning.conferences.queries import calendar
from sozialraum.planning.conferences.queries import session as one
from sozialraum.planning.conferences.queries.viewer import viewer
from sozialraum.planning.conferences.views.papers import ballot_files
from sozialraum.planning.conferences.views.trails import of_all, of_session
from sozialraum.planning.situation.views.packed import packed
from sozialraum.planning.statistics.files import attachment
from sozialraum.planning.statistics.views.published import published

CALENDAR = "text/calendar; charset=utf-8"
FRESH = "public, max-age=300"


@require_safe
@published
def overview(request: HttpRequest) -> HttpResponse:
    """The calendar of all conferences, what was resolved last, and the way to everything else."""
    asked = calendar.Asked.of(request.GET)
    context = {
        "here": calendar.listing(asked, viewer(request.user)), "asked": asked, "trail": of_all(),
        "feed": reverse("conferences:feed") + asked.query,
    }  # fmt: skip
    return render(request, "conferences/overview.html", context)


@require_safe
@published
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session, from its invitation on; before it for whoever sits in the body or runs it."""
    shown = _seen(request, pk)
    runs = rules.may_run(request.user, shown.body)
    context = {
        "here": one.page(shown), "session": shown, "trail": of_session(shown), "may_run": runs,
        "files": ballot_files(shown),
        "draft": one.draft(shown) if runs or rules.sits_in(request.user, shown.body) else "",
    }  # fmt: skip
    return render(request, "conferences/session.html", context)


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One session for a calendar."""
    shown = _seen(request, pk)
    if shown.begins is None:
        raise Http404
    text = events.published([(shown, shown.items.all())], title=events.title_of(shown))
    return attachment(text.encode(), CALENDAR, f"sitzung-{shown.pk}.ics")


def _seen(request: HttpRequest, pk: int) -> Session:
    shown = get_object_or_404(Session.objects.select_related("body", "repeats"), pk=pk)
    if not rules.may_see(request.user, shown):
        raise Http404  # whether there is one is nobody else's business
    return shown


@require_safe
@published
def feed(request: HttpRequest) -> HttpResponse:
    """All public sessions, or those of a body or planning area, to subscribe to; asked again, it is not sent again."""
    asked = calendar.Asked.of(request.GET)
    found = calendar.feed(asked)
    text = events.published(((s, s.items.all()) for s in found), title=_title(asked))
    answer = packed(request, text.encode(), CALENDAR, FRESH)
    changed = calendar.changed_last()
    if changed is None:
        return answer
    moment = int(changed.timestamp())
    answer["Last-Modified"] = http_date(moment)
    same = get_conditional_response(request, etag=answer.get("ETag"), last_modified=moment, response=answer)
    return same or answer


def _title(asked: calendar.Asked) -> str:
    parts = [settings.CITY.name or _("Sozialraumplanung")]
    body = Body.objects.filter(pk=int(asked.body)).first() if asked.body else None
    return " – ".join([*parts, body.name if body else _("Konferenzen")])

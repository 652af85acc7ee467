"""Requests and answers as everybody sees them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.answers.queries import one, public
from sozialraum.planning.answers.queries.inbox import offices_of
from sozialraum.planning.answers.views.trails import trail
from sozialraum.planning.needs.states import CONFERENCE, MANAGER
from sozialraum.planning.people.models import WHOLE_CITY
from sozialraum.planning.people.rules import may
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

PER_PAGE = 30


@require_safe
@published
def overview(request: HttpRequest) -> HttpResponse:
    """All requests with their choices; who works on some finds the way there."""
    wanted, version = public.Wanted.of(request.GET), current()
    page = Paginator(public.found(wanted), PER_PAGE).get_page(request.GET.get("seite"))
    page.object_list = public.rows_of(page.object_list, version)
    files = [
        (label, reverse("answers:download", args=[form]) + wanted.query(), _("diese Aufträge und Antworten"))
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]
    context = {
        "trail": [(_("Antworten"), None)], "page_of_requests": page, "asked": wanted,
        "choices": public.choices(version), "counts": public.counts(wanted), "on_time": public.on_time(wanted),
        "files": files, "ways": _ways(request),
    }  # fmt: skip
    return render(request, "answers/overview.html", context)


def _ways(request: HttpRequest) -> list[tuple[str, str]]:
    """Where those who have something to do here go."""
    user = request.user
    if not user.is_authenticated:
        return []
    found = []
    if offices_of(user).all:
        found.append((_("Eingang des Fachamts"), reverse("answers:inbox")))
    if may(user, MANAGER):
        found.append((_("Bedarfe übergeben"), reverse("answers:to_hand_over")))
    if may(user, CONFERENCE, WHOLE_CITY):
        found.append((_("Aufträge zuweisen"), reverse("answers:to_assign")))
    return found


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    return table_file(current(), public.table(public.Wanted.of(request.GET)), "stellungnahmen", form)


@require_safe
@published
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, of whom, until when, what happened to it, and the answer."""
    found = one.read(pk)
    if found is None or not found.need.is_public:
        raise Http404
    here = one.page(found, request.user)
    context = {"here": here, "trail": trail((found.need.number, None))}
    return render(request, "answers/request.html", context)

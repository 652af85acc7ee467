"""What everybody sees: the list and map of needs, one need, “this affects me too”, and news by mail."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.journal.actions import Subject
from sozialraum.planning.messages.actions import subscribe as take_subscription
from sozialraum.planning.messages.vault import fingerprint
from sozialraum.planning.needs.actions.bundling import support as take_support
from sozialraum.planning.needs.forms.public import SubscribeForm, SupportForm
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import one, places, public
from sozialraum.planning.needs.queries.offered import sections_of
from sozialraum.planning.needs.queries.wanted import wanted
from sozialraum.planning.needs.rules import may_see
from sozialraum.planning.needs.spam import free_again
from sozialraum.planning.needs.states import END
from sozialraum.planning.needs.steps import EVERY_NEED
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.situation.views.packed import packed
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.views.published import published

FRESH = "public, max-age=60"
MARK, A_YEAR = "betrifft", 365 * 24 * 3600


@require_safe
@published
def need_list(request: HttpRequest) -> HttpResponse:
    """The public needs as asked for, with a map of how many there are in each space."""
    asked = wanted(request.GET)
    found = public.listing(asked, request.GET.get("seite"))
    trail = [(_("Bedarfe"), None)]
    context = {"trail": trail, "here": found, "asked": asked, "files": _files(asked), "feed": _feed(asked),
               "points": reverse("needs:points") + asked.query()}  # fmt: skip
    return render(request, "needs/need_list.html", context)


def _files(asked: public.Wanted) -> list[tuple[str, str, str]]:
    what = _("die Bedarfe dieser Ansicht")
    return [
        (label, reverse("needs:download", args=[form]) + asked.query(), what)
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]


def _feed(asked: public.Wanted) -> str:
    return reverse("needs:feed") + asked.query(sortierung="")


@require_safe
@published
def map_values(request: HttpRequest) -> HttpResponse:
    """How many needs lie in each space, for the live map."""
    return packed(request, public.map_values(wanted(request.GET)), "application/json", FRESH)


@require_safe
@published
def points(request: HttpRequest) -> HttpResponse:
    """Needs that lie at one place, for the live map."""
    return packed(request, public.points(wanted(request.GET)), "application/json", FRESH)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The needs of a view as a file."""
    asked = wanted(request.GET)
    return table_file(asked.version, public.table(asked), "bedarfe", form)


@require_safe
@published
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need; one that was merged leads to the one that it went into."""
    asked = get_object_or_404(Need, pk=pk)
    shown = one.led_to(asked)
    _require_seen(request, shown)
    if shown.pk != asked.pk:
        return redirect(f"{reverse('needs:need', args=[shown.pk])}?aus={asked.pk}")
    version, _found = chosen()
    return render(request, "needs/need.html", {
        "trail": [(_("Bedarfe"), "/bedarfe/"), (shown.number, None)], "here": one.page(shown, version), "need": shown,
        "came_from": _number(request.GET.get("aus", "")), "offered": sections_of(shown, request.user),
        "subscribe": f"{reverse('needs:subscribe')}?bedarf={shown.pk}",
    })  # fmt: skip


def _number(text: str) -> int | None:
    """A number as an address carries it; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _require_seen(request: HttpRequest, shown: Need) -> None:
    if not may_see(request.user, shown):
        raise Http404  # whether there is one is nobody else's business


@require_http_methods(["GET", "HEAD", "POST"])
@published
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """“This affects me too”, once for each account or browser, on a page of its own: reading a need sets no cookie."""
    shown = get_object_or_404(Need, pk=pk)
    _require_seen(request, shown)
    form = SupportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        trail = [
            (_("Bedarfe"), "/bedarfe/"),
            (shown.number, f"/bedarfe/{pk}/"),
            (_("Das betrifft mich auch"), None),
        ]
        context = {"trail": trail, "form": form, "need": shown}
        return render(request, "needs/support.html", context, status=422 if form.errors else 200)
    if not ratelimit.consume(request, action="support"):
        return _too_many(request, "support")
    number = request.get_signed_cookie(MARK, "", salt=MARK) or secrets.token_hex(16)
    account = request.user.pk
    mark = fingerprint(f"account/{account}" if account else f"browser/{number}", "support")
    try:
        new = take_support(
            need=shown, mark=mark, group=form.cleaned_data["gruppe"], social_space=form.social_space
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("Danke. Sie sind mitgezählt.") if new else _("Sie sind schon mitgezählt.")
        messages.success(request, said)
    answer = redirect("needs:need", shown.pk)
    if not account:
        answer.set_signed_cookie(
            MARK,
            number,
            salt=MARK,
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def _too_many(request: HttpRequest, action: str) -> HttpResponse:
    """From this address it was done too often; by when it can be done again."""
    return render(request, "429.html", {"until": free_again(action)}, status=429)


@require_http_methods(["GET", "HEAD", "POST"])
@published
def subscribe(request: HttpRequest) -> HttpResponse:
    """News of a need, a social space or of all needs by mail; it counts after the link in the mail was opened."""
    subject = _subject(request)
    form = SubscribeForm(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="subscribe"):
            return _too_many(request, "subscribe")
        take_subscription(
            email=form.cleaned_data["email"],
            subject=subject,
            language=request.LANGUAGE_CODE,
            what=_said(subject),
        )
        asked = urlencode(dict(request.GET.items()))
        return redirect(reverse("needs:subscribed") + (f"?{asked}" if asked else ""))
    context = {
        "trail": [(_("Bedarfe"), "/bedarfe/"), (_("Benachrichtigung"), None)],
        "form": form,
        "what": _said(subject),
    }
    return render(request, "needs/subscribe.html", context, status=422 if form.errors else 200)


@require_safe
@published
def subscribed(request: HttpRequest) -> HttpResponse:
    """The mail is on its way; the same page whoever asked."""
    context = {
        "trail": [(_("Bedarfe"), "/bedarfe/"), (_("Benachrichtigung"), None)],
        "what": _said(_subject(request)),
    }
    return render(request, "needs/subscribed.html", context)


def _said(subject: Subject) -> str:
    """What it is about, in the mail: a need by its title, too."""
    if subject.kind != "need":
        return subject.title
    shown = Need.objects.get(pk=subject.key)
    return _("%(number)s „%(title)s“") % {"number": shown.number, "title": shown.title}


def _subject(request: HttpRequest) -> Subject:
    """What somebody wants to hear of, by the query of the address; 404 where there is no such thing."""
    number, space = request.GET.get("bedarf", ""), request.GET.get("raum", "")
    if number:
        shown = get_object_or_404(Need, pk=_number(number))
        if not shown.is_public or shown.state in END:
            raise Http404
        return Subject("need", str(shown.pk), shown.number)  # the journal keeps it: no title
    if space:
        edition = places.social_spaces()
        code = space.removeprefix(f"{edition.space_system}/")
        if code not in edition.codes:
            raise Http404
        name = edition.names[edition.index_of(code)]
        return Subject(
            "social_space", f"{edition.space_system}/{code}", _("Bedarfe in %(name)s") % {"name": name}
        )
    return Subject(EVERY_NEED.kind, EVERY_NEED.key, _("alle Bedarfe"))

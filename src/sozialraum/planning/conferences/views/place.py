"""Somebody's own place in the room: what all see, and below it what they can do now. No account is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.numbers import one_number
from sozialraum.planning.conferences import passes, rules
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.actions import speaking, voting
from sozialraum.planning.conferences.forms.room import said
from sozialraum.planning.conferences.models import AgendaItem, Attendee, Ballot, Session
from sozialraum.planning.conferences.queries import room as rooms
from sozialraum.planning.people.rules import Refused

LONGEST = 4000  # letters of what is put on record
READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[HttpRequest, Attendee], str | None]  # what to say instead of the usual, by its name in SAID


@never_cache
@READ_OR_POST
def place(request: HttpRequest, given: str) -> HttpResponse:
    """The place; whatever is done there comes as a form with `act`. By script it is acknowledged as JSON."""
    attendee = passes.place(given)
    if attendee is None:
        return _private(render(request, "conferences/place_unknown.html", status=404))
    if request.method == "POST":
        return _done(request, attendee, given)
    return _shown(request, attendee, given)


@never_cache
@require_safe
def mine(request: HttpRequest, given: str) -> HttpResponse:
    """The part of the page that is their own; asked by script when the room has changed."""
    attendee = _of(given)
    return _private(render(request, "conferences/parts/mine.html", _own(attendee, given)))


def _of(given: str) -> Attendee:
    attendee = passes.place(given)
    if attendee is None:
        raise Http404
    return attendee


def _own(attendee: Attendee, given: str, kept: QueryDict | None = None) -> dict[str, object]:
    session = attendee.session
    filled = kept if kept is not None and kept.get("act") == "vote" else None
    return {
        "session": session, "mine": rooms.mine(attendee, session, filled), "kept": kept or {},
        "address": reverse("conferences:place", args=[given]),
    }  # fmt: skip


def _shown(request: HttpRequest, attendee: Attendee, given: str, refusal: str = "") -> HttpResponse:
    session = Session.objects.select_related("body").get(pk=attendee.session_id)
    attendee.session = session
    done = SAID.get(request.GET.get("getan", ""), "") if not refusal else ""
    context = _own(attendee, given, request.POST if refusal else None) | {
        "room": rooms.room(session), "refusal": refusal, "said": done, "given": given,
    }  # fmt: skip
    return _private(render(request, "conferences/place.html", context, status=422 if refusal else 200))


def _done(request: HttpRequest, attendee: Attendee, given: str) -> HttpResponse:
    by_script = "application/json" in request.headers.get("Accept", "")
    act = ACTS.get(request.POST.get("act", ""))
    try:
        if act is None:
            raise Refused(_("Das gibt es hier nicht. Bitte laden Sie die Seite neu."))
        done = act[0](request, attendee) or request.POST["act"]
    except Refused as refusal:
        if by_script:
            return _private(JsonResponse({"refused": str(refusal), "code": refusal.code}, status=422))
        return _shown(request, attendee, given, str(refusal))
    if by_script:
        return _private(JsonResponse({"said": SAID[done]}))
    return redirect(f"{reverse('conferences:place', args=[given])}?getan={done}#meins")


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


# -- what can be done --


def _vote(request: HttpRequest, attendee: Attendee) -> str | None:
    """A secret vote that was given stands, whatever comes after it: nobody can find it again to change it."""
    ballot = _number(request, "ballot")
    is_new = voting.vote(attendee=attendee, ballot=ballot, given=request.POST)
    return None if is_new or not Ballot.objects.filter(pk=ballot, secret=True).exists() else "voted-before"


def _word(_request: HttpRequest, attendee: Attendee) -> None:
    speaking.ask_to_speak(attendee=attendee)


def _no_word(_request: HttpRequest, attendee: Attendee) -> None:
    speaking.no_longer_speak(attendee=attendee)


def _position(request: HttpRequest, attendee: Attendee) -> None:
    item, text = _item(request, attendee), said(request.POST, "text", LONGEST)
    speaking.take_position(attendee=attendee, item=item, bank=attendee.bank, text=text)


def _option(request: HttpRequest, attendee: Attendee) -> None:
    choosing.add_option(attendee=attendee, item=_item(request, attendee), title=said(request.POST, "text"))


def _conflict(request: HttpRequest, attendee: Attendee) -> None:
    item, reason = _item(request, attendee), said(request.POST, "text", 300)
    speaking.declare_conflict(attendee=attendee, item=item, reason=reason)


def _dissent(request: HttpRequest, attendee: Attendee) -> None:
    item, named = _item(request, attendee), request.POST.get("named") == "yes"
    speaking.dissent(attendee=attendee, item=item, text=said(request.POST, "text", LONGEST), named=named)


# By the name of its button: what it does, and what is said when it is done.
ACTS: Mapping[str, tuple[Act, Promise]] = {
    "vote": (_vote, gettext_lazy("Ihre Stimme ist angekommen.")),
    "word": (_word, gettext_lazy("Sie stehen auf der Redeliste.")),
    "no-word": (_no_word, gettext_lazy("Sie stehen nicht mehr auf der Redeliste.")),
    "position": (_position, gettext_lazy("Die Haltung Ihrer Bank ist festgehalten.")),
    "option": (_option, gettext_lazy("Ihr Vorschlag liegt auf dem Tisch.")),
    "conflict": (
        _conflict,
        gettext_lazy("Ist notiert: Bei diesem Punkt reden Sie mit und stimmen nicht ab."),
    ),
    "dissent": (_dissent, gettext_lazy("Ihre abweichende Meinung steht im Protokoll, in Ihren Worten.")),
}


SAID: Mapping[str, Promise] = {name: words for name, (_act, words) in ACTS.items()} | {
    "voted-before": gettext_lazy(
        "Sie haben in dieser geheimen Abstimmung schon abgestimmt. Ihre erste Stimme gilt."
    ),
}


def _item(request: HttpRequest, attendee: Attendee) -> AgendaItem:
    rules.require_running(attendee.session)
    found = AgendaItem.objects.filter(session=attendee.session_id, pk=_number(request, "item")).first()
    if found is None:
        raise Refused(_("Dieser Punkt steht nicht auf der Tagesordnung."))
    return found


def _number(request: HttpRequest, name: str) -> int:
    number = one_number(request.POST.get(name, ""))
    if number is None:
        raise Refused(_("Etwas stimmte nicht mit der Seite. Bitte laden Sie sie neu."))
    return number

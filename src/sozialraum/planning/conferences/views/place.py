"""Somebody's own place in the room: what all see, and below it what they can do now. No account is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.conferences import passes, rules
from sozialraum.planning.conferences.actions import balloting, speaking, voting
from sozialraum.planning.conferences.models import AgendaItem, Attendee, Session
from sozialraum.planning.conferences.queries import room as rooms
from sozialraum.planning.people.rules import Refused

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[HttpRequest, Attendee], str]  # returns what to say


@never_cache
@READ_OR_POST
def place(request: HttpRequest, given: str) -> HttpResponse:
    """The place; whatever is done there comes as a form with `act`. By script it is acknowledged as JSON."""
    attendee = _of(given)
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


def _own(attendee: Attendee, given: str) -> dict[str, object]:
    session = attendee.session
    return {
        "session": session,
        "mine": rooms.mine(attendee, session),
        "address": reverse("conferences:place", args=[given]),
    }


def _shown(request: HttpRequest, attendee: Attendee, given: str, refusal: str = "") -> HttpResponse:
    session = Session.objects.select_related("body").get(pk=attendee.session_id)
    attendee.session = session
    context = _own(attendee, given) | {"room": rooms.room(session), "refusal": refusal, "given": given}
    return _private(render(request, "conferences/place.html", context, status=422 if refusal else 200))


def _done(request: HttpRequest, attendee: Attendee, given: str) -> HttpResponse:
    by_script = "application/json" in request.headers.get("Accept", "")
    act = ACTS.get(request.POST.get("act", ""))
    try:
        if act is None:
            raise Refused(_("Das gibt es hier nicht. Bitte laden Sie die Seite neu."))
        said = act(request, attendee)
    except Refused as refusal:
        if by_script:
            return _private(JsonResponse({"refused": str(refusal), "code": refusal.code}, status=422))
        return _shown(request, attendee, given, str(refusal))
    if by_script:
        return _private(JsonResponse({"said": said}))
    return redirect(f"{reverse('conferences:place', args=[given])}?getan={request.POST['act']}#meins")


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


# -- what can be done --


def _vote(request: HttpRequest, attendee: Attendee) -> str:
    voting.vote(attendee=attendee, ballot=_number(request, "ballot"), given=request.POST)
    return _("Ihre Stimme ist angekommen.")


def _word(_request: HttpRequest, attendee: Attendee) -> str:
    speaking.ask_to_speak(attendee=attendee)
    return _("Sie stehen auf der Redeliste.")


def _no_word(_request: HttpRequest, attendee: Attendee) -> str:
    speaking.no_longer_speak(attendee=attendee)
    return _("Sie stehen nicht mehr auf der Redeliste.")


def _position(request: HttpRequest, attendee: Attendee) -> str:
    item = _item(request, attendee)
    speaking.take_position(
        attendee=attendee, item=item, bank=attendee.bank, text=request.POST.get("text", "")
    )
    return _("Die Haltung Ihrer Bank ist festgehalten.")


def _option(request: HttpRequest, attendee: Attendee) -> str:
    item = _item(request, attendee)
    balloting.add_option(attendee=attendee, item=item, title=request.POST.get("text", ""))
    return _("Ihr Vorschlag liegt auf dem Tisch.")


def _conflict(request: HttpRequest, attendee: Attendee) -> str:
    item = _item(request, attendee)
    speaking.declare_conflict(attendee=attendee, item=item, reason=request.POST.get("text", ""))
    return _("Ist notiert: Bei diesem Punkt reden Sie mit und stimmen nicht ab.")


def _dissent(request: HttpRequest, attendee: Attendee) -> str:
    item, named = _item(request, attendee), request.POST.get("named") == "yes"
    speaking.dissent(attendee=attendee, item=item, text=request.POST.get("text", ""), named=named)
    return _("Ihre abweichende Meinung steht im Protokoll, in Ihren Worten.")


ACTS: Mapping[str, Act] = {
    "vote": _vote, "word": _word, "no-word": _no_word, "position": _position, "option": _option,
    "conflict": _conflict, "dissent": _dissent,
}  # fmt: skip


def _item(request: HttpRequest, attendee: Attendee) -> AgendaItem:
    rules.require_running(attendee.session)
    found = AgendaItem.objects.filter(session=attendee.session_id, pk=_number(request, "item")).first()
    if found is None:
        raise Refused(_("Dieser Punkt steht nicht auf der Tagesordnung."))
    return found


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise Refused(_("Etwas stimmte nicht mit der Seite. Bitte laden Sie sie neu."))
    return int(said)

"""What screens in the room ask again and again, answered before sessions, accounts and cookies are looked at.

Every screen asks for the pulse about once a second; it says which version the room has. Where that is new, it asks for
the sheet that all see, which is rendered once in each process. So a room of five hundred is as cheap as one of five.
The key in the address, not to be guessed, is what opens it.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.translation import override

from sozialraum.planning.conferences.models import Ballot, Session
from sozialraum.planning.conferences.queries.quorum import quorum
from sozialraum.planning.conferences.queries.room import room
from sozialraum.planning.conferences.queries.seats import voting_seats
from sozialraum.planning.conferences.queries.turnout import turnout
from sozialraum.planning.conferences.states import BallotState

FRESH = 0.4  # seconds for which a process answers without asking the database again
SEATS_FRESH = 30.0
MOST_ROOMS = 200
ADDRESS = re.compile(r"^/(?:(?P<language>en)/)?raum/(?P<key>[A-Za-z0-9_-]{16,40})/(?P<what>puls|stand)/$")


@dataclass(frozen=True)
class Pulse:
    """What of a room can change without its version changing: who is there, how many have voted."""

    asked: float
    session: int
    version: int
    body: bytes


_pulses: dict[str, Pulse] = {}
_seats: dict[int, tuple[float, dict[str, int]]] = {}
_sheets: dict[tuple[int, str], tuple[int, bytes]] = {}
_lock = threading.Lock()


class Live:
    """Answers both addresses; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = ADDRESS.match(request.path_info) if "/raum/" in request.path_info else None
        if asked is None or request.method != "GET":
            return self.get_response(request)
        try:
            if asked["what"] == "puls":
                return pulse_response(asked["key"])
            return sheet_response(request, asked["key"], asked["language"] or settings.LANGUAGE_CODE)
        except Http404:
            return HttpResponse(status=404)


def pulse_response(key: str) -> HttpResponse:
    """The pulse as JSON: v version, s state, p present by bank, n enough, g votes of m, d waiting at the door."""
    return _plain(HttpResponse(pulse(key).body, content_type="application/json"))


def sheet_response(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """What all see, as a piece of a page; 304 for a screen that has this version already."""
    found = pulse(key)
    mark = f'"{found.session}-{found.version}-{language}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified()
    response = _plain(HttpResponse(sheet(found, language)))
    response["ETag"] = mark
    return response


def pulse(key: str) -> Pulse:
    """The room's pulse, at most FRESH seconds old; raises Http404 where no room has this key."""
    known = _pulses.get(key)
    if known is not None and time.monotonic() - known.asked < FRESH:
        return known
    with _lock:  # one asks, the others wait for the answer
        known = _pulses.get(key)
        if known is None or time.monotonic() - known.asked >= FRESH:
            known = _asked(key)
            if len(_pulses) >= MOST_ROOMS:
                _pulses.clear()
            _pulses[key] = known
    return known


def _asked(key: str) -> Pulse:
    session = Session.objects.select_related("body").filter(room_key=key).first()
    if session is None:
        raise Http404
    at = time.monotonic()
    kept = _seats.get(session.pk)
    if kept is None or at - kept[0] > SEATS_FRESH:
        kept = _seats[session.pk] = (at, voting_seats(session.body))
    here = quorum(session, seats=kept[1])
    ballot = (
        Ballot.objects.filter(item=F("item__session__current"), item__session=session, state=BallotState.OPEN)
        .select_related("item")
        .first()
    )
    votes = turnout(ballot) if ballot else None
    body = {
        "v": session.version, "s": session.state, "p": {side.bank: side.present for side in here.sides},
        "t": here.present, "u": here.guests, "n": here.is_reached, "g": votes and votes.given, "m": votes and votes.may,
        "d": session.attendees.filter(admitted=False).count(),
    }  # fmt: skip
    return Pulse(at, session.pk, session.version, json.dumps(body).encode())


def sheet(found: Pulse, language: str) -> bytes:
    """The piece of the page that all see, rendered once a version, language and process."""
    where = (found.session, language)
    known = _sheets.get(where)
    if known is not None and known[0] == found.version:
        return known[1]
    with _lock:
        known = _sheets.get(where)
        if known is None or known[0] != found.version:
            session = Session.objects.select_related("body").get(pk=found.session)
            with override(language):
                made = render_to_string("conferences/parts/sheet.html", {"room": room(session)}).encode()
            known = _sheets[where] = (session.version, made)
    return known[1]


def forget() -> None:
    """Begin anew (for tests)."""
    _pulses.clear()
    _seats.clear()
    _sheets.clear()


def _plain(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store" if "json" in response["Content-Type"] else "no-cache"
    response["Content-Length"] = str(len(response.content))
    return response

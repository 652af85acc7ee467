"""Who sits in a body on a day, on behalf of whom, and who of them may vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch

from sozialraum.planning.conferences.models import Attendee, Body, Holding, Seat, Session
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.people.roles import Bank

REMEMBERED = 12  # sessions that are looked back on


@dataclass(frozen=True)
class Right:
    """Whether a holder's vote counts, and if not, why: too new, or too often away."""

    votes: bool
    attended: int  # of the remembered sessions
    missed: int  # in a row, up to now


@dataclass(frozen=True)
class Seated:
    """A seat with its member and deputy on a day; either may be missing."""

    seat: Seat
    member: Holding | None
    deputy: Holding | None
    right: Right

    @property
    def votes(self) -> bool:
        """Whether this chair counts for the quorum."""
        return self.seat.voting and self.right.votes and (self.member is not None or self.deputy is not None)


def seated(body: Body, on: date | None = None) -> list[Seated]:
    """The seats of a body on a day, by bank in their order; three statements however many there are."""
    day = on or clock.today()
    held = Prefetch(
        "holdings", Holding.objects.filter(during__contains=day).select_related("account"), to_attr="held"
    )
    seats = list(
        Seat.objects.filter(body=body, during__contains=day)
        .select_related("organisation")
        .prefetch_related(held)
    )
    rights = _rights(body, {seat.pk: seat.during.lower for seat in seats}, day)
    order = list(Bank.values)
    found = [_seated(seat, rights[seat.pk]) for seat in seats]
    return sorted(found, key=lambda one: (order.index(one.seat.bank), one.seat.pk))


def _seated(seat: Seat, right: Right) -> Seated:
    by_part = {one.part: one for one in seat.held}
    return Seated(seat, by_part.get(Holding.Part.MEMBER), by_part.get(Holding.Part.DEPUTY), right)


def _rights(body: Body, seats: Mapping[int, date], day: date) -> dict[int, Right]:
    """From the last sessions: a right that is gained by coming, and rests after staying away. A deputy counts."""
    if not body.asks_attendance:
        return {pk: Right(True, 0, 0) for pk in seats}
    held = Session.objects.filter(body=body, state=SessionState.CLOSED, begins__date__lt=day).order_by(
        "-begins"
    )
    sessions = list(held.values_list("pk", "begins")[:REMEMBERED])
    came: dict[int, set[int]] = {}
    attended = Attendee.objects.filter(
        session__in=[pk for pk, _begins in sessions], holding__isnull=False, presences__isnull=False
    )
    for seat, session in attended.values_list("holding__seat_id", "session_id"):
        came.setdefault(seat, set()).add(session)
    # A young body asks for no more sessions than there were, with the one that is being held.
    asked = min(body.gains_after, len(sessions) + 1)
    return {
        pk: _right(
            body, asked, [one for one, begins in sessions if begins.date() >= since], came.get(pk, set())
        )
        for pk, since in seats.items()
    }


def _right(body: Body, asked: int, sessions: list[int], came: set[int]) -> Right:
    missed = next((n for n, pk in enumerate(sessions) if pk in came), len(sessions))
    gained = len(came) + 1 >= asked
    rests = bool(body.rests_after) and missed >= body.rests_after
    return Right(gained and not rests, len(came), missed)


def voting_seats(body: Body, on: date | None = None) -> dict[str, int]:
    """How many chairs have a vote, by bank: what a quorum is measured against."""
    counted = dict.fromkeys(Bank.values, 0)
    if not body.asks_attendance:  # counting is enough
        day = on or clock.today()
        held = Holding.objects.filter(seat=OuterRef("pk"), during__contains=day)
        chairs = Seat.objects.filter(Exists(held), body=body, during__contains=day, voting=True)
        return counted | dict(chairs.order_by().values_list("bank").annotate(n=Count("pk")))
    for one in seated(body, on):
        counted[one.seat.bank] += one.votes
    return counted

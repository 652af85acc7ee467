"""What the chair has on the desk: the room, everybody who may come, who waits, and what can follow on a result."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from sozialraum.planning.conferences.models import Attendee, Ballot, Holding, PaperSlip, Presence, Session
from sozialraum.planning.conferences.queries.results import outcomes, sentence, usual_question, without_ballot
from sozialraum.planning.conferences.queries.room import Room, room
from sozialraum.planning.conferences.queries.seats import Seated, seated
from sozialraum.planning.conferences.states import ItemState, Method, Outcome
from sozialraum.planning.journal import clock
from sozialraum.planning.people.roles import Bank

MOTIONS = {
    "need": (Outcome.CARRIED, Outcome.DEFERRED, Outcome.SOLVED_LOCALLY, Outcome.NOT_CARRIED),
    "appeal": (Outcome.REOPENED,),
    "answer": (Outcome.ACCEPTED, Outcome.NEGOTIATE),
    "effect": (Outcome.EFFECTIVE, Outcome.PARTLY_EFFECTIVE, Outcome.NOT_EFFECTIVE),
    "paper": (Outcome.ADOPTED, Outcome.DEFERRED),
}


@dataclass(frozen=True)
class Chair:
    """One seat: who may come for it, who is there for it."""

    seated: Seated
    here: Attendee | None
    was_here: Attendee | None

    @property
    def may_come(self) -> tuple[Holding, ...]:
        """Member and deputy, as far as they are not there."""
        there = self.here.holding_id if self.here else None
        both = (self.seated.member, self.seated.deputy)
        return tuple(one for one in both if one is not None and one.pk != there)


@dataclass(frozen=True)
class Side:
    """The chairs of one bank."""

    title: str
    chairs: tuple[Chair, ...]

    @property
    def missing(self) -> tuple[Holding, ...]:
        """Members for whose chairs nobody is there."""
        return tuple(one.seated.member for one in self.chairs if not one.here and one.seated.member)


@dataclass(frozen=True)
class Desk:
    """The chair's page."""

    room: Room
    banks: tuple[Side, ...]
    guests: tuple[Attendee, ...]
    at_the_door: tuple[Attendee, ...]
    on_paper: int
    slips: int
    unread_slips: int
    results: tuple[tuple[str, str | Promise], ...]  # outcomes that may be stated now
    motions: tuple[tuple[str, str | Promise, str], ...]  # what a yes means, its name, what is asked then

    @property
    def is_another_day(self) -> bool:
        """Whether the session is planned for another day than today."""
        begins = self.room.session.begins
        return begins is not None and timezone.localdate(begins) != clock.today()

    @property
    def may_unopen(self) -> bool:
        """Whether opening can still be taken back: no item was taken up."""
        return all(item.state == ItemState.WAITING for item in self.room.items)

    @property
    def question(self) -> str:
        """What stands in the field: nothing where the question follows the motion."""
        item = self.room.under.item if self.room.under else None
        return "" if item is None or self.motions else item.title

    @property
    def wording(self) -> str:
        """What stands in the minutes, unless the chair puts it otherwise."""
        under = self.room.under
        if under is None or under.last is None:
            return under.item.title if under else ""
        with override("de"):
            return f"{under.item.title} – {sentence(under.last.ballot, under.last.options)}"

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Seats that somebody from the door could take."""
        return tuple(
            holding
            for side in self.banks
            for chair in side.chairs
            if not chair.here
            for holding in chair.may_come
        )


def desk(session: Session) -> Desk:
    """Everything at once; a fixed number of statements."""
    found = room(session)
    here = Prefetch("presences", Presence.objects.filter(left__isnull=True), to_attr="now")
    people = list(session.attendees.select_related("holding").prefetch_related(here))
    there = {one.holding.seat_id: one for one in people if one.holding and one.now}
    was = {one.holding.seat_id: one for one in people if one.holding and not one.now}
    chairs = [
        Chair(one, there.get(one.seat.pk), was.get(one.seat.pk))
        for one in (seated(session.body) if session.is_open else ())
    ]
    banks = tuple(
        Side(str(Bank(bank).label), tuple(some))
        for bank, some in groupby(chairs, key=lambda chair: chair.seated.seat.bank)
    )
    open_ = found.under.open_ballot if found.under else None
    slips = list(PaperSlip.objects.filter(ballot=open_.ballot)) if open_ else []
    return Desk(
        found, banks, tuple(one for one in people if one.admitted and not one.holding_id and one.now),
        tuple(one for one in people if not one.admitted), sum(one.on_paper and one.voting for one in there.values()),
        len(slips), sum(not one.counts for one in slips), _results(found), _motions(found),
    )  # fmt: skip


def _results(found: Room) -> tuple[tuple[str, str | Promise], ...]:
    if found.under is None or found.under.open_ballot is not None or found.under.resolutions:
        return ()
    last = found.under.last
    if last is not None and last.too_few:
        return ()  # it can't become a resolution, only be repeated
    may = outcomes(last.ballot) if last else without_ballot(found.under.item)
    return tuple((one.value, one.label) for one in may)


def _motions(found: Room) -> tuple[tuple[str, str | Promise, str], ...]:
    if found.under is None or found.under.item.method != Method.CARRY:
        return ()
    item = found.under.item
    may = MOTIONS.get(item.kind, (Outcome.ADOPTED,))
    return tuple((one.value, one.label, usual_question(item, one)) for one in may)


def reader_of(attendee: Attendee) -> str:
    """How somebody is named who reads slips: two of the same name stay two."""
    return f"{attendee.name} (#{attendee.pk})"


def slips_of(ballot: Ballot, reader: str) -> list[tuple[PaperSlip, bool]]:
    """Slips and whether this reader has read each; what others read stays covered."""
    found = PaperSlip.objects.filter(ballot=ballot).order_by("number")
    return [(one, reader in (one.first_by, one.second_by)) for one in found]

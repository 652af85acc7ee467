"""Who is there, by bank, and whether that is enough to resolve anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sozialraum.planning.conferences.models import AgendaItem, Attendee, Ballot, Body, Session, Vote
from sozialraum.planning.conferences.queries.seats import voting_seats
from sozialraum.planning.conferences.states import ItemState
from sozialraum.planning.people.roles import Bank


@dataclass(frozen=True)
class Side:
    """One bank: chairs that have a vote, and how many of them are there."""

    bank: str
    seats: int
    present: int
    needed: int

    @property
    def title(self) -> str:
        return str(Bank(self.bank).label)

    @property
    def is_enough(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True)
class Quorum:
    """The table: whole and by bank. `again`: called a second time, it is quorate whoever has come."""

    sides: tuple[Side, ...]
    needed: int
    guests: int
    again: bool

    @property
    def present(self) -> int:
        return sum(side.present for side in self.sides)

    @property
    def seats(self) -> int:
        return sum(side.seats for side in self.sides)

    @property
    def missing(self) -> int:
        """Votes that are missing."""
        return max(0, self.needed - self.present)

    @property
    def empty(self) -> tuple[Side, ...]:
        """Banks that have too few there."""
        return tuple(side for side in self.sides if not side.is_enough)

    @property
    def is_reached(self) -> bool:
        return self.present > 0 and (self.again or (not self.missing and not self.empty))


def needed_votes(body: Body, chairs: int) -> int:
    """How many votes make a quorum, of so many chairs that have one."""
    return max(1, -(-chairs * body.quorum_percent // 100))


def needed_of_bank(body: Body, chairs: int) -> int:
    """How many of them on each bank; never more than it has chairs."""
    return min(body.quorum_per_bank, chairs)


def is_enough(body: Body, there: Mapping[str, int], chairs: Mapping[str, int]) -> bool:
    """Whether so many votes a bank are a quorum by the body's rules. there, chairs: by bank."""
    whole = sum(there.values()) >= needed_votes(body, sum(chairs.values()))
    return whole and all(there.get(bank, 0) >= needed_of_bank(body, of) for bank, of in chairs.items())


def quorum(session: Session, *, seats: Mapping[str, int] | None = None) -> Quorum:
    """The table as it is now. `seats`: chairs with a vote by bank, where they are known already."""
    body = session.body
    chairs = voting_seats(body, _day(session)) if seats is None else seats
    here = present(session)
    sides = tuple(
        Side(bank, chairs[bank], here.get(bank, 0), needed_of_bank(body, chairs[bank]))
        for bank in Bank.values
    )
    again = is_called_again(session)
    return Quorum(sides, needed_votes(body, sum(chairs.values())), here.get("", 0), again)


def is_quorate(session: Session, item: AgendaItem, *, found: Quorum | None = None) -> bool:
    """Whether an item can be resolved now. Called again, whoever comes decides, but only on what was left over."""
    here = found or quorum(session)
    if here.again and not _was_left(session, item):
        here = replace(here, again=False)
    return here.is_reached


def _was_left(session: Session, item: AgendaItem) -> bool:
    left = AgendaItem.objects.filter(session=session.repeats_id).exclude(state=ItemState.DONE)
    return left.filter(kind=item.kind, title=item.title, need=item.need_id).exists()


def is_called_again(session: Session) -> bool:
    """Whether it was called a second time because too few had come to the first."""
    return session.repeats_id is not None and failed(session.repeats)


def failed(session: Session) -> bool:
    """Whether a session that is over had too few: over all of it, never enough chairs with a vote were taken."""
    body = session.body
    chairs = voting_seats(body, timezone.localtime(session.begins).date() if session.begins else None)
    came = Attendee.objects.filter(session=session, voting=True, presences__isnull=False)
    taken = dict(came.order_by().values_list("bank").annotate(count=Count("holding__seat", distinct=True)))
    return not is_enough(body, taken, chairs)


def _day(session: Session) -> date | None:
    """A session on paper is entered later: those count who had a seat on its day. Any other is now."""
    return timezone.localtime(session.begins).date() if session.on_paper and session.begins else None


def in_the_room(session: Session) -> QuerySet[Attendee]:
    """Everybody who was let in and has not left."""
    here = session.attendees.filter(presences__left__isnull=True, presences__isnull=False)
    return here.filter(admitted=True)


def present(session: Session) -> dict[str, int]:
    """Votes that are in the room, by bank; under "" everybody who has none."""
    counted = (
        in_the_room(session)
        .values_list("bank", "voting")
        .annotate(count=Count("pk", distinct=True))
        .order_by()
    )
    sums: dict[str, int] = {}
    for bank, voting, count in counted:
        key = bank if voting else ""
        sums[key] = sums.get(key, 0) + count
    return sums


def voters(session: Session) -> dict[int, str]:
    """Everybody in the room who has a vote: attendee → bank."""
    return dict(in_the_room(session).filter(voting=True).values_list("pk", "bank"))


def on_paper(ballot: Ballot, bank: str) -> int:
    """Chairs of a bank whose vote may come on paper: somebody was there for them since the ballot was opened."""
    there = Attendee.objects.filter(
        Q(presences__left__isnull=True) | Q(presences__left__gte=ballot.opened), session=ballot.item.session,
        bank=bank, voting=True, on_paper=True, presences__isnull=False,
    )  # fmt: skip
    voted = Vote.objects.filter(ballot=ballot, attendee__holding__isnull=False).values(
        "attendee__holding__seat"
    )
    may = there.exclude(holding__seat__in=voted).exclude(conflicts__item=ballot.item)
    return may.values("holding__seat").distinct().count()

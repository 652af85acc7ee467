"""Who is there, by bank, and whether that is enough to resolve anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from sozialraum.planning.conferences.models import Attendee, Session
from sozialraum.planning.conferences.queries.seats import voting_seats
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


def quorum(session: Session, *, seats: Mapping[str, int] | None = None) -> Quorum:
    """The table as it is now. `seats`: chairs with a vote by bank, where they are known already."""
    body = session.body
    chairs = voting_seats(body, _day(session)) if seats is None else seats
    here = present(session)
    total = sum(chairs.values())
    needed = -(-total * body.quorum_percent // 100)
    sides = tuple(
        Side(bank, chairs[bank], here.get(bank, 0), min(body.quorum_per_bank, chairs[bank]))
        for bank in Bank.values
    )
    return Quorum(sides, max(1, needed), here.get("", 0), session.repeats_id is not None)


def _day(session: Session) -> date | None:
    """A session on paper is entered later: those count who had a seat on its day. Any other is now."""
    return timezone.localtime(session.begins).date() if session.on_paper and session.begins else None


def present(session: Session) -> dict[str, int]:
    """Votes that are in the room, by bank; under "" everybody who has none."""
    found = Attendee.objects.filter(
        session=session, admitted=True, presences__left__isnull=True, presences__isnull=False
    )
    counted = found.values_list("bank", "voting").annotate(count=Count("pk", distinct=True)).order_by()
    sums: dict[str, int] = {}
    for bank, voting, count in counted:
        key = bank if voting else ""
        sums[key] = sums.get(key, 0) + count
    return sums


def voters(session: Session) -> dict[int, str]:
    """Everybody in the room who has a vote: attendee → bank."""
    found = Attendee.objects.filter(
        session=session, admitted=True, voting=True, presences__left__isnull=True, presences__isnull=False
    )
    return dict(found.values_list("pk", "bank"))

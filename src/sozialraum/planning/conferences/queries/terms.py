"""Seats as those who run a body see them: who holds each, what is due: vacant ones and terms that end soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from sozialraum.planning.conferences.models import Body, Holding, Seat
from sozialraum.planning.journal import clock
from sozialraum.planning.people.roles import Bank

SOON_DAYS = 90


@dataclass(frozen=True)
class Chair:
    """A seat with who holds it today and who follows; any may be missing."""

    seat: Seat
    member: Holding | None
    deputy: Holding | None
    next_member: Holding | None

    @property
    def is_vacant(self) -> bool:
        return self.member is None

    @property
    def ends(self) -> date | None:
        """When the member's term ends, if nobody follows on that day."""
        if self.member is None or self.member.during.upper is None:
            return None
        follows = self.next_member and self.next_member.during.lower == self.member.during.upper
        return None if follows else self.member.during.upper

    @property
    def is_due(self) -> bool:
        """Whether something has to be done: nobody holds it, or its term ends within ninety days."""
        if self.is_vacant:
            return self.next_member is None
        return self.ends is not None and self.ends <= clock.today() + timedelta(days=SOON_DAYS)


def chairs(seats: QuerySet[Seat]) -> list[Chair]:
    """Seats of today with their holders; two statements however many there are."""
    today = clock.today()
    live = Holding.objects.filter(during__endswith__gt=today) | Holding.objects.filter(
        during__upper_inf=True
    )  # fmt: skip
    found = seats.filter(during__contains=today).select_related("organisation", "body")
    order = list(Bank.values)
    made = [
        _chair(one, today)
        for one in found.prefetch_related(Prefetch("holdings", live.order_by("during"), "live"))
    ]
    return sorted(made, key=lambda one: (order.index(one.seat.bank), one.seat.pk))


def _chair(seat: Seat, today: date) -> Chair:
    now = {one.part: one for one in seat.live if today in one.during}
    later = [one for one in seat.live if one.part == Holding.Part.MEMBER and one.during.lower > today]
    member, deputy = now.get(Holding.Part.MEMBER), now.get(Holding.Part.DEPUTY)
    return Chair(seat, member, deputy, later[0] if later else None)


def due(found: Iterable[Chair]) -> list[Chair]:
    """What has to be done: first the vacant seats, then terms in the order in which they end."""
    wanted = [one for one in found if one.is_due]
    return sorted(wanted, key=lambda one: (not one.is_vacant, one.ends or date.min, one.seat.pk))


def chairs_of(body: Body) -> list[Chair]:
    """All seats of a body."""
    return chairs(Seat.objects.filter(body=body))


def by_bank(found: Iterable[Chair]) -> list[tuple[str, list[Chair]]]:
    """Chairs under the names of their banks."""
    grouped = groupby(found, key=lambda one: one.seat.bank)
    return [(str(Bank(bank).label), list(ones)) for bank, ones in grouped]


def history(seat: Seat) -> list[Holding]:
    """Everybody who held, holds or will hold a seat, the latest first; one statement."""
    return list(seat.holdings.select_related("account__organisation").order_by("-during", "-part", "pk"))


def next_vacant(seat: Seat) -> Seat | None:
    """Another chair of the body that nobody holds or is to hold, the same bank first; one statement."""
    today = clock.today()
    lasting = Q(during__upper_inf=True) | Q(during__endswith__gt=today)
    held = Holding.objects.filter(lasting, seat=OuterRef("pk"), part=Holding.Part.MEMBER)
    others = seat.body.seats.filter(during__contains=today).exclude(pk=seat.pk).exclude(Exists(held))
    return others.order_by(Case(When(bank=seat.bank, then=0), default=1), "pk").first()

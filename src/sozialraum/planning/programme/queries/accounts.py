"""What a fund holds: sums of its bookings, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from sozialraum.planning.programme.models import Booking, Fund, Funding
from sozialraum.planning.programme.states import OPEN_MEASURES

Kind = Booking.Kind
NOTHING = Decimal("0.00")
PROMISES = (Kind.RESERVATION, Kind.RELEASE)  # take from what is free, not from the balance


@dataclass(frozen=True)
class Standing:
    """In euros, exact. spent: paid out, what came back taken off.

    received: what came in, together with what came from other funds less what went to them (transferred).
    """

    balance: Decimal = NOTHING
    reserved: Decimal = NOTHING
    received: Decimal = NOTHING
    spent: Decimal = NOTHING
    transferred: Decimal = NOTHING

    @property
    def deposited(self) -> Decimal:
        """What was paid in, without what other funds gave or took over."""
        return self.received - self.transferred

    @property
    def free(self) -> Decimal:
        """What can still be promised."""
        return self.balance - self.reserved

    @classmethod
    def of(cls, sums: dict[str, Decimal | None]) -> Standing:
        """From sums by kind of booking."""
        by = {kind: sums.get(kind) or NOTHING for kind in Kind.values}
        received = by[Kind.DEPOSIT] + by[Kind.TRANSFER]
        spent = -(by[Kind.PAYMENT] + by[Kind.REFUND])
        return cls(
            received - spent, -(by[Kind.RESERVATION] + by[Kind.RELEASE]), received, spent, by[Kind.TRANSFER]
        )

    def __add__(self, other: Standing) -> Standing:
        return Standing(
            self.balance + other.balance, self.reserved + other.reserved, self.received + other.received,
            self.spent + other.spent, self.transferred + other.transferred,
        )  # fmt: skip


def by_kind() -> dict[str, Any]:
    """Annotations for funds: a sum for each kind of booking."""
    return {kind: Sum("bookings__amount", filter=Q(bookings__kind=kind)) for kind in Kind.values}


def standing(fund: Fund) -> Standing:
    """Of one fund; one statement."""
    sums = {kind: Sum("amount", filter=Q(kind=kind)) for kind in Kind.values}
    return Standing.of(fund.bookings.order_by().aggregate(**sums))


def standings(funds: QuerySet[Fund]) -> list[tuple[Fund, Standing]]:
    """Of several; one statement."""
    found = funds.annotate(**by_kind())
    return [(one, Standing.of({kind: getattr(one, kind) for kind in Kind.values})) for one in found]


def offered(
    place: tuple[str, str] | None = None, years: Iterable[int] | None = None
) -> list[tuple[Fund, Standing]]:
    """Open funds that may pay for a measure: in its place (space, planning area), in its years. One statement."""
    funds = Fund.objects.filter(closed__isnull=True)
    if place is not None:
        space, area = place
        funds = funds.filter(Q(space=space) | Q(space="", planning_area__in=("", area)))
    if years is not None:
        funds = funds.filter(year__in=list(years))
    return standings(funds.order_by("-year", "title", "pk"))


def asked_of(fund: Fund) -> QuerySet[Funding]:
    """What measures that are under way hope to get from a fund, the oldest first."""
    hoped = Funding.objects.filter(fund=fund, confirmed__isnull=True, measure__state__in=OPEN_MEASURES)
    return hoped.select_related("measure", "fund").order_by("pk")


def promised_before(need: int) -> Booking | None:
    """What any open fund promised to a need before there was a measure; one statement."""
    waiting = Booking.objects.filter(need=need, measure__isnull=True, fund__closed__isnull=True)
    return open_reservations(waiting).select_related("fund").first()


def total(of: Iterable[Standing]) -> Standing:
    """All together."""
    return sum(of, Standing())


def open_reservations(rows: QuerySet[Booking] | None = None) -> QuerySet[Booking]:
    """Reservations that are neither released nor paid, the oldest first."""
    ended = Booking.objects.filter(kind=Kind.RELEASE, reservation=OuterRef("pk"))
    found = Booking.objects.all() if rows is None else rows
    return found.filter(~Exists(ended), kind=Kind.RESERVATION).order_by("on", "pk")


def promised_to(fund: Fund, need: int | None) -> Booking | None:
    """What a fund promised to a need before there was a measure, the oldest that stands; none without a need."""
    if need is None:
        return None
    waiting = fund.bookings.filter(need=need, measure__isnull=True)
    return open_reservations(waiting).select_related("resolution", "need").first()


@dataclass(frozen=True)
class Line:
    """A booking with what the account and what is free held after it."""

    booking: Booking
    balance: Decimal
    free: Decimal
    is_open: bool  # a reservation that still stands

    @property
    def moves(self) -> bool:
        """Whether it changes the balance; a promise doesn't."""
        return self.booking.kind not in PROMISES


def statement(bookings: Sequence[Booking]) -> list[Line]:
    """All bookings of an account in their order, with the running sums."""
    ended = {one.reservation_id for one in bookings if one.kind == Kind.RELEASE}
    lines, balance, free = list[Line](), NOTHING, NOTHING
    for one in bookings:
        free += one.amount
        balance += NOTHING if one.kind in PROMISES else one.amount
        lines.append(Line(one, balance, free, one.kind == Kind.RESERVATION and one.pk not in ended))
    return lines

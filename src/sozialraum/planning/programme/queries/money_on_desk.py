"""What stands on desks about money: funds with little left, promises that wait, keys to be published or allotted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery

from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.planning.programme.models import Booking, Distribution, Fund, Funding
from sozialraum.planning.programme.queries.accounts import Standing, open_reservations, standings
from sozialraum.planning.programme.states import OPEN_MEASURES

LITTLE = Decimal("0.1")  # of what was paid in, free: little is left
LONG = timedelta(days=180)  # a promise that is older waits for too long
SHOWN = 6


@dataclass(frozen=True)
class Kept:
    """What the keeper of the city's money looks after."""

    little: list[tuple[Fund, Standing]]
    old: list[Booking]
    keys: list[Distribution]  # drafts, and published ones whose money isn't in the funds yet
    past: list[tuple[Fund, Standing]]  # of years that are over, not closed yet
    asked: list[Funding]  # what measures ask of funds that no conference spends

    @property
    def is_empty(self) -> bool:
        return not (self.little or self.old or self.keys or self.past or self.asked)


def kept() -> Kept:
    """Of the whole city; four statements."""
    today = clock.today()
    found = standings(
        Fund.objects.filter(closed__isnull=True, year__lte=today.year).order_by("year", "title")
    )
    this_year = [pair for pair in found if pair[0].year == today.year]
    little = [(fund, one) for fund, one in this_year if one.received and one.free < one.received * LITTLE]
    little.sort(key=lambda pair: pair[1].free)
    keys = Distribution.objects.filter(allotted__isnull=True).defer("shares").order_by("-pk")
    past = [pair for pair in found if pair[0].year < today.year]
    asked = Funding.objects.filter(
        fund__isnull=False, fund__body__isnull=True, fund__closed__isnull=True, confirmed__isnull=True,
        measure__state__in=OPEN_MEASURES,
    ).select_related("fund", "measure").order_by("pk")  # fmt: skip
    return Kept(little[:SHOWN], _old(today), list(keys[:SHOWN]), past[:SHOWN], list(asked[:SHOWN]))


def _old(today: date) -> list[Booking]:
    waiting = open_reservations(Booking.objects.filter(on__lte=today - LONG, fund__closed__isnull=True))
    return list(waiting.select_related("fund")[:SHOWN])


def managed(by: Account) -> list[tuple[Fund, Standing]]:
    """This year's funds of the conferences in somebody's planning areas, each with how many measures ask for money of
    it (`asked`); two statements.
    """
    areas = [
        one.scope_key for one in in_force_of(by)
        if one.role == "planning_area_manager" and one.scope_kind == ScopeKind.PLANNING_AREA
    ]  # fmt: skip
    if not areas:
        return []
    mine = Q(planning_area__in=areas) | Q(body__planning_area__in=areas)
    rows = Fund.objects.filter(mine, year=clock.today().year, body__isnull=False, closed__isnull=True)
    hoped = Funding.objects.filter(
        fund=OuterRef("pk"), confirmed__isnull=True, measure__state__in=OPEN_MEASURES
    ).order_by()  # fmt: skip
    asked = Subquery(hoped.values("fund").annotate(n=Count("pk")).values("n"))
    return standings(rows.annotate(asked=asked).order_by("title"))

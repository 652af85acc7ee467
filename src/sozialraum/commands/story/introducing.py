"""What introducing the model costs Musterstadt: a proposal, taken over and made their own, and what was spent of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from django.db import transaction

from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.meetings import Day
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Account
from sozialraum.planning.reports import actions
from sozialraum.planning.reports.models import CENT, CostItem
from sozialraum.planning.reports.queries.introduction_costs import Assumptions, Size, proposal
from sozialraum.planning.spaces.queries import scopes_of

PLANNED, CORRECTED, GIVEN_UP, COUNTED = 720, 600, 400, 12  # days ago
CHEAPER = "Zwei Träger moderieren reihum und rechnen weniger ab."
NO_VAN = "Der Bus der Stadtbibliothek fährt mit, ein eigener ist nicht nötig."
# What was spent of a position, in percent of its plan, where it is not all of it.
SPENT = {"Übersetzung und Dolmetschen": 131, "Betrieb des Programms": 96, "Schulung zu Beginn": 88,
         "Räume, Bewirtung, Kinderbetreuung": 74}  # fmt: skip


@dataclass(frozen=True)
class Introducing:
    """The costs as social planning keeps them."""

    cast: Cast
    now: datetime

    def days(self) -> Iterator[Day]:
        """Planned, corrected, one position given up; each year what was spent."""
        yield Day(self._ago(PLANNED), self._plan)
        yield Day(self._ago(CORRECTED), self._correct)
        yield Day(self._ago(GIVEN_UP), self._give_up)
        first = self._ago(PLANNED).year
        for year in range(first, self.now.year):
            at = self.now.replace(year=year + 1, month=1, day=20)
            if at < self.now:
                yield Day(at, partial(self._count, year, 100))
        yield Day(self._ago(COUNTED), partial(self._count, self._ago(COUNTED).year, 80))

    def _ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    @property
    def _planner(self) -> Account:
        return self.cast.planner()

    @transaction.atomic
    def _plan(self) -> None:
        if CostItem.objects.exists():
            return
        year = clock.today().year
        of = Assumptions(year, 4, posts_per_area=Decimal("0.50"))
        size = Size(len(scopes_of("planning_area")), len(scopes_of("social_space")))
        keys = [one.key for one in proposal(size, of)]
        actions.take_proposal(by=self._planner, size=size, assumptions=of, keys=keys)
        for title, kind, price in (
            ("Faltblatt in fünf Sprachen, an jeden Haushalt", "translation", "4800.00"),
            ("Kleinbus für Sitzungen vor Ort", "other", "21500.00"),
        ):
            actions.plan_cost(
                by=self._planner, kind=kind, title=title, price=Decimal(price), year=year, last_year=None
            )

    def _correct(self) -> None:
        item = self._of("Moderation der Sozialraumkonferenzen")
        if item is not None and item.assumption:
            actions.change_cost(by=self._planner, item=item, price=Decimal("285.00"), reason=CHEAPER)

    def _give_up(self) -> None:
        item = self._of("Kleinbus für Sitzungen vor Ort")
        if item is not None:
            actions.end_cost(by=self._planner, item=item, reason=NO_VAN)

    @transaction.atomic
    def _count(self, year: int, part: int) -> None:
        """What was spent in a year, of which `part` percent is over."""
        for item in CostItem.objects.filter(ended__isnull=True, year__lte=year).order_by("pk"):
            if (
                year not in item.years
                or item.spent.filter(year=year).exists()
                or item.title.startswith("Kleinbus")
            ):
                continue
            amount = (item.amount * SPENT.get(item.title, 100) * part / 10_000).quantize(CENT)
            actions.note_spent(by=self._planner, item=item, year=year, amount=amount)

    def _of(self, title: str) -> CostItem | None:
        return CostItem.objects.filter(title=title, ended__isnull=True).first()

"""What it costs to run the model itself, by kind, for the yearly report: never single positions, a post is a salary."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sozialraum.planning.reports.models import CostItem
from sozialraum.planning.reports.queries.introduction_costs import costs_by_year


@dataclass(frozen=True)
class Cost:
    """One line: what for, what was planned, what was spent. Exact: cents."""

    title: str
    planned: Decimal
    spent: Decimal | None = None


def costs_of(year: int) -> list[Cost]:
    """The kinds of costs of a year, in the order of the kinds."""
    return [
        Cost(str(CostItem.Kind(kind).label), one.planned, one.spent)
        for found in costs_by_year()
        if found.year == year
        for kind, one in found.kinds.items()
    ]

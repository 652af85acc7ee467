"""What it costs to run the model itself: told by whoever keeps that account, shown in the yearly report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Cost:
    """One line: what for, what was planned, what was spent (None where that isn't known yet). Exact: cents."""

    title: str
    planned: Decimal
    spent: Decimal | None = None


# From a year to the costs of the model in that year.
CostSource = Callable[[int], Sequence[Cost]]
_sources: list[CostSource] = []


def offer_costs(source: CostSource) -> None:
    """Make an account of what the model costs known (called by its app in `ready`)."""
    _sources.append(source)


def costs_of(year: int) -> list[Cost]:
    """All costs of a year, in the order in which their accounts were made known."""
    return [cost for source in _sources for cost in source(year)]

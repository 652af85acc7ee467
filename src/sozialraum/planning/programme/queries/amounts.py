"""Sums of money as pages show them: exact to the cent, in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sozialraum.planning.statistics.words import euros

ZERO = Decimal(0)
CENT = Decimal("0.01")


def in_euros(amount: Decimal | None) -> str:
    """1.234,50 €; nothing where nothing is known."""
    return "–" if amount is None else euros(amount)


def each_of(amount: Decimal, inhabitants: int) -> str:
    """Money per inhabitant, rounded to the cent; nothing where nobody is counted."""
    if not inhabitants:
        return "–"
    return in_euros((amount / inhabitants).quantize(CENT, ROUND_HALF_UP))


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of what is known."""
    return sum((one for one in amounts if one is not None), ZERO)


@dataclass(frozen=True)
class Sums:
    """Planned and actual money of a group; `label` says of which."""

    label: str
    planned: Decimal
    actual: Decimal
    key: str = ""
    count: int = 0
    is_known: bool = True  # whether anything was spent, or known to be

    @property
    def planned_shown(self) -> str:
        return in_euros(self.planned)

    @property
    def actual_shown(self) -> str:
        return in_euros(self.actual if self.is_known else None)


def whole(rows: Iterable[Sums], label: str) -> Sums:
    """The line under a table: what the lines above add up to."""
    rows = list(rows)
    return Sums(
        label, total(one.planned for one in rows), total(one.actual for one in rows), "",
        sum(one.count for one in rows), any(one.is_known for one in rows),
    )  # fmt: skip

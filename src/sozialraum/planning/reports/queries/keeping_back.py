"""What of a table of counted people is kept back, so that nobody can be counted out.

A count of fewer than three is never told, and never told apart from none. It must not follow from the sums either:
where a sum and all but one of its parts are told, or where the parts kept back come to one or two, the next smallest
part is kept back with them, else the sum itself. Every sum is looked at until none gives anything away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

FEWEST = 3
Cell = TypeVar("Cell", bound=Hashable)


class KeptBack:
    """Stands in a table for a number that is not told."""

    def __repr__(self) -> str:
        return "KEPT_BACK"


KEPT_BACK = KeptBack()


@dataclass(frozen=True)
class Sum(Generic[Cell]):
    """A cell that is the sum of others."""

    total: Cell
    parts: tuple[Cell, ...]


def kept_back(
    counts: Mapping[Cell, int], sums: Iterable[Sum[Cell]], elsewhere: Iterable[Cell] = ()
) -> frozenset[Cell]:
    """The cells that are not told. Every cell of a sum has a count; a cell may stand in several sums.

    elsewhere: cells that another table already keeps back.
    """
    hidden = {cell for cell, n in counts.items() if n < FEWEST} | set(elsewhere)
    every = list(sums)
    while more := [cell for one in every if (cell := _next(one, counts, hidden)) is not None]:
        hidden.update(more)
    return frozenset(hidden)


def _next(one: Sum[Cell], counts: Mapping[Cell, int], hidden: set[Cell]) -> Cell | None:
    """The cell of a sum to keep back next; None where it gives nothing away."""
    inside = [part for part in one.parts if part in hidden]
    shown = [part for part in one.parts if part not in hidden]
    if one.total in hidden:  # it must not be told by adding up
        return _smallest(shown, counts) if not inside and shown and counts[one.total] else None
    amount = sum(counts[part] for part in inside)
    is_told = amount > 0 and (len(inside) == 1 or amount < FEWEST)
    if not is_told:
        return None
    return _smallest(shown, counts) if shown else one.total


def _smallest(cells: Iterable[Cell], counts: Mapping[Cell, int]) -> Cell:
    return min(cells, key=lambda cell: (counts[cell], str(cell)))

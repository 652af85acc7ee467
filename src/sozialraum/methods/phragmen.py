"""Sequential Phragmén: an order in which every group's approvals come up in proportion to its size.

Each entry of the list costs 1, and its supporters earn at the same pace what it costs. Next comes what its supporters
can pay first, and they pay it with all they have:

    t(c) = (1 + Σ tᵢ) / |N(c)|     over the supporters i of c;  tᵢ: when i paid last, 0 before
    next = argmin t(c);  then tᵢ = t(c) for its supporters

Weighted voters (a conference with more inhabitants) earn at the pace of their weight: t(c) = (1 + Σ wᵢtᵢ) / Σ wᵢ.

Source: E. Phragmén (1894, 1899); S. Janson (2016), Phragmén's and Thiele's election methods, arXiv:1611.08826;
M. Brill, R. Freeman, S. Janson, M. Lackner (2017), Phragmén's voting methods and justified representation, AAAI.

Exact: all times are rationals. With many voters, those with the same history have the same time and are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Place:
    """Where an entry stands in the list and why: what came before it, when its supporters could pay for it."""

    candidate: int
    time: Fraction  # when it was paid for
    supporters: tuple[int, ...]  # voters who paid
    paid: tuple[Fraction, ...]  # what each of them paid, together 1


@dataclass(frozen=True)
class Order:
    """The list, and what nobody approved in the published order of precedence."""

    places: tuple[Place, ...]
    unsupported: tuple[int, ...]

    @property
    def candidates(self) -> tuple[int, ...]:
        """Rows of the approvals in the order of the list."""
        return (*(one.candidate for one in self.places), *self.unsupported)


def phragmen(
    approvals: npt.ArrayLike,
    *,
    weights: Sequence[int | Fraction] | None = None,
    costs: Sequence[int] | None = None,
    tie_order: Sequence[int] | None = None,
) -> Order:
    """The order of all candidates.

    approvals: candidates × voters, True where a voter approves. weights: how much each voter counts, above 0; by
    default 1. costs: what each candidate costs in any unit, above 0; by default all the same. tie_order: the published
    order of precedence; by default that of the rows.

    Raises ValueError for other shapes, weights or costs that are not above 0, or an order that is none.
    """
    wanted = np.asarray(approvals, dtype=bool)
    if wanted.ndim != 2:
        raise ValueError(f"approvals must be candidates × voters, got {wanted.shape}")
    rows, voters = wanted.shape
    weight = [Fraction(1)] * voters if weights is None else [Fraction(one) for one in weights]
    cost = [Fraction(1)] * rows if costs is None else [Fraction(one) for one in costs]
    order = list(range(rows)) if tie_order is None else [int(one) for one in tie_order]
    if len(weight) != voters or any(one <= 0 for one in weight):
        raise ValueError(f"weights must be {voters} numbers above 0")
    if len(cost) != rows or any(one <= 0 for one in cost):
        raise ValueError(f"costs must be {rows} numbers above 0")
    if sorted(order) != list(range(rows)):
        raise ValueError("tie_order must name each candidate once")
    return _ordered([np.flatnonzero(row).tolist() for row in wanted], weight, cost, order)


def _ordered(
    supporters: list[list[int]], weight: list[Fraction], cost: list[Fraction], order: list[int]
) -> Order:
    paid_at = [Fraction(0)] * len(weight)
    pace = [sum((weight[i] for i in who), Fraction(0)) for who in supporters]
    left = [c for c in order if supporters[c]]
    # What supporters have paid for so far only grows, so a time calculated earlier is the least it can be now.
    times = {c: cost[c] / pace[c] for c in left}
    fresh = set(left)
    places: list[Place] = []
    while left:
        best = min(
            left, key=times.__getitem__
        )  # the first of the published order, where several are the least
        if best not in fresh:
            times[best] = (cost[best] + sum(weight[i] * paid_at[i] for i in supporters[best])) / pace[best]
            fresh.add(best)
            continue
        who, time = supporters[best], times[best]
        places.append(Place(best, time, tuple(who), tuple(weight[i] * (time - paid_at[i]) for i in who)))
        for i in who:
            paid_at[i] = time
        left.remove(best)
        fresh.clear()
    return Order(tuple(places), tuple(c for c in order if not supporters[c]))

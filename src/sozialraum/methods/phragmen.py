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
from math import lcm

import numpy as np
import numpy.typing as npt

NEAR = 1e-9  # relative; times nearer than this are compared as rationals


@dataclass(frozen=True)
class Place:
    """Where an entry stands in the list and why: what came before it, when its supporters could pay for it."""

    candidate: int
    time: Fraction  # when it was paid for
    supporters: tuple[int, ...]  # voters who paid
    earlier: tuple[Fraction, ...]  # when each of them had paid last, 0 before
    weights: tuple[Fraction, ...]  # how much each of them counts
    cost: Fraction

    @property
    def paid(self) -> tuple[Fraction, ...]:
        """What each of them paid; together the cost."""
        return tuple(w * (self.time - t) for w, t in zip(self.weights, self.earlier, strict=True))


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
    places: int | None = None,
) -> Order:
    """The order of all candidates, or of the first so many places.

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
    if sum(weight) * lcm(*(one.denominator for one in weight), 1) >= 2**53:
        raise ValueError("weights must have a common denominator that is not so large")
    if sorted(order) != list(range(rows)):
        raise ValueError("tie_order must name each candidate once")
    return _Rounds(wanted, weight, cost, order).ordered(rows if places is None else places)


class _Rounds:
    """For each voter the round in which they paid last: their time is that round's. Floats show who can be next."""

    def __init__(
        self, wanted: npt.NDArray[np.bool_], weight: list[Fraction], cost: list[Fraction], order: list[int]
    ) -> None:
        self.supporters = [np.flatnonzero(row) for row in wanted]
        self.weight, self.cost = weight, cost
        self.left = [c for c in order if len(self.supporters[c])]
        self.unsupported = tuple(c for c in order if not len(self.supporters[c]))
        self.scale = lcm(*(one.denominator for one in weight), 1)
        self.whole = np.array([int(one * self.scale) for one in weight], dtype=np.int64)
        self.pace = [Fraction(int(self.whole[who].sum()), self.scale) for who in self.supporters]
        self.when = np.zeros(len(weight), dtype=np.int64)
        self.times = [Fraction(0)]

    def ordered(self, places: int) -> Order:
        found: list[Place] = []
        while self.left and len(found) < places:
            exact = {c: (self.cost[c] + self._earlier(c)) / self.pace[c] for c in self._near()}
            best = min(
                exact, key=exact.__getitem__
            )  # the first of the published order, where several are the least
            found.append(self._take(best, exact[best]))
            self.left.remove(best)
        return Order(tuple(found), self.unsupported)

    def _near(self) -> list[int]:
        """Candidates that can be next, in the published order: those within a billionth of the least time."""
        load = np.array([float(one) for one in self.times])[self.when] * self.whole
        who = [self.supporters[c] for c in self.left]
        starts = np.cumsum([0, *(len(one) for one in who[:-1])])
        earlier = np.add.reduceat(load[np.concatenate(who)], starts) / self.scale
        due = (np.array([float(self.cost[c]) for c in self.left]) + earlier) / [
            float(self.pace[c]) for c in self.left
        ]
        return [self.left[at] for at in np.flatnonzero(due <= due.min() * (1 + NEAR)).tolist()]

    def _earlier(self, candidate: int) -> Fraction:
        """Σ wᵢtᵢ over its supporters; those who paid last in the same round are counted together."""
        who = self.supporters[candidate]
        together = np.bincount(
            self.when[who], self.whole[who], len(self.times)
        )  # sums of integers, exact to 2**53
        counted = zip(together.tolist(), self.times, strict=True)
        return sum((int(weight) * time for weight, time in counted if weight), Fraction(0)) / self.scale

    def _take(self, candidate: int, time: Fraction) -> Place:
        who = self.supporters[candidate]
        voters = who.tolist()
        earlier = tuple(self.times[round_] for round_ in self.when[who].tolist())
        self.times.append(time)
        self.when[who] = len(self.times) - 1
        weights = tuple(self.weight[i] for i in voters)
        return Place(candidate, time, tuple(voters), earlier, weights, self.cost[candidate])

"""Method of Equal Shares: a fund is spent so that every group of voters decides over its part of it.

Each voter gets B/n. Round after round, of all projects that their supporters can still pay together, the one is
bought for which they pay least for what it is worth to them:

    q(c) = least q with  Σ min(bᵢ, q) = cost(c)   over the supporters i of c
    next = argmin q(c) / worth(c)                 worth: cost(c) (money spent on what one wants), or 1 (projects)

Each supporter pays min(bᵢ, q). What is left over is spent by Add1: all voters get one unit more, all is done anew,
until nothing fits any more or the next unit would overspend; what then still fits is taken by approvals for its cost.

Source: D. Peters, G. Pierczyński, P. Skowron (2021), Proportional participatory budgeting with additive utilities,
NeurIPS 34; completion as in the implementation of Wieliczka and Aarau (equalshares.net).

Exact: a budget is B/n minus the prices of the rounds in which a voter paid in full, so a sum over voters is a sum of
counts times rationals. Floating-point numbers only point at the few projects that can be next.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
NEAR = 1e-9  # relative; floating-point values nearer than this are compared as rationals


@dataclass(frozen=True)
class Purchase:
    """A project that was bought: its row, the most that a supporter paid, how many of them had to give all they had."""

    project: int
    price: Fraction
    supporters: int
    exhausted: int


@dataclass(frozen=True)
class Spent:
    """What a fund buys, in the order of buying. budget: what each voter had in the end (Add1 included)."""

    bought: tuple[Purchase, ...]
    completed: tuple[int, ...]  # taken by approvals from what was left
    budget: Fraction
    cost: int = 0

    @property
    def projects(self) -> tuple[int, ...]:
        """Rows of all projects that are bought, as bought."""
        return (*(one.project for one in self.bought), *self.completed)


def equal_shares(
    approvals: npt.ArrayLike, costs: Sequence[int], budget: int, *, tie_order: Sequence[int] | None = None,
    worth: str = "cost", add1: bool = True, part: int = 0,
) -> Spent:  # fmt: skip
    """Which projects a fund pays for.

    approvals: projects × voters, True where a voter wants a project. costs: whole units of money (cents, euros), above
    0, a project each. budget: the fund, in the same units. tie_order: the published order of precedence, each project
    once, the first wins ties; by default that of the rows. worth: "cost" or "one". add1: complete what is left. part:
    above 0, each step meanwhile adds at least this part (one over it) of what a voter has, so that steps stay few.

    Raises ValueError for other shapes, costs that are not whole and positive, or an order that is none.
    """
    wanted = np.ascontiguousarray(np.asarray(approvals, dtype=bool))
    if wanted.ndim != 2 or wanted.shape[0] != len(costs):
        raise ValueError(f"approvals must be projects × voters for {len(costs)} projects, got {wanted.shape}")
    if any(int(cost) != cost or cost <= 0 for cost in costs):
        raise ValueError("costs must be whole and positive")
    order = list(range(len(costs))) if tie_order is None else [int(one) for one in tie_order]
    if sorted(order) != list(range(len(costs))):
        raise ValueError("tie_order must name each project once")
    if part < 0:
        raise ValueError(f"part must not be below 0, got {part}")
    if worth not in ("cost", "one"):
        raise ValueError(f"worth must be cost or one, got {worth!r}")
    if wanted.shape[1] == 0 or budget <= 0:
        return Spent((), (), Fraction(0))
    election = _Election.of(wanted, [int(cost) for cost in costs], order, worth)
    return (
        _completed(election, int(budget), part)
        if add1
        else _once(election, Fraction(int(budget), election.voters))
    )


@dataclass(frozen=True, eq=False)
class _Election:
    """Supporters of each project as rows of voters; ranks by which ties are broken."""

    supporters: tuple[Ints, ...]
    costs: tuple[int, ...]
    rank: tuple[int, ...]
    worth: tuple[int, ...]
    voters: int

    @classmethod
    def of(cls, wanted: Bools, costs: list[int], order: list[int], worth: str) -> _Election:
        rank = [0] * len(order)
        for place, project in enumerate(order):
            rank[project] = place
        supporters = tuple(np.flatnonzero(row) for row in wanted)
        return cls(supporters, tuple(costs), tuple(rank), tuple(costs) if worth == "cost" else (1,) * len(costs),
                   wanted.shape[1])  # fmt: skip

    def fitting(self, bought: Sequence[int], left: int) -> list[int]:
        """Projects that somebody wants and that what is left would pay."""
        return [
            p for p, s in enumerate(self.supporters) if len(s) and p not in bought and self.costs[p] <= left
        ]

    def by_approvals(self, project: int) -> tuple[Fraction, int]:
        """Sorts first what is worth most to most for its cost."""
        value = Fraction(len(self.supporters[project]) * self.worth[project], self.costs[project])
        return -value, self.rank[project]

    def cost_of(self, projects: Sequence[int]) -> int:
        return sum(self.costs[one] for one in projects)


def _completed(election: _Election, budget: int, part: int) -> Spent:
    """Add1: budgets grow by one unit a voter (or a part), while they don't overspend and something still fits."""
    found = _once(election, Fraction(budget, election.voters))
    while election.fitting(found.projects, budget - found.cost):
        more = _once(election, found.budget + max(1, found.budget // part if part else 1))
        if more.cost > budget:
            break
        found = more
    taken: list[int] = []
    rest = election.fitting(found.projects, budget - found.cost)
    for project in sorted(rest, key=election.by_approvals):
        if found.cost + election.cost_of([*taken, project]) <= budget:
            taken.append(project)
    return replace(found, completed=tuple(taken), cost=found.cost + election.cost_of(taken))


def _once(election: _Election, each: Fraction) -> Spent:
    """The rounds of buying with the same budget for each voter."""
    return _Rounds(election, each).spent()


class _Rounds:
    """Budgets as they shrink: floats to look by, and for each voter the rounds in which they paid in full."""

    def __init__(self, election: _Election, each: Fraction) -> None:
        self.election, self.each = election, each
        self.left = np.full(election.voters, float(each))
        self.prices: list[Fraction] = []
        self.paid: list[Bools] = []  # of each round: who paid the whole price
        self.spent_all = np.zeros(election.voters, dtype=bool)

    def spent(self) -> Spent:
        e = self.election
        # Values only rise as budgets shrink: what was calculated in an earlier round is a lower bound.
        heap = [(0.0, e.rank[p], p) for p in range(len(e.costs)) if len(e.supporters[p])]
        heapq.heapify(heap)
        bought: list[Purchase] = []
        while heap:
            best = self._next(heap)
            if best is None:
                break
            bought.append(self._buy(best))
        return Spent(tuple(bought), (), self.each, e.cost_of([one.project for one in bought]))

    def _next(self, heap: list[tuple[float, int, int]]) -> int | None:
        """The project that costs its supporters least for what it is worth; those that nobody can pay are dropped."""
        fresh: list[tuple[float, int, int]] = []
        least = np.inf
        while heap and heap[0][0] <= least * (1 + NEAR):
            _bound, rank, project = heapq.heappop(heap)
            value = self._value(project)
            if value is not None:
                fresh.append((value, rank, project))
                least = min(least, value)
        near = [one for one in fresh if one[0] <= least * (1 + NEAR)]
        if not near:
            return None
        chosen = near[0] if len(near) == 1 else min(near, key=lambda one: (self._exact(one[2]), one[1]))
        for one in fresh:
            if one is not chosen:
                heapq.heappush(heap, one)
        return chosen[2]

    def _value(self, project: int) -> float | None:
        """q ÷ worth in floating point; None where the supporters can't pay (decided exactly where it is close)."""
        e = self.election
        budgets = self.left[e.supporters[project]]
        cost, total = e.costs[project], float(budgets.sum())
        if total < cost * (1 - NEAR) or (
            total < cost * (1 + NEAR) and self._sum(e.supporters[project]) < cost
        ):
            return None
        q = _least_price(budgets, cost)
        return q / e.worth[project]

    def _exact(self, project: int) -> Fraction:
        """q ÷ worth as a rational."""
        price, _poor = self._price(project)
        return price / self.election.worth[project]

    def _price(self, project: int) -> tuple[Fraction, Bools]:
        """q, and which of the supporters have no more than q: they give all they have."""
        e = self.election
        who, cost = e.supporters[project], e.costs[project]
        left, q = self.left[who], _least_price(self.left[who], cost)
        poor = left < q * (1 - NEAR)
        close = np.flatnonzero(~poor & (left <= q * (1 + NEAR)))
        exact = self._budgets(who[close])
        while True:  # raises q, and with it who has less than it, until both agree
            rich = len(who) - int(poor.sum())
            price = (
                (cost - self._sum(who[poor])) / rich if rich else max(self._budgets(who), default=Fraction(0))
            )
            less = [
                at
                for at, budget in zip(close.tolist(), exact, strict=True)
                if budget < price and not poor[at]
            ]
            if not less or not rich:
                break
            poor[less] = True
        for at, budget in zip(close.tolist(), exact, strict=True):
            poor[at] = budget <= price
        return price, poor

    def _buy(self, project: int) -> Purchase:
        who = self.election.supporters[project]
        price, poor = self._price(project)
        full = np.zeros(self.election.voters, dtype=bool)
        full[who[~poor]] = True
        self.prices.append(price)
        self.paid.append(full)
        self.left[who[~poor]] -= float(price)
        self.left[who[poor]] = 0.0
        self.spent_all[who[poor]] = True
        return Purchase(project, price, len(who), int(poor.sum()))

    def _sum(self, voters: Ints) -> Fraction:
        """What these have together."""
        some = voters[~self.spent_all[voters]]
        total = self.each * len(some)
        for price, paid in zip(self.prices, self.paid, strict=True):
            total -= price * int(np.count_nonzero(paid[some]))
        return total

    def _budgets(self, voters: Ints) -> list[Fraction]:
        """What each of these has; those who paid in the same rounds have the same, and are calculated once."""
        if not len(voters):
            return []
        rounds = np.array([paid[voters] for paid in self.paid], dtype=bool).reshape(-1, len(voters))
        marks = np.vstack([self.spent_all[voters], rounds])
        _kinds, first, kind = np.unique(
            np.packbits(marks, axis=0), axis=1, return_index=True, return_inverse=True
        )
        each = [self._sum(voters[at : at + 1]) for at in first.tolist()]
        return [each[k] for k in kind.ravel().tolist()]


def _least_price(budgets: npt.NDArray[np.float64], cost: float) -> float:
    """The least q with Σ min(b, q) = cost; the budgets together reach the cost. Rises to it from below."""
    count, q, poor_sum, poor_count = len(budgets), cost / len(budgets), 0.0, 0
    while True:
        poor = budgets < q
        found = int(poor.sum())
        if found in (poor_count, count):
            return q
        poor_count, poor_sum = found, float(budgets[poor].sum())
        q = (cost - poor_sum) / (count - poor_count)

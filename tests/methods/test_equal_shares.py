"""Equal Shares: the same winners as pabutools, exact to the cent, proportional, and clear about bad input."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.equal_shares import equal_shares

GOLDEN = json.loads((Path(__file__).parent / "golden" / "elections.json").read_text())


def approvals(case: dict) -> np.ndarray:
    return np.array([[letter == "x" for letter in row] for row in case["approvals"]])


@pytest.mark.parametrize("case", GOLDEN, ids=range(len(GOLDEN)))
def test_the_winners_are_those_of_pabutools(case):
    wanted, costs, budget = approvals(case), case["costs"], case["budget"]
    for worth, key in (("cost", "by_cost"), ("one", "by_number")):
        found = equal_shares(wanted, costs, budget, worth=worth, add1=False)
        assert sorted(found.projects) == case[key]
    assert sorted(one.project for one in equal_shares(wanted, costs, budget).bought) == case["add1"]


elections = st.integers(1, 6).flatmap(
    lambda rows: st.integers(1, 8).flatmap(
        lambda voters: st.tuples(
            st.lists(st.lists(st.booleans(), min_size=voters, max_size=voters), min_size=rows, max_size=rows),
            st.lists(st.integers(1, 40), min_size=rows, max_size=rows),
            st.integers(1, 120),
        )
    )
)


def _by_the_book(wanted: list[list[bool]], costs: list[int], budget: int) -> list[int]:
    """The definition, word for word, with rationals and nothing else."""
    voters = len(wanted[0])
    left = [Fraction(budget, voters)] * voters
    bought: list[int] = []
    while True:
        best: tuple[Fraction, int] | None = None
        for row, cost in enumerate(costs):
            have = sorted(left[v] for v in range(voters) if wanted[row][v])
            if row in bought or not have or sum(have) < cost:
                continue
            paid = Fraction(0)
            for at, budget_of in enumerate(have):
                price = (cost - paid) / (len(have) - at)
                if price <= budget_of:
                    break
                paid += budget_of
            best = min(best or (price / cost, row), (price / cost, row))
        if best is None:
            return bought
        value, row = best
        for voter in range(voters):
            if wanted[row][voter]:
                left[voter] -= min(left[voter], value * costs[row])
        bought.append(row)


@given(elections)
def test_it_is_the_definition(election):
    wanted, costs, budget = election
    found = equal_shares(wanted, costs, budget, add1=False)
    assert list(found.projects) == _by_the_book(wanted, costs, budget)


@given(elections)
def test_nothing_is_overspent_and_nobody_pays_for_what_they_do_not_want(election):
    wanted, costs, budget = election
    found = equal_shares(wanted, costs, budget)
    assert found.cost == sum(costs[p] for p in found.projects) <= budget
    assert len(set(found.projects)) == len(found.projects)
    assert all(any(wanted[p]) for p in found.projects)


@given(elections, st.randoms(use_true_random=False))
def test_the_order_of_voters_does_not_matter(election, draw):
    wanted, costs, budget = election
    mixed = list(range(len(wanted[0])))
    draw.shuffle(mixed)
    assert equal_shares([[row[v] for v in mixed] for row in wanted], costs, budget) == equal_shares(
        wanted, costs, budget
    )


def test_a_third_of_the_voters_decides_over_a_third_of_the_money():
    wanted = np.zeros((6, 9), dtype=bool)
    wanted[:4, :6] = True  # six want four projects
    wanted[4:, 6:] = True  # three want two others
    found = equal_shares(wanted, [100] * 6, 300, add1=False)
    assert len([p for p in found.projects if p < 4]) == 2 and len([p for p in found.projects if p >= 4]) == 1


def test_a_tie_is_broken_by_the_published_order_and_thirds_are_exact():
    wanted = [[True] * 3, [True] * 3]
    assert equal_shares(wanted, [100, 100], 100).projects == (0,)
    found = equal_shares(wanted, [100, 100], 100, tie_order=[1, 0])
    assert found.projects == (1,) and found.bought[0].price == Fraction(100, 3)


def test_thousands_of_voters_with_equal_budgets_stay_exact():
    wanted = np.ones((3, 30_000), dtype=bool)
    found = equal_shares(wanted, [10_000, 10_000, 10_000], 30_000, add1=False)
    assert found.projects == (0, 1, 2) and found.bought[2].exhausted == 30_000


@pytest.mark.parametrize(
    ("wanted", "costs", "how"),
    [
        ([[True]], [0], {}), ([[True]], [1.5], {}), ([[True]], [1, 2], {}), ([True], [1], {}),
        ([[True]], [1], {"tie_order": [1]}), ([[True]], [1], {"worth": "joy"}),
    ],
)  # fmt: skip
def test_bad_input_is_told(wanted, costs, how):
    with pytest.raises(ValueError, match=r"costs|approvals|tie_order|worth"):
        equal_shares(wanted, costs, 10, **how)


def test_without_voters_or_money_nothing_is_bought():
    assert equal_shares(np.zeros((2, 0), dtype=bool), [1, 1], 10).projects == ()
    assert equal_shares([[True]], [1], 0).projects == ()
    assert equal_shares([[False]], [1], 10).projects == ()

"""Sequential Phragmén: the same order as pabutools, everybody pays for their own, groups come up in proportion."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.phragmen import phragmen

GOLDEN = json.loads((Path(__file__).parent / "golden" / "elections.json").read_text())


@pytest.mark.parametrize("case", GOLDEN, ids=range(len(GOLDEN)))
def test_the_order_is_that_of_pabutools(case):
    wanted = [[letter == "x" for letter in row] for row in case["approvals"]]
    assert list(phragmen(wanted).candidates) == case["order"]


elections = st.integers(1, 6).flatmap(
    lambda rows: st.integers(1, 6).flatmap(
        lambda voters: st.lists(
            st.lists(st.booleans(), min_size=voters, max_size=voters), min_size=rows, max_size=rows
        )
    )
)


@given(elections)
def test_all_stand_in_it_once_and_each_place_is_paid_by_its_supporters(wanted):
    found = phragmen(wanted)
    assert sorted(found.candidates) == list(range(len(wanted)))
    for place in found.places:
        assert sum(place.paid) == 1 and all(paid >= 0 for paid in place.paid)
        assert all(wanted[place.candidate][voter] for voter in place.supporters)
    times = [place.time for place in found.places]
    assert times == sorted(times)


@given(elections, st.integers(2, 4))
def test_a_weight_is_as_good_as_so_many_voters(wanted, times):
    first = [[*row[:1] * times, *row[1:]] for row in wanted]
    weights = [times, *[1] * (len(wanted[0]) - 1)]
    assert phragmen(wanted, weights=weights).candidates == phragmen(first).candidates


def test_spaces_come_up_in_proportion():
    wanted = np.zeros((9, 3), dtype=bool)
    for conference in range(3):
        wanted[3 * conference : 3 * conference + 3, conference] = True
    found = phragmen(wanted, weights=[4, 2, 1]).candidates
    assert [c // 3 for c in found[:7]] == [0, 0, 1, 0, 0, 1, 2] or [c // 3 for c in found[:4]].count(0) == 3


def test_the_published_order_breaks_ties_and_what_nobody_wants_comes_last():
    wanted = [[False], [True], [True]]
    assert phragmen(wanted).candidates == (1, 2, 0)
    assert phragmen(wanted, tie_order=[2, 0, 1]).candidates == (2, 1, 0)
    assert phragmen(wanted).places[1].time == Fraction(2)


@pytest.mark.parametrize(
    "how", [{"weights": [0]}, {"weights": [1, 1]}, {"costs": [0]}, {"costs": [1, 1]}, {"tie_order": [1]}]
)
def test_bad_input_is_told(how):
    with pytest.raises(ValueError, match=r"weights|costs|tie_order"):
        phragmen([[True]], **how)

"""Systemic consensing: least resistance, banks equal or by head, the passive option as the limit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.consensing import consense

POLITICS, ADMINISTRATION, PROVIDERS, RESIDENTS = range(4)


def test_the_least_resistance_comes_first_and_acceptance_is_its_rest():
    found = consense([[2, 9, 5], [4, 1, 5]], [RESIDENTS, RESIDENTS], options=3, passive=2)
    assert [one.row for one in found.options] == [0, 1, 2]  # 3, and twice 5 in the order of the rows
    first = found.options[0]
    assert (first.mean, first.by_head.acceptance, first.by_head.high) == (3, Fraction(7, 10), 0)
    assert first.by_head.spread == 1.0 and found.best == (0,)


def test_a_bank_with_many_chairs_does_not_win_by_numbers():
    votes = [[0, 10]] * 8 + [[10, 0]] * 2
    banks = [POLITICS] * 8 + [PROVIDERS, RESIDENTS]
    equal = consense(votes, banks, options=2, passive=0)
    heads = consense(votes, banks, options=2, passive=0, banks_equal=False)
    assert equal.best == (1,) and heads.best == (0,)
    assert equal.options[0].mean == Fraction(10, 3) and heads.options[0].mean == 2
    assert equal.options[0].by_head == heads.options[1].by_head  # both are there to be shown


def test_an_option_behind_the_passive_one_is_told():
    found = consense([[8, 3, 2]], [RESIDENTS], options=3, passive=1)
    behind = {one.row: one.is_no_better_than_passive for one in found.options}
    assert behind == {0: True, 1: False, 2: False}


def test_a_tie_stays_a_tie_and_silence_counts_for_nothing():
    found = consense([[1, 1, None], [1, 1, None]], [0, 1], options=3, passive=0)
    assert found.best == (0, 1) and found.options[-1].mean is None
    assert found.options[-1].by_head.voters == 0 and found.options[-1].by_head.acceptance is None
    assert consense([], [], options=1, passive=0).best == ()


@given(
    st.lists(st.tuples(st.integers(0, 3), st.lists(st.integers(0, 10), min_size=3, max_size=3)), max_size=12)
)
def test_nobody_is_counted_twice_and_all_lies_between_0_and_10(given_votes):
    banks, votes = [bank for bank, _v in given_votes], [vote for _b, vote in given_votes]
    found = consense(votes, banks, options=3, passive=0)
    for option in found.options:
        assert sum(one.voters for one in option.by_bank) == option.by_head.voters == len(votes)
        assert option.mean is None or 0 <= option.mean <= 10
    twice = consense(votes * 2, banks * 2, options=3, passive=0)
    assert [one.mean for one in twice.options] == [one.mean for one in found.options]


@pytest.mark.parametrize(
    ("votes", "banks", "how"),
    [
        ([[11]], [0], {}), ([[-1]], [0], {}), ([[0.5]], [0], {}), ([[1, 2]], [0], {}), ([[1]], [4], {}),
        ([[1]], [], {}), ([[1]], [0], {"passive": 1}),
    ],
)  # fmt: skip
def test_bad_input_is_told(votes, banks, how):
    with pytest.raises(ValueError, match=r"votes|banks|option"):
        consense(votes, banks, **({"options": 1, "passive": 0} | how))

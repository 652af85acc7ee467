import numpy as np
import pytest

from sozialraum.methods.shares import share
from sozialraum.warehouse.changes import Verdict, changes
from sozialraum.warehouse.figures import Series
from sozialraum.warehouse.values import State

YEARS = tuple(str(y) for y in range(2015, 2023))


def shares(numerators, denominator=1000, breaks=()):
    s = share(np.array(numerators, dtype=float), np.full(len(numerators), float(denominator)), factor=100)
    return series(s.value, s.lower, s.upper, breaks)


def series(values, lower=None, upper=None, breaks=()):
    values = np.array(values, dtype=float)
    nothing = np.full(len(values), np.nan)
    return Series(
        "x", "total", None, YEARS[: len(values)], values, np.zeros(len(values), np.uint8),
        nothing if lower is None else lower, nothing if upper is None else upper, breaks,
    )  # fmt: skip


def only(one, decimals=1):
    return changes([one], [decimals])[0]


@pytest.mark.parametrize(
    ("numerators", "verdict"),
    [
        ([100, 150], Verdict.ROSE),
        ([150, 100], Verdict.FELL),
        ([100, 105], Verdict.NOISE),
        ([100, 100], Verdict.SAME),
        ([100], Verdict.UNKNOWN),
        ([100, np.nan, np.nan], Verdict.UNKNOWN),
        ([np.nan, np.nan], Verdict.UNKNOWN),
        ([], Verdict.UNKNOWN),
    ],
)
def test_shares_are_compared_with_their_noise(numerators, verdict):
    assert only(shares(numerators)).verdict is verdict


def test_a_difference_that_is_not_shown_is_none():
    assert only(shares([10_001, 10_004], 1_000_000)).verdict is Verdict.SAME
    assert only(shares([10_001, 10_004], 1_000_000), decimals=4).verdict is Verdict.NOISE


def test_missing_ends_are_passed_over():
    found = only(shares([np.nan, 100, 120, 150, np.nan]))
    assert (found.since, found.until) == ("2016", "2018")
    assert found.before == pytest.approx(10.0)
    assert found.difference == pytest.approx(5.0)


def test_the_states_of_both_ends_are_kept():
    s = shares([0, 100])
    s.states[0] = State.EXACT_ZERO
    assert only(s).states == (State.EXACT_ZERO, State.OBSERVED)


def test_nothing_is_compared_over_a_break():
    assert only(shares([10, 10, 100, 150], breaks=("2017",))).since == "2017"
    assert only(shares([10, 10, 10, 150], breaks=("2018",))).verdict is Verdict.UNKNOWN
    assert only(shares([10, 90, 100, 150], breaks=("2016", "2017"))).since == "2017"


def test_figures_without_an_interval_are_judged_by_their_line():
    assert only(series([5.0, 5.5, 6.1, 6.4])).verdict is Verdict.ROSE
    assert only(series([6.4, 6.1, 5.5, 5.0])).verdict is Verdict.FELL
    assert only(series([5.0, 9.0, 4.0, 6.0])).verdict is Verdict.NOISE
    # a line that falls while its ends rise tells no direction
    assert only(series([5.0, 9.0, 8.5, 8.0, 7.0, 6.5, 6.0, 5.1])).verdict is Verdict.NOISE


def test_two_or_three_figures_without_an_interval_are_taken_as_they_are():
    assert only(series([5.0, 6.0])).verdict is Verdict.ROSE
    assert only(series([5.0, 9.0, 4.0])).verdict is Verdict.FELL


def test_many_series_are_judged_each_for_itself():
    some = [shares([100, 150]), series([5.0, 5.5, 6.1, 6.4]), shares([100, 101]), shares([])]
    assert [repr(c) for c in changes(some, [1] * 4)] == [repr(only(s)) for s in some]
    assert changes([], []) == []

"""Classes of a map: exact natural breaks, fair quantiles, round bounds, nothing lost."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sozialraum.methods import classes as c

METHODS = [c.quantiles, c.jenks, c.equal]
numbers = st.lists(
    st.one_of(st.integers(-50, 50).map(float), st.floats(0, 100).map(lambda x: round(x, 2)), st.just(np.nan)),
    max_size=60,
)


def within(values: np.ndarray, index: np.ndarray) -> float:
    return float(sum(((values[index == k] - values[index == k].mean()) ** 2).sum() for k in np.unique(index)))


def best_by_trying(values: np.ndarray, classes: int) -> float:
    levels = np.unique(values)
    best = np.inf
    for starts in combinations(range(1, len(levels)), min(classes, len(levels)) - 1):
        best = min(best, within(values, np.searchsorted(levels[list(starts)], values, side="right")))
    return best


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30).map(float), min_size=1, max_size=11), st.integers(2, 4))
def test_natural_breaks_are_the_best_of_all_partitions(values, classes):
    v = np.array(values)
    assert within(v, c.jenks(v, classes).index) == pytest.approx(best_by_trying(v, classes), abs=1e-9)


def test_natural_breaks_of_a_known_case():
    # Three clear clumps; the breaks lie in the gaps and are the shortest numbers there.
    v = np.array([4, 5, 9, 10, 11.0, 40, 41])
    found = c.jenks(v, 3)
    assert found.breaks == (7.0, 30.0)
    assert found.counts == (2, 3, 2)


def test_natural_breaks_keep_their_digits_far_from_zero():
    v = np.array([4, 5, 9, 10, 11.0, 40, 41])
    assert np.array_equal(c.jenks(v + 1e7, 3).index, c.jenks(v, 3).index)


def test_many_different_values_are_grouped_and_still_good():
    v = np.random.default_rng(7).gamma(2.0, 5.0, 6000)
    exact_enough = within(v, c.jenks(v, 5).index)
    assert exact_enough < within(v, c.quantiles(v, 5).index)
    assert exact_enough < within(v, c.equal(v, 5).index)


@given(numbers, st.integers(2, 7), st.sampled_from(METHODS))
def test_every_known_value_is_in_exactly_the_class_of_its_bounds(values, classes, method):
    v = np.array(values, dtype=np.float64)
    found = method(v, classes)
    known = ~np.isnan(v)
    assert np.array_equal(found.index >= 0, known)
    assert sum(found.counts) == known.sum()
    assert list(found.breaks) == sorted(found.breaks)
    assert len(found) <= classes
    edges = [-np.inf, *found.breaks, np.inf]
    for value, k in zip(v[known], found.index[known], strict=True):
        assert edges[k] <= value < edges[k + 1]


@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=80, unique=True))
def test_quantiles_without_ties_differ_by_one_at_most(values):
    counts = c.quantiles(np.array(values, dtype=np.float64), 5).counts
    assert len(counts) == 5
    assert max(counts) - min(counts) <= 1


def test_many_quantiles_get_short_breaks_and_stay_nearly_even():
    v = np.random.default_rng(3).gamma(2.0, 5.0, 5000)
    found = c.quantiles(v, 5)
    assert max(len(str(b)) for b in found.breaks) <= 4
    assert all(abs(n - 1000) <= 100 for n in found.counts)


def test_equal_values_stay_together():
    v = np.array([0.0] * 50 + [1, 2, 3])
    found = c.quantiles(v, 5)
    assert len(set(found.index[:50])) == 1


@pytest.mark.parametrize("method", METHODS)
def test_one_value_makes_one_class_and_none_makes_none(method):
    assert method(np.array([3.0, 3.0, np.nan]), 5).counts == (2,)
    empty = method(np.array([np.nan, np.nan]), 5)
    assert (len(empty), empty.breaks, list(empty.index)) == (0, (), [-1, -1])


def test_equal_widths_are_round_and_equal():
    found = c.equal(np.array([3.1, 8.7, 12.2, 21.4]), 5)
    assert found.breaks == (4.0, 8.0, 12.0, 16.0) or np.allclose(
        np.diff(found.breaks), np.diff(found.breaks)[0]
    )
    assert all(float(f"{b:.3g}") == b for b in found.breaks)


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e5))
def test_the_shortest_number_separates(low, width):
    high = low + width
    tidy = c.shortest_between(low, high)
    assert low < tidy <= high


def test_the_shortest_number_is_short():
    assert c.shortest_between(9.87, 10.42) == 10.0
    assert c.shortest_between(0.0312, 0.0388) in (0.032, 0.033, 0.034, 0.035, 0.036, 0.037, 0.038)
    assert c.shortest_between(1183.0, 1269.0) == 1200.0

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from sozialraum.warehouse.carry import carry
from sozialraum.warehouse.links import Link
from sozialraum.warehouse.values import Column, State

TEXT = {"de": "", "en": ""}
NESTED = Link("a", "b", sparse.csr_array([[1.0, 1, 0, 0], [0, 0, 1, 1]]), True, TEXT)


def carried(link, column, hidden=None):
    return carry(link, {"x": column}, {"x": hidden})["x"]


def test_sums_are_sums():
    assert carried(NESTED, Column.of([1, 2, 3, 4])).values.tolist() == [3, 7]


def test_unknown_parts_make_a_sum_unknown_and_never_smaller():
    found = carried(NESTED, Column.of([1, np.nan, 3, 4]))
    assert found.states.tolist() == [State.UNKNOWN, State.OBSERVED]
    assert np.isnan(found.values[0])


def test_hidden_parts_are_bounded_where_their_range_is_known():
    column = Column.of([1000, 0, 5, 4], [0, State.SECRET, 0, 0])
    found = carried(NESTED, column, (1, 2))
    assert found.states.tolist() == [State.ESTIMATED, State.OBSERVED]
    assert found.values[0] == 1001.5


def test_hidden_parts_that_matter_stay_secret():
    column = Column.of([5, 0, 5, 4], [0, State.SECRET, 0, 0])
    assert carried(NESTED, column, (1, 2)).states.tolist() == [State.SECRET, State.OBSERVED]
    assert carried(NESTED, Column.of([1e6, 0, 5, 4], [0, State.SECRET, 0, 0])).states[0] == State.SECRET


def test_a_sum_of_nothing_is_an_exact_zero():
    assert carried(NESTED, Column.of([0, 0, 1, 1])).states.tolist() == [State.EXACT_ZERO, State.OBSERVED]


def test_a_target_without_parts_is_unknown_not_zero():
    link = Link("a", "b", sparse.csr_array([[1.0, 1], [0, 0]]), True, TEXT)
    assert carried(link, Column.of([1, 2])).states.tolist() == [State.OBSERVED, State.UNKNOWN]


def test_divided_parts_are_estimates_whole_ones_are_not():
    link = Link("a", "b", sparse.csr_array([[1.0, 0.25, 0], [0, 0.75, 0], [0, 0, 1.0]]), False, TEXT)
    found = carried(link, Column.of([10, 8, 3]))
    assert found.values.tolist() == [12, 6, 3]
    assert found.states.tolist() == [State.ESTIMATED, State.ESTIMATED, State.OBSERVED]


def test_marks_travel_with_their_parts():
    found = carried(NESTED, Column.of([1, 2, 3, 4], [State.PROVISIONAL, 0, 0, 0]))
    assert found.states.tolist() == [State.PROVISIONAL, State.OBSERVED]


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=30), st.data())
def test_totals_are_conserved(values, data):
    targets = data.draw(st.lists(st.integers(0, 3), min_size=len(values), max_size=len(values)))
    matrix = sparse.csr_array((np.ones(len(values)), (targets, range(len(values)))), shape=(4, len(values)))
    found = carried(Link("a", "b", matrix, True, TEXT), Column.of(values))
    assert np.nansum(found.values) == sum(values)


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4), st.lists(st.booleans(), min_size=4, max_size=4))
def test_the_truth_lies_within_what_is_said(values, secret):
    hidden = [s and v in (1, 2) for s, v in zip(secret, values, strict=True)]
    states = [State.SECRET if h else State.OBSERVED for h in hidden]
    found = carried(NESTED, Column.of(values, states), (1, 2))
    for i, true in enumerate([values[0] + values[1], values[2] + values[3]]):
        if found.known[i]:
            assert abs(found.values[i] - true) <= sum(hidden) / 2

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.warehouse.city import City
from sozialraum.warehouse.disclosure import below_hidden_parents, hide, other_side, small, with_partners
from sozialraum.warehouse.values import Column, State
from sozialraum.warehouse.version import NoFiguresError
from worlds import grid


def partners(values, parents, threshold=3):
    column = Column.of(values)
    return with_partners(small(column.values, threshold), column, np.array(parents), threshold).tolist()


def test_counts_of_one_and_two_are_small_nobody_is_not():
    assert small(np.array([0, 1, 2, 3, np.nan]), 3).tolist() == [False, True, True, False, False]


def test_the_other_side_is_small_where_few_are_left():
    assert other_side(np.array([10.0, 10, 20]), np.array([9.0, 10, 8]), 3).tolist() == [True, False, False]


def test_a_single_hidden_cell_gets_a_partner_of_some_size():
    assert partners([1, 5, 9, 7, 0], [0, 0, 0, 1, 0]) == [True, True, False, False, False]


def test_two_small_ones_get_a_partner_too_their_sum_would_tell_them():
    assert partners([1, 2, 9], [0, 0, 0]) == [True, True, True]


def test_without_anybody_of_size_the_greatest_is_hidden():
    assert partners([1, 0, 0], [0, 0, 0]).count(True) == 2


def test_a_hidden_parent_hides_one_of_its_spaces():
    column = Column.of([4, 5, 6, 7])
    found = below_hidden_parents(
        np.array([True, False]), np.zeros(4, bool), column, np.array([0, 0, 1, 1]), 3
    )
    assert found.tolist() == [True, False, False, False]


@given(st.lists(st.integers(0, 12), min_size=2, max_size=12), st.data())
def test_no_parents_sum_gives_a_small_count_back(values, data):
    parents = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(values), max_size=len(values))))
    column = Column.of(values)
    hidden = with_partners(small(column.values, 3), column, parents, 3)
    assert not hide(column, hidden).known[hidden].any()
    for parent in range(3):
        inside = parents == parent
        if (hidden & inside).any() and inside.sum() > 1:
            assert (hidden & inside).sum() > 1
            if column.values[inside].max() >= 3:
                assert column.values[hidden & inside].max() >= 3


@pytest.fixture
def small_city(tmp_path, shipped):
    city = City(tmp_path)
    delivery = grid.delivery(secret=True)
    columns = {
        "unemployed@total": Column.of([20, 30, 40, 50]),
        "unemployed@men": Column.of([18, 15, 20, 25]),
        "unemployed@women": Column.of([2, 15, 20, 25]),
        "unemployed@foreign": Column.of([5, 29, 9, 9]),
    }
    extra = grid.release("small", grid.NEW, {"2020": columns})
    city.stage(type(delivery)(**{**vars(delivery), "releases": (extra, *delivery.releases[:2])}))
    city.build(shipped)
    city.publish(date(2026, 1, 1))
    return city.current()


def test_a_group_cannot_be_had_as_the_rest_of_all_others(small_city):
    e = small_city.edition(grid.NEW)
    men, women = (small_city.column(e, "2020", f"unemployed@{g}") for g in ("men", "women"))
    assert not men.known[0]
    assert not women.known[0]
    assert small_city.column(e, "2020", "unemployed@total").known[0]


def test_a_rest_that_nobody_delivered_is_protected_as_well(small_city):
    foreign = small_city.column(small_city.edition(grid.NEW), "2020", "unemployed@foreign")
    assert not foreign.known[1]  # 30 − 29 leaves one German
    assert foreign.known[0]


def test_hidden_counts_leave_by_no_door(small_city):
    found = small_city.figures("unemployment_share", edition=grid.NEW, period="2020")
    assert found.values == pytest.approx(100 * found.numerator / found.denominator)
    column = small_city.column(small_city.edition(grid.NEW), "2020", "unemployed@women")
    assert np.isnan(column.values[0])
    assert column.states[0] == State.SECRET


def test_building_blocks_never_leave_a_city_with_a_threshold(small_city):
    blocks = small_city.edition(grid.BLOCKS)
    assert small_city.column(blocks, "2020", "inhabitants@total") is None
    assert small_city.periods("foreign_share", blocks) == []
    with pytest.raises(NoFiguresError, match="not published"):
        small_city.figures("foreign_share", edition=grid.BLOCKS)


def test_places_and_doctors_are_nobodys_secret(city):
    v = city.current()
    kitas = v.column(v.edition(grid.NEW), "2020", "facilities_kita@total")
    assert kitas.values.tolist() == [1, 0, 0, 1]
    assert not v.catalogue.variables["doctors"].protected
    assert v.catalogue.variables["unemployed"].protected

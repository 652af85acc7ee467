import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.warehouse.city import City
from sozialraum.warehouse.disclosure import hide, small, with_partners
from sozialraum.warehouse.values import Column, State
from worlds import grid


def test_counts_of_one_and_two_are_hidden_zeros_are_not():
    assert small(Column.of([0, 1, 2, 3]), None, 3).tolist() == [False, True, True, False]


def test_the_other_side_is_hidden_as_well():
    assert small(Column.of([9, 10, 8]), Column.of([10, 10, 20]), 3).tolist() == [True, False, False]


def test_no_threshold_hides_nothing():
    assert not small(Column.of([1, 2]), None, 0).any()


def test_a_single_hidden_cell_gets_a_partner():
    above = Column.of([1, 5, 9, 7])
    hidden = with_partners(small(above, None, 3), above, np.array([0, 0, 0, 1]))
    assert hidden.tolist() == [True, True, False, False]


def test_two_hidden_cells_need_none():
    above = Column.of([1, 2, 9])
    assert with_partners(small(above, None, 3), above, np.zeros(3, int)).tolist() == [True, True, False]


@given(st.lists(st.integers(0, 12), min_size=2, max_size=12), st.data())
def test_no_parent_has_exactly_one_hidden_cell(values, data):
    parents = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(values), max_size=len(values))))
    above = Column.of(values)
    hidden = with_partners(small(above, None, 3), above, parents)
    for parent in range(3):
        inside = parents == parent
        if inside.sum() > 1:
            assert hidden[inside].sum() != 1
    assert not hide(above, hidden).known[hidden].any()


def test_hidden_counts_leave_by_no_door(tmp_path, shipped):
    city = City(tmp_path)
    delivery = grid.delivery(secret=True)
    periods = {"2020": {"unemployed@total": Column.of([2, 30, 40, 50])}}
    extra = grid.release("small", grid.NEW, periods)
    city.stage(type(delivery)(**{**vars(delivery), "releases": (extra, *delivery.releases[:2])}))
    city.build(shipped)
    from datetime import date

    city.publish(date(2026, 1, 1))
    v = city.current()
    found = v.figures("unemployment_share", edition=grid.NEW, period="2020")
    # Space A is hidden for its two persons, C because west's total would give A back.
    assert [State(s) for s in found.states] == [State.SECRET, State.OBSERVED, State.SECRET, State.OBSERVED]
    assert np.isnan(found.numerator[[0, 2]]).all()
    assert "\nA,Raum A,,secret,,408," in found.to_csv().replace("\r", "")
    column = v.column(v.edition(grid.NEW), "2020", "unemployed@total")
    assert not column.known[0]


def test_places_and_doctors_are_nobodys_secret(city):
    v = city.current()
    kitas = v.column(v.edition(grid.NEW), "2020", "facilities_kita@total")
    assert kitas.values.tolist() == [1, 0, 0, 1]
    assert not v.catalogue.variables["doctors"].protected
    assert v.catalogue.variables["unemployed"].protected

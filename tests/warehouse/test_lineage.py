import pytest

from sozialraum.warehouse.editions import UnknownSpaceError
from sozialraum.warehouse.lineage import lineage
from worlds import grid


def of(city, edition, code):
    version = city.current()
    return lineage(version, version.edition(edition), code)


def told(relatives):
    return [(r.code, round(r.share, 4), r.whole) for r in relatives]


def test_a_space_that_gained_a_block_names_both_it_came_from(city):
    found = of(city, grid.NEW, "D")
    assert found.before.key == grid.OLD
    assert told(found.predecessors) == [("D", 1.0, False), ("B", 0.25, False)]
    assert found.after is None
    assert found.successors == ()
    assert "@" not in found.before_made_from["en"]  # titles, no keys


def test_a_space_that_lost_a_block_says_how_much_stayed(city):
    assert told(of(city, grid.NEW, "B").predecessors) == [("B", 0.75, False)]
    old = of(city, grid.OLD, "B")
    assert old.before is None
    assert old.after.key == grid.NEW
    assert told(old.successors) == [("B", 0.75, False), ("D", 0.25, False)]
    assert (old.newest.key, told(old.today)) == (grid.NEW, told(old.successors))
    assert of(city, grid.NEW, "B").newest is None


def test_an_unchanged_space_is_whole_in_both_directions(city):
    assert told(of(city, grid.NEW, "A").predecessors) == [("A", 1.0, True)]
    assert told(of(city, grid.OLD, "A").successors) == [("A", 1.0, True)]


def test_all_of_a_space_in_a_larger_one_is_not_the_same_space(city):
    assert told(of(city, grid.OLD, "D").successors) == [("D", 1.0, False)]


def test_without_a_reform_there_is_nothing_before_and_after(city):
    found = of(city, grid.AREAS, "1")
    assert (found.before, found.after, found.predecessors, found.successors) == (None, None, (), ())


def test_an_unknown_space_is_refused(city):
    with pytest.raises(UnknownSpaceError):
        of(city, grid.NEW, "Z")

"""What is new between two data versions is named, and nothing else is."""

from dataclasses import replace
from datetime import date

import pytest

from sozialraum.warehouse.differences import differences
from worlds import grid


@pytest.fixture
def again(city, shipped):
    """Publish another delivery and compare it with the first."""

    def publish(delivery):
        before = city.current()
        city.stage(delivery)
        city.build(shipped)
        city.publish(date(2026, 2, 1))
        return differences(before, city.current())

    return publish


def by_key(some):
    return {d.key: d for d in some}


def test_the_same_delivery_makes_no_difference(again):
    assert not again(grid.delivery())


def test_one_changed_delivery_is_named_with_what_follows_from_it(again):
    found = again(grid.delivery(secret=True))
    assert set(by_key(found.releases)) == {"work_before", "work_after"}
    change = by_key(found.releases)["work_after"]
    assert (change.what, change.periods, change.definition) == (
        "changed",
        ("2019", "2020", "2021", "2022"),
        False,
    )
    assert set(by_key(found.indicators)) == {"unemployment_share"}
    assert by_key(found.indicators)["unemployment_share"].periods == tuple(str(y) for y in range(2013, 2023))
    assert not found.editions
    assert not found.facilities


def test_what_is_gone_and_what_is_new(again):
    given = grid.delivery()
    more = replace(given.releases[1], key="again")
    found = again(replace(given, releases=(given.releases[0], given.releases[2], more), facilities=()))
    assert {d.key: d.what for d in found.releases} == {"again": "new", "work_before": "gone"}
    assert {d.key: d.what for d in found.facilities} == {"kitas": "gone"}


def test_an_indicator_without_its_columns_is_gone(again):
    given = grid.delivery()
    found = by_key(again(replace(given, releases=given.releases[1:])).indicators)
    assert found["foreign_share"].what == found["unemployment_share"].what == "gone"


def test_a_new_explanation_is_a_change_of_definition_without_periods(again):
    text = {"de": "Anders erklärt.", "en": "Explained otherwise."}
    found = again(
        replace(grid.delivery(), catalogue={"indicator": {"unemployment_share": {"explanation": text}}})
    )
    change = by_key(found.indicators)["unemployment_share"]
    assert (change.what, change.periods, change.definition) == ("changed", (), True)
    assert set(by_key(found.indicators)) == {"unemployment_share"}


def test_moved_boundaries_are_a_changed_edition(again):
    given = grid.delivery()
    moved = [
        replace(e, names=tuple(n.upper() for n in e.names)) if e.key == grid.NEW else e
        for e in given.editions
    ]
    found = again(replace(given, editions=tuple(moved)))
    assert {d.key: d.what for d in found.editions} == {grid.NEW: "changed"}

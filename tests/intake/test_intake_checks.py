"""Sums held against each other: differences are reported, nothing is corrected."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.intake.check_shares import habit_of

WIDE = 'reader = "csv"\nperiod = "2020"\nfields = {space = "nr"}\n'
PEOPLE = (
    'series = [{label = "A", column = "inhabitants@total"}, {label = "M", column = "inhabitants@men"}, '
    '{label = "F", column = "inhabitants@women"}]'
)


def people(
    world, rows: str, key: str = "people", edition: str = "viertel@2010-01-01", more: str = ""
) -> None:
    world.source(f'file = "{key}.csv"\n' + more + WIDE + PEOPLE, key, edition)
    world.write(f"{key}.csv", "nr,A,M,F\n" + rows)


PARTS = '[[check]]\nkind = "parts"\nwhole = "inhabitants@total"\nparts = ["inhabitants@men", "inhabitants@women"]\n'


def test_parts_that_do_not_add_up(world, issues_of) -> None:
    people(world, "01,10,4,6\n02,20,9,8\n11,30,16,15\n12,40,20,20\n")
    world.add(PARTS)
    delivery = world.load()
    (issue,) = issues_of(delivery, "parts_differ")
    assert (issue.count, issue.found, issue.details["name"], issue.details["largest"]) == (
        2,
        "-2",
        "Hafen",
        "-3",
    )
    (compared,) = issues_of(delivery, "parts_compared")
    assert compared.count == 4
    assert delivery.releases[0].periods["2020"]["inhabitants@men"].values[1] == 9


def test_tolerance_and_severity_are_the_recipes(world, issues_of) -> None:
    people(world, "01,10,4,6\n02,20,9,10\n11,30,16,17\n12,40,20,20\n")
    world.add(PARTS + 'tolerance = 1\nseverity = "error"\n')
    (issue,) = issues_of(world.load(), "parts_differ")
    assert (issue.count, issue.severity) == (1, "error")


def test_a_secret_part_is_not_compared_but_it_is_seen_that_it_can_be_derived(world, issues_of) -> None:
    people(world, "01,10,4,.\n02,20,.,.\n11,30,15,15\n12,.,2,.\n", more='dialect = "mein"\n')
    world.add(PARTS + '[dialect.mein]\nsigns = {"." = "secret"}\n')
    delivery = world.load()
    assert not issues_of(delivery, "parts_differ")
    (issue,) = issues_of(delivery, "secret_can_be_derived")
    assert issue.count == 1


def test_levels_parts_above_and_the_city(world, issues_of) -> None:
    people(world, "01,10,4,6\n02,20,10,10\n11,30,15,15\n12,40,20,20\n")
    people(world, "0,30,14,16\n1,71,35,36\n", "districts", "bezirke@2010-01-01")
    world.source(
        'file = "city.csv"\nspace = "city"\nreader = "csv"\nperiod = "2020"\n' + PEOPLE, "whole", "city"
    )
    world.write("city.csv", "A,M,F\n105,50,55\n")
    world.add(
        '[[check]]\nkind = "levels"\ncolumns = ["inhabitants@total"]\nparts = "viertel"\nwhole = "bezirke"\n'
        '[[check]]\nkind = "levels"\ncolumns = ["inhabitants@total"]\nparts = "viertel"\nwhole = "city"\n'
        'reason = {de = "ohne Ort", en = "without a place"}\n'
    )
    districts, city = issues_of(world.load(), "levels_differ")
    assert (districts.found, districts.details["name"], districts.count) == ("+1", "Nord", 1)
    assert (city.found, city.details["reason"]["en"]) == ("+5", "without a place")


def test_two_sources_of_one_column(world, issues_of) -> None:
    people(world, "01,10,4,6\n02,20,10,10\n")
    people(world, "01,10,4,6\n02,22,10,12\n", "again")
    world.add(
        '[[check]]\nkind = "same"\ncolumns = ["inhabitants@total", "inhabitants@men"]\nsources = ["people", "again"]\n'
    )
    delivery = world.load()
    (issue,) = issues_of(delivery, "sources_differ")
    assert (issue.column, issue.found, issue.details["name"]) == ("inhabitants@total", "+2", "Hafen")
    assert {i.count for i in issues_of(delivery, "sources_compared")} == {2}


def test_a_part_larger_than_its_whole(world, issues_of) -> None:
    people(world, "01,10,11,6\n02,20,10,10\n")
    world.add('[[check]]\nkind = "bound"\npart = "inhabitants@men"\nwhole = "inhabitants@total"\n')
    (issue,) = issues_of(world.load(), "part_exceeds_whole")
    assert (issue.count, issue.found, issue.details["name"]) == (1, "+1", "Altstadt")


def test_jumps_between_published_years(world, issues_of) -> None:
    world.source(
        'file = "j.csv"\nreader = "csv"\nlayout = "long"\nfields = {space = "nr", value = "v", period = "p"}\n'
        'series = [{label = "", column = "inhabitants@total"}]'
    )
    world.write(
        "j.csv", "nr,p,v\n01,2018,100\n01,2020,301\n02,2018,100\n02,2020,299\n11,2018,1\n11,2020,40\n"
    )
    world.add('[[check]]\nkind = "jump"\ncolumns = ["inhabitants@total"]\nfactor = 3\nminimum = 50\n')
    (issue,) = issues_of(world.load(), "value_jumps")
    assert (issue.space, issue.period, issue.found, issue.expected) == ("01", "2020", "301", "100")


@pytest.mark.parametrize(("delivered", "kind"), [
    ([40, 45, 53, 50], "share_truncated"), ([40, 45, 54, 50], "share_rounded"), ([44, 41, 52, 57], "share_differs"),
])  # fmt: skip
def test_delivered_percentages(world, issues_of, delivered: list[int], kind: str) -> None:
    shares = dict(zip(("01", "02", "11", "12"), delivered, strict=True))
    rows = {"01": (1000, 400), "02": (1000, 454), "11": (1000, 538), "12": (1000, 504)}
    world.source('file = "people.csv"\n' + WIDE + PEOPLE)
    lines = [f"{code},{a},{m},{a - m},{shares[code]}" for code, (a, m) in rows.items()]
    world.write("people.csv", "nr,A,M,F,Anteil\n" + "\n".join(lines) + "\n")
    world.add(
        '[[check]]\nkind = "share"\nsource = "people"\nlabel = "Anteil"\nnumerator = "inhabitants@men"\n'
        'denominator = "inhabitants@total"\n'
    )
    delivery = world.load()
    assert len(issues_of(delivery, kind)) == 1
    assert "Anteil" not in "".join(delivery.releases[0].periods["2020"])
    assert not issues_of(delivery, "unknown_label")


@given(st.lists(st.floats(0, 100), min_size=30, max_size=80), st.integers(0, 2))
def test_the_habit_of_a_publisher_is_recognised(made: list[float], digits: int) -> None:
    exact = np.array(made) * 0.99 + 0.12345678
    step = 10.0**-digits
    truncated, rounded = np.floor(exact / step) * step, np.round(exact, digits)
    assert habit_of(rounded, exact)[0] in ("rounded", "exact")
    if (
        np.abs(truncated - exact).max() > step / 2 + 1e-6
        and (np.abs(truncated - rounded) > 1e-9).mean() > 0.1
    ):
        assert habit_of(truncated, exact)[0] == "truncated"


def test_one_wrong_share_among_many_right_ones_is_named() -> None:
    made = np.linspace(10, 60, 40) + 0.3
    given_ = np.round(made)
    given_[7] += 100
    habit, fits = habit_of(given_, made)
    assert habit == "rounded"
    assert np.flatnonzero(~fits).tolist() == [7]

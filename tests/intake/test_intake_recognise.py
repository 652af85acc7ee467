"""Spaces, labels and periods: what is known, what is not, and what stands twice."""

from __future__ import annotations

import numpy as np
import pytest

WIDE = 'reader = "csv"\nfile = "a.csv"\nperiod = "2020"\nfields = {space = "nr"}\n'
LONG = (
    'reader = "json"\nfile = "a.json"\nlevels = ["period", "label"]\nmatch = "name"\n'
    'fields = {space = "r", value = "v"}\n'
)
ONE = 'series = [{label = "Einwohner", column = "inhabitants@total"}]\n'


def cells(*pairs: tuple[str, object]) -> list[dict[str, object]]:
    return [{"r": r, "v": v} for r, v in pairs]


def test_an_unknown_space_is_an_issue_and_never_a_guess(world, only, issues_of) -> None:
    world.source(WIDE + ONE)
    world.write("a.csv", "nr,Einwohner\n01,5\n99,7\n1,8\n")
    delivery = world.load()
    assert np.nansum(only(delivery).periods["2020"]["inhabitants@total"].values) == 5
    found = {i.found: (i.row, i.expected) for i in issues_of(delivery, "unknown_space")}
    assert found == {"99": (3, "viertel@2010-01-01"), "1": (4, "viertel@2010-01-01")}


def test_aliases_and_skipped_spaces(world, only, issues_of) -> None:
    world.source(
        LONG + ONE + 'aliases = {"Süd Ost" = "12"}\n'
        'skip_spaces = [{space = "Gesamt", reason = {de = "Summe", en = "total"}}]'
    )
    world.write("a.json", {"2020": {"Einwohner": cells(("Süd  Ost ", 3), ("Gesamt", 9), ("Hafen", 6))}})
    delivery = world.load()
    assert only(delivery).periods["2020"]["inhabitants@total"].values[[1, 3]].tolist() == [6, 3]
    assert not issues_of(delivery, "unknown_space")
    (issue,) = issues_of(delivery, "space_skipped")
    assert issue.details["reason"] == {"de": "Summe", "en": "total"}


def test_unknown_labels_are_reported_and_ignored_ones_told(world, issues_of) -> None:
    world.source(WIDE + ONE + 'ignore = [{label = "Quote*", reason = {de = "Gerundet", en = "rounded"}}]')
    world.write("a.csv", "nr,Einwohner,Quote in %,Hunde\n01,5,1,2\n02,6,1,3\n")
    delivery = world.load()
    (unknown,) = issues_of(delivery, "unknown_label")
    (ignored,) = issues_of(delivery, "label_ignored")
    assert (unknown.column, unknown.count, unknown.severity) == ("Hunde", 2, "warning")
    assert (ignored.column, ignored.severity) == ("Quote in %", "note")


def test_a_label_that_never_comes_is_missed(world, issues_of) -> None:
    world.source(
        WIDE + 'series = [{label = "Einwohner", column = "a@total"}, {label = "Katzen", column = "b@total"}]'
    )
    world.write("a.csv", "nr,Einwohner\n01,5\n")
    (issue,) = issues_of(world.load(), "series_missing")
    assert (issue.column, issue.expected) == ("b@total", "Katzen")


def test_a_column_that_the_recipe_names_for_spaces_must_be_there(world, issues_of) -> None:
    world.source(WIDE + ONE)
    world.write("a.csv", "nummer,Einwohner\n01,5\n")
    delivery = world.load()
    (issue,) = issues_of(delivery, "column_missing")
    assert issue.severity == "error"
    assert (issue.found, issue.expected) == ("“nummer”, “Einwohner”", "“nr”")
    assert issues_of(delivery, "nothing_delivered")


@pytest.mark.parametrize(
    ("second", "kind", "value"), [(5, "space_twice", 5), (6, "space_twice_differing", None)]
)
def test_a_space_that_stands_twice(
    world, only, issues_of, second: int, kind: str, value: float | None
) -> None:
    world.source(WIDE + ONE)
    world.write("a.csv", f"nr,Einwohner\n02,4\n01,5\n01,{second}\n")
    delivery = world.load()
    column = only(delivery).periods["2020"]["inhabitants@total"].values
    assert column[1] == 4
    assert np.isnan(column[0]) if value is None else column[0] == value
    (issue,) = issues_of(delivery, kind)
    assert (issue.count, issue.row) == (1, 3)


def test_the_second_occurrence_and_the_sum_of_both(world, only) -> None:
    world.source(
        LONG + 'series = [{label = "Männer", column = "a@men", occurrence = 1}, '
        '{label = "Männer", column = "b@men", occurrence = 2}, '
        '{label = "Männer", column = "c@men", occurrence = "sum"}]'
    )
    world.write(
        "a.json", {"2020": {"Männer": cells(("Hafen", 1), ("Nordend", 2), ("Hafen", 10), ("Nordend", None))}}
    )
    columns = only(world.load()).periods["2020"]
    assert columns["a@men"].values[1:3].tolist() == [1, 2]
    assert columns["b@men"].values[1] == 10
    assert columns["c@men"].values[1] == 11
    assert np.isnan(columns["c@men"].values[2])


def test_occurrences_that_only_the_sums_can_tell_apart(world, only, issues_of) -> None:
    """Men and women of two groups under the same labels; in the second quarter in the other order."""
    world.source(
        LONG + 'series = [{label = "A", column = "a@total"}, {label = "B", column = "b@total"}]\n'
        '[[source.resolve]]\nlabels = ["Männer", "Frauen"]\n'
        'columns = [["a@men", "b@men"], ["a@women", "b@women"]]\nsums = ["a@total", "b@total"]\n'
    )
    world.write("a.json", {"2020": {
        "A": cells(("Altstadt", 30), ("Hafen", 50), ("Nordend", 20), ("Süd-Ost", 8)),
        "B": cells(("Altstadt", 7), ("Hafen", 9), ("Nordend", 20), ("Süd-Ost", 3)),
        "Männer": cells(("Altstadt", 14), ("Altstadt", 3), ("Hafen", 4), ("Hafen", 24), ("Nordend", 9), ("Nordend", 9),
                        ("Süd-Ost", 4), ("Süd-Ost", 2)),
        "Frauen": cells(("Altstadt", 16), ("Altstadt", 4), ("Hafen", 5), ("Hafen", 26), ("Nordend", 11),
                        ("Nordend", 11),
                        ("Süd-Ost", 5), ("Süd-Ost", 1)),
    }})  # fmt: skip
    delivery = world.load()
    columns = only(delivery).periods["2020"]
    assert columns["a@men"].values[:2].tolist() == [14, 24]
    assert columns["b@women"].values[:2].tolist() == [4, 5]
    assert np.isnan(columns["a@men"].values[2:]).all()  # Nordend fits both ways, Süd-Ost none
    (issue,) = issues_of(delivery, "label_not_resolved")
    assert (issue.count, issue.details["spaces"]) == (2, ["11", "12"])


def test_periods_that_are_none_and_those_outside_of_the_source(world, only, issues_of) -> None:
    world.source(LONG + ONE + 'from = "2020"\nuntil = "2022"')
    world.write(
        "a.json", {y: {"Einwohner": cells(("Hafen", 1))} for y in ("2019", "2020", "2021", "2022", "Stand")}
    )
    delivery = world.load()
    assert list(only(delivery).periods) == ["2020", "2021"]
    (issue,) = issues_of(delivery, "bad_period")
    assert issue.found == "Stand"


def test_a_gap_between_years_is_noted_only_where_the_year_was_expected(world, issues_of) -> None:
    world.source(
        LONG
        + 'series = [{label = "A", column = "a@total"}, {label = "B", column = "b@total", periods = ["2018", "2020"]}]'
    )
    world.write("a.json", {y: {"A": cells(("Hafen", 1)), "B": cells(("Hafen", 1))} for y in ("2018", "2020")})
    (issue,) = issues_of(world.load(), "period_missing")
    assert (issue.column, issue.found) == ("a@total", "2019")


def test_the_same_column_twice_in_one_source_is_an_error(world, issues_of) -> None:
    world.source(WIDE.replace("a.csv", "a*.csv") + ONE)
    world.write("a1.csv", "nr,Einwohner\n01,5\n")
    world.write("a2.csv", "nr,Einwohner\n01,5\n")
    (issue,) = issues_of(world.load(), "column_twice")
    assert (issue.severity, issue.file) == ("error", "a2.csv")

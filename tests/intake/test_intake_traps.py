"""Bad values, implausible ones, and zeros that are none: each an issue, never a silent zero."""

from __future__ import annotations

import numpy as np
import pytest

from sozialraum.warehouse.values import State

LONG = (
    'reader = "json"\nfile = "a.json"\nlevels = ["period", "label"]\nmatch = "name"\n'
    'fields = {space = "r", value = "v"}\n'
)
WIDE = 'reader = "csv"\nfile = "a.csv"\nperiod = "2020"\nfields = {space = "nr"}\n'
SPACES = ("Altstadt", "Hafen", "Nordend", "Süd-Ost")
REASON = 'reason = {de = "Weil", en = "Because"}'


def years(**by_label: dict[str, list[object]]) -> dict[str, object]:
    """Label → year → four values, as nested JSON."""
    made: dict[str, dict[str, object]] = {}
    for label, by_year in by_label.items():
        for year, row in by_year.items():
            made.setdefault(year.strip("y"), {})[label] = [
                {"r": r, "v": v} for r, v in zip(SPACES, row, strict=True)
            ]
    return made


def zeros(world, rule: str, table: dict[str, object], more: str = "") -> None:
    world.source(
        LONG + f'series = [{{label = "A", column = "a@total", zeros = [{{{rule}, {REASON}}}]}}'
        ', {label = "T", column = "t@total"}]\n' + more
    )
    world.write("a.json", table)


def test_a_bad_value_is_named_with_file_row_and_column(world, only, issues_of) -> None:
    world.source(WIDE + 'series = [{label = "A", column = "a@total"}]')
    world.write("a.csv", "nr,A\n01,5\n02,?\n11,viele\n12,?\n")
    delivery = world.load()
    column = only(delivery).periods["2020"]["a@total"]
    assert column.states.tolist() == [State.OBSERVED, *[State.UNKNOWN] * 3]
    lines = {i.found: (i.file, i.row, i.column, i.count) for i in issues_of(delivery, "bad_value")}
    assert lines == {"?": ("a.csv", 3, "A", 2), "viele": ("a.csv", 4, "A", 1)}


@pytest.mark.parametrize(("value", "more", "kind"), [
    ("-3", "", "negative_value"), ("3000", ", range = [0, 100]", "out_of_range"), ("-3", ", range = [-10, 10]", None),
])  # fmt: skip
def test_values_outside_of_the_range_become_unknown(
    world, only, issues_of, value: str, more: str, kind: str | None
) -> None:
    world.source(WIDE + f'series = [{{label = "A", column = "a@total"{more}}}]')
    world.write("a.csv", f"nr,A\n01,5\n02,{value}\n")
    delivery = world.load()
    assert np.isnan(only(delivery).periods["2020"]["a@total"].values[1]) == (kind is not None)
    if kind:
        (issue,) = issues_of(delivery, kind)
        assert (issue.row, issue.space, issue.found) == (3, "02", value)


def test_a_factor_is_applied_before_the_range_is_looked_at(world, only) -> None:
    world.source(WIDE + 'series = [{label = "A", column = "a@total", factor = 1000, range = [0, 6000]}]')
    world.write("a.csv", "nr,A\n01,5\n")
    assert only(world.load()).periods["2020"]["a@total"].values[0] == 5000


def test_more_decimals_than_expected_point_to_a_wrong_dialect(world, issues_of) -> None:
    world.source(WIDE + 'series = [{label = "A", column = "a@total", digits = 0}]')
    world.write("a.csv", "nr,A\n01,5\n02,1.234\n")
    (issue,) = issues_of(world.load(), "too_many_decimals")
    assert (issue.count, issue.space) == (1, "02")


def test_zeros_everywhere_mean_not_published(world, only, issues_of) -> None:
    table = years(A={"y2019": [1, 0, 2, 3], "y2020": [0, 0, 0, 0]}, T={"y2019": [9] * 4})
    zeros(world, 'mean = "unknown", only = "all"', table)
    delivery = world.load()
    columns = only(delivery).periods
    assert columns["2019"]["a@total"].values[1] == 0
    assert columns["2020"]["a@total"].states.tolist() == [State.UNKNOWN] * 4
    (issue,) = issues_of(delivery, "zero_is_unknown")
    assert (issue.period, issue.count, issue.details["reason"]["en"]) == ("2020", 4, "Because")


def test_a_zero_between_counts_is_a_gap_and_one_between_zeros_is_not(world, only) -> None:
    table = years(
        A={"y2018": [7, 0, 1, 0], "y2019": [0, 0, 0, 0], "y2020": [0, 0, 0, 8], "y2021": [1, 0, 1, 0]},
        T={"y2018": [9] * 4},
    )
    zeros(world, 'mean = "unknown", only = "gap", beside = 5', table)
    columns = only(world.load()).periods
    assert np.isnan(columns["2019"]["a@total"].values).tolist() == [True, False, False, True]
    assert (
        np.isnan(columns["2020"]["a@total"].values).tolist() == [False] * 4
    )  # evidence is what was delivered
    assert np.isnan(columns["2021"]["a@total"].values).tolist() == [False, False, False, True]


def test_zeros_under_a_positive_total_are_secret(world, only) -> None:
    table = years(A={"y2020": [0, 0, 3, 4]}, T={"y2020": [9, 0, 9, 9]})
    zeros(world, 'mean = "secret", only = "unless_total", total = "t@total"', table)
    assert only(world.load()).periods["2020"]["a@total"].states.tolist() == [
        State.SECRET, State.EXACT_ZERO, State.OBSERVED, State.OBSERVED,
    ]  # fmt: skip


def test_zeros_of_named_spaces_and_years_and_the_first_rule_wins(world, only) -> None:
    rule = f'mean = "unknown", spaces = ["02"], until = "2020", {REASON}}}, {{mean = "rounded_zero", until = "2021"'
    zeros(
        world,
        rule,
        years(A={"y2019": [0, 0, 3, 4], "y2020": [0, 0, 3, 4], "y2021": [0] * 4}, T={"y2019": [1] * 4}),
    )
    columns = only(world.load()).periods
    assert columns["2019"]["a@total"].states[:2].tolist() == [State.ROUNDED_ZERO, State.UNKNOWN]
    assert columns["2020"]["a@total"].states[:2].tolist() == [State.ROUNDED_ZERO] * 2
    assert columns["2020"]["a@total"].values[0] == 0
    assert columns["2021"]["a@total"].states[0] == State.EXACT_ZERO


def test_figures_that_mean_something_else_are_withheld(world, only, issues_of) -> None:
    world.source(
        LONG + 'series = [{label = "A", column = "a@total", '
        f'withhold = [{{mean = "unknown", spaces = ["11"], until = "2021", {REASON}}}]}}]'
    )
    world.write("a.json", years(A={"y2019": [1, 2, 3, 4], "y2020": [1, 2, 3, 4], "y2021": [1, 2, 3, 4]}))
    delivery = world.load()
    columns = only(delivery).periods
    assert [bool(np.isnan(columns[y]["a@total"].values[2])) for y in ("2019", "2020", "2021")] == [
        True,
        True,
        False,
    ]
    (issue,) = issues_of(delivery, "value_withheld")
    assert (issue.period, issue.count, issue.details["spaces"]) == ("2019–2020", 2, ["11"])


def test_breaks_and_remarks_are_told(world, issues_of) -> None:
    world.source(
        LONG + f'series = [{{label = "A", column = "a@total", breaks = [{{period = "2020", {REASON}}}]}}]\n'
        'remarks = [{periods = ["2019"], text = {de = "Stichprobe", en = "sample"}}]'
    )
    world.write("a.json", years(A={"y2019": [1, 2, 3, 4], "y2020": [1, 2, 3, 4]}))
    delivery = world.load()
    (broken,) = issues_of(delivery, "series_break")
    assert (broken.column, broken.period) == ("a@total", "2020")
    (remark,) = issues_of(delivery, "remark")
    assert remark.details["reason"]["de"] == "Stichprobe"


def test_cells_without_a_number_are_counted_by_state(world, issues_of) -> None:
    world.source(WIDE + 'dialect = "mein"\nseries = [{label = "A", column = "a@total"}]')
    world.add('[dialect.mein]\nsigns = {"." = "secret"}\n')
    world.write("a.csv", "nr,A\n01,.\n02,.\n11,3\n")
    found = {i.found: i.count for i in issues_of(world.load(), "cells_without_number")}
    assert found == {"secret": 2, "unknown": 1}

"""The real city: what is delivered, what is wrong with it, and that nothing wrong is calculated with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sozialraum import intake
from sozialraum.warehouse.catalogue import load as load_catalogue
from sozialraum.warehouse.draft import Delivery
from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.values import State

pytestmark = pytest.mark.shared
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def leipzig(shared: Path) -> Delivery:
    return intake.load(ROOT / "recipes" / "leipzig", shared / "cities" / "leipzig")


@pytest.fixture(scope="module")
def lines(leipzig: Delivery) -> list[Issue]:
    parts = (*leipzig.editions, *leipzig.releases, *leipzig.facilities)
    return [*leipzig.issues, *(issue for part in parts for issue in part.issues)]


def release(delivery: Delivery, key: str):
    return next(r for r in delivery.releases if r.key == key)


def value(delivery: Delivery, key: str, column: str, period: str, space: str) -> float:
    found = release(delivery, key)
    edition = next(e for e in delivery.editions if e.key == found.edition)
    return float(found.periods[period][column].values[edition.codes.index(space)])


def state(delivery: Delivery, key: str, column: str, period: str, space: str) -> State:
    found = release(delivery, key)
    edition = next(e for e in delivery.editions if e.key == found.edition)
    return State(int(found.periods[period][column].states[edition.codes.index(space)]))


def test_spaces_and_releases(leipzig: Delivery) -> None:
    localities, boroughs = leipzig.editions
    assert (len(localities.codes), len(boroughs.codes)) == (63, 10)
    assert all(code[0] == parent for code, parent in zip(localities.codes, localities.parents, strict=True))
    assert len(leipzig.releases) == 16
    assert sum(len(columns) for r in leipzig.releases for columns in r.periods.values()) > 1_400
    assert (min(release(leipzig, "population").periods), max(release(leipzig, "population").periods)) == (
        "2000",
        "2022",
    )


def test_nothing_keeps_the_delivery_from_being_staged(lines: list[Issue]) -> None:
    assert not [i for i in lines if i.severity == "error"]
    assert not [
        i for i in lines if i.kind in ("unknown_space", "unknown_label", "bad_value", "series_missing")
    ]


def test_values_as_they_stand_in_the_files(leipzig: Delivery) -> None:
    assert value(leipzig, "population", "inhabitants@total", "2000", "62") == 14_727
    assert value(leipzig, "population_records", "inhabitants@total", "2000", "02") == 9_245
    assert release(leipzig, "population_city").periods["2000"]["inhabitants@total"].values.tolist() == [
        479_996
    ]
    assert value(leipzig, "unemployment", "unemployed@total", "2000", "51") == 921
    assert value(leipzig, "dwellings", "living_area@total", "2010", "28") == 57_000


def test_persons_without_a_place(lines: list[Issue]) -> None:
    issue = next(i for i in lines if i.kind == "levels_differ" and i.column == "inhabitants@total")
    assert "2000: +579" in issue.found
    assert "2022: +13" in issue.found
    assert len(issue.details["periods"]) == 22


def test_sexes_and_nationalities_add_up(lines: list[Issue]) -> None:
    assert not [i for i in lines if i.kind == "parts_differ" and i.column == "inhabitants@total"]
    assert (
        sum(i.count for i in lines if i.kind == "parts_compared" and i.column == "inhabitants@total")
        > 2 * 63 * 23
    )
    assert not [i for i in lines if i.kind == "sources_differ"]


@pytest.mark.parametrize("year", ["2018", "2019", "2021", "2022"])
def test_long_term_unemployment_is_no_longer_published(leipzig: Delivery, year: str) -> None:
    column = release(leipzig, "unemployment").periods[year]["unemployed_long_term@total"]
    assert column.states.tolist() == [State.UNKNOWN] * 63


def test_years_that_are_missing_altogether(lines: list[Issue]) -> None:
    gaps = {i.column: i.found for i in lines if i.kind == "period_missing"}
    assert gaps["unemployed_long_term@total"] == "2011, 2020"


def test_suppressed_groups_are_secret_and_real_zeros_stay(leipzig: Delivery) -> None:
    young = release(leipzig, "unemployment").periods["2018"]["unemployed@under_25"]
    assert (young.states == State.SECRET).sum() == 21
    assert np.nanmin(young.values) >= 10
    assert state(leipzig, "unemployment", "unemployed@women", "2018", "55") == State.SECRET
    assert state(leipzig, "income_support", "sgb2_employable@foreign", "2018", "14") == State.SECRET
    assert value(leipzig, "doctors", "doctors@total", "2010", "28") == 0
    assert value(leipzig, "income_support", "sgb2_not_employable@total", "2018", "00") == 0


def test_wherever_the_sexes_are_known_they_give_the_total(leipzig: Delivery) -> None:
    for columns in release(leipzig, "unemployment").periods.values():
        rest = (
            columns["unemployed@total"].values
            - columns["unemployed@men"].values
            - columns["unemployed@women"].values
        )
        assert np.nansum(np.abs(rest)) == 0


def test_labels_that_stand_twice_are_told_apart_by_their_sums(leipzig: Delivery, lines: list[Issue]) -> None:
    columns = release(leipzig, "income_support").periods["2020"]
    for whole in ("sgb2_employable", "sgb2_not_employable"):
        made = columns[f"{whole}@men"].values + columns[f"{whole}@women"].values
        known = ~np.isnan(made)
        assert known.sum() >= 60
        assert np.array_equal(made[known], columns[f"{whole}@total"].values[known])
    assert sum(i.count for i in lines if i.kind == "label_not_resolved") < 20


def test_localities_counted_with_a_neighbour_are_not_calculated_with(leipzig: Delivery) -> None:
    for space in ("27", "28", "29", "54"):
        assert state(leipzig, "dwellings", "dwellings@total", "2005", space) == State.UNKNOWN
        assert value(leipzig, "dwellings", "dwellings@total", "2010", space) > 700
    assert state(leipzig, "buildings", "residential_buildings@total", "2002", "63") == State.UNKNOWN


@pytest.mark.parametrize(("key", "column", "years"), [
    ("buildings", "residential_buildings_until_1918@total", ("2001", "2002")),
    ("land_use", "area_building@total", ("2018", "2020")), ("vehicles", "trailers@total", ("2001",)),
])  # fmt: skip
def test_columns_of_zeros_are_not_published(
    leipzig: Delivery, key: str, column: str, years: tuple[str, ...]
) -> None:
    for year in years:
        assert release(leipzig, key).periods[year][column].states.tolist() == [State.UNKNOWN] * 63


def test_percentages_are_recognised_as_truncated(lines: list[Issue]) -> None:
    habits = {(i.kind, i.column): i.period for i in lines if i.kind.startswith("share_")}
    assert habits["share_truncated", "Migrantenanteil"] == "2008–2022"
    assert habits["share_truncated", "Ausländeranteil"] == "2008–2022"
    assert habits["share_rounded", "Privat-PKW je 1 000 Einwohner"] == "2001–2008"
    assert habits["share_truncated", "Privat-PKW je 1 000 Einwohner"] == "2009–2022"
    assert ("share_differs", "Straftaten je Einwohner") in habits


def test_facilities(leipzig: Delivery, lines: list[Issue]) -> None:
    counts = {f.key: len(f.names) for f in leipzig.facilities}
    assert counts["bus_stops"] < 700 < 1256
    assert counts["tram_stops"] < 300
    assert counts["playgrounds"] == 304 - 25 - 3
    assert counts["gymnasien"] == 18
    outside = {i.found for i in lines if i.kind == "place_outside"}
    assert "Karl-Schubert-Schule" in outside
    assert next(i for i in lines if i.kind == "place_at_default").count == 25


def test_every_column_is_known_to_the_catalogue_and_enough_indicators_can_be_had(leipzig: Delivery) -> None:
    catalogue = load_catalogue(ROOT / "recipes" / "catalogue").with_overrides(leipzig.catalogue)
    columns = {name for r in leipzig.releases for period in r.periods.values() for name in period}
    assert not {name for name in columns if name.split("@")[0] not in catalogue.variables}
    columns |= {f"facilities_{f.kind}@total" for f in leipzig.facilities}
    available = catalogue.available(columns)
    assert len(available) >= 25
    assert {"unemployment_share", "children_income_support_share", "living_area_per_inhabitant"} <= set(
        available
    )


def test_every_issue_reads_in_both_languages(lines: list[Issue]) -> None:
    for issue in lines:
        for language in ("de", "en"):
            title, text, todo = intake.describe(issue, language)
            assert title
            assert text or issue.kind == "remark"
            assert todo
            assert "{" not in title + todo

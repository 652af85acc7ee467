"""Köln: outlines from KML, one table for three levels; what the files say, and what they don't."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from sozialraum import intake
from sozialraum.warehouse.catalogue import load as load_catalogue
from sozialraum.warehouse.draft import Delivery
from sozialraum.warehouse.issues import Issue

pytestmark = pytest.mark.shared
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def koeln(shared: Path) -> Delivery:
    return intake.load(ROOT / "recipes" / "koeln", shared / "cities" / "koeln")


@pytest.fixture(scope="module")
def lines(koeln: Delivery) -> list[Issue]:
    parts = (*koeln.editions, *koeln.releases, *koeln.facilities)
    return [*koeln.issues, *(issue for part in parts for issue in part.issues)]


def column(delivery: Delivery, key: str, name: str, period: str) -> dict[str, float]:
    found = next(r for r in delivery.releases if r.key == key)
    edition = next((e for e in delivery.editions if e.key == found.edition), None)
    values = found.periods[period][name].values.tolist()
    return dict(zip(edition.codes if edition else ["city"], values, strict=True))


def test_quarters_lie_in_their_boroughs(koeln: Delivery) -> None:
    quarters, boroughs = koeln.editions
    assert (len(quarters.codes), len(boroughs.codes)) == (86, 9)
    assert dict(zip(quarters.codes, quarters.names, strict=True))["401"] == "Ehrenfeld"
    around = dict(zip(boroughs.codes, shapely.from_wkb(boroughs.geometry), strict=True))
    for code, parent, wkb in zip(quarters.codes, quarters.parents, quarters.geometry, strict=True):
        quarter = shapely.from_wkb(wkb)
        assert shapely.area(shapely.intersection(quarter, around[parent])) > 0.98 * quarter.area, code


def test_values_as_they_stand_in_the_file_on_all_levels(koeln: Delivery) -> None:
    assert column(koeln, "population_city", "inhabitants@total", "2005") == {"city": 1_023_101}
    assert column(koeln, "population_boroughs", "inhabitants@total", "2005")["4"] == 102_939
    assert column(koeln, "population", "inhabitants@total", "2005")["101"] == 27_732
    for release in koeln.releases:
        assert (min(release.periods), max(release.periods), len(release.periods)) == ("2005", "2012", 8)


def test_nothing_is_wrong_that_is_not_told(lines: list[Issue]) -> None:
    assert not [i for i in lines if i.severity == "error"]
    wrong = {"unknown_space", "unknown_label", "bad_value", "series_missing", "levels_differ", "value_twice"}
    assert not [i for i in lines if i.kind in wrong]
    assert [i.column for i in lines if i.kind == "parts_differ"] == [
        "inhabitants@total"
    ]  # partners, as is said
    assert "Nebenwohnung" in " ".join(intake.describe(i, "de")[1] for i in lines if i.kind == "remark")
    assert {"evangelisch", "Aussiedler"} <= {i.found for i in lines if i.kind == "label_ignored"}


def test_places_beyond_the_city_are_left_out(koeln: Delivery, lines: list[Issue]) -> None:
    counts = {f.key: len(f.names) for f in koeln.facilities}
    assert counts["kitas"] == 132 and counts["libraries"] == 40
    assert len([i for i in lines if i.kind == "place_outside"]) > 300


def test_the_catalogue_knows_every_column(koeln: Delivery) -> None:
    catalogue = load_catalogue(ROOT / "recipes" / "catalogue").with_overrides(koeln.catalogue)
    columns = {name for r in koeln.releases for period in r.periods.values() for name in period}
    assert not {name for name in columns if name.split("@")[0] not in catalogue.variables}
    columns |= {f"facilities_{f.kind}@total" for f in koeln.facilities}
    assert {"children_share", "seniors_share", "migration_background_share", "kitas_rate"} <= set(
        catalogue.available(columns)
    )

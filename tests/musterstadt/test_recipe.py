"""The recipe fits the files: all is read without a warning, and nine of ten dimensions get figures of substance."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from musterstadt.delivered import areas, blocks, column
from sozialraum import intake
from sozialraum.intake.recipe import read_recipe
from sozialraum.recipes import catalogue_folder, recipe_folder
from sozialraum.warehouse import catalogue
from sozialraum.warehouse.draft import Delivery
from sozialraum.warehouse.values import State


@pytest.fixture(scope="module")
def delivery(city: Path) -> Delivery:
    return intake.load(recipe_folder("musterstadt"), city)


def test_it_is_marked_as_invented(delivery: Delivery) -> None:
    assert delivery.city["demonstration"] is True
    about = delivery.city["about"]
    assert isinstance(about, dict)
    assert "erfunden" in about["de"]
    assert "invented" in about["en"]


def test_nothing_is_wrong_with_the_files(delivery: Delivery) -> None:
    found = [*delivery.issues, *(i for r in delivery.releases for i in r.issues)]
    found += [i for e in delivery.editions for i in e.issues] + [
        i for f in delivery.facilities for i in f.issues
    ]
    assert not [i for i in found if i.severity != "note"]
    compared = {"parts_compared", "levels_compared"}  # and found equal
    assert {i.kind for i in found} <= compared | {"cells_without_number", "place_shared", "place_merged"}


def test_every_file_is_used(delivery: Delivery, city: Path) -> None:
    used = {
        f.path
        for part in (delivery.releases, delivery.editions, delivery.facilities)
        for p in part
        for f in p.files
    }
    there = {str(f.relative_to(city)) for f in city.rglob("*") if f.is_file()}
    used |= {"umschluesselung/bloecke.csv"}  # of the crosswalks
    used |= {one["file"] for one in read_recipe(recipe_folder("musterstadt")).budgets}
    for_people = {"LIESMICH.txt", "organisationen.csv", "personen.csv", "umschluesselung/reform_2019.csv"}
    for_people |= {"meldungen.csv", "bedarfe.csv"}
    assert there - used == for_people


def test_every_column_is_in_the_catalogue(delivery: Delivery) -> None:
    known = catalogue.load(catalogue_folder())
    columns = {c for r in delivery.releases for found in r.periods.values() for c in found}
    assert len(columns) > 200
    assert [c for c in sorted(columns) if known.column_problem(c)] == []


def test_dimensions_have_figures_and_one_is_nearly_a_gap(delivery: Delivery) -> None:
    known = catalogue.load(catalogue_folder())
    columns = {c for r in delivery.releases for found in r.periods.values() for c in found}
    columns |= {f"facilities_{f.kind}@total" for f in delivery.facilities}
    count = Counter(known.indicators[key].dimension for key in known.available(columns))
    assert sum(count.values()) >= 40
    assert set(count) == set(known.dimensions)
    assert count["nutrition"] == 1
    assert all(number >= 4 for dimension, number in count.items() if dimension != "nutrition")
    assert known.available_indices(columns)


def test_figures_arrive_as_they_were_written(delivery: Delivery, city: Path) -> None:
    release = next(r for r in delivery.releases if r.key == "bevoelkerung")
    edition = next(e for e in delivery.editions if e.space_system == "bloecke")
    written = blocks(city, "bevoelkerung", 2016)
    assert tuple(written) == edition.codes
    read = release.periods["2016"]["inhabitants@women"]
    assert np.array_equal(read.values, column(written, "Einwohner weiblich"))
    survey = next(r for r in delivery.releases if r.key == "umfrage_2019")
    states = set(survey.periods["2023"]["survey_lonely@total"].states.tolist())
    assert {State.OBSERVED, State.LIMITED, State.UNRELIABLE} <= states
    agency = next(r for r in delivery.releases if r.key == "schule_2019")
    assert State.SECRET in agency.periods["2023"]["school_leavers_abitur@foreign"].states


def test_editions_follow_each_other(delivery: Delivery, city: Path) -> None:
    spans = [(e.valid_from, e.valid_until) for e in delivery.editions if e.space_system == "sozialraeume"]
    assert sorted(spans) == [("2013-01-01", "2019-01-01"), ("2019-01-01", None)]
    for edition in delivery.editions:
        if edition.key == "sozialraeume@2019-01-01":
            properties, _ = areas(city, "sozialraeume_2019")
            assert edition.kinds == tuple(p["gebietstyp"] for p in properties)
            assert edition.parents == tuple(p["planungsraum"] for p in properties)

"""Blocks tile the city, all levels meet, and the reform is what its protocol says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from musterstadt.delivered import areas, blocks, column, number, rows

LEVELS = ("bloecke", "sozialraeume_2013", "sozialraeume_2019", "planungsraeume")


@pytest.mark.parametrize("level", LEVELS)
def test_spaces_are_whole_and_tile_the_city(city: Path, level: str) -> None:
    _, shapes = areas(city, level)
    assert shapely.is_valid(shapes).all()
    assert {s.geom_type for s in shapes} == {"Polygon"}
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.coverage_union_all(shapes)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors  # no gap anywhere


@pytest.mark.parametrize(
    ("level", "key", "column_"),
    [
        ("sozialraeume_2013", "sozialraum", "Sozialraum bis 2018"),
        ("sozialraeume_2019", "sozialraum", "Sozialraum ab 2019"),
        ("planungsraeume", "planungsraum", "Planungsraum"),
    ],
)
def test_levels_are_made_of_the_same_corners(city: Path, level: str, key: str, column_: str) -> None:
    upper, shapes = areas(city, level)
    lower, cells = areas(city, "bloecke")
    crosswalk = rows(city / "umschluesselung" / "bloecke.csv")
    group = np.array([crosswalk[p["block"]][column_] for p in lower])
    for properties, shape in zip(upper, shapes, strict=True):
        made = shapely.coverage_union_all(cells[group == properties[key]])
        assert shapely.normalize(made).equals_exact(shapely.normalize(shape), 0.0)


def test_codes_keep_their_zeros_and_planning_areas_stand(city: Path) -> None:
    for code, row in rows(city / "umschluesselung" / "bloecke.csv").items():
        assert len(code) == 6
        assert (
            code[:2] == row["Planungsraum"] == row["Sozialraum bis 2018"][:2] == row["Sozialraum ab 2019"][:2]
        )
        assert row["Planungsraum"].startswith("0")


def test_every_kind_of_district_is_there(city: Path) -> None:
    kinds = {p["gebietstyp"] for p in areas(city, "sozialraeume_2019")[0]}
    assert kinds == {
        "old_town", "gruenderzeit", "large_estate_north", "large_estate_southeast", "single_family", "village",
        "industrial",
    }  # fmt: skip
    assert {"river", "park", "forest", "lake"} <= {p["gebietstyp"] for p in areas(city, "bloecke")[0]}


def test_the_middle_is_dense_and_open_land_empty(city: Path) -> None:
    properties, shapes = areas(city, "bloecke")
    people = column(blocks(city, "bevoelkerung", 2013), "Einwohner insgesamt")
    kind = np.array([p["gebietstyp"] for p in properties])
    size = shapely.area(shapes)

    def density(name: str) -> float:
        return float(people[kind == name].sum() / size[kind == name].sum())

    assert (
        density("gruenderzeit")
        > 4 * density("single_family")
        > 4 * density("village")
        > 4 * density("open_land")
    )
    assert people[np.isin(kind, ["river", "park", "forest", "lake"])].sum() == 0


def _moves(city: Path) -> Counter[tuple[str, str]]:
    table = rows(city / "umschluesselung" / "bloecke.csv").values()
    return Counter((row["Sozialraum bis 2018"], row["Sozialraum ab 2019"]) for row in table)


def _protocol(city: Path) -> list[tuple[str, list[str], list[str]]]:
    """Change, old and new spaces, each "code name"."""
    lines = (city / "umschluesselung" / "reform_2019.csv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [[cell.strip('"') for cell in line.split('";"')] for line in lines]
    return [(what, before.split("; "), after.split("; ")) for what, before, after in cells]


def test_reform_is_what_its_protocol_says(city: Path) -> None:
    moves, changed = _moves(city), set()
    for what, before, after in _protocol(city):
        old, new = [space[:4] for space in before], [space[:4] for space in after]
        changed |= {*old, *new}
        if what == "zusammengelegt":
            assert len(old) == 2
            assert all({t for s, t in moves if s == space} == set(new) for space in old)
        elif what == "geteilt":
            assert len(new) == 2
            assert {t for s, t in moves if s == old[0]} == set(new)
        elif what == "umbenannt":
            assert old == new
            assert before != after
        else:
            assert moves[old[0], new[0]] == int(what.split()[0]) >= 2
    assert all(s == t for s, t in moves if s not in changed)
    kinds = Counter(what.lstrip("0123456789 ") for what, _, _ in _protocol(city))
    assert kinds == {"zusammengelegt": 1, "geteilt": 1, "umbenannt": 1, "Blöcke umgesetzt": 5}


def test_names_follow_the_reform(city: Path) -> None:
    before = {p["sozialraum"]: p["name"] for p in areas(city, "sozialraeume_2013")[0]}
    after = {p["sozialraum"]: p["name"] for p in areas(city, "sozialraeume_2019")[0]}
    renamed = {code for code in before.keys() & after.keys() if before[code] != after[code]}
    assert len(renamed) == 1
    assert len(set(after.values())) == len(after)
    merged = next(after[a[0][:4]] for what, _, a in _protocol(city) if what == "zusammengelegt")
    assert "-" in merged


def test_crosswalk_carries_the_inhabitants_of_its_day(city: Path) -> None:
    people = {code: row["Einwohner insgesamt"] for code, row in blocks(city, "bevoelkerung", 2018).items()}
    table = rows(city / "umschluesselung" / "bloecke.csv")
    assert {code: row["Einwohner 31.12.2018"] for code, row in table.items()} == people
    assert sum(number(cell) for cell in people.values()) > 0

"""A recipe that is wrong says where, what was found and what was expected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sozialraum.intake import RecipeError
from sozialraum.intake.recipe import When, read_recipe, tidy
from sozialraum.intake.schema import LISTS, SECTIONS
from worlds.testhausen import CITY, TEXT

ROOT = Path(__file__).parents[2]
SOURCE = f"""
[[source]]
key = "s"
title = {TEXT}
publisher = "Amt"
licence = "frei"
edition = "viertel@2010-01-01"
reader = "csv"
file = "a.csv"
fields = {{space = "nr"}}
series = [{{label = "Einwohner", column = "inhabitants@total"}}]
"""


def recipe(tmp_path: Path, text: str, *more: str):
    for i, part in enumerate((text, *more)):
        (tmp_path / f"{i}.toml").write_text(part, "utf-8")
    return read_recipe(tmp_path)


def test_a_complete_recipe_is_read(tmp_path: Path) -> None:
    made = recipe(tmp_path, CITY + SOURCE)
    assert made.city_edition == "city@2010-01-01"
    assert made.sources[0].series[0].column == "inhabitants@total"
    assert made.sources[0].layout == "wide"


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ('licence = "frei"', 'licence = "frei"\nlizenz = "x"', "source[1].lizenz", "no such key"),
        ('licence = "frei"', "", "source[1].licence", "it is needed"),
        ('reader = "csv"', 'reader = "pdf"', "source[1].reader", "one of csv, json, xlsx"),
        ("inhabitants@total", "inhabitants", "column", "variable@group"),
        ('reader = "csv"', 'reader = "csv"\nfrom = 2012', "source[1].from", "a year in quotes"),
        ("viertel@2010-01-01", "viertel@2011-01-01", "source s.edition", "one of"),
        ('fields = {space = "nr"}', "", "fields.space", "the field that holds the space"),
        ('reader = "csv"', 'reader = "csv"\ndialect = "platt"', "source s.dialect", "one of"),
        ('role = "social_space"', 'role = "block"', "space_system[1].role", "social_space"),
        ('title = {de = "Wort", en = "word"}', 'title = "Wort"', "title", "a text in two languages"),
        ('social_spaces = "viertel"', 'social_spaces = "kieze"', "city.social_spaces", "one of"),
        ("[city]", "[city]\nthreshold = -1", "city.threshold", "a whole number from 0"),
        ("[[source]]", "[[sources]]", "sources", "one of"),
        ("[[edition]]", "[edition]", "the file", "valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, key: str, expected: str) -> None:
    text = CITY + SOURCE
    assert old in text
    with pytest.raises(RecipeError) as error:
        recipe(tmp_path, text.replace(old, new, 1))
    assert key in error.value.key
    assert expected in str(error.value)


def test_a_key_given_in_two_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="once only"):
        recipe(tmp_path, CITY + SOURCE, SOURCE)
    with pytest.raises(RecipeError, match="once only"):
        recipe(tmp_path, CITY, CITY)


def test_editions_of_one_system_must_not_overlap(tmp_path: Path) -> None:
    again = CITY[CITY.index("[[edition]]") : CITY.index('[[edition]]\nspace_system = "bezirke"')]
    later = again.replace("2010-01-01", "2015-01-01")
    with pytest.raises(RecipeError, match="9999"):
        recipe(tmp_path, CITY, later)
    ended = CITY.replace(
        'valid_from = "2010-01-01"', 'valid_from = "2010-01-01"\nvalid_until = "2015-01-01"', 1
    )
    assert len(recipe(tmp_path, ended, later).editions) == 3


def test_an_unknown_kind_of_check_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="parts, bound, levels"):
        recipe(tmp_path, CITY + SOURCE, '[[check]]\nkind = "sum"\n')


def test_an_empty_folder_is_no_recipe(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="no file"):
        read_recipe(tmp_path)


def test_limits_in_time_are_half_open() -> None:
    when = When(since="2018", until="2020")
    assert [when.holds(str(y)) for y in range(2017, 2021)] == [False, True, True, False]
    assert When(periods=("2018",)).holds("2018")
    assert not When(periods=("2018",)).holds("2019")
    assert When().holds("1900")


def test_names_are_tidied_of_all_kinds_of_blanks() -> None:
    assert tidy("  Süd\u00a0 Ost\t") == "Süd Ost"


def test_every_key_of_the_format_is_documented() -> None:
    page = (ROOT / "docs" / "recipes.md").read_text("utf-8")
    source = (ROOT / "src" / "sozialraum" / "intake" / "schema.py").read_text("utf-8")
    keys = set(re.findall(r'"([a-z_]+)":', source)) | set(SECTIONS) | set(LISTS)
    missing = sorted(key for key in keys if not re.search(rf"\b{key}\b", page))
    assert not missing


@pytest.mark.parametrize(
    "city",
    sorted(
        p.name
        for p in (ROOT / "recipes").iterdir()
        if (p / "city.toml").exists() or list(p.glob("*city.toml"))
    ),
)
def test_recipes_that_come_with_the_product_are_right(city: str) -> None:
    assert read_recipe(ROOT / "recipes" / city).sources

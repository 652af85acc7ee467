"""The catalogue that comes with the product: complete in both languages and of enough substance."""

import re
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from sozialraum.warehouse.catalogue import Catalogue, load

FOLDER = Path(__file__).parents[2] / "recipes" / "catalogue"
CATALOGUE = load(FOLDER)
INDICATORS = list(CATALOGUE.indicators.values())
DEFINITIONS = [
    entry
    for entries in (
        CATALOGUE.dimensions,
        CATALOGUE.units,
        CATALOGUE.groups,
        CATALOGUE.variables,
        CATALOGUE.indicators,
        CATALOGUE.indices,
    )
    for entry in entries.values()
]
NORMAL_FACTOR = {
    "percent": 100,
    "per_100": 100,
    "per_1000": 1_000,
    "per_10000": 10_000,
    "per_100000": 100_000,
}


def sentences(text: str) -> int:
    """How many sentences a text has: ends of sentences before a capital letter, or the end."""
    return len(re.findall(r"[.!?](?= [A-ZÄÖÜ]|$)", text))


def test_the_ten_dimensions_stand_in_their_order():
    assert list(CATALOGUE.dimensions) == [
        "housing",
        "education",
        "work",
        "mobility",
        "health",
        "nutrition",
        "social_relations",
        "participation",
        "culture_leisure",
        "wellbeing",
    ]


def test_there_are_enough_indicators_for_each_dimension():
    own = Counter(i.dimension for i in INDICATORS if not i.context)
    assert len(INDICATORS) >= 60
    assert {d: n for d in CATALOGUE.dimensions if (n := own[d]) < 4} == {}


@pytest.mark.parametrize("entry", DEFINITIONS, ids=lambda e: f"{type(e).__name__}-{e.key}")
def test_texts_are_translated_and_tidy(entry):
    for field in fields(entry):
        text = getattr(entry, field.name)
        if not isinstance(text, dict) or field.name in ("by_group", "weights"):
            continue
        assert set(text) == {"de", "en"}, field.name
        for language, sentence in text.items():
            place = f"{field.name}.{language}: {sentence}"
            assert sentence == " ".join(sentence.split()), place
            if field.name in ("explanation", "reading_aid", "weaknesses"):
                assert sentence[-1] in ".", place
        if field.name in ("explanation", "weaknesses", "reading_aid"):
            assert text["de"] != text["en"]
            assert len(set(re.findall(r"\{\w+\}", text["de"] + text["en"]))) <= 1
            assert text["de"].count("{value}") == text["en"].count("{value}")


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.key)
def test_an_indicator_is_short_and_says_how_to_read_it(indicator):
    for language in ("de", "en"):
        assert sentences(indicator.explanation[language]) <= 2
        assert sentences(indicator.weaknesses[language]) <= 3
        assert "{value}" in indicator.reading_aid[language]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.key)
def test_an_indicator_is_calculated_as_its_unit_says(indicator):
    assert indicator.factor == NORMAL_FACTOR.get(indicator.unit, indicator.factor)
    assert (indicator.interval == "wilson") <= (indicator.unit == "percent")
    assert "total" in indicator.groups
    for group in indicator.groups:
        for column in indicator.columns(group):
            assert CATALOGUE.column_problem(column) is None


def test_a_wilson_share_counts_the_same_kind_of_thing_above_and_below():
    """Persons of persons, dwellings of dwellings; an older person who lives alone is one household."""
    for indicator in INDICATORS:
        if indicator.interval == "wilson" and indicator.key != "older_people_alone_share":
            units = {
                CATALOGUE.variables[column.split("@")[0]].unit
                for group in indicator.groups
                for column in indicator.columns(group)
            }
            assert len(units) == 1, indicator.key


def test_who_people_are_is_never_a_burden():
    described = [i for i in INDICATORS if i.context]
    assert {"foreign_share", "migration_background_share", "average_age"} <= {i.key for i in described}
    assert {i.direction for i in described} == {"neutral"}
    assert CATALOGUE.indicators["single_parent_households_share"].direction == "neutral"


def test_titles_are_different():
    for entries in (CATALOGUE.indicators, CATALOGUE.variables, CATALOGUE.groups):
        for language in ("de", "en"):
            titles = Counter(entry.title[language] for entry in entries.values())
            assert [title for title, n in titles.items() if n > 1] == []


def test_no_two_indicators_are_calculated_alike():
    formulas = Counter((i.operands(), i.factor) for i in INDICATORS)
    assert [formula for formula, n in formulas.items() if n > 1] == []


def test_unemployment_share_of_the_working_age():
    indicator = CATALOGUE.indicators["unemployment_share"]
    assert indicator.operands("women") == (
        ((1, "unemployed@women"),),
        ((1, "inhabitants@women_and_age_15_64"),),
    )
    assert indicator.operands("under_25")[1] == ((1, "inhabitants@age_15_24"),)
    assert "Arbeitslosenquote" in indicator.weaknesses["de"]


def test_crime_is_said_to_be_counted_at_the_place_of_the_offence():
    for key in ("offences_rate", "assaults_rate"):
        assert "Tatort" in CATALOGUE.indicators[key].weaknesses["de"]


def test_social_monitoring_is_berlins():
    index = CATALOGUE.indices["social_monitoring"]
    assert (index.method, index.dynamics_years, index.minimum_population) == ("mss", 2, 300)
    assert index.status == (
        "unemployment_share",
        "long_term_unemployment_share",
        "transfer_without_unemployment_share",
        "children_income_support_share",
    )
    assert all(CATALOGUE.indicators[key].direction == "burden" for key in index.status)


def test_a_city_with_few_columns_sees_its_gaps():
    columns = {"inhabitants@total", "inhabitants@women", "area@total", "cars_private@total"}
    assert list(CATALOGUE.available(columns)) == ["population_density", "private_cars_rate"]
    gaps = [dimension.key for dimension in CATALOGUE.gaps(columns)]
    assert len(gaps) == 9
    assert "mobility" not in gaps


def test_it_survives_storage():
    assert Catalogue.from_dict(CATALOGUE.as_dict()) == CATALOGUE


def test_no_reading_aid_makes_a_year_of_its_value() -> None:
    """ "im Jahr 2.292 erfasste Straftaten" reads as the year 2292."""
    for indicator in INDICATORS:
        for language, aid in indicator.reading_aid.items():
            assert not re.search(r"(?i)(jahr|year) \{value\}", aid), (indicator.key, language)


def test_titles_fit_ten_year_olds_too() -> None:
    assert CATALOGUE.group("men").title == {"de": "Männlich", "en": "Male"}
    assert CATALOGUE.group("women_and_age_0_4").title["de"] == "Weiblich, unter 5 Jahre"

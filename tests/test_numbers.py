"""Numbers as text: German and English, signs for the eye, words for the ear."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum import numbers
from sozialraum.warehouse.values import State


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.0, 0, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.06, 1, "−0,1", "−0.1"),
        (1234567.0, 0, "1.234.567", "1,234,567"),
        (999.95, 1, "1.000,0", "1,000.0"),
    ],
)
def test_a_number_in_both_languages(value, decimals, german, english):
    assert numbers.number(value, decimals, "de") == german
    assert numbers.number(value, decimals, "en") == english


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_german_number_reads_back(value, decimals):
    text = numbers.number(value, decimals, "de")
    back = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert math.isclose(back, value, abs_tol=0.5000001 * 10**-decimals)


@pytest.mark.parametrize(
    ("state", "seen", "heard"),
    [
        (State.OBSERVED, "11,4\u202f%", "11,4 Prozent"),
        (State.EXACT_ZERO, "–", "genau null"),
        (State.SECRET, "·", "geheim gehalten"),
        (State.UNKNOWN, "k.\u202fA.", "unbekannt"),
        (State.NOT_APPLICABLE, "x", "ausgenommen"),
        (State.UNRELIABLE, "/", "zu unsicher"),
        (State.LIMITED, "(11,4\u202f%)", "11,4 Prozent, eingeschränkt verlässlich"),
        (State.PROVISIONAL, "11,4\u202f%\u202fp", "11,4 Prozent, vorläufig"),
    ],
)
def test_a_typed_value_is_seen_and_heard(state, seen, heard):
    value = 11.4 if state.is_number and state is not State.EXACT_ZERO else math.nan
    value = 0.0 if state is State.EXACT_ZERO else value
    assert numbers.figure(value, state, "percent", 1, "de") == seen
    assert numbers.spoken(value, state, "percent", 1, "de") == heard


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_state_is_silent_and_none_without_number_shows_one(state, language):
    assert numbers.meaning(state, language)
    assert numbers.explanation(state, language).endswith(".")
    if not state.is_number:
        assert not any(c.isdigit() for c in numbers.figure(7.0, state, "percent", 1, language))
        assert not any(c.isdigit() for c in numbers.spoken(7.0, state, "percent", 1, language))


def test_a_missing_number_is_never_a_zero():
    assert numbers.figure(math.nan, State.OBSERVED, "percent", 1) == "k.\u202fA."
    assert numbers.spoken(math.nan, State.OBSERVED, "percent", 1) == "unbekannt"


def test_the_legend_names_what_occurs_once():
    assert numbers.legend([0, 3, 3, 1], "de") == [("–", "genau null"), ("·", "geheim gehalten")]
    assert numbers.legend([0, 0], "en") == []


def test_an_unknown_unit_is_shown_by_its_name():
    assert numbers.figure(3.0, State.OBSERVED, "trees_per_street") == "3\u202ftrees per street"


def test_an_interval_says_its_unit_once():
    assert numbers.span(9.84, 13.1, "percent", 1, "de") == "9,8 bis 13,1\u202f%"
    assert numbers.span(9.84, 13.1, "percent", 1, "en") == "9.8 to 13.1\u202f%"


def test_every_unit_of_the_catalogue_has_words() -> None:
    from sozialraum.numbers import UNITS
    from sozialraum.recipes import catalogue_folder
    from sozialraum.warehouse import catalogue

    used = {i.unit for i in catalogue.load(catalogue_folder()).indicators.values()}
    assert used <= UNITS.keys(), used - UNITS.keys()


def test_secret_and_unknown_are_told_apart_by_the_eye():
    for language, shown in (("de", "k.\u202fA."), ("en", "n/a")):
        assert numbers.legend([State.SECRET, State.UNKNOWN], language) == [
            ("·", numbers.meaning(State.SECRET, language)), (shown, numbers.meaning(State.UNKNOWN, language)),
        ]  # fmt: skip
    assert State.UNKNOWN.sign == "."  # files keep the sign of DIN 55301


def test_units_have_a_dative():
    assert numbers.spoken(3.0, 0, "years", 0, dative=True) == "3 Jahren"
    assert numbers.spoken(3.0, 0, "m2_per_dwelling", 0, dative=True) == "3 Quadratmetern je Wohnung"
    assert numbers.spoken(3.0, 0, "percent", 0, dative=True) == "3 Prozent"
    assert numbers.spoken(3.0, 0, "years", 0, "en", dative=True) == "3 years"


@pytest.mark.parametrize(
    ("typed", "language", "said"),
    [
        ("1.234,56", "de", "1234.56"), ("1.234", "de", "1234.00"), ("1234,5", "de", "1234.50"),
        ("1234.50", "de", "1234.50"),
        ("1 234 €", "de", "1234.00"), ("5 Euro", "de", "5.00"), ("1,234.56", "de", "1234.56"), ("0,05", "de", "0.05"),
        ("1,234", "en", "1234.00"), ("€1,234.5", "en", "1234.50"), ("1.234,56", "en", "1234.56"),
        ("12,5", "en", "12.50"),
    ],
)  # fmt: skip
def test_an_amount_as_people_type_it_is_exact(typed, language, said):
    assert str(numbers.amount(typed, language)) == said


@pytest.mark.parametrize(
    ("typed", "language"),
    [("1,234", "de"), ("1.234", "en"), ("-5", "de"), ("", "de"), ("1.23.4", "de"), ("12.345.6", "de"), ("1e5", "de"),
     ("٣", "de"), ("1" * 40, "de"), ("1,2,3", "en")],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_no_amount(typed, language):
    with pytest.raises(numbers.NotAnAmountError):
        numbers.amount(typed, language)


@given(st.decimals(0, 10**9, places=2))
def test_what_is_written_is_read_back_to_the_cent(value):
    for language in ("de", "en"):
        assert numbers.amount(numbers.euros(int(value * 100), language), language) == value

"""Texts → typed values: dialects, and any number written in any of them."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.intake.dialects import BUILT_IN, make_dialects
from sozialraum.intake.numbers import BAD, Reading, read_texts
from sozialraum.intake.raw import of_values
from sozialraum.warehouse.values import WITHOUT_NUMBER, State

DIN, LOWER_SAXONY, PLAIN = (BUILT_IN[name] for name in ("din55301", "lower_saxony", "plain"))


def read(texts: list[str], dialect=DIN):
    values, states = read_texts(pa.array(texts, pa.string()), dialect)
    return values.tolist(), states.tolist()


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("–", 0, State.EXACT_ZERO), ("-", 0, State.EXACT_ZERO), ("0", 0, State.ROUNDED_ZERO),
        (".", None, State.SECRET), ("·", None, State.SECRET), ("…", None, State.LATER), ("...", None, State.LATER),
        ("x", None, State.NOT_APPLICABLE), ("/", None, State.UNRELIABLE), ("", None, State.UNKNOWN),
        ("(12)", 12, State.LIMITED), ("12 p", 12, State.PROVISIONAL), ("1 234,5r", 1234.5, State.REVISED),
        ("7s", 7, State.ESTIMATED), ("7 f", 7, State.FORECAST), ("  15 ", 15, State.OBSERVED),
        ("1\u00a0234", 1234, State.OBSERVED), ("1\u2009234\u2009567", 1234567, State.OBSERVED),
        ("- 23", -23, State.OBSERVED), ("−4,5", -4.5, State.OBSERVED), ("0,0", 0, State.ROUNDED_ZERO),
    ],
)  # fmt: skip
def test_signs_of_din_55301(text: str, value: float | None, state: State) -> None:
    values, states = read([text])
    assert states == [state]
    assert math.isnan(values[0]) if value is None else values[0] == value


def test_lower_saxony_writes_zero_and_k_the_other_way_round() -> None:
    assert read(["0", "k", "–"], LOWER_SAXONY)[1] == [State.EXACT_ZERO, State.ROUNDED_ZERO, State.EXACT_ZERO]
    assert read(["0"], DIN)[1] == [State.ROUNDED_ZERO]


@pytest.mark.parametrize(
    "text", ["12a", "1 23", "12,", ",5", "1.234", "k", "--", "(x)", "1,2,3", "NaN", "inf", "1e5"]
)
def test_what_is_neither_number_nor_sign_is_bad_and_never_zero(text: str) -> None:
    values, states = read([text])
    assert states == [BAD]
    assert math.isnan(values[0])


def test_point_as_thousands_separator_only_where_it_may_stand() -> None:
    dialect = make_dialects({"city": {"like": "din55301", "thousands": ["."]}})["city"]
    assert read(["1.234", "12.345.678,5"], dialect)[0] == [1234, 12345678.5]
    assert read(["1.5", "12.34", "1234.567"], dialect)[1] == [BAD] * 3


def test_a_dialect_adds_its_signs_to_those_it_is_like() -> None:
    dialect = make_dialects(
        {"a": {"like": "din55301", "signs": {"*": "secret"}}, "b": {"like": "a", "marks": {"z": "estimated"}}}
    )
    assert read(["*", ".", "3z"], dialect["b"])[1] == [State.SECRET, State.SECRET, State.ESTIMATED]


@given(
    st.floats(-1e9, 1e9, allow_nan=False),
    st.sampled_from(["", " ", ".", "\u00a0", "\u202f"]),
    st.integers(0, 4),
)
def test_any_number_written_with_comma_and_separator_reads_back(
    number: float, separator: str, digits: int
) -> None:
    text = f"{number:,.{digits}f}".replace(",", "§").replace(".", ",").replace("§", separator)
    separators = {"": [], ".": ["."]}.get(separator, [" "])
    dialect = make_dialects({"d": {"decimal": ",", "thousands": separators}})["d"]
    values, states = read([text], dialect)
    assert values[0] == pytest.approx(float(f"{number:.{digits}f}"))
    assert states[0] == (State.EXACT_ZERO if values[0] == 0 else State.OBSERVED)


@given(st.lists(st.one_of(st.text(max_size=6), st.integers(0, 10**6).map(str)), min_size=1))
def test_a_value_is_missing_exactly_where_its_state_says_so(texts: list[str]) -> None:
    for dialect in (DIN, LOWER_SAXONY, PLAIN):
        values, states = read(texts, dialect)
        for value, state in zip(values, states, strict=True):
            assert math.isnan(value) == (state == BAD or State(state) in WITHOUT_NUMBER)


@given(
    st.lists(
        st.one_of(st.none(), st.integers(-5, 5), st.floats(0, 9), st.sampled_from([".", "–", "?", "12"]))
    )
)
def test_mixed_cells_of_a_spreadsheet_read_as_each_would_alone(cells: list[object]) -> None:
    values, states = Reading(DIN).read(of_values(cells))
    for i, cell in enumerate(cells):
        alone_value, alone_state = Reading(DIN).read(of_values([cell]))
        assert states[i] == alone_state[0]
        assert values[i] == alone_value[0] or (np.isnan(values[i]) and np.isnan(alone_value[0]))


def test_texts_that_were_read_before_read_the_same_again() -> None:
    reading = Reading(DIN)
    first = reading.read(of_values(["1 234", ".", "x", "?"]))
    again = reading.read(of_values(["?", "x", ".", "1 234"]))
    assert first[1].tolist() == again[1].tolist()[::-1]
    assert first[0][0] == again[0][3] == 1234


def test_infinity_and_nothing_in_json_are_no_numbers() -> None:
    values, states = Reading(PLAIN).read(of_values([float("inf"), None, 0, 0.5]))
    assert states.tolist() == [BAD, State.UNKNOWN, State.EXACT_ZERO, State.OBSERVED]
    assert np.isnan(values[:2]).all()

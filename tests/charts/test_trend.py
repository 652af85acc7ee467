"""The line over the years: gaps stay gaps, a new boundary is marked, the sentence says what is drawn."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sozialraum import charts
from sozialraum.warehouse.changes import Change, Verdict
from sozialraum.warehouse.values import State
from worlds.drawing import all_of, parsed, within_frame, words

NAN = math.nan
YEARS = ["2018", "2019", "2020", "2021", "2022"]
SHARE = {"title": "Anteil", "unit": "percent", "decimals": 1}


def test_a_gap_interrupts_the_line_and_stands_as_its_sign():
    chart = charts.trend(YEARS, [1, 2, NAN, 4, 5], states=[0, 0, State.SECRET, 0, 0], **SHARE)
    tree = parsed(chart.svg)
    lines = all_of(tree, "path", "trend__line")
    assert [line.get("d").count(",") for line in lines] == [2, 2]
    assert [e.text or e[0].tail for e in all_of(tree, "text", "chart__missing")] == ["·"]
    assert "2020: geheim gehalten" in words(tree)
    assert chart.rows[2] == ("2020", "·")
    assert "Für ein Jahr fehlt der Wert." in chart.sentence


def test_a_new_boundary_is_marked_and_crossed_thinly():
    tree = parsed(charts.trend(YEARS, [1, 2, 3, 4, 5], breaks={"2020"}, **SHARE).svg)
    assert len(all_of(tree, "line", "chart__break")) == 1
    assert [line.get("d").count(",") for line in all_of(tree, "path", "trend__line")] == [2, 2, 3]
    assert len(all_of(tree, "path", "chart__bridge")) == 1
    assert "Ab 2020 gelten neue Grenzen." in words(tree)


def test_the_first_year_is_no_new_boundary():
    chart = charts.trend(YEARS, [1, 2, 3, 4, 5], breaks={"2018"}, **SHARE)
    assert all_of(parsed(chart.svg), "line", "chart__break") == []
    assert "Grenzen" not in chart.sentence


def test_a_missing_year_leaves_its_room():
    dots = all_of(parsed(charts.trend(["2010", "2011", "2021"], [1, 2, 3], **SHARE).svg), "circle")
    x = [float(d.get("cx")) for d in dots]
    assert (x[2] - x[1]) == pytest.approx(10 * (x[1] - x[0]), abs=1)


@pytest.mark.parametrize(
    ("values", "german", "english"),
    [
        (
            [8.1, 11.4],
            "stieg der Wert von 8,1 auf 11,4 Prozent",
            "rose from 8.1 to 11.4 percent",
        ),
        (
            [11.4, 8.1],
            "sank der Wert von 11,4 auf 8,1 Prozent",
            "fell from 11.4 to 8.1 percent",
        ),
        ([8.11, 8.12], "blieb der Wert bei 8,1 Prozent", "stayed at 8.1 percent"),
        ([NAN, 8.1], "Für 2022 liegt ein Wert vor: 8,1 Prozent", "a value for 2022: 8.1 percent"),
        ([NAN, NAN], "Es liegt kein Wert vor.", "There is no value."),
    ],
)
def test_the_sentence_says_what_is_to_be_seen(values, german, english):
    assert german in charts.trend(["2021", "2022"], values, language="de", **SHARE).sentence
    assert english in charts.trend(["2021", "2022"], values, language="en", **SHARE).sentence


@pytest.mark.parametrize(
    ("verdict", "since", "is_chance"),
    [(Verdict.NOISE, "2021", True), (Verdict.ROSE, "2021", False), (Verdict.NOISE, "2020", False)],
)
def test_the_page_judges_what_is_chance_and_not_the_chart(verdict, since, is_chance):
    values = [8.0, 9.0]
    lower, upper = [7.4, 8.4], [8.6, 9.6]  # they overlap: that alone says nothing
    change = Change(verdict, since, "2022", 8.0, 9.0, 1.0, -0.1, 2.1)
    chart = charts.trend(["2021", "2022"], values, lower=lower, upper=upper, change=change, **SHARE)
    assert ("kann Zufall sein" in chart.sentence) == is_chance


def test_the_unit_stands_once_and_in_its_case():
    years = {"title": "Alter", "unit": "years", "decimals": 1}
    rose, stayed = (charts.trend(["2021", "2022"], [39.0, last], **years).sentence for last in (40.0, 39.0))
    assert "stieg der Wert von 39,0 auf 40,0 Jahre." in rose
    assert "blieb der Wert bei 39,0 Jahren." in stayed


def test_words_from_outside_are_escaped():
    chart = charts.trend(
        YEARS, [1, 2, 3, 4, 5], title="<script>&", unit="percent", compare=[("<b>", [1] * 5)]
    )
    assert "<script>" not in chart.svg
    assert parsed(chart.svg).find("title").text == "<script>&"


values = st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(NAN)), min_size=1, max_size=25)


@settings(max_examples=80, deadline=None)
@given(values, st.integers(0, 3))
def test_whatever_the_values_the_drawing_is_sound(numbers, decimals):
    periods = [str(1998 + i) for i in range(len(numbers))]
    chart = charts.trend(periods, numbers, title="t", unit="euro", decimals=decimals, breaks={"2002"})
    tree = parsed(chart.svg)
    assert within_frame(tree)
    assert len(all_of(tree, "circle")) == sum(1 for v in numbers if not math.isnan(v))
    assert len(chart.rows) == len(numbers)
    parsed(charts.spark(numbers, title="t"))


def test_the_spark_says_first_and_last():
    assert "1,0 Prozent → 3,0 Prozent" in words(parsed(charts.spark([1, NAN, 3], **SHARE)))

"""Strip, bars and histogram: where a space stands, by how much, and among whom."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sozialraum import charts
from sozialraum.methods import classes
from sozialraum.numbers import Writer
from sozialraum.warehouse.values import State
from worlds.drawing import all_of, parsed, within_frame, words

NAN = math.nan
SHARE = {"title": "Anteil", "unit": "percent", "decimals": 1}


def test_the_strip_counts_above_and_below():
    chart = charts.strip([1.0, 2.0, 3.0, 4.0, NAN], 3.0, **SHARE)
    assert chart.sentence == "1 der 3 anderen Räume haben einen höheren Wert, 2 einen niedrigeren."
    assert chart.rows[0] == ("dieser Raum", "3,0\u202f%")
    assert dict(chart.rows)["mittlerer Raum (Median)"] == "2,5\u202f%"


def test_a_space_without_value_has_no_place():
    chart = charts.strip([1.0, 2.0], NAN, state=State.SECRET, **SHARE)
    assert all_of(parsed(chart.svg), "circle") == []
    assert "geheim gehalten" in chart.sentence
    assert chart.rows[0][1] == "·"


def test_many_spaces_need_no_more_room_than_few():
    few = charts.strip(np.linspace(0, 10, 500), 5.0, **SHARE).svg
    many = charts.strip(np.linspace(0, 10, 50_000), 5.0, **SHARE).svg
    assert len(many) < 2.5 * len(few)


def test_marks_stand_where_their_values_are():
    tree = parsed(charts.strip([0.0, 10.0], 5.0, marks=[("Südwest", 2.5), ("Stadt", NAN)], **SHARE).svg)
    assert len(all_of(tree, "path", "strip__mark-1")) == 1
    assert all_of(tree, "path", "strip__mark-2") == []
    dot = float(all_of(tree, "circle")[0].get("cx"))
    left = float(all_of(tree, "path", "strip__mark-1")[0].get("d").split(",")[0][1:])
    assert left == pytest.approx(12 + (dot - 12) / 2, abs=0.2)


def test_bars_begin_at_zero_and_keep_their_proportion():
    chart = charts.bars(["a", "b", "c"], [10.0, 5.0, NAN], states=[0, 0, State.UNKNOWN], **SHARE)
    boxes = all_of(parsed(chart.svg), "rect", "bars__bar")
    assert len(boxes) == 2
    assert float(boxes[0].get("width")) == pytest.approx(2 * float(boxes[1].get("width")), abs=0.3)
    assert chart.rows == (("a", "10,0\u202f%"), ("b", "5,0\u202f%"), ("c", "k.\u202fA."))
    assert chart.sentence == "Am höchsten: a mit 10,0 Prozent. Am niedrigsten: b mit 5,0 Prozent."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.floats(-100, 1000), st.just(NAN)), min_size=1, max_size=40))
def test_whatever_the_values_the_drawings_are_sound(numbers):
    labels = [f"Gruppe {i}" for i in range(len(numbers))]
    for chart in (
        charts.bars(labels, numbers, mark=("Stadt", 3.0), **SHARE),
        charts.strip(numbers, numbers[0], **SHARE),
        charts.histogram(numbers, classes.quantiles(np.array(numbers)), mark=None, **SHARE),
    ):
        assert within_frame(parsed(chart.svg))


def test_the_histogram_counts_every_space_once():
    values = np.random.default_rng(2).gamma(3, 3, 400)
    found = classes.quantiles(values, 5)
    chart = charts.histogram(values, found, **SHARE)
    assert sum(int(row[1]) for row in chart.rows) == 400
    tree = parsed(chart.svg)
    heights = {}
    for bar in all_of(tree, "rect", "histogram__bar"):
        says = words(bar)
        heights[says] = int(says.rsplit(": ")[1])
    assert sum(heights.values()) == 400


def test_the_spread_names_its_unit_once_and_in_the_dative():
    values = np.array([34.0, 40.0, 47.0, 54.0])
    said = charts.histogram(values, classes.quantiles(values, 2), title="Alter", unit="years").sentence
    assert "von 34 bis 54 Jahren." in said
    assert said.endswith("zwischen 38 und 49 Jahren.")


def test_class_labels_show_breaks_as_they_are():
    found = classes.quantiles(np.array([1.01, 1.02, 1.33, 1.34, 9.0, 9.5]), 3)
    labels = charts.class_labels(found, Writer("percent", 0, "de"))
    assert labels == ["1,0 bis unter 1,2\u202f%", "1,2 bis unter 5,0\u202f%", "5,0 bis 9,5\u202f%"]

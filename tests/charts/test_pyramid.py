"""The population by age and sex: areas stay true, secret groups stay secret."""

from __future__ import annotations

import math

import pytest

from sozialraum import charts
from worlds.drawing import all_of, parsed, within_frame

LABELS = ["0–2", "3–5", "6–14", "15–64", "65+"]
YEARS = [3, 3, 9, 50, 20]


def test_areas_stand_for_persons_though_groups_are_unequal():
    men = [30.0, 30.0, 90.0, 600.0, 150.0]
    tree = parsed(charts.pyramid(LABELS, men, men, title="Alter", years=YEARS).svg)
    bars = all_of(tree, "rect", "pyramid__bar--men")
    areas = [float(b.get("width")) * (float(b.get("height")) + 2.0) for b in bars]
    for area, persons in zip(areas, men, strict=True):
        assert area / areas[3] == pytest.approx(persons / men[3], rel=0.03)


def test_equal_groups_have_a_scale_in_percent():
    tree = parsed(charts.pyramid(["0–4", "5–9"], [10, 20], [30, 40], title="Alter").svg)
    assert any("%" in (t.text or "") for t in all_of(tree, "text", "chart__label"))
    assert within_frame(tree)


def test_a_secret_group_is_drawn_as_missing_not_as_nobody():
    chart = charts.pyramid(LABELS, [math.nan, 1, 2, 3, 4], [5, 1, 2, 3, 4], title="Alter", years=YEARS)
    tree = parsed(chart.svg)
    assert len(all_of(tree, "rect", "pyramid__bar--men")) == 4
    assert len(all_of(tree, "text", "chart__missing")) == 1
    assert chart.rows[0][1] == "k.\u202fA."
    assert chart.rows[0][3] == "k.\u202fA."


def test_the_other_population_is_compared_by_shares():
    same = charts.pyramid(LABELS, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], title="Alter",
                          compare=("Stadt", ([100, 200, 300, 400, 500], [100, 200, 300, 400, 500])))  # fmt: skip
    assert all(row[3] == row[4] for row in same.rows)
    assert len(all_of(parsed(same.svg), "path", "pyramid__outline")) == 2


def test_the_sentence_names_the_largest_group():
    chart = charts.pyramid(LABELS, [1, 1, 1, 5, 2], [1, 1, 1, 5, 2], title="Age", language="en")
    assert chart.sentence == "The age group 15–64 makes up 50.0 percent of all people."

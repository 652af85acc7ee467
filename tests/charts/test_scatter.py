"""Two figures against one another: a dot a space, names where there is room, a table with all."""

from __future__ import annotations

import math
import re

from sozialraum.charts import Point, scatter

POINTS = [
    Point("Anger", -1.0, 20.0), Point("Bach", 1.0, 5.5, True), Point("Clausen", 1.01, 5.6, True),
    Point("Dorf", math.nan, 3.0),
]  # fmt: skip


def drawn(points=POINTS):
    return scatter(
        points, title="Geld und Belastung", sentence="So ist es.", x_title="Index", y_title="Euro je Mensch",
        units=("index", "euro"), decimals=(2, 2), marked="still", others="Sozialraum",
    )  # fmt: skip


def test_every_known_point_is_drawn_and_every_point_is_in_the_table():
    chart = drawn()
    assert chart.svg.count("<circle") == 1 and chart.svg.count('class="strip__mark-1"') == 2
    assert [row[0] for row in chart.rows] == ["Anger", "Bach", "Clausen", "Dorf"]
    assert chart.rows[1][2].startswith("5,50") and "k." in chart.rows[3][1]
    assert [key.label for key in chart.keys] == ["Sozialraum", "still"] and chart.sentence == "So ist es."


def test_more_money_stands_higher_and_more_burden_further_right():
    (x1, y1), (x2, y2) = (
        tuple(map(float, re.search(pattern, drawn().svg).groups()))
        for pattern in (r'cx="([\d.]+)" cy="([\d.]+)"', r'd="M([\d.]+),([\d.]+)l7,7')
    )
    assert x1 < x2 and y1 < y2


def test_names_never_cover_one_another():
    near = [Point(f"Raum {i}", 1.0 + i / 100, 5.0, True) for i in range(4)] + [Point("Anger", -1.0, 20.0)]
    assert drawn().svg.count("chart__note") == 2 and drawn(near).svg.count("chart__note") == 2


def test_without_any_figure_it_says_so():
    chart = drawn([Point("Anger", math.nan, math.nan)])
    assert chart.sentence == "Es liegt kein Wert vor." and "<circle" not in chart.svg

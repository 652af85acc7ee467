"""Two figures of every space against one another: one dot a space."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sozialraum import numbers
from sozialraum.charts import svg
from sozialraum.charts.chart import Chart, Key
from sozialraum.charts.scale import Scale, nice
from sozialraum.charts.svg import Svg
from sozialraum.charts.words import say
from sozialraum.numbers import Writer
from sozialraum.warehouse.values import State

WIDTH, HEIGHT = 480.0, 360.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 14.0, 34.0, 52.0
LETTER, LINE = 8.8, 20.0  # about what a letter of a label takes where letters are largest, on a narrow screen


@dataclass(frozen=True)
class Point:
    """One space: NaN where a figure is unknown; such a point stands in the table alone."""

    label: str
    x: float
    y: float
    is_marked: bool = False


def scatter(
    points: Sequence[Point],
    *,
    title: str,
    sentence: str,
    x_title: str,
    y_title: str,
    units: tuple[str, str] = ("", ""),
    decimals: tuple[int, int] = (0, 0),
    marked: str = "",
    others: str = "",
    language: str = "de",
) -> Chart:
    """Draw a dot a space, `units` and `decimals` of x and y. Marked ones are diamonds that bear their names.

    marked, others: what the two kinds are called in the legend. sentence: what is to be seen, said by the caller,
    since only a method can tell whether one goes with the other.
    """
    writes = tuple(Writer(unit, places, language) for unit, places in zip(units, decimals, strict=True))
    known = [p for p in points if not (math.isnan(p.x) or math.isnan(p.y))]
    x = nice([p.x for p in known], LEFT, WIDTH - RIGHT)
    y = nice([p.y for p in known], HEIGHT - BOTTOM, TOP, zero=True)
    parts = _axes(x, y, x_title, y_title, language)
    for point in sorted(known, key=lambda p: p.is_marked):
        says = f"{point.label}: {x_title} {writes[0].spoken(point.x)}, {y_title} {writes[1].spoken(point.y)}"
        parts.append(_mark(x(point.x), y(point.y), point.is_marked, says))
    parts += _names(x, y, known)
    rows = tuple(
        (p.label, *(w.figure(v, _state(v)) for w, v in zip(writes, (p.x, p.y), strict=True))) for p in points
    )
    keys = (Key("dot", others),) if others else ()
    keys += (Key("mark-1", marked),) if marked and any(p.is_marked for p in known) else ()
    said = sentence if known else say("none", language)
    drawing = svg.picture(WIDTH, HEIGHT, "scatter", title, said, *parts)
    return Chart(title, drawing, said, (say("space", language), x_title, y_title), rows, keys)


def _axes(x: Scale, y: Scale, x_title: str, y_title: str, language: str) -> list[Svg]:
    parts = [svg.text(0, 14, y_title, "chart__unit")]
    for tick in y.ticks:
        parts.append(svg.line(LEFT, y(tick), WIDTH - RIGHT, y(tick), "chart__grid"))
        words = numbers.number(tick, y.decimals, language)
        parts.append(svg.text(LEFT - 6, y(tick) + 5, words, "chart__label", "end"))
    for tick in x.ticks:
        parts.append(svg.line(x(tick), HEIGHT - BOTTOM, x(tick), HEIGHT - BOTTOM + 5, "chart__grid"))
        words = numbers.number(tick, x.decimals, language)
        parts.append(svg.text(x(tick), HEIGHT - BOTTOM + 20, words, "chart__label", "middle"))
    return [*parts, svg.text(WIDTH - RIGHT, HEIGHT - 6, x_title, "chart__unit", "end")]


def _mark(x: float, y: float, is_marked: bool, says: str) -> Svg:
    title = svg.element("title", says)
    if is_marked:
        d = f"M{svg.n(x)},{svg.n(y - 7)}l7,7l-7,7l-7,-7Z"
        return svg.element("path", title, d=d, class_="strip__mark-1")
    return svg.element("circle", title, cx=x, cy=y, r=5.0, class_="trend__dot")


def _names(x: Scale, y: Scale, known: Sequence[Point]) -> list[Svg]:
    """Names beside the marked points, where they cover nothing; the table has them all."""
    parts: list[Svg] = []
    dots = [(x(p.x) - 6, x(p.x) + 6, y(p.y) + 5) for p in known]
    taken: list[tuple[float, float, float]] = []
    for point in sorted((p for p in known if p.is_marked), key=lambda p: -p.y):
        wide, at = len(point.label) * LETTER, y(point.y) + 5
        for left in (x(point.x) + 10, x(point.x) - 10 - wide):
            box = (left, left + wide, at)
            if left >= LEFT and left + wide <= WIDTH and not any(_meet(box, other) for other in dots + taken):
                taken.append(box)
                parts.append(svg.text(left, at, point.label, "chart__note"))
                break
    return parts


def _meet(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < LINE


def _state(value: float) -> State:
    return State.UNKNOWN if math.isnan(value) else State.OBSERVED

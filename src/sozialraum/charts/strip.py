"""Where one space stands among all: a stroke each, a dot for this one, marks for planning area and city."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sozialraum import numbers
from sozialraum.charts import svg
from sozialraum.charts.chart import Chart, Key
from sozialraum.charts.scale import nice
from sozialraum.charts.svg import Svg
from sozialraum.charts.words import say
from sozialraum.numbers import Writer
from sozialraum.warehouse.values import State

WIDTH, HEIGHT = 480.0, 72.0
LEFT, RIGHT, MIDDLE = 12.0, 12.0, 22.0


def strip(
    values: Sequence[float],
    value: float,
    *,
    title: str,
    unit: str,
    decimals: int = 0,
    language: str = "de",
    state: int = State.OBSERVED,
    marks: Sequence[tuple[str, float]] = (),
    label: str = "",
) -> Chart:
    """Draw the values of all spaces (NaN where unknown; this one among them) with one of them picked out.

    marks: label and value of at most two to compare with, the planning area and the city.
    """
    write = Writer(unit, decimals, language)
    everything = np.asarray(values, dtype=np.float64)
    known = np.sort(everything[~np.isnan(everything)])
    sentence = _sentence(write, known, value, state)
    x = nice([*known, value, *(v for _, v in marks)], LEFT, WIDTH - RIGHT, ticks=4)
    parts = [svg.line(LEFT, MIDDLE, WIDTH - RIGHT, MIDDLE, "strip__axis")]
    for tick in x.ticks:
        anchor = "start" if tick == x.ticks[0] else "end" if tick == x.ticks[-1] else "middle"
        at = {"start": 0.0, "end": WIDTH, "middle": x(tick)}[anchor]
        parts.append(svg.line(x(tick), MIDDLE, x(tick), MIDDLE + 16, "chart__grid"))
        words = numbers.with_unit(numbers.number(tick, x.decimals, language), unit, language)
        parts.append(svg.text(at, HEIGHT - 8, words, "chart__label", anchor))
    parts.append(_strokes([x(v) for v in known]))
    for i, (name, v) in enumerate(marks[:2], 1):
        parts += _mark(name, v, x(v), i, write) if not math.isnan(v) else []
    if not math.isnan(value):
        says = svg.element("title", f"{label or say('this_space', language)}: {write.spoken(value, state)}")
        parts.append(svg.element("circle", says, cx=x(value), cy=MIDDLE, r=8, class_="strip__dot"))
    columns, rows = _table(write, known, value, state, marks, label)
    keys = [Key("dot", label or say("this_space", language))]
    keys += [Key(f"mark-{i}", name) for i, (name, v) in enumerate(marks[:2], 1) if not math.isnan(v)]
    keys.append(Key("stroke", say("other_spaces", language)))
    drawing = svg.picture(WIDTH, HEIGHT, "strip", title, sentence, *parts)
    return Chart(title, drawing, sentence, columns, rows, tuple(keys), size="strip")


def _strokes(positions: list[float]) -> Svg:
    """All spaces in one path, with no more strokes than there are different places."""
    places = sorted({round(p * 2) / 2 for p in positions})
    d = "".join(f"M{svg.n(p)},{svg.n(MIDDLE - 9)}v18" for p in places)
    return svg.element("path", d=d, class_="strip__all") if d else Svg("")


def _mark(name: str, value: float, at: float, number: int, write: Writer) -> list[Svg]:
    says = svg.element("title", f"{name}: {write.spoken(value)}")
    if number == 1:  # the planning area: a diamond below the line
        points = [(at, MIDDLE + 8), (at + 7, MIDDLE + 15), (at, MIDDLE + 22), (at - 7, MIDDLE + 15)]
        return [svg.element("path", says, d=svg.path(points, closed=True), class_="strip__mark-1")]
    return [
        svg.element("path", says, d=f"M{svg.n(at)},{svg.n(MIDDLE - 16)}v32", class_="strip__mark-2")
    ]  # the city: a line through all


def _sentence(write: Writer, known: np.ndarray, value: float, state: int) -> str:
    if math.isnan(value):
        return say("position_unknown", write.language, state=numbers.meaning(state, write.language))
    higher, lower = int((known > value).sum()), int((known < value).sum())
    counts = {"higher": higher, "lower": lower, "others": max(len(known) - 1, higher + lower)}
    words = {key: numbers.number(count, 0, write.language) for key, count in counts.items()}
    return say("position", write.language, **words)


def _table(
    write: Writer,
    known: np.ndarray,
    value: float,
    state: int,
    marks: Sequence[tuple[str, float]],
    label: str,
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    rows = [(label or say("this_space", write.language), write.figure(value, state))]
    rows += [(name, write.figure(v)) for name, v in marks]
    if len(known):
        points = {"lowest": known[0], "median": float(np.median(known)), "highest": known[-1]}
        rows += [(say(key, write.language), write.figure(float(v))) for key, v in points.items()]
    return (say("space", write.language), say("value", write.language)), tuple(rows)

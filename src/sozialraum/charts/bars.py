"""Horizontal bars, each with its label above it, so that long names find room on a narrow screen."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sozialraum import numbers
from sozialraum.charts import svg
from sozialraum.charts.chart import Chart, Key
from sozialraum.charts.scale import Scale, nice
from sozialraum.charts.svg import Svg
from sozialraum.charts.words import say
from sozialraum.numbers import Writer
from sozialraum.warehouse.values import State

WIDTH, ROW, TOP, BOTTOM = 480.0, 50.0, 4.0, 28.0
LEFT, RIGHT = 2.0, 14.0


def bars(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    title: str,
    unit: str,
    decimals: int = 0,
    language: str = "de",
    states: Sequence[int] | None = None,
    lower: Sequence[float] | None = None,
    upper: Sequence[float] | None = None,
    mark: tuple[str, float] | None = None,
    highlight: int = -1,
) -> Chart:
    """Draw one bar a label, from zero, with its interval as a whisker; a missing value is its sign.

    mark: label and value of a line through all bars, the city's value. highlight: which bar to bring out.
    """
    write = Writer(unit, decimals, language)
    kinds = list(states) if states is not None else [_state(v) for v in values]
    ends = [*values, *(upper if upper is not None else ()), mark[1] if mark else math.nan, 0.0]
    x = nice(ends, LEFT, WIDTH - RIGHT, zero=True)
    height = TOP + ROW * len(labels) + BOTTOM
    sentence = _sentence(write, labels, values, kinds)
    parts = _axis(write, x, height)
    for i, label in enumerate(labels):
        look = "bars__bar bars__bar--highlight" if i == highlight else "bars__bar"
        y = TOP + ROW * i
        parts += _row(write, x, y, label, values[i], kinds[i], look)
        if lower is not None and upper is not None and not math.isnan(lower[i]):
            parts.append(svg.line(x(lower[i]), y + 32, x(upper[i]), y + 32, "chart__whisker"))
    if mark and not math.isnan(mark[1]):
        says = svg.element("title", f"{mark[0]}: {write.spoken(mark[1])}")
        at = svg.n(x(mark[1]))  # across the bars, not across their labels
        d = "".join(f"M{at},{svg.n(TOP + ROW * i + 21)}v22" for i in range(len(labels)))
        parts.append(svg.element("path", says, d=d, class_="bars__mark"))
    columns = (say("space", language), say("value", language))
    rows = [(label, write.figure(values[i], kinds[i])) for i, label in enumerate(labels)]
    if lower is not None and upper is not None:
        columns = (*columns, say("interval", language))
        rows = [(*row, write.span(lower[i], upper[i])) for i, row in enumerate(rows)]
    if mark:
        rows.append((mark[0], write.figure(mark[1]), *[""] * (len(columns) - 2)))
    keys = (Key("mark-2", f"{mark[0]}: {write.figure(mark[1])}"),) if mark else ()
    drawing = svg.picture(WIDTH, height, "bars", title, sentence, *parts)
    return Chart(title, drawing, sentence, columns, tuple(rows), keys)


def _axis(write: Writer, x: Scale, height: float) -> list[Svg]:
    parts = []
    for tick in x.ticks:
        parts.append(svg.line(x(tick), TOP + 22, x(tick), height - BOTTOM, "chart__grid"))
        anchor = "start" if tick == x.ticks[0] else "end" if tick == x.ticks[-1] else "middle"
        at = {"start": 0.0, "end": WIDTH, "middle": x(tick)}[anchor]
        words = numbers.number(tick, x.decimals, write.language)
        parts.append(svg.text(at, height - 8, words, "chart__label", anchor))
    return parts


def _row(write: Writer, x: Scale, y: float, label: str, value: float, state: int, look: str) -> list[Svg]:
    shown = label if len(label) <= 44 else label[:42].rstrip() + "…"
    parts = [
        svg.text(0, y + 18, shown, "bars__label"),
        svg.text(WIDTH, y + 18, write.figure(value, state), "bars__value", "end"),
    ]
    if not math.isnan(value):
        left, right = sorted((x(0.0), x(value)))
        says = svg.element("title", f"{label}: {write.spoken(value, state)}")
        box = {"x": left, "y": y + 25, "width": max(right - left, 1.0), "height": 14, "rx": 2}
        parts.append(svg.element("rect", says, class_=look, **box))
    return parts


def _state(value: float) -> State:
    return State.UNKNOWN if math.isnan(value) else State.OBSERVED


def _sentence(write: Writer, labels: Sequence[str], values: Sequence[float], states: Sequence[int]) -> str:
    known = [i for i, v in enumerate(values) if not math.isnan(v)]
    if not known:
        return say("none", write.language)
    top, low = max(known, key=lambda i: values[i]), min(known, key=lambda i: values[i])
    key = "one_bar" if len(known) == 1 else "largest"
    x, y = (write.spoken(values[i], states[i], dative=key == "largest") for i in (top, low))
    return say(key, write.language, a=labels[top], b=labels[low], x=x, y=y)

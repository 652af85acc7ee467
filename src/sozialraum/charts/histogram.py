"""How the values of all spaces are spread, coloured by the classes of the map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sozialraum import numbers
from sozialraum.charts import svg
from sozialraum.charts.chart import Chart, Key
from sozialraum.charts.scale import Scale, nice
from sozialraum.charts.svg import Svg
from sozialraum.charts.tones import tones
from sozialraum.charts.words import say
from sozialraum.methods.classes import Classes, round_up
from sozialraum.numbers import Writer

WIDTH, HEIGHT = 480.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 14.0, 26.0, 44.0


def histogram(
    values: Sequence[float],
    classes: Classes,
    *,
    title: str,
    unit: str,
    decimals: int = 0,
    language: str = "de",
    mark: tuple[str, float] | None = None,
) -> Chart:
    """Draw how many spaces have which value; a bar that spans two classes is cut at the break.

    values: NaN where unknown. mark: label and value of a line, for example one space or the city.
    """
    write = Writer(unit, decimals, language)
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    sentence = _sentence(write, known)
    parts: list[Svg] = []
    if len(known):
        parts = _drawing(write, known, classes, mark)
    columns = (say("class", language), say("count", language))
    rows = tuple(
        (label, numbers.number(count, 0, language))
        for label, count in zip(class_labels(classes, write), classes.counts, strict=True)
    )
    keys = (Key("mark-2", f"{mark[0]}: {write.figure(mark[1])}"),) if mark else ()
    drawing = svg.picture(WIDTH, HEIGHT, "histogram", title, sentence, *parts)
    return Chart(title, drawing, sentence, columns, rows, keys)


def class_labels(classes: Classes, write: Writer) -> list[str]:
    """What each class holds, as text: 8,0 bis unter 10,5 %; the last one includes its upper bound."""
    bounds = classes.bounds() if len(classes) else []
    decimals = max([write.decimals, *(_digits(b) for b in classes.breaks)])
    labels = []
    for k, (low, high) in enumerate(bounds):
        a = numbers.number(low, decimals, write.language)
        b = numbers.number(high, decimals, write.language)
        b = numbers.with_unit(b, write.unit, write.language)
        labels.append(say("from_to" if k == len(bounds) - 1 else "from_until", write.language, low=a, high=b))
    return labels


def _digits(value: float) -> int:
    """Decimals a break needs so that it isn't shown other than it is."""
    text = f"{value:.12g}"
    return len(text.partition(".")[2]) if "e" not in text else 0


def _drawing(write: Writer, known: np.ndarray, classes: Classes, mark: tuple[str, float] | None) -> list[Svg]:
    low, high = float(known.min()), float(known.max())
    step = round_up((high - low) / min(24, max(8, math.sqrt(len(known)) * 1.6))) if high > low else 1.0
    first, last = math.floor(low / step), math.floor(high / step) + 1
    edges = np.arange(first, last + 1) * step
    counts = np.histogram(known, edges)[0]
    x = Scale(float(edges[0]), float(edges[-1]), LEFT, WIDTH - RIGHT)
    y = nice([0.0, float(counts.max())], HEIGHT - BOTTOM, TOP, ticks=3, zero=True)
    parts = _axes(write, x, y, edges, step)
    for left, right, count in zip(edges[:-1], edges[1:], counts, strict=True):
        parts += _bar(write, x, y, float(left), float(right), int(count), classes)
    if mark and not math.isnan(mark[1]):
        says = svg.element("title", f"{mark[0]}: {write.spoken(mark[1])}")
        d = f"M{svg.n(x(mark[1]))},{svg.n(TOP - 8)}V{svg.n(HEIGHT - BOTTOM)}"
        parts.append(svg.element("path", says, d=d, class_="bars__mark"))
    return parts


def _axes(write: Writer, x: Scale, y: Scale, edges: np.ndarray, step: float) -> list[Svg]:
    parts = [svg.text(0, 14, say("count", write.language), "chart__unit")]
    for tick in y.ticks:
        if tick == round(tick):
            parts.append(svg.line(LEFT, y(tick), WIDTH - RIGHT, y(tick), "chart__grid"))
            label = numbers.number(tick, 0, write.language)
            parts.append(svg.text(LEFT - 8, y(tick) + 5, label, "chart__label", "end"))
    decimals = min(_digits(step), 3)
    for edge in edges[:: max(1, math.ceil(len(edges) / 6))]:
        label = numbers.number(float(edge), decimals, write.language)
        parts.append(svg.text(x(float(edge)), HEIGHT - BOTTOM + 19, label, "chart__label", "middle"))
    unit = numbers.unit_words(write.unit, write.language)
    parts.append(svg.text(WIDTH, HEIGHT - 4, unit, "chart__unit", "end"))
    return parts


def _bar(
    write: Writer, x: Scale, y: Scale, left: float, right: float, count: int, classes: Classes
) -> list[Svg]:
    if not count:
        return []
    cuts = [left, *(b for b in classes.breaks if left < b < right), right]
    looks = tones(len(classes))
    between = say("from_until", write.language, low=write.number(left), high=write.figure(right))
    parts = []
    for a, b in pairwise(cuts):
        k = int(np.searchsorted(classes.breaks, (a + b) / 2, side="right"))
        says = svg.element("title", f"{between}: {numbers.number(count, 0, write.language)}")
        gap = 1.0 if b == right else 0.0
        box = {"x": x(a), "y": y(count), "width": x(b) - x(a) - gap, "height": y(0.0) - y(count)}
        parts.append(svg.element("rect", says, class_=f"histogram__bar {looks[k]}", **box))
    return parts


def _sentence(write: Writer, known: np.ndarray) -> str:
    if not len(known):
        return say("none", write.language)
    q1, q3 = np.quantile(known, [0.25, 0.75])
    ends = {"low": write.bare(float(known.min())), "q1": write.bare(float(q1))}
    ends |= {k: write.spoken(float(v), dative=True) for k, v in (("high", known.max()), ("q3", q3))}
    return say("spread", write.language, **ends)

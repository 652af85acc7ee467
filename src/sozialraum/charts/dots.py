"""A few values under one another on one scale, each with its interval: what differs for certain is seen at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sozialraum.charts import svg
from sozialraum.charts.scale import Scale
from sozialraum.charts.svg import Svg
from sozialraum.charts.words import say
from sozialraum.numbers import Writer
from sozialraum.warehouse.values import State

WIDTH, ROW, EDGE, LABELS = 220.0, 18.0, 6.0, 20.0


@dataclass(frozen=True)
class Dot:
    """One value: NaN where unknown; lower and upper are NaN where there is no interval."""

    label: str
    value: float
    state: int = State.OBSERVED
    lower: float = math.nan
    upper: float = math.nan


def dots(
    picked: Sequence[Dot],
    others: Sequence[float] = (),
    *,
    title: str,
    unit: str,
    decimals: int = 0,
    language: str = "de",
) -> Svg:
    """Draw one line a value, numbered from 1 in the order given, over fine strokes for all other spaces.

    Without axis and numbers: it stands in a table that has them. Its description says every value.
    """
    write = Writer(unit, decimals, language)
    height = ROW * len(picked) + 4
    desc = "; ".join(f"{d.label}: {write.spoken(d.value, d.state)}" for d in picked)
    everything = [v for d in picked for v in (d.value, d.lower, d.upper)] + [float(v) for v in others]
    known = [v for v in everything if not math.isnan(v)]
    if not known:
        return svg.picture(WIDTH, height, "dots", title, desc or say("none", language))
    low, high = min(known), max(known)
    flat = high == low
    x = Scale(low - flat, high + flat, LABELS + EDGE, WIDTH - EDGE)
    parts = [_strokes(x, others, height)]
    for i, dot in enumerate(picked):
        parts += _line(x, i, dot, write)
    return svg.picture(WIDTH, height, "dots", title, desc, *parts)


def _strokes(x: Scale, others: Sequence[float], height: float) -> Svg:
    """All other spaces in one path, with no more strokes than there are different places."""
    values = np.asarray(others, dtype=np.float64)
    places = sorted({round(x(float(v))) for v in values[~np.isnan(values)]})
    d = "".join(f"M{p},2V{svg.n(height - 2)}" for p in places)
    return svg.element("path", d=d, class_="dots__all") if d else Svg("")


def _line(x: Scale, i: int, dot: Dot, write: Writer) -> list[Svg]:
    y = ROW * i + ROW / 2 + 2
    parts = [svg.text(LABELS - 6, y + 5, str(i + 1), "chart__label", "end")]
    if math.isnan(dot.value):
        return [*parts, svg.text(LABELS + EDGE, y + 5, write.figure(dot.value, dot.state), "chart__label")]
    if not (math.isnan(dot.lower) or math.isnan(dot.upper)):
        parts.append(svg.line(x(dot.lower), y, x(dot.upper), y, "chart__whisker"))
    says = svg.element("title", f"{dot.label}: {write.spoken(dot.value, dot.state)}")
    return [*parts, svg.element("circle", says, cx=x(dot.value), cy=y, r=5, class_="trend__dot")]

"""Small drawings for the rows of a profile, written as plain strings: a hundred of them take milliseconds.

What is the same for all spaces of an edition (the strokes of a strip) is drawn once and kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import numpy as np

from sozialraum.charts.svg import Svg, n
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.values import Floats

STRIP_WIDTH, STRIP_HEIGHT, STRIP_EDGE = 160.0, 28.0, 8.0
TREND_WIDTH, TREND_HEIGHT, TREND_EDGE = 160.0, 44.0, 5.0
# Strokes of a strip stand at most this close; more spaces than places don't make it heavier.
STRIP_STEP = 1.0


@dataclass(frozen=True)
class Ground:
    """A strip without its space: the ends of its scale and all spaces as strokes."""

    low: float
    high: float
    strokes: str

    def __call__(self, value: float) -> float:
        """Where a value stands; beyond the ends at the end."""
        if self.high == self.low:
            return STRIP_WIDTH / 2
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return STRIP_EDGE + share * (STRIP_WIDTH - 2 * STRIP_EDGE)


@lru_cache(maxsize=4096)
def ground(figures: Figures) -> Ground:
    """The strokes of all spaces with a figure."""
    known = figures.values[~np.isnan(figures.values)]
    if not len(known):
        return Ground(0.0, 1.0, "")
    low, high = float(known.min()), float(known.max())
    width = STRIP_WIDTH - 2 * STRIP_EDGE
    share = (known - low) / (high - low) if high > low else np.full(len(known), 0.5)
    places = np.unique(np.round((STRIP_EDGE + share * width) / STRIP_STEP) * STRIP_STEP)
    middle = STRIP_HEIGHT / 2
    return Ground(low, high, "".join(f"M{n(x)},{n(middle - 6)}v12" for x in places.tolist()))


def strip(figures: Figures, values: Sequence[float], marks: Sequence[float], said: str) -> Svg:
    """Where one space (or several) stands among all. marks: planning area and city, NaN = none. said: for the ear."""
    base = ground(figures)
    middle = STRIP_HEIGHT / 2
    parts = [
        f'<path class="mini__axis" d="M{n(STRIP_EDGE)},{n(middle)}H{n(STRIP_WIDTH - STRIP_EDGE)}"/>',
        f'<path class="mini__all" d="{base.strokes}"/>',
    ]
    for i, mark in enumerate(marks, 1):
        if not math.isnan(mark):
            parts.append(_mark(base(mark), middle, i))
    known = sorted({base(v) for v in values if not math.isnan(v)})
    if known:
        parts += [
            f'<circle class="mini__dot" cx="{n(x)}" cy="{n(middle)}" r="{5 if len(known) == 1 else 3.5}"/>'
            for x in known
        ]
    return _svg(STRIP_WIDTH, STRIP_HEIGHT, "mini mini--strip", said, parts)


def _mark(x: float, middle: float, number: int) -> str:
    if number == 1:  # the planning area: a small diamond below the line
        return f'<path class="mini__area" d="M{n(x)},{n(middle + 4)}l4,4l-4,4l-4,-4z"/>'
    return f'<path class="mini__city" d="M{n(x)},{n(middle - 11)}v22"/>'  # the city: a line through all


def trend(
    periods: Sequence[str],
    values: Floats,
    lower: Floats,
    upper: Floats,
    city: Floats,
    breaks: Sequence[str],
    said: str,
) -> Svg:
    """A line over the years with its interval, a thin one for the city, gaps where unknown, a dashed break."""
    everything = np.concatenate([values, lower, upper, city])
    everything = everything[~np.isnan(everything)]
    if not len(everything) or np.isnan(values).all():
        return Svg("")
    low, high = float(everything.min()), float(everything.max())
    if 0 < low < 0.4 * high:
        low = 0.0
    reach = (high - low) or 1.0
    years = [float(p) for p in periods]
    width = (years[-1] - years[0]) or 1.0
    x = [TREND_EDGE + (TREND_WIDTH - 2 * TREND_EDGE) * (y - years[0]) / width for y in years]

    def heights(some: Floats) -> list[float]:
        made: list[float] = (
            TREND_HEIGHT - TREND_EDGE - (some - low) / reach * (TREND_HEIGHT - 2 * TREND_EDGE)
        ).tolist()
        return made

    y, parts = heights(values), []
    for i in (k for k in range(1, len(periods)) if periods[k] in breaks):
        parts.append(f'<path class="mini__break" d="M{n((x[i - 1] + x[i]) / 2)},0V{n(TREND_HEIGHT)}"/>')
    parts.append(_band(x, heights(lower), heights(upper)))
    parts.append(_line(x, heights(city), "mini__other"))
    parts.append(_line(x, y, "mini__line"))
    last = max(i for i, v in enumerate(y) if not math.isnan(v))
    parts.append(f'<circle class="mini__end" cx="{n(x[last])}" cy="{n(y[last])}" r="3"/>')
    return _svg(TREND_WIDTH, TREND_HEIGHT, "mini mini--trend", said, parts)


def _runs(y: Sequence[float]) -> list[list[int]]:
    """Indices of unbroken runs of known values."""
    runs: list[list[int]] = [[]]
    for i, value in enumerate(y):
        if value == value:
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _line(x: Sequence[float], y: Sequence[float], look: str) -> str:
    """A line through each run; a single known year is a short dash."""
    parts = []
    for run in _runs(y):
        if len(run) == 1:
            parts.append(f"M{x[run[0]] - 1.5:.1f},{y[run[0]]:.1f}h3")
        else:
            parts.append("M" + "L".join(f"{x[i]:.1f},{y[i]:.1f}" for i in run))
    return f'<path class="{look}" d="{"".join(parts)}"/>' if parts else ""


def _band(x: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> str:
    parts = []
    for run in _runs([a + b for a, b in zip(lower, upper, strict=True)]):
        if len(run) > 1:
            there = "L".join(f"{x[i]:.1f},{upper[i]:.1f}" for i in run)
            back = "L".join(f"{x[i]:.1f},{lower[i]:.1f}" for i in reversed(run))
            parts.append(f"M{there}L{back}Z")
    return f'<path class="mini__band" d="{"".join(parts)}"/>' if parts else ""


def _svg(width: float, height: float, look: str, said: str, parts: Sequence[str]) -> Svg:
    return Svg(
        f'<svg class="{look}" viewBox="0 0 {n(width)} {n(height)}" role="img" aria-label="{escape(said)}">'
        f"{''.join(parts)}</svg>"
    )

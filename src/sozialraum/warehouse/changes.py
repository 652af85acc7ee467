"""How a figure has moved over the years, and whether that is more than chance.

Shares are compared by Newcombe's interval of their difference; figures without an interval of their own by the
slope of a least-squares line, where there are enough of them. Only the stretch since the last break is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from sozialraum.methods.shares import Shares
from sozialraum.methods.trends import change, trend
from sozialraum.warehouse.figures import Series
from sozialraum.warehouse.values import Floats, State

FEWEST_FOR_A_TREND = 4


class Verdict(Enum):
    """What can be said of a change."""

    ROSE = "rose"
    FELL = "fell"
    SAME = "same"  # the figures are the same as they are shown
    NOISE = "noise"  # they differ, but by no more than chance or the ups and downs of the years explain
    UNKNOWN = "unknown"  # fewer than two figures that can be compared


@dataclass(frozen=True)
class Change:
    """From the first to the last known figure since the last break.

    difference: in the unit of the figure; lower, upper: its 95 % interval where it is a share, else NaN. states: of
    the two figures.
    """

    verdict: Verdict
    since: str
    until: str
    before: float
    after: float
    difference: float
    lower: float
    upper: float
    states: tuple[int, int] = (State.OBSERVED, State.OBSERVED)


NO_CHANGE = Change(Verdict.UNKNOWN, "", "", np.nan, np.nan, np.nan, np.nan, np.nan)


def changes(series: Sequence[Series], decimals: Sequence[int]) -> list[Change]:
    """The change of each series of one space; decimals: as many as its figures are shown with."""
    if not any(s.periods for s in series):
        return [NO_CHANGE for _ in series]
    ends = [_ends(s) for s in series]
    first, last = (
        [s.values[e[i]] if e else np.nan for s, e in zip(series, ends, strict=True)] for i in (0, 1)
    )
    moved = change(_shares(series, ends, 0), _shares(series, ends, 1))
    slopes = _slopes(series, ends)
    return [
        NO_CHANGE
        if e is None
        else Change(
            _verdict(round(float(a), d), round(float(b), d), float(low), float(high), slope),
            s.periods[e[0]], s.periods[e[1]], float(a), float(b), float(b - a), float(low), float(high),
            (int(s.states[e[0]]), int(s.states[e[1]])),
        )
        for s, e, a, b, low, high, slope, d in zip(
            series, ends, first, last, moved.lower, moved.upper, slopes, decimals, strict=True
        )
    ]  # fmt: skip


def _ends(series: Series) -> tuple[int, int] | None:
    """Positions of the first and last known figure since the last break; None where there are not two."""
    known = np.flatnonzero(~np.isnan(series.values)).tolist()
    if series.breaks:
        known = [i for i in known if series.periods[i] >= max(series.breaks)]
    return (known[0], known[-1]) if len(known) > 1 else None


def _shares(series: Sequence[Series], ends: Sequence[tuple[int, int] | None], which: int) -> Shares:
    """First or last figures of all series as shares; NaN bounds where a figure has none."""
    parts = [
        (s.values[e[which]], s.lower[e[which]], s.upper[e[which]]) if e else (np.nan, np.nan, np.nan)
        for s, e in zip(series, ends, strict=True)
    ]
    value, lower, upper = np.array(parts, dtype=np.float64).T
    return Shares(value, lower, upper, np.zeros(len(value), dtype=np.bool_))


def _slopes(series: Sequence[Series], ends: Sequence[tuple[int, int] | None]) -> Floats:
    """Slope, lower and upper end of each series since its last break, shape (series, 3)."""
    periods = sorted({p for s in series for p in s.periods})
    place = {p: i for i, p in enumerate(periods)}
    values = np.full((len(periods), len(series)), np.nan)
    for k, (s, e) in enumerate(zip(series, ends, strict=True)):
        if e:
            values[[place[p] for p in s.periods[e[0] : e[1] + 1]], k] = s.values[e[0] : e[1] + 1]
    found = trend([float(p) for p in periods], values, minimum_periods=FEWEST_FOR_A_TREND)
    return np.column_stack([found.slope, found.lower, found.upper])


def _verdict(before: float, after: float, low: float, high: float, slope: Floats) -> Verdict:
    if before == after:
        return Verdict.SAME
    rose = after > before
    if not np.isnan(low):
        noise = low <= 0 <= high
    else:
        middle, least, most = slope.tolist()
        noise = not np.isnan(middle) and (least <= 0 <= most or (middle > 0) != rose)
    if noise:
        return Verdict.NOISE
    return Verdict.ROSE if rose else Verdict.FELL

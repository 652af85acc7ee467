"""Classes of a map: values cut into few groups that an eye can tell apart.

Source: Fisher, W. D. (1958), On grouping for maximum homogeneity, Journal of the American Statistical
Association 53, 789-798 (natural breaks, solved exactly); Slocum et al. (2009), Thematic Cartography and
Geovisualization, ch. 4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int8]

# Above this number of different values natural breaks are sought among as many weighted quantile groups.
EXACT_UP_TO = 1000


@dataclass(frozen=True, eq=False)
class Classes:
    """A classification of n values.

    breaks: inner bounds, ascending, one fewer than classes; class k holds breaks[k-1] <= value < breaks[k].
    lowest, highest: the least and the greatest value (unit of the values; NaN when there is none).
    index: int8 of shape (n,), the class of each value, -1 where there is no value.
    counts: how many values each class holds; they sum to the number of known values.
    """

    breaks: tuple[float, ...]
    lowest: float
    highest: float
    index: Index
    counts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.counts)

    def bounds(self) -> list[tuple[float, float]]:
        """Lower and upper bound of each class; the outer ones are the least and the greatest value."""
        edges = [self.lowest, *self.breaks, self.highest]
        return list(pairwise(edges))


def quantiles(values: Floats, classes: int = 5) -> Classes:
    """Classes with as equal numbers of values as ties allow.

    values: shape (n,), NaN where unknown. Equal values are never torn apart, so with many ties there may be
    fewer classes than asked for. Breaks are short numbers that separate the same values; from 100 values
    on one in a hundred may change sides for a shorter one.
    """
    levels, counts = _levels(values)
    if len(levels) == 0:
        return _none(values)
    # Where the number of values below each level comes nearest to the wanted share, the next class begins.
    below = np.concatenate([[0], np.cumsum(counts)[:-1]])
    wanted = below[-1] + counts[-1]
    starts = {int(np.argmin(np.abs(below - wanted * k / classes))) for k in range(1, classes)} - {0}
    return _cut(values, levels, sorted(starts))


def jenks(values: Floats, classes: int = 5) -> Classes:
    """Natural breaks: the classes with the least sum of squared distances from their means.

    values: shape (n,), NaN where unknown. Solved exactly by dynamic programming for up to 1,000 different
    values; beyond that among 1,000 groups of equal number. Breaks are shortened as those of quantiles are.
    """
    levels, counts = _levels(values)
    if len(levels) == 0:
        return _none(values)
    if len(levels) > EXACT_UP_TO:
        edges = np.searchsorted(np.cumsum(counts), np.linspace(0, counts.sum(), EXACT_UP_TO + 1)[1:-1])
        first = np.unique(np.concatenate([[0], edges]))
    else:
        first = np.arange(len(levels))
    weights = np.add.reduceat(counts.astype(np.float64), first)
    sums = np.add.reduceat(counts * levels, first)
    squares = np.add.reduceat(counts * levels**2, first)
    starts = _least_squares(weights, sums, squares, min(classes, len(first)))
    return _cut(values, levels, [int(first[s]) for s in starts])


def equal(values: Floats, classes: int = 5) -> Classes:
    """Classes of equal, round width that together cover all values.

    values: shape (n,), NaN where unknown. A class may be empty. When all values are equal there is one class.
    """
    levels, _ = _levels(values)
    if len(levels) == 0:
        return _none(values)
    if len(levels) == 1:
        return _cut(values, levels, [])
    step = round_up((levels[-1] - levels[0]) / classes)
    while math.floor(levels[0] / step) * step + classes * step <= levels[-1]:
        step = round_up(step * 1.0001)
    start = math.floor(levels[0] / step)
    breaks = [float(f"{(start + k) * step:.12g}") for k in range(1, classes)]
    return _given(values, breaks)


def named(values: Floats, index: Index, classes: int) -> Classes:
    """Classes that somebody else drew, such as those of an index; they have names in place of bounds.

    values: shape (n,), NaN where unknown. index: shape (n,), -1 where a space has no class.
    """
    held = values[(index >= 0) & ~np.isnan(values)]
    lowest, highest = (float(held.min()), float(held.max())) if len(held) else (math.nan, math.nan)
    counts = np.bincount(index[index >= 0], minlength=classes)
    return Classes((), lowest, highest, index.astype(np.int8), tuple(int(c) for c in counts))


def round_up(width: float) -> float:
    """The least of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten not below the width (> 0)."""
    power = 10.0 ** math.floor(math.log10(width))
    for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        if factor * power >= width * (1 - 1e-12):
            return float(f"{factor * power:.12g}")
    return float(f"{10 * power:.12g}")


def shortest_between(low: float, high: float) -> float:
    """The number with the fewest digits in (low, high], nearest to the middle; it separates the two."""
    middle = (low + high) / 2
    for digits in range(-12, 16):
        step = 10.0**-digits
        candidate = round(middle / step) * step
        for guess in (candidate, candidate - step, candidate + step):
            tidy = float(f"{guess:.15g}")
            if low < tidy <= high:
                return tidy
    return high


def _levels(values: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """The different known values, ascending, and how often each occurs."""
    levels, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    return levels, counts.astype(np.int64)


def _cut(values: Floats, levels: Floats, starts: list[int]) -> Classes:
    """Classes that begin at the given levels, with round breaks."""
    ordered = np.sort(values[~np.isnan(values)])
    slack = len(ordered) // 100
    breaks: list[float] = []
    for start in starts:
        at = int(np.searchsorted(ordered, levels[start]))  # as many values lie below this break
        low = ordered[max(at - 1 - slack, 0)]
        high = ordered[min(at + slack, len(ordered) - 1)]
        tidy = shortest_between(float(low), float(high))
        breaks.append(tidy if not breaks or tidy > breaks[-1] else float(levels[start]))
    return _given(values, breaks)


def _given(values: Floats, breaks: list[float]) -> Classes:
    known = ~np.isnan(values)
    index = np.where(known, np.searchsorted(np.array(breaks), values, side="right"), -1).astype(np.int8)
    counts = np.bincount(index[known], minlength=len(breaks) + 1)
    return Classes(
        tuple(breaks),
        float(values[known].min()),
        float(values[known].max()),
        index,
        tuple(int(c) for c in counts),
    )


def _none(values: Floats) -> Classes:
    return Classes((), math.nan, math.nan, np.full(len(values), -1, dtype=np.int8), ())


def _least_squares(weights: Floats, sums: Floats, squares: Floats, classes: int) -> list[int]:
    """Where classes 2..k begin in the best partition of the ordered groups (Fisher's recursion)."""
    n = len(weights)
    shift = sums.sum() / weights.sum()  # centred, so that large values with small differences lose no digits
    squares = squares - 2 * shift * sums + shift**2 * weights
    sums = sums - shift * weights
    w, s, q = (np.concatenate([[0.0], np.cumsum(a)]) for a in (weights, sums, squares))

    def within(first: npt.NDArray[np.int64], end: int) -> Floats:
        return np.asarray(q[end] - q[first] - (s[end] - s[first]) ** 2 / (w[end] - w[first]))

    best = np.concatenate([[0.0], [float(within(np.array([0]), e)[0]) for e in range(1, n + 1)]])
    begins = np.zeros((classes, n + 1), dtype=np.int64)
    for k in range(1, classes):
        total = np.full(n + 1, np.inf)
        earliest = k  # the best beginning never moves back as the end moves on
        for end in range(k + 1, n + 1):
            first = np.arange(earliest, end)
            sums_so_far = best[first] + within(first, end)
            at = int(np.argmin(sums_so_far))
            total[end], begins[k, end] = sums_so_far[at], first[at]
            earliest = int(first[at])
        best = total
    starts, end = [], n
    for k in range(classes - 1, 0, -1):
        end = int(begins[k, end])
        starts.append(end)
    return starts[::-1]

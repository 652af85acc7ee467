"""Change between two periods against its noise, and the trend over many.

    d = p₂ − p₁
    lower = d − √((p₂−l₂)² + (u₁−p₁)²)     upper = d + √((u₂−p₂)² + (p₁−l₁)²)

with Wilson's interval (l, u) of each share. A change whose interval holds 0 is within the noise.
The trend is the least-squares line x = a + b·t through the known periods, with a t interval of its slope.

Source: R. G. Newcombe (1998), Interval estimation for the difference between independent proportions,
Statistics in Medicine 17, 873-890 (method 10); least squares as in any textbook (Draper & Smith).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from sozialraum.methods.arrays import Floats, Ints, Mask, floats
from sozialraum.methods.shares import Shares


@dataclass(frozen=True, eq=False)
class Change:
    """All of the shape of the shares. difference: in the shares' own unit (percentage points);
    relative: in percent of the earlier value, NaN where that is 0; lower, upper: interval of the difference.
    within_noise: True where the interval holds 0; False also where nothing is known (look at the difference).
    """

    difference: Floats
    relative: Floats
    lower: Floats
    upper: Floats
    within_noise: Mask


@dataclass(frozen=True, eq=False)
class Trend:
    """All (n,). slope: per unit of time, lower and upper its interval; level: the line at the last time;
    periods: number of known periods. NaN where fewer than `minimum_periods` are known.
    """

    slope: Floats
    lower: Floats
    upper: Floats
    level: Floats
    periods: Ints


def change(earlier: Shares, later: Shares) -> Change:
    """Difference of two shares with Newcombe's interval; unknown in, unknown out.

    Treats both periods as independent. Most inhabitants are the same in both, so that the interval is
    rather too wide than too narrow: what is outside of the noise here is so in truth.
    Raises ValueError for shapes that differ.
    """
    if earlier.value.shape != later.value.shape:
        raise ValueError(f"earlier has shape {earlier.value.shape}, later {later.value.shape}")
    difference = later.value - earlier.value
    lower = difference - np.hypot(later.value - later.lower, earlier.upper - earlier.value)
    upper = difference + np.hypot(later.upper - later.value, earlier.value - earlier.lower)
    within = (lower <= 0) & (upper >= 0)
    return Change(difference, _relative(difference, earlier.value), lower, upper, within)


def change_of_values(earlier: npt.ArrayLike, later: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Difference and percent of change of figures without an interval (rents, inhabitants)."""
    a = floats(earlier, "earlier")
    difference = floats(later, "later", like=a) - a
    return difference, _relative(difference, a)


def changes_over(values: npt.ArrayLike, periods: int) -> Floats:
    """Differences over so many steps of a series (p, n): row i − row i−periods, NaN in the first rows."""
    x = floats(values, "values")
    if periods < 1:
        raise ValueError(f"periods must be 1 or more, got {periods}")
    result = np.full(x.shape, np.nan)
    result[periods:] = x[periods:] - x[:-periods]
    return result


def trend(
    times: npt.ArrayLike, values: npt.ArrayLike, *, confidence: float = 0.95, minimum_periods: int = 4
) -> Trend:
    """Least-squares line of each space over the periods it has figures for.

    times: (p,), e.g. years, all different. values: (p, n), NaN = unknown and left out.
    With fewer than minimum_periods (at least 3) known periods there is no trend: NaN.
    Raises ValueError for shapes that don't fit, equal times and a confidence outside of (0, 1).
    """
    t = floats(times, "times")
    x = floats(values, "values")
    if t.ndim != 1 or x.ndim != 2 or len(t) != len(x) or len(np.unique(t)) != len(t):
        raise ValueError(f"times {t.shape} must be distinct and fit values (p, n), got {x.shape}")
    if not 0 < confidence < 1 or minimum_periods < 3:
        raise ValueError("confidence must lie between 0 and 1, minimum_periods must be 3 or more")
    known = ~np.isnan(x)
    count = known.sum(axis=0)
    enough = count >= minimum_periods
    n = np.where(enough, count, np.nan)
    tt = np.where(known, t[:, None], 0.0)
    t_mean, x_mean = tt.sum(axis=0) / n, np.where(known, x, 0.0).sum(axis=0) / n
    dt = np.where(known, t[:, None] - t_mean, 0.0)
    dx = np.where(known, x - x_mean, 0.0)
    spread = np.where(enough, (dt * dt).sum(axis=0), np.nan)
    slope = (dt * dx).sum(axis=0) / spread
    residual = ((dx - slope * dt) ** 2).sum(axis=0) / (n - 2)
    reach = stdtrit(np.maximum(count - 2, 1), 0.5 + confidence / 2) * np.sqrt(residual / spread)
    level = x_mean + slope * (t.max() - t_mean)
    return Trend(slope, slope - reach, slope + reach, level, count.astype(np.int64))


def _relative(difference: Floats, earlier: Floats) -> Floats:
    return difference / np.where(earlier != 0, np.abs(earlier), np.nan) * 100

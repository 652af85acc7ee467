"""How unequal an indicator is between spaces, weighted by those who live there.

    μ  = Σ w_i·x_i / Σ w_i
    sd = √( Σ w_i·(x_i − μ)² / Σ w_i )          cv = sd / μ
    Gini  = Σ_i Σ_j w_i·w_j·|x_i − x_j| / (2·μ·W²)
    Theil = Σ w_i·(x_i/μ)·ln(x_i/μ) / W  =  within + between areas

For shares of small spaces a part of the variation is chance: sd² minus the mean variance p(1−p)/n of the
shares is what is left of it (noise-corrected), with an interval from a parametric bootstrap.

Source: weighted coefficient of variation after Williamson (1965), Regional inequality and the process of
national development, EDCC 13; Gini and Theil with decomposition after Cowell (2011), Measuring Inequality.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sozialraum.methods.arrays import Floats, floats


@dataclass(frozen=True)
class Disparity:
    """mean and sd in the indicator's unit, cv, gini and theil without one; NaN where they can't be known.

    spaces: how many took part. known: part of all weight (persons) that lives in them.
    """

    mean: float
    sd: float
    cv: float
    gini: float
    theil: float
    spaces: int
    known: float


@dataclass(frozen=True)
class TheilParts:
    """total = within + between; within the areas and between their means."""

    total: float
    within: float
    between: float


@dataclass(frozen=True)
class ShareDisparity:
    """Of shares, times `factor`: sd as seen; sd corrected for chance, 0 where all of it may be chance, and
    its interval."""

    mean: float
    sd: float
    corrected: float
    lower: float
    upper: float
    spaces: int


def disparity(values: npt.ArrayLike, weights: npt.ArrayLike) -> Disparity:
    """Population-weighted variation of one indicator over n spaces.

    values: (n,), NaN = unknown. weights: (n,), persons, >= 0; a space of unknown or no weight takes no part.
    cv and gini need a mean above 0, gini and theil values of 0 or more; else they are NaN.
    Fewer than two spaces: everything NaN but the mean. Raises ValueError for negative weights and shapes.
    """
    x, w, all_weight = _usable(values, weights)
    if len(x) == 0:
        return Disparity(np.nan, np.nan, np.nan, np.nan, np.nan, 0, 0.0)
    mean, sd = _mean_sd(x, w)
    if len(x) == 1:
        return Disparity(mean, np.nan, np.nan, np.nan, np.nan, 1, float(w.sum()) / all_weight)
    sizes = bool(np.all(x >= 0)) and mean > 0
    return Disparity(
        mean=mean,
        sd=sd,
        cv=sd / mean if mean > 0 else np.nan,
        gini=_gini(x, w, mean) if sizes else np.nan,
        theil=_theil(x / mean, w) if sizes else np.nan,
        spaces=len(x),
        known=float(w.sum()) / all_weight,
    )


def disparities(
    values: Sequence[npt.ArrayLike] | Floats, weights: Sequence[npt.ArrayLike] | Floats
) -> list[Disparity]:
    """The series: one disparity a period, from p columns of values and as many of weights."""
    return [disparity(x, w) for x, w in zip(values, weights, strict=True)]


def theil_parts(values: npt.ArrayLike, weights: npt.ArrayLike, area: npt.ArrayLike) -> TheilParts:
    """Theil's index in two parts: inequality within the areas (planning areas) and between them.

    values, weights: as for `disparity`, values >= 0 with a mean above 0. area: ints (n,), position of each
    space's area, -1 = none (takes no part). Raises ValueError for negative values or weights, and shapes.
    """
    a = np.asarray(area, dtype=np.int64)
    w_all = floats(weights, "weights")
    if a.shape != w_all.shape:
        raise ValueError(f"area has shape {a.shape}, weights {w_all.shape}")
    v = np.where(a >= 0, floats(values, "values", like=w_all), np.nan)
    x, w, _ = _usable(v, w_all)
    a = a[~np.isnan(v) & (w_all > 0)]
    if bool(np.any(x < 0)):
        raise ValueError("Theil's index is for values of 0 or more")
    if len(x) < 2 or not (w @ x) > 0:
        return TheilParts(np.nan, np.nan, np.nan)
    mean = float(w @ x / w.sum())
    weight = np.bincount(a, weights=w)
    there = weight > 0
    area_mean = np.bincount(a, weights=w * x)[there] / weight[there]
    between = _theil(area_mean / mean, np.asarray(weight[there], dtype=np.float64))
    total = _theil(x / mean, w)
    return TheilParts(total, max(total - between, 0.0), between)


def share_disparity(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    factor: float = 100.0,
    draws: int = 500,
    confidence: float = 0.95,
    seed: int = 0,
) -> ShareDisparity:
    """Weighted sd of shares a/b without the part that small numbers alone would bring about.

    numerator, denominator: counts (n,), NaN = unknown; spaces without denominator take no part.
    The interval: a_i is drawn anew from Binomial(b_i, p_i), p_i shrunk to the city by as much as the noise
    demands, and the spread of the corrected sd is laid around the figure (basic bootstrap).
    Raises ValueError for shapes that differ and for numerators over their denominators.
    """
    a = floats(numerator, "numerator")
    b = floats(denominator, "denominator", like=a)
    use = ~np.isnan(a) & (b > 0)
    a, b = a[use], b[use]
    if bool(np.any((a < 0) | (a > b))):
        raise ValueError("a numerator is negative or larger than its denominator")
    if len(a) < 2:
        return ShareDisparity(np.nan, np.nan, np.nan, np.nan, np.nan, len(a))
    p = a / b
    mean, sd = _mean_sd(p, b)
    variance = float(_corrected_variance(p[None, :], b)[0])
    corrected = max(variance, 0.0) ** 0.5
    shrunk = mean + (p - mean) * (corrected / sd if sd > 0 else 0.0)
    size = np.round(b).astype(np.int64)
    rng = np.random.default_rng(seed)
    drawn = rng.binomial(size, shrunk, size=(draws, len(b))) / np.maximum(size, 1)
    again = _corrected_variance(drawn, b)
    low, high = np.quantile(again - again.mean(), [0.5 - confidence / 2, 0.5 + confidence / 2])
    # On the variance, which is unbiased and may be negative; its root is taken at the very end.
    lower, upper = (max(variance - float(end), 0.0) ** 0.5 for end in (high, low))
    return ShareDisparity(
        mean * factor, sd * factor, corrected * factor, lower * factor, upper * factor, len(a)
    )


def _usable(values: npt.ArrayLike, weights: npt.ArrayLike) -> tuple[Floats, Floats, float]:
    """Values and weights of the spaces that take part, and the weight of all spaces."""
    x = floats(values, "values")
    w = floats(weights, "weights", like=x)
    if bool(np.any(w < 0)):
        raise ValueError("weights must be 0 or more")
    use = ~np.isnan(x) & (w > 0)
    return x[use], w[use], float(np.nansum(w))


def _mean_sd(x: Floats, w: Floats) -> tuple[float, float]:
    mean = float(w @ x / w.sum())
    return mean, float(np.sqrt(w @ (x - mean) ** 2 / w.sum()))


def _gini(x: Floats, w: Floats, mean: float) -> float:
    """By the Lorenz curve's trapezoids: n·log n instead of all pairs."""
    order = np.argsort(x, kind="stable")
    w, x = w[order], x[order]
    total = w.sum()
    before = np.cumsum(w) - w / 2
    return float(2 * np.sum(w * x * (before - total / 2)) / (total * total * mean))


def _theil(ratio: Floats, w: Floats) -> float:
    logs = np.log(np.where(ratio > 0, ratio, 1.0))  # 0·ln 0 = 0
    return max(float(w @ (ratio * logs) / w.sum()), 0.0)


def _corrected_variance(p: Floats, b: Floats) -> Floats:
    """Rows of shares (d, n) with sizes (n,): weighted variance − mean binomial variance, shape (d,)."""
    weight = b / b.sum()
    mean = p @ weight
    variance = (p - mean[:, None]) ** 2 @ weight
    # Unbiased estimate of each p(1−p)/b is p̂(1−p̂)/(b−1); what a space of one person tells is noise only.
    noise = p * (1 - p) @ (weight / np.maximum(b - 1, 1))
    corrected: Floats = variance - noise
    return corrected

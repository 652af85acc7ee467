"""Shares of small spaces drawn towards the share of what they belong to: empirical Bayes on the logit scale.

    m_i  = ln((a_i + ½) / (b_i − a_i + ½))                    logit of the space, M likewise of its area
    s_i² = (b_i + 1)(b_i + 2) / (b_i·(a_i + 1)(b_i − a_i + 1))  its sampling variance
    t²   = Σ_i (m_i − M)² / (k − 1)                           variance between the k spaces of the area
    w_i  = (1/s_i²) / (1/s_i² + 1/t²)
    p_i* = logistic(w_i·m_i + (1 − w_i)·M)

Source: Noble et al. (2004), The English Indices of Deprivation 2004, appendix on shrinkage; kept in the
editions since; Clayton & Kaldor (1987), Empirical Bayes estimates, Biometrics 43, for the idea.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from sozialraum.methods.arrays import Floats, Ints, floats

_MINIMUM_SPACES = 3  # of fewer the variance between them can't be told


@dataclass(frozen=True, eq=False)
class Shrunk:
    """All (n,). value: shrunk share times `factor`, NaN = unknown. weight: of the space's own figure, 0 to 1;
    towards: the share it was drawn to, times `factor`.
    """

    value: Floats
    weight: Floats
    towards: Floats


def shrink(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    area: npt.ArrayLike | None = None,
    factor: float = 1.0,
) -> Shrunk:
    """Steadier shares of small spaces, at the price of being less their own.

    numerator, denominator: counts (n,), NaN = unknown. area: ints (n,), position of the planning area,
    -1 = none; without it, for -1, and for an area of fewer than three spaces, the city is what counts.
    A space of unknown figures or without denominator has no share: NaN, it is not filled up.
    Raises ValueError for shapes that differ and for numerators outside of 0 … denominator.
    """
    a = floats(numerator, "numerator")
    b = floats(denominator, "denominator", like=a)
    if bool(np.any((a < 0) | (a > b))):
        raise ValueError("a numerator is negative or larger than its denominator")
    home = np.full(a.shape, -1) if area is None else np.asarray(area, dtype=np.int64)
    if home.shape != a.shape:
        raise ValueError(f"area has shape {home.shape}, expected {a.shape}")
    used = ~np.isnan(a) & (b > 0)
    value, weight, towards = (np.full(a.shape, np.nan) for _ in range(3))
    own, variance = _logit(a[used], b[used]), _variance(a[used], b[used])
    to, between = _priors(a[used], b[used], own, home[used])
    weight[used] = between / (between + variance)
    value[used] = expit(weight[used] * own + (1 - weight[used]) * to) * factor
    towards[used] = expit(to) * factor
    return Shrunk(value, weight, towards)


def _logit(a: Floats, b: Floats) -> Floats:
    return np.log((a + 0.5) / (b - a + 0.5))


def _variance(a: Floats, b: Floats) -> Floats:
    return (b + 1) * (b + 2) / (b * (a + 1) * (b - a + 1))


def _priors(a: Floats, b: Floats, own: Floats, home: Ints) -> tuple[Floats, Floats]:
    """Logit and variance between spaces of each space's area, else of the city; arrays like a."""
    if len(a) < 2:
        return own.copy(), np.ones(len(a))  # nothing to draw it to: it stays where it is
    city, city_variance = _prior(a, b, own)
    to, between = np.full(len(a), city), np.full(len(a), city_variance)
    for one in np.unique(home[home >= 0]):
        inside = home == one
        if inside.sum() >= _MINIMUM_SPACES:
            to[inside], between[inside] = _prior(a[inside], b[inside], own[inside])
    return to, between


def _prior(a: Floats, b: Floats, own: Floats) -> tuple[float, float]:
    middle = float(_logit(a.sum(), b.sum()))
    return middle, float(np.sum((own - middle) ** 2) / (len(own) - 1))

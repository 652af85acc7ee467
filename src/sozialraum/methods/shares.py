"""Shares with Wilson's interval, and rates.

    p = a / b
    lower, upper = (p + z²/2b  ∓  z·√(p(1−p)/b + z²/4b²)) / (1 + z²/b)

Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22,
209-212; recommended for proportions of small units by Brown, Cai, DasGupta (2001), Statistical Science 16.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from sozialraum.methods.arrays import Floats, Mask, floats


@dataclass(frozen=True, eq=False)
class Shares:
    """Shares of a group with their intervals, all of the shape of the numerator.

    value, lower, upper: share times `factor`; NaN where it can't be known.
    impossible: True where the numerator is negative or larger than the denominator. Such a pair is a fault
    of the source, so the value is unknown, and the caller is to report it.
    """

    value: Floats
    lower: Floats
    upper: Floats
    impossible: Mask


def share(
    numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, factor: float = 1.0, confidence: float = 0.95
) -> Shares:
    """Part of a whole with Wilson's interval.

    numerator, denominator: counts of any one shape (also estimated, not whole ones), NaN = unknown.
    factor: 1 for a fraction, 100 for percent, 1000 for "per 1,000"; applied to value and interval.
    confidence: of the two-sided interval, between 0 and 1.

    Unknown numerator or denominator, and denominator 0: NaN. A share of exactly 0 or 1 keeps an interval of
    a width above 0. Raises ValueError for shapes that differ and a confidence outside of (0, 1).
    """
    a = floats(numerator, "numerator")
    b = floats(denominator, "denominator", like=a)
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    impossible = (a < 0) | (b < 0) | (a > b)
    b = np.where(impossible | (b == 0), np.nan, b)
    p = a / b
    lower, upper = _wilson(p, b, float(ndtri(0.5 + confidence / 2)))
    return Shares(p * factor, lower * factor, upper * factor, impossible)


def rate(numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, per: float = 1000.0) -> Floats:
    """Cases per `per` units of the denominator, where cases are not a part of it (cars per 1,000 persons).

    Any one shape; may exceed `per`, so there is no Wilson interval. Unknown in, denominator 0 or negative
    counts: NaN. Raises ValueError for shapes that differ.
    """
    a = floats(numerator, "numerator")
    b = floats(denominator, "denominator", like=a)
    return np.where(a >= 0, a, np.nan) / np.where(b > 0, b, np.nan) * per


def _wilson(p: Floats, b: Floats, z: float) -> tuple[Floats, Floats]:
    zz = z * z / b
    middle = p + zz / 2
    half = np.sqrt(p * (1 - p) * zz + zz * zz / 4)
    # Rounding may push the bounds a hair over the share or over 0 and 1, where they are exact by algebra.
    lower = np.clip((middle - half) / (1 + zz), 0, p)
    upper = np.clip((middle + half) / (1 + zz), p, 1)
    return lower, upper

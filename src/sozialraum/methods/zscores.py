"""Z-scores over the valid spaces, and an index as their standardised sum.

    z_ij = (x_ij − mean_j) / sd_j        mean unweighted, sd with ddof 0 (all spaces, not a sample of them)
    S_i  = Σ_j w_j·z_ij                  index_i = (S_i − mean(S)) / sd(S)

Source: Senatsverwaltung für Stadtentwicklung Berlin, Monitoring Soziale Stadtentwicklung (MSS), chapter on
the method; the standardisation itself is textbook.

Columns come one after the other, k arrays of shape (n,) or one array of shape (k, n): a column is then
contiguous in memory, and everything is done in pieces that stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sozialraum.methods.arrays import Floats, Mask, floats, mask

_PIECE = 16_384  # 128 kB of float64


@dataclass(frozen=True)
class Moments:
    """Mean and standard deviation (ddof 0) of a column's valid spaces; NaN where there is none."""

    mean: float
    sd: float


@dataclass(frozen=True)
class Reference:
    """What an index was standardised by: the fixed reference when it is calculated for another year."""

    columns: tuple[Moments, ...]
    total: Moments


@dataclass(frozen=True, eq=False)
class ZIndex:
    """index, total: (n,), standardised and raw sum S; NaN outside of `used`. used: (n,) mask."""

    index: Floats
    total: Floats
    used: Mask
    reference: Reference


def moments(values: npt.ArrayLike, *, valid: npt.ArrayLike | None = None) -> Moments:
    """Mean and sd of one column (n,) over valid spaces with a number. None of them: both NaN."""
    x = floats(values, "values")
    return _moments(x, mask(valid, len(x), "valid", default=True) & ~np.isnan(x))


def zscores(
    values: npt.ArrayLike, *, valid: npt.ArrayLike | None = None, reference: Moments | None = None
) -> Floats:
    """Distance of each space from the mean of the valid spaces, in standard deviations.

    values: one column (n,), NaN = unknown. valid: mask (n,), False = takes no part (too few inhabitants).
    reference: mean and sd of a fixed year instead of the column's own.

    Unknown and invalid spaces: NaN. A constant column (sd 0): every space lies exactly at the mean, so 0;
    with a reference of sd 0 a value that differs from its mean has no z-score, NaN.
    Raises ValueError for shapes that don't fit and for infinite values.
    """
    x = floats(values, "values")
    v = mask(valid, len(x), "valid", default=True)
    m = moments(x, valid=v) if reference is None else reference
    return np.where(v, _standardise(x, m), np.nan)


def zscore_index(
    columns: Sequence[npt.ArrayLike] | Floats,
    *,
    weights: Sequence[float] | None = None,
    valid: npt.ArrayLike | None = None,
    reference: Reference | None = None,
) -> ZIndex:
    """Several indicators in one figure of mean 0 and sd 1.

    columns: k columns of n spaces each, or an array of shape (k, n); NaN = unknown.
    weights: k numbers, default 1 each; a negative one turns an indicator round whose high values are good.
    valid: mask (n,). reference: of a fixed year, from an earlier result's `reference`.

    A space takes part when it is valid and has a number in every column: all columns are standardised over
    the same spaces. Others get NaN. Raises ValueError for no columns, shapes that don't fit, infinite values.
    """
    xs = [floats(column, f"column {j}") for j, column in enumerate(columns)]
    if not xs or any(x.ndim != 1 or x.shape != xs[0].shape for x in xs):
        raise ValueError("columns must be one or more arrays of the same shape (n,)")
    w = [1.0] * len(xs) if weights is None else [float(one) for one in weights]
    if len(w) != len(xs) or (reference is not None and len(reference.columns) != len(xs)):
        raise ValueError(f"{len(xs)} columns need as many weights and reference moments")
    used, stats = _stats(xs, mask(valid, len(xs[0]), "valid", default=True))
    if reference is not None:
        stats = reference.columns
    total = _weighted_sum(xs, w, stats)
    if not used.all():
        total[~used] = np.nan
    of_total = _moments(total, used) if reference is None else reference.total
    return ZIndex(_standardise(total, of_total), total, used, Reference(tuple(stats), of_total))


def _stats(xs: list[Floats], valid: Mask) -> tuple[Mask, tuple[Moments, ...]]:
    """Which spaces take part, and the moments of each column over them."""
    if valid.all():
        stats = tuple(_moments(x) for x in xs)
        if not any(np.isnan(m.mean) for m in stats):  # nothing missing anywhere: the common, fast case
            return valid, stats
    used = valid.copy()
    for x in xs:
        used &= ~np.isnan(x)
    return used, tuple(_moments(x, used) for x in xs)


def _pieces(n: int) -> Iterator[slice]:
    return (slice(start, start + _PIECE) for start in range(0, n, _PIECE))


def _moments(x: Floats, used: Mask | None = None) -> Moments:
    """One pass: moments of each piece, put together after Chan, Golub and LeVeque (1979).

    Everything is measured from the first value, so that a constant column has an sd of exactly 0.
    """
    count, mean, squares, shift = 0, 0.0, 0.0, np.nan
    for piece in _pieces(len(x)):
        d = x[piece] if used is None else x[piece][used[piece]]
        if not (n := len(d)):
            continue
        shift = float(d[0]) if count == 0 else shift
        d = d - shift
        m = float(d.mean())
        d -= m
        d *= d  # not d @ d, which would start threads for every piece
        delta = m - mean
        squares += float(d.sum()) + delta * delta * count * n / (count + n)
        mean += delta * n / (count + n)
        count += n
    return Moments(shift + mean, float(np.sqrt(squares / count))) if count else Moments(np.nan, np.nan)


def _standardise(x: Floats, m: Moments) -> Floats:
    if m.sd == 0:
        return np.where(x == m.mean, 0.0, np.nan)
    return (x - m.mean) / m.sd


def _weighted_sum(xs: list[Floats], weights: list[float], stats: Sequence[Moments]) -> Floats:
    total = np.empty(len(xs[0]))
    for piece in _pieces(len(total)):
        part = np.zeros(len(total[piece]))
        for x, w, m in zip(xs, weights, stats, strict=True):
            if m.sd == 0:
                part += w * _standardise(x[piece], m)
            else:
                z = x[piece] - m.mean
                z *= w / m.sd
                part += z
        total[piece] = part
    return total

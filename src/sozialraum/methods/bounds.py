"""Sums over cells of which some are hidden but known to lie in a range.

    low_t = Σ_s w_ts·low_s      high_t = Σ_s w_ts·high_s

A published cell has low = high; a cell hidden as "1 or 2" has 1 and 2; a cell without any number has NaN
in both, and every sum that needs it is unknown. Source: interval arithmetic over the linear bounds of
statistical disclosure control (Hundepool et al. 2012, Statistical Disclosure Control, ch. 4).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from sozialraum.methods.arrays import Floats, Mask, Sparse, floats


@dataclass(frozen=True, eq=False)
class Bounds:
    """Least and greatest possible value, equally shaped; NaN in both where nothing is known."""

    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        if self.low.shape != self.high.shape:
            raise ValueError(f"low has shape {self.low.shape}, high {self.high.shape}")
        if bool(np.any(np.isnan(self.low) != np.isnan(self.high))):
            raise ValueError("a cell has one bound without the other")
        if bool(np.any(self.low > self.high)):
            raise ValueError("a cell's low bound lies above its high bound")

    @property
    def exact(self) -> Mask:
        """True where both bounds meet: the value is known."""
        return np.asarray(self.low == self.high)

    @property
    def midpoint(self) -> Floats:
        """The middle of the range: half its width is the largest possible error. NaN where unknown."""
        return (self.low + self.high) / 2

    @property
    def value(self) -> Floats:
        """The number where it is known exactly, NaN elsewhere."""
        return np.where(self.exact, self.low, np.nan)


def cells(
    values: npt.ArrayLike, hidden: npt.ArrayLike | None = None, hidden_range: tuple[float, float] = (1, 2)
) -> Bounds:
    """Bounds of single cells: a number is itself, a hidden one lies in the range, NaN else is unknown.

    values: any shape, NaN = no number. hidden: mask of the same shape, True where a cell is secret.
    hidden_range: what the publisher says of hidden cells, both ends included; low <= high.
    Raises ValueError for a hidden cell that carries a number, for shapes that differ, for a reversed range.
    """
    v = floats(values, "values")
    h = np.zeros(v.shape, dtype=np.bool_) if hidden is None else np.asarray(hidden, dtype=np.bool_)
    if h.shape != v.shape:
        raise ValueError(f"hidden has shape {h.shape}, expected {v.shape}")
    if bool(np.any(h & ~np.isnan(v))):
        raise ValueError("a hidden cell carries a number; hidden cells must be NaN")
    low, high = hidden_range
    return Bounds(np.where(h, float(low), v), np.where(h, float(high), v))


def bounded_sum(matrix: Sparse, parts: Bounds) -> Bounds:
    """Weighted sums of parts with their bounds; serves membership (weights 1) and crosswalks alike.

    matrix: scipy.sparse of shape (t, s), weights >= 0. parts: bounds of shape (s,) or (s, k).
    Gives bounds of shape (t,) or (t, k). A target without parts is an empty sum, 0; a target with one
    unknown part (weight above 0) is unknown. Raises ValueError for shapes that don't fit and for weights
    that are negative or NaN.
    """
    m = sparse.csr_array(matrix, dtype=np.float64, copy=True)
    if m.shape[1] != parts.low.shape[0]:
        raise ValueError(f"the matrix has {m.shape[1]} columns, there are {parts.low.shape[0]} parts")
    if not bool(np.all(m.data >= 0)):
        raise ValueError("weights must be 0 or more")
    m.eliminate_zeros()  # a stored 0 times an unknown would make a sum unknown that doesn't need it
    low: Floats = np.asarray(m @ parts.low)
    if bool(np.all(parts.exact | np.isnan(parts.low))):
        return Bounds(low, low)
    return Bounds(low, np.maximum(low, np.asarray(m @ parts.high)))


def members(parent: npt.ArrayLike, parents: int) -> Sparse:
    """Matrix of shape (parents, n) that sums spaces to what they belong to.

    parent: ints of shape (n,), position of each space's parent, -1 = belongs nowhere (and is left out).
    """
    p = np.asarray(parent, dtype=np.int64)
    if p.ndim != 1 or bool(np.any((p < -1) | (p >= parents))):
        raise ValueError(f"parent must be of shape (n,) with positions from -1 to {parents - 1}")
    inside = np.flatnonzero(p >= 0)
    ones = np.ones(len(inside))
    return sparse.csr_array((ones, (p[inside], inside)), shape=(parents, len(p)))

"""Figures of one edition's spaces on the spaces of another edition.

    y_t = Σ_s w_ts·x_s,   Σ_t w_ts = 1 for every source s

Weights come from building blocks, whose membership in both editions is known: w_ts is the share of the
source's population (else area, else number of blocks) that lives in blocks which lie in target t.
Only extensive figures (counts) go through; shares are computed again from numerator and denominator.

Source: dasymetric weighting, see Flowerdew & Green (1994), Areal interpolation and types of data; the
block variant is that of the US NHGIS crosswalks (Manson et al.).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from scipy import sparse

from sozialraum.methods.arrays import Floats, Ints, SmallInts, Sparse, floats
from sozialraum.methods.bounds import Bounds, bounded_sum


class Basis(IntEnum):
    """What a source space was divided by."""

    WHOLE = 0  # all its blocks lie in one target: nothing had to be divided
    POPULATION = 1
    AREA = 2
    EQUAL = 3
    EMPTY = 4  # no block belongs to it: it has no weights at all


@dataclass(frozen=True, eq=False)
class Weights:
    """matrix: csr of shape (targets, sources), columns sum to 1; basis: int8 (sources,), codes of `Basis`."""

    matrix: Sparse
    basis: SmallInts


def weights_from_blocks(
    source: npt.ArrayLike,
    target: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    sources: int,
    targets: int,
    area: npt.ArrayLike | None = None,
) -> Weights:
    """Weights between the spaces of two editions out of the blocks that make up both.

    source, target: ints (b,), position of the space that a block belongs to, -1 = none.
    population: (b,), persons per block, NaN = unknown. area: (b,), optional.
    A source is divided by population; where that is 0 or unknown for one of its blocks by area, else into
    equal parts per block. A source that lies wholly in one target gets exactly 1.

    Raises ValueError for shapes that differ, positions out of range, negative numbers, and for a block
    that belongs to a source but to no target (its people would get lost).
    """
    s, t = _positions(source, sources, "source"), _positions(target, targets, "target")
    if s.shape != t.shape:
        raise ValueError(f"source has shape {s.shape}, target {t.shape}")
    lost = np.flatnonzero((s >= 0) & (t < 0))
    if len(lost):
        raise ValueError(
            f"{len(lost)} blocks belong to a source but to no target, first at {lost[:5].tolist()}"
        )
    used = s >= 0
    s, t = s[used], t[used]
    sizes = [_sizes(population, len(used), "population")[used]]
    if area is not None:
        sizes.append(_sizes(area, len(used), "area")[used])
    size, basis = _choose(s, sizes, sources, has_area=area is not None)
    total = np.bincount(s, weights=size, minlength=sources)
    matrix = sparse.csr_array((size / total[s], (t, s)), shape=(targets, sources))
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return Weights(*_whole(matrix, basis))


def transfer(weights: Sparse, values: npt.ArrayLike, *, tolerance: float = 1e-9) -> Floats:
    """Extensive figures of the sources on the targets; what was unknown makes its targets unknown.

    weights: scipy.sparse (targets, sources). values: (sources,) or (sources, k), NaN = unknown.
    Gives (targets,) or (targets, k). The total over all targets is the total over all sources.
    A target that no source reaches has no figure: NaN.
    Raises ValueError where `check` does, and for shapes that don't fit.
    """
    v = floats(values, "values")
    return transfer_bounds(weights, Bounds(v, v), tolerance=tolerance).low


def transfer_bounds(weights: Sparse, parts: Bounds, *, tolerance: float = 1e-9) -> Bounds:
    """The same for figures that are only known to lie between bounds."""
    m = sparse.csr_array(weights, dtype=np.float64)
    check(m, tolerance=tolerance)
    sums = bounded_sum(m, parts)
    unreached = np.asarray(m.sum(axis=1)) == 0
    sums.low[unreached] = np.nan
    sums.high[unreached] = np.nan
    return sums


def check(weights: Sparse, *, tolerance: float = 1e-9) -> None:
    """Raise ValueError unless all weights are 0 or more and every source's weights sum to 1."""
    m = sparse.csr_array(weights, dtype=np.float64)
    if not bool(np.all(m.data >= 0)):
        raise ValueError("a crosswalk's weights must be 0 or more")
    sums = np.asarray(m.sum(axis=0))
    wrong = np.flatnonzero(np.abs(sums - 1) > tolerance)
    if len(wrong):
        shown = ", ".join(f"{i}: {sums[i]:.6g}" for i in wrong[:5])
        raise ValueError(f"the weights of {len(wrong)} sources don't sum to 1 (position: sum = {shown})")


def _positions(values: npt.ArrayLike, size: int, name: str) -> Ints:
    array = np.asarray(values, dtype=np.int64)
    if array.ndim != 1 or bool(np.any((array < -1) | (array >= size))):
        raise ValueError(f"{name} must be of shape (blocks,) with positions from -1 to {size - 1}")
    return array


def _sizes(values: npt.ArrayLike, blocks: int, name: str) -> Floats:
    array = floats(values, name)
    if array.shape != (blocks,) or bool(np.any(array < 0)):
        raise ValueError(f"{name} must be of shape ({blocks},) and not negative")
    return array


def _choose(s: Ints, sizes: list[Floats], sources: int, *, has_area: bool) -> tuple[Floats, SmallInts]:
    """For every source the first kind of size that is known for all its blocks and not 0 for all of them."""
    kinds = [Basis.POPULATION, Basis.AREA] if has_area else [Basis.POPULATION]
    size = np.ones(len(s))
    basis = np.where(np.bincount(s, minlength=sources) > 0, Basis.EQUAL, Basis.EMPTY).astype(np.int8)
    for kind, candidate in reversed(list(zip(kinds, sizes, strict=True))):
        total = np.bincount(s, weights=candidate, minlength=sources)  # NaN where one block is unknown
        usable = total > 0
        size = np.where(usable[s], candidate, size)
        basis[usable] = kind
    return size, basis


def _whole(matrix: Sparse, basis: SmallInts) -> tuple[Sparse, SmallInts]:
    columns = matrix.indices
    single = np.bincount(columns, minlength=matrix.shape[1]) == 1
    matrix.data[single[columns]] = 1.0  # instead of 0.9999999999999999
    basis = np.where(single & (basis != Basis.EMPTY), Basis.WHOLE, basis).astype(np.int8)
    return matrix, basis

"""Where high lies beside high, and low beside low: local Moran's I with conditional permutations.

    z_i = (x_i − mean) / sd (ddof 0)      I_i = z_i·Σ_j w_ij·z_j · (n − 1)/n,   rows of w sum to 1

Under the null a space keeps its value, and its neighbours' values are drawn without replacement from all
other spaces. How many of the draws are as extreme as what is seen gives the pseudo p-value; many spaces
are tested at once, so the false discovery rate is held (Benjamini-Hochberg).

One table of random positions serves all spaces: for space i its own position is replaced by the last one,
which maps the table one to one onto the others. All neighbours of a space weigh the same, so its drawn lag
is a sum over the table's first k columns; those sums are sorted once for each number of neighbours, every
space looks up its place among them, and the few draws that name the space itself are put right afterwards.

Source: Anselin (1995), Local indicators of spatial association, Geographical Analysis 27; permutations
shared between spaces as in PySAL's esda; false discovery rate: Caldas de Castro & Singer (2006), ibid. 38.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from scipy import sparse

from sozialraum.methods.arrays import Floats, Ints, Mask, SmallInts, Sparse, floats

_SLACK = 1e-10  # sums closer than this are equal: rounding must not decide on which side a draw counts


class Quadrant(IntEnum):
    """A space's own value and that of its surroundings, against the city's mean."""

    HIGH_HIGH = 1
    LOW_HIGH = 2
    LOW_LOW = 3
    HIGH_LOW = 4


@dataclass(frozen=True, eq=False)
class LocalMoran:
    """All (n,). statistic: I_i; lag: mean z-score of the neighbours; p: two-sided pseudo p-value;
    q: p adjusted for the false discovery rate; NaN for unknown values and islands.
    quadrant: codes of `Quadrant`, -1 = none. significant: q <= alpha.
    """

    statistic: Floats
    lag: Floats
    p: Floats
    q: Floats
    quadrant: SmallInts
    significant: Mask


def local_moran(
    values: npt.ArrayLike, neighbours: Sparse, *, permutations: int = 999, alpha: float = 0.05, seed: int = 0
) -> LocalMoran:
    """Local Moran's I of n spaces with pseudo p-values, reproducible by its seed.

    values: (n,), NaN = unknown: the space takes no part, nor is it anybody's neighbour.
    neighbours: scipy.sparse (n, n), contiguity or k nearest: all neighbours of a space weigh the same, the
    diagonal is empty. Rows are brought to the sum 1, so 1 or 1/k make no difference.
    permutations: at least 1; the smallest possible p is 2/(permutations + 1). alpha: of the false discovery
    rate. A constant column has no pattern: everything NaN.
    Raises ValueError for shapes that don't fit, unequal or negative weights, a space as its own neighbour.
    """
    x = floats(values, "values")
    w = _weights(neighbours, len(x))
    if permutations < 1:
        raise ValueError(f"permutations must be 1 or more, got {permutations}")
    known = np.flatnonzero(~np.isnan(x))
    result = _nothing(len(x))
    if len(known) < 2 or np.ptp(x[known]) == 0:
        return result
    z = (x[known] - x[known].mean()) / x[known].std()
    inner = w[known][:, known]
    has = np.flatnonzero(np.diff(inner.indptr))  # islands, or among unknown ones only, have none
    lag = (inner @ z)[has] / np.diff(inner.indptr)[has]
    p = _pseudo_p(z, inner, permutations, np.random.default_rng(seed))[has]
    here, z = known[has], z[has]
    result.statistic[here] = z * lag * (len(known) - 1) / len(known)
    result.lag[here] = lag
    result.p[here] = p
    result.q[here] = false_discovery(p)
    result.quadrant[here] = np.where(z > 0, np.where(lag > 0, 1, 4), np.where(lag > 0, 2, 3))
    result.significant[here] = result.q[here] <= alpha
    return result


def false_discovery(p: npt.ArrayLike) -> Floats:
    """Benjamini and Hochberg's adjusted p-values: q_(i) = min over j >= i of p_(j)·m/j; NaN stays NaN."""
    all_p = floats(p, "p")
    q = np.full(all_p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(all_p))
    order = known[np.argsort(all_p[known], kind="stable")]
    m = len(order)
    stepped = all_p[order] * m / np.arange(1, m + 1)
    q[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return q


def _nothing(n: int) -> LocalMoran:
    statistic, lag, p, q = (np.full(n, np.nan) for _ in range(4))
    return LocalMoran(statistic, lag, p, q, np.full(n, -1, dtype=np.int8), np.zeros(n, dtype=np.bool_))


def _weights(neighbours: Sparse, n: int) -> Sparse:
    """The neighbours as a matrix of ones."""
    w = sparse.csr_array(neighbours, dtype=np.float64, copy=True)
    if w.shape != (n, n):
        raise ValueError(f"neighbours has shape {w.shape}, expected ({n}, {n})")
    w.eliminate_zeros()
    if bool(w.diagonal().any()):
        raise ValueError("a space can't be its own neighbour: the diagonal must be empty")
    counts = np.diff(w.indptr)
    first = np.repeat(w.data[w.indptr[:-1][counts > 0]], counts[counts > 0])
    if not bool(np.all((w.data > 0) & np.isclose(w.data, first))):
        raise ValueError("all neighbours of a space must weigh the same, more than 0")
    w.data[:] = 1.0
    return w


def draw_positions(n: int, k: int, permutations: int, rng: np.random.Generator) -> Ints:
    """(permutations, k) positions from 0 … n−1, all different within a row, every order equally likely.

    Column after column: the next one is a number among those not yet drawn, made a position by stepping
    over the drawn ones in rising order.
    """
    drawn = np.empty((permutations, k), dtype=np.int64)
    for column in range(k):
        following = rng.integers(0, n - column, permutations)
        for before in np.sort(drawn[:, :column], axis=1).T:
            following += following >= before
        drawn[:, column] = following
    return drawn


def _pseudo_p(z: Floats, w: Sparse, permutations: int, rng: np.random.Generator) -> Floats:
    """Two-sided pseudo p-values (n,) of every space; without meaning for those without neighbours."""
    n, counts, seen = len(z), np.diff(w.indptr), np.asarray(w @ z)
    table = draw_positions(n - 1, int(counts.max()), permutations, rng)
    sums = np.cumsum(z[table], axis=1)  # column k−1: sum over the first k
    above, below = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    for k in np.unique(counts[counts > 0]):
        same = np.flatnonzero(counts == k)
        ordered = np.sort(sums[:, k - 1])
        above[same] = permutations - np.searchsorted(ordered, seen[same] - _SLACK, side="left")
        below[same] = np.searchsorted(ordered, seen[same] + _SLACK, side="right")
    draw, column = np.nonzero(np.arange(table.shape[1]) < counts[table])
    named = table[draw, column]  # spaces that were drawn as their own neighbours
    old = sums[draw, counts[named] - 1]
    new, at = old + z[-1] - z[named], seen[named]
    np.add.at(above, named, 1 * (new >= at - _SLACK) - 1 * (old >= at - _SLACK))
    np.add.at(below, named, 1 * (new <= at + _SLACK) - 1 * (old <= at + _SLACK))
    return np.minimum(2 * (np.minimum(above, below) + 1) / (permutations + 1), 1.0)

"""Where high lies beside high, and low beside low: local Moran's I with conditional permutations.

    z_i = (x_i − mean) / sd (ddof 0)      I_i = z_i·Σ_j w_ij·z_j · (n − 1)/n,   rows of w sum to 1

Under the null a space keeps its value, and its neighbours' values are drawn without replacement from all
other spaces. How many of the draws are as extreme as what is seen gives the pseudo p-value; many spaces
are tested at once, so the false discovery rate is held (Benjamini-Hochberg).

One table of random positions serves all spaces: for space i its own position is replaced by the last one,
which maps the table one to one onto the others. Hence the values behind the table are the same for every
space but for the few draws that name it, all spaces with as many neighbours are one matrix product, and
those few are put right afterwards. Nothing is compiled and nothing is sampled twice.

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

_PIECE = 128  # spaces at a time: 128 × 999 draws are 1 MB, so they stay in the cache


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
    neighbours: scipy.sparse (n, n), weights >= 0 with an empty diagonal; rows are brought to the sum 1.
    permutations: at least 1; the smallest possible p is 2/(permutations + 1). alpha: of the false discovery
    rate. A constant column has no pattern: everything NaN.
    Raises ValueError for shapes that don't fit, negative weights and weights of a space on itself.
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
    inner = _row_standardised(w[known][:, known])
    lag, p = inner @ z, _pseudo_p(z, inner, permutations, np.random.default_rng(seed))
    here = known[~np.isnan(p)]
    z, lag, p = z[~np.isnan(p)], lag[~np.isnan(p)], p[~np.isnan(p)]
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
    w = sparse.csr_array(neighbours, dtype=np.float64, copy=True)
    if w.shape != (n, n):
        raise ValueError(f"neighbours has shape {w.shape}, expected ({n}, {n})")
    if not bool(np.all(w.data >= 0)):
        raise ValueError("weights of neighbours must be 0 or more")
    w.eliminate_zeros()
    if bool(w.diagonal().any()):
        raise ValueError("a space can't be its own neighbour: the diagonal must be empty")
    return w


def _row_standardised(w: Sparse) -> Sparse:
    counts = np.diff(w.indptr)
    sums = np.asarray(w.sum(axis=1))
    return sparse.csr_array((w.data / np.repeat(sums, counts), w.indices, w.indptr), shape=w.shape)


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
    """Two-sided pseudo p-values of every space with neighbours, NaN for islands."""
    n, counts = len(z), np.diff(w.indptr)
    table = draw_positions(n - 1, int(counts.max()), permutations, rng)
    drawn = z[table]
    named = _where_named(table, n)
    lag = w @ z
    p = np.full(n, np.nan)
    for k in np.unique(counts[counts > 0]):
        same = np.flatnonzero(counts == k)
        for piece in np.split(same, range(_PIECE, len(same), _PIECE)):
            weights = w.data[w.indptr[piece][:, None] + np.arange(k)]
            lags = weights @ drawn[:, :k].T
            _put_right(lags, piece, weights, z, named)
            # Draws equal to what is seen count on both sides; rounding must not decide about them.
            seen, slack = lag[piece, None], 1e-12
            above = np.count_nonzero(lags >= seen - slack, axis=1)
            below = np.count_nonzero(lags <= seen + slack, axis=1)
            p[piece] = np.minimum(2 * (np.minimum(above, below) + 1) / (permutations + 1), 1.0)
    return p


def _where_named(table: Ints, n: int) -> tuple[Ints, Ints, Ints]:
    """Where each position occurs: rows and columns of the table in the order of positions, and the starts."""
    flat = table.ravel()
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(n + 1))
    return order // table.shape[1], order % table.shape[1], starts.astype(np.int64)


def _put_right(lags: Floats, piece: Ints, weights: Floats, z: Floats, named: tuple[Ints, Ints, Ints]) -> None:
    """Where a space was drawn as its own neighbour the last space stands in for it; changes lags."""
    rows, columns, starts = named
    times = starts[piece + 1] - starts[piece]
    which = np.repeat(np.arange(len(piece)), times)
    within = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
    at = starts[piece][which] + within
    near = columns[at] < weights.shape[1]
    which, at = which[near], at[near]
    # A row names a position once at most, so no element is changed twice.
    lags[which, rows[at]] += weights[which, columns[at]] * (z[-1] - z[piece[which]])

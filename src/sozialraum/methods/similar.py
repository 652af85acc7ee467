"""Spaces whose life situation looks alike: near to each other in standardised indicators.

    d(a, b) = √( Σ_j w_j·(z_aj − z_bj)² / Σ_j w_j )      over the indicators that both spaces have

Source: Gower (1971), A general coefficient of similarity and some of its properties, Biometrics 27, whose
treatment of missing values (mean over what both have) this is, with z-scores in place of ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sozialraum.methods.arrays import Floats, Ints, floats, mask
from sozialraum.methods.zscores import zscores


@dataclass(frozen=True, eq=False)
class Similar:
    """spaces: int64 (m,), positions, nearest first. distance: (m,), mean gap in standard deviations.

    shared: int64 (m,), number of indicators that the comparison rests on.
    """

    spaces: Ints
    distance: Floats
    shared: Ints


def similar(
    columns: Sequence[npt.ArrayLike] | Floats,
    space: int,
    *,
    count: int = 5,
    weights: Sequence[float] | None = None,
    valid: npt.ArrayLike | None = None,
    minimum_shared: float = 0.5,
) -> Similar:
    """The `count` spaces nearest to one space; fewer where fewer can be compared.

    columns: k columns of n spaces each, or an array (k, n); NaN = unknown. space: position of the space.
    weights: k numbers >= 0, default 1 each. valid: mask (n,), False = is not offered as a neighbour and
    takes no part in the standardisation.
    minimum_shared: least part (by weight) of the space's own indicators that the other must have as well.

    Equal distances stand in the order of the edition. A space without any indicator has no similar ones.
    Raises ValueError for shapes that don't fit, IndexError for a space that doesn't exist.
    """
    xs = [floats(column, f"column {j}") for j, column in enumerate(columns)]
    if not xs or any(x.ndim != 1 or x.shape != xs[0].shape for x in xs):
        raise ValueError("columns must be one or more arrays of the same shape (n,)")
    n = len(xs[0])
    if not 0 <= space < n:
        raise IndexError(f"there is no space {space} among {n}")
    w = np.ones(len(xs)) if weights is None else floats(weights, "weights")
    if w.shape != (len(xs),) or bool(np.any(~(w >= 0))):
        raise ValueError(f"weights must be {len(xs)} numbers of 0 or more")
    offered = mask(valid, n, "valid", default=True)
    taking_part = offered.copy()
    taking_part[space] = True
    z = np.stack([zscores(x, valid=taking_part) for x in xs])
    gap = z - z[:, space, None]
    both = ~np.isnan(gap)
    weight = w @ both
    own = float(w @ ~np.isnan(z[:, space]))
    possible = offered & (weight > 0) & (weight >= minimum_shared * own)
    possible[space] = False
    candidates = np.flatnonzero(possible)
    squares = w @ np.where(both, gap, 0.0)[:, candidates] ** 2
    distance = np.sqrt(squares / weight[candidates])
    nearest = np.argsort(distance, kind="stable")[:count]
    chosen = candidates[nearest]
    return Similar(chosen, distance[nearest], both[:, chosen].sum(axis=0).astype(np.int64))

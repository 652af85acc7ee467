"""Whether spaces move towards each other where somebody acted: the gap to the rest, and the spread with and without.

    gap_t   = Σ w_i·x_i / Σ w_i over the spaces acted on − the same over the rest
    sd_t    = population-weighted standard deviation over all spaces      (see `disparity`)
    rest_t  = the same without the spaces acted on
    still_t = the same, had the gap of the acted-on spaces stayed as it was in the first period:
              their values + (gap_first − gap_t)

sd_t < still_t: without what changed in these spaces the city would lie further apart. It is a description, no proof:
who caused it is a question for `difference_in_differences`.

Source: weighted variation after Williamson (1965), see `disparity`; the counterfactual is a shift of one group, as in
the decomposition of variance by groups (Cowell 2011, Measuring Inequality).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sozialraum.methods.arrays import Floats, Mask, floats, mask
from sozialraum.methods.disparity import disparity


@dataclass(frozen=True, eq=False)
class ActedOn:
    """All (p,), in the unit of the values; NaN where it can't be known.

    acted, rest: means weighted by persons; gap = acted − rest. sd: spread of all spaces; sd_rest: without those acted
    on; sd_still: had the gap stayed as in the first known period. used: mask (n,) of the spaces that are known in
    every period that has any figure, so that the same spaces are compared throughout.
    """

    acted: Floats
    rest: Floats
    gap: Floats
    sd: Floats
    sd_rest: Floats
    sd_still: Floats
    used: Mask


def acted_on(values: npt.ArrayLike, weights: npt.ArrayLike, acted: npt.ArrayLike) -> ActedOn:
    """Series of both groups and of the spread over p periods and n spaces.

    values: (p, n), NaN = unknown. weights: (p, n), persons, >= 0; NaN or 0: no part. acted: bool (n,).
    A space that is unknown in a period in which others are known takes no part at all. With nobody on one of the two
    sides the gap is NaN. Raises ValueError for shapes and negative weights.
    """
    x = floats(values, "values")
    w = floats(weights, "weights", like=x)
    if x.ndim != 2:
        raise ValueError(f"values must have the shape (p, n), got {x.shape}")
    if bool((w < 0).any()):
        raise ValueError("weights must be 0 or more")
    who = mask(np.asarray(acted), x.shape[1], "acted", default=False)
    known = ~np.isnan(x) & (w > 0)
    periods: Mask = np.asarray(known.any(axis=1), dtype=np.bool_)
    used: Mask = np.asarray(known[periods].all(axis=0) & periods.any(), dtype=np.bool_)
    inside, outside = (_means(x, w, periods, used & side) for side in (who, ~who))
    gap = inside - outside
    first = gap[periods][0] if periods.any() else np.nan
    still = x + np.where(who, 1.0, 0.0) * (first - gap)[:, None]
    return ActedOn(
        inside, outside, gap, _spread(x, w, periods, used), _spread(x, w, periods, used & ~who),
        _spread(still, w, periods, used), used,
    )  # fmt: skip


def _means(x: Floats, w: Floats, periods: Mask, who: Mask) -> Floats:
    found = np.full(len(x), np.nan)
    if who.any():
        weight = w[periods][:, who]
        found[periods] = (weight * x[periods][:, who]).sum(axis=1) / weight.sum(axis=1)
    return found


def _spread(x: Floats, w: Floats, periods: Mask, who: Mask) -> Floats:
    found = np.full(len(x), np.nan)
    for i in np.flatnonzero(periods):
        found[i] = disparity(x[i, who], w[i, who]).sd
    return found

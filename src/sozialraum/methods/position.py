"""Where a space stands among all of them.

    rank_i       = 1 + number of spaces before it             (equal values share a rank)
    percentile_i = (number below + half of those equal) / N   (mid-rank; its mean over all spaces is ½)

Source: mid-rank percentiles after Parzen (1979), Nonparametric statistical data modeling, JASA 74.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from sozialraum.methods.arrays import Floats, Ints, Mask, floats, mask


@dataclass(frozen=True, eq=False)
class Position:
    """rank: int64 (n,), 1 = first, 0 = none. tied: mask (n,). percentile: (n,) in (0, 1), NaN = none.

    of: how many spaces were ranked.
    """

    rank: Ints
    tied: Mask
    percentile: Floats
    of: int


def position(
    values: npt.ArrayLike,
    *,
    valid: npt.ArrayLike | None = None,
    first: Literal["highest", "lowest"] = "highest",
) -> Position:
    """Rank and percentile of each space's value.

    values: (n,), NaN = unknown: not ranked and not counted. valid: mask (n,), False = not ranked either.
    first: which end has rank 1. The percentile always rises with the value.
    Raises ValueError for shapes that don't fit and for another word than the two.
    """
    if first not in ("highest", "lowest"):
        raise ValueError(f'first must be "highest" or "lowest", got {first!r}')
    x = floats(values, "values")
    ranked = mask(valid, len(x), "valid", default=True) & ~np.isnan(x)
    some = x[ranked]
    ordered = np.sort(some)
    below = np.searchsorted(ordered, some, side="left")
    not_above = np.searchsorted(ordered, some, side="right")
    of = len(some)
    rank = np.zeros(len(x), dtype=np.int64)
    rank[ranked] = 1 + (below if first == "lowest" else of - not_above)
    tied = np.zeros(len(x), dtype=np.bool_)
    tied[ranked] = not_above - below > 1
    percentile = np.full(len(x), np.nan)
    percentile[ranked] = (below + not_above) / (2 * max(of, 1))
    return Position(rank, tied, percentile, of)

"""Multiple deprivation, the English and Welsh method.

    R = (N − rank + 1) / N                        rank 1 = the most deprived of N areas
    X = −23·ln(1 − R·(1 − e^(−100/23)))           from 100 for rank 1 down to almost 0
    score = Σ_d w_d·X_d                           the overall rank is that of the score

The transform keeps a good rank in one domain from cancelling out a bad one in another: half of all scores
lie below 16, and only the most deprived tenth reaches 50.

Source: Welsh Government (2019), Welsh Index of Multiple Deprivation 2019: technical report, ch. 3;
McLennan et al. (2019), The English Indices of Deprivation 2019: technical report, appendix E.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from sozialraum.methods.arrays import Floats, Ints, Mask, floats, mask
from sozialraum.methods.position import position

WALES_2019 = MappingProxyType(
    {
        "income": 0.22,
        "employment": 0.22,
        "health": 0.15,
        "education": 0.14,
        "access": 0.10,
        "housing": 0.07,
        "safety": 0.05,
        "environment": 0.05,
    }
)


@dataclass(frozen=True, eq=False)
class Deprivation:
    """score: (n,), NaN = takes no part. rank: int64 (n,), 1 = most deprived, 0 = none; equal scores share it.

    domain_ranks, domain_scores: (k, n), NaN = takes no part; equal values share their mean rank.
    used: mask (n,).
    """

    score: Floats
    rank: Ints
    domain_ranks: Floats
    domain_scores: Floats
    used: Mask


def deprivation(
    domains: Sequence[npt.ArrayLike] | Floats, weights: Sequence[float], *, valid: npt.ArrayLike | None = None
) -> Deprivation:
    """Overall score and rank of n areas from k domains.

    domains: k columns (n,), in any unit, high = deprived, NaN = unknown. weights: k numbers above 0, used in
    proportion to their sum. valid: mask (n,). An area takes part when it is valid and has every domain.
    Raises ValueError for shapes that don't fit, and for weights that are not above 0.
    """
    xs = [floats(x, f"domain {d}") for d, x in enumerate(domains)]
    if not xs or any(x.ndim != 1 or x.shape != xs[0].shape for x in xs):
        raise ValueError("domains must be one or more arrays of the same shape (n,)")
    used = mask(valid, len(xs[0]), "valid", default=True) & ~np.any([np.isnan(x) for x in xs], axis=0)
    ranks = np.stack([domain_rank(x, valid=used) for x in xs])
    scores = exponential(ranks, int(used.sum()))
    score = overall(scores, weights)
    return Deprivation(score, position(score).rank, ranks, scores, used)


def domain_rank(values: npt.ArrayLike, *, valid: npt.ArrayLike | None = None) -> Floats:
    """Ranks of one domain (n,), 1 = highest value = most deprived; equal values share their mean rank."""
    place = position(values, valid=valid, first="lowest")
    # Ranks are whole or half numbers; the percentile is a rounded quotient.
    return np.round(2 * place.of * (1 - place.percentile)) / 2 + 0.5


def exponential(rank: npt.ArrayLike, n: int) -> Floats:
    """Score X of a rank among n areas, in (0, 100]; any shape, NaN stays.

    Raises ValueError for ranks outside of 1 … n.
    """
    r = floats(rank, "rank")
    if bool(np.any((r < 1) | (r > n))):
        raise ValueError(f"ranks must lie between 1 and {n}")
    return -23 * np.log1p(-(n - r + 1) / n * -np.expm1(-100 / 23)) if n else r


def overall(scores: npt.ArrayLike, weights: Sequence[float]) -> Floats:
    """Weighted mean of k domains' scores (k, n); unknown where one of them is."""
    x = floats(scores, "scores")
    w = floats(weights, "weights")
    if x.ndim != 2 or w.shape != (len(x),) or not bool(np.all(w > 0)):
        raise ValueError(f"{x.shape} domain scores need {len(x)} weights above 0, got {weights}")
    result: Floats = w / w.sum() @ x
    return result

"""How unevenly groups are spread over the spaces of a city.

    D = ½·Σ_i |a_i/A − b_i/B|                         dissimilarity of a group a and all others b
    I = Σ_i (a_i/A)·(a_i/t_i)                         isolation: share of the own group in a member's space
    H = Σ_i t_i·(E − E_i) / (E·T),  E = −Σ_k P_k·ln P_k   information theory index of any number of groups

Small spaces look segregated by chance alone. Hence for each measure
    expected    its mean where everybody is placed at random (systematic null: every group is drawn by the
                spaces' shares of all people), with a p-value from the same draws;
    corrected   2·M − mean of M over data drawn anew from the observed shares (bootstrap bias correction).

Source: Duncan & Duncan (1955), ASR 20; Massey & Denton (1988), Social Forces 67; Theil & Finizza (1971);
Reardon & Firebaugh (2002), Sociological Methodology 32; inference and bias correction: Allen, Burgess,
Davidson & Windmeijer (2015), More reliable inference for the dissimilarity index, Econometrics Journal 18.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from sozialraum.methods.arrays import Floats, Ints, floats

Measure: TypeAlias = Literal["dissimilarity", "isolation", "information"]
_PIECE = (
    250_000  # counts at a time, such as 25 draws × 5,000 spaces × 2 groups: they fill a cache and no more
)
_THREADS = 2  # numpy's generators let go of the interpreter while they draw


@dataclass(frozen=True)
class Estimate:
    """One measure with what chance has to do with it; NaN where there is nothing to measure.

    value: as defined. corrected: without the bias of small units, in [0, 1]. lower, upper: interval of the
    corrected one. expected: mean under random placement. p_value: share of random placements at least as
    segregated, (1 + number) / (1 + draws).
    """

    value: float
    corrected: float
    lower: float
    upper: float
    expected: float
    p_value: float


@dataclass(frozen=True)
class Segregation:
    """Of one group against all others; share: of the group in the city; spaces: how many took part."""

    dissimilarity: Estimate
    isolation: Estimate
    information: Estimate
    share: float
    spaces: int


def dissimilarity(group: npt.ArrayLike, total: npt.ArrayLike) -> float:
    """D, 0 = evenly spread, 1 = wholly apart: the part of the group that would have to move.

    group, total: counts (n,), NaN in either = the space takes no part. NaN where the group is nobody or
    everybody. Raises ValueError for shapes that differ and for groups larger than their total.
    """
    return float(_MEASURES["dissimilarity"](_pair(group, total)[None])[0])


def isolation(group: npt.ArrayLike, total: npt.ArrayLike) -> float:
    """Share of their own group in the space of an average member; the group's share in the city if even."""
    return float(_MEASURES["isolation"](_pair(group, total)[None])[0])


def information(groups: Sequence[npt.ArrayLike] | Floats) -> float:
    """H of g groups that do not overlap, counts (n,) each: 0 = mixed like the city everywhere, 1 = nowhere.

    A space where one group is unknown takes no part. NaN where there is but one group.
    """
    return float(_MEASURES["information"](_groups(groups)[None])[0])


def segregation(
    group: npt.ArrayLike, total: npt.ArrayLike, *, draws: int = 500, confidence: float = 0.95, seed: int = 0
) -> Segregation:
    """D, isolation and H of a group against all others, corrected, with intervals; reproducible by its seed.

    group, total: counts (n,), as for `dissimilarity`. draws: at least 1, of the null and of the bootstrap.
    """
    counts = _pair(group, total)
    names: tuple[Measure, ...] = ("dissimilarity", "isolation", "information")
    people = counts.sum()
    share = float(counts[0].sum() / people) if people > 0 else np.nan
    if not 0 < share < 1:
        none = Estimate(np.nan, np.nan, np.nan, np.nan, np.nan, np.nan)
        return Segregation(none, none, none, share, counts.shape[1])
    null = _simulate(_systematic(counts), names, draws, counts.size, [seed, 0])
    again = _simulate(_resampled(counts), names, draws, counts.size, [seed, 1])
    found = {n: float(_MEASURES[n](counts[None])[0]) for n in names}
    d, i, h = (_estimate(found[n], null[k], again[k], confidence) for k, n in enumerate(names))
    return Segregation(d, i, h, share, counts.shape[1])


def random_placements(
    groups: Sequence[npt.ArrayLike] | Floats, measure: Measure, *, draws: int = 500, seed: int = 0
) -> Floats:
    """The measure over randomly placed people (draws,): the systematic null for any number of groups.

    groups: counts (g, n) that do not overlap; "dissimilarity" and "isolation" are of the first against the
    rest. Each group keeps its size and is drawn from a multinomial with the spaces' shares of all people.
    """
    counts = _groups(groups)
    if measure != "information":
        counts = np.stack([counts[0], counts[1:].sum(axis=0)])
    drawn: Floats = _simulate(_systematic(counts), (measure,), draws, counts.size, [seed, 0])[0]
    return drawn


def _pair(group: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    a = floats(group, "group")
    t = floats(total, "total", like=a)
    if bool(np.any(a > t)):
        raise ValueError("the group is larger than the total in at least one space")
    return _groups([a, t - a])


def _groups(groups: Sequence[npt.ArrayLike] | Floats) -> Floats:
    """(g, n) of the spaces where every group is known and somebody lives."""
    counts = np.stack([floats(one, f"group {k}") for k, one in enumerate(groups)])
    if counts.ndim != 2 or len(counts) < 2:
        raise ValueError(f"at least two groups of shape (n,) are needed, got {counts.shape}")
    if bool(np.any(counts < 0)):
        raise ValueError("counts must be 0 or more")
    return counts[:, counts.sum(axis=0) > 0]  # NaN is not above 0


Draw: TypeAlias = Callable[[np.random.Generator, int], Ints]


def _systematic(counts: Floats) -> Draw:
    people = counts.sum(axis=0)
    p = people / people.sum()
    sizes = [round(float(one)) for one in counts.sum(axis=1)]
    return lambda rng, d: np.stack([rng.multinomial(size, p, size=d) for size in sizes], axis=1)


def _resampled(counts: Floats) -> Draw:
    """Data like the observed: every group is placed anew by its own observed distribution."""
    own = counts / counts.sum(axis=1, keepdims=True)
    sizes = [round(float(one)) for one in counts.sum(axis=1)]
    return lambda rng, d: np.stack(
        [rng.multinomial(size, p, size=d) for size, p in zip(sizes, own, strict=True)], axis=1
    )


def _simulate(draw: Draw, names: tuple[Measure, ...], draws: int, counts: int, seed: list[int]) -> Floats:
    """Measures of so many draws, (names, draws); the same for a seed whatever the number of threads.

    counts: how many counts one draw holds.
    """
    if draws < 1:
        raise ValueError(f"draws must be 1 or more, got {draws}")
    piece_size = max(1, _PIECE // max(counts, 1))
    sizes = [min(piece_size, draws - start) for start in range(0, draws, piece_size)]
    seeds = np.random.SeedSequence(seed).spawn(len(sizes))

    def piece(job: tuple[np.random.SeedSequence, int]) -> Floats:
        drawn = draw(np.random.default_rng(job[0]), job[1])
        return np.stack([_MEASURES[name](drawn) for name in names])

    if len(sizes) == 1:
        return piece((seeds[0], sizes[0]))
    with ThreadPoolExecutor(_THREADS) as pool:
        return np.concatenate(list(pool.map(piece, zip(seeds, sizes, strict=True))), axis=1)


def _dissimilarity(counts: Floats | Ints) -> Floats:
    with np.errstate(invalid="ignore"):
        parts = counts / counts.sum(axis=2, keepdims=True)
    gap = parts[:, 0] - parts[:, 1]
    result: Floats = np.abs(gap, out=gap).sum(axis=1) / 2
    return result


def _isolation(counts: Floats | Ints) -> Floats:
    a, t = counts[:, 0], counts.sum(axis=1)
    size = a.sum(axis=1)
    met = (a * (a / np.maximum(t, 1e-300))).sum(axis=1)
    result: Floats = met / np.where(size > 0, size, np.nan)
    return result


def _information(counts: Floats | Ints) -> Floats:
    """H from sums of x·ln x, since Σ t_i·E_i = Σ t_i·ln t_i − Σ x_ik·ln x_ik."""
    inside = _xlogx(counts.sum(axis=1)).sum(axis=1) - _xlogx(counts).sum(axis=(1, 2))
    sizes = counts.sum(axis=2, dtype=np.float64)
    people = sizes.sum(axis=1)
    whole = xlogy(people, people) - xlogy(sizes, sizes).sum(axis=1)
    result: Floats = 1 - inside / np.where(whole > 0, whole, np.nan)
    return result


def _xlogx(counts: Floats | Ints) -> Floats:
    """x·ln x; whole numbers are looked up in a table, which is several times as fast as logarithms."""
    if counts.dtype.kind == "f":
        return np.asarray(xlogy(counts, counts))
    table = _table(int(counts.max()).bit_length())
    return np.asarray(np.take(table, counts.astype(np.int64, copy=False)))


@lru_cache(2)
def _table(bits: int) -> Floats:
    """x·ln x of all whole numbers of so many bits."""
    numbers = np.arange(1 << bits, dtype=np.float64)
    return np.asarray(xlogy(numbers, numbers))


_MEASURES: dict[Measure, Callable[[Floats | Ints], Floats]] = {
    "dissimilarity": _dissimilarity,
    "isolation": _isolation,
    "information": _information,
}


def _estimate(value: float, null: Floats, again: Floats, confidence: float) -> Estimate:
    low, high = np.quantile(again, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return Estimate(
        value=value,
        corrected=_unit(2 * value - float(again.mean())),
        lower=_unit(2 * value - float(high)),
        upper=_unit(2 * value - float(low)),
        expected=float(null.mean()),
        p_value=float((1 + np.count_nonzero(null >= value)) / (1 + len(null))),
    )


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)

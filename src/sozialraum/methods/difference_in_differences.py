"""What a measure changed: the change in spaces with it, minus the change in comparable spaces without it.

    d_i    = mean of x_i after − mean of x_i before
    effect = mean of d over the treated spaces − mean of d over the comparison spaces

Comparison spaces are the nearest untreated ones by level and trend before, both in standard deviations of the
untreated spaces:  √( ((L_i − L)/sd_L)² + ((s_i − s)/sd_s)² ) ≤ reach.

Placebo in space: every untreated space (or random groups of as many as were treated) is treated as if. With m such
effects e_k:  p = (1 + #{|e_k| ≥ |effect|}) / (1 + m),  interval = effect ± the ⌊α(m+1)⌋-th largest |e_k|, which is
the set of effects that the same test would not reject.

Parallel before: b = slope of the gap between both before, drift = b · (mean time after − mean time before) is what it
would come to without any measure. Regression to the mean: β from the least-squares line d_j = a + β·L_j of the
untreated spaces; β·(L − mean L_j) is the change that the level alone would lead one to expect.

Source: D. Card, A. B. Krueger (1994), Minimum wages and employment, American Economic Review 84, 772-793; A. Abadie,
A. Diamond, J. Hainmueller (2010), Synthetic control methods, JASA 105, 493-505 (placebo in space); J. D. Angrist,
J.-S. Pischke (2009), Mostly Harmless Econometrics, ch. 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from sozialraum.methods.arrays import Floats, Ints, Mask, floats, mask

EXACT = 1e-9  # what floating point alone may make of nothing


class Untold(Enum):
    """Why an effect cannot be told."""

    NO_PERIODS_AFTER = "no_periods_after"
    FEW_PERIODS_BEFORE = "few_periods_before"
    FEW_PERIODS_AFTER = "few_periods_after"
    BREAK = "break"
    UNKNOWN = "unknown"
    FEW_COMPARISONS = "few_comparisons"
    FEW_PLACEBOS = "few_placebos"
    NOT_PARALLEL = "not_parallel"


@dataclass(frozen=True, eq=False)
class Effect:
    """An effect in the unit of the values, or why there is none (`untold`); NaN where something can't be known.

    effect, lower, upper: difference of the changes and its interval. p: share of placebo effects as large.
    treated_change, comparison_change: the two changes. used: mask (p,) of the periods that count; after: those of
    them after the beginning. comparisons: rows of the spaces compared with, the nearest first; distances: theirs.
    treated_series, comparison_series: (p,), means over the spaces, NaN where one is unknown.
    placebos: (m,) effects where there was no measure; placebo_spaces: (m,) their rows, −1 for a group.
    slope, drift: of the gap before. expected: the change by regression to the mean; apart: the part of it that the
    comparison spaces do not share, because their level is another.
    """

    untold: Untold | None
    effect: float
    lower: float
    upper: float
    p: float
    treated_change: float
    comparison_change: float
    used: Mask
    after: Mask
    comparisons: Ints
    distances: Floats
    treated_series: Floats
    comparison_series: Floats
    placebos: Floats
    placebo_spaces: Ints
    slope: float
    drift: float
    expected: float
    apart: float

    @property
    def is_told(self) -> bool:
        """Whether there is an effect, or none, that can be told."""
        return self.untold is None

    @property
    def moved(self) -> int:
        """1 or −1 where the change is beyond what happens without a measure, 0 where it isn't or can't be told."""
        return int(np.sign(self.effect)) if self.is_told and (self.lower > 0 or self.upper < 0) else 0


@dataclass(frozen=True)
class _Window:
    used: Mask
    after: Mask
    untold: Untold | None


def difference_in_differences(
    times: npt.ArrayLike, values: npt.ArrayLike, treated: npt.ArrayLike, begins: float, *,
    breaks: npt.ArrayLike = (), left_out: npt.ArrayLike | None = None, comparisons: int = 10, reach: float = 1.0,
    minimum_before: int = 3, minimum_after: int = 2, minimum_comparisons: int = 3, confidence: float = 0.9,
    draws: int = 500, seed: int = 0,
) -> Effect:  # fmt: skip
    """Effect of a measure that begins in the period `begins`, which counts neither as before nor as after.

    times: (p,) rising, e.g. years. values: (p, n), NaN = unknown or secret; a period in which a treated space is
    unknown is left out, as is a space that is unknown in one of those that are used. treated: bool (n,).
    breaks: times of the first period of a new way of counting; nothing is compared across one. left_out: bool (n,),
    spaces that are compared with nothing, for example because another measure acts there. comparisons: at most so
    many, within `reach`. Placebo groups of several spaces: `draws` of them, seeded; single spaces: each in its turn.
    Raises ValueError for shapes, times that don't rise, nobody treated, numbers out of range.
    """
    t, x = floats(times, "times"), floats(values, "values")
    if x.ndim != 2 or t.shape != (len(x),) or bool((np.diff(t) <= 0).any()):
        raise ValueError(f"times {t.shape} must rise and fit values (p, n), got {x.shape}")
    who = mask(np.asarray(treated), x.shape[1], "treated", default=False)
    out = mask(None if left_out is None else np.asarray(left_out), x.shape[1], "left_out", default=False)
    if not who.any():
        raise ValueError("nobody is treated")
    if minimum_before < 3 or minimum_after < 1 or minimum_comparisons < 2 or not 0 < confidence < 1:
        raise ValueError(
            "at least 3 periods before, 1 after, 2 comparison spaces, a confidence within (0, 1)"
        )
    if comparisons < minimum_comparisons or not reach > 0 or draws < 1:
        raise ValueError("comparisons must not be fewer than needed, reach and draws above 0")
    window = _window(t, x[:, who], begins, floats(breaks, "breaks"), minimum_before, minimum_after)
    if window.untold is not None:
        return _nothing(window, x, who)
    pool = np.flatnonzero(~who & ~out & ~np.isnan(x[window.used]).any(axis=0))
    return _told(t, x, who, window, pool, comparisons, reach, minimum_comparisons, confidence, draws, seed)


def _told(
    t: Floats, x: Floats, who: Mask, window: _Window, pool: Ints, most: int, reach: float, least: int,
    confidence: float, draws: int, seed: int,
) -> Effect:  # fmt: skip
    """The estimate in a window that is long enough. pool: rows of all spaces to compare with."""
    before, after = window.used & ~window.after, window.after
    marks = np.stack([_level(x, before), _slope(t[before], x[before])])
    change = _level(x, after) - _level(x, before)
    if len(pool) < least:
        return _nothing(window, x, who, Untold.FEW_COMPARISONS)
    scale = np.array([_sd(row) for row in marks[:, pool]])
    rows = np.flatnonzero(who)
    near, far = _nearest(marks, scale, rows, pool, most, reach)
    if len(near) < least:
        return _nothing(window, x, who, Untold.FEW_COMPARISONS)
    groups = _groups(pool, len(rows), draws, seed)
    effects, singles = _placebos(marks, scale, change, groups, pool, most, reach, least)
    effect = float(change[rows].mean() - change[near].mean())
    taken = int((1 - confidence) * (len(effects) + 1) + EXACT)
    sizes = np.sort(np.abs(effects))[::-1]
    half = float(sizes[taken - 1]) if taken else np.nan
    p = (1 + int((sizes >= abs(effect) - EXACT).sum())) / (1 + len(sizes))
    gap = x[:, rows].mean(axis=1) - x[:, near].mean(axis=1)
    slope, reach_of_slope = _line(t[before], gap[before])
    drift = slope * float(t[after].mean() - t[before].mean())
    untold = None if taken else Untold.FEW_PLACEBOS
    if taken and _apart(slope, reach_of_slope, drift, half, effects):
        untold = Untold.NOT_PARALLEL
    beta = _line(marks[0, pool], change[pool])[0] if _sd(marks[0, pool]) > EXACT else 0.0
    level = float(marks[0, rows].mean())
    return Effect(
        untold, effect, effect - half, effect + half, p if taken else np.nan, float(change[rows].mean()),
        float(change[near].mean()), window.used, after, near, far, x[:, rows].mean(axis=1), x[:, near].mean(axis=1),
        effects, singles, slope, drift, beta * (level - float(marks[0, pool].mean())),
        beta * (level - float(marks[0, near].mean())),
    )  # fmt: skip


def _window(
    t: Floats, treated: Floats, begins: float, breaks: Floats, minimum_before: int, minimum_after: int
) -> _Window:
    """Which periods count: known for the treated, and on the same side of every break as the beginning."""
    known = ~np.isnan(treated).any(axis=1)
    earliest = breaks[breaks <= begins].max(initial=-np.inf)
    latest = breaks[breaks > begins].min(initial=np.inf)
    same = (t >= earliest) & (t < latest)
    before, after = t < begins, t > begins
    used = known & same & (before | after)
    counts = [int((m & used).sum()) for m in (before, after)]
    if counts[0] >= minimum_before and counts[1] >= minimum_after:
        return _Window(used, used & after, None)
    short, least, side = (
        (Untold.FEW_PERIODS_BEFORE, minimum_before, before)
        if counts[0] < minimum_before
        else (Untold.FEW_PERIODS_AFTER, minimum_after, after)
    )
    if not after.any():
        return _Window(used, used & after, Untold.NO_PERIODS_AFTER)
    if (side & same).sum() < least <= side.sum():
        return _Window(used, used & after, Untold.BREAK)
    return _Window(used, used & after, short if (side & same).sum() < least else Untold.UNKNOWN)


def _level(x: Floats, periods: Mask) -> Floats:
    found: Floats = x[periods].mean(axis=0)
    return found


def _slope(t: Floats, x: Floats) -> Floats:
    """Least-squares slope of every column."""
    dt = t - t.mean()
    found: Floats = dt @ (x - x.mean(axis=0)) / (dt @ dt)
    return found


def _line(t: Floats, y: Floats) -> tuple[float, float]:
    """Slope of y over t, and how far its 95 % interval reaches to each side."""
    slope = float(_slope(t, y[:, None])[0])
    dt = t - t.mean()
    rest = y - y.mean() - slope * dt
    error = float(np.sqrt((rest @ rest) / max(len(t) - 2, 1) / (dt @ dt)))
    return slope, float(stdtrit(max(len(t) - 2, 1), 0.975)) * error


def _sd(values: Floats) -> float:
    return float(values.std())


def _nearest(
    marks: Floats, scale: Floats, rows: Ints, pool: Ints, most: int, reach: float
) -> tuple[Ints, Floats]:
    """The nearest rows of the pool to the mean of some rows, and how far they are; ties by their order."""
    away = marks[:, pool] - marks[:, rows].mean(axis=1)[:, None]
    # Where all are alike, only what is alike too is near.
    unit = np.where(scale > EXACT, scale, EXACT)
    far = np.sqrt(((away / unit[:, None]) ** 2).sum(axis=0))
    order = np.argsort(far, kind="stable")[:most]
    order = order[far[order] <= reach]
    return pool[order], far[order]


def _groups(pool: Ints, size: int, draws: int, seed: int) -> list[Ints]:
    """Who is treated as if: each space in its turn, or random groups of the same size."""
    if size == 1:
        return [pool[i : i + 1] for i in range(len(pool))]
    if size > len(pool) // 2:
        return []
    rng = np.random.default_rng(seed)
    drawn = {tuple(sorted(rng.choice(pool, size, replace=False).tolist())) for _ in range(draws)}
    return [np.array(group, dtype=np.int64) for group in sorted(drawn)]


def _placebos(
    marks: Floats, scale: Floats, change: Floats, groups: list[Ints], pool: Ints, most: int, reach: float, least: int
) -> tuple[Floats, Ints]:  # fmt: skip
    """Effects of nothing: each group against its own nearest spaces; a group that has too few of them is left out."""
    effects, singles = [], []
    for group in groups:
        near, _far = _nearest(marks, scale, group, np.setdiff1d(pool, group), most, reach)
        if len(near) >= least:
            effects.append(float(change[group].mean() - change[near].mean()))
            singles.append(int(group[0]) if len(group) == 1 else -1)
    return np.array(effects, dtype=np.float64), np.array(singles, dtype=np.int64)


def _apart(slope: float, reach: float, drift: float, half: float, effects: Floats) -> bool:
    """Whether both went different ways before: by more than chance makes, or surely and by more than is usual."""
    if abs(drift) <= EXACT:
        return False
    return abs(drift) > half or (abs(slope) > reach and abs(drift) > _sd(effects))


def _nothing(window: _Window, x: Floats, who: Mask, untold: Untold | None = None) -> Effect:
    """What is left to show where nothing can be told."""
    empty = np.zeros(0)
    nan = float("nan")
    return Effect(
        untold or window.untold, nan, nan, nan, nan, nan, nan, window.used, window.after, empty.astype(np.int64), empty,
        x[:, who].mean(axis=1), np.full(len(x), nan), empty, empty.astype(np.int64), nan, nan, nan, nan,
    )  # fmt: skip

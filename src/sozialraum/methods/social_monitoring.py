"""Status and dynamics of social spaces, Berlin's method.

    status   = z(Σ_j z_ij)      over the indicators' values; a high index is a burden
    dynamics = z(Σ_j z'_ij)     over their changes in percentage points (two years in Berlin)
    status:   high < −1 ≤ middle ≤ 1 < low ≤ 1.5 < very low
    dynamics: positive < −1 ≤ stable ≤ 1 < negative

Source: Senatsverwaltung für Stadtentwicklung, Bauen und Wohnen Berlin, Monitoring Soziale Stadtentwicklung
(MSS) 2021 and 2023. Excluded are spaces under 300 inhabitants and named outliers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from sozialraum.methods.arrays import Floats, Mask, SmallInts, floats, mask
from sozialraum.methods.zscores import Reference, ZIndex, zscore_index, zscores

STATUS_CUTS = (-1.0, 1.0, 1.5)
DYNAMICS_CUTS = (-1.0, 1.0)


class Status(IntEnum):
    """Social status; the lower the status the greater the burden."""

    HIGH = 0
    MIDDLE = 1
    LOW = 2
    VERY_LOW = 3


class Dynamics(IntEnum):
    """Development against that of all other spaces."""

    POSITIVE = 0
    STABLE = 1
    NEGATIVE = 2


class Exclusion(IntEnum):
    """Why a space has no index; the first that applies."""

    NONE = 0
    OUTLIER = 1  # named by the city
    TOO_FEW = 2  # fewer inhabitants than the minimum, or unknown how many
    NO_DATA = 3  # one of the indicators is unknown


@dataclass(frozen=True, eq=False)
class SocialMonitoring:
    """All arrays of shape (n,), k indicators.

    status, dynamics: index, NaN where excluded. status_class, dynamics_class: codes of `Status` and
    `Dynamics`, -1 = none. group: 1 (high, positive) to 12 (very low, negative), -1 = none.
    status_exclusion, dynamics_exclusion: codes of `Exclusion`. contributions: (k, n), weighted z-scores of
    the status indicators, whose sum is standardised into the status. Dynamics are None without earlier years.
    status_reference, dynamics_reference: what to hand in to calculate another year by this year's measure.
    """

    status: Floats
    status_class: SmallInts
    status_exclusion: SmallInts
    contributions: Floats
    status_reference: Reference
    dynamics: Floats | None
    dynamics_class: SmallInts | None
    dynamics_exclusion: SmallInts | None
    group: SmallInts | None
    dynamics_reference: Reference | None


def social_monitoring(
    indicators: Sequence[npt.ArrayLike] | Floats,
    population: npt.ArrayLike,
    *,
    earlier: Sequence[npt.ArrayLike] | Floats | None = None,
    outliers: npt.ArrayLike | None = None,
    minimum_population: float = 300,
    weights: Sequence[float] | None = None,
    status_reference: Reference | None = None,
    dynamics_reference: Reference | None = None,
) -> SocialMonitoring:
    """Index, classes and groups of n spaces from k indicators in percent.

    indicators, earlier: k columns (n,) each, in percent, now and some years ago, in the same order.
    population: (n,), inhabitants now. outliers: mask (n,), True = excluded by name.
    weights: k numbers, default 1 each, negative where a high value is good.
    *_reference: from an earlier result, to hold several years against one fixed year's mean and sd.

    Raises ValueError for shapes that don't fit.
    """
    now = [floats(x, f"indicator {j}") for j, x in enumerate(indicators)]
    people = floats(population, "population")
    named = mask(outliers, len(people), "outliers", default=False)
    exclusion = _exclusion(now, people, named, minimum_population)
    status = zscore_index(now, weights=weights, valid=exclusion == 0, reference=status_reference)
    status_class = classes(status.index, STATUS_CUTS)
    contributions = _contributions(now, weights, status)
    if earlier is None:
        return SocialMonitoring(
            status.index,
            status_class,
            exclusion,
            contributions,
            status.reference,
            None,
            None,
            None,
            None,
            None,
        )
    change = changes(now, earlier)
    moved = _exclusion(change, people, named, minimum_population)
    dynamics = zscore_index(change, weights=weights, valid=moved == 0, reference=dynamics_reference)
    dynamics_class = classes(dynamics.index, DYNAMICS_CUTS)
    return SocialMonitoring(
        status=status.index,
        status_class=status_class,
        status_exclusion=exclusion,
        contributions=contributions,
        status_reference=status.reference,
        dynamics=dynamics.index,
        dynamics_class=dynamics_class,
        dynamics_exclusion=moved,
        group=groups(status_class, dynamics_class),
        dynamics_reference=dynamics.reference,
    )


def changes(now: Sequence[npt.ArrayLike] | Floats, earlier: Sequence[npt.ArrayLike] | Floats) -> list[Floats]:
    """Differences now − earlier per indicator, in percentage points; unknown where one is unknown."""
    if len(now) != len(earlier):
        raise ValueError(f"{len(now)} indicators now, {len(earlier)} earlier")
    pairs = zip((floats(x, "now") for x in now), earlier, strict=True)
    return [x - floats(y, "earlier", like=x) for x, y in pairs]


def classes(index: npt.ArrayLike, cuts: Sequence[float]) -> SmallInts:
    """Class of each index value, 0 = below the first cut; -1 where there is none.

    A value on the lowest cut belongs to the class above it, a value on any other cut to the class below
    it: "−1 to 1" holds both its ends, "above 1 to 1.5" its upper one.
    """
    x = floats(index, "index")
    code = (x >= cuts[0]).astype(np.int8)
    for cut in cuts[1:]:
        code += x > cut
    return np.where(np.isnan(x), np.int8(-1), code).astype(np.int8)


def groups(status: SmallInts, dynamics: SmallInts) -> SmallInts:
    """The 12 groups: 3·status + dynamics + 1, so 1 = high and positive … 12 = very low and negative."""
    both = (status >= 0) & (dynamics >= 0)
    return np.where(both, 3 * status + dynamics + 1, -1).astype(np.int8)


def _exclusion(columns: list[Floats], people: Floats, outliers: Mask, minimum: float) -> SmallInts:
    unknown = np.zeros(people.shape, dtype=np.bool_)
    for column in columns:
        if column.shape != people.shape:
            raise ValueError(f"an indicator has shape {column.shape}, population {people.shape}")
        unknown |= np.isnan(column)
    too_few = ~(people >= minimum)
    reasons = [Exclusion.OUTLIER, Exclusion.TOO_FEW, Exclusion.NO_DATA]
    return np.select([outliers, too_few, unknown], reasons, Exclusion.NONE).astype(np.int8)


def _contributions(columns: list[Floats], weights: Sequence[float] | None, result: ZIndex) -> Floats:
    w = [1.0] * len(columns) if weights is None else weights
    parts = zip(columns, w, result.reference.columns, strict=True)
    return np.stack([one * zscores(x, valid=result.used, reference=m) for x, one, m in parts])

"""One space in an index: its class, how sure that is, what it comes from, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sozialraum.methods.social_monitoring import Exclusion
from sozialraum.warehouse.catalogue import IndexDefinition, Indicator
from sozialraum.warehouse.decomposition import Decomposition, decompose
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.figures import Figure
from sozialraum.warehouse.indices import DYNAMICS
from sozialraum.warehouse.version import Version

_HALF_OF_95 = 1.959963984540054


@dataclass(frozen=True)
class Contribution:
    """What one indicator gives to the index, in standard deviations; NaN where it may not be told."""

    indicator: Indicator
    value: float


@dataclass(frozen=True, eq=False)
class IndexStanding:
    """A space in one index, or in its dynamics.

    lower, upper: between these the value lies if its shares lie within their own 95 % intervals (mean and spread of
    all spaces held), NaN where unknown. possible: classes between these bounds; several = the class is uncertain.
    unsteady: leaving out some one indicator would give another class. history: (period, class, value), old to new.
    """

    key: str
    definition: IndexDefinition
    period: str
    figure: Figure
    exclusion: Exclusion
    lower: float
    upper: float
    possible: tuple[int, ...]
    unsteady: bool
    contributions: tuple[Contribution, ...]
    history: tuple[tuple[str, int, float], ...]


def index_standings(version: Version, edition: Edition, code: str) -> list[IndexStanding]:
    """The space in every index and its dynamics for which the edition has figures; raises UnknownSpaceError."""
    row = edition.index_of(code)
    keys = [variant for key in version.catalogue.indices for variant in (key, key + DYNAMICS)]
    return [_standing(version, edition, row, key) for key in keys if version.periods(key, edition)]


def _standing(version: Version, edition: Edition, row: int, key: str) -> IndexStanding:
    periods = version.periods(key, edition)
    all_ = [version.figures(key, edition=edition.key, period=p) for p in periods]
    parts = decompose(version, key, edition, periods[-1])
    figure = all_[-1].at(row)
    reach = _HALF_OF_95 * _spread(version, edition, parts, row)
    lower, upper = figure.value - reach, figure.value + reach
    return IndexStanding(
        key, parts.definition, periods[-1], figure, Exclusion(int(parts.exclusions[row])), lower, upper,
        _between(figure, lower, upper, parts.cuts), bool(parts.unsteady()[row]),
        tuple(Contribution(i, float(c)) for i, c in zip(parts.indicators, parts.contributions[:, row], strict=True)),
        tuple((f.period, int(f.classes[row]), float(f.values[row])) for f in all_ if f.classes is not None),
    )  # fmt: skip


def _spread(version: Version, edition: Edition, parts: Decomposition, row: int) -> float:
    """Standard error of the index value, from those of its shares; NaN where one is unknown."""
    squares = 0.0
    for indicator, weight, moments in zip(parts.indicators, parts.weights, parts.moments, strict=True):
        periods = [p for p in (parts.period, parts.earlier) if p]
        shown = [version.figures(indicator.key, edition=edition.key, period=p).at(row) for p in periods]
        error = np.hypot.reduce([(f.upper - f.lower) / 2 / _HALF_OF_95 for f in shown])
        squares += (weight * error / moments.sd) ** 2 if moments.sd else 0.0
    return float(np.sqrt(squares) / parts.of_total.sd) if parts.of_total.sd else np.nan


def _between(figure: Figure, lower: float, upper: float, cuts: tuple[float, ...]) -> tuple[int, ...]:
    """Classes that the bounds touch; only its own where there are none."""
    if figure.class_ < 0:
        return ()
    if np.isnan(lower):
        return (figure.class_,)
    low, high = (int(np.searchsorted(cuts, end)) for end in (lower, upper))
    return tuple(range(min(low, figure.class_), max(high, figure.class_) + 1))

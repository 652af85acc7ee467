"""All that is known of one space: its figures beside those of its planning area and of the city."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sozialraum.methods.similar import similar
from sozialraum.methods.trends import trend
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.figures import Figure, Series
from sozialraum.warehouse.values import Floats
from sozialraum.warehouse.version import NoFiguresError, Version

FEWEST_FOR_A_TREND = 4


@dataclass(frozen=True, eq=False)
class Line:
    """One indicator in the profile of a space.

    rank: 1 = highest value, 0 = not ranked, among `ranked` spaces. values_of_all: for a strip of all spaces.
    slope: per year by least squares with its interval, NaN where there are fewer than four figures.
    """

    indicator: Indicator
    period: str
    figure: Figure
    parent: Figure | None
    city: Figure | None
    rank: int
    ranked: int
    percentile: float
    values_of_all: Floats
    series: Series
    parent_series: Series | None
    city_series: Series | None
    slope: float
    slope_lower: float
    slope_upper: float


@dataclass(frozen=True, eq=False)
class Profile:
    """Lines by dimension, in the order of the dimensions; a dimension without data has an empty tuple."""

    edition: Edition
    code: str
    name: str
    parent_edition: Edition | None
    parent_code: str
    lines: Mapping[str, tuple[Line, ...]]
    data_version: str


def profile(version: Version, edition: Edition, code: str) -> Profile:
    """The profile of one space, latest figures of each indicator; raises UnknownSpaceError."""
    row = edition.index_of(code)
    parent = version.parent_of(edition)
    above = int(version.parent_rows(edition)[row]) if parent is not None else -1
    lines: dict[str, tuple[Line, ...]] = {}
    for dimension in version.catalogue.dimensions:
        found = (
            _line(version, edition, row, parent if above >= 0 else None, above, indicator)
            for indicator in version.catalogue.indicators.values()
            if indicator.dimension == dimension
        )
        lines[dimension] = tuple(line for line in found if line is not None)
    return Profile(
        edition, code, edition.names[row], parent, parent.codes[above] if parent and above >= 0 else "",
        lines, version.id,
    )  # fmt: skip


def _line(
    version: Version, edition: Edition, row: int, parent: Edition | None, above: int, indicator: Indicator
) -> Line | None:
    periods = version.periods(indicator.key, edition)
    if not periods:
        return None
    period = periods[-1]
    all_ = version.figures(indicator.key, edition=edition.key, period=period)
    standing = version.ranking(indicator.key, edition, period)
    series = version.series_of(indicator.key, edition, row)
    slope = _slope(series)
    city = version.edition(CITY)
    return Line(
        indicator, period, all_.at(row), _other(version, parent, above, indicator, period),
        _other(version, city, 0, indicator, period), int(standing.rank[row]), standing.of,
        float(standing.percentile[row]), all_.values, series,
        _series(version, parent, above, indicator), _series(version, city, 0, indicator), *slope,
    )  # fmt: skip


def _slope(series: Series) -> tuple[float, float, float]:
    known = ~np.isnan(series.values)
    if known.sum() < FEWEST_FOR_A_TREND:
        return math.nan, math.nan, math.nan
    found = trend(np.array([float(p) for p in series.periods]), series.values[:, None])
    return float(found.slope[0]), float(found.lower[0]), float(found.upper[0])


def _other(version: Version, edition: Edition | None, row: int, indicator: Indicator, period: str) -> Figure | None:
    if edition is None:
        return None
    try:
        return version.figures(indicator.key, edition=edition.key, period=period).at(row)
    except NoFiguresError:
        return None


def _series(version: Version, edition: Edition | None, row: int, indicator: Indicator) -> Series | None:
    if edition is None or not version.periods(indicator.key, edition):
        return None
    return version.series_of(indicator.key, edition, row)


def alike(version: Version, edition: Edition, code: str, count: int = 5) -> list[tuple[str, str, float]]:
    """The spaces nearest to this one over all shares, as (code, name, distance in standard deviations)."""
    columns = [
        version.figures(i.key, edition=edition.key).values
        for i in version.catalogue.indicators.values()
        if i.denominator and i.direction != "neutral" and version.periods(i.key, edition)
    ]
    if not columns or len(edition) < 3:
        return []
    found = similar(columns, edition.index_of(code), count=count)
    return [
        (edition.codes[i], edition.names[i], float(d)) for i, d in zip(found.spaces, found.distance, strict=True)
    ]


__all__ = ["Line", "Profile", "alike", "profile"]

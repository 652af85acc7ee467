"""All that is known of one space: its figures beside those of its planning area and of the city.

What is the same for all spaces of an edition (which figures there are, who stands where) is worked out once for a
data version and kept as a `_Sheet`; a profile then only picks one row out of every column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sozialraum.methods.position import position
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.changes import Change, changes
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.facts import read
from sozialraum.warehouse.figures import Figure, Figures, Series, interval
from sozialraum.warehouse.near import alike, touching
from sozialraum.warehouse.values import Floats, State, States
from sozialraum.warehouse.version import Version

_Item = Callable[[int], Any]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class GroupFigure:
    """The figure of one group of the population, the latest there is."""

    group: str
    period: str
    figure: Figure


@dataclass(frozen=True, eq=False)
class Line:
    """One indicator in the profile of a space.

    figure, parent, city: of the latest period with figures; None where the other has none. of_all: the figures of
    all spaces, for a strip. rank: 1 = highest value, 0 = not ranked, among `ranked` spaces. percentile: 0 to 1.
    parent_values, city_values: (periods of the series,), NaN where there is none.
    """

    indicator: Indicator
    period: str
    figure: Figure
    parent: Figure | None
    city: Figure | None
    of_all: Figures
    rank: int
    ranked: int
    percentile: float
    series: Series
    parent_values: Floats
    city_values: Floats
    change: Change
    groups: tuple[GroupFigure, ...]


@dataclass(frozen=True, eq=False)
class Profile:
    """Lines by dimension, in the order of the dimensions; a dimension without data has an empty tuple.

    gaps: dimensions that no indicator but such that only describe the population says anything of.
    """

    edition: Edition
    code: str
    name: str
    parent_edition: Edition | None
    parent_code: str
    parent_name: str
    lines: Mapping[str, tuple[Line, ...]]
    gaps: frozenset[str]
    data_version: str


def profile(version: Version, edition: Edition, code: str) -> Profile:
    """The profile of one space, latest figures of each indicator; raises UnknownSpaceError."""
    row = edition.index_of(code)
    sheet = _sheet(version, edition)
    parent = version.parent_of(edition)
    if parent is not None and parent.space_system == CITY:
        parent = None  # the city stands beside every space anyway
    above = int(version.parent_rows(edition)[row]) if parent is not None else -1
    lines = _lines(version, sheet, row, parent if above >= 0 else None, above)
    by_dimension: dict[str, list[Line]] = {dimension: [] for dimension in version.catalogue.dimensions}
    for line in lines:
        by_dimension[line.indicator.dimension].append(line)
    return Profile(
        edition, code, edition.names[row], parent if above >= 0 else None,
        parent.codes[above] if parent and above >= 0 else "", parent.names[above] if parent and above >= 0 else "",
        {dimension: tuple(some) for dimension, some in by_dimension.items()},
        frozenset(d for d, some in by_dimension.items() if all(line.indicator.context for line in some)),
        version.id,
    )  # fmt: skip


# What is the same for every space ----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Sheet:
    """All figures of an edition, flat: those of indicator i lie at starts[i] to starts[i + 1], by period.

    groups: (position of the indicator, group, latest figures). ranks, percentiles: (indicators, spaces) of the
    latest period. place: (indicator, period) → position in `flat`.
    """

    edition: Edition
    indicators: tuple[Indicator, ...]
    starts: tuple[int, ...]
    flat: tuple[Figures, ...]
    cells: _Cells
    breaks: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[int, str, Figures], ...]
    group_cells: _Cells
    ranks: npt.NDArray[np.int32]
    percentiles: npt.NDArray[np.float32]
    ranked: tuple[int, ...]
    place: Mapping[tuple[str, str], int]

    def latest(self, i: int) -> Figures:
        """The last figures of indicator i."""
        return self.flat[self.starts[i + 1] - 1]


@lru_cache(maxsize=12)
def _sheet(version: Version, edition: Edition) -> _Sheet:
    present = _groups_of(version, edition)
    _read_ahead(version, edition, present)
    indicators = tuple(i for i in version.catalogue.indicators.values() if "total" in present.get(i.key, ()))
    by_indicator = [
        [version.figures(i.key, edition=edition.key, period=p) for p in version.periods(i.key, edition)]
        for i in indicators
    ]
    flat = tuple(f for some in by_indicator for f in some)
    standing = [position(some[-1].values) for some in by_indicator]
    groups = tuple(
        (i, group, version.figures(indicator.key, edition=edition.key, group=group))
        for i, indicator in enumerate(indicators)
        for group in sorted(present[indicator.key] - {"total"}, key=version.catalogue.group_place)
    )
    return _Sheet(
        edition, indicators, tuple(np.cumsum([0, *map(len, by_indicator)]).tolist()), flat,
        _Cells.of(flat), tuple(version.breaks(edition, i.key) for i in indicators), groups,
        _Cells.of([f for _, _, f in groups]),
        np.array([s.rank for s in standing], dtype=np.int32),
        np.array([s.percentile for s in standing], dtype=np.float32),
        tuple(s.of for s in standing), {(f.indicator, f.period): k for k, f in enumerate(flat)},
    )  # fmt: skip


def _groups_of(version: Version, edition: Edition) -> dict[str, set[str]]:
    """indicator → groups with figures in any period."""
    found: dict[str, set[str]] = {}
    for period in version.results.periods(edition.key):
        for name in version.results.at(edition.key, period):
            indicator, _, group = name.partition("@")
            if "#" not in group:
                found.setdefault(indicator, set()).add(group)
    return found


def _read_ahead(version: Version, edition: Edition, groups: Mapping[str, set[str]]) -> None:
    """Bring what the door will ask for into memory, one pass a file instead of one a column."""
    known = version.catalogue.indicators
    for period in version.results.periods(edition.key):
        shown, parts = version.results.at(edition.key, period), version.facts.at(edition.key, period)
        wanted = frozenset[str]().union(
            *(known[i].columns(g) for i, some in groups.items() if i in known for g in some)
        )
        read(version.shelf, {n: place for n, place in shown.items() if "#" not in n})
        read(version.shelf, {c: parts[c] for c in wanted if c in parts})


# One row of it -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Row:
    """One space in all figures of a sheet; arrays of shape (figures,)."""

    values: Floats
    states: States
    above: Floats
    below: Floats
    lower: Floats
    upper: Floats


@lru_cache(maxsize=256)
def _row(sheet: _Sheet, row: int) -> _Row:
    return sheet.cells.row(row)


@dataclass(frozen=True, eq=False)
class _Cells:
    """How to get at one space in many figures: the arrays' own `item`, looked up once and not at every profile."""

    values: tuple[_Item, ...]
    states: tuple[_Item, ...]
    above: tuple[_Item, ...]
    below: tuple[_Item, ...]
    factors: Floats
    has_interval: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, figures: Sequence[Figures]) -> _Cells:
        return cls(
            tuple(f.values.item for f in figures), tuple(f.states.item for f in figures),
            tuple(_nothing if f.above is None else f.above.values.item for f in figures),
            tuple(_nothing if f.below is None else f.below.values.item for f in figures),
            np.array([f.factor for f in figures], dtype=np.float64),
            np.array([f.has_interval for f in figures], dtype=np.bool_),
        )  # fmt: skip

    def row(self, row: int) -> _Row:
        """One space in all of them."""
        values = np.array([item(row) for item in self.values], dtype=np.float64)
        states = np.array([item(row) for item in self.states], dtype=np.uint8)
        above = np.array([item(row) for item in self.above], dtype=np.float64)
        below = np.array([item(row) for item in self.below], dtype=np.float64)
        lower, upper = np.full(len(values), np.nan), np.full(len(values), np.nan)
        shares = self.has_interval
        if shares.any():
            ends = interval(values[shares], above[shares], below[shares], 1.0)
            lower[shares], upper[shares] = (end * self.factors[shares] for end in ends)
        return _Row(values, states, above, below, lower, upper)


def _nothing(_: int) -> float:
    return np.nan


def _figure(code: str, name: str, row: _Row, at: int) -> Figure:
    return Figure(
        code, name, row.values.item(at), State(row.states.item(at)), row.above.item(at), row.below.item(at),
        row.lower.item(at), row.upper.item(at), -1,
    )  # fmt: skip


def _lines(version: Version, sheet: _Sheet, row: int, parent: Edition | None, above: int) -> list[Line]:
    edition = sheet.edition
    code, name = edition.codes[row], edition.names[row]
    own = _row(sheet, row)
    city = None if edition.role == CITY else version.edition(CITY)
    beside_area, beside_city = _beside(version, sheet, parent, above), _beside(version, sheet, city, 0)
    series = [
        Series(
            f.indicator, "total", edition, tuple(g.period for g in sheet.flat[a:b]), own.values[a:b], own.states[a:b],
            own.lower[a:b], own.upper[a:b], sheet.breaks[i],
        )
        for i, (a, b) in enumerate(zip(sheet.starts, sheet.starts[1:], strict=False))
        for f in (sheet.flat[a],)
    ]  # fmt: skip
    moved = changes(series, [i.decimals for i in sheet.indicators])
    groups = _group_figures(sheet, row, code, name)
    return [
        Line(
            indicator, sheet.latest(i).period, _figure(code, name, own, end - 1), beside_area.figure(end - 1),
            beside_city.figure(end - 1), sheet.latest(i), int(sheet.ranks[i, row]), sheet.ranked[i],
            float(sheet.percentiles[i, row]), series[i], beside_area.values[sheet.starts[i] : end],
            beside_city.values[sheet.starts[i] : end], moved[i], groups[i],
        )
        for i, (indicator, end) in enumerate(zip(sheet.indicators, sheet.starts[1:], strict=True))
    ]  # fmt: skip


def _group_figures(sheet: _Sheet, row: int, code: str, name: str) -> list[tuple[GroupFigure, ...]]:
    picked = sheet.group_cells.row(row)
    found: list[list[GroupFigure]] = [[] for _ in sheet.indicators]
    for at, (i, group, f) in enumerate(sheet.groups):
        found[i].append(GroupFigure(group, f.period, _figure(code, name, picked, at)))
    return [tuple(some) for some in found]


@dataclass(frozen=True, eq=False)
class _Beside:
    """The planning area or the city laid beside a sheet. values, at: (figures of the sheet,); at −1 = has none."""

    code: str
    name: str
    row: _Row | None
    at: Ints
    values: Floats

    def figure(self, position: int) -> Figure | None:
        at = int(self.at[position])
        return None if at < 0 or self.row is None else _figure(self.code, self.name, self.row, at)


def _beside(version: Version, sheet: _Sheet, edition: Edition | None, row: int) -> _Beside:
    if edition is None:
        n = len(sheet.flat)
        return _Beside("", "", None, np.full(n, -1), np.full(n, np.nan))
    other = _sheet(version, edition)
    at, picked = _places(sheet, other), _row(other, row)
    values = np.where(at >= 0, picked.values[at], np.nan) if len(picked.values) else np.full(len(at), np.nan)
    return _Beside(edition.codes[row], edition.names[row], picked, at, values)


@lru_cache(maxsize=24)
def _places(sheet: _Sheet, other: _Sheet) -> Ints:
    """For each figure of a sheet the position of the same indicator and period in another, −1 = none."""
    return np.array([other.place.get((f.indicator, f.period), -1) for f in sheet.flat], dtype=np.int64)


__all__ = ["GroupFigure", "Line", "Profile", "alike", "profile", "touching"]

"""A data version: the frozen set of releases, editions and definitions that all figures of a page come from.

`Version.figures` is the only door through which figures leave; pages, command line, notebooks and files go through it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sozialraum.methods.position import Position, position
from sozialraum.warehouse import disclosure, places, results
from sozialraum.warehouse.catalogue import Catalogue, Indicator
from sozialraum.warehouse.editions import CITY_SYSTEM, Edition, get, parent_edition
from sozialraum.warehouse.facts import INHABITANTS, Facts, Place, read
from sozialraum.warehouse.figures import Figures, Series, interval
from sozialraum.warehouse.indices import CLASS, DYNAMICS, EXCLUSION, FIXED, GROUP
from sozialraum.warehouse.protection import Protection
from sozialraum.warehouse.store import Store
from sozialraum.warehouse.tables import Shelf
from sozialraum.warehouse.values import Column, State

# How intake names a break in a series that its source reports.
SERIES_BREAK = "series_break"


class NoFiguresError(LookupError):
    """The data version has no such figures; the sentence says what it has."""


class Version:
    """One published data version, read-only and safe to share between threads."""

    def __init__(self, store: Store, published: Mapping[str, Any]) -> None:
        self.id: str = published["id"]
        self.published: str = published["published"]
        self.store = store
        self.shelf = Shelf(store)
        self._built: Mapping[str, Any] = store.get_json(published["built"])
        self.settings: Mapping[str, Any] = self._built["city"]
        # Figures only point at columns on the shelf, so keeping many of them costs little.
        self._shown = lru_cache(16_384)(self._make)
        self._periods = lru_cache(4_096)(self._find_periods)
        self._latest = lru_cache(4_096)(self._find_latest)
        self._breaks = lru_cache(4_096)(self._find_breaks)

    # What it is made of ------------------------------------------------------------------------------------------

    @cached_property
    def catalogue(self) -> Catalogue:
        """Indicators, indices, dimensions, variables and groups as they stood when it was built."""
        return Catalogue.from_dict(self.store.get_json(self._built["catalogue"]))

    @cached_property
    def _editions(self) -> dict[str, Edition]:
        systems = {s["key"]: s for s in [*self.settings["space_system"], CITY_SYSTEM]}
        lines = self._built["editions"]
        return {k: get(self.store, k, line, systems[line["space_system"]]) for k, line in lines.items()}

    @cached_property
    def facts(self) -> Facts:
        """Where every column lies."""
        return Facts.from_json(self.store.get_json(self._built["facts"]))

    @cached_property
    def results(self) -> Facts:
        """Where every indicator's figures lie, of all editions whose figures may leave."""
        found = Facts.from_json(self.store.get_json(self._built["results"]))
        internal = {e.key for e in self._editions.values() if self.protection.internal(e)}
        return Facts({e: periods for e, periods in found.places.items() if e not in internal})

    @cached_property
    def releases(self) -> Mapping[str, Mapping[str, Any]]:
        """Deliveries by key: title, publisher, licence, url, edition, files, periods."""
        return dict(self._built["releases"])

    @cached_property
    def facility_sources(self) -> Mapping[str, Mapping[str, Any]]:
        """Sources of facilities by key."""
        return dict(self._built["facilities"])

    @cached_property
    def edition_lines(self) -> Mapping[str, Mapping[str, Any]]:
        """Editions by key as they were staged: their boundaries' object, basis, files."""
        return dict(self._built["editions"])

    @cached_property
    def crosswalks(self) -> list[Mapping[str, Any]]:
        """Delivered crosswalks: from, to, made_from."""
        return list(self._built["crosswalks"])

    @cached_property
    def issues(self) -> list[dict[str, Any]]:
        """The issue log, as plain values of `Issue`."""
        found: list[dict[str, Any]] = self.store.get_json(self._built["issues"])
        return found

    @cached_property
    def protection(self) -> Protection:
        """What of its counts must not be shown."""
        threshold = int(self.settings.get("threshold", 0) or 0)
        return Protection(threshold, self._editions, lambda: self.facts, lambda: self.catalogue, self.shelf)

    # Spaces ------------------------------------------------------------------------------------------------------

    def editions(self) -> list[Edition]:
        """All editions: social spaces first, then planning areas, the city, others; the newest first."""
        order = {"social_space": 0, "planning_area": 1, "city": 2, "other": 3, "building_block": 4}
        by_age = sorted(self._editions.values(), key=lambda e: e.valid_from, reverse=True)
        return sorted(by_age, key=lambda e: order[e.role])

    def edition(self, name: str | None = None) -> Edition:
        """An edition by its key, or the newest one of a space system; without a name that of the social spaces.

        Raises NoFiguresError with the names there are.
        """
        wanted = name or str(self.settings["social_spaces"])
        if wanted in self._editions:
            return self._editions[wanted]
        found = [e for e in self._editions.values() if e.space_system == wanted]
        if not found:
            raise NoFiguresError(
                f"There is no space system or edition “{wanted}”; there are {', '.join(sorted(self._editions))}."
            )
        return max(found, key=lambda e: e.valid_from)

    def parent_of(self, edition: Edition) -> Edition | None:
        """The edition that holds this one's spaces; None for the city."""
        return parent_edition(edition, self._editions)

    def parent_rows(self, edition: Edition) -> npt.NDArray[np.int64]:
        """For each space the row of its parent in `parent_of`, −1 = none."""
        parent = self.parent_of(edition)
        if parent is None:
            return np.full(len(edition), -1, dtype=np.int64)
        return np.zeros(len(edition), np.int64) if len(parent) == 1 else parent.positions(edition.parents)

    def outlines(self, edition: Edition) -> bytes:
        """Boundaries for the map as compact GeoJSON."""
        return self.store.get_bytes(self._built["outlines"][edition.key])

    def outlines_name(self, edition: Edition) -> str:
        """Content name of the outlines: an address that never changes its meaning."""
        return str(self._built["outlines"][edition.key]).split(".")[0]

    def facilities(self, edition: Edition) -> list[places.Facilities]:
        """Facilities of all sources with their spaces in this edition."""
        cached: dict[str, list[places.Facilities]] = self.__dict__.setdefault("_located", {})
        if edition.key not in cached:
            lines = self.facility_sources.items()
            cached[edition.key] = [places.get(self.store, key, line, edition) for key, line in lines]
        return cached[edition.key]

    # The door ----------------------------------------------------------------------------------------------------

    def figures(
        self,
        indicator: str,
        space_system: str | None = None,
        period: str | None = None,
        group: str = "total",
        edition: str | None = None,
    ) -> Figures:
        """One indicator or index for all spaces: the only way in which figures leave, disclosure-checked.

        space_system or edition: where; the newest edition of the social spaces without either.
        period: a year; without it the latest in which a space has a number. Raises NoFiguresError saying what there is.
        """
        e = self.edition(edition or space_system)
        asked = None if period is None else str(period)  # a notebook may well say 2022
        return self._shown(e.key, indicator, group, self._found(e, indicator, group, asked))

    def _make(self, edition: str, indicator: str, group: str, period: str) -> Figures:
        e, name = self._editions[edition], f"{indicator}@{group}"
        column = self.shelf.column(self.results.at(edition, period)[name].object, name)
        definition = self.catalogue.indicators.get(indicator)
        if definition is None:
            return self._index_figures(e, indicator, group, period, column)
        return self._indicator_figures(e, definition, group, period, column)

    def _found(self, edition: Edition, indicator: str, group: str, period: str | None) -> str:
        """The period asked for, or the latest with a number."""
        periods = self.periods(indicator, edition, group)
        if period is None and periods:
            return self.latest(indicator, edition, group)
        if period in periods:
            return period
        if indicator not in self.names:
            near = get_close_matches(indicator, self.names, n=5, cutoff=0.4) or list(self.names)[:5]
            raise NoFiguresError(
                f"There is no indicator “{indicator}”. Did you mean one of: {', '.join(near)}?"
            )
        if self.protection.internal(edition):
            raise NoFiguresError(
                f"Figures of {edition.key} are not published: building blocks are too small. Take another space system."
            )
        if problem := self.catalogue.group_problem(group):
            raise NoFiguresError(
                f"{problem}; groups of {indicator}: {', '.join(self.groups(indicator, edition))}."
            )
        have = f"there are figures for {periods[0]} to {periods[-1]}" if periods else "there are none at all"
        groups = ", ".join(self.groups(indicator, edition)) or "none"
        raise NoFiguresError(
            f"No figures of {indicator} for {group}, {edition.key}, {period or 'any year'}: {have}; groups: {groups}."
        )

    def _indicator_figures(
        self, edition: Edition, definition: Indicator, group: str, period: str, column: Column
    ) -> Figures:
        above, below = self.parts(edition, definition, group, period)
        hidden, few = self.protection.of_figures(edition, definition, group, period, above, below)
        unreliable = column.states == State.UNRELIABLE  # its parts would be one division away from it
        column, above = disclosure.hide(column, hidden | few), disclosure.hide(above, hidden | few)
        above = disclosure.hide(above, unreliable, State.UNRELIABLE)
        below = disclosure.hide(below, few) if below is not None else None
        return Figures(
            definition.key, definition.title, definition.unit, definition.decimals, definition.direction, edition,
            period, group, column.values, column.states, above, below, self.id, definition.factor,
            definition.interval == "wilson" and below is not None,
        )  # fmt: skip

    def _index_figures(self, edition: Edition, key: str, group: str, period: str, column: Column) -> Figures:
        codes = self.shelf.column(
            self.results.at(edition.key, period)[f"{key}@{group}"].object, f"{key}@{group}{CLASS}"
        )
        return Figures(
            key, self.names[key].title, "index", 2, "burden", edition, period, group, column.values, column.states,
            None, None, self.id, classes=np.nan_to_num(codes.values, nan=-1).astype(np.int8),
        )  # fmt: skip

    def parts(
        self, edition: Edition, definition: Indicator, group: str, period: str
    ) -> tuple[Column, Column | None]:
        """Numerator and denominator columns before disclosure control; for the door and for checks only."""
        above, below = definition.operands(group)
        present = self.facts.at(edition.key, period)
        return results.parts(
            definition, group, read(self.shelf, {c: present[c] for _, c in (*above, *below)})
        )

    # What there is -----------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> dict[str, Any]:
        """Everything that `figures` answers to: indicators, then indices with their dynamics and fixed variants."""
        made: dict[str, Any] = dict(self.catalogue.indicators)
        for key, definition in self.catalogue.indices.items():
            for variant in (key, key + DYNAMICS, key + FIXED):
                made[variant] = definition
        return made

    def periods(self, indicator: str, edition: Edition, group: str = "total") -> list[str]:
        """Periods with figures, in order."""
        return list(self._periods(f"{indicator}@{group}", edition.key))

    def _find_periods(self, name: str, edition: str) -> tuple[str, ...]:
        return tuple(p for p in self.results.periods(edition) if name in self.results.at(edition, p))

    def latest(self, indicator: str, edition: Edition, group: str = "total") -> str:
        """The latest period in which at least one space has a number that is shown, else the latest; "" for none."""
        return self._latest(edition.key, indicator, group)

    def _find_latest(self, edition: str, indicator: str, group: str) -> str:
        periods = self._periods(f"{indicator}@{group}", edition)
        for period in reversed(periods):
            if not np.isnan(self._shown(edition, indicator, group, period).values).all():
                return period
        return periods[-1] if periods else ""

    def groups(self, indicator: str, edition: Edition) -> list[str]:
        """Groups with figures in any period, in the order of `Catalogue.group_place`."""
        prefix = indicator + "@"
        found = {
            c[len(prefix) :]
            for p in self.results.periods(edition.key)
            for c in self.results.at(edition.key, p)
            if c.startswith(prefix) and "#" not in c
        }
        return sorted(found, key=self.catalogue.group_place)

    def series(self, indicator: str, edition: Edition, group: str = "total") -> Series:
        """The same figures over all periods, through the door; arrays of shape (periods, spaces)."""
        all_ = self._all_periods(indicator, edition, group)
        stacked = [
            np.stack([getattr(f, name) for f in all_]) for name in ("values", "states", "lower", "upper")
        ]
        values, states, lower, upper = stacked
        return Series(
            indicator, group, edition, tuple(f.period for f in all_), values, states, lower, upper,
            self.breaks(edition, indicator),
        )  # fmt: skip

    def series_of(self, indicator: str, edition: Edition, row: int, group: str = "total") -> Series:
        """The series of the space in one row: arrays of shape (periods,)."""
        all_ = self._all_periods(indicator, edition, group)
        values = np.array([f.values[row] for f in all_])
        states = np.array([f.states[row] for f in all_], dtype=np.uint8)
        lower = upper = np.full(len(all_), np.nan)
        if all_[0].has_interval:
            above = np.array([f.numerator[row] for f in all_])
            below = np.array([f.denominator[row] for f in all_])
            lower, upper = interval(values, above, below, all_[0].factor)
        periods = tuple(f.period for f in all_)
        return Series(
            indicator, group, edition, periods, values, states, lower, upper, self.breaks(edition, indicator)
        )

    def _all_periods(self, indicator: str, edition: Edition, group: str) -> list[Figures]:
        periods = self.periods(indicator, edition, group)
        if not periods:
            self._found(edition, indicator, group, None)
        return [self._shown(edition.key, indicator, group, p) for p in periods]

    def breaks(self, edition: Edition, indicator: str) -> tuple[str, ...]:
        """Periods from which on a series is made otherwise than before: counted anew at its source, or carried between
        boundaries, then delivered, or the reverse.
        """
        return self._breaks(edition.key, indicator)

    def _find_breaks(self, edition: str, indicator: str) -> tuple[str, ...]:
        definition = self.catalogue.indicators.get(indicator)
        if definition is None:
            return ()
        above, below = definition.operands("total")
        columns = tuple(c for _, c in (*above, *below))
        return self.breaks_in(self._editions[edition], columns, self._periods(f"{indicator}@total", edition))

    def breaks_in(self, edition: Edition, columns: Sequence[str], periods: Sequence[str]) -> tuple[str, ...]:
        """Those of the periods from which on one of the columns is made otherwise than before, see `breaks`."""
        made: list[tuple[str, tuple[str, ...]]] = []
        for period in periods:
            here = self.facts.at(edition.key, period)
            made.append((period, tuple(f"{here[c].how}{here[c].source}" for c in columns if c in here)))
        carried = {p for (_, a), (p, b) in itertools.pairwise(made) if a != b and "divided" in "".join(a + b)}
        return tuple(sorted(carried | self._counted_anew(columns, [p for p, _ in made])))

    def _counted_anew(self, columns: Sequence[str], periods: Sequence[str]) -> set[str]:
        """The first of these periods at or after each break that a source reports for one of the columns.

        A break in the count of everybody is one for every group of them.
        """
        suffering = {*columns, *(f"{c.split('@')[0]}@total" for c in columns)}
        since = [i["period"] for i in self.issues if i["kind"] == SERIES_BREAK and i["column"] in suffering]
        found = {
            next((p for p in periods if p >= year), "") for year in since if periods and year > periods[0]
        }
        return found - {""}

    def ranking(self, indicator: str, edition: Edition, period: str) -> Position:
        """Where every space stands, rank 1 = highest value."""
        return position(self.figures(indicator, edition=edition.key, period=period).values)

    def summary(self, edition: Edition) -> Mapping[str, Any]:
        """`disparity`: indicator → period → measures; `segregation`: column → period → measures."""
        line = self._built["summaries"].get(edition.key)
        return self.store.get_json(line["object"]) if line else {"disparity": {}, "segregation": {}}

    def column(self, edition: Edition, period: str, name: str) -> Column | None:
        """A delivered or carried column with small counts hidden; None where there is none."""
        place: Place | None = self.facts.at(edition.key, period).get(name)
        if place is None:
            return None
        column = self.shelf.column(place.object, name)
        if self.protection.internal(edition):
            return None
        if not self.protection.concerns(((1, name),)):
            return column
        return disclosure.hide(column, self.protection.hidden(edition.key, period, name))

    def population(self, edition: Edition, period: str) -> Column | None:
        """Inhabitants of each space."""
        return self.column(edition, period, INHABITANTS)

    def exclusions(self, key: str, edition: Edition, period: str) -> npt.NDArray[np.int8]:
        """Why spaces have no index: codes of `methods.social_monitoring.Exclusion`, shape (n,)."""
        return self._codes(edition, period, key, EXCLUSION)

    def index_groups(self, key: str, edition: Edition, period: str) -> npt.NDArray[np.int8]:
        """Groups 1 to 12 of status and dynamics, −1 = none, shape (n,)."""
        return self._codes(edition, period, key, GROUP)

    def _codes(self, edition: Edition, period: str, key: str, what: str) -> npt.NDArray[np.int8]:
        name = f"{key}@total{what}"
        place = self.results.at(edition.key, period).get(name)
        if place is None:
            return np.full(len(edition), -1, dtype=np.int8)
        values = self.shelf.column(place.object, name).values
        return np.nan_to_num(values, nan=-1).astype(np.int8)

"""Any spaces side by side, of whatever system: which ones, and what their figures are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import Dot, Svg
from sozialraum.numbers import Writer
from sozialraum.planning.situation.queries import search
from sozialraum.planning.statistics.addresses import figure_path, indicator_path, space_path
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries.versions import available, chosen
from sozialraum.planning.statistics.words import edition_title, folded, group_title, language, said
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.facts import read
from sozialraum.warehouse.figures import Figure, Figures
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import NoFiguresError, Version

MOST = 5  # side by side; more can't be taken in at a glance
PROPOSALS = 12


@dataclass(frozen=True, eq=False)
class Picked:
    """A space that is compared. reference: as it stands in the address, system/code or edition/code."""

    edition: Edition
    row: int
    name: str
    unit: str
    path: str
    reference: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """What a visitor chose to compare. proposals: spaces that the typed name may have meant."""

    version: Version
    spaces: tuple[Picked, ...]
    group: str
    period: str  # a year, or nothing for each indicator's latest
    notes: tuple[str, ...] = ()
    proposals: tuple[search.Entry, ...] = ()
    added: bool = False

    def query(self, spaces: Iterable[Picked] | None = None, **changes: str) -> str:
        """The query of the address that shows this, or the same with other spaces."""
        chosen_ = self.spaces if spaces is None else spaces
        pairs = [("raum", s.reference) for s in chosen_]
        rest = {
            "gruppe": "" if self.group == "total" else self.group, "jahr": self.period,
            "datenstand": "" if self.version is chosen()[0] else self.version.id,
        }  # fmt: skip
        pairs += [(name, value) for name, value in (rest | changes).items() if value]
        return "?" + urlencode(pairs, safe="@/")

    def without(self, space: Picked) -> str:
        """The same with one space fewer."""
        return self.query([s for s in self.spaces if s is not space])

    def with_reference(self, reference: str) -> str:
        """The same with one space more."""
        found = picked(self.version, reference)
        return self.query([*self.spaces, found] if found else None)


# -- which spaces -----------------------------------------------------------------------------------------------


def comparison(asked: Mapping[str, Any], references: Sequence[str]) -> Comparison:
    """What is to be compared. references: as in `raum`; asked: `dazu` (typed), `gruppe`, `jahr`, `datenstand`."""
    version, is_found = chosen(asked.get("datenstand", ""))
    notes: list[str] = []
    if not is_found:
        notes.append(
            _("Den Datenstand „{name}“ gibt es nicht. Zu sehen ist der heutige.").format(
                name=asked["datenstand"]
            )
        )
    spaces: list[Picked] = []
    for reference in references:
        found = picked(version, reference)
        if found is None:
            notes.append(_("Den Raum „{name}“ gibt es nicht.").format(name=reference))
        elif all(s.reference != found.reference for s in spaces):
            spaces.append(found)
    typed = asked.get("dazu", "").strip()[:120]
    more, proposals = meant(version, typed) if typed else (None, ())
    if more is not None and all(s.reference != more.reference for s in spaces):
        spaces.append(more)
    elif typed and more is None and not proposals:
        notes.append(
            _("„{name}“ ist kein Raum dieser Stadt. Suchen Sie nach einem Teil des Namens.").format(
                name=typed
            )
        )
    if len(spaces) > MOST:
        left = ", ".join(f"{s.name} ({s.unit})" for s in spaces[MOST:])
        notes.append(
            _("Mehr als {most} Räume passen nicht nebeneinander. Nicht gezeigt: {left}.").format(
                most=MOST, left=left
            )
        )
        spaces = spaces[:MOST]
    group = _group(version, asked.get("gruppe", ""), notes)
    period = _period(version, asked.get("jahr", ""), notes)
    return Comparison(version, tuple(spaces), group, period, tuple(notes), tuple(proposals), more is not None)


def picked(version: Version, reference: str) -> Picked | None:
    """The space of a reference, None where there is none; a bare code is one of today's social spaces."""
    name, _slash, code = reference.rpartition("/")
    try:
        edition = version.edition(name or None)
    except NoFiguresError:
        return None
    if edition.positions([code])[0] < 0:
        return None
    newest = version.edition(edition.space_system) is edition
    unit = said(edition.unit) if newest else edition_title(edition)
    row = edition.index_of(code)
    reference = f"{edition.space_system if newest else edition.key}/{code}"
    return Picked(edition, row, edition.names[row], unit, space_path(version, edition, code), reference)


def meant(version: Version, typed: str) -> tuple[Picked | None, Sequence[search.Entry]]:
    """The one space that a typed name must mean, else those that it may mean."""
    if found := picked(version, typed):
        return found, ()
    if folded(typed) == folded(str(version.settings["name"])):
        return picked(version, f"{CITY}/{CITY}"), ()
    entries = [e for e in search.index(version).find(typed) if e.kind == search.SPACES]
    same = [e for e in entries if folded(e.title) == folded(typed) and e.weight > 0]
    only = same if len(same) == 1 else entries if len(entries) == 1 else []
    return (picked(version, only[0].reference), ()) if only else (None, entries[:PROPOSALS])


def _group(version: Version, asked: str, notes: list[str]) -> str:
    if not asked or asked in groups(version):
        return asked or "total"
    notes.append(_("Für die Gruppe „{group}“ gibt es keine Zahlen. Zu sehen sind alle.").format(group=asked))
    return "total"


def _period(version: Version, asked: str, notes: list[str]) -> str:
    if not asked or asked in periods(version):
        return asked
    notes.append(_("Für {asked} liegen keine Zahlen vor. Zu sehen sind die neuesten.").format(asked=asked))
    return ""


@lru_cache(maxsize=4)
def groups(version: Version) -> tuple[str, ...]:
    """Groups that any indicator is known for: total first, then by axis, ages by their years."""
    found = {g for here in available(version).values() for known in here.values() for g in known}
    return tuple(sorted(found, key=version.catalogue.group_place))


@lru_cache(maxsize=4)
def periods(version: Version) -> tuple[str, ...]:
    """Years that any figure is known for, the latest first."""
    return tuple(
        sorted({p for e in version.editions() for p in version.results.periods(e.key)}, reverse=True)
    )


# -- what their figures are -------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Cell:
    """The figure of one space with its interval as text, its years as a small line, and where it explains itself."""

    figure: Figure
    interval: str
    spark: Svg | None
    path: str


@dataclass(frozen=True, eq=False)
class Row:
    """One indicator for all spaces compared."""

    indicator: Indicator
    period: str
    cells: tuple[Cell, ...]
    dots: Svg
    path: str = ""


@dataclass(frozen=True, eq=False)
class Section:
    """The indicators of one dimension; none where the city has no figures."""

    key: str
    title: str
    rows: tuple[Row, ...] = field(default=())


def sections(of: Comparison) -> list[Section]:
    """All indicators that at least one of the spaces has, by dimension in its order."""
    key = tuple((s.edition, s.row) for s in of.spaces)
    return _sections(of.version, key, of.group, of.period, language())


@lru_cache(maxsize=32)
def _sections(
    version: Version, spaces: tuple[tuple[Edition, int], ...], group: str, period: str, _language: str
) -> list[Section]:
    for edition in {e for e, _row in spaces}:
        _read_ahead(version, edition, group)
    by_dimension: dict[str, list[Row]] = {key: [] for key in version.catalogue.dimensions}
    for indicator in version.catalogue.indicators.values():
        row = _row(version, spaces, indicator, group, period)
        if row is not None:
            by_dimension[indicator.dimension].append(row)
    titles = version.catalogue.dimensions
    return [Section(key, said(titles[key].title), tuple(rows)) for key, rows in by_dimension.items()]


@lru_cache(maxsize=64)
def _read_ahead(version: Version, edition: Edition, group: str) -> None:
    """Bring what the door will ask for into memory, one pass a file instead of one a column."""
    known = version.catalogue.indicators
    here = [
        key for key, groups_ in available(version)[edition.key].items() if key in known and group in groups_
    ]
    wanted = [c for key in here for c in known[key].columns(group)]
    for period in version.results.periods(edition.key):
        shown, parts = version.results.at(edition.key, period), version.facts.at(edition.key, period)
        names = [f"{key}@{group}" for key in here]
        read(version.shelf, {name: shown[name] for name in names if name in shown})
        read(version.shelf, {c: parts[c] for c in wanted if c in parts})


def _row(
    version: Version, spaces: tuple[tuple[Edition, int], ...], indicator: Indicator, group: str, period: str
) -> Row | None:
    have = [available(version)[e.key].get(indicator.key, {}).get(group, ()) for e, _row in spaces]
    if not any(have):
        return None
    if period and all(period not in h for h in have):
        return None
    years = sorted({p for h in have for p in h})
    lines = [
        _line(version, e, row, indicator.key, group, years, h)
        for (e, row), h in zip(spaces, have, strict=True)
    ]
    year = period or _latest(years, have, lines)
    figures = [
        version.figures(indicator.key, edition=e.key, period=year, group=group) if year in h else None
        for (e, _row), h in zip(spaces, have, strict=True)
    ]
    known = [v for line in lines for v in line if not math.isnan(v)]
    ends = (min(known), max(known)) if known else None
    write = Writer(indicator.unit, indicator.decimals, language())
    cells = tuple(
        _cell(f, e, row, line, ends, write, indicator, group)
        for f, (e, row), line in zip(figures, spaces, lines, strict=True)
    )
    dots = charts.dots(
        [Dot(c.figure.name, c.figure.value, c.figure.state, c.figure.lower, c.figure.upper) for c in cells],
        _others(figures), title=said(indicator.title), unit=indicator.unit, decimals=indicator.decimals,
        language=language(),
    )  # fmt: skip
    return Row(indicator, year, cells, dots, indicator_path(indicator.key))


def _latest(years: Sequence[str], have: Sequence[Sequence[str]], lines: Sequence[Sequence[float]]) -> str:
    """The latest year that all spaces have, if there is one, in which at least one of them has a number."""
    common = set.intersection(*(set(h) for h in have if h)) or set(years)
    known = {y for line in lines for y, value in zip(years, line, strict=True) if not math.isnan(value)}
    return max(common & known or common)


def _line(
    version: Version, edition: Edition, row: int, key: str, group: str, years: Sequence[str], have: Sequence[str]
) -> list[float]:  # fmt: skip
    """The values of one space over the years of all spaces, NaN where it has none."""
    return [
        float(version.figures(key, edition=edition.key, period=p, group=group).values[row])
        if p in have
        else math.nan
        for p in years
    ]


def _others(figures: Sequence[Figures | None]) -> np.ndarray:
    """The values of all spaces of the first edition that is divided at all, for the background of a row."""
    several = (f for f in figures if f is not None and len(f.values) > 1)
    return next((f.values for f in several), np.zeros(0))


def _cell(
    figures: Figures | None, edition: Edition, row: int, line: Sequence[float], ends: tuple[float, float] | None,
    write: Writer, indicator: Indicator, group: str,
) -> Cell:  # fmt: skip
    if figures is None:
        nan = math.nan
        none = Figure(edition.codes[row], edition.names[row], nan, State.UNKNOWN, nan, nan, nan, nan, -1)
        return Cell(none, "", None, "")
    figure = figures.at(row)
    spark = None
    if sum(not math.isnan(v) for v in line) > 2:
        title = f"{said(indicator.title)}: {figure.name}"
        spark = charts.spark(
            line,
            title=title,
            unit=indicator.unit,
            decimals=indicator.decimals,
            language=language(),
            ends=ends,
        )
    path = figure_path(indicator.key, edition, figure.code, figures.period, group)
    return Cell(figure, write.span(figure.lower, figure.upper), spark, path)


# -- to take along ----------------------------------------------------------------------------------------------

COLUMNS = (
    "dimension", "indicator", "title", "unit", "group", "period", "edition", "code", "name", "value", "sign",
    "state", "numerator", "denominator", "lower", "upper",
)  # fmt: skip


def table(of: Comparison) -> Table:
    """All of it as a table: a row a space and indicator."""
    rows, states = [], set()
    for section in sections(of):
        for row in section.rows:
            for space, cell in zip(of.spaces, row.cells, strict=True):
                f = cell.figure
                states.add(int(f.state))
                rows.append((
                    section.key, row.indicator.key, said(row.indicator.title), row.indicator.unit, of.group,
                    row.period, space.edition.key, f.code, f.name, f.value, f.state.sign, f.state.name.lower(),
                    f.numerator, f.denominator, f.lower, f.upper,
                ))  # fmt: skip
    names = ", ".join(f"{s.name} ({s.unit})" for s in of.spaces)
    about = [(_("Räume"), names), (_("Gruppe"), group_title(of.version, of.group))]
    return Table(_("Vergleich: {names}").format(names=names), COLUMNS, rows, about, states)

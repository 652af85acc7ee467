"""Tables that everybody can see: columns that explain themselves, rows that can be sorted, the same as a file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.charts import Chart
from sozialraum.planning.reports.queries.keeping_back import KEPT_BACK
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.words import euros, language
from sozialraum.warehouse.version import Version

Text = str | Promise
# unit: decimals with which it is shown
UNITS = {"count": 0, "percent": 0, "days": 0, "rate": 1, "index": 2, "euros": 0, "text": 0}
SORT = "sort"


@dataclass(frozen=True)
class Column:
    """A column: its name in files, its heading, what it means, the unit of its values."""

    key: str
    title: Text
    says: Text
    unit: str = "count"

    @property
    def is_text(self) -> bool:
        return self.unit == "text"


@dataclass(frozen=True)
class Row:
    """A row: whose it is, where that leads, its values by column. What is missing is None."""

    title: str
    values: Mapping[str, Any]
    address: str = ""
    key: str = ""
    mark: str = ""  # a word beside the title
    says: str = ""  # what it means, where rows and not columns are to be explained
    unit: str = ""  # of all its values, where that is the row's and not the column's


@dataclass(frozen=True)
class Grid:
    """A table with its own heading. name: of the rows' heads; total: a last row, never sorted."""

    key: str
    title: Text
    name: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    says: str = ""
    is_folded: bool = False  # shown as one line until somebody opens it


@dataclass(frozen=True)
class Head:
    """A heading as it is shown: sorted by a link."""

    title: Text
    query: str
    order: str  # "ascending" | "descending" | ""
    is_text: bool


@dataclass(frozen=True)
class Shown:
    """A table as it is shown: everything is text already. Each cell: text, whether it is text, kept back."""

    grid: Grid
    heads: tuple[Head, ...]
    rows: tuple[tuple[Row, tuple[tuple[str, bool, bool], ...]], ...]
    total: tuple[tuple[str, bool, bool], ...]

    @property
    def explained(self) -> list[tuple[Text, Text]]:
        """Columns and rows of which something is to be said, with what."""
        columns = [(column.title, column.says) for column in self.grid.columns if column.says]
        return columns + [(row.title, row.says) for row in self.grid.rows if row.says]

    @property
    def is_sorted(self) -> bool:
        """Whether somebody asked for its order."""
        return any(head.order for head in self.heads)

    @property
    def has_kept_back(self) -> bool:
        """Whether something in it is not told."""
        return any(cell[2] for _row, cells in self.rows for cell in cells) or any(c[2] for c in self.total)


@dataclass(frozen=True)
class Overview:
    """One of the pages: what is to be seen in a sentence, its tables and charts, and the rules that it follows."""

    version: Version
    key: str
    title: Text
    lead: Text
    sentences: tuple[str, ...]
    grids: tuple[Grid, ...]
    charts: tuple[Chart, ...] = ()
    years: tuple[int, ...] = ()
    year: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    is_empty: bool = False
    teaches: Text = ""
    asked: Mapping[str, str] = field(default_factory=dict)


def shown(grid: Grid, asked: QueryDict) -> Shown:
    """The table in the order that was asked for: "?sort=aemter.open", or "-aemter.open" the other way round."""
    wanted = asked.get(SORT, "")
    descending, name = wanted.startswith("-"), wanted.removeprefix("-")
    heads, rows = [], list(grid.rows)
    for column in (Column("", grid.name, "", "text"), *grid.columns):
        key = f"{grid.key}.{column.key}"
        is_sorted = name == key
        order = ("descending" if descending else "ascending") if is_sorted else ""
        first_down = not column.is_text  # numbers: the largest first
        turned = (not descending) if is_sorted else first_down
        heads.append(
            Head(column.title, _query(asked, f"{'-' if turned else ''}{key}"), order, column.is_text)
        )
        if is_sorted:
            rows = _ordered(rows, column.key, descending)
    told = tuple((row, tuple(_cell(column, row) for column in grid.columns)) for row in rows)
    total = tuple(_cell(c, grid.total) for c in grid.columns) if grid.total else ()
    return Shown(grid, tuple(heads), told, total)


def _query(asked: QueryDict, sort: str) -> str:
    changed = asked.copy()
    changed[SORT] = sort
    return f"?{changed.urlencode(safe='/')}"


def _ordered(rows: Sequence[Row], key: str, descending: bool) -> list[Row]:
    """What has no value stands last in both directions."""
    if not key:
        return sorted(rows, key=lambda row: sort_key(row.title), reverse=descending)
    known = [row for row in rows if is_known(row.values.get(key))]
    texts = any(isinstance(row.values[key], str) for row in known)
    known.sort(key=lambda row: sort_key(row.values[key]) if texts else row.values[key], reverse=descending)
    return known + [row for row in rows if not is_known(row.values.get(key))]


def is_known(value: Any) -> bool:
    """Whether there is a value to be shown."""
    return not (
        value is None or value == "" or value is KEPT_BACK or (isinstance(value, float) and math.isnan(value))
    )


def _cell(column: Column, row: Row) -> tuple[str, bool, bool]:
    value = row.values.get(column.key)
    return text_of(row.unit or column.unit, value), column.is_text, value is KEPT_BACK


def text_of(unit: str, value: Any) -> str:
    """A value as text in the visitor's language."""
    if value is KEPT_BACK:
        return "·"
    if not is_known(value):
        return "–"
    if unit == "text":
        return str(value)
    if unit == "euros":
        return euros(value)
    said = numbers.number(float(value), UNITS[unit], language())
    return numbers.with_unit(said, "percent", language()) if unit == "percent" else said


def whole_euros(amount: Decimal) -> str:
    """An amount in whole euros, for sentences and axes; rounded half away from zero."""
    return numbers.euros(round_to_euros(amount) * 100, language())


def round_to_euros(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding="ROUND_HALF_UP"))


def euros_of_text(amount: Any) -> str:
    """An amount as the journal keeps it ("1000.10"), in the visitor's language; nothing where it is none."""
    try:
        return euros(Decimal(str(amount)))
    except (ArithmeticError, ValueError):
        return ""


def percent(part: int, whole: int) -> float | None:
    """A share in percent; None where there is nothing to share."""
    return 100 * part / whole if whole else None


def file_of(overview: Overview, grids: Iterable[Grid]) -> Table:
    """All rows of the tables one below the other: which table, whose row, then all columns that any of them has.

    Money stands as an exact decimal, days and shares as numbers; what is kept back is named in the last column.
    """
    every = list(grids)
    columns = list(dict.fromkeys(column.key for grid in every for column in grid.columns))
    rows = []
    for grid in every:
        for row in (*grid.rows, *((grid.total,) if grid.total else ())):
            own = {column.key for column in grid.columns}
            values = [_plain(row.values.get(key)) if key in own else None for key in columns]
            hidden = " ".join(key for key in columns if key in own and row.values.get(key) is KEPT_BACK)
            rows.append((grid.key, row.key, row.title, *values, hidden))
    about = [(str(column.title), str(column.says)) for grid in every for column in grid.columns]
    about = [*dict.fromkeys(about), *overview.notes]
    return Table(str(overview.title), ("table", "key", "name", *columns, "kept_back"), rows, about)


def _plain(value: Any) -> Any:
    if value is KEPT_BACK:
        return None
    return round(value, 2) if isinstance(value, float) and not math.isnan(value) else value


def kept_back_rule() -> tuple[str, str]:
    """What is not told, and how."""
    return (
        _("Geheimhaltung"),
        _(
            "Zahlen von Menschen und Meldungen unter drei werden nicht genannt (·), auch wenn es keine sind. Damit "
            "niemand sie aus Summen ausrechnen kann, fehlt dann auch die nächstgrößere."
        ),
    )

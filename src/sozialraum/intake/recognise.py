"""Phase two: which label is which series, which row is which space, which period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sozialraum.intake.errors import ColumnMissing
from sozialraum.intake.log import Log
from sozialraum.intake.raw import Cells, Ints, RawTable, of_values
from sozialraum.intake.read_json import level_name
from sozialraum.intake.recipe import Source, tidy
from sozialraum.intake.spaces import year_in

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Places:
    """Where cells belong: `positions` in the order of the edition, `rows` of the file. Shape (n,) both."""

    positions: Ints
    rows: Ints

    @cached_property
    def rank(self) -> Ints | None:
        """How many cells of the same space came before; None where every space comes once."""
        if len(self.positions) < 2 or np.bincount(self.positions).max() < 2:
            return None
        order = np.argsort(self.positions, kind="stable")
        along = self.positions[order]
        starts = np.flatnonzero(np.r_[True, along[1:] != along[:-1]])
        lengths = np.diff(np.r_[starts, len(along)])
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order)) - np.repeat(starts, lengths)
        return rank


@dataclass(frozen=True, eq=False)
class Found:
    """The cells of one label and period."""

    label: str
    period: str
    cells: Cells
    places: Places
    file: str
    sheet: str


def recognise(table: RawTable, source: Source, keys: dict[str, int], log: Log) -> Iterator[Found]:
    """Everything in a table that the recipe asks for. Unknown spaces, labels and periods are issues."""
    keep = _rows_wanted(table, source)
    positions, unknown = _positions(table, source, keys, keep, log)
    rows = np.flatnonzero(keep & ~unknown)
    labels = _long if source.layout == "long" else _periods if source.layout == "periods" else _wide
    yield from labels(table, source, positions, rows, log)


def _rows_wanted(table: RawTable, source: Source) -> Mask:
    """Rows that pass `where`."""
    keep = np.ones(table.length, dtype=bool)
    for line in source.where:
        codes, texts = _column(table, line["field"]).as_texts()
        texts = [tidy(text) for text in texts]
        if "given" in line:
            keep &= np.array([bool(t) == line["given"] for t in texts] or [False])[codes]
        if "is" in line:
            keep &= np.array([t in line["is"] for t in texts] or [False])[codes]
        if "is_not" in line:
            keep &= np.array([t not in line["is_not"] for t in texts] or [False])[codes]
    return keep


def _positions(
    table: RawTable, source: Source, keys: dict[str, int], keep: Mask, log: Log
) -> tuple[Ints, Mask]:
    """Row of the edition for each row of the table, and which rows are about no known space."""
    if source.space:
        return np.full(table.length, keys[source.space]), np.zeros(table.length, dtype=bool)
    codes, texts = _space_column(table, source).as_texts()
    known = np.array([_row_of(text, keys) for text in texts] or [-1], dtype=np.int64)
    positions = known[codes]
    skipped = {tidy(line["space"]): line["reason"] for line in source.skip_spaces}
    counts = np.bincount(codes[keep & (positions < 0)], minlength=len(texts))
    for code in np.flatnonzero(counts):
        name, first = tidy(texts[code]), int(np.argmax((codes == code) & keep)) + table.first_row
        kind = "space_skipped" if name in skipped else "unknown_space"
        details = {"reason": skipped[name]} if name in skipped else {}
        log.add(
            kind,
            "recognise",
            "note" if details else "warning",
            file=table.file.path,
            sheet=table.sheet,
            row=None if details else first,
            found=name,
            expected=source.edition,
            count=int(counts[code]),
            details=details,
        )
    return positions, positions < 0


def _row_of(text: str, keys: dict[str, int]) -> int:
    row = keys.get(text)
    return keys.get(tidy(text), -1) if row is None else row


def _space_column(table: RawTable, source: Source) -> Cells:
    return _column(table, source.fields.get("space") or level_name("space"))


def _column(table: RawTable, name: str) -> Cells:
    if name in table.columns:
        return table.columns[name]
    raise ColumnMissing(name)


def _wide(table: RawTable, source: Source, positions: Ints, rows: Ints, log: Log) -> Iterator[Found]:
    """A row is a space, a column is a label."""
    plain = set(source.fields.values()) | {line["field"] for line in source.where}
    labels = [name for name in table.headers if name not in plain and not name.startswith("{")]
    for period, of_period in _by_period(table, source, rows, log):
        places = Places(positions[of_period], of_period + table.first_row)
        for label in labels:
            if _asked_for(label, source, table, len(of_period), log):
                cells = table.columns[label].take(of_period)
                yield Found(label, period, cells, places, table.file.path, table.sheet)


def _by_period(table: RawTable, source: Source, rows: Ints, log: Log) -> Iterator[tuple[str, Ints]]:
    column = source.fields.get("period") or (level_name("period") if "period" in source.levels else "")
    if source.period or not column:
        period = source.period or table.period
        if not period:
            raise ValueError(
                "neither the recipe nor the file's name nor a field says which period it is about"
            )
        yield from [(period, rows)] if source.when.holds(period) else []
        return
    codes, texts = _column(table, column).as_texts()
    years = _years(texts, codes[rows], table, log)
    for year in sorted(set(years) - {""}):
        if source.when.holds(year):
            yield year, rows[np.array([y == year for y in years])[codes[rows]]]


def _years(texts: list[str], used: Ints, table: RawTable, log: Log) -> list[str]:
    years = [year_in(text) for text in texts]
    for code, count in enumerate(np.bincount(used, minlength=len(texts))):
        if count and not years[code]:
            log.add(
                "bad_period",
                "recognise",
                "warning",
                file=table.file.path,
                sheet=table.sheet,
                found=texts[code],
                expected="2022",
                count=int(count),
            )
    return years


def _periods(table: RawTable, source: Source, positions: Ints, rows: Ints, log: Log) -> Iterator[Found]:
    """A row is a space, a column is a period; one series without a label."""
    places = Places(positions[rows], rows + table.first_row)
    for header in table.headers:
        year = year_in(header)
        if year and source.when.holds(year):
            yield Found("", year, table.columns[header].take(rows), places, table.file.path, table.sheet)


def _long(table: RawTable, source: Source, positions: Ints, rows: Ints, log: Log) -> Iterator[Found]:
    """A row is one figure; rows of the same label and period belong together."""
    codes, labels = _labels(table, source, log)
    wanted = np.array([_asked_for(label, source, table, 0, log) for label in labels], dtype=bool)
    _report_left(codes[rows], labels, wanted, source, table, log)
    rows = rows[wanted[codes[rows]]]
    values = _column(table, source.fields["value"])
    for period, of_period in _by_period(table, source, rows, log):
        order = of_period[np.argsort(codes[of_period], kind="stable")]
        cuts = np.flatnonzero(np.diff(codes[order])) + 1
        for part in np.split(order, cuts):
            if len(part):
                places = Places(positions[part], part + table.first_row)
                label = labels[codes[part[0]]]
                yield Found(label, period, values.take(part), places, table.file.path, table.sheet)


def _labels(table: RawTable, source: Source, log: Log) -> tuple[Ints, list[str]]:
    """Codes into tidied labels; a label that was written with needless blanks is noted."""
    column = source.fields.get("label") or (level_name("label") if "label" in source.levels else "")
    cells = _column(table, column) if column else of_values([""] * table.length)
    codes, texts = cells.as_texts()
    tidied = [tidy(text) for text in texts]
    for text, label in zip(texts, tidied, strict=True):
        if text != label:
            log.add("label_tidied", "recognise", "note", file=table.file.path, found=text, expected=label)
    distinct = list(dict.fromkeys(tidied))
    place = {label: i for i, label in enumerate(distinct)}
    return np.array([place[label] for label in tidied] or [0], dtype=np.int64)[codes], distinct


def _asked_for(label: str, source: Source, table: RawTable, count: int, log: Log) -> bool:
    """Whether the recipe names a label; with a count, a label that it doesn't is reported."""
    if label in source.labels:
        return True
    if count:
        _report(label, count, source, table, log)
    return False


def _report_left(
    codes: Ints, labels: list[str], wanted: Mask, source: Source, table: RawTable, log: Log
) -> None:
    for code, count in enumerate(np.bincount(codes, minlength=len(labels))):
        if count and not wanted[code]:
            _report(labels[code], int(count), source, table, log)


def _report(label: str, count: int, source: Source, table: RawTable, log: Log) -> None:
    reason = source.why_ignored(label)
    kind, details = ("label_ignored", {"reason": dict(reason)}) if reason else ("unknown_label", {})
    log.add(
        kind,
        "recognise",
        "note" if reason else "warning",
        file=table.file.path,
        sheet=table.sheet,
        column=label,
        found=label,
        count=count,
        details=details,
    )

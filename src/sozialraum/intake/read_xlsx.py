"""Spreadsheets, by calamine: one table a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from sozialraum.intake.dialects import Dialect
from sozialraum.intake.files import period_pattern
from sozialraum.intake.log import Log
from sozialraum.intake.raw import RawTable, of_values
from sozialraum.intake.recipe import Source, tidy
from sozialraum.warehouse.draft import SourceFile


def read_tables(
    path: Path, file: SourceFile, period: str, source: Source, dialect: Dialect, log: Log, files: object
) -> Iterator[RawTable]:
    """The sheets that `sheet` names, or the first one."""
    try:
        book = CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        raise ValueError(str(error)) from error
    sheets = _sheets(book.sheet_names, source.sheet)
    if not sheets:
        found = ", ".join(book.sheet_names)
        log.add("sheet_missing", "read", "error", file=file.path, found=found, expected=source.sheet)
    for name, sheet_period in sheets:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if len(rows) < source.header_row:
            log.add("sheet_empty", "read", "warning", file=file.path, sheet=name)
            continue
        headers = _headers(rows[source.header_row - 1])
        body = rows[source.header_row :]
        columns = {
            header: of_values(row[i] if i < len(row) and row[i] != "" else None for row in body)
            for i, header in enumerate(headers)
            if header
        }
        yield RawTable(
            file,
            columns,
            tuple(h for h in headers if h),
            len(body),
            source.header_row + 1,
            name,
            sheet_period or period,
        )


def _sheets(names: list[str], wanted: str) -> list[tuple[str, str]]:
    if not wanted:
        return [(name, "") for name in names[:1]]
    found = [(name, re.fullmatch(period_pattern(wanted), name)) for name in names]
    return [(name, match.groupdict().get("period") or "") for name, match in found if match]


def _headers(row: list[object]) -> list[str]:
    names: list[str] = []
    for cell in row:
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else tidy(str(cell))
        names.append(text if not text or text not in names else f"{text} ({names.count(text) + 1})")
    return names

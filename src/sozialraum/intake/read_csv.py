"""Delimited text, by Arrow's reader: only the columns that are wanted, texts with their distinct values."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv

from sozialraum.intake.dialects import Dialect
from sozialraum.intake.log import Log
from sozialraum.intake.raw import RawTable, of_dictionary
from sozialraum.intake.recipe import Source, tidy
from sozialraum.warehouse.draft import SourceFile

TEXTS = pa.dictionary(pa.int32(), pa.string())


def read_tables(
    path: Path, file: SourceFile, period: str, source: Source, dialect: Dialect, log: Log, files: object
) -> Iterator[RawTable]:
    """One table a file."""
    headers = read_headers(path, dialect, source.header_row)
    table, broken = read_columns(path, dialect, source.header_row, headers, wanted(source, headers))
    if broken:
        log.add(
            "broken_row",
            "read",
            "warning",
            file=file.path,
            row=broken[0][0],
            found=f"{broken[0][2]}",
            expected=f"{broken[0][1]}",
            count=len(broken),
        )
    columns = {name: of_dictionary(table[name]) for name in table.column_names}
    yield RawTable(file, columns, tuple(headers), table.num_rows, source.header_row + 1, period=period)


def wanted(source: Source, headers: list[str]) -> list[str]:
    """Headers that the recipe names; in the layout `periods` all of them."""
    if source.layout == "periods":
        return headers
    named = {tidy(name) for name in source.fields.values()} | {line["field"] for line in source.where}
    if source.layout == "wide":
        named |= source.labels
    return [name for name in headers if name in named]


def read_headers(path: Path, dialect: Dialect, header_row: int) -> list[str]:
    """The names of the columns, tidied; a name that stands twice gets a number behind it."""
    with path.open(encoding=_python_encoding(dialect), newline="") as stream:
        for _ in range(header_row - 1):
            next(stream, "")
        row = next(csv.reader(stream, delimiter=dialect.delimiter), None)
    if row is None:
        raise ValueError("the file has no header row")
    names: list[str] = []
    for given in map(tidy, row):
        names.append(given if given not in names else f"{given} ({names.count(given) + 1})")
    return names


def read_columns(
    path: Path, dialect: Dialect, header_row: int, headers: list[str], names: list[str]
) -> tuple[pa.Table, list[tuple[int | None, int, int]]]:
    """The named columns as texts, and rows with a wrong number of cells (row, expected, found)."""
    broken: list[tuple[int | None, int, int]] = []

    def leave_out(row: Any) -> str:
        broken.append((row.number, row.expected_columns, row.actual_columns))
        return "skip"

    table = pacsv.read_csv(
        path,
        pacsv.ReadOptions(
            column_names=headers, skip_rows=header_row, encoding=_arrow_encoding(dialect), block_size=8 << 20
        ),
        pacsv.ParseOptions(
            delimiter=dialect.delimiter,
            newlines_in_values=False,
            invalid_row_handler=leave_out,
            ignore_empty_lines=True,
        ),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, TEXTS), include_columns=names, strings_can_be_null=False
        ),
    )
    return table.select(names), broken  # asked for no column, the reader gives all of them


def _python_encoding(dialect: Dialect) -> str:
    return "utf-8-sig" if _is_utf8(dialect) else dialect.encoding


def _arrow_encoding(dialect: Dialect) -> str:
    return "utf8" if _is_utf8(dialect) else dialect.encoding


def _is_utf8(dialect: Dialect) -> bool:
    return codecs.lookup(dialect.encoding).name in ("utf-8", "utf-8-sig")

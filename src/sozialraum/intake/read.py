"""Phase one: files → raw tables. Nothing is understood yet; what can't be read becomes an issue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sozialraum.intake import read_csv, read_json, read_xlsx
from sozialraum.intake.dialects import Dialect
from sozialraum.intake.errors import reason_of
from sozialraum.intake.files import Files
from sozialraum.intake.log import Log
from sozialraum.intake.raw import RawTable
from sozialraum.intake.recipe import Source
from sozialraum.warehouse.draft import SourceFile

Reader = Callable[[Path, SourceFile, str, Source, Dialect, Log, Files], Iterator[RawTable]]
READERS: dict[str, Reader] = {
    "csv": read_csv.read_tables,
    "json": read_json.read_tables,
    "xlsx": read_xlsx.read_tables,
}


def read_source(files: Files, source: Source, dialect: Dialect, log: Log) -> Iterator[RawTable]:
    """The raw tables of a source. A missing or unreadable file is an issue."""
    found = files.find(source.file)
    if not found:
        severity = "note" if source.optional else "error"
        log.add("file_missing", "read", severity, file=source.file, expected=str(files.folder.name))
    for path, period in found:
        if period and not source.when.holds(period):
            continue
        try:
            described = files.describe(path)
            yield from READERS[source.reader](path, described, period, source, dialect, log, files)
        except UnicodeDecodeError as error:
            _not_encoded(log, files.name(path), dialect, error)
        except (OSError, ValueError, LookupError, OverflowError, RecursionError) as error:
            log.add(
                "file_unreadable",
                "read",
                "error",
                file=files.name(path),
                found=reason_of(error),
                expected=source.reader,
            )


def _not_encoded(log: Log, file: str, dialect: Dialect, error: UnicodeDecodeError) -> None:
    found = f"byte 0x{error.object[error.start]:02X} at {error.start}"
    log.add("wrong_encoding", "read", "error", file=file, found=found, expected=dialect.encoding)

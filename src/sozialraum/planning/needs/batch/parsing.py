"""Phase one: a file as somebody has it becomes heads and rows of texts. Nothing is understood yet."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from sozialraum.intake.recipe import tidy
from sozialraum.planning.needs.batch.findings import Finding, Log

LARGEST = 20 * 2**20  # bytes
UNPACKED = 200 * 2**20  # bytes that a spreadsheet may become; a small file can hold very much
MOST_ROWS = 10_000
MOST_COLUMNS = 200
DELIMITERS = ";,\t|"
CELL = 100_000  # characters of one cell that are looked at; one more is kept, so that too many are told
# What is no table, by its first bytes.
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\x00", b"MM\x00*")
_ZIP, _OLD_SPREADSHEET, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


class Unreadable(ValueError):
    """The file is no table that could be read; the message says why and what to do."""


@dataclass(frozen=True)
class Table:
    """Heads and rows of texts. numbers: of the rows, as a spreadsheet counts them. digest: names the content."""

    digest: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    findings: tuple[Finding, ...]


def parse(content: bytes) -> Table:
    """Read a table. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(
            _("Die Datei ist zu groß: höchstens 20 MB. Teilen Sie sie, oder nehmen Sie Bilder heraus.")
        )
    if not content.strip():
        raise Unreadable(_("Die Datei ist leer."))
    log = Log()
    given = (
        _spreadsheet(content, log) if content.startswith((_ZIP, _OLD_SPREADSHEET)) else _text(content, log)
    )
    found = [(number, cells) for number, cells in enumerate(given, 1) if any(cells)]
    if not found:
        raise Unreadable(_("In der Datei steht nichts. Bitte wählen Sie eine andere."))
    (head_row, head_cells), body = found[0], found[1:]
    heads = _heads(head_cells)
    if len(heads) < 2:
        raise Unreadable(
            _("In der ersten Zeile stehen keine Spaltennamen. Trennen Sie Spalten mit Semikolon.")
        )
    if len(body) > MOST_ROWS:
        said = _("Die Datei hat %(found)s Zeilen: höchstens 10.000 auf einmal. Teilen Sie sie.")
        raise Unreadable(said % {"found": len(body)})
    if not body:
        raise Unreadable(_("Unter den Spaltennamen steht keine Meldung."))
    last = found[-1][0]
    for _row in range(last - head_row - len(body)):
        log.add("empty_rows")
    rows, numbers = _rows(body, len(heads), log)
    return Table(hashlib.sha256(content).hexdigest(), heads, rows, numbers, log.findings())


def _rows(
    body: list[tuple[int, list[str]]], width: int, log: Log
) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """Rows as wide as the head; one with more in it has lost its columns and is left out."""
    rows, numbers = [], []
    for number, cells in body:
        if any(cells[width:]):
            log.add("broken_row", number, found=" | ".join(cells[width:]))
            continue
        rows.append(tuple((cells + [""] * width)[:width]))
        numbers.append(number)
    return tuple(rows), tuple(numbers)


def _heads(cells: list[str]) -> tuple[str, ...]:
    """Names of the columns without the empty ones at the end; one that stands twice gets a number behind it."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(_("Die Datei hat zu viele Spalten: höchstens 200."))
    names: list[str] = []
    for cell in cells:
        name = tidy(cell)[:100]
        names.append(name if name not in names else f"{name} ({names.count(name) + 1})")
    return tuple(names)


def _spreadsheet(content: bytes, log: Log) -> Iterable[list[str]]:
    try:
        if content.startswith(_ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
                    raise Unreadable(
                        _("Die Datei wird beim Öffnen zu groß. Speichern Sie die Tabelle als CSV.")
                    )
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except Unreadable:
        raise
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        said = _(
            "Diese Datei ist keine Tabelle (XLSX, ODS), die sich lesen lässt. Speichern Sie sie neu oder als CSV."
        )
        raise Unreadable(said) from error
    for name in names[1:]:
        log.add("sheet_not_read", found=name)
    return [[_cell(value) for value in row] for row in sheet]


def _cell(value: object) -> str:
    """A cell as somebody would read it: 7 and not 7.0, a day as 2025-10-24."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\x00", "").strip()[: CELL + 1]


def _text(content: bytes, log: Log) -> Iterable[list[str]]:
    if content.startswith(_PICTURES):
        raise Unreadable(_("Das ist ein Bild. Bitte wählen Sie eine Tabelle als XLSX oder CSV."))
    if content.startswith(_PDF):
        raise Unreadable(_("Das ist ein PDF und keine Tabelle. Speichern Sie die Tabelle als XLSX oder CSV."))
    text = _decoded(content, log)
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        said = _("Die Datei lässt sich nicht als CSV lesen (%(why)s). Speichern Sie sie neu.") % {
            "why": error
        }
        raise Unreadable(said) from error
    return [[cell.strip()[: CELL + 1] for cell in row] for row in rows]


def _decoded(content: bytes, log: Log) -> str:
    """UTF-8, with or without a mark; UTF-16 with one; else what German offices' Windows writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise Unreadable(_("Das ist keine Tabelle: Die Datei enthält keine lesbaren Zeichen."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        log.add("encoding", found="Windows-1252")
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The one that parts the first line into most columns."""
    first = next((line for line in text.splitlines() if line.strip(DELIMITERS + " ")), "")
    widths = {mark: len(next(csv.reader([first], delimiter=mark), [])) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: widths[mark])

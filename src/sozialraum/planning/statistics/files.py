"""Tables as files to take along. Each says of what city and data version it is, and what its signs mean."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.http import HttpResponse, HttpResponseNotFound
from django.urls.converters import StringConverter
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

CSV, XLSX = "csv", "xlsx"
FORMS = (CSV, XLSX)


class TableForm(StringConverter):
    """In addresses: the form of a table; an address with another one leads nowhere."""

    regex = "|".join(FORMS)


@dataclass(frozen=True)
class Table:
    """A table to be written: one heading a column, rows of texts and numbers (None or NaN = nothing).

    about: pairs of label and text that tell what it holds. states: those that occur, for the signs' meanings.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    about: Sequence[tuple[str, str]] = ()
    states: Iterable[int] = ()


def city_words(version: Version) -> str:
    """The city's name; of an invented one with the word for it."""
    name = str(version.settings["name"])
    return f"{name} ({_('erfunden')})" if version.settings.get("demonstration") else name


def file_name(version: Version, stem: str, form: str) -> str:
    """leipzig_unemployment-share-2022_2026-01-02-e6911fde.csv; an invented city is named as such."""
    parts = [str(version.settings["key"]), slugify(stem), version.id]
    if version.settings.get("demonstration"):
        parts.insert(1, _("erfunden"))
    return f"{'_'.join(parts)}.{form}"


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """An answer that the browser keeps as a file."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def refused(notes: Sequence[str]) -> HttpResponse:
    """Instead of a file that would hold something else than was asked for: what of it there isn't."""
    # A note says first what there isn't, and last what the page shows instead; a file shows nothing instead.
    said = [(note.removesuffix(".").rpartition(". ")[0] or note.removesuffix(".")) + "." for note in notes]
    text = " ".join([*said, _("Darum gibt es diese Datei nicht.")])
    return HttpResponseNotFound(text + "\n", content_type="text/plain; charset=utf-8")


def table_file(version: Version, table: Table, stem: str, form: str) -> HttpResponse:
    """The table in one of `FORMS`."""
    if form == XLSX:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return attachment(_xlsx(version, table), kind, file_name(version, stem, form))
    return attachment(_csv(version, table), "text/csv; charset=utf-8", file_name(version, stem, form))


def _csv(version: Version, table: Table) -> bytes:
    """RFC 4180: comma, point, UTF-8; city and data version stand in every row, so that none gets lost."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([*table.columns, "city", "invented", "data_version"])
    invented = "true" if version.settings.get("demonstration") else "false"
    same = [str(version.settings["name"]), invented, version.id]
    writer.writerows([[*map(_plain, row), *same] for row in table.rows])
    return target.getvalue().encode()


def _plain(cell: Any) -> Any:
    if isinstance(cell, float):
        if math.isnan(cell):
            return ""
        return repr(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, str):
        return _harmless(cell)
    return "" if cell is None else cell


def _harmless(text: str) -> str:
    """A spreadsheet takes text that begins like a formula for one; a quote before it keeps it text."""
    return f"'{text}" if len(text) > 1 and text[0] in "=+-@\t\r" else text


def _xlsx(version: Version, table: Table) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": table.title, "company": city_words(version), "comments": version.id})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    _values_sheet(book.add_worksheet(_("Werte")), version, table, title, bold)
    _about_sheet(book.add_worksheet(_("Erläuterung")), version, table, bold, wrapped)
    book.close()
    return target.getvalue()


def _values_sheet(sheet: Any, version: Version, table: Table, title: Any, bold: Any) -> None:
    sheet.write_string(0, 0, table.title, title)
    sheet.write_string(1, 0, f"{city_words(version)} · {_('Datenstand')} {version.id}")
    head = 3
    for c, heading in enumerate(table.columns):
        sheet.write_string(head, c, heading, bold)
    for r, row in enumerate(table.rows, head + 1):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(r, c, cell)
            elif cell is not None and not math.isnan(cell):
                sheet.write_number(r, c, cell)
    sheet.set_column(0, len(table.columns) - 1, 16)
    sheet.set_column(1, 1, 30)
    sheet.freeze_panes(head + 1, 0)
    if table.rows:
        sheet.autofilter(head, 0, head + len(table.rows), len(table.columns) - 1)


def _about_sheet(sheet: Any, version: Version, table: Table, bold: Any, wrapped: Any) -> None:
    language = "en" if (get_language() or "de").startswith("en") else "de"
    lines = [(_("Stadt"), city_words(version)), *table.about, (_("Datenstand"), version.id)]
    lines += [
        (_("Quelle"), "{}, {} ({})".format(r["title"].get(language, ""), r["publisher"], r["licence"]))
        for r in version.releases.values()
    ]
    lines += [(f"{_('Zeichen')} {sign}", meaning) for sign, meaning in _signs(table.states, language)]
    for r, (label, text) in enumerate(lines):
        sheet.write_string(r, 0, label, bold)
        sheet.write_string(r, 1, text, wrapped)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)


def _signs(states: Iterable[int], language: str) -> list[tuple[str, str]]:
    """The signs of DIN 55301 as the file's column bears them, also where pages show a word."""
    occurring = sorted({State(s) for s in states} - {State.OBSERVED})
    return [(s.sign, numbers.meaning(s, language)) for s in occurring]

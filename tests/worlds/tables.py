"""Tables that somebody brings, as bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

HEAD = "Text;Längengrad;Breitengrad;Sozialraum;Art;Lebenslage;Gruppe;Anzahl;Im Namen von;Weg;Datum"


def csv_of(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> bytes:
    """A CSV file with a head."""
    return "\r\n".join([head, *rows, ""]).encode(encoding)


def xlsx_of(rows: Sequence[Sequence[object]]) -> bytes:
    """A spreadsheet; what begins with "=" is a formula in it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Meldungen")
    for r, row in enumerate(rows):
        sheet.write_row(r, 0, row)
    book.close()
    return target.getvalue()

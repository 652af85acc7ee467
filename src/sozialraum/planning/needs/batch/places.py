"""Where the rows of a table are: all points at once, then names and numbers of spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.batch import columns as c
from sozialraum.planning.needs.batch.findings import Log
from sozialraum.planning.needs.batch.parsing import Table
from sozialraum.planning.needs.queries import places

_NUMBER = re.compile(r"[+-]?\d{1,3}([.,]\d+)?")
Point = tuple[float, float]


def of_rows(
    table: Table, columns: Mapping[str, int], spaces: Mapping[str, str], log: Log
) -> list[Place | None]:
    """The place of each row; None where it has none that can be taken, which is told. spaces: names → code."""
    rows = [_Row(table, columns, row, number) for row, number in zip(table.rows, table.numbers, strict=True)]
    points = [row.point() for row in rows]
    given = [point for point in points if point is not None]
    found = iter(places.by_points(given))
    turned = iter(places.by_points([(y, x) for x, y in given]))
    return [
        _by_name(row, spaces, log)
        if point is None
        else _by_point(row, next(found), next(turned) is not None, spaces, log)
        for row, point in zip(rows, points, strict=True)
    ]


@dataclass(frozen=True)
class _Row:
    """What a row says of its place."""

    table: Table
    columns: Mapping[str, int]
    cells: tuple[str, ...]
    number: int

    def get(self, meaning: str) -> str:
        at = self.columns.get(meaning)
        return "" if at is None else self.cells[at]

    def head(self, meaning: str) -> str:
        at = self.columns.get(meaning)
        return "" if at is None else self.table.heads[at]

    def degrees(self) -> str:
        """Both coordinates as they stand in the table."""
        return " / ".join(filter(None, (self.get(c.LONGITUDE), self.get(c.LATITUDE))))

    def point(self) -> Point | None:
        """Longitude and latitude; None where they are not both numbers."""
        x, y = (_degrees(self.get(meaning)) for meaning in (c.LONGITUDE, c.LATITUDE))
        return None if x is None or y is None else (x, y)


def _by_point(
    row: _Row, place: Place | None, turned: bool, spaces: Mapping[str, str], log: Log
) -> Place | None:
    if place is None:
        log.add("swapped" if turned else "outside", row.number, row.head(c.LONGITUDE), row.degrees())
        return None
    name = row.get(c.SPACE)
    said = spaces.get(c.folded(name), "")
    if name and said != place.social_space.partition("/")[2]:
        log.add("space_differs" if said else "space_passed_over", row.number, row.head(c.SPACE), name)
    return place


def _by_name(row: _Row, spaces: Mapping[str, str], log: Log) -> Place | None:
    name = row.get(c.SPACE)
    if row.degrees():
        log.add("bad_coordinate", row.number, row.head(c.LONGITUDE), row.degrees())
        return None
    code = spaces.get(c.folded(name), "")
    if not code:
        log.add("unknown_space" if name else "no_place", row.number, row.head(c.SPACE), name)
    return places.by_code(code) if code else None


def _degrees(text: str) -> float | None:
    """Degrees with a point or a comma; None where it is no such number."""
    plain = text.strip().removesuffix("°")
    return float(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None

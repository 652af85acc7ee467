"""All figures of one space as a table to take along: every indicator, group and year."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sozialraum.planning.situation.queries.spaces import Where
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries.versions import available
from sozialraum.planning.statistics.words import edition_title, said
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

COLUMNS = (
    "code", "name", "dimension", "indicator", "title", "group", "period", "value", "sign", "state", "unit", "numerator",
    "denominator", "lower", "upper", "planning_area", "city_value", "edition",
)  # fmt: skip


def table(where: Where) -> Table:
    """The table of a space's figures."""
    rows = list(_rows(where))
    states = {State[str(row[COLUMNS.index("state")]).upper()] for row in rows}
    about = [
        (_("Raum"), f"{where.name} ({where.code})"),
        (_("Räume"), edition_title(where.edition)),
        (_("Grundlage der Grenzen"), said(where.edition.basis)),
        ("planning_area", _("Wert des Planungsraums, zu dem der Raum gehört")),
        ("city_value", _("Wert der ganzen Stadt")),
        ("lower, upper", _("Unsicherheit (95 %): zwischen diesen Grenzen liegt der wirkliche Anteil")),
    ]
    return Table(_("Alle Kennzahlen: {name}").format(name=where.name), COLUMNS, rows, about, states)


def _rows(where: Where) -> Iterator[tuple[Any, ...]]:
    version, edition = where.version, where.edition
    row = edition.index_of(where.code)
    area = version.parent_of(edition)
    area_row = (
        int(version.parent_rows(edition)[row]) if area is not None and area.space_system != CITY else -1
    )
    city = version.edition(CITY)
    have = available(version)
    for indicator, groups in have[edition.key].items():
        definition = version.catalogue.indicators.get(indicator)
        title = said(version.names[indicator].title)
        for group, periods in groups.items():
            for period in periods:
                f = version.figures(indicator, edition=edition.key, period=period, group=group)
                one = f.at(row)
                yield (
                    where.code, where.name, definition.dimension if definition else "", indicator, title, group,
                    period, one.value, one.state.sign, one.state.name.lower(), f.unit, one.numerator, one.denominator,
                    one.lower, one.upper, _other(version, area, area_row, indicator, period, group),
                    _other(version, city, 0, indicator, period, group), edition.key,
                )  # fmt: skip


def _other(
    version: Version, edition: Edition | None, row: int, indicator: str, period: str, group: str
) -> float:
    if (
        edition is None
        or row < 0
        or period not in available(version)[edition.key].get(indicator, {}).get(group, ())
    ):
        return math.nan
    value = version.figures(indicator, edition=edition.key, period=period, group=group).values[row]
    return float(value)


def stem(where: Where) -> str:
    """The file's name without city, data version and ending."""
    return f"{where.edition.key}-{where.code}".replace("@", "-")

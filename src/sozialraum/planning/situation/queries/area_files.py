"""The social spaces of a planning area with all indicators of their latest year, as a table to take along."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sozialraum.planning.situation.queries.area import ALL, beside_of, members
from sozialraum.planning.situation.queries.spaces import Where
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.words import edition_title, said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.figures import Figure
from sozialraum.warehouse.values import State

COLUMNS = (
    "code", "name", "dimension", "indicator", "title", "period", "value", "sign", "state", "unit", "numerator",
    "denominator", "lower", "upper", "edition",
)  # fmt: skip


def table(area: Where) -> Table:
    """One row an indicator and space; the area itself and the city are among them."""
    spaces, order = members(area)
    rows: list[tuple[Any, ...]] = []
    states: set[State] = set()
    if spaces is not None:
        for r in beside_of(area, spaces, order, ALL, "").rows:
            some = [(f, spaces) for f in r.figures]
            some += [(side.figure, side.edition) for side in (r.area, r.city) if side.figure is not None]
            rows += [_row(r.indicator.key, area, r.of_all.period, f, e) for f, e in some]
            states |= {f.state for f, _e in some}
    about = [
        (said(area.edition.unit), f"{area.name} ({area.code})"),
        (_("Räume"), edition_title(spaces or area.edition)),
    ]
    return Table(_("Räume im Vergleich: {name}").format(name=area.name), COLUMNS, rows, about, states)


def _row(key: str, area: Where, period: str, f: Figure, edition: Edition) -> tuple[Any, ...]:
    i = area.version.catalogue.indicators[key]
    return (
        f.code, f.name, i.dimension, key, said(i.title), period, f.value, f.state.sign, f.state.name.lower(), i.unit,
        f.numerator, f.denominator, f.lower, f.upper, edition.key,
    )  # fmt: skip


def stem(area: Where) -> str:
    """The file's name without city, data version and ending."""
    return f"{area.edition.key}-{area.code}-raeume".replace("@", "-")

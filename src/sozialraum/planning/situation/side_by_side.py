"""The social spaces of a planning area side by side: a row an indicator, a column a space, as HTML in one piece."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import quote

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.situation import drawings
from sozialraum.planning.situation.queries.spaces import Where
from sozialraum.planning.situation.rows import figure
from sozialraum.planning.statistics.addresses import profile_path
from sozialraum.planning.statistics.words import language, said
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.figures import Figure, Figures
from sozialraum.warehouse.values import State


@dataclass(frozen=True)
class Side:
    """The area itself, or the city, beside the spaces."""

    edition: Edition
    code: str
    figure: Figure | None


@dataclass(frozen=True, eq=False)
class Row:
    """One indicator: figures of all spaces of the city, and of those of the area in the table's order."""

    indicator: Indicator
    of_all: Figures
    figures: Sequence[Figure]
    area: Side
    city: Side


@dataclass(frozen=True, eq=False)
class Beside:
    """The table. order: rows of the spaces in their edition. sort: indicator they are ordered by, "" = none."""

    area: Where
    spaces: Edition
    order: tuple[int, ...]
    rows: tuple[Row, ...]
    sort: str
    dimension: str

    @property
    def states(self) -> set[int]:
        """States that occur, for the legend of the signs."""
        return {int(f.state) for r in self.rows for f in r.figures}


def table(beside: Beside) -> SafeString:
    """The table; nothing where there are no indicators."""
    if not beside.rows:
        return SafeString("")
    caption = _("{spaces} im Vergleich: {area}").format(
        spaces=said(beside.spaces.title), area=beside.area.name
    )
    address = profile_path(beside.area.version, beside.spaces)
    prefix = "/en" if language() == "en" else ""
    before, _brace, after = (prefix + address).partition("{code}")
    names = "".join(
        f'<th scope="col"><a href="{before}{quote(beside.spaces.codes[i], safe="")}{after}">'
        f"{escape(beside.spaces.names[i])}</a></th>"
        for i in beside.order
    )
    heads = "".join(f'<th scope="col">{escape(h)}</th>' for h in (said(beside.area.edition.unit), _("Stadt")))
    spread = f'<th scope="col" class="is-text">{escape(_("Spanne im Gebiet"))}</th>'
    return SafeString(
        f'<div class="table-scroll" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f'<table class="table beside"><caption class="kern-sr-only">{escape(caption)}</caption><thead><tr>'
        f'<th scope="col" class="is-text">{escape(_("Kennzahl"))}</th>{heads}{spread}{names}</tr></thead>'
        f"{_bodies(beside, prefix)}</table></div>"
    )


def _bodies(beside: Beside, prefix: str) -> str:
    sorting, spread = _("ordnen"), _("von {low} bis {high}")
    columns, parts = len(beside.order) + 4, []
    for dimension, rows in groupby(beside.rows, key=lambda row: row.indicator.dimension):
        title = escape(said(beside.area.version.catalogue.dimensions[dimension].title))
        head = f'<tr class="beside__group"><th colspan="{columns}" scope="rowgroup"><span>{title}</span></th></tr>'
        parts.append(
            f"<tbody>{head}{''.join(_row(beside, row, prefix, sorting, spread) for row in rows)}</tbody>"
        )
    return "".join(parts)


def _row(beside: Beside, row: Row, prefix: str, sorting: str, spread: str) -> str:
    i, language_ = row.indicator, language()
    unit = numbers.with_unit("", i.unit, language_).strip()
    now = {i.key: "ascending", f"-{i.key}": "descending"}.get(beside.sort, "")
    said_ = f' aria-sort="{now}"' if now else ""
    then = i.key if now == "descending" else f"-{i.key}"
    query = f"?sort={then}" + (f"&amp;dimension={beside.dimension}" if beside.dimension else "")
    cells = "".join(_cell(row, f, prefix, beside.spaces, f.code, language_) for f in row.figures)
    sides = "".join(
        "<td></td>" if s.figure is None else _cell(row, s.figure, prefix, s.edition, s.code, language_)
        for s in (row.area, row.city)
    )
    return (
        f'<tr><th scope="row"{said_}><a href="{prefix}/kennzahlen/{i.key}/">{escape(i.title[language_])}</a> '
        f'<span class="lines__year">{row.of_all.period}{f", {escape(unit)}" if unit else ""}</span> '
        f'<a class="beside__sort" href="{query}#vergleich"><span class="kern-sr-only">'
        f'{escape(sorting)}</span><span class="sort-mark"></span></a></th>'
        f"{sides}{_spread(row, spread, language_)}{cells}</tr>"
    )


def _cell(row: Row, f: Figure, prefix: str, edition: Edition, code: str, language_: str) -> str:
    href = (
        f"{prefix}/werte/{row.indicator.key}/{edition.key}/{quote(code, safe='')}/{row.of_all.period}/total/"
    )
    return f"<td>{figure(f, '', row.indicator.decimals, language_, href)}</td>"


def _spread(row: Row, spread: str, language_: str) -> str:
    some = sorted((f for f in row.figures if not math.isnan(f.value)), key=lambda f: f.value)
    if not some:
        return "<td></td>"
    known = [f.value for f in some]
    low, high = (_end(f, row.indicator.decimals, language_) for f in (some[0], some[-1]))
    words = spread.format(low=low, high=high)
    marks = tuple(math.nan if s.figure is None else s.figure.value for s in (row.area, row.city))
    drawn = drawings.strip(row.of_all, known, marks, words)
    return f'<td class="lines__drawn">{drawn}<span class="lines__say" aria-hidden="true">{escape(words)}</span></td>'


def _end(f: Figure, decimals: int, language_: str) -> str:
    """An end of the span, called what its cell is called: a counted zero is none."""
    exact = f.state is State.EXACT_ZERO
    return numbers.meaning(f.state, language_) if exact else numbers.number(f.value, decimals, language_)

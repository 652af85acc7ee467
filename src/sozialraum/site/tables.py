"""Tables of figures for all spaces of an edition, written in one piece for the sake of 5,000 rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

import numpy as np
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.site.figures import signs_html
from sozialraum.site.links import figure_address, in_language, with_query
from sozialraum.site.pager import pager_html
from sozialraum.warehouse.values import State


@dataclass(frozen=True)
class Column:
    """A column as it is written: its head, how the cell of a row is written, and what it is sorted by."""

    heading: str
    cell: Callable[[int], str]
    order: np.ndarray
    numeric: bool = True


def figures_table(
    columns: Sequence[Any],
    *,
    caption: str,
    language: str,
    query: QueryDict | None,
    link: str = "",
    labels: Sequence[tuple[str, Sequence[str]]] = (),
    interval: bool = False,
    selected: str = "",
    name_heading: str = "",
    per_page: int = 500,
) -> SafeString:
    """A table with a row a space and a column each of `columns`.

    columns: Figures of the warehouse, or pairs of heading and Figures; all of the same edition. labels: columns
    of plain text after the name. link: path of a space's page with {code}. The query's `sort` says the order:
    name, or the number of a column from 0, with a minus for descending; what has no value always comes last. More
    rows than `per_page` are leafed through by the query's `seite`; only those in sight are written.
    """
    pairs = [c if isinstance(c, tuple) else (_title(c, language), c) for c in columns]
    first = pairs[0][1]
    codes, names = list(first.codes), list(first.names)
    written = [_text_column(heading, texts) for heading, texts in labels]
    for heading, figures in pairs:
        written.append(_figure_column(heading, figures, language))
        if interval and not np.all(np.isnan(figures.lower)):
            written.append(_interval_column(figures, language))
    page = Paginator(_order(names, written, (query or {}).get("sort", "")), per_page).get_page(
        (query or {}).get("seite", 1)
    )
    name_cell = _name_cell(codes, names, in_language(link, language) if link else "")
    rows = []
    for i in page.object_list:
        cells = "".join([c.cell(i) for c in written])
        mark = ' class="is-selected" aria-current="true"' if codes[i] == selected else ""
        rows.append(f'<tr data-code="{escape(codes[i])}"{mark}>{name_cell(i)}{cells}</tr>')
    head = _head(name_heading or _("Name"), written, query)
    states = np.unique(np.concatenate([f.states for _h, f in pairs]))
    return SafeString(
        f'<div class="table-scroll" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f'<table class="table table--figures"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        f"{pager_html(page, query)}{signs_html(states, language)}"
    )


def sort_key(name: str) -> str:
    """Names as German dictionaries order them: ä as a, ß as ss (DIN 5007-1)."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _title(figures: Any, language: str) -> str:
    title = figures.title
    return title.get(language) or title.get("de", "") if isinstance(title, Mapping) else str(title)


def _name_cell(codes: Sequence[str], names: Sequence[str], address: str) -> Callable[[int], str]:
    if not address:
        return lambda i: f'<th scope="row">{escape(names[i])}</th>'
    before, _brace, after = address.partition("{code}")
    before, after = f'<th scope="row"><a href="{escape(before)}', f'{escape(after)}">'
    return lambda i: f"{before}{quote(codes[i], safe='')}{after}{escape(names[i])}</a></th>"


def _figure_column(heading: str, figures: Any, language: str) -> Column:
    """Numbers without their unit, which stands in the head; each leads to its explanation."""
    place = figure_address(
        figures.indicator, getattr(figures.edition, "key", figures.edition), "\0", figures.period,
        figures.group, language,
    )  # fmt: skip
    before, _nul, after = place.partition("%00")
    write = _cell_writer(figures.decimals, language)
    before, after = f'<td><a class="figure" href="{escape(before)}', f'{escape(after)}">'
    codes, values, states = figures.codes, figures.values.tolist(), figures.states.tolist()

    def cell(i: int) -> str:
        return f"{before}{quote(codes[i], safe='')}{after}{write(values[i], states[i])}</a></td>"

    short = numbers.with_unit("", figures.unit, language).strip()
    return Column(f"{heading} ({short})" if short else heading, cell, figures.values)


def _cell_writer(decimals: int, language: str) -> Callable[[float, int], str]:
    signs = {
        int(s): f'<span{_look(sign)} aria-hidden="true">{escape(sign)}</span>'
        f'<span class="kern-sr-only">{escape(numbers.meaning(s, language))}</span>'
        for s in State
        if not s.is_number or s is State.EXACT_ZERO
        for sign in (numbers.sign(s, language),)
    }
    plain = int(State.OBSERVED)

    def write(value: float, state: int) -> str:
        if state == plain and value == value:  # not NaN
            return numbers.number(value, decimals, language)
        if value != value and state not in signs:
            state = int(State.UNKNOWN)
        if state in signs:
            return signs[state]
        seen = numbers.figure(value, state, "", decimals, language)
        return (
            f'<span aria-hidden="true">{escape(seen)}</span><span class="kern-sr-only">'
            f"{escape(numbers.spoken(value, state, '', decimals, language))}</span>"
        )

    return write


def _look(sign: str) -> str:
    """A sign of one character is set larger; a short word needs that not."""
    return ' class="sign"' if len(sign) == 1 else ""


def _interval_column(figures: Any, language: str) -> Column:
    write = numbers.Writer("", figures.decimals, language)
    lower, upper = figures.lower.tolist(), figures.upper.tolist()
    order = figures.upper - figures.lower
    return Column(
        _("Unsicherheit (95 %)"),
        lambda i: f'<td class="is-quiet">{write.span(lower[i], upper[i])}</td>',
        order,
    )


def _text_column(heading: str, texts: Sequence[str]) -> Column:
    ranks = {t: i for i, t in enumerate(sorted(set(texts), key=sort_key))}
    order = np.array([float(ranks[t]) for t in texts])
    return Column(heading, lambda i: f'<td class="is-text">{escape(texts[i])}</td>', order, numeric=False)


def _order(names: Sequence[str], columns: Sequence[Column], sort: str) -> list[int]:
    """Row numbers in the order asked for; as they lie when nothing, or nothing sensible, is asked for."""
    key, down = sort.lstrip("-"), sort.startswith("-")
    if key == "name":
        return sorted(range(len(names)), key=lambda i: sort_key(names[i]), reverse=down)
    if key.isascii() and key.isdigit() and int(key) < len(columns):
        values = columns[int(key)].order
        known = np.flatnonzero(~np.isnan(values))
        by_value = known[np.argsort(-values[known] if down else values[known], kind="stable")]
        return [*by_value.tolist(), *np.flatnonzero(np.isnan(values)).tolist()]
    return list(range(len(names)))


def _head(name: str, columns: Sequence[Column], query: QueryDict | None) -> str:
    sort = (query or {}).get("sort", "")
    cells = [_head_cell(name, "name", sort, query, False)]
    cells += [_head_cell(c.heading, str(i), sort, query, c.numeric) for i, c in enumerate(columns)]
    return "".join(cells)


def _head_cell(heading: str, key: str, sort: str, query: QueryDict | None, numeric: bool) -> str:
    """The head of a column is a link that sorts by it; figures begin with the highest."""
    now = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    then = f"-{key}" if (now == "ascending" or (numeric and not now)) else key
    said = f' aria-sort="{now}"' if now else ""
    look = "" if numeric else ' class="is-text"'
    link = f'<a href="{escape(with_query(query, sort=then))}">{escape(heading)}<span class="sort-mark"></span></a>'
    return f'<th scope="col"{look}{said}>{link}</th>'

"""The parts of which pages are made; docs/components.md shows each with an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.charts import Chart, SpaceMap
from sozialraum.site import figures as figures_
from sozialraum.site import tables
from sozialraum.site.links import figure_address, in_language, with_query
from sozialraum.site.pager import pager_html

register = template.Library()

NOTICES = ("info", "success", "warning", "danger")


def language() -> str:
    """The visitor's language; German where none is chosen."""
    return "en" if (get_language() or "de").startswith("en") else "de"


def _query(context: Context) -> Any:
    request = context.get("request")
    return request.GET if request is not None else None


# -- texts and links ---------------------------------------------------------------------------------------


@register.simple_tag
def text(table: Mapping[str, str] | str | None) -> str:
    """A text in two languages ({de, en}) in the visitor's; German where there is no other."""
    if not isinstance(table, Mapping):
        return table or ""
    return table.get(language()) or table.get("de", "")


@register.filter(name="text")
def text_filter(table: Mapping[str, str] | str | None) -> str:
    """The same as a filter: {{ indicator.title|text }}."""
    return text(table)


@register.filter
def may_be_empty(field: BoundField) -> str:
    """What stands behind the label of a field that need not be filled in; a form's `needed_when` knows better."""
    return str(getattr(field.form, "needed_when", {}).get(field.name) or _("freiwillig"))


@register.simple_tag
def path(address: str) -> str:
    """An address written in German, in the visitor's language: {% path "/karte/" %}."""
    return in_language(address, language())


@register.simple_tag
def figure_path(indicator: str, edition: Any, code: str, period: str, group: str = "total") -> str:
    """Where one figure explains itself."""
    return figure_address(indicator, getattr(edition, "key", edition), code, period, group, language())


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """This page's query with parameters changed: {% query jahr="2021" %}; None takes one out."""
    return with_query(_query(context), **{k: None if v is None else str(v) for k, v in changes.items()})


# -- figures -----------------------------------------------------------------------------------------------


@register.simple_tag
def figure(row: Any, of: Any = None, link: bool = True, href: str = "", name: str = "") -> SafeString:
    """A figure of the warehouse. `of` knows what the row doesn't: Figures, a Series or an indicator.

    It leads to its explanation when indicator, edition, code, period and group are known.
    """
    known = {
        key: _first(key, row, of)
        for key in ("unit", "decimals", "indicator", "edition", "period", "group", "code")
    }
    parts = [known[key] for key in ("indicator", "edition", "code", "period", "group")]
    if link and not href and all(parts):
        href = figure_path(*parts)
    return figures_.figure_html(
        row.value, int(row.state), known["unit"] or "", known["decimals"] or 0, language(),
        href if link else "", name,
    )  # fmt: skip


def _first(key: str, *places: Any) -> Any:
    for place in places:
        value = getattr(place, key, None)
        if value is not None:
            return value
    return None


@register.simple_tag
def figure_value(
    value: float, state: int = 0, unit: str = "", decimals: int = 0, href: str = "", name: str = ""
) -> SafeString:
    """A figure from its parts."""
    return figures_.figure_html(value, int(state), unit, decimals, language(), href, name)


@register.simple_tag
def number(value: float, decimals: int = 0) -> str:
    """A bare number in the visitor's language."""
    return numbers.number(value, decimals, language())


@register.filter
def euros(cents: int) -> str:
    """An amount of money in the visitor's language: {{ option.cost|euros }}."""
    return numbers.euros(cents, language())


@register.simple_tag
def sign_legend(states: Iterable[int]) -> SafeString:
    """What the signs mean that occur among the states."""
    return figures_.signs_html(states, language())


@register.simple_tag(takes_context=True)
def figures_table(
    context: Context,
    columns: Sequence[Any],
    caption: str,
    link: str = "",
    labels: Sequence[tuple[str, Sequence[str]]] = (),
    interval: bool = False,
    selected: str = "",
    name_heading: str = "",
    per_page: int = 500,
) -> SafeString:
    """A sortable table with a row a space; see tables.figures_table."""
    return tables.figures_table(
        columns, caption=caption, language=language(), query=_query(context), link=link, labels=labels,
        interval=interval, selected=selected, name_heading=name_heading, per_page=per_page,
    )  # fmt: skip


# -- charts and maps ---------------------------------------------------------------------------------------


@register.inclusion_tag("components/chart.html")
def chart(drawn: Chart, heading: bool = True, table: bool = True) -> dict[str, Any]:
    """A chart with its sentence, its legend and its table."""
    return {"chart": drawn, "heading": heading, "table": table}


@register.inclusion_tag("components/space_map.html")
def space_map(
    drawn: SpaceMap, table: str = "", heading: bool = True, points: str = "", leads: str = ""
) -> dict[str, Any]:
    """A map; `table` is the id of the element whose rows (data-code) belong to its spaces.

    points: where the live map gets what lies at one place. leads: what the link of a space is called.
    """
    return {
        "map": drawn, "table": table, "heading": heading, "link": in_language(drawn.link, drawn.language),
        "points": points, "leads": leads or _("Zum Profil"),
    }  # fmt: skip


@register.inclusion_tag("components/map_assets.html")
def map_assets() -> dict[str, Any]:
    """What a page with a live map loads; stands in its block `head`."""
    return {}


# -- small parts -------------------------------------------------------------------------------------------


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """A box that tells something: info, success, warning or danger."""
    if kind not in NOTICES:
        raise template.TemplateSyntaxError(f"notice {kind!r} is none of {', '.join(NOTICES)}")
    return render_to_string("components/notice.html", {"kind": kind, "title": title, "content": content})


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """An empty state that teaches: what will stand here and how to start."""
    return render_to_string("components/empty.html", {"title": title, "content": content})


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(trail: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """Where the page stands: pairs of title and address (German), the last one is the page itself."""
    return {"steps": [(title, in_language(to, language()) if to else "") for title, to in trail]}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[tuple[str, str, bool]], label: str = "") -> dict[str, Any]:
    """Views of the same thing as links: title, address, whether it is the one shown."""
    return {"items": items, "label": label}


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Any, parameter: str = "seite") -> SafeString:
    """The way through a long list; `page` is a page of Django's Paginator."""
    return pager_html(page, _query(context), parameter)


@register.simple_block_tag(takes_context=True)
def filter_form(
    context: Context, content: str, action: str = "", button: str = "", keep: str = ""
) -> SafeString:
    """Choices for a page as a form that needs no script; `keep` names query parameters carried along."""
    values = _query(context) or {}
    kept = [(name, values[name]) for name in keep.split() if name in values]
    return render_to_string(
        "components/filter_form.html", {"content": content, "action": action, "button": button, "kept": kept}
    )


@register.simple_block_tag(takes_context=True)
def filter_more(context: Context, content: str, names: str) -> SafeString:
    """Choices within `filter_form` that few need, folded away; open where the query has one of `names`."""
    values = _query(context) or {}
    is_open = any(values.get(name) for name in names.split())
    return render_to_string("components/filter_more.html", {"content": content, "is_open": is_open})


@register.inclusion_tag("components/filter_select.html")
def filter_select(
    name: str, label: str, options: Sequence[Any], selected: str = "", hint: str = ""
) -> dict[str, Any]:
    """A choice: pairs of value and label, or pairs of a group's label and its pairs."""
    groups = [(o[0], o[1]) if isinstance(o[1], list | tuple) else ("", [o]) for o in options]
    return {"name": name, "label": label, "groups": groups, "selected": str(selected), "hint": hint}


@register.inclusion_tag("components/downloads.html")
def downloads(files: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """Files to take along: label, address, what is in it (CSV, 63 rows)."""
    return {"files": files}


@register.inclusion_tag("components/definition_card.html")
def definition_card(indicator: Any, href: str = "") -> dict[str, Any]:
    """What an indicator means: explanation, numerator, denominator, source, weaknesses."""
    words = numbers.unit_words(_first("unit", indicator) or "", language())
    return {"indicator": indicator, "unit_words": words, "href": href}


@register.inclusion_tag("components/gap_card.html")
def gap_card(dimension: Any) -> dict[str, Any]:
    """A dimension without data: the gap is shown, with the question which source could fill it."""
    return {"dimension": dimension}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of KERN's icons; it decorates, so it says nothing to a screen reader."""
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)

"""What may stand in a recipe, one line a key. A check raises RecipeError at the first thing that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sozialraum.intake.errors import RecipeError
from sozialraum.warehouse.values import State

Check = Callable[[Any, str, str], None]  # value, file, key

STATES = tuple(s.name.lower() for s in State)
WITHOUT = tuple(s.name.lower() for s in State if not s.is_number)
_NAME = r"[a-z][a-z0-9_]*"


def text(value: Any, file: str, key: str) -> None:
    """Words for people, in both languages."""
    if not (
        isinstance(value, dict)
        and set(value) == {"de", "en"}
        and all(isinstance(v, str) for v in value.values())
    ):
        raise RecipeError(file, key, value, 'a text in two languages, {de = "…", en = "…"}')


def string(value: Any, file: str, key: str) -> None:
    """Any string."""
    if not isinstance(value, str):
        raise RecipeError(file, key, value, "a string in quotes")


def boolean(value: Any, file: str, key: str) -> None:
    """true or false."""
    if not isinstance(value, bool):
        raise RecipeError(file, key, value, "true or false")


def number(value: Any, file: str, key: str) -> None:
    """An integer or a decimal number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RecipeError(file, key, value, "a number")


def whole(value: Any, file: str, key: str) -> None:
    """An integer from 0."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RecipeError(file, key, value, "a whole number from 0")


def anything(value: Any, file: str, key: str) -> None:
    """Checked elsewhere: fields of the catalogue."""


def matching(pattern: str, expected: str) -> Check:
    """A string of this form."""
    form = re.compile(pattern)

    def check(value: Any, file: str, key: str) -> None:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise RecipeError(file, key, value, expected)

    return check


def one_of(*allowed: Any) -> Check:
    """One of these values."""

    def check(value: Any, file: str, key: str) -> None:
        if not any(value == a and type(value) is type(a) for a in allowed):
            raise RecipeError(file, key, value, "one of " + ", ".join(map(str, allowed)))

    return check


def list_of(item: Check, length: int | None = None, least: int = 0) -> Check:
    """A list whose members pass `item`."""

    def check(value: Any, file: str, key: str) -> None:
        if not isinstance(value, list) or (length is not None and len(value) != length) or len(value) < least:
            raise RecipeError(file, key, value, f"a list of {length}" if length else "a list")
        for i, member in enumerate(value, 1):
            item(member, file, f"{key}[{i}]")

    return check


def map_of(item: Check) -> Check:
    """A table of any keys whose values pass `item`."""

    def check(value: Any, file: str, key: str) -> None:
        if not isinstance(value, dict):
            raise RecipeError(file, key, value, "a table")
        for name, member in value.items():
            item(member, file, f"{key}.{name}")

    return check


def either(first: Check, second: Check) -> Check:
    """Passes one of two checks; the message is that of the second."""

    def check(value: Any, file: str, key: str) -> None:
        try:
            first(value, file, key)
        except RecipeError:
            second(value, file, key)

    return check


@dataclass(frozen=True)
class Table:
    """A table with these keys and no others; those of `needed` must be there."""

    needed: Mapping[str, Check]
    optional: Mapping[str, Check]

    def __call__(self, value: Any, file: str, key: str) -> None:
        if not isinstance(value, dict):
            raise RecipeError(file, key, value, "a table")
        known = {**self.needed, **self.optional}
        for name in value:
            if name not in known:
                raise RecipeError(
                    file, f"{key}.{name}", value[name], "no such key; known are " + ", ".join(known)
                )
        for name in self.needed:
            if name not in value:
                raise RecipeError(file, f"{key}.{name}", "nothing", "this key, it is needed")
        for name, member in value.items():
            known[name](member, file, f"{key}.{name}")


name = matching(_NAME, "lower-case letters, digits and underscores, beginning with a letter")
period = matching(r"\d{4}", 'a year in quotes, such as "2022"')
date = matching(r"\d{4}-\d{2}-\d{2}", 'a date in quotes, such as "2000-01-01"')
column = matching(rf"{_NAME}@{_NAME}", "variable@group, such as unemployed@women")
_DATED = rf"{_NAME}@\d{{4}}-\d{{2}}-\d{{2}}"
dated = matching(_DATED, "system@date, such as ortsteile@2000-01-01")
edition = matching(rf"{_DATED}|city", "system@date, such as ortsteile@2000-01-01, or city")

_when: dict[str, Check] = {"periods": list_of(period), "from": period, "until": period}
_where = list_of(
    Table({"field": string}, {"given": boolean, "is": list_of(string), "is_not": list_of(string)}), least=1
)
_skip = list_of(Table({"space": string, "reason": text}, {}))

_zeros = Table(
    {"mean": one_of(*(s for s in STATES if s not in ("observed", "exact_zero"))), "reason": text},
    {
        **_when,
        "spaces": list_of(string),
        "only": one_of("all", "gap", "unless_total"),
        "total": column,
        "beside": number,
    },
)
_withhold = Table({"mean": one_of(*WITHOUT), "reason": text}, {**_when, "spaces": list_of(string)})
_series = Table(
    {"label": string, "column": column},
    {
        **_when,
        "factor": number,
        "occurrence": either(whole, one_of("sum")),
        "range": list_of(number, 2),
        "digits": whole,
        "zeros": list_of(_zeros),
        "withhold": list_of(_withhold),
        "breaks": list_of(Table({"period": period, "reason": text}, {})),
        "remarks": list_of(Table({"text": text}, _when)),
    },
)
_resolve = Table(
    {
        "labels": list_of(string, least=1),
        "columns": list_of(list_of(column, least=2), least=1),
        "sums": list_of(column),
    },
    {**_when, "reason": text},
)
_origin: dict[str, Check] = {"title": text, "publisher": string, "licence": string}
_source = Table(
    {
        "key": name,
        **_origin,
        "edition": edition,
        "reader": one_of("csv", "json", "xlsx"),
        "file": string,
        "series": list_of(_series, least=1),
    },
    {
        **_when,
        "url": string,
        "dialect": name,
        "hidden_range": list_of(whole, 2),
        "optional": boolean,
        "period": period,
        "layout": one_of("wide", "long", "periods"),
        "fields": map_of(string),
        "header_row": whole,
        "sheet": string,
        "path": string,
        "levels": list_of(string),
        "where": _where,
        "match": one_of("code", "name"),
        "space": string,
        "aliases": map_of(string),
        "skip_spaces": _skip,
        "ignore": list_of(Table({"label": string, "reason": text}, {})),
        "resolve": list_of(_resolve),
        "remarks": list_of(Table({"text": text}, _when)),
    },
)

_check_common: dict[str, Check] = {
    **_when,
    "kind": string,
    "severity": one_of("note", "warning", "error"),
    "tolerance": number,
    "reason": text,
}
_of_source: dict[str, Check] = {**_check_common, "source": name}
CHECKS: dict[str, Table] = {
    "parts": Table({"whole": column, "parts": list_of(column, least=1)}, _of_source),
    "bound": Table({"part": column, "whole": column}, _of_source),
    "levels": Table({"columns": list_of(column, least=1), "parts": name, "whole": name}, _check_common),
    "same": Table({"columns": list_of(column, least=1), "sources": list_of(name, length=2)}, _check_common),
    "share": Table(
        {"source": name, "label": string, "numerator": column, "denominator": column},
        {**_check_common, "factor": number},
    ),
    "jump": Table({"columns": list_of(column, least=1)}, {**_of_source, "factor": number, "minimum": number}),
}


def _check(value: Any, file: str, key: str) -> None:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in CHECKS:
        raise RecipeError(file, f"{key}.kind", kind, "one of " + ", ".join(CHECKS))
    CHECKS[kind](value, file, key)


_parent = either(Table({"prefix": whole}, {}), Table({"property": string}, {}))
SECTIONS: dict[str, Check] = {
    "city": Table(
        {"key": name, "name": string, "crs": string, "social_spaces": name, "about": text},
        {
            "ags": string,
            "demonstration": boolean,
            "planning_areas": name,
            "services": list_of(string),
            "threshold": whole,
        },
    ),
    "dialect": map_of(
        Table(
            {},
            {
                "like": name,
                "encoding": string,
                "delimiter": string,
                "decimal": one_of(".", ","),
                "thousands": list_of(string),
                "signs": map_of(one_of(*STATES)),
                "marks": map_of(one_of(*STATES)),
            },
        )
    ),
    "indicator": map_of(map_of(anything)),
}
LISTS: dict[str, Check] = {
    "space_system": Table(
        {
            "key": name,
            "title": text,
            "unit": text,
            "role": one_of("building_block", "social_space", "planning_area", "other"),
        },
        {"parent": name},
    ),
    "edition": Table(
        {
            "space_system": name,
            "valid_from": date,
            "basis": text,
            "file": string,
            "code": string,
            "name": string,
        },
        {
            "valid_until": date,
            "layer": string,
            "crs": string,
            "parent": _parent,
            "kind": string,
            "aliases": map_of(string),
        },
    ),
    "crosswalk": Table(
        {
            "from": dated,
            "to": dated,
            "file": string,
            "source": string,
            "target": string,
            "made_from": text,
        },
        {"dialect": name, "weight": string},
    ),
    "source": _source,
    "check": _check,
    "facilities": Table(
        {
            "key": name,
            "kind": name,
            "dimension": name,
            **_origin,
            "as_of": string,
            "file": string,
            "reader": one_of("geojson", "overpass", "json"),
        },
        {
            "url": string,
            "path": string,
            "name": string,
            "longitude": list_of(string),
            "latitude": list_of(string),
            "details": list_of(string),
            "where": _where,
            "merge_within": number,
            "apart": number,
            "stated": Table({"field": string, "space_system": name}, {}),
            "unplaced": list_of(Table({"longitude": number, "latitude": number, "reason": text}, {})),
        },
    ),
    "budget": Table(
        {
            "key": name,
            **_origin,
            "file": string,
            "fields": Table(
                dict.fromkeys(("area", "area_title", "product", "product_title", "line"), string),
                {"district": string, "district_name": string},
            ),
            "amounts": Table({}, {"plan": string, "result": string}),
            "sums": list_of(
                Table({"line": string, "of": list_of(string, least=1)}, {"less": list_of(string)}), least=1
            ),
        },
        {
            "url": string,
            "dialect": name,
            "districts": name,
            "income": list_of(string),
            "tolerance": whole,
            "rounded": text,
            "turned": list_of(string),
            "turned_because": text,
        },
    ),
    "index": map_of(anything),
    "variable": map_of(anything),
    "group": map_of(anything),
}

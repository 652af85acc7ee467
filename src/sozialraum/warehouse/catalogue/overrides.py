"""A city's own fields and definitions, laid over those of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sozialraum.warehouse.catalogue.entries import KINDS, error, hint

Stored = Mapping[str, list[dict[str, Any]]]

_CALCULATED_BY = ("numerator", "denominator")
_OF_A_NEW_ONE = {"title", "sign"}  # what a change of single fields hardly ever has, and a new definition must
_EXPLAINED_BY = ("explanation", "reading_aid")


def merged(stored: Stored, recipe: Mapping[str, Any], file: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """All tables of the catalogue with those of the recipe laid over, as (kind, file, table)."""
    for kind in KINDS:
        own = _tables(kind, recipe.get(kind, ()), file)
        for table in stored[kind]:
            change = own.pop(table["key"], None)
            if change is None:
                yield kind, "catalogue", table
            else:
                yield kind, file, _changed(kind, table, change, file)
        keys = {table["key"]: table for table in stored[kind]}
        for key, table in own.items():
            if not table.keys() & _OF_A_NEW_ONE:
                new = "a new definition needs all of its fields"
                raise error(file, kind, key, "key", f"is not in the catalogue{hint(key, keys)}; {new}")
            yield kind, file, table


def _tables(kind: str, given: Any, file: str) -> dict[str, dict[str, Any]]:
    """Both ways of writing them, `[indicator.KEY]` and `[[indicator]]`, as tables by key."""
    if isinstance(given, Mapping):
        given = [{"key": key, **table} for key, table in given.items()]
    tables: dict[str, dict[str, Any]] = {}
    for table in given:
        key = table.get("key", "(without key)")
        if key in tables:
            raise error(file, kind, key, "key", "is defined twice in the recipe")
        tables[key] = dict(table)
    return tables


def _changed(kind: str, table: dict[str, Any], change: dict[str, Any], file: str) -> dict[str, Any]:
    new = table | change
    if kind != "indicator":
        return new
    calculated = [name for name in _CALCULATED_BY if change.get(name, table.get(name)) != table.get(name)]
    if not calculated:
        return new
    # What is calculated otherwise means something else: the catalogue's sentences would be wrong.
    for name in _EXPLAINED_BY:
        if name not in change:
            message = f"is missing; the recipe changes the {calculated[0]}, so the text must change with it"
            raise error(file, kind, table["key"], name, message)
    if "by_group" not in change:
        new["by_group"] = _without(table.get("by_group", {}), calculated)
    return new


def _without(by_group: Mapping[str, Mapping[str, str]], names: list[str]) -> dict[str, dict[str, str]]:
    """What is left of the expressions of single groups once the general one was replaced."""
    left = {g: {n: e for n, e in own.items() if n not in names} for g, own in by_group.items()}
    return {group: own for group, own in left.items() if own}

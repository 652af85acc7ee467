"""The catalogue: which indicators there are, and which of them a city's columns can feed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from itertools import pairwise
from typing import Any

from sozialraum.warehouse.catalogue import references
from sozialraum.warehouse.catalogue.definitions import (
    CatalogueError,
    Dimension,
    Group,
    IndexDefinition,
    Indicator,
    Unit,
    Variable,
)
from sozialraum.warehouse.catalogue.entries import KINDS, LANGUAGES, error, read
from sozialraum.warehouse.catalogue.overrides import merged

Tables = Iterable[tuple[str, str, Mapping[str, Any]]]  # (kind, file, table)

_AGE, _OLDEST = re.compile(r"(age|under|over)_(\d+)(?:_(\d+)|_plus)?"), 999
AXES = ("sex", "origin", "household", "marital", "residence", "age")
_PLURAL = {
    "dimension": "dimensions",
    "unit": "units",
    "group": "groups",
    "variable": "variables",
    "indicator": "indicators",
    "index": "indices",
}


@dataclass(frozen=True)
class Catalogue:
    """Definitions by key. Dimensions in their order; indicators by dimension, context last."""

    dimensions: Mapping[str, Dimension]
    units: Mapping[str, Unit]
    groups: Mapping[str, Group]
    variables: Mapping[str, Variable]
    indicators: Mapping[str, Indicator]
    indices: Mapping[str, IndexDefinition]

    @classmethod
    def of(cls, tables: Tables) -> Catalogue:
        """Put definitions together and check that they fit; raises CatalogueError."""
        found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
        files: dict[tuple[str, str], str] = {}
        for kind, file, table in tables:
            entry = read(kind, table, file)
            if entry.key in found[kind]:
                raise error(file, kind, entry.key, "key", f"is already defined in {files[kind, entry.key]}")
            found[kind][entry.key] = entry
            files[kind, entry.key] = file
        order = {key: place for place, key in enumerate(found["dimension"])}
        found["indicator"] = dict(
            sorted(
                found["indicator"].items(),
                key=lambda item: (order.get(item[1].dimension, len(order)), item[1].context),
            )
        )
        catalogue = cls(**{_PLURAL[kind]: entries for kind, entries in found.items()})
        references.check(catalogue, files)
        return catalogue

    def with_overrides(self, recipe: Mapping[str, Any], file: str = "recipe") -> Catalogue:
        """This catalogue with a city's own fields and definitions; raises CatalogueError.

        `[indicator.KEY]` (likewise variable, group, dimension, unit, index) changes single fields of a known
        definition; under a new key it adds one. `[[index]]` with `key = ...` does the same.
        """
        return Catalogue.of(merged(self.as_dict(), recipe, file))

    def group(self, key: str) -> Group:
        """A group, also one composed of several: women_and_age_15_64; raises CatalogueError."""
        if problem := self.group_problem(key):
            raise CatalogueError(problem)
        if key in self.groups:
            return self.groups[key]
        parts = [self.groups[part] for part in key.split("_and_")]
        title = {
            language: ", ".join(
                _lowered(part.title[language]) if part.axis == "age" else part.title[language]
                for part in parts
            )
            for language in LANGUAGES
        }
        return Group(key, title, "_and_".join(part.axis for part in parts))

    def group_place(self, key: str) -> tuple[int, tuple[tuple[int, int, int, int], ...], str]:
        """What groups are sorted by: everybody, then by axis and as the catalogue has them, ages by their years; groups
        composed of several come last.
        """
        known = list(self.groups)
        order = {axis: i for i, axis in enumerate(("total", *AXES))}
        parts = []
        for part in key.split("_and_"):
            axis = self.groups[part].axis if part in self.groups else ""
            low, high = _years(part) if axis == "age" else (0, 0)
            position = known.index(part) if part in self.groups else len(known)
            parts.append((order.get(axis, len(order)), low, high, position))
        return len(parts), tuple(parts), key

    def group_problem(self, key: str) -> str | None:
        """What is wrong with the key of a group, as a sentence; None where nothing is."""
        if key in self.groups:
            return None
        parts = key.split("_and_")
        for part in parts:
            if problem := references.unknown("group", part, self.groups):
                return problem
        places = [AXES.index(a) if (a := self.groups[p].axis) in AXES else -1 for p in parts]
        if -1 in places or any(a >= b for a, b in pairwise(places)):
            return f"group {key!r} is not in the order {', '.join(AXES)}, one of each"
        return None

    def column_problem(self, column: str) -> str | None:
        """What is wrong with a column's name (`variable@group`), as a sentence; None where nothing is."""
        variable, at, group = column.partition("@")
        if not at:
            return f"{column!r} is not the name of a column, expected e.g. {variable}@total"
        return references.unknown("variable", variable, self.variables) or self.group_problem(group)

    def available(self, columns: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Indicators that these columns can feed, each with the groups that it can be calculated for."""
        have = frozenset(columns)
        found = {
            key: tuple(g for g in indicator.groups if indicator.columns(g) <= have)
            for key, indicator in self.indicators.items()
        }
        return {key: groups for key, groups in found.items() if groups}

    def available_indices(self, columns: Collection[str]) -> tuple[str, ...]:
        """Indices whose indicators can all be calculated for the whole population."""
        groups = self.available(columns)
        return tuple(
            key
            for key, index in self.indices.items()
            if all("total" in groups.get(indicator, ()) for indicator in index.status)
        )

    def gaps(self, columns: Collection[str]) -> list[Dimension]:
        """Dimensions that these columns tell nothing of: none of their own indicators but context."""
        told = {
            self.indicators[key].dimension
            for key in self.available(columns)
            if not self.indicators[key].context
        }
        return [dimension for key, dimension in self.dimensions.items() if key not in told]

    def as_dict(self) -> dict[str, list[dict[str, Any]]]:
        """Plain values for JSON, in a fixed order and without defaults: equal catalogues give equal text."""
        return {
            kind: [_plain(entry) for entry in getattr(self, plural).values()]
            for kind, plural in _PLURAL.items()
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Iterable[Mapping[str, Any]]]) -> Catalogue:
        """The catalogue that `as_dict` was made of; raises CatalogueError."""
        return cls.of((kind, "stored catalogue", table) for kind in KINDS for table in stored.get(kind, ()))


def _plain(entry: Any) -> dict[str, Any]:
    plain = {}
    for definition in fields(entry):
        value = getattr(entry, definition.name)
        default = (
            definition.default_factory() if definition.default_factory is not MISSING else definition.default
        )
        if value != default:
            plain[definition.name] = _plain_value(value)
    return plain


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain_value(part) for name, part in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _years(group: str) -> tuple[int, int]:
    """The first and the last year of an age group: age_6_9, age_80_plus, under_25, over_55."""
    age = _AGE.fullmatch(group)
    if age is None:
        return 0, _OLDEST
    first = int(age[2])
    return (0, first) if age[1] == "under" else (first, int(age[3] or _OLDEST))


def _lowered(title: str) -> str:
    """Ages go on in small letters within a title: "Frauen, unter 15 Jahre"."""
    return title[0].lower() + title[1:]

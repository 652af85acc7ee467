"""Where the measures of a programme are: a drawn map of the planned money by social space, and the same as rows.

A measure keeps the space and the boundaries in which it was made; it counts where that space mostly lies today.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import SpaceMap
from sozialraum.charts.histogram import class_labels
from sozialraum.methods.classes import Classes, named, quantiles
from sozialraum.numbers import Writer
from sozialraum.planning.needs.queries.silent import inhabitants_of, row_of
from sozialraum.planning.programme.queries.amounts import ZERO, each_of, in_euros
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.queries.versions import outlines_of
from sozialraum.planning.statistics.words import language
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

CLASSES = 4


@dataclass(frozen=True)
class Place:
    """The measures of a social space; `path` leads to its profile. Without one: those for more than one space."""

    code: str
    name: str
    path: str
    count: int
    planned: Decimal
    each: str

    @property
    def planned_shown(self) -> str:
        return in_euros(self.planned)


@dataclass(frozen=True, eq=False)
class Places:
    """The map, its rows (the most money first, what is for more than one space last), spaces without a measure."""

    map: SpaceMap
    rows: tuple[Place, ...]
    without: int


def places(version: Version, measures: Sequence[Any], area: str = "") -> Places | None:
    """Of measures with their planned sums, in the city or in a planning area by its code; None without any measure."""
    edition = version.edition()
    rows = [r for r in range(len(edition)) if not area or (edition.parents and edition.parents[r] == area)]
    if not measures or not rows:
        return None
    counts: dict[int, int] = defaultdict(int)
    planned: dict[int, Decimal] = defaultdict(Decimal)
    for one in measures:
        at = _row(version, edition, one)
        counts[at] += 1
        planned[at] += one.planned or ZERO
    people = inhabitants_of(version, edition)
    made = [_place(edition, at, counts[at], planned[at], people) for at in counts if at >= 0]
    made.sort(key=lambda one: (-one.planned, sort_key(one.name)))
    if counts.get(-1):
        made.append(Place("", _("für mehr als einen Sozialraum"), "", counts[-1], planned[-1], ""))
    without = sum(not counts.get(at) for at in rows)
    return Places(_map(version, edition, rows, planned), tuple(made), without)


def _row(version: Version, edition: Edition, measure: Any) -> int:
    if not measure.space.startswith(f"{edition.space_system}/"):
        return -1
    return row_of(version, edition, measure.edition, measure.space)


def _place(edition: Edition, at: int, count: int, planned: Decimal, people: Any) -> Place:
    known = 0 if np.isnan(people[at]) else int(people[at])
    code = edition.codes[at]
    return Place(code, edition.names[at], _profile(edition, code), count, planned, each_of(planned, known))


def _profile(edition: Edition, code: str) -> str:
    return f"/raeume/{edition.space_system}/{code}/"


def _map(version: Version, edition: Edition, rows: Sequence[int], planned: dict[int, Decimal]) -> SpaceMap:
    values = np.array([float(planned.get(at, ZERO)) for at in rows])  # for the drawing alone
    classes, names = _classes(values)
    codes = tuple(edition.codes[at] for at in rows)
    made = charts.space_map(
        _outlines(version, edition, codes), codes=codes, names=[edition.names[at] for at in rows], values=values,
        states=np.full(len(rows), int(State.OBSERVED), np.uint8), classes=classes, class_names=names, unit="euro",
        language=language(), title=_("Geplantes Geld der Maßnahmen"),
        link=reverse("situation:start").removesuffix("/") + _profile(edition, "{code}"),
    )  # fmt: skip
    return replace(made, sentence=_sentence({edition.names[at]: planned.get(at, ZERO) for at in rows}))


def _classes(values: Any) -> tuple[Classes, list[str]]:
    """Spaces without money are a class of their own; the others are cut into as many of equal size as there can be."""
    some = values > 0
    cut = quantiles(np.where(some, values, np.nan), CLASSES)
    labels = class_labels(cut, Writer("euro", 0, language())) if some.any() else []
    index = np.where(some, cut.index + 1, 0).astype(np.int8)
    return named(values, index, len(labels) + 1), [_("kein Geld geplant"), *labels]


def _sentence(planned: Mapping[str, Decimal]) -> str:
    most = max(planned, key=lambda name: planned[name])
    if not planned[most]:
        return _("Für keinen einzelnen Sozialraum ist Geld geplant.")
    told = {"name": most, "sum": in_euros(planned[most])}
    return _("Am meisten Geld ist in %(name)s geplant: %(sum)s.") % told


@lru_cache(maxsize=64)
def _outlines(version: Version, edition: Edition, codes: tuple[str, ...]) -> bytes:
    """The boundaries of some spaces alone, so that a planning area fills its map."""
    whole = outlines_of(version, edition)
    if len(codes) == len(edition):
        return whole
    read = json.loads(whole)
    read["features"] = [one for one in read["features"] if one["properties"]["c"] in codes]
    return json.dumps(read).encode()

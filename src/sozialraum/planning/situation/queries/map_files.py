"""A view of the map as a table and as a layer for a geographic information system."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.situation.queries.choice import Choice
from sozialraum.planning.situation.queries.map_ import words_of_classes
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.words import edition_title, group_title, language, said, title_of
from sozialraum.warehouse.values import State

COLUMNS = (
    "code", "name", "value", "sign", "state", "class", "numerator", "denominator", "lower", "upper",
    "indicator", "group", "period", "edition",
)  # fmt: skip


def rows(view: Choice) -> list[tuple[Any, ...]]:
    """One row a space, in the edition's order, with columns as in COLUMNS."""
    f = view.figures
    classes = words_of_classes(view)
    states = [State(s) for s in f.states.tolist()]
    same = (f.indicator, f.group, f.period, view.edition.key)
    parts = zip(
        f.codes, f.names, f.values.tolist(), states, classes, f.numerator.tolist(), f.denominator.tolist(),
        f.lower.tolist(), f.upper.tolist(), strict=True,
    )  # fmt: skip
    return [
        (code, name, value, state.sign, state.name.lower(), class_, above, below, lower, upper, *same)
        for code, name, value, state, class_, above, below, lower, upper in parts
    ]


def table(view: Choice) -> Table:
    """The view as a table to be written to a file."""
    return Table(
        title=f"{title_of(view.version, view.indicator)}, {view.period}",
        columns=COLUMNS, rows=rows(view), about=about(view), states=np.unique(view.figures.states).tolist(),
    )  # fmt: skip


def about(view: Choice) -> list[tuple[str, str]]:
    """What the figures mean, as pairs of label and text."""
    definition = view.version.names[view.indicator]
    lines = [
        (_("Kennzahl"), title_of(view.version, view.indicator)),
        (_("Bedeutung"), said(definition.explanation)),
        (_("Einheit"), numbers.unit_words(view.figures.unit, language())),
        (_("Jahr"), view.period),
        (_("Gruppe"), group_title(view.version, view.group)),
        (_("Räume"), edition_title(view.edition)),
        (_("Was die Zahl nicht kann"), said(definition.weaknesses)),
    ]
    return [(label, text) for label, text in lines if text]


def geojson(view: Choice) -> bytes:
    """Features in WGS 84 (RFC 7946) with all that the table holds; boundaries as they were delivered."""
    shapes = shapely.to_geojson(view.edition.geometry)
    properties = [_json(dict(zip(COLUMNS, map(_value, row), strict=True))) for row in rows(view)]
    features = [
        f'{{"type":"Feature","properties":{known},"geometry":{shape}}}'
        for known, shape in zip(properties, shapes, strict=True)
    ]
    head = {
        "type": "FeatureCollection",
        "city": str(view.version.settings["name"]),
        "invented": bool(view.version.settings.get("demonstration")),
        "data_version": view.version.id,
        "title": f"{title_of(view.version, view.indicator)}, {view.period}",
        "signs": dict(numbers.legend(np.unique(view.figures.states).tolist(), language())),
    }
    return f'{_json(head)[:-1]},"features":[{",".join(features)}]}}'.encode()


def _value(cell: Any) -> Any:
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""All figures of an indicator as a table for a file: one year, or all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.statistics.class_names import class_names
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries.choice import Choice
from sozialraum.planning.statistics.queries.definition import definition
from sozialraum.planning.statistics.words import edition_title, group_title, language, said, title_of
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.values import State

COLUMNS = (
    "code", "name", "value", "sign", "state", "class", "numerator", "denominator", "lower", "upper",
    "indicator", "group", "period", "edition",
)  # fmt: skip


def table(choice: Choice, every_year: bool = False) -> Table:
    """One row a space (and year), columns as in COLUMNS."""
    periods = choice.periods if every_year else (choice.period,)
    version, where = choice.version, {"edition": choice.edition.key, "group": choice.group}
    shown = [version.figures(choice.indicator, period=p, **where) for p in periods]
    years = f"{periods[0]}–{periods[-1]}" if len(periods) > 1 else periods[0]
    return Table(
        title=f"{title_of(version, choice.indicator)}, {years}", columns=COLUMNS,
        rows=[row for figures in shown for row in _rows(figures)], about=_about(choice, years),
        states=np.unique(np.concatenate([f.states for f in shown])).tolist(),
    )  # fmt: skip


def _rows(f: Figures) -> list[tuple[Any, ...]]:
    states = [State(s) for s in f.states.tolist()]
    same = (f.indicator, f.group, f.period, f.edition.key)
    parts = zip(
        f.codes, f.names, f.values.tolist(), states, _classes(f), f.numerator.tolist(), f.denominator.tolist(),
        f.lower.tolist(), f.upper.tolist(), strict=True,
    )  # fmt: skip
    return [
        (code, name, value, state.sign, state.name.lower(), class_, above, below, lower, upper, *same)
        for code, name, value, state, class_, above, below, lower, upper in parts
    ]


def _classes(f: Figures) -> list[str]:
    if f.classes is None:
        return [""] * len(f.codes)
    names = [said(n) for n in class_names(f.indicator)]
    return [names[c] if c >= 0 else "" for c in f.classes.tolist()]


def _about(choice: Choice, years: str) -> list[tuple[str, str]]:
    told = definition(choice.version, choice.indicator, choice.group)
    lines = [
        (_("Kennzahl"), told.title),
        (_("Bedeutung"), told.explanation),
        (_("Berechnung"), told.formula),
        (_("Besonderheit dieser Stadt"), told.note),
        (_("Einheit"), numbers.unit_words(choice.figures.unit, language())),
        (_("Jahr"), years),
        (_("Gruppe"), group_title(choice.version, choice.group)),
        (_("Räume"), edition_title(choice.edition)),
        (_("Was die Zahl nicht kann"), told.weaknesses),
    ]
    return [(label, text) for label, text in lines if text]

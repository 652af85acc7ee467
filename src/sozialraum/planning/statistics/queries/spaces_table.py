"""Columns of plain words for the table of all spaces: the space that holds each, and an index's class."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _

from sozialraum.planning.statistics.class_names import class_names
from sozialraum.planning.statistics.queries.choice import Choice
from sozialraum.planning.statistics.words import said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version


def labels(choice: Choice) -> list[tuple[str, list[str]]]:
    """Pairs of heading and one text a space."""
    found = []
    parent = choice.version.parent_of(choice.edition)
    if parent is not None and len(parent) > 1:
        unit = said(parent.unit)
        found.append((unit[:1].upper() + unit[1:], _parents(choice.version, choice.edition)))
    if choice.is_index:
        found.append((_("Einordnung"), class_words(choice.figures)))
    return found


@lru_cache(maxsize=32)
def _parents(version: Version, edition: Edition) -> list[str]:
    parent = version.parent_of(edition)
    rows = version.parent_rows(edition).tolist()
    return [parent.names[r] if parent and r >= 0 else "" for r in rows]


def class_words(figures: Figures) -> list[str]:
    """The class of each space in words, or why it has none."""
    names = [said(n) for n in class_names(figures.indicator)]
    codes = [] if figures.classes is None else figures.classes.tolist()
    without = {int(State.NOT_APPLICABLE): _("ausgenommen")}
    return [
        names[c] if c >= 0 else without.get(s, _("unbekannt"))
        for c, s in zip(codes, figures.states.tolist(), strict=True)
    ]

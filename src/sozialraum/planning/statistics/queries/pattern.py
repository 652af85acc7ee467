"""Where high values lie together, and where low ones: local Moran's I, told in a plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import SpaceMap
from sozialraum.methods import classes as classification
from sozialraum.methods.contiguity import Neighbours, queen
from sozialraum.methods.local_moran import LocalMoran, Quadrant, local_moran
from sozialraum.planning.statistics.addresses import profile_path, space_path
from sozialraum.planning.statistics.queries.choice import Choice
from sozialraum.planning.statistics.queries.versions import outlines_of
from sozialraum.planning.statistics.words import language, title_of
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import Version

# More spaces than this take seconds; fewer with a figure have no surroundings worth speaking of.
MOST, FEWEST = 2_000, 10
DRAWS, ALPHA, SEED = 9_999, 0.05, 2007

# Order of the classes on the map, from low among low to high among high.
_ORDER = (Quadrant.LOW_LOW, Quadrant.LOW_HIGH, None, Quadrant.HIGH_LOW, Quadrant.HIGH_HIGH)


@dataclass(frozen=True)
class Pattern:
    """What is to be seen: sentences, the spaces of each kind with their pages, and a map of the kinds."""

    sentence: str
    certainty: str
    kinds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    map: SpaceMap


def pattern(choice: Choice) -> Pattern | None:
    """The pattern of the chosen figures; None for too many spaces, or too few with a figure."""
    if not FEWEST <= len(choice.edition) <= MOST:
        return None
    return _pattern(choice.version, choice.indicator, choice.edition, choice.group, choice.period, language())


@lru_cache(maxsize=256)
def found(version: Version, indicator: str, edition: Edition, group: str, period: str) -> LocalMoran:
    """Local Moran's I of the figures as they are shown, with the same draws every time."""
    values = version.figures(indicator, edition=edition.key, period=period, group=group).values
    return local_moran(values, neighbours(edition).matrix, permutations=DRAWS, alpha=ALPHA, seed=SEED)


@lru_cache(maxsize=16)
def neighbours(edition: Edition) -> Neighbours:
    """Spaces that share a border or a corner."""
    return queen(edition.geometry)


@lru_cache(maxsize=64)
def _pattern(
    version: Version, indicator: str, edition: Edition, group: str, period: str, language_: str
) -> Pattern | None:
    figures = version.figures(indicator, edition=edition.key, period=period, group=group)
    tested = found(version, indicator, edition, group, period)
    known = int(np.count_nonzero(~np.isnan(tested.p)))
    if known < FEWEST:
        return None
    rows = {q: np.flatnonzero(tested.significant & (tested.quadrant == q)).tolist() for q in Quadrant}
    names = _names()
    kinds = tuple(
        (names[q], tuple((edition.names[i], space_path(version, edition, edition.codes[i])) for i in rows[q]))
        for q in (Quadrant.HIGH_HIGH, Quadrant.LOW_LOW, Quadrant.HIGH_LOW, Quadrant.LOW_HIGH)
        if rows[q]
    )
    index = np.full(len(edition), -1, dtype=np.int8)
    index[~np.isnan(figures.values)] = _ORDER.index(None)
    for quadrant, some in rows.items():
        index[some] = _ORDER.index(quadrant)
    labels = [names[q] for q in _ORDER]
    drawn = charts.space_map(
        outlines_of(version, edition), codes=edition.codes, names=edition.names, values=figures.values,
        states=figures.states, classes=classification.named(figures.values, index, len(_ORDER)),
        title=_("Räumliches Muster: {title}, {year}").format(title=title_of(version, indicator), year=period),
        unit=figures.unit, decimals=figures.decimals, language=language_, class_names=labels, diverging=True,
        link=profile_path(version, edition),
    )  # fmt: skip
    return Pattern(
        _sentence(rows[Quadrant.HIGH_HIGH], rows[Quadrant.LOW_LOW]),
        _certainty(rows.values(), known),
        kinds,
        drawn,
    )


def _names() -> dict[Quadrant | None, str]:
    return {
        Quadrant.HIGH_HIGH: _(
            "hohe Werte zwischen hohen"
        ), Quadrant.LOW_LOW: _("niedrige Werte zwischen niedrigen"),
        Quadrant.HIGH_LOW: _(
            "hoher Wert, ringsum niedrige"
        ), Quadrant.LOW_HIGH: _("niedriger Wert, ringsum hohe"),
        None: _("ohne auffälliges Muster"),
    }  # fmt: skip


def _sentence(high: Sequence[int], low: Sequence[int]) -> str:
    if high and low:
        return _(
            "Räume mit hohen Werten liegen hier beieinander, und Räume mit niedrigen Werten auch: In der "
            "Stadt bilden sich Gegenden."
        )
    if high:
        return _("Räume mit hohen Werten liegen hier beieinander.")
    if low:
        return _("Räume mit niedrigen Werten liegen hier beieinander.")
    return _("Hohe und niedrige Werte liegen hier so verstreut, wie es auch durch Zufall vorkommt.")


def _certainty(rows: Iterable[Sequence[int]], known: int) -> str:
    count = sum(len(r) for r in rows)
    return _(
        "Verglichen wird jeder Raum mit seinen Nachbarn. Bei {count} von {known} Räumen ist das Muster "
        "deutlicher, als es der Zufall erklärt; höchstens etwa jeder zwanzigste davon dürfte ein Fehlalarm "
        "sein."
    ).format(count=count, known=known)

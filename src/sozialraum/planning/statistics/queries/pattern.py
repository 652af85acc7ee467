"""Where high values lie together, and where low ones: local Moran's I, told in a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.version import Version

# More spaces than this take seconds; fewer with a figure have no surroundings worth speaking of.
MOST, FEWEST = 2_000, 10
SEVERAL = 4  # so many spaces make a sentence about the city rather than about places
DRAWS, ALPHA, SEED = 9_999, 0.05, 2007

# Order of the classes on the map, from low among low to high among high.
_ORDER = (Quadrant.LOW_LOW, Quadrant.LOW_HIGH, None, Quadrant.HIGH_LOW, Quadrant.HIGH_HIGH)


@dataclass(frozen=True)
class Pattern:
    """What is to be seen: sentences, the spaces of each kind with their pages, a map of the kinds."""

    sentence: str
    certainty: str
    kinds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    map: SpaceMap | None


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
    count = sum(len(r) for r in rows.values())
    drawn = _map(version, figures, rows, language_) if count else None
    return Pattern(_sentence(rows, edition.names), _certainty(count, known), kinds, drawn)


def _map(version: Version, figures: Figures, rows: Mapping[Quadrant, list[int]], language_: str) -> SpaceMap:
    index = np.full(len(figures.values), -1, dtype=np.int8)
    index[~np.isnan(figures.values)] = _ORDER.index(None)
    for quadrant, some in rows.items():
        index[some] = _ORDER.index(quadrant)
    title, names = title_of(version, figures.indicator), _names()
    return charts.space_map(
        outlines_of(version, figures.edition), codes=figures.codes, names=figures.names, values=figures.values,
        states=figures.states, classes=classification.named(figures.values, index, len(_ORDER)),
        title=_("Räumliches Muster: {title}, {year}").format(title=title, year=figures.period),
        unit=figures.unit, decimals=figures.decimals, language=language_, class_names=[names[q] for q in _ORDER],
        diverging=True, link=profile_path(version, figures.edition),
    )  # fmt: skip


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


def _sentence(rows: Mapping[Quadrant, list[int]], names: Sequence[str]) -> str:
    """What is to be seen; where it is only a place or two they are named, so that nobody thinks of the whole city."""
    high, low = rows[Quadrant.HIGH_HIGH], rows[Quadrant.LOW_LOW]
    if len(high) + len(low) >= SEVERAL:
        if high and low:
            return _(
                "Räume mit hohen Werten liegen hier beieinander, und Räume mit niedrigen Werten auch: In der "
                "Stadt bilden sich Gegenden."
            )
        return (
            _("Räume mit hohen Werten liegen hier beieinander.")
            if high
            else _("Räume mit niedrigen Werten liegen hier beieinander.")
        )
    parts = []
    if high:
        parts.append(
            _("Hohe Werte liegen hier und ringsum beieinander: {names}.").format(names=_listed(high, names))
        )
    if low:
        parts.append(
            _("Niedrige Werte liegen hier und ringsum beieinander: {names}.").format(
                names=_listed(low, names)
            )
        )
    if parts:
        return " ".join(parts)
    if any(rows.values()):
        return _("Einzelne Räume fallen aus ihrer Umgebung heraus; ganze Gegenden bilden sich nicht.")
    return _("Bei keinem Raum ist ein Muster deutlich genug, um Zufall auszuschließen.")


def _listed(rows: Sequence[int], names: Sequence[str]) -> str:
    return ", ".join(names[i] for i in rows)


def _certainty(count: int, known: int) -> str:
    compared = _("Verglichen wird jeder Raum mit seinen Nachbarn.")
    if not count:
        return compared
    told = ngettext(
        "Bei {count} von {known} Räumen ist das Muster deutlicher, als es der Zufall erklärt; höchstens etwa "
        "jeder zwanzigste solche Fund dürfte ein Fehlalarm sein.",
        "Bei {count} von {known} Räumen ist das Muster deutlicher, als es der Zufall erklärt; höchstens etwa "
        "jeder zwanzigste solche Fund dürfte ein Fehlalarm sein.",
        count,
    ).format(count=count, known=known)
    return f"{compared} {told}"

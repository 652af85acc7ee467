"""One view of the map: its classes, its drawing, its table and what is said about it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import SpaceMap
from sozialraum.methods import classes as methods
from sozialraum.methods.classes import Classes
from sozialraum.numbers import Writer
from sozialraum.planning.situation.queries.choice import CUTS, Choice
from sozialraum.planning.statistics.addresses import profile_path
from sozialraum.planning.statistics.class_names import class_names, method_names, reads
from sozialraum.planning.statistics.queries.versions import outlines_of
from sozialraum.planning.statistics.words import edition_title, group_title, language, said, title_of
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.indices import DYNAMICS
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import NoFiguresError, Version

# Up to so many spaces a page names them all; with more its table has pages.
WHOLE_UP_TO, ROWS_A_PAGE = 400, 150


# -- the map ----------------------------------------------------------------------------------------------------


def drawn(view: Choice) -> SpaceMap:
    """The map of a view in the visitor's language, made once a view and data version."""
    return _drawn(
        view.version, view.edition, view.indicator, view.group, view.period, view.cut, view.count, view.space,
        language(), view.query(pinned=True, raum=""),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _drawn(
    version: Version, edition: Edition, indicator: str, group: str, period: str, cut: str, count: int, space: str,
    language_: str, query: str,
) -> SpaceMap:  # fmt: skip
    figures = version.figures(indicator, edition=edition.key, period=period, group=group)
    classes = classes_of(version, edition, indicator, group, period, cut, count)
    named = figures.classes is not None
    return charts.space_map(
        outlines_of(version, edition),
        codes=figures.codes, names=figures.names, values=figures.values, states=figures.states, classes=classes,
        title=f"{title_of(version, indicator)}, {period}", unit=figures.unit, decimals=figures.decimals,
        language=language_, class_names=[said(n) for n in class_names(indicator)] if named else (),
        diverging=indicator.endswith(DYNAMICS), outlines_url=outlines_address(version, edition),
        figures_url=reverse("situation:map_values") + query, link=local(profile_path(version, edition)), selected=space,
    )  # fmt: skip


@lru_cache(maxsize=512)
def classes_of(
    version: Version, edition: Edition, indicator: str, group: str, period: str, cut: str, count: int
) -> Classes:
    """The classes of a view: those that an index's method names, else cut as the visitor chose."""
    figures = version.figures(indicator, edition=edition.key, period=period, group=group)
    if figures.classes is not None:
        return methods.named(figures.values, figures.classes, len(class_names(indicator)))
    return CUTS[cut](figures.values, count)


def outlines_address(version: Version, edition: Edition) -> str:
    """Where the boundaries lie: named by their content and the same for all languages, so kept for ever."""
    with translation.override("de"):
        return reverse("situation:outlines", args=[edition.key, version.outlines_name(edition)])


def local(path: str) -> str:
    """A German path in the visitor's language: a drawing's links stand in it as they are."""
    return reverse("situation:start").removesuffix("/") + path if path else ""


# -- the table beside it ----------------------------------------------------------------------------------------


def columns(view: Choice) -> tuple[list[Figures | tuple[str, Figures]], list[tuple[str, list[str]]]]:
    """The figures of a view for its table; before them, for an index, the names of the spaces' classes."""
    figures = view.figures
    if not view.is_index:
        return [figures], []
    return [(title_of(view.version, view.indicator), figures)], [(_("Einordnung"), words_of_classes(view))]


def words_of_classes(view: Choice) -> list[str]:
    """For each space the name of its class, or why it has none; nothing where classes have no names."""
    figures = view.figures
    if figures.classes is None:
        return [""] * len(view.edition)
    names = [said(n) for n in class_names(view.indicator)]
    without = {s: _("ausgenommen") if s == State.NOT_APPLICABLE else _("unbekannt") for s in State}
    pairs = zip(figures.classes.tolist(), figures.states.tolist(), strict=True)
    return [names[c] if c >= 0 else without[s] for c, s in pairs]


# -- what is said about it --------------------------------------------------------------------------------------


def in_the_whole_city(view: Choice) -> str:
    """The city's figure as a sentence that says what it means; nothing where there is none."""
    if view.is_index:
        definition = view.version.catalogue.indices[_base(view.version, view.indicator)]
        return said(reads(view.indicator, definition.reading_aid))
    city = view.version.edition(CITY)
    try:
        whole = view.version.figures(
            view.indicator, edition=city.key, period=view.period, group=view.group
        ).at(0)
    except NoFiguresError:
        return ""
    if math.isnan(whole.value):
        return ""
    definition = view.version.catalogue.indicators[view.indicator]
    write = Writer(definition.unit, definition.decimals, language())
    aid, places = re.subn(r"\b(?:hier|here)\b", _("in der ganzen Stadt"), said(definition.reading_aid))
    if view.group == "total" and whole.state is State.OBSERVED and places == 1:
        return aid.format(value=write.number(whole.value))
    # The sentence of the catalogue speaks of everybody, and of a plain number.
    return _("In der ganzen Stadt: {value}.").format(value=write.spoken(whole.value, whole.state))


def _base(version: Version, indicator: str) -> str:
    return next(key for key in version.catalogue.indices if indicator.startswith(key))


def method_words(view: Choice) -> list[tuple[str, str]]:
    """For an index: the name of each class here and what the method calls it."""
    if not view.is_index:
        return []
    pairs = zip(class_names(view.indicator), method_names(view.indicator), strict=True)
    return [(said(ours), said(theirs)) for ours, theirs in pairs]


@dataclass(frozen=True)
class Break:
    """Where the series was made otherwise than before, and how the year that is shown came to its boundaries."""

    periods: tuple[str, ...]
    carried_from: tuple[str, ...]  # titles of the editions that this year's figures were divided from


def break_of(view: Choice) -> Break:
    """What is to be known about the series over a reform of boundaries."""
    if view.is_index:
        parts = view.version.catalogue.indices[_base(view.version, view.indicator)].status
        periods = sorted({p for i in parts for p in view.version.breaks(view.edition, i)})
        columns = [c for i in parts for c in view.version.catalogue.indicators[i].columns()]
    else:
        periods = list(view.version.breaks(view.edition, view.indicator))
        columns = sorted(view.version.catalogue.indicators[view.indicator].columns(view.group))
    here = view.version.facts.at(view.edition.key, view.period)
    places = [here[c] for c in columns if c in here]
    sources = sorted({p.source for p in places if p.how == "divided"})
    return Break(tuple(periods), tuple(edition_title(view.version.edition(s)) for s in sources))


def subtitle(view: Choice) -> str:
    """The group, where it isn't everybody."""
    return "" if view.group == "total" else group_title(view.version, view.group)


def neighbours(periods: Sequence[str], period: str) -> tuple[str, str]:
    """The years before and after, empty at the ends."""
    at = list(periods).index(period)
    return (periods[at - 1] if at else ""), (periods[at + 1] if at + 1 < len(periods) else "")

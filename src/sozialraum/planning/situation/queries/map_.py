"""One view of the map: its classes, its drawing, its table and what is said about it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import SpaceMap
from sozialraum.methods import classes as methods
from sozialraum.methods.classes import Classes
from sozialraum.numbers import Writer
from sozialraum.planning.situation.queries.choice import CUTS, Choice
from sozialraum.planning.situation.queries.names import name_order
from sozialraum.planning.situation.queries.versions import outlines_of
from sozialraum.planning.situation.queries.words import group_title, language, said, title_of
from sozialraum.planning.statistics.class_names import class_names, method_names
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.indices import DYNAMICS
from sozialraum.warehouse.values import Floats, State, States
from sozialraum.warehouse.version import NoFiguresError, Version

# Up to so many spaces the table beside the map is whole; with more it has pages.
WHOLE_UP_TO, ROWS_A_PAGE = 400, 150

Rows = npt.NDArray[np.int64]


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
        figures_url=reverse("situation:map_values") + query, link=profile_path(version, edition), selected=space,
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


def profile_path(version: Version, edition: Edition) -> str:
    """The page of a space of this edition as a German path with {code}; nothing for the city itself."""
    if edition.role == CITY:
        return ""
    newest = version.edition(edition.space_system) is edition
    if newest and edition.space_system == version.settings.get("planning_areas"):
        return "/planungsraeume/{code}/"
    return f"/raeume/{edition.space_system if newest else edition.key}/{{code}}/"


# -- the table beside it ----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Part:
    """Some rows of Figures in the order in which a page lists them; has what a table asks of Figures."""

    of: Figures
    rows: Rows
    title: str

    @property
    def unit(self) -> str:
        """Unit of the values."""
        return self.of.unit

    @property
    def decimals(self) -> int:
        """Decimals shown."""
        return self.of.decimals

    @property
    def indicator(self) -> str:
        """Key, for the way to a figure's explanation."""
        return self.of.indicator

    @property
    def edition(self) -> Edition:
        """The whole edition."""
        return self.of.edition

    @property
    def period(self) -> str:
        """Year."""
        return self.of.period

    @property
    def group(self) -> str:
        """Population group."""
        return self.of.group

    @property
    def codes(self) -> list[str]:
        """Codes of these rows."""
        return [self.of.codes[i] for i in self.rows]

    @property
    def names(self) -> list[str]:
        """Names of these rows."""
        return [self.of.names[i] for i in self.rows]

    @property
    def values(self) -> Floats:
        """Values of these rows."""
        return self.of.values[self.rows]

    @property
    def states(self) -> States:
        """States of these rows."""
        return self.of.states[self.rows]

    @property
    def lower(self) -> Floats:
        """Lower ends of the intervals."""
        return self.of.lower[self.rows]

    @property
    def upper(self) -> Floats:
        """Upper ends of the intervals."""
        return self.of.upper[self.rows]


def part(view: Choice, sort: str, begin: int, end: int) -> tuple[Part, list[tuple[str, list[str]]]]:
    """The rows from `begin` to before `end` in the order asked for, with columns of plain text before the figure."""
    figures = view.figures
    rows = ordered(view, sort)[begin:end]
    shown = Part(figures, rows, said(figures.title))
    if figures.classes is None:
        return shown, []
    return shown, [(_("Einordnung"), [class_words(view.indicator, figures, i) for i in rows])]


def class_words(indicator: str, figures: Figures, row: int) -> str:
    """The name of a space's class, or why it has none."""
    code = -1 if figures.classes is None else int(figures.classes[row])
    if code >= 0:
        return said(class_names(indicator)[code])
    return _("ausgenommen") if figures.states[row] == State.NOT_APPLICABLE else _("unbekannt")


def ordered(view: Choice, sort: str) -> Rows:
    """All rows in the order asked for as the table's heads name it; what has no value always comes last."""
    figures, key, down = view.figures, sort.lstrip("-"), sort.startswith("-")
    if key == "name":
        rows = name_order(view.edition)
        return rows[::-1] if down else rows
    columns = _orders(view, figures)
    if not (key.isascii() and key.isdigit() and int(key) < len(columns)):
        return np.arange(len(view.edition))
    values = columns[int(key)]
    known = np.flatnonzero(~np.isnan(values))
    by_value = known[np.argsort(-values[known] if down else values[known], kind="stable")]
    return np.concatenate([by_value, np.flatnonzero(np.isnan(values))])


def _orders(view: Choice, figures: Figures) -> list[Floats]:
    """What each column of the table is sorted by: class, value, width of the interval."""
    if figures.classes is None:
        return [figures.values, figures.upper - figures.lower]
    words = [class_words(view.indicator, figures, i) for i in range(len(view.edition))]
    ranks = {w: float(i) for i, w in enumerate(sorted(set(words), key=str.casefold))}
    return [np.array([ranks[w] for w in words]), figures.values]


# -- what is said about it --------------------------------------------------------------------------------------


def in_the_whole_city(view: Choice) -> str:
    """The city's figure as a sentence, with what it means; nothing where there is none."""
    if view.is_index:
        return said(view.version.catalogue.indices[_base(view.version, view.indicator)].reading_aid)
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
    city_figure = _("In der ganzen Stadt: {value}.").format(value=write.spoken(whole.value, whole.state))
    if view.group != "total":  # the sentence of the catalogue speaks of everybody
        return city_figure
    return f"{city_figure} {said(definition.reading_aid).format(value=write.number(whole.value))}"


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
    return Break(tuple(periods), tuple(sources))


def subtitle(view: Choice) -> str:
    """The group, where it isn't everybody."""
    return "" if view.group == "total" else group_title(view.version, view.group)


def neighbours(periods: Sequence[str], period: str) -> tuple[str, str]:
    """The years before and after, empty at the ends."""
    at = list(periods).index(period)
    return (periods[at - 1] if at else ""), (periods[at + 1] if at + 1 < len(periods) else "")

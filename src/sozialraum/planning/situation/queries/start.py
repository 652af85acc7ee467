"""The city at a glance: who lives here, a few figures over the years, and what was published lately."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import SpaceMap
from sozialraum.charts.svg import Svg
from sozialraum.methods.classes import named
from sozialraum.numbers import Writer
from sozialraum.planning.situation.queries.map_ import local
from sozialraum.planning.statistics.addresses import profile_path
from sozialraum.planning.statistics.models import Publication
from sozialraum.planning.statistics.queries.versions import outlines_of
from sozialraum.planning.statistics.words import language, said
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.editions import CITY
from sozialraum.warehouse.figures import Figure
from sozialraum.warehouse.values import Column, State
from sozialraum.warehouse.version import Version

# The first six of these that the city has figures of: burdens and resources from several sides of life, none that
# needs an explanation longer than a sentence. Of each line only one.
WANTED = (
    ("children_share", "average_age"),
    ("unemployment_share", "income_support_share"),
    ("children_income_support_share", "minimum_income_share", "long_term_unemployment_share"),
    ("daycare_under_3", "gymnasium_transition_share", "kitas_rate"),
    ("rent_offer_median", "living_area_per_inhabitant", "dwelling_size"),
    ("turnout_local", "turnout_federal", "volunteering_share"),
    ("playgrounds_rate", "green_access_share", "library_users_rate"),
    ("doctors_rate", "checkups_complete_share"),
    ("private_cars_rate", "stop_access_share"),
    ("foreign_share", "migration_background_share"),
)
MOST = 6
FEWEST_FOR_A_LINE = 3


@dataclass(frozen=True, eq=False)
class KeyFigure:
    """One figure of the whole city: its latest value, its years as a small line, and what it means."""

    indicator: Indicator
    figure: Figure
    edition: str
    period: str
    spark: Svg | None
    since: str
    means: str


@dataclass(frozen=True, eq=False)
class Glance:
    """What a visitor sees of the city first. inhabitants: as text, nothing where unknown."""

    inhabitants: str
    period: str
    spaces: int
    space_title: str
    areas: int
    area_title: str
    first_period: str
    last_period: str
    figures: tuple[KeyFigure, ...]


def glance(version: Version) -> Glance:
    """The city at a glance in the visitor's language, made once a data version."""
    return _glance(version, language())


@lru_cache(maxsize=4)
def _glance(version: Version, language_: str) -> Glance:
    city, spaces = version.edition(CITY), version.edition()
    areas = version.parent_of(spaces)
    several = areas is not None and areas.space_system != CITY
    periods = version.results.periods(spaces.key) or version.results.periods(city.key)
    people, period = _inhabitants(version)
    return Glance(
        Writer("persons", 0, language_).number(people) if not math.isnan(people) else "", period,
        len(spaces), said(spaces.title), len(areas) if several and areas else 0, said(areas.title) if areas else "",
        periods[0] if periods else "", periods[-1] if periods else "", tuple(_key_figures(version)),
    )  # fmt: skip


def _inhabitants(version: Version) -> tuple[float, str]:
    """The latest number of inhabitants that is known, and its year."""
    city = version.edition(CITY)
    for period in reversed(version.facts.periods(city.key)):
        column = version.population(city, period)
        if column is not None and column.known[0]:
            return float(column.values[0]), period
    return math.nan, ""


def _key_figures(version: Version) -> list[KeyFigure]:
    found = []
    for line in WANTED:
        made = next((m for key in line if (m := _key_figure(version, key)) is not None), None)
        if made is not None:
            found.append(made)
        if len(found) == MOST:
            break
    return found


def _key_figure(version: Version, key: str) -> KeyFigure | None:
    """The latest value of the whole city that is a number; None where there is none."""
    city = version.edition(CITY)
    definition = version.catalogue.indicators.get(key)
    if definition is None or not version.periods(key, city):
        return None
    series = version.series_of(key, city, 0)
    known = np.flatnonzero(~np.isnan(series.values))
    if not len(known):
        return None
    last = int(known[-1])
    period = series.periods[last]
    figure = version.figures(key, edition=city.key, period=period).at(0)
    write = Writer(definition.unit, definition.decimals, language())
    line = None
    if len(known) >= FEWEST_FOR_A_LINE:
        title = f"{said(definition.title)}, {series.periods[known[0]]}–{period}"
        line = charts.spark(
            series.values[: last + 1], title=title, unit=definition.unit, decimals=definition.decimals,
            language=language(), states=series.states[: last + 1],
        )  # fmt: skip
    means = said(definition.reading_aid).format(value=write.number(figure.value))
    return KeyFigure(
        definition, figure, city.key, period, line, series.periods[known[0]] if line else "", means
    )


def finder(version: Version) -> SpaceMap:
    """A quiet map of all social spaces in one colour, with their inhabitants: to find one's own and go there."""
    return _finder(version, language())


@lru_cache(maxsize=4)
def _finder(version: Version, language_: str) -> SpaceMap:
    edition = version.edition()
    nothing = np.full(len(edition), np.nan)
    periods = version.facts.periods(edition.key)
    people = version.population(edition, periods[-1]) if periods else None
    people = people or Column.of(nothing, np.full(len(edition), State.UNKNOWN, dtype=np.uint8))
    return charts.space_map(
        outlines_of(version, edition),
        codes=edition.codes, names=edition.names, values=people.values, states=people.states,
        classes=named(nothing, np.zeros(len(edition), dtype=np.int8), 1),
        class_names=[said(edition.title)], title=said(edition.title), unit="persons", language=language_,
        link=local(profile_path(version, edition)),
    )  # fmt: skip


@dataclass(frozen=True)
class Event:
    """Something that happened and that everybody may know. path: German; is_german: its title, in every language."""

    at: date
    what: str
    title: str
    path: str
    is_german: bool = True


EACH = 3  # of one kind, so that no kind pushes the others out
_news: list[Callable[[int], Iterable[Event]]] = []


def offer_news(source: Callable[[int], Iterable[Event]]) -> None:
    """Make known what later stages have to tell, the newest first, at most so many (called by an app in `ready`)."""
    if source not in _news:
        _news.append(source)


def lately(most: int = 6) -> list[Event]:
    """What happened last, the newest first; one statement for each kind of news."""
    found = [
        Event(
            localtime(at).date(),
            _("Neue Zahlen veröffentlicht:"),
            version,
            f"/datenstaende/{version}/",
            False,
        )
        for at, version in Publication.objects.values_list("at", "version")[:2]
    ]
    for source in _news:
        found += source(EACH)
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]

"""The city as a whole: how unequal its spaces are, how apart its groups live, its own figures over the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import Chart
from sozialraum.planning.situation import city_sentences
from sozialraum.planning.situation.queries.people import People, people
from sozialraum.planning.situation.queries.profile import Section, sections, setting_of
from sozialraum.planning.situation.queries.spaces import data_version
from sozialraum.planning.situation.rows import states_of
from sozialraum.planning.situation.spread import Spread, spreads_table
from sozialraum.planning.statistics.queries.versions import available
from sozialraum.planning.statistics.words import edition_title, group_title, language, said
from sozialraum.warehouse.changes import Change, changes
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.figures import Figures, Series
from sozialraum.warehouse.population import population
from sozialraum.warehouse.profile import profile
from sozialraum.warehouse.values import Floats, State
from sozialraum.warehouse.version import Version


@dataclass(frozen=True, eq=False)
class Separation:
    """How apart a group lives over the years: dissimilarity in percent, corrected for small numbers."""

    column: str
    title: str
    series: Series
    change: Change
    sentence: str
    chart: Chart


@dataclass(frozen=True)
class Apart:
    """How far the spaces lie apart in one dimension."""

    key: str
    title: str
    table: SafeString


@dataclass(frozen=True, eq=False)
class CityPage:
    """Everything on the city's page; edition is None where no edition has several spaces with figures."""

    version: Version
    is_current: bool
    edition: Edition | None
    edition_title: str
    choices: tuple[tuple[str, str], ...]
    people: People
    separations: tuple[Separation, ...]
    summary: str
    apart: tuple[Apart, ...]
    sections: tuple[Section, ...]
    states: tuple[int, ...]
    notes: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code of the city as a space."""
        return CITY


def page(asked: Mapping[str, str]) -> CityPage:
    """Gather the page. asked: `stand`, the edition whose spaces are compared, `datenstand`, `alles` (unfolded)."""
    notes: list[str] = []
    version, is_current = data_version(asked, notes)
    edition = _edition(version, asked.get("stand", ""), notes)
    spreads = spreads_of(version, edition) if edition else ()
    city = version.edition(CITY)
    own = profile(version, city, CITY)
    setting = setting_of(version, own, _grounds(version, edition) if edition else {}, "alles" in asked)
    return CityPage(
        version, is_current, edition, edition_title(edition) if edition else "",
        tuple((e.key, edition_title(e)) for e in comparable(version)),
        people(population(version, city, CITY), version, str(version.settings["name"]), language()),
        tuple(separations(version, edition)) if edition else (),
        city_sentences.disparity_summary([s.change for s in spreads], language()),
        tuple(_apart(version, spreads)), tuple(sections(version, own, setting, "")),
        tuple(sorted({s for some in own.lines.values() for s in states_of(some)})), tuple(notes),
    )  # fmt: skip


@lru_cache(maxsize=4)
def comparable(version: Version) -> tuple[Edition, ...]:
    """Editions whose spaces can be compared: social spaces first."""
    found = [e for e in version.editions() if e.role != "building_block"]
    return tuple(e for e in found if any(version.summary(e).values()))


def _edition(version: Version, asked: str, notes: list[str]) -> Edition | None:
    have = comparable(version)
    if not have:
        return None
    chosen = next((e for e in have if asked in (e.key, e.space_system)), None)
    if asked and chosen is None:
        said_ = _("Für den Raumstand „{name}“ lässt sich nichts vergleichen. Zu sehen ist: {instead}.")
        notes.append(said_.format(name=asked, instead=edition_title(have[0])))
    return chosen or have[0]


def _grounds(version: Version, edition: Edition) -> dict[str, Figures]:
    """The latest figures of the spaces by indicator, among which the city's own stands."""
    return {
        key: version.figures(key, edition=edition.key, period=groups["total"][-1])
        for key, groups in available(version)[edition.key].items()
        if key in version.catalogue.indicators and "total" in groups
    }


# How apart groups live ---------------------------------------------------------------------------------------------


def separations(version: Version, edition: Edition) -> list[Separation]:
    """One for each group that the data version follows."""
    found: Mapping[str, Mapping[str, Mapping[str, float]]] = version.summary(edition)["segregation"]
    columns = {c: {p: m for p, m in periods.items() if "corrected" in m} for c, periods in found.items()}
    return [_separation(version, edition, c, periods) for c, periods in columns.items() if periods]


def _separation(
    version: Version, edition: Edition, column: str, periods: Mapping[str, Mapping[str, float]]
) -> Separation:
    def values(name: str) -> Floats:
        return np.array([100 * m.get(name, np.nan) for m in periods.values()])

    broken = version.breaks_in(edition, ("inhabitants@total", column), tuple(periods))
    corrected, lower, upper = values("corrected"), values("lower"), values("upper")
    states = np.full(len(corrected), State.OBSERVED, dtype=np.uint8)
    series = Series(column, "total", edition, tuple(periods), corrected, states, lower, upper, broken)
    change = changes([series], [1])[0]
    title = _column_title(version, column)
    chart = charts.trend(
        series.periods, corrected.tolist(), title=title, unit="percent", decimals=1, language=language(),
        lower=lower.tolist(), upper=upper.tolist(), breaks=broken, change=change,
        label=_("Index der Ungleichverteilung, für Zufall berichtigt"),
    )  # fmt: skip
    return Separation(
        column, title, series, change, city_sentences.separation_sentence(series, change, language()), chart
    )


def _column_title(version: Version, column: str) -> str:
    variable, _at, group = column.partition("@")
    return (
        group_title(version, group) if group != "total" else said(version.catalogue.variables[variable].title)
    )


# How far spaces lie apart ------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def spreads_of(version: Version, edition: Edition) -> tuple[Spread, ...]:
    """How far the spaces lie apart in every indicator that is a burden or a resource, in the catalogue's order."""
    found: Mapping[str, Mapping[str, Mapping[str, float]]] = version.summary(edition)["disparity"]
    wanted = [
        i for i in version.catalogue.indicators.values()
        if i.direction != "neutral" and any("cv" in m for m in found.get(i.key, {}).values())
    ]  # fmt: skip
    measured = [{p: m for p, m in found[i.key].items() if "cv" in m} for i in wanted]
    series = [
        Series(
            i.key, "total", edition, tuple(m), np.array([100 * x["cv"] for x in m.values()]),
            np.full(len(m), State.OBSERVED, dtype=np.uint8), np.full(len(m), np.nan), np.full(len(m), np.nan),
            version.breaks(edition, i.key),
        )
        for i, m in zip(wanted, measured, strict=True)
    ]  # fmt: skip
    moved = changes(series, [1] * len(series))
    return tuple(Spread(i, m, s, c) for i, m, s, c in zip(wanted, measured, series, moved, strict=True))


def _apart(version: Version, spreads: tuple[Spread, ...]) -> list[Apart]:
    made = []
    for key, dimension in version.catalogue.dimensions.items():
        some = [s for s in spreads if s.indicator.dimension == key]
        if some:
            caption = _("{title}: Abstand der Räume").format(title=said(dimension.title))
            made.append(Apart(key, said(dimension.title), spreads_table(some, language(), caption)))
    return made

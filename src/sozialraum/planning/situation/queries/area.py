"""A planning area: its own figures, and its social spaces side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.charts.svg import Svg
from sozialraum.planning.situation import locator
from sozialraum.planning.situation.queries import profile as profile_query
from sozialraum.planning.situation.queries.profile import Page
from sozialraum.planning.situation.queries.spaces import NoSuchSpaceError, Where, data_version, where
from sozialraum.planning.situation.side_by_side import Beside, Row, Side, table
from sozialraum.planning.statistics.addresses import space_path
from sozialraum.planning.statistics.queries.versions import available
from sozialraum.planning.statistics.words import language, said
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.figures import Figure, Figures
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

# With more figures than this the table shows one dimension at a time.
FIGURES_AT_ONCE = 150
ALL = "alle"


@dataclass(frozen=True, eq=False)
class AreaPage:
    """Everything on the page of a planning area; `own` is what a profile says of the area itself."""

    own: Page
    spaces: Edition | None
    title: str
    count: int
    map: Svg | None
    links: tuple[tuple[str, str, str], ...]
    beside: SafeString
    states: tuple[int, ...]
    tabs: tuple[tuple[str, str, bool], ...]
    notes: tuple[str, ...]


def find(code: str, asked: Mapping[str, str]) -> Where:
    """The planning area of this code; raises NoSuchSpaceError, also where the city has no planning areas."""
    version, _is_current = data_version(asked, [])
    system = version.settings.get("planning_areas")
    if not system:
        raise NoSuchSpaceError(code)
    return where(str(system), code, asked)


def page(area: Where, asked: Mapping[str, str]) -> AreaPage:
    """Gather the page. asked: `dimension` and `sort` of the table; `alles`: nothing is folded."""
    own = profile_query.page(area, opened="alles" in asked)
    spaces, rows = members(area)
    if spaces is None or not rows:
        return AreaPage(own, None, "", 0, None, (), SafeString(""), (), (), ())
    notes: list[str] = []
    preferred = ALL if "alles" in asked else ""
    dimension, tabs = _dimension(area.version, spaces, len(rows), asked.get("dimension", preferred), notes)
    sort = _sort(area.version, spaces, asked.get("sort", ""), notes)
    beside = beside_of(area, spaces, rows, dimension, sort)
    return AreaPage(
        own, spaces, said(spaces.title), len(rows), _map(area.version, area.edition, area.code, language()),
        tuple(_links(area.version, spaces, rows)), table(beside), tuple(sorted(beside.states)), tuple(tabs),
        tuple(notes),
    )  # fmt: skip


def members(area: Where) -> tuple[Edition | None, list[int]]:
    """The newest edition of social spaces that lies in this edition of areas, and the rows of the area's spaces."""
    version, row = area.version, area.edition.index_of(area.code)
    for edition in version.editions():
        if edition.role == "social_space" and version.parent_of(edition) is area.edition:
            return edition, np.flatnonzero(version.parent_rows(edition) == row).tolist()
    return None, []


def beside_of(area: Where, spaces: Edition, rows: Sequence[int], dimension: str, sort: str) -> Beside:
    """The table of a dimension (or of all), its spaces in the order asked for."""
    version = area.version
    keys = [
        k for k in available(version)[spaces.key]
        if (i := version.catalogue.indicators.get(k)) and dimension in (ALL, i.dimension)
    ]  # fmt: skip
    order = _ordered(version, spaces, rows, sort)
    made = [_row(area, spaces, order, key) for key in keys]
    return Beside(
        area, spaces, tuple(order), tuple(r for r in made if r), sort, "" if dimension == ALL else dimension
    )


def _row(area: Where, spaces: Edition, rows: Sequence[int], key: str) -> Row | None:
    """One indicator in its latest year with figures for the spaces."""
    version, city = area.version, area.version.edition(CITY)
    if "total" not in available(version)[spaces.key][key]:
        return None
    of_all = version.figures(key, edition=spaces.key)
    return Row(
        version.catalogue.indicators[key], of_all, _figures(of_all, rows),
        Side(area.edition, area.code, _other(version, area.edition, area.code, key, of_all.period)),
        Side(city, CITY, _other(version, city, CITY, key, of_all.period)),
    )  # fmt: skip


def _figures(of_all: Figures, rows: Sequence[int]) -> list[Figure]:
    """Some rows, with the intervals of all worked out at once."""
    lower, upper = of_all.lower, of_all.upper
    above, below = of_all.numerator, of_all.denominator
    return [
        Figure(
            of_all.codes[i], of_all.names[i], of_all.values.item(i), State(of_all.states.item(i)), above.item(i),
            below.item(i), lower.item(i), upper.item(i), -1,
        )
        for i in rows
    ]  # fmt: skip


def _other(version: Version, edition: Edition, code: str, key: str, period: str) -> Figure | None:
    if period not in available(version)[edition.key].get(key, {}).get("total", ()):
        return None
    return version.figures(key, edition=edition.key, period=period).row(code)


def _ordered(version: Version, spaces: Edition, rows: Sequence[int], sort: str) -> list[int]:
    """Rows by the value of an indicator (-KEY: highest first), unknown last; as they lie without one."""
    if not sort:
        return list(rows)
    values = version.figures(sort.lstrip("-"), edition=spaces.key).values
    known = [i for i in rows if not np.isnan(values[i])]
    known.sort(key=lambda i: -values[i] if sort.startswith("-") else values[i])
    return known + [i for i in rows if np.isnan(values[i])]


def _sort(version: Version, spaces: Edition, asked: str, notes: list[str]) -> str:
    key = asked.removeprefix("-")
    if not key or "total" in available(version)[spaces.key].get(key, {}):
        return asked if key else ""
    notes.append(
        _("Nach „{name}“ lässt sich nicht ordnen: Diese Kennzahl gibt es hier nicht.").format(name=key)
    )
    return ""


def _dimension(
    version: Version, spaces: Edition, count: int, asked: str, notes: list[str]
) -> tuple[str, list[tuple[str, str, bool]]]:
    """The dimension shown, and the ways to the others: title, key, whether it is shown."""
    of = [version.catalogue.indicators.get(k) for k in available(version)[spaces.key]]
    have = [i.dimension for i in of if i is not None]
    known = {k: said(d.title) for k, d in version.catalogue.dimensions.items() if k in have}
    usual = ALL if count * len(have) <= FIGURES_AT_ONCE or not known else next(iter(known))
    if asked and asked not in known and asked != ALL:
        notes.append(_("Für die Dimension „{name}“ gibt es hier keine Zahlen.").format(name=asked))
    chosen = asked if asked in known or asked == ALL else usual
    return chosen, [(t, k, k == chosen) for k, t in ((ALL, _("Alle")), *known.items())]


def _links(version: Version, spaces: Edition, rows: Sequence[int]) -> list[tuple[str, str, str]]:
    """Name, path and inhabitants of each space."""
    people = next(
        (
            c
            for p in reversed(version.facts.periods(spaces.key))
            if (c := version.population(spaces, p)) is not None
        ),
        None,
    )
    write = numbers.Writer("persons", 0, language())
    return [
        (spaces.names[i], space_path(version, spaces, spaces.codes[i]),
         write.figure(people.values[i], people.states[i]) if people is not None else "")
        for i in rows
    ]  # fmt: skip


@lru_cache(maxsize=256)
def _map(version: Version, areas: Edition, code: str, language_: str) -> Svg | None:
    """The area's spaces as a quiet map that leads to each of them."""
    spaces, rows = members(Where(version, areas, code, True))
    if spaces is None or not rows:
        return None
    prefix = "/en" if language_ == "en" else ""
    links = [prefix + space_path(version, spaces, spaces.codes[i]) for i in rows]
    return locator.members(spaces, rows, links, f"{said(spaces.title)}: {areas.names[areas.index_of(code)]}")

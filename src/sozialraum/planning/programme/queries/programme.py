"""The programme of the city or of a planning area: measures by Lebenslage, money by year and inhabitant, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.silent import inhabitants_of
from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.programme.queries.amounts import ZERO, Sums, each_of, in_euros, total, whole
from sozialraum.planning.programme.queries.measures import Row, by_area, by_year, rows_of, with_sums
from sozialraum.planning.programme.queries.programme_map import Places, places
from sozialraum.planning.programme.queries.wanted import late_steps
from sozialraum.planning.programme.states import OPEN_MEASURES, MeasureState
from sozialraum.planning.statistics.words import language, said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import Version

# Needs that could have a measure by now, the one that waits for nothing else first.
WAITING = (State.DECIDED, State.UP_FOR_DECISION, State.POSTPONED, State.AGREED, State.DISSENT)
NAMED = 30


@dataclass(frozen=True)
class Year:
    """Money of a year, also per inhabitant."""

    sums: Sums
    each: str


@dataclass(frozen=True)
class Chapter:
    """The measures of one Lebenslage. One that is for several stands in each; sums of chapters aren't added up."""

    key: str
    title: str
    rows: tuple[Row, ...]
    states: tuple[tuple[str, int], ...]
    planned: Decimal

    @property
    def planned_shown(self) -> str:
        return in_euros(self.planned)


@dataclass(frozen=True)
class Area:
    """A planning area in the programme of the city."""

    sums: Sums
    code: str
    each: str


@dataclass(frozen=True)
class Programme:
    """Everything in a programme. `area`: its key, empty for the whole city."""

    version: Version
    area: str
    code: str
    name: str
    inhabitants: int
    count: int
    states: tuple[tuple[str, str, int], ...]
    late: tuple[Any, ...]
    years: tuple[Year, ...]
    whole: Year
    chapters: tuple[Chapter, ...]
    areas: tuple[Area, ...]
    areas_whole: Sums
    places: Places | None
    waiting: tuple[Need, ...]
    more_waiting: int

    @property
    def inhabitants_shown(self) -> str:
        return numbers.number(self.inhabitants, 0, language())


def areas_of(version: Version) -> Edition | None:
    """The planning areas in use; None where the city has none."""
    system = version.settings.get("planning_areas")
    return version.edition(str(system)) if system else None


def programme(version: Version, code: str = "") -> Programme | None:
    """Of a planning area by its code, or of the city; None where there is none of this code. A dozen statements."""
    edition = areas_of(version)
    if code and (edition is None or code not in edition.codes):
        return None
    area = f"{edition.space_system}/{code}" if code and edition else ""
    measures = Measure.objects.filter(planning_area=area) if area else Measure.objects.all()
    rows = rows_of(version, with_sums(measures).order_by("state", "begins", "pk"))
    people = _people(version, edition)
    inhabitants = people.get(code, 0) if code else sum(people.values())
    states = Counter(row.measure.state for row in rows)
    late = late_steps().filter(measure__in=measures.order_by().values("pk"))
    years = by_year(measures)
    waiting = _waiting(area)
    areas = () if area else by_area(measures, version)
    name = labels.space_name(version, "", area) if area else str(version.settings["name"])
    return Programme(
        version, area, code, name, inhabitants, len(rows),
        tuple((one.value, str(one.label), states[one.value]) for one in MeasureState if states[one.value]),
        tuple(late.select_related("measure").order_by("due", "pk")),
        tuple(_year(one, inhabitants) for one in years), _year(whole(years, _("zusammen")), inhabitants),
        tuple(_chapters(version, rows)), tuple(_area(one, people) for one in areas), whole(areas, _("zusammen")),
        places(version, [row.measure for row in rows], code), tuple(waiting[:NAMED]), max(waiting.count() - NAMED, 0),
    )  # fmt: skip


def _people(version: Version, edition: Edition | None) -> dict[str, int]:
    """Inhabitants by code of the planning area; those nobody knows are left out."""
    if edition is None:
        return {}
    values = inhabitants_of(version, edition)
    return {
        code: int(value) for code, value in zip(edition.codes, values, strict=True) if not np.isnan(value)
    }


def _year(sums: Sums, inhabitants: int) -> Year:
    return Year(sums, each_of(sums.planned, inhabitants))


def _area(sums: Sums, people: dict[str, int]) -> Area:
    code = sums.key.partition("/")[2]
    return Area(sums, code, each_of(sums.planned, people.get(code, 0)))


def _chapters(version: Version, rows: Sequence[Row]) -> list[Chapter]:
    made = []
    titles = {key: said(one.title) for key, one in version.catalogue.dimensions.items()}
    for key, title in [*titles.items(), ("", _("ohne Lebenslage"))]:
        own = tuple(row for row in rows if (key in row.measure.dimensions if key else not row.dimensions))
        if own:
            states = Counter(row.measure.state for row in own)
            named = tuple((str(one.label), states[one.value]) for one in MeasureState if states[one.value])
            made.append(Chapter(key, title, own, named, total(row.measure.planned or ZERO for row in own)))
    return made


def _waiting(area: str) -> QuerySet[Need]:
    """Needs without a measure: decided and not begun first, then those on their way to it, broken off ones too."""
    on_their_way = Need.objects.filter(state__in=WAITING)
    left = Need.objects.filter(state=State.IMPLEMENTING).exclude(measures__state__in=OPEN_MEASURES)
    found = on_their_way | left
    found = found.filter(planning_area=area) if area else found
    return found.distinct().order_by("since", "pk").defer("said", "sought", "wording")

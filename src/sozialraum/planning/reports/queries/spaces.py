"""Voices, needs, measures and money of every space, beside its burden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import charts
from sozialraum.charts import Chart, Point
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import silent
from sozialraum.planning.needs.states import PUBLIC, State
from sozialraum.planning.programme.models import Measure, YearCost
from sozialraum.planning.reports.queries.columns import (
    SPACE_BURDEN,
    SPACE_BURDENED,
    SPACE_MONEY,
    SPACE_NEEDS,
    SPACE_VOICES,
)
from sozialraum.planning.reports.queries.drawings import bars
from sozialraum.planning.reports.queries.grid import (
    Grid,
    Overview,
    Row,
    kept_back_rule,
    whole_euros,
)
from sozialraum.planning.reports.queries.groups import by_group, grid_of
from sozialraum.planning.reports.queries.heard import ALL, CITY, Heard, heard, place_of
from sozialraum.planning.reports.queries.keeping_back import KEPT_BACK
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.words import edition_title, euros, language, said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import Floats
from sozialraum.warehouse.version import Version

KEY = "raeume"
SPACES, AREAS = "", "planungsraeume"
CENT = Decimal("0.01")
MOST = 12  # bars in one drawing
# What of a space's needs is told together, by state.
PLACES: Mapping[str, tuple[State, ...]] = {
    "deliberated": (State.DELIBERATING, State.DEFERRED, State.CARRIED, State.BUNDLED),
    "with_departments": (State.HANDED_OVER, State.ANSWERED, State.NEGOTIATING, State.AGREED, State.DISSENT),
    "up_for_decision": (State.UP_FOR_DECISION, State.POSTPONED),
    "carried_out": (State.DECIDED, State.IMPLEMENTING),
    "done": (State.IMPLEMENTED, State.EVALUATED, State.SOLVED_LOCALLY),
    "stopped": (State.NOT_CARRIED, State.REJECTED),
}
COLUMNS = (*SPACE_VOICES, *SPACE_NEEDS, *SPACE_MONEY, *SPACE_BURDEN)


@dataclass
class Money:
    """Of one space, or of what is for a whole area or the city."""

    measures: int = 0
    planned: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)

    def add(self, other: Money) -> None:
        self.measures += other.measures
        self.planned += other.planned
        self.spent += other.spent


@dataclass
class Found:
    """Everything that is counted, by row of the edition in force; keys of areas are their codes, of the city ""."""

    version: Version
    edition: Edition
    silence: silent.Page
    heard: Heard
    needs: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    money: dict[str, Money] = field(default_factory=lambda: defaultdict(Money))
    wider: Money = field(default_factory=Money)  # for a whole planning area or the whole city
    years: tuple[int, ...] = ()

    @cached_property
    def areas(self) -> dict[str, str]:
        """Codes and names of the planning areas."""
        parent = self.version.parent_of(self.edition)
        return dict(zip(parent.codes, parent.names, strict=True)) if parent else {}

    @cached_property
    def inhabitants(self) -> Floats:
        """Of each space, in the order of the edition; NaN where unknown."""
        by_code = {one.code: one.inhabitants for one in self.silence.spaces}
        return np.array([by_code[code] for code in self.edition.codes])


def found(year: int = ALL) -> Found:
    """Count it all; seven statements, however many spaces there are. Raises NotPublishedError."""
    page = silent.page("")
    made = Found(page.version, page.edition, page, heard(page.version, page.edition))
    made.years = tuple(sorted(made.heard.years | _count_money(made, year), reverse=True))
    _count_needs(made, year)
    return made


def _count_needs(made: Found, year: int) -> None:
    needs = Need.objects.filter(state__in=sorted(PUBLIC)).order_by()
    if year:
        needs = needs.filter(registered__year=year)
    groups = {state: key for key, states in PLACES.items() for state in states}
    for edition, place, state, n in needs.values_list("edition", "social_space", "state").annotate(
        n=Count("pk")
    ):
        where = place_of(made.version, made.edition, edition, place)
        for key in {*where, CITY} if where else ():
            made.needs[key]["needs"] += n
            made.needs[key][groups[state]] += n


def _count_money(made: Found, year: int) -> set[int]:
    """Measures and money by place; returns the years for which money is planned."""
    costs: dict[int, Money] = defaultdict(Money)
    years = set()
    public = YearCost.objects.filter(measure__in=Measure.objects.all()).order_by("pk")
    for measure, when, planned, actual in public.values_list("measure_id", "year", "planned", "actual"):
        years.add(when)
        if year in (ALL, when):
            costs[measure].add(Money(0, planned, actual or Decimal(0)))
    for pk, edition, place, begins, ends, ended in Measure.objects.order_by("pk").values_list(
        "pk", "edition", "space", "begins", "ends", "ended"
    ):
        runs = not year or begins.year <= year <= (ended or ends).year
        one = Money(int(runs), costs[pk].planned, costs[pk].spent)
        is_space = place.startswith(f"{made.edition.space_system}/")
        where = place_of(made.version, made.edition, edition, place) if is_space else None
        area = "" if is_space else place.partition("/")[2]
        for key in {*where, CITY} if where else {f"a/{area}", CITY} if area in made.areas else {CITY}:
            made.money[key].add(one)
        if where is None:
            made.wider.add(one)
    return years


def values_of(made: Found, key: str, year: int, rows: Sequence[int]) -> dict[str, Any]:
    """One value a column for a place; `rows` are its social spaces."""
    known = made.inhabitants[list(rows)]
    inhabitants = int(np.nansum(known)) if len(known) and not np.isnan(known).all() else 0
    is_hidden, money, needs = (key, year) in made.heard.hidden, made.money[key], made.needs[key]
    rate = 1000 / inhabitants if inhabitants else None
    told: dict[str, Any] = {"inhabitants": inhabitants or None}
    voices, people = made.heard.voices.get((key, year), 0), made.heard.people.get((key, year), 0)
    told["voices"] = KEPT_BACK if is_hidden else voices
    told["voices_rate"] = KEPT_BACK if is_hidden else voices * rate if rate else None
    told["people_rate"] = KEPT_BACK if is_hidden else people * rate if rate else None
    told |= {column.key: needs.get(column.key, 0) for column in SPACE_NEEDS}
    return told | {
        "measures": money.measures,
        "planned": money.planned,
        "spent": money.spent,
        "per_head": _per_head(money.planned, inhabitants),
    }


def _per_head(planned: Decimal, people: int) -> Decimal | None:
    """To the cent; None where nobody lives or nobody knows who does."""
    return (planned / people).quantize(CENT) if people else None


def page(year: int = ALL, area: str = "", level: str = SPACES) -> Overview:
    """The page. Raises NotPublishedError."""
    made = found(year)
    rows = area_rows(made, year) if level == AREAS else space_rows(made, year, area.partition("/")[2])
    name = _("Planungsraum") if level == AREAS else said(made.edition.unit)
    told = values_of(made, CITY, year, range(len(made.edition)))
    told["burdened"] = sum(one.is_burdened for one in made.silence.spaces)
    total = None if area else Row(_("ganze Stadt"), told, key="city")
    burden = SPACE_BURDENED if level == AREAS else SPACE_BURDEN
    grids = (
        Grid("stimmen", _("Meldungen"), name, (*SPACE_VOICES, *burden), rows, total),
        Grid("bedarfe", _("Bedarfe nach ihrem Stand"), name, SPACE_NEEDS, rows, total),
        Grid("geld", _("Maßnahmen und Geld"), name, (*SPACE_MONEY, *burden), rows, total),
    )
    grids += group_grids(made, area.partition("/")[2])
    spaces = rows if level != AREAS else space_rows(made, year, "")
    drawn = money_chart(made, spaces)
    return Overview(
        made.version, KEY, _("Was in den Räumen geschieht"),
        _("Wie viele Stimmen kommen woher, wie weit sind die Bedarfe, und wohin geht Geld? Daneben steht, wie die Lage "
          "dort ist: Ein Raum ist nie nur ein Rang."),
        tuple(sentences(made, year)), grids, (drawn,) if drawn else (), made.years, year,
        notes=(kept_back_rule(), (_("Räume"), edition_title(made.edition))),
        is_empty=not made.heard.voices[CITY, ALL] and not made.money[CITY].measures,
        teaches=_("Sobald jemand einen Bedarf meldet, zählt diese Seite mit."),
    )  # fmt: skip


def group_grids(made: Found, area: str = "") -> tuple[Grid, ...]:
    """For whom something is said: in the city and each planning area, or in one of them and each of its spaces."""
    found_ = by_group(made.version, made.edition, made.heard)
    parents, names = made.edition.parents, made.edition.names

    def grid(place: str, rows: Sequence[int], name: str, is_folded: bool = True) -> Grid:
        title = _("Für wen gesprochen wird: %(name)s") % {"name": name}
        key = f"gruppen-{place.replace('/', '-') or 'stadt'}"
        return grid_of(found_, place, rows, key, title, is_folded=is_folded)

    def inside(code: str) -> list[int]:
        return [row for row, one in enumerate(parents) if one == code]

    own = inside(area) if area else range(len(names))
    whole = grid(
        f"a/{area}" if area else CITY, own, made.areas.get(area) or _("ganze Stadt"), is_folded=False
    )
    if made.areas and not area:
        return (whole, *(grid(f"a/{code}", inside(code), name) for code, name in made.areas.items()))
    spaces = sorted(own, key=lambda row: sort_key(names[row]))
    return (whole, *(grid(f"s/{made.edition.codes[row]}", [row], names[row]) for row in spaces))


def space_rows(made: Found, year: int, area: str = "") -> tuple[Row, ...]:
    """A row a social space, in the order of their names; of one planning area (its code) or of all."""
    found_: list[Row] = []
    at = {code: row for row, code in enumerate(made.edition.codes)}
    for one in sorted(made.silence.spaces, key=lambda s: s.name):
        row = at[one.code]
        if area and (not made.edition.parents or made.edition.parents[row] != area):
            continue
        told = values_of(made, f"s/{one.code}", year, [row])
        told |= {"burden": one.burden, "index": one.status if one.status == one.status else None}
        mark = _("belastet und still") if one.is_both and made.silence.contributions else ""
        found_.append(Row(one.name, told, one.path, one.key, mark))
    return tuple(found_)


def area_rows(made: Found, year: int) -> tuple[Row, ...]:
    """A row a planning area."""
    parents, system = made.edition.parents, getattr(made.version.parent_of(made.edition), "space_system", "")
    heavy = {one.code for one in made.silence.spaces if one.is_burdened}
    rows = []
    for code, name in made.areas.items():
        inside = [row for row, parent in enumerate(parents) if parent == code]
        told = values_of(made, f"a/{code}", year, inside)
        told["burdened"] = sum(made.edition.codes[row] in heavy for row in inside)
        rows.append(Row(name, told, f"/planungsraeume/{code}/", f"{system}/{code}"))
    return tuple(rows)


def sentences(made: Found, year: int) -> Iterable[str]:
    """What is to be seen, in words."""
    voices, money = made.heard.voices.get((CITY, year), 0), made.money[CITY]
    if (CITY, year) not in made.heard.hidden:
        words = ngettext(
            "Eine Meldung aus der ganzen Stadt.", "%(n)d Meldungen aus der ganzen Stadt.", voices
        )
        yield words % {"n": voices}
    if made.silence.contributions:
        yield made.silence.sentence
    if money.measures or money.planned:
        yield ngettext(
            "Eine Maßnahme mit %(planned)s geplanten Kosten, %(spent)s sind ausgegeben.",
            "%(n)d Maßnahmen mit %(planned)s geplanten Kosten, %(spent)s sind ausgegeben.", money.measures,
        ) % {"n": money.measures, "planned": whole_euros(money.planned), "spent": whole_euros(money.spent)}  # fmt: skip
    if made.wider.measures:
        yield ngettext(
            "Eine davon gilt für mehr als einen Raum; ihr Geld steht bei keinem einzelnen.",
            "%(n)d davon gelten für mehr als einen Raum; ihr Geld steht bei keinem einzelnen.", made.wider.measures,
        ) % {"n": made.wider.measures}  # fmt: skip


def money_chart(made: Found, rows: Sequence[Row]) -> Chart | None:
    """Money per inhabitant against the burden, or alone where the city has no index; nothing without money."""
    points = [
        Point(row.title, float("nan") if row.values["index"] is None else row.values["index"],
              float("nan") if row.values["per_head"] is None else float(row.values["per_head"]), bool(row.mark))
        for row in rows
    ]  # fmt: skip
    paid = sorted((row for row in rows if row.values["per_head"]), key=lambda row: -row.values["per_head"])
    if not paid:
        return None
    if all(point.x != point.x for point in points):  # no index to compare with
        return bars(
            said(made.edition.unit),
            [row.title for row in paid[:MOST]],
            [float(row.values["per_head"]) for row in paid[:MOST]],
            title=_("Geplantes Geld je Mensch"),
            unit="euro",
            decimals=2,
        )
    return charts.scatter(
        points, title=_("Geplantes Geld je Mensch und Belastung"), sentence=_money_sentence(made, rows),
        x_title=_("Index: weiter rechts brauchen mehr Menschen Unterstützung"), y_title=_("Euro je Mensch"),
        units=("index", "euro"), decimals=(2, 2), marked=_("belastet und still"), others=_("Sozialraum"),
        language=language(),
    )  # fmt: skip


def _money_sentence(made: Found, rows: Sequence[Row]) -> str:
    heavy = {one.key for one in made.silence.spaces if one.is_burdened}
    people, planned = {True: 0, False: 0}, {True: Decimal(0), False: Decimal(0)}
    for row in rows:
        people[row.key in heavy] += row.values["inhabitants"] or 0
        planned[row.key in heavy] += row.values["planned"]
    more, fewer = (_per_head(planned[is_heavy], people[is_heavy]) for is_heavy in (True, False))
    if more is None or fewer is None:
        return _("Jeder Punkt ist ein Sozialraum.")
    return _("In den stärker belasteten Räumen sind es %(more)s je Mensch, in den anderen %(fewer)s.") % {
        "more": euros(more), "fewer": euros(fewer),
    }  # fmt: skip

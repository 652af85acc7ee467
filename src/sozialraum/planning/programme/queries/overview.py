"""All funds of a year with what they hold, for everybody: narrowed, sorted, to take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sozialraum.numbers import one_number
from sozialraum.planning.conferences.queries.places import all_places
from sozialraum.planning.journal import clock
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.planning.programme.models import Fund
from sozialraum.planning.programme.queries.accounts import Standing, standings, total
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.files import Table

Row = tuple[Fund, Standing]
SORTS: dict[str, tuple[Promise, Callable[[Row], Any]]] = {
    "": (pgettext_lazy("Reihenfolge", "nach Namen"), lambda row: sort_key(row[0].title)),
    "frei": (gettext_lazy("am wenigsten frei zuerst"), lambda row: row[1].free),
    "konto": (gettext_lazy("am meisten auf dem Konto zuerst"), lambda row: -row[1].balance),
    "ausgegeben": (gettext_lazy("am meisten ausgegeben zuerst"), lambda row: -row[1].spent),
}


@dataclass(frozen=True)
class Wanted:
    """What was asked for; what nobody knows counts for nothing. year 0: there is no fund yet."""

    year: int = 0
    area: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], years: list[int], areas: Mapping[str, str]) -> Wanted:
        """From the query of an address; without a year that of today, else the last one there is."""
        year, area, sort = (
            one_number(query.get("jahr", "")) or 0,
            query.get("planungsraum", ""),
            query.get("sortierung", ""),
        )
        if year not in years:
            today = clock.today().year
            year = today if today in years else (years or [0])[0]
        return cls(year, area if area in areas else "", sort if sort in SORTS else "")

    def query(self, **changes: Any) -> str:
        """The same as the query of an address."""
        one = replace(self, **changes)
        parts = {"jahr": one.year, "planungsraum": one.area, "sortierung": one.sort}
        return f"?{urlencode({key: value for key, value in parts.items() if value})}"


@dataclass(frozen=True)
class Overview:
    """The page; three statements however many funds there are."""

    wanted: Wanted
    years: list[int]
    areas: Mapping[str, str]
    rows: list[Row]

    @property
    def total(self) -> Standing:
        """All that is shown, together."""
        return total(one for _fund, one in self.rows)


def overview(query: Mapping[str, str]) -> Overview:
    """Gather it. Raises NotPublishedError."""
    years = list(Fund.objects.order_by("-year").values_list("year", flat=True).distinct())
    areas = {one.scope.key: one.name for one in all_places() if one.scope.kind == ScopeKind.PLANNING_AREA}
    wanted = Wanted.of(query, years, areas)
    funds = Fund.objects.filter(year=wanted.year).select_related("body")
    if wanted.area:
        funds = funds.filter(planning_area=wanted.area)
    return Overview(wanted, years, areas, sorted(standings(funds.order_by("pk")), key=SORTS[wanted.sort][1]))


def table(of: Overview) -> Table:
    """The same to take along; sums in euros, exact."""
    rows = [
        [
            fund.title, fund.year, of.areas.get(fund.planning_area, ""), one.deposited, one.transferred, one.spent,
            one.balance, one.reserved, one.free, "" if fund.closed is None else fund.closed.date().isoformat(),
        ]
        for fund, one in of.rows
    ]  # fmt: skip
    columns = [
        _("Fonds"), _("Jahr"), _("Planungsraum"), _("eingezahlt"), _("umgebucht"), _("ausgegeben"), _("auf dem Konto"),
        _("reserviert"), _("frei"), _("abgeschlossen am"),
    ]  # fmt: skip
    return Table(
        _("Geld"), columns, rows, [(_("Enthält"), _("Fonds der Konferenzen und Räume, Beträge in Euro"))]
    )

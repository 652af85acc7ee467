"""The list of measures: rows, sums that add up to the cent, the same as a table to take along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sozialraum.planning.needs.queries import labels
from sozialraum.planning.programme.models import Measure, Milestone, YearCost
from sozialraum.planning.programme.queries.amounts import ZERO, Sums, in_euros, whole
from sozialraum.planning.programme.queries.wanted import SORTS, Choices, Wanted, choices, found, late_steps
from sozialraum.planning.statistics.files import Table
from sozialraum.warehouse.version import Version

A_PAGE = 25


@dataclass(frozen=True)
class Row:
    """A measure in a list; `late`: its steps whose day is over, with that day."""

    measure: Any  # with planned, actual, steps, settled
    place: str
    dimensions: str
    late: tuple[tuple[str, date], ...]

    @property
    def planned(self) -> str:
        return in_euros(self.measure.planned)

    @property
    def actual(self) -> str:
        return in_euros(self.measure.actual)


@dataclass(frozen=True)
class Listing:
    """Everything on the page of measures."""

    wanted: Wanted
    rows: tuple[Row, ...]
    page: Page
    by_year: tuple[Sums, ...]
    whole: Sums
    late: int
    choices: Choices


def with_sums(rows: QuerySet[Measure]) -> QuerySet[Any]:
    """Each measure with what it costs over all years, and how far its steps are."""
    return rows.annotate(
        planned=_of_costs("planned"), actual=_of_costs("actual"), steps=_of_steps(),
        settled=_of_steps(done__isnull=False),
    ).select_related("responsible", "provider", "need")  # fmt: skip


def _of_costs(column: str) -> Subquery:
    own = YearCost.objects.filter(measure=OuterRef("pk")).order_by().values("measure")
    return Subquery(own.annotate(sum=Sum(column)).values("sum"))


def _of_steps(**which: Any) -> Coalesce:
    own = Milestone.objects.filter(measure=OuterRef("pk"), dropped__isnull=True, **which)
    counted = own.order_by().values("measure").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def listing(w: Wanted, version: Version, page: str | None) -> Listing:
    """Gather the page; a dozen statements however many measures there are."""
    everything = found(w)
    pages = Paginator(in_order(w), A_PAGE)
    shown = pages.get_page(page)
    years = by_year(everything)
    late = late_steps().filter(measure__in=everything.order_by().values("pk")).count()
    return Listing(
        w, tuple(rows_of(version, shown.object_list)), shown, years, whole(years, _("zusammen")), late, choices(version)
    )  # fmt: skip


def in_order(w: Wanted) -> QuerySet[Any]:
    """The measures of a view, as asked for."""
    return with_sums(found(w)).order_by(*SORTS[w.sort][1])


def rows_of(version: Version, measures: Iterable[Any]) -> list[Row]:
    """Measures as rows; one statement for the late steps of all."""
    measures = list(measures)
    late: dict[int, list[tuple[str, date]]] = {}
    for key, title, due in late_steps().filter(measure__in=measures).values_list("measure", "title", "due"):
        late.setdefault(key, []).append((title, due))
    return [
        Row(
            one, labels.space_name(version, one.edition, one.space),
            ", ".join(labels.dimension_titles(version, one.dimensions)), tuple(late.get(one.pk, ())),
        )
        for one in measures
    ]  # fmt: skip


def by_year(measures: QuerySet[Measure]) -> tuple[Sums, ...]:
    """What measures cost in each year."""
    own = YearCost.objects.filter(measure__in=measures.order_by().values("pk")).order_by("year")
    rows = own.values("year").annotate(p=Sum("planned"), a=Sum("actual"), n=Count("measure", distinct=True))
    return tuple(
        Sums(str(one["year"]), one["p"], one["a"] or ZERO, str(one["year"]), one["n"], one["a"] is not None)
        for one in rows
    )


def by_area(measures: QuerySet[Measure], version: Version) -> tuple[Sums, ...]:
    """What measures cost in each planning area; those of the whole city have a line of their own."""
    own = YearCost.objects.filter(measure__in=measures.order_by().values("pk")).order_by()
    rows = own.values(area=F("measure__planning_area")).annotate(
        p=Sum("planned"), a=Sum("actual"), n=Count("measure", distinct=True)
    )
    found_ = {one["area"]: (one["p"], one["a"] or ZERO, one["n"], one["a"] is not None) for one in rows}
    made = [
        Sums(labels.space_name(version, "", key) if key else _("ganze Stadt"), *sums[:2], key, *sums[2:])
        for key, sums in found_.items()
    ]
    return tuple(sorted(made, key=lambda one: (not one.key, one.label.casefold())))


def table(w: Wanted, version: Version) -> Table:
    """The same to take along; amounts as numbers of euros."""
    rows = [[*_cells(row)] for row in rows_of(version, in_order(w))]
    columns = [
        _("Nummer"), _("Titel"), pgettext("Maßnahme", "Stand"), _("verantwortliches Amt"),
        pgettext("Maßnahme", "Träger"), _("Raum"),
        _("Schlüssel des Raums"), _("Raumstand"), _("Planungsraum"), _("Lebenslagen"), _("Bedarf"),
        _("Beginn"), _("Ende"), _("Schritte"),
        _("davon erledigt"), _("überfällige Schritte"), _("geplant, Euro"), _("ausgegeben, Euro"),
    ]  # fmt: skip
    about = [(_("Enthält"), _("Maßnahmen mit Kosten über alle Jahre"))]
    if w.is_narrowed:
        about.append((_("Auswahl"), w.query()))
    return Table(_("Maßnahmen"), columns, rows, about)


def _cells(row: Row) -> Iterable[Any]:
    one = row.measure
    yield from (one.number, one.title, str(one.get_state_display()), one.responsible.name)
    yield from (
        one.provider.name if one.provider else "",
        row.place,
        one.space,
        one.edition,
        one.planning_area,
    )
    yield from (
        row.dimensions,
        one.need.number if one.need else "",
        one.begins.isoformat(),
        one.ends.isoformat(),
    )
    yield from (one.steps, one.settled, len(row.late), _number(one.planned), _number(one.actual))


def _number(amount: Decimal | None) -> str:
    """As text: a binary number would not be the same sum."""
    return "" if amount is None else str(amount)

"""What a measure is to cost in a year, and what it did. Exact: cents."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.carrying import locked, note, require_agreed, require_year
from sozialraum.planning.programme.models import Measure, YearCost
from sozialraum.planning.programme.plans import exact

name_acts({"programme.costs_reported": gettext_lazy("Kosten einer Maßnahme gemeldet")})


@transaction.atomic
def report_costs(
    *, by: Agent, measure: Measure, year: int, planned: Decimal | None = None, actual: Decimal | None = None
) -> YearCost:
    """Plan or actual costs of a year; what isn't given stays as it is. Bills may come after the end."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    require_agreed(measure)
    _require(measure, year, planned, actual)
    held = measure.costs.filter(year=year).first()
    before = (held.planned, held.actual) if held else (None, None)
    cost = held or YearCost(measure=measure, year=year, planned=Decimal(0))
    cost.planned = cost.planned if planned is None else exact(planned)
    cost.actual = cost.actual if actual is None else exact(actual)
    if (cost.planned, cost.actual) == before:
        raise Refused(_("Es hat sich nichts geändert."))
    cost.save()
    note(
        actor, "costs_reported", measure, year=year, planned=str(cost.planned), actual=_text(cost.actual),
        before=[_text(one) for one in before],
    )  # fmt: skip
    return cost


def _require(measure: Measure, year: int, planned: Decimal | None, actual: Decimal | None) -> None:
    if planned is None and actual is None:
        raise Refused(_("Bitte geben Sie einen Betrag an."))
    if any(one is not None and one < 0 for one in (planned, actual)):
        raise Refused(_("Kosten können nicht kleiner als 0 sein."))
    require_year(measure, year)
    if actual is not None and year > clock.today().year:
        raise Refused(_("Ausgegeben ist das Geld erst, wenn das Jahr da ist. Bitte prüfen Sie das Jahr."))


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)

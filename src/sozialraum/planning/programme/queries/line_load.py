"""Whether a line of the budget holds what all the measures that name it charge to it, year by year."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from sozialraum.planning.programme.models import BudgetAmount, Funding, Measure, YearCost
from sozialraum.planning.programme.queries.amounts import ZERO, in_euros
from sozialraum.planning.programme.states import NO_MEASURES, MeasureState

Load = dict[int, Decimal]


def of_line(measure: Measure) -> tuple[str, str]:
    """What the line has to carry beside this measure, in sentences, and their tone; three statements.

    The measure counts too, also where it is only proposed.
    """
    line = measure.budget_line
    if line is None:
        return "", "success"
    years = sorted(one.year for one in measure.costs.all() if one.planned)
    plan = dict(
        BudgetAmount.objects.filter(line=line, kind=BudgetAmount.Kind.PLAN, year__in=years).values_list(
            "year", "amount"
        )
    )
    load, said, tone = charged(measure, years), [], "success"
    for year in years:
        told = {"year": year, "load": in_euros(load[year])}
        if year not in plan:
            said.append(_("Für %(year)d steht im Haushalt noch kein Plan.") % told)
            tone = "info" if tone == "success" else tone
            continue
        told |= {"plan": in_euros(plan[year]), "over": in_euros(load[year] - plan[year])}
        if load[year] > plan[year]:
            tone = "warning"
            said.append(
                _(
                    "Für %(year)d sind dort %(plan)s geplant, alle Maßnahmen zusammen brauchen %(load)s: Es fehlen "
                    "%(over)s."
                )
                % told
            )
        else:
            said.append(
                _("Für %(year)d sind dort %(plan)s geplant, alle Maßnahmen zusammen brauchen %(load)s.")
                % told
            )
    return " ".join(said), tone


def charged(measure: Measure, years: list[int]) -> Load:
    """What is left for the line by year: planned costs less what other sources promised, of each measure apart."""
    ids = {
        pk
        for pk, state in Measure.with_proposals.filter(budget_line=measure.budget_line).values_list(
            "pk", "state"
        )
        if state not in (*NO_MEASURES, MeasureState.ABANDONED)
    } | {measure.pk}
    planned = YearCost.objects.filter(measure__in=ids, year__in=years)
    given = Funding.objects.filter(measure__in=ids, year__in=years, confirmed__isnull=False)
    promised = {
        (pk, year): sum_
        for pk, year, sum_ in given.order_by().values_list("measure", "year").annotate(sum=Sum("amount"))
    }
    load = dict.fromkeys(years, ZERO)
    for pk, year, amount in planned.values_list("measure", "year", "planned"):
        load[year] += max(amount - promised.get((pk, year), ZERO), ZERO)
    return load

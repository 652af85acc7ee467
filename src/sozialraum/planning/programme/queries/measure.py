"""One measure: why, where, for whom, its steps, its money by year and source, what it should move."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import numbers
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.blackened import as_shown
from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.models import (
    Booking,
    BudgetAmount,
    Fund,
    Funding,
    Measure,
    Milestone,
    YearCost,
)
from sozialraum.planning.programme.queries.amounts import ZERO, Sums, in_euros, total, whole
from sozialraum.planning.programme.queries.budget import head_of
from sozialraum.planning.programme.queries.expecting import Expected, expected_of
from sozialraum.planning.programme.queries.line_load import of_line
from sozialraum.planning.programme.states import NO_MEASURES, OPEN_MEASURES, MeasureState
from sozialraum.planning.statistics.addresses import figure_path
from sozialraum.planning.statistics.words import language, said
from sozialraum.warehouse.version import NoFiguresError, Version

SAID = ("programme.measure_changed", "programme.measure_paused", "programme.measure_resumed")


@dataclass(frozen=True)
class Step:
    """A milestone as it is shown. state: done, dropped, late, next, open."""

    milestone: Milestone
    state: str
    says: str


@dataclass(frozen=True)
class Indicator:
    """A figure that the measure should move, as it stands now in its space."""

    title: str
    value: str
    period: str
    address: str


@dataclass(frozen=True)
class Money:
    """All money of a measure. `verdict`: whether it is enough, in a sentence; `tone`: as a notice says it."""

    years: tuple[Sums, ...]
    whole: Sums
    fundings: tuple[Any, ...]  # each with `shown`, its amount, `spent`, `held` in words
    confirmed: Decimal
    hoped: Decimal
    verdict: str
    tone: str
    others: tuple[Fund, ...] = ()  # funds that booked for it by hand, without being named as a source

    @property
    def confirmed_shown(self) -> str:
        return in_euros(self.confirmed)

    @property
    def hoped_shown(self) -> str:
        return in_euros(self.hoped) if self.hoped else ""


@dataclass(frozen=True)
class Page:
    """Everything on the page of one measure."""

    measure: Measure
    place: str
    place_path: str
    area: str
    dimensions: tuple[str, ...]
    groups: tuple[str, ...]
    steps: tuple[Step, ...]
    late: int
    money: Money
    line_amounts: tuple[tuple[str, str], ...]
    indicators: tuple[Indicator, ...]
    said: tuple[Entry, ...]
    is_open: bool
    decided_cost: str  # what the body decided on; empty where it names no sum
    beyond: str  # that more is planned than was decided, in a sentence
    expected: Expected | None  # by the decision
    effect_path: str  # where a later stage tells what it did; empty before that


def get(pk: int) -> Measure | None:
    """One measure with what its page shows."""
    rows = Measure.with_proposals.select_related(
        "need", "decision__paper", "responsible", "provider", "budget_line"
    )
    fundings = Funding.objects.select_related("fund", "reservation")
    return rows.prefetch_related("milestones", "costs", Prefetch("fundings", fundings)).filter(pk=pk).first()


def page(measure: Measure, version: Version) -> Page:
    """Gather it; the same number of statements however long it is."""
    steps, money = steps_of(measure), money_of(measure)
    cost = measure.decision.paper.cost if measure.decision else None
    return Page(
        measure, labels.space_name(version, measure.edition, measure.space),
        labels.space_address(version, measure.edition, measure.space),
        labels.area_name(version, measure.edition, measure.planning_area) if measure.planning_area else "",
        tuple(labels.dimension_titles(version, measure.dimensions)), tuple(labels.group_titles(measure.groups)),
        steps, sum(one.state == "late" for one in steps), money, _line_amounts(measure),
        tuple(_indicators(measure, version)), _said(measure), measure.state in OPEN_MEASURES,
        "" if cost is None else in_euros(cost), _beyond(measure, cost), expected_of(measure.decision),
        _effect_path(measure),
    )  # fmt: skip


def _beyond(measure: Measure, decided: Decimal | None) -> str:
    """All measures of one decision count together against what was decided."""
    if decided is None or measure.decision is None:
        return ""
    of_decision = YearCost.objects.filter(measure__decision=measure.decision)
    counted = of_decision.exclude(measure__state__in=(MeasureState.ABANDONED, *NO_MEASURES))
    own = counted.aggregate(sum=Sum("planned"))["sum"] or ZERO
    if own <= decided:
        return ""
    told = _("Beschlossen sind %(decided)s. Geplant sind dafür %(planned)s, also %(more)s mehr.")
    return told % {"decided": in_euros(decided), "planned": in_euros(own), "more": in_euros(own - decided)}


def _effect_path(measure: Measure) -> str:
    """Of the need where there is one, else of the measure; told once it is done."""
    if measure.need is None:
        return f"/wirkung/massnahmen/{measure.pk}/" if measure.state == MeasureState.DONE else ""
    return (
        f"/wirkung/{measure.need.pk}/" if measure.need.state in (State.IMPLEMENTED, State.EVALUATED) else ""
    )


# -- steps --


def steps_of(measure: Measure) -> tuple[Step, ...]:
    """The steps in order of their day, each with how it stands."""
    made, today, is_open, waits = [], clock.today(), measure.state in OPEN_MEASURES, True
    for one in measure.milestones.all():
        state = _state(one, today, is_open, waits)
        waits = waits and state not in ("next", "late")
        made.append(Step(one, state, _says(one, state, today)))
    return tuple(made)


def _state(one: Milestone, today: date, is_open: bool, waits: bool) -> str:
    if one.dropped:
        return "dropped"
    if one.done:
        return "done"
    if not is_open:
        return "open"
    if one.due < today:
        return "late"
    return "next" if waits else "open"


def _says(one: Milestone, state: str, today: date) -> str:
    if state == "dropped":
        return _("gestrichen")
    if state == "late":
        days = (today - one.due).days
        return ngettext("überfällig seit einem Tag", "überfällig seit %(n)d Tagen", days) % {"n": days}
    if one.done and one.done > one.first_due:
        days = (one.done - one.first_due).days
        return ngettext(
            "erledigt, einen Tag später als zuerst geplant", "erledigt, %(n)d Tage später als zuerst geplant", days
        ) % {"n": days}  # fmt: skip
    if state == "done":
        return _("erledigt, rechtzeitig")
    return _("als Nächstes") if state == "next" else _("steht aus")


# -- money --


def money_of(measure: Measure) -> Money:
    """Costs by year, money by source, and whether it is enough. Every sum is exact."""
    costs, fundings = list(measure.costs.all()), tuple[Any, ...](measure.fundings.all())
    years = tuple(
        Sums(str(one.year), one.planned, one.actual or ZERO, is_known=one.actual is not None) for one in costs
    )
    spent = _spent(measure) if any(one.fund_id for one in fundings) else {}
    for one in fundings:
        one.shown = in_euros(one.amount)
        one.spent = in_euros(spent[one.fund_id]) if one.confirmed and spent.get(one.fund_id) else ""
        one.held = in_euros(-one.reservation.amount) if one.reservation else ""
    sums = whole(years, _("zusammen"))
    confirmed = total(one.amount for one in fundings if one.confirmed)
    hoped = total(one.amount for one in fundings if not one.confirmed)
    verdict, tone = _verdict(measure, sums.planned - confirmed, hoped)
    return Money(years, sums, fundings, confirmed, hoped, verdict, tone, _others(measure, fundings))


def _others(measure: Measure, fundings: tuple[Any, ...]) -> tuple[Fund, ...]:
    """One statement."""
    booked = Fund.objects.filter(pk__in=measure.bookings.order_by().values("fund"))
    return tuple(booked.exclude(pk__in=[one.fund_id for one in fundings if one.fund_id]))


def _spent(measure: Measure) -> dict[int, Decimal]:
    """What each fund paid for it, what came back taken off; one statement."""
    paid = measure.bookings.filter(kind__in=(Booking.Kind.PAYMENT, Booking.Kind.REFUND))
    sums = paid.order_by().values_list("fund").annotate(sum=Sum("amount"))
    return {fund: -sum_ for fund, sum_ in sums}


def _verdict(measure: Measure, missing: Decimal, hoped: Decimal) -> tuple[str, str]:
    """Who pays what no other source pays; a gap or a surplus by its name and sum."""
    if missing < 0:
        return _("Zugesagt sind %(sum)s mehr, als die Maßnahme kosten soll.") % {
            "sum": in_euros(-missing)
        }, "info"
    if missing == 0:
        return _("Das zugesagte Geld deckt die geplanten Kosten genau."), "success"
    if measure.state == MeasureState.DECLINED:
        return _("Das Amt hat abgelehnt: Dafür fließt kein Geld."), "info"
    if measure.budget_line is not None:
        load, tone = of_line(measure)
        alone = not any(one.confirmed for one in measure.fundings.all())
        carries = (
            _("Die Haushaltsstelle trägt alles: %(sum)s.")
            if alone
            else _("Den Rest von %(sum)s trägt die Haushaltsstelle.")
        )
        if tone == "warning":
            carries = _("Die Haushaltsstelle soll %(sum)s tragen.")
        return f"{carries % {'sum': in_euros(missing)}} {load}".strip(), tone
    said_ = _("Es fehlen %(sum)s: Dafür ist noch kein Geld zugesagt.") % {"sum": in_euros(missing)}
    if hoped:
        said_ += " " + _("Beantragt oder erhofft sind %(sum)s.") % {"sum": in_euros(hoped)}
    return said_, "warning"


def _line_amounts(measure: Measure) -> tuple[tuple[str, str], ...]:
    """What the line of the budget holds, by year."""
    if measure.budget_line is None:
        return ()
    rows = BudgetAmount.objects.filter(line=measure.budget_line).order_by("year", "kind")
    return tuple((head_of((one.year, one.kind)), in_euros(one.amount)) for one in rows)


# -- what it should move, what was said of it --


def _indicators(measure: Measure, version: Version) -> list[Indicator]:
    """The latest figure of each in the space; none where this data version knows none."""
    edition, code = (
        labels.edition_of(version, measure.edition, measure.space),
        measure.space.partition("/")[2],
    )
    if edition is None or code not in edition.codes:
        return []
    made = []
    for key in measure.indicators:
        try:
            figures = version.figures(key, edition=edition.key)
        except (NoFiguresError, LookupError):
            continue
        row, definition = figures.row(code), version.names.get(key)
        shown = numbers.figure(row.value, row.state, figures.unit, figures.decimals, language())
        if math.isnan(row.value):
            shown = numbers.meaning(row.state, language())
        address = figure_path(key, edition, code, figures.period, "total")
        made.append(Indicator(said(definition.title) if definition else key, shown, figures.period, address))
    return made


def _said(measure: Measure) -> tuple[Entry, ...]:
    """Why it was changed, why it rested: reasons for everybody, the latest first."""
    kind, key = ("need", measure.need_id) if measure.need_id else ("measure", measure.pk)
    rows = Entry.objects.filter(subject_kind=kind, subject_key=str(key), act__in=SAID)
    said = rows.filter(details__measure=measure.pk).exclude(reason="").order_by("-pk")[:20]
    return tuple(as_shown(said, measure.need_id) if measure.need_id else said)

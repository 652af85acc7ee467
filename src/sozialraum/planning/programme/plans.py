"""A measure as it is planned, and what a plan may not lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from sozialraum.planning.needs.queries.labels import edition_of
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.programme.models import BudgetLine, Fund, Funding, Measure
from sozialraum.planning.statistics.queries import current

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Money:
    """Money from one source in one year."""

    source: str
    year: int
    amount: Decimal
    name: str = ""
    fund: Fund | None = None
    confirmed: date | None = None
    reference: str = ""


@dataclass(frozen=True)
class Plan:
    """What is to be done. milestones: title and day; costs: year and euros."""

    title: str
    responsible: Organisation
    begins: date
    ends: date
    edition: str
    space: str  # scope key, "sozialraeume/11"
    milestones: tuple[tuple[str, date], ...]
    costs: tuple[tuple[int, Decimal], ...]
    text: str = ""
    provider: Organisation | None = None
    planning_area: str = ""
    dimensions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    budget_line: BudgetLine | None = None
    fundings: tuple[Money, ...] = field(default=())


def require_whole(plan: Plan) -> None:
    """Refuse what isn't a plan yet, in words."""
    for refusal in _lacking(plan):
        raise Refused(refusal)
    for amount in (*(planned for _year, planned in plan.costs), *(one.amount for one in plan.fundings)):
        exact(amount)


def _lacking(plan: Plan) -> Iterator[str]:
    if not plan.title.strip():
        yield _("Bitte geben Sie der Maßnahme einen Titel.")
    if plan.ends < plan.begins:
        yield _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie die beiden Tage.")
    if plan.responsible.bank != Bank.ADMINISTRATION:
        yield _("Verantwortlich ist ein Amt der Stadt. Bitte wählen Sie eines.")
    if not plan.milestones or not all(title.strip() for title, _due in plan.milestones):
        yield _("Bitte nennen Sie mindestens einen Schritt, mit einem Titel und einem Tag.")
    if any(not plan.begins <= due <= plan.ends for _title, due in plan.milestones):
        yield _("Ein Schritt liegt außerhalb der Zeit von Beginn bis Ende. Bitte prüfen Sie die Tage.")
    if not plan.costs:
        yield _("Bitte nennen Sie die Kosten für mindestens ein Jahr.")
    years = [year for year, _planned in plan.costs]
    if len(set(years)) < len(years):
        yield _("Ein Jahr steht bei den Kosten zweimal. Bitte zählen Sie beides zusammen.")
    if any(not plan.begins.year <= year <= plan.ends.year for year in years):
        yield _("Kosten stehen bei einem Jahr, in dem die Maßnahme nicht läuft. Bitte prüfen Sie die Jahre.")
    if any(planned < 0 for _year, planned in plan.costs) or any(one.amount <= 0 for one in plan.fundings):
        yield _("Ein Betrag ist kleiner als erlaubt. Bitte geben Sie Kosten ab 0 und Geld über 0 Euro an.")
    yield from filter(None, (wrong_fund(one, plan) for one in plan.fundings))
    if wrong := unpaid(plan.budget_line, is_promised=any(one.confirmed for one in plan.fundings)):
        yield wrong
    if wrong := _nowhere(plan):
        yield wrong


def unpaid(line: BudgetLine | None, *, is_promised: bool) -> str:
    """Why nobody pays for a measure; empty where a line for expenses does, or where money is promised."""
    if line is None and not is_promised:
        return _(
            "Woher kommt das Geld? Bitte nennen Sie eine Haushaltsstelle oder eine zugesagte Finanzierung."
        )
    if line is not None and (line.is_income or line.is_total):
        return _(
            "Diese Zeile des Haushalts ist ein Ertrag oder eine Summe. Bitte wählen Sie eine Zeile für Ausgaben."
        )
    return ""


def wrong_fund(money: Money, of: Measure | Plan) -> str:
    """Why money can't come from there; empty where it can: a fund is named where it is the source, and only there."""
    if (money.source == Funding.Source.FUND) != (money.fund is not None):
        return _("Bitte nennen Sie den Verfügungsfonds, aus dem das Geld kommt, und nur dann.")
    if money.fund is None:
        return ""
    if money.fund.closed is not None or not fits(money.fund, of):
        told = _(
            "Der „%(fund)s“ ist abgeschlossen, oder er ist für einen anderen Raum oder ein anderes Jahr da. Bitte "
            "wählen Sie einen anderen."
        )
        return told % {"fund": money.fund}
    return ""


def fits(fund: Fund, of: Measure | Plan) -> bool:
    """Whether a fund is there for the place of a measure and for one of its years."""
    if fund.year not in years_of(of):
        return False
    if fund.space:
        return fund.space == of.space
    return fund.planning_area in ("", of.planning_area)


def years_of(measure: Measure | Plan) -> range:
    """Years in which money comes and goes: bills of the last one are paid in the year after it."""
    return range(measure.begins.year, measure.ends.year + 2)


def funding_of(measure: Measure, money: Money) -> Funding:
    """Money as a row that isn't kept yet; refused where it is finer than cents."""
    return Funding(
        measure=measure, source=money.source, name=money.name.strip(), year=money.year, amount=exact(money.amount),
        fund=money.fund, confirmed=money.confirmed, reference=money.reference.strip(),
    )  # fmt: skip


def _nowhere(plan: Plan) -> str:
    """Why a place is none; empty where the data version knows it."""
    found = edition_of(current(), plan.edition, plan.space)
    if found is None or found.key != plan.edition or plan.space.partition("/")[2] not in found.codes:
        return _("Diesen Raum gibt es in diesem Raumstand nicht. Bitte wählen Sie einen anderen.")
    return ""


def exact(amount: Decimal) -> Decimal:
    """The same amount in cents; refused where it is finer than that."""
    if amount != amount.quantize(CENT):
        raise Refused(_("Bitte geben Sie Beträge höchstens auf den Cent genau an."))
    return amount.quantize(CENT)

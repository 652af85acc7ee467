"""What a fund of the place gives to a measure: asked for, promised by the conference, spent bit by bit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.meetings import as_far_as_it_goes
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account
from sozialraum.planning.programme.actions import from_funds, fundings, funds
from sozialraum.planning.programme.models import DecisionPaper, Fund, Funding, Measure
from sozialraum.planning.programme.plans import CENT, Money
from sozialraum.planning.programme.queries.accounts import offered, promised_before, standing
from sozialraum.planning.programme.queries.drafting import conference_of

ASKS = 2  # every second measure asks the fund of its place
SPENT = (
    "Material: Rechnung",
    "Werkzeug und Farbe: Rechnung",
    "Druck und Porto: Rechnung",
    "Verpflegung der Helfenden",
)


def promised(need: Need) -> Money | None:
    """What the conference decided for the need: its measure takes that over; one statement."""
    found, today = promised_before(need.pk), clock.today()
    if found is None or found.fund.year not in (today.year, today.year + 1):
        return None
    return Money("fund", found.fund.year, -found.amount, fund=found.fund, confirmed=today)


def asked(number: int, need: Need, total: Decimal) -> Iterator[Money]:
    """A small part of what it costs, asked of the fund of the social space; one statement."""
    if number % ASKS:
        return
    for fund, holds in offered((need.social_space, need.planning_area), (clock.today().year,)):
        amount = min(Decimal(180 + 45 * (number % 9)), (total / 4).quantize(CENT))
        if fund.space == need.social_space and holds.free > amount:
            yield Money("fund", fund.year, amount, fund=fund)
            return


def tend(number: int, turn: int, by: Account, cast: Cast, measure: Measure) -> None:
    """The conference's manager promises it, then whoever runs the measure spends of it."""
    one = _of(measure)
    if one is None:
        return
    if one.confirmed is None:
        manager = cast.manager(measure.planning_area)
        as_far_as_it_goes(fundings.confirm_funding, by=manager, funding=one, on=clock.today())
    elif one.reservation is not None:
        _spend(number + turn, by, one, Decimal("0.4"))


def settle(number: int, by: Account, measure: Measure) -> None:
    """The last bill; now and then less is needed, and the rest is free again when the measure ends."""
    one = _of(measure)
    if one is not None and one.reservation is not None:
        _spend(number, by, one, Decimal(1) if number % 2 else Decimal("0.83"))


def provide(cast: Cast, paper: DecisionPaper) -> None:
    """Where the conference's fund doesn't hold what it is about to decide, the city adds to it first."""
    body, today = conference_of(paper.need), clock.today()
    fund = (
        Fund.objects.filter(body=body, year=today.year, closed__isnull=True).order_by("pk").first()
        if body
        else None
    )
    if fund is None or paper.cost is None:
        return
    lacks = paper.cost - standing(fund).free
    if lacks > 0:
        as_far_as_it_goes(
            funds.deposit, by=cast.planner(), fund=fund, amount=lacks, on=today, text="Zuschuss aus dem Haushalt"
        )  # fmt: skip


def _of(measure: Measure) -> Funding | None:
    found = measure.fundings.filter(fund__isnull=False, fund__closed__isnull=True)
    return found.select_related("measure", "fund", "reservation").order_by("pk").first()


def _spend(number: int, by: Account, one: Funding, share: Decimal) -> None:
    left = -one.reservation.amount if one.reservation is not None else Decimal(0)
    as_far_as_it_goes(
        from_funds.spend, by=by, funding=one, amount=max((left * share).quantize(CENT), CENT), on=clock.today(),
        text=SPENT[number % len(SPENT)],
    )  # fmt: skip

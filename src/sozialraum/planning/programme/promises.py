"""What funds promise to needs and to measures, as it is written down. Only actions call it.

Locks are taken in one order: the need, the measure, the funding, the fund.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused
from sozialraum.planning.programme import bookings, rules
from sozialraum.planning.programme.carrying import locked
from sozialraum.planning.programme.models import Booking, DecisionPaper, Fund, Funding, Measure
from sozialraum.planning.programme.queries.accounts import open_reservations, promised_before, promised_to
from sozialraum.planning.programme.queries.drafting import conference_of


def held(funding: Funding) -> Funding:
    """The funding as it stands now, its need and its measure locked before it; refuses one that is gone."""
    measure = locked(funding.measure)
    found = Funding.objects.select_for_update(of=("self",)).filter(pk=funding.pk)
    kept = found.select_related("fund", "reservation__resolution").first()
    if kept is None:
        raise Refused(_("Jemand war schneller: Diese Finanzierung gibt es nicht mehr."), "quicker")
    kept.measure = measure
    return kept


def funding_by(reservation: Booking) -> Funding | None:
    """The funding that holds a reservation; none where it was promised otherwise."""
    return Funding.objects.filter(reservation=reservation).select_related("measure", "fund").first()


def giving(by: Agent, funding: Funding, fund: Fund) -> Actor:
    """Who promises money of a locked fund: who keeps or spends it; of what its conference resolved already for the
    need, whoever runs the measure. Raises NotAllowed.
    """
    try:
        return rules.spending(by, fund)
    except NotAllowed as error:
        taken = promised_to(fund, funding.measure.need_id)
        if taken is not None and funding.amount <= -taken.amount:
            return rules.running(by, funding.measure)
        told = _(
            "Aus dem „%(fund)s“ sagt Geld zu, wer den Fonds führt oder seine Konferenz leitet. Nennen Sie ihn als "
            "Quelle, und lassen Sie den Tag der Zusage leer."
        )
        raise NotAllowed(told % {"fund": fund}) from error


def reserve(actor: Actor, funding: Funding, fund: Fund) -> None:
    """Hold what is promised, in a locked fund; a promise to the need before there was a measure ends in it."""
    measure, on = funding.measure, funding.confirmed or clock.today()
    taken = promised_to(fund, measure.need_id)
    if taken is not None:
        text = bookings.in_german(
            gettext_lazy("Übernommen von der Maßnahme %(number)s"), number=measure.number
        )
        bookings.ended(actor, fund, taken, max(on, taken.on), text)
    funding.reservation = bookings.reserved(
        actor, fund, funding.amount, on, measure.title, measure=measure,
        resolution=taken.resolution if taken is not None else None,
    )  # fmt: skip


def decided(actor: Actor, paper: DecisionPaper, number: str) -> Fund | None:
    """What a conference decides on a paper is held in its fund of this year, or in the one that promised it before.

    It waits there for the measure that follows. The need is locked. Raises Refused where not so much is free; returns
    None where the conference has no fund or nothing is to be paid.
    """
    body, today, said = conference_of(paper.need), clock.today(), promised_before(paper.need_id)
    if body is None or not paper.cost:
        return None
    own = said is not None and said.fund.body_id == body.pk
    found = said.fund if said is not None and own else bookings.fund_of(body, today.year)
    if found is None:
        return None
    fund = bookings.locked(found)
    before = promised_to(fund, paper.need_id)
    if before is not None and -before.amount >= paper.cost:
        return fund
    if before is not None:
        text = bookings.in_german(gettext_lazy("Geht in den Beschluss %(number)s ein"), number=number)
        bookings.ended(actor, fund, before, today, text)
    bookings.reserved(
        actor, fund, paper.cost, today, f"{number}: {paper.title}", need=paper.need,
        resolution=before.resolution if before is not None else None,
    )  # fmt: skip
    return fund


def release(actor: Actor, funding: Funding, text: str) -> None:
    """What a locked funding still holds is free again."""
    if funding.reservation is None or funding.fund is None:
        return
    fund = bookings.locked(funding.fund)
    bookings.ended(actor, fund, funding.reservation, clock.today(), text)
    funding.reservation = None
    funding.save(update_fields=["reservation"])


def release_all(actor: Actor, measure: Measure) -> None:
    """A locked measure has ended: nothing is held for it any more, promised to it or reserved by hand."""
    held_ones = open_reservations(Booking.objects.filter(measure=measure))
    list(measure.fundings.select_for_update(of=("self",)).order_by("pk"))  # fundings are locked before funds
    funds = Fund.objects.filter(bookings__in=held_ones).distinct()
    kept = {one.pk: one for one in bookings.locked_all(list(funds))}
    text = bookings.in_german(
        gettext_lazy("Maßnahme %(number)s zu Ende, der Rest ist frei"), number=measure.number
    )
    for one in held_ones.filter(fund__in=kept).select_related("resolution", "need", "measure__need"):
        bookings.ended(actor, kept[one.fund_id], one, clock.today(), text)
    measure.fundings.filter(reservation__isnull=False).update(reservation=None)


def paid_text(text: str) -> str:
    """Why a reservation ended that was paid."""
    return bookings.in_german(gettext_lazy("Ausgezahlt: %(text)s"), text=text)

"""What a measure gets from a fund: reserved once it is promised, paid as it is spent, free again when it ends.

Locks are taken in one order: the need, the measure, the funding, the fund.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused
from sozialraum.planning.programme import bookings, rules
from sozialraum.planning.programme.carrying import locked
from sozialraum.planning.programme.models import Booking, Fund, Funding, Measure
from sozialraum.planning.programme.queries.accounts import promised_to
from sozialraum.planning.statistics.words import euros


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


@transaction.atomic
def spend(
    *, by: Agent, funding: Funding, amount: Decimal, on: date, text: str, reservation: Booking | None = None,
    seen: int | None = None,
) -> Booking:  # fmt: skip
    """Part of what is reserved was spent: it is paid out, the rest stays reserved for the measure.

    By whoever runs the measure, or keeps the money. reservation: refused where it isn't that one any more.
    """
    kept = held(funding)
    actor = _reporting(by, kept.measure)
    open_one = kept.reservation
    if kept.fund is None or open_one is None or (reservation is not None and reservation.pk != open_one.pk):
        raise Refused(
            _("Jemand war schneller: Diese Reservierung ist schon ausgezahlt oder freigegeben."), "quicker"
        )
    fund = bookings.locked(kept.fund, seen=seen)
    rest = -open_one.amount - amount
    if rest < 0:
        told = _("So viel ist nicht zugesagt: Reserviert sind noch %(held)s, gemeldet sind %(sum)s.")
        raise Refused(told % {"held": euros(-open_one.amount), "sum": euros(amount)}, "not_free")
    bookings.ended(actor, fund, open_one, on, paid_text(text))
    paid = bookings.booked(
        actor, "programme.money_paid", fund, Booking.Kind.PAYMENT, amount, on, text, sign=-1, measure=kept.measure,
        reservation=open_one, resolution=open_one.resolution,
    )  # fmt: skip
    kept.reservation = bookings.reserved(
        actor, fund, rest, on, kept.measure.title, measure=kept.measure, resolution=open_one.resolution
    ) if rest else None  # fmt: skip
    kept.save(update_fields=["reservation"])
    return paid


def release(actor: Actor, funding: Funding, text: str) -> None:
    """What a locked funding still holds is free again."""
    if funding.reservation is None or funding.fund is None:
        return
    fund = bookings.locked(funding.fund)
    bookings.ended(actor, fund, funding.reservation, clock.today(), text)
    funding.reservation = None
    funding.save(update_fields=["reservation"])


def release_all(actor: Actor, measure: Measure) -> None:
    """A locked measure has ended: nothing is held for it any more."""
    rows = measure.fundings.select_for_update(of=("self",)).filter(reservation__isnull=False)
    text = bookings.in_german(
        gettext_lazy("Maßnahme %(number)s zu Ende, der Rest ist frei"), number=measure.number
    )
    for one in rows.select_related("fund", "reservation__resolution").order_by("fund_id"):
        release(actor, one, text)


def paid_text(text: str) -> str:
    """Why a reservation ended that was paid."""
    return bookings.in_german(gettext_lazy("Ausgezahlt: %(text)s"), text=text)


def _reporting(by: Agent, measure: Measure) -> Actor:
    try:
        return rules.running(by, measure)
    except NotAllowed:
        return rules.keeping_money(by)

"""What a measure got from a fund is spent; see promises for how it gets it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused
from sozialraum.planning.programme import bookings, promises, rules
from sozialraum.planning.programme.models import Booking, Funding, Measure
from sozialraum.planning.statistics.words import euros


@transaction.atomic
def spend(
    *, by: Agent, funding: Funding, amount: Decimal, on: date, text: str, reservation: Booking | None = None,
    seen: int | None = None,
) -> Booking:  # fmt: skip
    """Part of what is reserved was spent: it is paid out, the rest stays reserved for the measure.

    By whoever runs the measure, or keeps the money. reservation: refused where it isn't that one any more.
    """
    kept = promises.held(funding)
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
    bookings.ended(actor, fund, open_one, on, promises.paid_text(text))
    paid = bookings.booked(
        actor, "programme.money_paid", fund, Booking.Kind.PAYMENT, amount, on, text, sign=-1, measure=kept.measure,
        reservation=open_one, resolution=open_one.resolution,
    )  # fmt: skip
    kept.reservation = bookings.reserved(
        actor, fund, rest, on, kept.measure.title, measure=kept.measure, resolution=open_one.resolution
    ) if rest else None  # fmt: skip
    kept.save(update_fields=["reservation"])
    return paid


def _reporting(by: Agent, measure: Measure) -> Actor:
    try:
        return rules.running(by, measure)
    except NotAllowed:
        return rules.keeping_money(by)

"""Where the money of a measure comes from: named, promised, fallen away."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused
from sozialraum.planning.programme import bookings, promises, rules
from sozialraum.planning.programme.carrying import (
    locked,
    note,
    require_open,
    require_year,
    required_reason,
)
from sozialraum.planning.programme.models import Funding, Measure
from sozialraum.planning.programme.plans import Money, funding_of, wrong_fund

name_acts(
    {
        "programme.funding_added": gettext_lazy("Finanzierung einer Maßnahme genannt"),
        "programme.funding_confirmed": gettext_lazy("Finanzierung einer Maßnahme zugesagt"),
        "programme.funding_dropped": gettext_lazy("Finanzierung einer Maßnahme weggefallen"),
    }
)


@transaction.atomic
def add_funding(*, by: Agent, measure: Measure, money: Money) -> Funding:
    """Money from one more source, promised or not yet."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    require_open(measure)
    if money.amount <= 0:
        raise Refused(_("Bitte geben Sie einen Betrag über 0 Euro an."))
    if wrong := wrong_fund(money, measure):
        raise Refused(wrong)
    require_year(measure, money.year)
    made = funding_of(measure, money)
    if made.fund is not None and made.confirmed is not None:
        fund = bookings.locked(made.fund)
        promises.reserve(promises.giving(by, made, fund), made, fund)
    made.save()
    _note(actor, "funding_added", made)
    return made


@transaction.atomic
def confirm_funding(
    *, by: Agent, funding: Funding, on: date, reference: str = "", seen: int | None = None
) -> Funding:  # fmt: skip
    """The money is promised since a day that isn't in the future; of a fund it is reserved there.

    seen: the last booking of the fund that was seen.
    """
    funding = promises.held(funding)
    fund = bookings.locked(funding.fund, seen=seen) if funding.fund is not None else None
    actor = promises.giving(by, funding, fund) if fund else rules.running(by, funding.measure)
    require_open(funding.measure)
    if funding.confirmed is not None:
        raise Refused(_("Jemand war schneller: Das Geld ist schon zugesagt."), "quicker")
    if on > clock.today():
        raise Refused(_("Zugesagt ist Geld erst, wenn der Tag da ist. Bitte nennen Sie einen Tag bis heute."))
    funding.confirmed, funding.reference = on, reference.strip()
    if fund is not None:
        promises.reserve(actor, funding, fund)
    funding.save(update_fields=["confirmed", "reference", "reservation"])
    _note(actor, "funding_confirmed", funding)
    return funding


@transaction.atomic
def drop_funding(*, by: Agent, funding: Funding, reason: str) -> None:
    """The money doesn't come, or no more of it. The journal keeps what was hoped for.

    What a fund still holds for it is free again; what the fund has paid stays as its part. What is only asked of a fund
    may be declined by whoever spends it.
    """
    funding = promises.held(funding)
    actor = _dropping(by, funding)
    require_open(funding.measure)
    reason = required_reason(reason)
    _note(actor, "funding_dropped", funding, reason)
    spent = funding.amount + (funding.reservation.amount if funding.reservation else 0)
    was_promised = funding.reservation is not None
    promises.release(actor, funding, bookings.in_german(gettext_lazy("Fällt weg: %(why)s"), why=reason))
    if was_promised and spent:
        funding.amount = spent
        funding.save(update_fields=["amount"])
    elif funding.fund is not None and funding.confirmed is not None and not was_promised:
        raise Refused(_("Dieses Geld ist ausgegeben. Kommt etwas zurück, bucht es, wer den Fonds führt."))
    else:
        funding.delete()


def _dropping(by: Agent, funding: Funding) -> Actor:
    try:
        return rules.running(by, funding.measure)
    except NotAllowed:
        if funding.fund is None or funding.confirmed is not None:
            raise
        return rules.spending(by, funding.fund)


def _note(actor: Actor, act: str, funding: Funding, reason: str = "") -> None:
    note(
        actor, act, funding.measure, reason, funding=funding.pk, source=str(funding.source), year=funding.year,
        amount=str(funding.amount), confirmed=funding.confirmed.isoformat() if funding.confirmed else "",
        reference=funding.reference,
    )  # fmt: skip

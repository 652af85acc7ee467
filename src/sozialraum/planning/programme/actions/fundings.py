"""Where the money of a measure comes from: named, promised, fallen away."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme import rules
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
    if wrong := wrong_fund(money):
        raise Refused(wrong)
    require_year(measure, money.year)
    made = funding_of(measure, money)
    made.save()
    _note(actor, "funding_added", made)
    return made


@transaction.atomic
def confirm_funding(*, by: Agent, funding: Funding, on: date, reference: str = "") -> Funding:
    """The money is promised since a day that isn't in the future."""
    actor, funding = _held(by, funding)
    if funding.confirmed is not None:
        raise Refused(_("Jemand war schneller: Das Geld ist schon zugesagt."), "quicker")
    if on > clock.today():
        raise Refused(_("Zugesagt ist Geld erst, wenn der Tag da ist. Bitte nennen Sie einen Tag bis heute."))
    funding.confirmed, funding.reference = on, reference.strip()
    funding.save(update_fields=["confirmed", "reference"])
    _note(actor, "funding_confirmed", funding)
    return funding


@transaction.atomic
def drop_funding(*, by: Agent, funding: Funding, reason: str) -> None:
    """The money doesn't come. The journal keeps what was hoped for."""
    actor, funding = _held(by, funding)
    reason = required_reason(reason)
    _note(actor, "funding_dropped", funding, reason)
    funding.delete()


def _held(by: Agent, funding: Funding) -> tuple[Actor, Funding]:
    measure = locked(funding.measure)
    actor = rules.running(by, measure)
    require_open(measure)
    held = Funding.objects.select_for_update(of=("self",)).filter(pk=funding.pk).first()
    if held is None:
        raise Refused(_("Jemand war schneller: Diese Finanzierung gibt es nicht mehr."), "quicker")
    held.measure = measure
    return actor, held


def _note(actor: Actor, act: str, funding: Funding, reason: str = "") -> None:
    note(
        actor, act, funding.measure, reason, funding=funding.pk, source=str(funding.source), year=funding.year,
        amount=str(funding.amount), confirmed=funding.confirmed.isoformat() if funding.confirmed else "",
        reference=funding.reference,
    )  # fmt: skip

"""A provider proposes, the department that is to answer for it agrees or declines. Nothing goes on before that."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts, record
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.queries import holders
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions.measures import set_going
from sozialraum.planning.programme.carrying import about, locked, nudge
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.programme.states import MeasureState, require_step

name_acts(
    {
        "programme.measure_agreed": gettext_lazy("Das Amt stimmt einer vorgeschlagenen Maßnahme zu"),
        "programme.measure_declined": gettext_lazy("Das Amt lehnt eine vorgeschlagene Maßnahme ab"),
    }
)


@transaction.atomic
def agree(*, by: Agent, measure: Measure) -> Measure:
    """The department answers for it, with its budget line; it begins, and its need is in implementation."""
    measure = locked(measure)
    actor = rules.consenting(by, measure)
    _require_proposed(measure)
    details = {"measure": measure.pk, "title": measure.title}
    entry = record(by=actor, act="programme.measure_agreed", subject=about(measure), details=details)
    set_going(by, actor, measure)
    told = {"number": measure.number, "title": measure.title}
    nudge(actor, entry, measure, _proposers(measure), lambda: (
        _("Das Amt stimmt zu: %(number)s") % told,
        _("Die Maßnahme „%(title)s“ kann beginnen. Melden Sie ab jetzt, wie weit sie ist.") % told,
    ))  # fmt: skip
    return measure


@transaction.atomic
def decline(*, by: Agent, measure: Measure, reason: str) -> Measure:
    """It doesn't answer for it. The need stays where it is; whoever proposed it reads why and may propose anew."""
    measure = locked(measure)
    actor = rules.consenting(by, measure)
    _require_proposed(measure)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Bitte nennen Sie den Grund. Ihn liest, wer die Maßnahme vorgeschlagen hat."))
    require_step(measure.state, MeasureState.DECLINED)
    measure.state, measure.ended, measure.ended_because = MeasureState.DECLINED, clock.today(), reason[:2000]
    measure.save(update_fields=["state", "ended", "ended_because"])
    details = {"measure": measure.pk, "title": measure.title}
    entry = record(
        by=actor, act="programme.measure_declined", subject=about(measure), reason=reason, details=details
    )
    told = {"number": measure.number}
    nudge(actor, entry, measure, _proposers(measure), lambda: (
        _("Das Amt lehnt ab: %(number)s") % told, reason
    ))  # fmt: skip
    return measure


def _require_proposed(measure: Measure) -> None:
    if measure.state != MeasureState.PROPOSED:
        told = _("Jemand war schneller: Das Amt hat schon entschieden. Der Stand ist: %(state)s.")
        raise Refused(told % {"state": measure.get_state_display()}, "quicker")


def _proposers(measure: Measure) -> list[Account]:
    """Who speaks for the provider where the measure lies."""
    found = holders("provider", rules.places_of(measure), clock.today())
    return [one for one in found if one.organisation_id == measure.provider_id]

"""What a session resolved about an answer: it is accepted, or negotiated about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sozialraum.planning.answers import talks
from sozialraum.planning.answers.actions import negotiating
from sozialraum.planning.conferences.models import Resolution
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.people.rules import Agent, Refused


def take_effect(*, by: Agent, resolution: Resolution) -> None:
    """Called when the session closes. Raises Refused where there is nothing to accept: the resolution says so."""
    if resolution.need is None or resolution.outcome not in (Outcome.ACCEPTED, Outcome.NEGOTIATE):
        return
    answer = talks.latest_answer(resolution.need)
    if answer is None:
        raise Refused(_("Zu diesem Bedarf liegt keine freigegebene Stellungnahme vor."))
    if resolution.outcome == Outcome.ACCEPTED:
        negotiating.accept(by=by, answer=answer, session=resolution.session)
    else:
        reason = resolution.reason or resolution.text
        negotiating.open_negotiation(by=by, answer=answer, reason=reason, session=resolution.session)

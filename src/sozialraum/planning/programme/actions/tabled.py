"""What a session of the product resolves on a paper is its decision, the same as one recorded by hand."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.planning.conferences.models import AgendaItem, Resolution
from sozialraum.planning.conferences.queries.public_words import in_public
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme.actions.papers import record_decision
from sozialraum.planning.programme.models import Decision, DecisionPaper
from sozialraum.planning.programme.queries import order, tabled

OUTCOMES = {
    Outcome.ADOPTED: Decision.Outcome.DECIDED, Outcome.REJECTED: Decision.Outcome.REJECTED,
    Outcome.DEFERRED: Decision.Outcome.POSTPONED,
}  # fmt: skip


def require_told(*, item: AgendaItem, outcome: str, reason: str) -> None:
    """Called when the chair states the result: refuses what the decision could not be recorded of."""
    if outcome not in OUTCOMES:
        return
    over = order.passed_over(_paper(item).need) if outcome == Outcome.ADOPTED else []
    if reason.strip() or (outcome == Outcome.ADOPTED and not over):
        return
    if over:
        told = _("Auf der Liste stehen davor noch: %(needs)s. Bitte begründen Sie, warum dieser zuerst.")
        raise Refused(told % {"needs": order.named(over)})
    raise Refused(
        _("Bitte begründen Sie in einfacher Sprache: Der Grund wird denen geschickt, die es gemeldet haben.")
    )


def take_resolution(*, by: Agent, resolution: Resolution) -> None:
    """The consequence when the session closes; see resolving.follow_up."""
    outcome, session = OUTCOMES.get(Outcome(resolution.outcome)), resolution.session
    if outcome is None:
        return
    paper = _paper(resolution.item)
    words = _read(resolution)
    over = order.passed_over(paper.need) if outcome == Decision.Outcome.DECIDED else []
    with override("de"):
        told = _("%(session)d. Sitzung, Beschluss %(number)d")
        number = told % {"session": session.number, "number": resolution.number or 0}
    made = record_decision(
        by=by, paper=paper, outcome=outcome, on=timezone.localdate(session.opened or session.begins), number=number,
        text=words.text if session.is_public else "", reason=words.reason, deviation=words.reason if over else "",
        resolution=resolution,
    )  # fmt: skip
    resolution.details = resolution.details | {"decision": made.pk, "followed": f"/beschluesse/{made.pk}/"}


def _paper(item: AgendaItem) -> DecisionPaper:
    found = tabled.of_item(item)
    if found is None:
        raise Refused(
            _("Diese Vorlage liegt dem Gremium nicht mehr vor: Sie ist zurückgezogen oder schon entschieden. "
              "Nehmen Sie den Punkt nur zur Kenntnis.")
        )  # fmt: skip
    return found


def _read(resolution: Resolution) -> Resolution:
    """Another copy of it in words that everybody may read, never to be saved."""
    (found,) = in_public([Resolution.objects.select_related("session").get(pk=resolution.pk)])
    return found

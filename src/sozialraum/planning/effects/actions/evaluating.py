"""The conference says whether it helped; where it did not, another need follows at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.conferences.models import Body, Resolution, Session
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.effects import rules
from sozialraum.planning.effects.actions.inquiring import _close
from sozialraum.planning.effects.models import Evaluation, Inquiry
from sozialraum.planning.effects.queries import figures
from sozialraum.planning.effects.queries.asked import reachable
from sozialraum.planning.effects.queries.replies import counts
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.needs import steps
from sozialraum.planning.needs.actions import succeeding, way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.rules import Elsewhere, require_reason, require_step, told_elsewhere
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme.queries.expecting import expected_of
from sozialraum.planning.programme.queries.here import decision_on

name_acts({"effects.evaluated": gettext_lazy("Ausgewertet, was es bewirkt hat")})
VERDICTS = {
    Outcome.EFFECTIVE: Evaluation.Verdict.EFFECTIVE,
    Outcome.PARTLY_EFFECTIVE: Evaluation.Verdict.PARTLY,
    Outcome.NOT_EFFECTIVE: Evaluation.Verdict.NOT,
}


@transaction.atomic
def evaluate(
    *, by: Agent, need: Need, verdict: str, reason: str, session: Session | None = None, successor_wording: str = "",
    elsewhere: Elsewhere | None = None,
) -> Evaluation:  # fmt: skip
    """Write down what the conference says of it, beside the numbers of the replies and what the figures tell.

    Those who registered it must have been asked; where nobody of them can be reached by mail, that is said instead.
    session: in which it was resolved; without one, elsewhere says when and where the conference said so. An
    inquiry that is still open ends with it. verdict "not": successor_wording is what a new need asks for. Raises
    Refused, NotAllowed.
    """
    need = steps.locked(need)
    actor = rules.judging(by, need)
    require_step(need, State.EVALUATED)
    if verdict not in Evaluation.Verdict.values:
        raise Refused(_("Bitte wählen Sie, ob es wirksam war, teilweise wirksam oder nicht wirksam."))
    verdict, reason = Evaluation.Verdict(verdict), require_reason(reason)
    told_where = {} if session else told_elsewhere(elsewhere)
    inquiry = _asked(actor, need, session)
    said = counts(inquiry) if inquiry else {}
    told = figures.verdict_of(need)
    details: dict[str, Any] = {
        "verdict": str(verdict), "replies": said, "figures": told, "inquiry": inquiry.pk if inquiry else None,
        "session": session.pk if session else None,
    } | told_where  # fmt: skip
    if inquiry is None:
        details["asked"] = "nobody_reachable"
    if (expected := expected_of(decision_on(need))) is not None:
        details |= expected.kept
    followed = None
    if verdict == Evaluation.Verdict.NOT:
        followed = succeeding.succeed(
            by=by, actor=actor, need=need, title=_follow_title(need), wording=successor_wording, reason=reason
        )
        details["successor"] = followed.pk
    way.advance(
        by=by,
        actor=actor,
        need=need,
        target=State.EVALUATED,
        reason=_reason(verdict, reason),
        details=details,
    )
    made = Evaluation.objects.create(
        need=need, inquiry=inquiry, session=session, verdict=verdict, reason=reason, figures=told, replies=said,
        successor=followed, made=clock.now(),
    )  # fmt: skip
    details = {"evaluation": made.pk, "verdict": str(verdict), "successor": followed.pk if followed else None}
    record(by=actor, act="effects.evaluated", subject=steps.about(need), reason=reason, details=details)
    return made


def _asked(actor: Actor, need: Need, session: Session | None) -> Inquiry | None:
    """The inquiry that it rests on, closed; None where nobody could have been asked. Raises Refused."""
    # Of this turn: who was asked before it was decided anew, was asked about something else.
    asked = need.inquiries.filter(opened__gte=need.since)
    found = asked.select_for_update(of=("self",)).order_by("-opened", "-pk").first()
    if found is None:
        if reachable(need):
            raise Refused(
                _(
                    "Wer es gemeldet hat, wurde noch nicht gefragt, ob es geholfen hat. Beginnen Sie zuerst die "
                    "Befragung, dann kann ausgewertet werden."
                ),
                "not_asked",
            )
        return None
    if found.closed is None:
        if session is None:
            raise Refused(
                _("Die Befragung läuft noch. Schließen Sie sie, bevor Sie auswerten."), "still_open"
            )
        found.need = need
        _close(actor, found)
    return found


def _reason(verdict: Evaluation.Verdict, reason: str) -> str:
    """What is sent and stands in the way; what is kept is German, as the reason is."""
    with override("de"):
        return f"{_('Ergebnis')}: {verdict.label}. {reason}"


def _follow_title(need: Need) -> str:
    return need.title


def take_resolution(*, by: Agent, resolution: Resolution) -> None:
    """What the conference of a planning area resolved on an item “what it did” takes effect: the need is evaluated."""
    verdict = VERDICTS.get(Outcome(resolution.outcome))
    if verdict is None or resolution.need is None:
        return
    if resolution.session.body.kind != Body.Kind.PLANNING_AREA_CONFERENCE:
        raise Refused(
            _(
                "Ob es geholfen hat, stellt die Planungsraumkonferenz fest. Setzen Sie es dort auf die Tagesordnung."
            )
        )
    wording = resolution.reason or resolution.text
    evaluate(
        by=by, need=resolution.need, verdict=verdict, reason=resolution.reason or resolution.text,
        session=resolution.session, successor_wording=wording,
    )  # fmt: skip

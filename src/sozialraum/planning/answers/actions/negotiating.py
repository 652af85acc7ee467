"""The conference takes an answer or negotiates about it: rounds are numbered, each side moves by a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.answers import rules, talks
from sozialraum.planning.answers.actions import concluding
from sozialraum.planning.answers.models import Answer, Move, Negotiation, Round
from sozialraum.planning.answers.states import (
    PARTIES,
    AnswerState,
    NegotiationState,
    Side,
    require_step,
)
from sozialraum.planning.answers.steps import require_text
from sozialraum.planning.conferences.models import Session
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs import steps
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.rules import Elsewhere, require_reason, told_elsewhere
from sozialraum.planning.needs.rules import require_step as require_step_of_need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Agent, Refused

N = NegotiationState
LONGEST_OFFER, MOST_ROUNDS = 4000, 99
# The department's answer is where it begins: what the conference says to it is a counter-proposal.
KIND_OF = {
    Side.DEPARTMENT: Move.Kind.OFFER, Side.CONFERENCE: Move.Kind.COUNTER, Side.STEERING: Move.Kind.MEDIATION,
}  # fmt: skip

name_acts(
    {
        "answers.accepted": gettext_lazy("Stellungnahme angenommen"),
        "answers.negotiation_opened": gettext_lazy("Aushandlung eröffnet"),
        "answers.offered": gettext_lazy("Angebot in der Aushandlung gemacht"),
        "answers.round_opened": gettext_lazy("Nächste Runde der Aushandlung eröffnet"),
    }
)


@transaction.atomic
def accept(
    *, by: Agent, answer: Answer, text: str = "", session: Session | None = None, elsewhere: Elsewhere | None = None
) -> Negotiation:  # fmt: skip
    """The conference is content: what the department released is agreed, in one step for those who spoke.

    text: the wording, where it is another than the answer's. The department never said such words: they are proposed
    to it, and agreed when it confirms them. session: that resolved it; without one, elsewhere says when and where the
    conference said so. Raises Refused where somebody was quicker.
    """
    if text.strip() and not talks.is_same(text, answer.text):
        return _propose(by, answer, text, session, elsewhere)
    answer, need, actor = _fresh(by, answer)
    told = {} if session else _elsewhere(elsewhere, answer)
    words, now = answer.text, clock.now()
    kept = Negotiation(need=need, answer=answer, department=answer.request.lead, state=N.OPEN, opened=now)
    kept.session = session
    talks.go(kept, N.AGREEING, N.AGREED)
    kept.agreement, kept.closed = words, now
    kept.confirmed_by_conference, kept.confirmed_by_department = now, answer.released
    kept.save()
    round_ = _first_round(kept)
    with override("de"):
        round_.closed, round_.outcome = now, _("Die Konferenz nimmt die Stellungnahme an.")
    round_.save(update_fields=["closed", "outcome"])
    details = _told(kept) | {"rounds": 1} | told
    # Two steps at once: those who spoke are told of the second, which says both.
    way.advance(
        by=by, actor=actor, need=need, target=State.NEGOTIATING, reason=round_.outcome, details=details,
        department=kept.department.name, tells=False,
    )  # fmt: skip
    way.advance(by=by, actor=actor, need=need, target=State.AGREED, reason=words, details=details)
    entry = talks.note(by=actor, act="answers.accepted", kept=kept, reason=words, **_told(kept), **told)
    talks.tell(by=actor, kept=kept, entry=entry, letter="accepted", sides=PARTIES)
    return kept


def _propose(
    by: Agent, answer: Answer, text: str, session: Session | None, elsewhere: Elsewhere | None
) -> Negotiation:
    """Content, but in other words: a negotiation that begins with them, and the department has the move."""
    with override("de"):
        reason = _("Die Konferenz ist einverstanden, schlägt aber einen anderen Wortlaut vor.")
    kept, _actor, _entry = _opened(by, answer, reason, session, elsewhere)
    if session is None:
        _elsewhere(elsewhere, answer)
    return concluding.propose_agreement(by=by, negotiation=kept, side=Side.CONFERENCE, text=text)


@transaction.atomic
def open_negotiation(
    *, by: Agent, answer: Answer, reason: str, session: Session | None = None, elsewhere: Elsewhere | None = None
) -> Negotiation:  # fmt: skip
    """The conference is not content: round 1, with the passive option and the answer as the department's offer.

    reason: what the conference misses; the conference moves next. elsewhere: when and where it said so.
    Raises Refused where somebody was quicker.
    """
    kept, actor, entry = _opened(by, answer, reason, session, elsewhere)
    talks.tell(by=actor, kept=kept, entry=entry, letter="opened", sides=PARTIES, reason=reason.strip())
    return kept


def _opened(
    by: Agent, answer: Answer, reason: str, session: Session | None, elsewhere: Elsewhere | None
) -> tuple[Negotiation, Actor, Entry]:
    answer, need, actor = _fresh(by, answer)
    reason, told = require_reason(reason), _elsewhere(elsewhere, answer) if elsewhere else {}
    kept = Negotiation.objects.create(
        need=need, answer=answer, department=answer.request.lead, mover=Side.CONFERENCE, until=talks.in_time(),
        opened=clock.now(), session=session,
    )  # fmt: skip
    _first_round(kept)
    way.advance(
        by=by, actor=actor, need=need, target=State.NEGOTIATING, reason=reason, details=_told(kept) | told,
        department=kept.department.name,
    )  # fmt: skip
    entry = talks.note(
        by=actor, act="answers.negotiation_opened", kept=kept, reason=reason, round=1, **_told(kept), **told
    )
    return kept, actor, entry


def _fresh(by: Agent, answer: Answer) -> tuple[Answer, Need, Actor]:
    """An answer about which nothing is said yet, its need locked, and who speaks for the conference."""
    need = steps.locked(Need(pk=answer.request.need_id))
    actor = rules.for_the_conference(by, need)
    require_step_of_need(need, State.NEGOTIATING)
    kept = Answer.objects.select_related("request__lead").get(pk=answer.pk)
    if kept.state != AnswerState.RELEASED:
        raise Refused(
            _("Die Stellungnahme ist noch nicht freigegeben. Warten Sie auf die Leitung des Fachamts.")
        )
    if talks.latest_answer(need) != kept or Negotiation.objects.filter(answer=kept).exists():
        raise Refused(
            _("Über diese Stellungnahme ist schon entschieden. Bitte öffnen Sie die neueste."), "quicker"
        )
    return kept, need, actor


def _elsewhere(said: Elsewhere | None, answer: Answer) -> dict[str, str]:
    return told_elsewhere(said, timezone.localdate(answer.released) if answer.released else None)


def _first_round(kept: Negotiation) -> Round:
    """Round 1: the passive option, and the answer."""
    made, answer = talks.open_round(kept, 1), kept.answer
    Move.objects.create(
        round=made, kind=Move.Kind.OFFER, side=Side.DEPARTMENT, text=answer.text[:LONGEST_OFFER], cost=answer.cost,
        by_when=answer.by_when, made=clock.now(),
    )  # fmt: skip
    return made


def _told(kept: Negotiation) -> dict[str, object]:
    answer = kept.answer
    return {
        "negotiation": kept.pk, "answer": answer.pk, "kind": answer.kind, "department": kept.department.name,
        "cost": "" if answer.cost is None else str(answer.cost),
        "by_when": answer.by_when.isoformat() if answer.by_when else "", "session": kept.session_id,
    }  # fmt: skip


@transaction.atomic
def offer(
    *, by: Agent, negotiation: Negotiation, side: str, text: str, conditions: str = "", cost: Decimal | None = None,
    by_when: date | None = None, seen: str | None = None,
) -> Move:  # fmt: skip
    """A side lays an offer on the table; then the other one moves. The steering group's is its proposal to mediate.

    An offer puts away a wording that waited to be confirmed, and words of a dissent that was to be stated; seen: these,
    as they were read. cost: in euros. Raises Refused while the steering group mediates, unless it is hers.
    """
    kept, side = talks.locked(negotiation), Side(side)
    actor = talks.speaking(by, kept, side)
    talks.require_seen(kept, seen)
    text = require_text(text, _("Bitte schreiben Sie in einfachen Worten, was Sie anbieten."))
    if cost is not None:
        rules.require_cost(cost)
    rules.require_to_come(by_when)
    talks.require_turn_of(kept, side)
    kind, round_ = KIND_OF[side], talks.this_round(kept)
    made = Move.objects.create(
        round=round_, kind=kind, side=side, text=text[:LONGEST_OFFER], conditions=conditions.strip(),
        cost=cost, by_when=by_when, made=clock.now(),
    )  # fmt: skip
    _pass_the_move(kept, side)
    kept.save()
    entry = talks.note(
        by=actor, act="answers.offered", kept=kept, reason=made.text, side=str(side), round=round_.number,
        move=made.pk, kind=str(kind), conditions=made.conditions, cost="" if cost is None else str(cost),
        by_when=by_when.isoformat() if by_when else "",
    )  # fmt: skip
    sides = PARTIES if side == Side.STEERING else (kept.mover,)
    talks.tell(by=actor, kept=kept, entry=entry, letter="turn", sides=sides, what=made.text)
    return made


def _pass_the_move(kept: Negotiation, side: Side) -> None:
    """To the other side. Who offers out of turn leaves the move, and its date, where it is."""
    was = kept.mover
    talks.go(kept, N.OPEN)
    if side == Side.STEERING:
        talks.hand_to(kept, Side.DEPARTMENT)
    elif side == was:
        talks.hand_to(kept, talks.OTHER[side])


@transaction.atomic
def next_round(*, by: Agent, negotiation: Negotiation, outcome: str) -> Round:
    """The manager closes a round with what came of it and opens the next. Who moves, and until when, stays as it is."""
    kept = talks.locked(negotiation)
    actor = rules.for_the_conference(by, kept.need)
    talks.require_not_mediating(kept)
    require_step(kept.state, N.OPEN)
    if kept.state != N.OPEN:
        raise Refused(
            _("Erst muss feststehen, was aus dem Wortlaut wird, der vorliegt. Dann folgt eine neue Runde.")
        )
    outcome = require_text(outcome, _("Bitte schreiben Sie, was in dieser Runde herauskam."))
    before = talks.this_round(kept)
    if not before.moves.exclude(kind=Move.Kind.PASSIVE).exists():
        raise Refused(
            _("In dieser Runde liegt noch kein Angebot. Eine neue beginnt erst, wenn eins gemacht ist.")
        )
    if before.number >= MOST_ROUNDS:
        raise Refused(_("Mehr Runden gibt es nicht. Übergeben Sie an die Steuerungsgruppe."))
    before.closed, before.outcome = clock.now(), outcome
    before.save(update_fields=["closed", "outcome"])
    made = talks.open_round(kept, before.number + 1)
    talks.note(
        by=actor, act="answers.round_opened", kept=kept, reason=before.outcome, closed=before.number,
        round=made.number,
    )  # fmt: skip
    return made

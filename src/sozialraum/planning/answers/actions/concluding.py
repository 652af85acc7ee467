"""How a negotiation ends: in words that both confirm, or in a dissent with the words of each."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.answers import rules, talks
from sozialraum.planning.answers.models import Negotiation
from sozialraum.planning.answers.states import PARTIES, NegotiationState, Side
from sozialraum.planning.answers.steps import require_text
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.rules import require_reason
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Agent, Refused

N = NegotiationState
LONGEST = 6000

name_acts(
    {
        "answers.wording_proposed": gettext_lazy("Wortlaut einer Einigung vorgeschlagen"),
        "answers.wording_confirmed": gettext_lazy("Wortlaut einer Einigung bestätigt"),
        "answers.wording_declined": gettext_lazy("Wortlaut einer Einigung abgelehnt"),
        "answers.dissent_worded": gettext_lazy("Sicht einer Seite zum Dissens festgehalten"),
    }
)


@transaction.atomic
def propose_agreement(
    *, by: Agent, negotiation: Negotiation, side: str, text: str, seen: str | None = None
) -> Negotiation:
    """A side words the agreement; it stands by its own words, where who says it may confirm them.

    Another wording may answer one that waits; seen: that one, as it was read. What the steering group words, both have
    to confirm.
    """
    kept, side = talks.locked(negotiation), Side(side)
    actor = talks.speaking(by, kept, side)
    talks.require_seen(kept, seen)
    text = require_text(text, _("Bitte schreiben Sie den Wortlaut, dem beide Seiten zustimmen sollen."))
    talks.require_turn_of(kept, side)
    if kept.state in (N.AGREEING, N.PARTING):
        talks.go(kept, N.OPEN)  # other words than those that waited
    talks.go(kept, N.AGREEING)
    kept.agreement = text[:LONGEST]
    if side == Side.CONFERENCE or (side == Side.DEPARTMENT and rules.may_release(by, kept.department)):
        _set_confirmed(kept, side)
    talks.hand_to(kept, _who_confirms(kept, side), talks.in_time())
    kept.save()
    entry = talks.note(
        by=actor, act="answers.wording_proposed", kept=kept, reason=kept.agreement, side=str(side),
        confirmed=_confirmed(kept),
    )  # fmt: skip
    sides = PARTIES if side == Side.STEERING else (kept.mover,)
    talks.tell(by=actor, kept=kept, entry=entry, letter="turn", sides=sides, what=kept.agreement)
    return kept


def _set_confirmed(kept: Negotiation, side: Side) -> None:
    setattr(kept, f"confirmed_by_{side.value}", clock.now())


def _confirmed(kept: Negotiation) -> list[str]:
    return [side.value for side in PARTIES if getattr(kept, f"confirmed_by_{side.value}") is not None]


def _who_confirms(kept: Negotiation, side: Side) -> Side:
    """First who worded it and has not confirmed it yet, then the other one."""
    waiting = [one for one in PARTIES if one.value not in _confirmed(kept)]
    return side if side in waiting else waiting[0]


@transaction.atomic
def confirm(*, by: Agent, negotiation: Negotiation, side: str, seen: str | None = None) -> Negotiation:
    """A side confirms the wording: the department by its head, or who stands in. When both have, it is agreed.

    seen: the wording that was read; where another one lies there meanwhile, nothing is confirmed.
    """
    kept, side = talks.locked(negotiation), Side(side)
    if side not in PARTIES:
        raise Refused(_("Bestätigen können nur die Konferenz und das Fachamt."))
    actor = talks.speaking(by, kept, side, released=True)
    _require_agreeing(kept)
    talks.require_seen(kept, seen)
    if side in _confirmed(kept):
        raise Refused(
            _("Ihre Seite hat diesen Wortlaut schon bestätigt. Am Zug ist jetzt die andere."), "quicker"
        )
    _set_confirmed(kept, side)
    done = len(_confirmed(kept)) == len(PARTIES)
    if done:
        talks.go(kept, N.AGREED)
        talks.closing(kept)
    else:
        talks.hand_to(kept, talks.OTHER[side])
    kept.save()
    entry = talks.note(
        by=actor, act="answers.wording_confirmed", kept=kept, reason=kept.agreement, side=str(side),
        confirmed=_confirmed(kept),
    )  # fmt: skip
    if done:
        _end(by, actor, kept, State.AGREED, kept.agreement)
    sides = PARTIES if done else (kept.mover,)
    letter = "settled" if done else "turn"
    talks.tell(by=actor, kept=kept, entry=entry, letter=letter, sides=sides, what=kept.agreement)
    return kept


def _require_agreeing(kept: Negotiation) -> None:
    talks.require_not_mediating(kept)
    if kept.state != N.AGREEING:
        raise Refused(
            _("Es liegt kein Wortlaut vor, der zu bestätigen wäre. Bitte laden Sie die Seite neu."), "quicker"
        )


@transaction.atomic
def decline(
    *, by: Agent, negotiation: Negotiation, side: str, reason: str, seen: str | None = None
) -> Negotiation:
    """A side does not confirm, and says why; the other one moves. The wording is put away, the journal keeps it.

    seen: the wording that was read; another one is not declined.
    """
    kept, side = talks.locked(negotiation), Side(side)
    if side not in PARTIES:
        raise Refused(_("Ablehnen können nur die Konferenz und das Fachamt."))
    actor = talks.speaking(by, kept, side, released=True)
    _require_agreeing(kept)
    talks.require_seen(kept, seen)
    reason = require_text(
        reason, _("Bitte sagen Sie der anderen Seite, warum Sie dem Wortlaut nicht zustimmen.")
    )
    wording = kept.agreement
    talks.go(kept, N.OPEN)
    talks.hand_to(kept, talks.OTHER[side], talks.in_time())
    kept.save()
    entry = talks.note(
        by=actor,
        act="answers.wording_declined",
        kept=kept,
        reason=reason,
        side=str(side),
        wording=wording,
    )
    talks.tell(by=actor, kept=kept, entry=entry, letter="turn", sides=(kept.mover,), what=reason)
    return kept


@transaction.atomic
def record_dissent(*, by: Agent, negotiation: Negotiation, side: str, words: str) -> Negotiation:
    """A side says in its own words where it differs; when both have, the dissent stands and the way goes on.

    The department's words are its head's, or of who stands in.
    """
    kept, side = talks.locked(negotiation), Side(side)
    if side not in PARTIES:
        raise Refused(_("Ihre Sicht schreiben die Konferenz und das Fachamt, jede Seite für sich."))
    actor = talks.speaking(by, kept, side, released=True)
    talks.require_not_mediating(kept)
    if kept.state == N.AGREEING:
        raise Refused(
            _("Ein Wortlaut liegt zur Bestätigung vor. Lehnen Sie ihn erst ab, dann geht es hier weiter.")
        )
    words = require_text(words, _("Bitte schreiben Sie in eigenen Worten, was Ihre Seite anders sieht."))
    field = f"words_of_{side.value}"
    if getattr(kept, field):
        raise Refused(_("Die Sicht Ihrer Seite steht schon da. Am Zug ist jetzt die andere."), "quicker")
    setattr(kept, field, words[:LONGEST])
    done = bool(kept.words_of_conference and kept.words_of_department)
    if done:
        talks.go(kept, N.DISSENT)
        talks.closing(kept)
    else:
        talks.go(kept, N.PARTING)
        talks.hand_to(kept, talks.OTHER[side])
    kept.save()
    entry = talks.note(
        by=actor, act="answers.dissent_worded", kept=kept, reason=getattr(kept, field), side=str(side)
    )
    if done:
        part(by=by, actor=actor, kept=kept)
    sides = PARTIES if done else (kept.mover,)
    letter = "settled" if done else "turn"
    talks.tell(by=actor, kept=kept, entry=entry, letter=letter, sides=sides, what=words)
    return kept


def part(*, by: Agent, actor: Actor, kept: Negotiation) -> None:
    """The need's step to a dissent, with both wordings as its reason; only for actions that closed the negotiation."""
    with override("de"):
        both = (
            (_("Konferenz"), kept.words_of_conference),
            (kept.department.name, kept.words_of_department),
        )
    _end(by, actor, kept, State.DISSENT, "\n\n".join(f"{name}: {words}" for name, words in both))


def _end(by: Agent, actor: Actor, kept: Negotiation, target: State, reason: str) -> None:
    details = {
        "negotiation": kept.pk, "rounds": kept.rounds.count(), "department": kept.department.name,
        "session": kept.session_id,
    }  # fmt: skip
    require_reason(reason)
    way.advance(by=by, actor=actor, need=kept.need, target=target, reason=reason, details=details)

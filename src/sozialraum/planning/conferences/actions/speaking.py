"""Who wants to speak and gets the word; what a bank says; who has an interest of their own; who holds against it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Conflict,
    Dissent,
    Position,
    Session,
    Speech,
)
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.position_taken": gettext_lazy("Haltung einer Bank festgehalten"),
        "conferences.conflict_declared": gettext_lazy("Befangenheit festgehalten"),
        "conferences.conflict_lifted": gettext_lazy("Befangenheit aufgehoben"),
        "conferences.dissent_recorded": gettext_lazy("Abweichende Meinung festgehalten"),
    }
)


# -- the speaking list --


@transaction.atomic
def ask_to_speak(*, attendee: Attendee) -> None:
    """Somebody wants to speak; asked twice, they stand on the list once."""
    session = steps.locked(attendee.session)
    rules.require_running(session)
    rules.require_here(attendee)
    try:
        with transaction.atomic():
            session.speeches.create(attendee=attendee, item=session.current, asked=clock.now())
    except IntegrityError:
        return
    steps.changed(session)


@transaction.atomic
def no_longer_speak(*, attendee: Attendee) -> None:
    """Somebody takes their wish back, or has spoken."""
    session = steps.locked(attendee.session)
    session.speeches.filter(attendee=attendee, ended__isnull=True).update(ended=clock.now())
    steps.changed(session)


@transaction.atomic
def give_the_word(*, by: Agent, speech: Speech) -> None:
    """The chair calls somebody; who was speaking has spoken."""
    session = steps.locked(speech.session)
    rules.running(by, session.body)
    rules.require_running(session)
    _end_speech(session)
    session.speeches.filter(pk=speech.pk, ended__isnull=True).update(called=clock.now())
    steps.changed(session)


@transaction.atomic
def end_the_word(*, by: Agent, session: Session) -> None:
    """Nobody has the word."""
    kept = steps.locked(session)
    rules.running(by, kept.body)
    _end_speech(kept)
    steps.changed(kept)


def _end_speech(session: Session) -> None:
    session.speeches.filter(called__isnull=False, ended__isnull=True).update(ended=clock.now())


# -- what is said for the record --


@transaction.atomic
def take_position(
    *, attendee: Attendee | None = None, by: Agent | None = None, item: AgendaItem, bank: str, text: str
) -> Position:
    """What a bank says to an item: by one of those who sit on it, or as the chair heard it (`by`)."""
    kept = steps.locked_item(item)
    actor = _recorder(kept.session, attendee, by)
    if attendee is not None and (attendee.bank != bank or not attendee.holding_id):
        raise Refused(_("Für eine Bank spricht, wer auf ihr sitzt."))
    text = _require_text(text, _("Bitte sagen Sie in einem Satz, wie die Bank dazu steht."))
    said_by = attendee.name if attendee is not None else ""
    position = Position.objects.create(
        item=kept, bank=Bank(bank).value, text=text, said_by=said_by, said=clock.now()
    )
    details = {"item": kept.pk, "bank": bank, "position": position.pk}
    steps.note(by=actor, act="conferences.position_taken", what=kept.session, details=details)
    return position


@transaction.atomic
def declare_conflict(
    *, attendee: Attendee, item: AgendaItem, reason: str, by: Agent | None = None
) -> Conflict:
    """Somebody has an interest of their own in an item: they say so, or the chair finds it (`by`)."""
    kept = steps.locked_item(item)
    actor = _recorder(kept.session, attendee if by is None else None, by)
    if attendee.session_id != kept.session_id or not attendee.admitted:
        raise Refused(_("Diese Person ist nicht in der Sitzung."))
    if kept.ballots.filter(votes__attendee=attendee).exclude(state="annulled").exists():
        raise Refused(
            _(
                "Zu diesem Punkt liegt schon eine Stimme der Person vor. Die Leitung kann die Abstimmung wiederholen."
            )
        )
    conflict, new = Conflict.objects.get_or_create(
        item=kept,
        attendee=attendee,
        defaults={"reason": rules.require_reason(reason)[:300], "declared": clock.now()},
    )
    if new:
        details = {"item": kept.pk, "attendee": attendee.pk}
        steps.note(by=actor, act="conferences.conflict_declared", what=kept.session, details=details)
    return conflict


@transaction.atomic
def lift_conflict(*, by: Agent, conflict: Conflict, reason: str) -> None:
    """The chair finds that there is none after all."""
    kept = steps.locked_item(conflict.item)
    actor = _recorder(kept.session, None, by)
    reason = rules.require_reason(reason)
    details = {"item": kept.pk, "attendee": conflict.attendee_id}
    conflict.delete()
    steps.note(by=actor, act="conferences.conflict_lifted", what=kept.session, reason=reason, details=details)


@transaction.atomic
def dissent(
    *, attendee: Attendee | None = None, by: Agent | None = None, item: AgendaItem, text: str, bank: str = "",
    named: bool = True,
) -> Dissent:  # fmt: skip
    """What somebody holds against a result, in their own words; with their name, or for their bank alone."""
    kept = steps.locked_item(item)
    actor = _recorder(kept.session, attendee, by)
    text = _require_text(text, _("Bitte schreiben Sie, was Sie anders sehen."))
    made = Dissent.objects.create(
        item=kept, attendee=attendee if named else None, bank=attendee.bank if attendee else bank,
        name=attendee.name if attendee and named else "", text=text, said=clock.now(),
    )  # fmt: skip
    if attendee is not None and not named:
        actor = Actor(None, made.bank, actor.role)  # the journal tells no more than the minutes: their bank
    details = {"item": kept.pk, "dissent": made.pk, "bank": made.bank}
    steps.note(by=actor, act="conferences.dissent_recorded", what=kept.session, details=details)
    return made


def _recorder(session: Session, attendee: Attendee | None, by: Agent | None) -> Actor:
    """Who puts something on record. Once the session is over nobody does: its minutes tell what was said in it."""
    actor = rules.running(by, session.body) if by is not None else None
    rules.require_running(session)
    if actor is not None:
        return actor
    if attendee is None or attendee.session_id != session.pk:
        raise Refused(_("Das geht nur in der Sitzung."))
    rules.require_here(attendee)
    return steps.in_person(attendee)


def _require_text(text: str, said: str) -> str:
    if not text.strip():
        raise Refused(said)
    return text.strip()

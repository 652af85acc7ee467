"""Who sits in a body is invited, is told of what changes, answers, and is reminded once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sozialraum.planning.conferences import letters, rules, steps
from sozialraum.planning.conferences.models import Holding, Invitation, Session
from sozialraum.planning.conferences.queries.inviting import (
    PAPER,
    Guest,
    guests,
    late_days,
    letters_in_review,
)
from sozialraum.planning.conferences.states import SessionState, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import HOUSEKEEPER, release
from sozialraum.planning.messages.models import Message
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import PROGRAM, Agent, Refused, acting

name_acts(
    {
        "conferences.invited": gettext_lazy("Zur Sitzung eingeladen"),
        "conferences.invited_again": gettext_lazy("Geänderte Einladung verschickt"),
        "conferences.invitation_answered": gettext_lazy("Einladung beantwortet"),
        "conferences.reminded": gettext_lazy("An eine Einladung erinnert"),
    }
)

REMINDED_BEFORE = timedelta(days=5)
TIME_TO_ANSWER = timedelta(days=2)  # nobody is reminded of what came yesterday


@transaction.atomic
def invite(*, by: Agent, session: Session, reason: str = "", seen: str = "") -> int:
    """Invite everybody who holds a seat on that day, or tell them again what has changed; returns how many.

    Raises Refused with the code "late" where the period of the body is not kept and nobody says why: the reason
    stands in the journal and is told in the minutes. seen: `as_invited` of the session that somebody looks at; with
    another one it is refused, so that nobody gets the letter twice.
    """
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    require_step(kept.state, SessionState.INVITED)
    if seen and seen != kept.as_invited:
        raise Refused(
            _("Die Einladung ist schon unterwegs. Sollen alle sie noch einmal bekommen, schicken Sie neu.")
        )
    is_again = kept.state == SessionState.INVITED
    _require_ready(kept)
    late = 0 if is_again else late_days(kept)
    if late and not reason.strip():
        told = {"days": kept.body.invitation_days, "late": late}
        raise Refused(
            ngettext(
                "Die Einladung muss %(days)d Tage vorher hinaus, heute ist es einen Tag zu spät. Verlegen Sie die "
                "Sitzung, oder nennen Sie den Grund: Er steht dann im Protokoll.",
                "Die Einladung muss %(days)d Tage vorher hinaus, heute ist es %(late)d Tage zu spät. Verlegen Sie die "
                "Sitzung, oder nennen Sie den Grund: Er steht dann im Protokoll.",
                late,
            )
            % told,
            "late",
        )
    kept.state, kept.invited = SessionState.INVITED, kept.invited or clock.now()
    kept.sequence += is_again
    kept.save(update_fields=["state", "invited", "sequence"])
    act = "conferences.invited_again" if is_again else "conferences.invited"
    found = guests(kept)
    details = {"invited": len(found), "on_paper": sum(one.way == PAPER for one in found)}
    details |= {"late_days": late} if late else {}
    entry = steps.note(by=actor, act=act, what=kept, reason=reason.strip(), details=details)
    return letters.tell_everybody(actor=actor, entry=entry, session=kept, letter="invited_again")


def _require_ready(session: Session) -> None:
    if session.begins is None or session.begins <= clock.now():
        raise Refused(
            _("Einladen können Sie zu einer Sitzung, die noch kommt. Bitte ändern Sie zuerst den Termin.")
        )
    if not session.place.strip():
        raise Refused(_("Bitte sagen Sie zuerst, wo die Sitzung ist."))
    if not session.items.exists():
        raise Refused(_("Die Tagesordnung ist noch leer. Bitte setzen Sie mindestens einen Punkt darauf."))
    if not guests(session):
        raise Refused(_("An diesem Tag hat niemand einen Sitz. Bitte besetzen Sie zuerst die Sitze."))


@transaction.atomic
def release_letters(*, by: Agent, session: Session) -> int:
    """Let the letters go that the city wants read before, as they stand on the page; how many."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    held = list(letters_in_review(kept))
    if not held:
        raise Refused(_("Hier wartet kein Brief mehr: Jemand war schneller."))
    for one in held:
        release(by=actor, message=one, about=steps.about(kept), title=one.title, body=one.body)
    return len(held)


@transaction.atomic
def answer(*, by: Account | None, invitation: Invitation, answer: str, note: str = "") -> Invitation:
    """Somebody says by their link whether they come. Where the deputy is to come, the deputy is told."""
    session = steps.locked(Session(pk=invitation.session_id))
    actor = seated_actor(by=by, holding=invitation.holding)
    return _answered(actor, session, invitation, answer, note)


@transaction.atomic
def note_answer(*, by: Agent, invitation: Invitation, answer: str, note: str = "") -> Invitation:
    """Whoever runs the body writes down what somebody said by telephone or at the door."""
    session = steps.locked(Session(pk=invitation.session_id))
    actor = rules.running(by, session.body)
    return _answered(actor, session, invitation, answer, note, {"heard": True})


def _answered(
    actor: Actor, session: Session, invitation: Invitation, answer: str, note: str,
    more: Mapping[str, object] = MappingProxyType({}),
) -> Invitation:  # fmt: skip
    kept = Invitation.objects.select_related("holding__seat").get(pk=invitation.pk)
    if session.state != SessionState.INVITED:
        raise Refused(_("Zu dieser Sitzung wird gerade keine Antwort erwartet."))
    before = kept.answer
    kept.answer, kept.note, kept.answered = Invitation.Answer(answer), note.strip()[:300], clock.now()
    if kept.answer == Invitation.Answer.NONE:
        raise Refused(_("Bitte sagen Sie, ob Sie kommen."))
    deputy = _deputy(session, kept) if kept.answer == Invitation.Answer.DEPUTY else None
    if kept.answer == Invitation.Answer.DEPUTY and deputy is None:
        raise Refused(_("Für diesen Sitz gibt es keine Stellvertretung."))
    kept.save(update_fields=["answer", "note", "answered"])
    details = {"invitation": kept.pk, "answer": str(kept.answer), **more}
    entry = steps.note(by=actor, act="conferences.invitation_answered", what=session, details=details)
    if deputy is not None and before != Invitation.Answer.DEPUTY:
        _ask_deputy(actor, entry, session, deputy)
    return kept


def seated_actor(*, by: Account | None, holding: Holding) -> Actor:
    """Who acts by a personal link: for their seat. The journal is told the seat and not the name."""
    account = by.pk if by is not None and by.pk == holding.account_id else None
    return Actor(account, holding.seat.on_behalf_of, "seat")


def _deputy(session: Session, invitation: Invitation) -> Guest | None:
    if invitation.holding.part != Holding.Part.MEMBER:
        return None
    seat = invitation.holding.seat_id
    return next((g for g in guests(session) if g.is_deputy and g.holding.seat_id == seat), None)


def _ask_deputy(actor: Actor, entry: Entry, session: Session, deputy: Guest) -> None:
    invitation = deputy.invitation
    if invitation is None:
        return
    letters.send(
        actor=actor, entry=entry, guest=deputy, invitation=invitation, session=session, letter="deputy",
        items=session.items.all(),
    )  # fmt: skip


def remind_due(*, by: Agent = PROGRAM) -> int:
    """Remind whoever has not answered, once and some days before; returns how many. One transaction a session."""
    acting(by, HOUSEKEEPER)
    now = clock.now()
    soon = Session.objects.filter(
        state=SessionState.INVITED, begins__gt=now, begins__lte=now + REMINDED_BEFORE,
        invited__lte=now - TIME_TO_ANSWER,
    )  # fmt: skip
    waiting = soon.filter(invitations__answer=Invitation.Answer.NONE, invitations__sequence__isnull=False)
    return sum(_remind(by, one) for one in waiting.distinct().order_by("pk"))


@transaction.atomic
def _remind(by: Agent, session: Session) -> int:
    kept = steps.locked(session)
    if kept.state != SessionState.INVITED:
        return 0
    waiting = _unanswered(kept)
    known = {str(one.invitation.pk) for one in waiting if one.invitation}
    reminded = Message.objects.filter(subject_kind=letters.KIND, subject_key__in=known, letter="reminder")
    done = set(reminded.values_list("subject_key", flat=True))
    due = [one for one in waiting if one.invitation and str(one.invitation.pk) not in done]
    if not due:
        return 0
    actor = acting(by, HOUSEKEEPER)
    entry = steps.note(by=actor, act="conferences.reminded", what=kept, details={"reminded": len(due)})
    items = list(kept.items.all())
    for one in due:
        if one.invitation:
            letters.send(
                actor=actor, entry=entry, guest=one, invitation=one.invitation, session=kept, letter="reminder",
                items=items,
            )  # fmt: skip
    return len(due)


def _unanswered(session: Session) -> list[Guest]:
    """Members who said nothing; deputies who are to come, or whose chair has no member, and said nothing."""
    found = guests(session)
    members = {g.holding.seat_id: g for g in found if not g.is_deputy}

    def is_asked(guest: Guest) -> bool:
        member = members.get(guest.holding.seat_id)
        return not guest.is_deputy or member is None or member.answer == Invitation.Answer.DEPUTY

    return [
        g for g in found
        if g.invitation and g.invitation.sequence is not None and g.answer == Invitation.Answer.NONE and is_asked(g)
    ]  # fmt: skip

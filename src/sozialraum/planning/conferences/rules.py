"""Who may set up, prepare, run and minute; who sees a session; who votes on what."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import AgendaItem, Attendee, Body, Holding, Minutes, Session
from sozialraum.planning.conferences.states import BEFORE, PUBLIC, MinutesState, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.people.rules import Agent, Refused, acting, may

MINUTE = "conferences.minute"


def running(by: Agent, body: Body) -> Actor:
    """Who runs a body, in which role; raises NotAllowed where nobody appointed them for it."""
    return acting(by, MINUTE, *body.scopes)


def may_run(by: Any, body: Body) -> bool:
    """The same question, answered."""
    return may(by, MINUTE, *body.scopes)


def may_see(by: Any, session: Session) -> bool:
    """A public session from its invitation on is everybody's; else it is for those who sit in the body and run it."""
    if session.is_public and session.state in PUBLIC:
        return True
    return may_run(by, session.body) or sits_in(by, session.body)


def sits_in(by: Any, body: Body) -> bool:
    """Whether somebody with an account holds a seat today."""
    if getattr(by, "pk", None) is None:
        return False
    return Holding.objects.filter(account_id=by.pk, seat__body=body, during__contains=clock.today()).exists()


def require_running(session: Session) -> None:
    """Refuse what belongs into a session that is open."""
    if session.state != SessionState.RUNNING:
        raise Refused(_("Die Sitzung läuft nicht."), "not_running")


def require_before(session: Session) -> None:
    """Refuse what belongs into the time before a session."""
    if session.state not in BEFORE:
        raise Refused(
            _("Das geht nur vor der Sitzung. Sie hat schon begonnen, ist vorbei oder abgesagt."), "not_before"
        )


def require_open_agenda(session: Session) -> None:
    """Refuse what comes after the end."""
    if session.state in (SessionState.CLOSED, SessionState.CANCELLED):
        raise Refused(_("Die Sitzung ist vorbei: Ihre Tagesordnung ändert sich nicht mehr."))


def require_reason(reason: str) -> str:
    """Refuse what nobody gives a reason for."""
    if not reason.strip():
        raise Refused(_("Bitte nennen Sie den Grund."))
    return reason.strip()


def has_conflict(attendee: Attendee, item: AgendaItem) -> bool:
    """Whether somebody has said that the item is their own matter, or it was said of them."""
    return item.conflicts.filter(attendee=attendee).exists()


def require_vote(attendee: Attendee, item: AgendaItem) -> None:
    """Refuse a vote of who has none: guests, who isn't admitted or has left, who has an interest of their own."""
    if not attendee.admitted or not attendee.presences.filter(left__isnull=True).exists():
        raise Refused(_("Sie sind nicht als anwesend eingetragen."), "absent")
    if not attendee.voting:
        raise Refused(_("Sie sind ohne Stimmrecht dabei."), "no_vote")
    if has_conflict(attendee, item):
        raise Refused(
            _("Bei diesem Punkt sind Sie befangen: Sie reden mit und stimmen nicht ab."), "conflict"
        )


def may_read(by: Any, minutes: Minutes, holding: Holding | None = None) -> bool:
    """Published minutes of a public session are everybody's; all others are for those who sit in the body or run it.

    holding: for which seat a personal link of this session was opened.
    """
    if minutes.state == MinutesState.PUBLISHED and minutes.session.is_public:
        return True
    return holding is not None or may_run(by, minutes.session.body) or sits_in(by, minutes.session.body)

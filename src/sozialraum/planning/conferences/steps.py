"""What every act in a conference writes: its line in the journal, and that screens should look again.

Only actions call what stands here, inside their transaction, after they asked who may.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet

from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Body,
    Conflict,
    Dissent,
    Presence,
    Session,
    Speech,
)
from sozialraum.planning.journal.actions import Actor, Subject, record
from sozialraum.planning.journal.models import Entry


def about(what: Body | Session) -> Subject:
    """The subject of a journal line: a body by its name, a session by its number."""
    return Subject("session" if isinstance(what, Session) else "body", str(what.pk), str(what))


def locked(session: Session) -> Session:
    """The session as it stands now; others who change it wait until this transaction is over."""
    return Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)


def locked_item(item: AgendaItem) -> AgendaItem:
    """An item as it stands now, its session locked."""
    session = locked(Session(pk=item.session_id))
    kept = AgendaItem.objects.select_related("need").get(pk=item.pk)
    kept.session = session
    return kept


def changed(session: Session) -> None:
    """Screens in the room look again."""
    Session.objects.filter(pk=session.pk).update(version=F("version") + 1)


def note(
    *, by: Actor, act: str, what: Body | Session, reason: str = "", details: Mapping[str, Any] | None = None
) -> Entry:
    """Write the line; where a session runs, its screens look again."""
    if isinstance(what, Session):
        changed(what)
    return record(by=by, act=act, subject=about(what), reason=reason, details=details)


def in_person(attendee: Attendee) -> Actor:
    """Somebody in the room, as a line of the journal names them: by their number."""
    account = attendee.holding.account_id if attendee.holding else None
    return Actor(account, f"#{attendee.pk}", "seat" if attendee.holding_id else "visitor")


def forget_waiting(session: Session, *only: int) -> None:
    """Whoever was never let in is forgotten, with all that hangs on them."""
    waiting = Attendee.objects.filter(session=session, admitted=False)
    forget(waiting.filter(pk__in=only) if only else waiting)


def forget(people: QuerySet[Attendee]) -> None:
    """As if they had never come."""
    for hanging in (Speech, Conflict, Dissent, Presence):
        hanging.objects.filter(attendee__in=people).delete()
    people.delete()

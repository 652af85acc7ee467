"""In which sessions the body resolved to approve the minutes of an earlier one."""

from __future__ import annotations

from django.db.models import QuerySet

from sozialraum.planning.conferences.models import AgendaItem, Minutes, Resolution, Session
from sozialraum.planning.conferences.states import Outcome

OF_MINUTES = "minutes:"  # in the source of an item that is about the minutes of a session: before its id


def approvals(minutes: Minutes) -> QuerySet[Resolution]:
    """Resolutions in effect by which the body approved these minutes."""
    return Resolution.objects.filter(
        item__kind=AgendaItem.Kind.MINUTES, item__source=f"{OF_MINUTES}{minutes.session_id}",
        outcome=Outcome.ADOPTED, effective__isnull=False, session__body=minutes.session.body_id,
    ).exclude(session=minutes.session_id)  # fmt: skip


def approving_sessions(minutes: Minutes) -> QuerySet[Session]:
    """Those sessions, the first one first."""
    found = Session.objects.filter(pk__in=approvals(minutes).values("session"))
    return found.select_related("body").order_by("begins", "pk")


def approved_session(resolution: Resolution) -> int | None:
    """Whose minutes a resolution approves: the id of a session; None where it is about something else."""
    item = resolution.item
    number = item.source.removeprefix(OF_MINUTES)
    is_one = (
        item.kind == AgendaItem.Kind.MINUTES and item.source.startswith(OF_MINUTES) and number.isdecimal()
    )
    return int(number) if is_one and resolution.outcome == Outcome.ADOPTED else None

"""What a session leaves open when it is closed: it is proposed for the next one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from sozialraum.planning.conferences.models import AgendaItem, Resolution, Session
from sozialraum.planning.conferences.states import ItemState, Method


def left_open(session: Session) -> QuerySet[AgendaItem]:
    """Items nobody took up, those put off, and those that want a result and have none, though the table is through
    with them: all are postponed when the session is closed.
    """
    standing = Resolution.objects.filter(item=OuterRef("pk"), taken_back__isnull=True)
    without = Q(state__in=(ItemState.OPEN, ItemState.DONE)) & ~Q(method=Method.NONE) & ~Exists(standing)
    return session.items.filter(Q(state__in=(ItemState.WAITING, ItemState.POSTPONED)) | without)

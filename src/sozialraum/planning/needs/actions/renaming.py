"""A department gets another name: needs that lie with it say so. The journal keeps the name of its day."""

from __future__ import annotations

from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State


def rename_department(*, by: Actor, before: str, after: str) -> None:
    """See people.actions.rename_too. Where a need was redirected to is a service in free words: that stays."""
    Need.objects.filter(department=before).exclude(state=State.REDIRECTED).update(department=after)

"""Which open needs are overdue: one rule for desks, handing over, agendas and the tables that everybody sees."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import END, State


def check_due_before() -> datetime:
    """What was registered before this has waited too long for its formal check."""
    return clock.now() - timedelta(days=settings.CITY.needs.check_days)


def late() -> Q:
    """Needs that wait for their check longer than the city allows itself, or whose date has passed."""
    is_open = ~Q(state__in=sorted(END))
    unchecked = Q(state=State.REGISTERED, registered__lt=check_due_before())
    return is_open & (unchecked | Q(due__lt=clock.today()))


def is_late(need: Need) -> bool:
    """The same of one need at hand."""
    if need.state in END:
        return False
    if need.state == State.REGISTERED and need.registered < check_due_before():
        return True
    return need.due is not None and need.due < clock.today()

"""When something is written down: now; in an invented city, while its story is told, the day of the story.

Actions ask here and not the system, so that two years of a demonstration can be played in seconds by the same actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


class NotADemonstration(RuntimeError):
    """Only the story of an invented city may be told as of another day."""


def now() -> datetime:
    """The moment at which what happens is written down, aware of its time zone."""
    return _told.get() or timezone.now()


def today() -> date:
    """Its day in the city."""
    return timezone.localtime(now()).date()


@contextmanager
def telling(at: datetime) -> Iterator[None]:
    """Let what happens inside have happened at another moment; raises NotADemonstration in a real city."""
    if not settings.CITY.demonstration:
        raise NotADemonstration("the clock of a real city can't be set")
    before = _told.set(at)
    try:
        yield
    finally:
        _told.reset(before)

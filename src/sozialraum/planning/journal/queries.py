"""The only way to read the journal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from sozialraum.planning.journal.models import Entry


def entries(
    search: str = "", act: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Entry]:
    """Lines, the latest first. `since` and `until` are days of the city's clock, `until` excluded."""
    found = Entry.objects.all()
    for word in search.split():
        found = found.filter(
            Q(actor_name__icontains=word) | Q(subject_title__icontains=word) | Q(reason__icontains=word)
        )
    if act:
        found = found.filter(act=act)
    if since:
        found = found.filter(at__gte=_begin(since))
    if until:
        found = found.filter(at__lt=_begin(until))
    return found


def entries_on(kind: str, key: str) -> QuerySet[Entry]:
    """Everything that was done to one thing: its whole way."""
    return Entry.objects.filter(subject_kind=kind, subject_key=key)


def day_after(day: date) -> date:
    """The excluded end of a day that somebody means to include."""
    return day + timedelta(days=1)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

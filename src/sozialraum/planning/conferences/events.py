"""Sessions as iCalendar (RFC 5545) and as messages that calendars understand (RFC 5546).

No address of whom it goes to stands in it: that is put in when a mail is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from sozialraum.planning.conferences.models import AgendaItem, Session
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal import clock

USUAL = timedelta(hours=2)  # where nobody said when it ends
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def message(session: Session, items: Iterable[AgendaItem], method: str, *, language: str = "de") -> str:
    """An invitation (REQUEST), also to something changed, or a cancellation (CANCEL), to go along with a mail."""
    with override(language):
        made = _calendar(method)
        event = _event(session, items, stamp=clock.now(), is_off=method == CANCEL)
        organizer = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
        organizer.params["CN"] = vText(session.body.name)
        event["ORGANIZER"] = organizer
        made.add_component(event)
        return made.to_ical().decode()


def published(sessions: Iterable[tuple[Session, Iterable[AgendaItem]]], *, title: str) -> str:
    """Public sessions as a calendar to subscribe to; the same sessions make the same text."""
    made = _calendar(PUBLISH)
    made.add("X-WR-CALNAME", title)
    made.add("NAME", title)
    for session, items in sessions:
        made.add_component(_event(session, items, stamp=session.invited or session.made))
    return made.to_ical().decode()


def _calendar(method: str) -> Calendar:
    made = Calendar()
    made.add("PRODID", "-//sozialraum//DE")
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", method)
    made.add_component(_zone())
    return made


def _event(session: Session, items: Iterable[AgendaItem], *, stamp: datetime, is_off: bool = False) -> Event:
    event = Event()
    event.add("UID", f"{session.uid}@{urlsplit(settings.ADDRESS).hostname or 'sozialraum'}")
    event.add("DTSTAMP", stamp)
    event.add("SEQUENCE", session.sequence)
    is_off = is_off or session.state == SessionState.CANCELLED
    event.add("STATUS", "CANCELLED" if is_off else "CONFIRMED")
    event.add("SUMMARY", title_of(session))
    if session.begins is not None:
        event.add("DTSTART", timezone.localtime(session.begins))
        event.add("DTEND", timezone.localtime(session.ends or session.begins + USUAL))
    if session.place:
        event.add("LOCATION", session.place)
    if words := _description(session, items):
        event.add("DESCRIPTION", words)
    if session.is_public:
        event.add("URL", settings.ADDRESS + reverse("conferences:session", args=[session.pk]))
    return event


def title_of(session: Session) -> str:
    """What a session is called in a calendar."""
    told = {"body": session.body.name, "number": session.number}
    return _("%(body)s, %(number)d. Sitzung") % told


def _description(session: Session, items: Iterable[AgendaItem]) -> str:
    lines = [f"{one.position}. {one.title}" for one in items]
    parts = [_("Tagesordnung") + "\n" + "\n".join(lines)] if lines else []
    parts += [session.access] if session.access else []
    if session.state == SessionState.CANCELLED and session.cancelled_because:
        parts.insert(0, _("Abgesagt: %(why)s") % {"why": session.cancelled_because})
    return "\n\n".join(parts)


def _zone() -> Timezone:
    """What the time of the city means: summer time by the rule of the European Union, in force since 1996."""
    zone = Timezone()
    zone.add("TZID", settings.TIME_ZONE)
    for part, name, month, begins, before, after in (
        (TimezoneDaylight(), "CEST", 3, datetime(1996, 3, 31, 2), 1, 2),  # noqa: DTZ001  (local time is what it is)
        (TimezoneStandard(), "CET", 10, datetime(1996, 10, 27, 3), 2, 1),  # noqa: DTZ001
    ):
        part.add("DTSTART", begins)
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        part.add("TZNAME", name)
        part.add("TZOFFSETFROM", timedelta(hours=before))
        part.add("TZOFFSETTO", timedelta(hours=after))
        zone.add_component(part)
    return zone

"""An event that goes along with a mail (RFC 6047): kept without any address, sent with that of whom it goes to."""

from __future__ import annotations

from dataclasses import dataclass

from icalendar import Calendar, vCalAddress, vText

FILE_NAME = "termin.ics"


@dataclass(frozen=True)
class Event:
    """The calendar as text, and its METHOD, which the mail says too."""

    text: str
    method: str


def addressed(calendar: str, address: str) -> Event:
    """The event with whoever gets it as its attendee. Answers come by the personal link and not by mail (no RSVP)."""
    made = Calendar.from_ical(calendar)
    for event in made.walk("VEVENT"):
        attendee = vCalAddress(f"mailto:{address}")
        attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
        attendee.params["RSVP"] = vText("FALSE")
        event.add("ATTENDEE", attendee, encode=0)
    return Event(made.to_ical().decode(), str(made.get("METHOD", "REQUEST")))

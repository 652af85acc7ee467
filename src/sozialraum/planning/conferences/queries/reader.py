"""Who opens a document: by an account, by the personal link of an invitation or of a place in the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sozialraum.planning.conferences import passes
from sozialraum.planning.conferences.models import Attendee, Holding, Invitation, Session

PLACE, INVITATION = "platz", "einladung"


@dataclass(frozen=True)
class Reader:
    """What a personal link in the query of an address opens; nothing where there is none, or none of this session."""

    attendee: Attendee | None = None
    invitation: Invitation | None = None
    query: str = ""

    @property
    def is_known(self) -> bool:
        return self.attendee is not None or self.invitation is not None

    @property
    def holding(self) -> Holding | None:
        """For which seat they read; guests have none."""
        if self.attendee is not None:
            return self.attendee.holding
        return self.invitation.holding if self.invitation is not None else None


def reader(session: Session, query: Mapping[str, str]) -> Reader:
    """Look it up. An invitation opens something once it was sent: not while only its date is being found."""
    if given := query.get(PLACE, ""):
        place = passes.place(given)
        if place is not None and place.session_id == session.pk and place.admitted:
            return Reader(place, None, "?" + urlencode({PLACE: given}))
    if given := query.get(INVITATION, ""):
        found = passes.invitation(given)
        if found is not None and found.session_id == session.pk and found.sequence is not None:
            return Reader(None, found, "?" + urlencode({INVITATION: given}))
    return Reader()


def by_invitation(name: str, invitation: Invitation) -> str:
    """The address of a document of a session, as its invitation opens it."""
    asked = urlencode({INVITATION: passes.of_invitation(invitation)})
    return f"{reverse(f'conferences:{name}', args=[invitation.session_id])}?{asked}"


def minutes_link(key: str) -> str:
    """Where the attendee of this number reads the minutes and objects to them; for the foot of a mail."""
    found = Attendee.objects.filter(pk=int(key)).first()
    return by_place(found) if found is not None else ""


def by_place(attendee: Attendee) -> str:
    """The address of the minutes of a session, as a place in its room opens it."""
    asked = urlencode({PLACE: passes.of_place(attendee)})
    return f"{reverse('conferences:minutes', args=[attendee.session_id])}?{asked}"


def minutes_link_of_absent(key: str) -> str:
    """The same for who holds a seat and wasn't there: by their invitation, or the page itself, by their account.

    key: the numbers of session and holding, "7-12".
    """
    session, _line, holding = key.partition("-")
    found = Invitation.objects.filter(
        session=int(session), holding=int(holding), sequence__isnull=False
    ).first()
    return by_invitation("minutes", found) if found else reverse("conferences:minutes", args=[int(session)])


def minutes_link_name(key: str) -> str:
    """What the link is called there."""
    return _("Ihr persönlicher Link zum Protokoll:")

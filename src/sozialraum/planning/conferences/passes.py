"""Personal links: what an invitation or a place in the room is opened with. Nothing of them is kept.

A link is the number of a row and a signature over it and its nonce: who has the database alone has no link, and a new
nonce makes an old link void.
"""

from __future__ import annotations

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from sozialraum.planning.conferences.models import Attendee, Invitation

LENGTH = 24  # letters of base 64: 144 bits


def of_invitation(invitation: Invitation) -> str:
    """The personal part of an invitation's address."""
    return f"{invitation.pk}-{_signed('invitation', invitation.pk, invitation.nonce)}"


def of_place(attendee: Attendee) -> str:
    """The personal part of the address of somebody's place in the room."""
    return f"{attendee.pk}-{_signed('place', attendee.pk, attendee.nonce)}"


def invitation(given: str) -> Invitation | None:
    """The invitation that a link opens, if it is a valid one."""
    pk, signature = _parts(given)
    found = Invitation.objects.select_related("session__body", "holding__seat").filter(pk=pk).first()
    return found if found and _fits(signature, _signed("invitation", found.pk, found.nonce)) else None


def place(given: str) -> Attendee | None:
    """Whose place in the room a link opens, if it is a valid one."""
    pk, signature = _parts(given)
    found = Attendee.objects.select_related("session__body", "holding").filter(pk=pk).first()
    return found if found and _fits(signature, _signed("place", found.pk, found.nonce)) else None


def _signed(kind: str, pk: int, nonce: str) -> str:
    return Signer(salt=f"conferences.{kind}").signature(f"{pk}.{nonce}")[:LENGTH]


def _parts(given: str) -> tuple[int, str]:
    number, _line, signature = given.partition("-")
    return (int(number), signature) if number.isascii() and number.isdigit() and len(number) < 19 else (0, "")


def _fits(given: str, wanted: str) -> bool:
    return given.isascii() and constant_time_compare(given, wanted)

"""What those who sit in a body are told, from templates in plain language; the first line is the subject.

A letter holds no personal link: it is put under the mail when that goes out, and on paper when it is printed.
Only actions call what sends something, inside their transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.planning.conferences import events, passes
from sozialraum.planning.conferences.models import AgendaItem, Invitation, Session
from sozialraum.planning.conferences.models.preparation import nonce
from sozialraum.planning.conferences.queries.inviting import Guest, guests
from sozialraum.planning.journal.actions import Actor, Subject
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import Addressee, owe

KIND = "invitation"
OF_GUEST = ("holding__seat", "holding__account", "holding__contact")


def written(
    letter: str, *, session: Session, items: Iterable[AgendaItem] = (), **values: Any
) -> tuple[str, str]:
    """Title and body in the active language."""
    context = {
        "session": session, "body": session.body, "items": list(items),
        "page": f"{settings.ADDRESS}{reverse('conferences:session', args=[session.pk])}" if session.is_public else "",
    } | values  # fmt: skip
    text = render_to_string(f"conferences/letters/{letter}.txt", context)
    title, _line, body = text.strip().partition("\n")
    return title.strip(), body.strip()


def send(
    *, actor: Actor, entry: Entry, guest: Guest, invitation: Invitation, session: Session, letter: str,
    method: str = "", items: Iterable[AgendaItem] = (), **values: Any,
) -> None:  # fmt: skip
    """Owe one of them a letter in their language. method: of the calendar entry that goes along, if one does."""
    with override(guest.language):
        title, body = written(letter, session=session, items=items, guest=guest, **values)
        calendar = events.message(session, items, method, language=guest.language) if method else ""
    to = Addressee(guest.contact, guest.account, guest.language)
    owe(
        by=actor, entry=entry, subject=about(invitation), to=to, title=title, body=body, letter=letter,
        calendar=calendar,
    )  # fmt: skip


def tell_everybody(
    *, actor: Actor, entry: Entry, session: Session, letter: str, first: str = "invitation", **values: Any
) -> int:
    """Tell all who are invited how it stands now, and who lost their seat that they are not; returns how many.

    first: the letter to those who hear of the session for the first time.
    """
    items = list(session.items.all())
    known = {one.holding_id: one for one in session.invitations.all()}
    invited = guests(session)
    for guest in invited:
        invitation = known.pop(guest.holding.pk, None) or Invitation(session=session, holding=guest.holding)
        is_new = invitation.sequence is None
        invitation.sequence = session.sequence
        invitation.save()
        send(
            actor=actor, entry=entry, guest=guest, invitation=invitation, session=session, items=items,
            letter=first if is_new else letter, method="REQUEST", **values,
        )  # fmt: skip
    _withdraw(actor, entry, session, [one for one in known.values() if one.sequence is not None])
    return len(invited)


def _withdraw(actor: Actor, entry: Entry, session: Session, gone: list[Invitation]) -> None:
    """Who holds no seat on that day any more: their link is void, and the entry leaves their calendar."""
    held = {one.pk: one.holding for one in session.invitations.select_related(*OF_GUEST)}
    for invitation in gone:
        guest = Guest.of(held[invitation.pk], invitation)
        send(
            actor=actor, entry=entry, guest=guest, invitation=invitation, session=session, letter="seat_lost",
            method="CANCEL",
        )  # fmt: skip
        invitation.sequence, invitation.nonce = None, nonce()
        invitation.save(update_fields=["sequence", "nonce"])


def tell_of_the_end(*, actor: Actor, entry: Entry, session: Session) -> int:
    """Tell everybody who was told of a session or asked for its date that it is called off; returns how many."""
    told = list(session.invitations.select_related(*OF_GUEST))
    for invitation in told:
        send(
            actor=actor, entry=entry, guest=Guest.of(invitation.holding, invitation), invitation=invitation,
            session=session, letter="cancelled", method="" if invitation.sequence is None else "CANCEL",
        )  # fmt: skip
    return len(told)


def about(invitation: Invitation) -> Subject:
    """The subject of a letter to one of them: it names nobody."""
    return Subject(KIND, str(invitation.pk), "")


def link_of(key: str) -> str:
    """Where somebody answers: the personal page of the invitation with this number."""
    found = Invitation.objects.filter(pk=int(key)).first()
    return reverse("conferences:invitation", args=[passes.of_invitation(found)]) if found else ""


def link_name(key: str) -> str:
    """What the link is called in a mail."""
    return _("Ihr persönlicher Link, zum Antworten und Nachlesen:")

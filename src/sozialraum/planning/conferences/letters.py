"""What those who sit in a body are told, from templates in plain language; the first line is the subject.

A letter holds no personal link: it is put under the mail when that goes out, and on paper when it is printed.
Only actions call what sends something, inside their transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from sozialraum.planning.messages.actions import Addressee, Letter, owe_all

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


def send(*, actor: Actor, entry: Entry, guest: Guest, invitation: Invitation, **values: Any) -> None:
    """Owe one of them a letter in their language. `values`: as of `letter_to`."""
    owe_all(by=actor, entry=entry, letters=[letter_to(guest, invitation, **values)])


def letter_to(
    guest: Guest, invitation: Invitation, *, session: Session, letter: str, calendar: str = "",
    items: Iterable[AgendaItem] = (), **values: Any,
) -> Letter:  # fmt: skip
    """A letter to one of them in their language. calendar: the entry that goes along, if one does."""
    with override(guest.language):
        title, body = written(letter, session=session, items=items, guest=guest, **values)
    to = Addressee(guest.contact, guest.account, guest.language)
    return Letter(about(invitation), to, title, body, letter, calendar)


def tell_everybody(
    *, actor: Actor, entry: Entry, session: Session, letter: str, first: str = "invitation", **values: Any
) -> int:
    """Tell all who are invited how it stands now, and who lost their seat that they are not; returns how many.

    first: the letter to those who hear of the session for the first time.
    """
    items = list(session.items.all())
    known = {one.holding_id: one for one in session.invitations.all()}
    invited = guests(session)
    told = [
        known.pop(one.holding.pk, None) or Invitation(session=session, holding=one.holding) for one in invited
    ]
    new = [one.sequence is None for one in told]
    _keep(told, session.sequence)
    calendars = _calendars(session, items, "REQUEST", invited)
    letters = [
        letter_to(
            guest, invitation, session=session, items=items, letter=first if is_new else letter,
            calendar=calendars[guest.language], **values,
        )
        for guest, invitation, is_new in zip(invited, told, new, strict=True)
    ]  # fmt: skip
    owe_all(by=actor, entry=entry, letters=letters)
    _withdraw(actor, entry, session, [one for one in known.values() if one.sequence is not None])
    return len(invited)


def _keep(told: Sequence[Invitation], sequence: int) -> None:
    """All of them know how it stands now."""
    for one in told:
        one.sequence = sequence
    Invitation.objects.bulk_create([one for one in told if one.pk is None])
    Invitation.objects.filter(pk__in=[one.pk for one in told]).update(sequence=sequence)


def _withdraw(actor: Actor, entry: Entry, session: Session, gone: list[Invitation]) -> None:
    """Who holds no seat on that day any more: their link is void, and the entry leaves their calendar."""
    held = {one.pk: one.holding for one in session.invitations.select_related(*OF_GUEST)}
    told = [(Guest.of(held[one.pk], one), one) for one in gone]
    calendars = _calendars(session, (), "CANCEL", [guest for guest, _invitation in told])
    for guest, invitation in told:
        send(
            actor=actor, entry=entry, guest=guest, invitation=invitation, session=session, letter="seat_lost",
            calendar=calendars[guest.language],
        )  # fmt: skip
        invitation.sequence, invitation.nonce = None, nonce()
        invitation.save(update_fields=["sequence", "nonce"])


def tell_of_the_end(*, actor: Actor, entry: Entry, session: Session) -> int:
    """Tell everybody who was told of a session or asked for its date that it is called off; returns how many."""
    told = [(Guest.of(one.holding, one), one) for one in session.invitations.select_related(*OF_GUEST)]
    calendars = _calendars(session, (), "CANCEL", [guest for guest, _invitation in told])
    for guest, invitation in told:
        send(
            actor=actor, entry=entry, guest=guest, invitation=invitation, session=session, letter="cancelled",
            calendar="" if invitation.sequence is None else calendars[guest.language],
        )  # fmt: skip
    return len(told)


def _calendars(
    session: Session, items: Iterable[AgendaItem], method: str, told: Iterable[Guest]
) -> Mapping[str, str]:
    """The calendar entry in each language that is needed: written once, however many are told."""
    languages = {one.language for one in told}
    return {one: events.message(session, items, method, language=one) for one in languages}


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

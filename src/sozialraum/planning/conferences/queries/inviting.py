"""Who is invited to a session, how each can be reached, and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.models import Holding, Invitation, Session
from sozialraum.planning.journal import clock
from sozialraum.planning.messages.models import Contact, Message
from sozialraum.planning.messages.queries import in_review
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank

MAIL, DESK, PAPER = "mail", "desk", "paper"
FIRST = ("dates", "invitation")  # letters with which somebody hears of a session for the first time
WAYS: dict[str, Promise] = {
    MAIL: _("per E-Mail"), DESK: _("auf dem Schreibtisch hier"), PAPER: _("ohne E-Mail: Brief drucken")
}  # fmt: skip


@dataclass(frozen=True)
class Guest:
    """Somebody who holds a seat on the day, or stands in for who does. invitation: once they were told or asked."""

    holding: Holding
    invitation: Invitation | None
    contact: Contact | None
    account: Account | None
    way: str
    language: str

    @classmethod
    def of(cls, holding: Holding, invitation: Invitation | None) -> Guest:
        """How somebody can be reached: by account, by contact data, or on paper. `holding` with both and its seat."""
        account = holding.account if holding.account and holding.account.is_active else None
        contact = holding.contact if holding.contact and holding.contact.fingerprint else None
        if account is not None:
            return cls(
                holding,
                invitation,
                None,
                account,
                DESK if account.is_demonstration else MAIL,
                account.language,
            )
        if contact is not None:
            return cls(holding, invitation, contact, None, MAIL, contact.language)
        return cls(holding, invitation, None, None, PAPER, "de")

    @property
    def is_deputy(self) -> bool:
        return self.holding.part == Holding.Part.DEPUTY

    @property
    def way_words(self) -> Promise:
        return WAYS[self.way]

    @property
    def answer(self) -> str:
        """What they said, as a value of Invitation.Answer."""
        return self.invitation.answer if self.invitation else Invitation.Answer.NONE


def day_of(session: Session) -> date:
    """The day by which it is decided who holds a seat: that of the session, else today."""
    return timezone.localdate(session.begins) if session.begins else clock.today()


def guests(session: Session) -> list[Guest]:
    """All who hold a seat on the day, members and deputies, by bank; two statements."""
    day = day_of(session)
    held = Holding.objects.filter(
        seat__body=session.body_id, seat__during__contains=day, during__contains=day
    ).select_related("seat", "account", "contact")
    order = list(Bank.values)
    by_holding = {one.holding_id: one for one in session.invitations.all()}
    found = [Guest.of(one, by_holding.get(one.pk)) for one in held]
    return sorted(
        found, key=lambda g: (order.index(g.holding.seat.bank), g.holding.seat_id, g.is_deputy, g.holding.pk)
    )


@dataclass(frozen=True)
class OnPaper:
    """The last letter to somebody without e-mail. is_later: it tells a change, or asks a deputy to come."""

    guest: Guest
    letter: Message

    @property
    def is_later(self) -> bool:
        return self.letter.letter not in FIRST


def on_paper(found: Sequence[Guest]) -> list[OnPaper]:
    """What is to be printed, in the order of the guests; one statement."""
    told = {str(one.invitation.pk): one for one in found if one.invitation and one.way == PAPER}
    written = Message.objects.filter(subject_kind="invitation", subject_key__in=told) if told else ()
    last = {one.subject_key: one for one in sorted(written, key=lambda one: one.pk)}
    return [OnPaper(guest, last[key]) for key, guest in told.items() if key in last]


@dataclass(frozen=True)
class Answers:
    """How many come, don't, send their deputy, and have not answered; of the members."""

    yes: int
    no: int
    deputy: int
    none: int

    @classmethod
    def of(cls, found: Sequence[Guest]) -> Answers:
        """Counted."""
        said = [one.answer for one in found if not one.is_deputy]
        kinds = Invitation.Answer
        return cls(*(said.count(one) for one in (kinds.YES, kinds.NO, kinds.DEPUTY, kinds.NONE)))


def letters_in_review(session: Session) -> QuerySet[Message]:
    """Letters to those who are invited, or were there, that somebody reads before they go out."""
    invited, there = (
        rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
        for rows in (session.invitations.all(), session.attendees.all())
    )
    of_all = in_review("invitation").filter(subject_key__in=invited)
    of_minutes = in_review("minutes_reader").filter(subject_key__in=there)
    return of_all | of_minutes | in_review("minutes_absent").filter(subject_key__startswith=f"{session.pk}-")


def invite_by(session: Session) -> date | None:
    """The last day on which an invitation keeps the period of the body."""
    if session.begins is None:
        return None
    return timezone.localdate(session.begins) - timedelta(days=session.body.invitation_days)


def late_days(session: Session) -> int:
    """So many days too late it would be to invite today; 0: in time."""
    last = invite_by(session)
    return max(0, (clock.today() - last).days) if last else 0

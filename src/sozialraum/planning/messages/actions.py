"""Keeping and erasing contact data, owing and sending messages, subscriptions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages import bounces, events, mailbox, queries, vault
from sozialraum.planning.messages.mailbox import Mailbox
from sozialraum.planning.messages.models import Contact, Message, Subscription
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import PROGRAM, Agent, acting

log = logging.getLogger(__name__)

name_acts(
    {
        "messages.contact_erased": gettext_lazy("Kontaktdaten gelöscht"),
        "messages.not_delivered": gettext_lazy("Nachricht nicht angekommen"),
        "messages.released": gettext_lazy("Nachricht gelesen und freigegeben"),
        "messages.subscribed": gettext_lazy("Benachrichtigung bestellt"),
        "messages.unsubscribed": gettext_lazy("Benachrichtigung abbestellt"),
    }
)

VISITOR = Actor(None, "", "visitor")
KEPT_DAYS = {Contact.Purpose.FEEDBACK: 730, Contact.Purpose.SUBSCRIPTION: 730, Contact.Purpose.SEAT: 1826}
RETRIES = (5, 30, 120, 720)  # minutes until the next try; after the last one the message has failed
HOUSEKEEPER = "messages.send"


# -- contact data ------------------------------------------------------------------------------------------


@transaction.atomic
def keep_contact(
    *, by: Actor, purpose: str, email: str, name: str = "", phone: str = "", language: str = "de",
    until: date | None = None,
) -> Contact:  # fmt: skip
    """Put contact data into the vault, for one purpose and a time. No line of the journal holds any of it."""
    purpose = Contact.Purpose(purpose)
    until = until or timezone.localdate() + timedelta(days=KEPT_DAYS[purpose])
    values = {"email": email.strip(), "name": name.strip(), "phone": phone.strip()}
    return Contact.objects.create(
        purpose=purpose, sealed=vault.seal(values, f"contact/{purpose}"), language=language, keep_until=until,
        fingerprint=vault.fingerprint(email) if email.strip() else "",
    )  # fmt: skip


@transaction.atomic
def erase_contact(*, by: Actor, contact: Contact, reason: str) -> None:
    """Erase contact data; the row and a line of the journal stay as proof. What it was wanted for ends with it."""
    kept = Contact.objects.select_for_update().get(pk=contact.pk)
    if kept.erased:
        return
    kept.sealed, kept.fingerprint, kept.erased = b"", "", timezone.now()
    kept.save(update_fields=["sealed", "fingerprint", "erased"])
    kept.subscriptions.filter(ended__isnull=True).update(ended=kept.erased)
    kept.messages.filter(state=Message.State.READY).update(state=Message.State.SHOWN, done=kept.erased)
    kept.messages.exclude(failure="").update(failure="–")
    details = {"purpose": kept.purpose, "kept_since": str(kept.kept_since.date())}
    subject = Subject("contact", str(kept.pk), str(kept))
    record(by=by, act="messages.contact_erased", subject=subject, reason=reason, details=details)


@transaction.atomic
def keep_contact_until(*, by: Actor, contact: Contact, until: date) -> None:
    """Keep contact data no longer than to that day. The act that shortens it writes the journal."""
    Contact.objects.filter(pk=contact.pk, erased__isnull=True, keep_until__gt=until).update(keep_until=until)


def erase_expired(*, by: Agent = PROGRAM, today: date | None = None) -> int:
    """Erase what has been kept long enough; returns how many. One transaction each: nothing waits for the whole."""
    actor = acting(by, HOUSEKEEPER)
    due = Contact.objects.filter(erased__isnull=True, keep_until__lte=today or timezone.localdate())
    found = list(due.order_by("pk")[:1000])
    for contact in found:
        erase_contact(by=actor, contact=contact, reason=_("Aufbewahrungsfrist abgelaufen"))
    return len(found)


# -- messages ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Addressee:
    """Whom something is owed to: an account, or contact data from the vault, or whoever has the receipt code."""

    contact: Contact | None = None
    account: Account | None = None
    language: str = "de"


@dataclass(frozen=True)
class Letter:
    """What is owed to somebody. `letter`: the name of its template; `calendar`: an entry that goes along."""

    subject: Subject
    to: Addressee
    title: str
    body: str
    letter: str = ""
    calendar: str = ""


@transaction.atomic
def owe(
    *, by: Actor, entry: Entry, subject: Subject, to: Addressee, title: str, body: str, letter: str = "",
    calendar: str = "",
) -> Message:  # fmt: skip
    """Write a message in the transaction of the act that owes it, so that neither is without the other.

    It stands at the receipt code at once; to an address it is sent as soon as the transaction holds. A letter that
    the city wants to read before waits for its release with both.
    """
    message = _message(entry, Letter(subject, to, title, body, letter, calendar))
    message.save(force_insert=True)
    return message


@transaction.atomic
def owe_all(*, by: Actor, entry: Entry, letters: Iterable[Letter]) -> None:
    """The same for many by one act, in one statement."""
    Message.objects.bulk_create([_message(entry, one) for one in letters])


def _message(entry: Entry, one: Letter) -> Message:
    to = one.to
    contact = to.contact if to.contact and not to.contact.erased else None
    account = to.account if to.account and to.account.is_active and not to.account.is_demonstration else None
    state = Message.State.READY if account or (contact and contact.fingerprint) else Message.State.SHOWN
    if one.letter in settings.CITY.messages.reviewed:
        state = Message.State.REVIEW
    return Message(
        subject_kind=one.subject.kind, subject_key=one.subject.key, entry_id=entry.pk, contact=contact, account=account,
        language=to.language, letter=one.letter, title=one.title[:200].strip(), body=_lines(one.body), state=state,
        calendar=one.calendar, made=clock.now(), done=clock.now() if state == Message.State.SHOWN else None,
    )  # fmt: skip


def _lines(text: str) -> str:
    """With one kind of line ends: browsers send their own, and a letter that came with them is the same letter."""
    return "\n".join(text.splitlines()).strip()


@transaction.atomic
def release(*, by: Actor, message: Message, about: Subject, title: str, body: str) -> int:
    """Let a message go that was read, and with it all that say the same by the same act; how many.

    Whoever calls it has asked who may. Where words were changed, those of the template stay beside them, and the
    journal says only that they were. Who can't be reached by mail any more finds it at the receipt code.
    """
    same = {name: getattr(message, name) for name in ("entry_id", "language", "title", "body")}
    # In order: two who act at once never wait for each other for ever.
    held = (
        queries.in_review(message.subject_kind).filter(**same).order_by("pk").select_for_update(of=("self",))
    )
    found = Message.objects.filter(pk__in=list(held.values_list("pk", flat=True)))
    title, body, now = title.strip()[:200].strip(), _lines(body), timezone.now()
    count = found.count()
    details: dict[str, object] = {
        "messages": count,
        "message": message.pk,
        "entry": message.entry_id,
        "letter": message.letter,
    }
    told: dict[str, object] = {"title": title, "body": body, "released": now, "next_try": now}
    if (title, body) != (message.title.strip(), _lines(message.body)):
        details["changed"] = True
        told |= {"written_title": message.title, "written_body": message.body}
    by_mail = Q(account__is_active=True, account__is_demonstration=False) | Q(contact__fingerprint__gt="")
    found.filter(by_mail).update(state=Message.State.READY, **told)
    found.filter(state=Message.State.REVIEW).update(state=Message.State.SHOWN, done=now, **told)
    record(by=by, act="messages.released", subject=about, details=details)
    return count


@transaction.atomic
def cut_off(*, by: Actor, subject: Subject) -> None:
    """Whoever was written to about something had themselves erased: what still waits goes to no account."""
    waiting = Message.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    waiting.filter(state=Message.State.READY).update(state=Message.State.SHOWN, done=timezone.now())
    waiting.filter(account__isnull=False).update(account=None)


def send_due(*, by: Agent = PROGRAM, most: int = 200) -> Mapping[str, int]:
    """Send what waits; returns how many went out, wait for another try, and failed.

    Each message has a transaction and a lock of its own: two workers never send the same one, and a kill in the
    middle repeats at most the one that was under way.
    """
    acting(by, HOUSEKEEPER)
    done = {"sent": 0, "waiting": 0, "failed": 0}
    if not _due().exists():
        return done  # no connection to a mail server, no file in the outbox, for nothing
    with get_connection() as connection:
        for _turn in range(most):
            outcome = _send_next(connection)
            if outcome is None:
                break
            if outcome in done:
                done[outcome] += 1
    return done


def _due() -> QuerySet[Message]:
    return Message.objects.filter(state=Message.State.READY, next_try__lte=timezone.now())


@transaction.atomic
def _send_next(connection: object) -> str | None:
    waiting = _due().select_for_update(skip_locked=True, of=("self",))
    message = waiting.select_related("contact", "account").order_by("next_try", "pk").first()
    if message is None:
        return None
    try:
        if not queries.address_of(
            message
        ):  # erased since it was owed or released: it stands at the receipt code
            message.state, message.done = Message.State.SHOWN, timezone.now()
            message.save(update_fields=["state", "done"])
            return "shown"
        _mail(message, connection).send()
    except Exception as error:  # whatever a mail server answers, the next message must not wait for it
        return _not_sent(message, error)
    message.state, message.done = Message.State.SENT, timezone.now()
    message.save(update_fields=["state", "done"])
    return "sent"


def _mail(message: Message, connection: object) -> EmailMessage:
    text = f"{message.body}\n\n{queries.closing(message)}"
    title = f"[{settings.CITY.name or 'Sozialraum'}] {message.title}"
    # The number comes back with what can't be delivered, so that it is seen where it belongs.
    headers = {
        "Message-ID": f"<{message.pk}.{queries.mark(message)}@sozialraum>",
        "Auto-Submitted": "auto-generated",
    }
    address = queries.address_of(message)
    mail = EmailMultiAlternatives(title, text, to=[address], headers=headers, connection=connection)
    if message.calendar:
        event = events.addressed(message.calendar, address)
        mail.attach_alternative(event.text, f"text/calendar; method={event.method}")
        mail.attach(events.FILE_NAME, event.text.encode(), "application/ics")
    return mail


def _not_sent(message: Message, error: Exception) -> str:
    message.tried += 1
    message.failure = f"{type(error).__name__}: {error}"[:500]
    if message.tried > len(RETRIES):
        _fail(PROGRAM_ACTOR, message)
        return "failed"
    message.next_try = timezone.now() + timedelta(minutes=RETRIES[message.tried - 1])
    message.save(update_fields=["tried", "failure", "next_try"])
    return "waiting"


@transaction.atomic
def note_bounce(*, by: Agent, number: int, mark: str, why: str) -> bool:
    """A mail server sent a message back. `mark` proves that the number is one of ours; a wrong one is passed over.

    Whether it was noted now: what comes back twice is noted once.
    """
    actor = acting(by, HOUSEKEEPER)
    out = (Message.State.READY, Message.State.SENT)
    message = Message.objects.select_for_update().filter(pk=number, state__in=out).first()
    if message is None or queries.mark(message) != mark:
        return False
    erased = (
        message.contact_id and Contact.objects.filter(pk=message.contact_id, erased__isnull=False).exists()
    )
    message.failure = "–" if erased else why[:500]  # what a server says may hold the address
    _fail(actor, message)
    return True


def note_returned(*, by: Agent, mail: bytes) -> bool:
    """Look at a mail that came back; whether it was one of ours that was not delivered, and not noted before."""
    acting(by, HOUSEKEEPER)
    found = bounces.read(mail)
    return found is not None and note_bounce(by=by, number=found.number, mark=found.mark, why=found.why)


def read_mailbox(*, by: Agent, box: Mailbox) -> tuple[int, int]:
    """Read the mailbox to which mails come back; how many were new, how many of them bounces. Raises MailboxAway."""
    acting(by, HOUSEKEEPER)
    read = noted = 0
    for mail in mailbox.unread(box):
        read, noted = read + 1, noted + note_returned(by=by, mail=mail)
    return read, noted


PROGRAM_ACTOR = Actor(None, PROGRAM.name, "program")


def _fail(actor: Actor, message: Message) -> None:
    message.state, message.done = Message.State.FAILED, timezone.now()
    message.save(update_fields=["state", "done", "failure", "tried"])
    owing = Entry.objects.filter(pk=message.entry_id).values_list("subject_title", flat=True)
    # Not the message's own title, which somebody may have written: the journal holds nobody's words.
    subject = Subject(message.subject_kind, message.subject_key, owing.first() or "")
    # What the server answered may hold the address: it stays with the message and out of the journal.
    record(by=actor, act="messages.not_delivered", subject=subject, details={"message": message.pk})


@transaction.atomic
def change_words(*, by: Actor, subject: Subject, change: Callable[[str], str]) -> None:
    """Put other words into all that was written because of something; what was sent already is only kept otherwise."""
    lines = Entry.objects.filter(subject_kind=subject.kind, subject_key=subject.key).values("pk")
    for one in Message.objects.select_for_update().filter(entry_id__in=lines).order_by("pk"):
        before = (one.title, one.body, one.written_title, one.written_body)
        after = tuple(change(text) for text in before)
        if after != before:
            one.title, one.body, one.written_title, one.written_body = after
            one.save(update_fields=["title", "body", "written_title", "written_body"])


# -- subscriptions -----------------------------------------------------------------------------------------


@transaction.atomic
def subscribe(*, email: str, subject: Subject, language: str = "de", what: str = "") -> Subscription:
    """Somebody wants to hear of something. It counts after the link in the mail that this sends was opened.

    what: what it is about, in the mail; the journal gets the title of the subject alone.
    """
    contact = keep_contact(by=VISITOR, purpose=Contact.Purpose.SUBSCRIPTION, email=email, language=language,
                           until=timezone.localdate() + timedelta(days=7))  # fmt: skip
    made = Subscription.objects.create(contact=contact, subject_kind=subject.kind, subject_key=subject.key)
    entry = record(by=VISITOR, act="messages.subscribed", subject=subject)
    owe(
        by=VISITOR, entry=entry, subject=Subject("subscription", str(made.pk), ""),
        to=Addressee(contact=contact, language=language), title=_("Bitte bestätigen Sie die Benachrichtigung"),
        body=_("Sie möchten eine E-Mail bekommen, wenn es Neues gibt: %(what)s. Bitte öffnen Sie innerhalb von "
               "sieben Tagen den Link unten und bestätigen Sie dort. Haben Sie das nicht gewünscht? Dann müssen "
               "Sie nichts tun: Wir löschen Ihre Adresse.")
        % {"what": what or subject.title},
    )  # fmt: skip
    return made


@transaction.atomic
def confirm(*, number: int, mark: str) -> Subscription | None:
    """The link in the mail was opened: from now on it counts; the subscription, or None where there is none."""
    found = queries.subscription(number, mark, lock=True)
    if found is None or found.ended or found.contact.erased:
        return None
    if not found.confirmed:
        found.confirmed = timezone.now()
        found.save(update_fields=["confirmed"])
        until = timezone.localdate() + timedelta(days=KEPT_DAYS[Contact.Purpose.SUBSCRIPTION])
        Contact.objects.filter(pk=found.contact_id).update(keep_until=until)
    return found


@transaction.atomic
def unsubscribe(*, number: int, mark: str) -> bool:
    """Ends it and erases the address; whether there was one."""
    found = queries.subscription(number, mark, lock=True)
    if found is None or found.ended:
        return False
    subject = Subject(found.subject_kind, found.subject_key, "")
    record(by=VISITOR, act="messages.unsubscribed", subject=subject)
    Subscription.objects.filter(pk=found.pk).update(ended=timezone.now())
    erase_contact(by=VISITOR, contact=found.contact, reason=_("auf Wunsch der Person"))
    return True


@transaction.atomic
def tell_subscribers(
    *, by: Actor, entry: Entry, subjects: list[Subject], written: Callable[[], tuple[str, str]]
) -> int:
    """Owe everybody who subscribed to one of the subjects the news, each once in their language; returns how many.

    written: title and body in the active language; asked once for each language that somebody reads.
    """
    told, texts = list[Letter](), dict[str, tuple[str, str]]()
    for one in queries.live_subscriptions([(s.kind, s.key) for s in subjects]):
        language = one.contact.language
        if language not in texts:
            with override(language):
                texts[language] = written()
        to, about = Addressee(one.contact, None, language), Subject("subscription", str(one.pk), "")
        told.append(Letter(about, to, *texts[language]))
    owe_all(by=by, entry=entry, letters=told)
    return len(told)

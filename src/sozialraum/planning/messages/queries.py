"""The only way to read contact data, messages and subscriptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages import personal, vault
from sozialraum.planning.messages.models import Contact, Message, Subscription

_WISH = gettext_lazy("auf Wunsch der Person")
_WHY = {"program": gettext_lazy("Aufbewahrungsfrist abgelaufen"), "visitor": _WISH, "self": _WISH}
_BY_OTHERS = gettext_lazy("durch die Stadt; der Grund steht im Vorgangsjournal")
# Apps that come later say where their things are read: kind -> key -> path; it may hold a code, so it is never kept.
LinkOf = Callable[[str], str]
_links: dict[str, tuple[LinkOf, LinkOf | None]] = {}


def offer_link(kind: str, link: LinkOf, named: LinkOf | None = None) -> None:
    """Make known where things of a kind are read, and what the link is called in a mail (called in `ready`)."""
    _links[kind] = link, named


def closing(message: Message) -> str:
    """What stands under every mail: where to read on, and how to stop it."""
    with override(message.language):
        link_of, named = _links.get(message.subject_kind, (str, None))
        link = link_of(message.subject_key) if message.subject_kind in _links else ""
        label = f"{named(message.subject_key)} " if named else ""
        lines = [f"{label}{settings.ADDRESS}{link}"] if link else []
        lines.append(_("Diese Nachricht hat das Programm für die Sozialraumplanung verschickt."))
    return "\n\n".join(lines)


def subscription_link(number: str) -> str:
    """Where a subscription is confirmed or ended."""
    return reverse("messages:subscription", args=[number, subscription_mark(int(number))])


def subscription_asks(number: str) -> str:
    """What its link is for: to confirm it first, to end it ever after."""
    if Subscription.objects.filter(pk=int(number), confirmed__isnull=False).exists():
        return _("Benachrichtigung ändern oder beenden:")
    return _("Benachrichtigung bestätigen:")


def address_of(message: Message) -> str:
    """The e-mail address that a message goes to; nothing where whom it was for has been erased."""
    if message.account is not None:
        return message.account.email
    return opened(message.contact).get("email", "").strip() if message.contact is not None else ""


def opened(contact: Contact) -> dict[str, str]:
    """Contact data in clear; nothing where they were erased. Raises vault.SealBroken."""
    return vault.unseal(contact.sealed, contact.context) if contact.sealed else {}


def mark(message: Message) -> str:
    """Proves that a message's number was given out by us."""
    return vault.fingerprint(str(message.pk), "message")[:16]


def subscription_mark(number: int) -> str:
    """Proves that a link to a subscription was given out by us."""
    return vault.fingerprint(str(number), "subscription")[:32]


def subscription(number: int, given: str, lock: bool = False) -> Subscription | None:
    """The subscription of a link, or None where the link is not ours."""
    if subscription_mark(number) != given:
        return None
    rows = Subscription.objects.select_for_update(of=("self",)) if lock else Subscription.objects
    return rows.select_related("contact").filter(pk=number).first()


def subscribed_to(subscription: Subscription) -> str:
    """What it is about, in the words of the mail that asked to confirm it."""
    asked = Message.objects.filter(subject_kind="subscription", subject_key=str(subscription.pk)).order_by(
        "pk"
    )
    entry = asked.values_list("entry_id", flat=True).first()
    titles = Entry.objects.filter(pk=entry, act="messages.subscribed").values_list("subject_title", flat=True)
    return titles.first() or ""


def live_subscriptions(subjects: Iterable[tuple[str, str]]) -> list[Subscription]:
    """Confirmed and not ended, one for each address."""
    wanted = Q()
    for kind, key in subjects:
        wanted |= Q(subject_kind=kind, subject_key=key)
    live = Subscription.objects.filter(
        wanted, confirmed__isnull=False, ended__isnull=True, contact__erased__isnull=True
    )
    return list(
        live.select_related("contact").order_by("contact__fingerprint", "pk").distinct("contact__fingerprint")
    )


def messages_on(kind: str, key: str) -> QuerySet[Message]:
    """What was written about one thing and may be read, the oldest first."""
    return Message.objects.filter(subject_kind=kind, subject_key=key).exclude(state=Message.State.REVIEW)


def in_review(kind: str | None = None) -> QuerySet[Message]:
    """What somebody reads before it goes out, the longest waiting first: owed, and not given yet."""
    found = Message.objects.filter(state=Message.State.REVIEW)
    return (found.filter(subject_kind=kind) if kind else found).order_by("made", "pk")


def not_delivered() -> QuerySet[Message]:
    """What came back or never went out, the latest first."""
    return Message.objects.filter(state=Message.State.FAILED).order_by("-pk")


def not_delivered_on(kind: str, keys: Iterable[str]) -> dict[str, list[Message]]:
    """What did not arrive about several things, by their keys; one statement."""
    found: dict[str, list[Message]] = {}
    for message in Message.objects.filter(
        subject_kind=kind, subject_key__in=list(keys), state=Message.State.FAILED
    ):
        found.setdefault(message.subject_key, []).append(message)
    return found


def waiting() -> int:
    """How many messages still have to go out."""
    return Message.objects.filter(state=Message.State.READY).count()


def waiting_for_review() -> dict[str, Any]:
    """How many messages somebody has still to read, and since when the oldest waits."""
    return in_review().order_by().aggregate(count=Count("pk"), oldest=Min("made"))


@dataclass(frozen=True)
class Erasure:
    """Something about a person went: what, when, why. It names nobody, nor what it belonged to."""

    at: datetime
    what: Promise | str
    detail: Promise | str  # what contact data were for
    why: Promise | str


def erasure_lines() -> QuerySet[Entry]:
    """Lines of the journal by which something about a person went, the latest first."""
    return Entry.objects.filter(act__in=list(personal.erasures())).order_by("-id")


def erasures(lines: Iterable[Entry]) -> list[Erasure]:
    """Such lines as they are shown. Reasons are told by who acted: what somebody wrote may name a person."""
    purposes = dict(Contact.Purpose.choices)
    return [
        Erasure(
            line.at, personal.erasures()[line.act], purposes.get(line.details.get("purpose"), ""),
            _WISH if line.act in personal.wished() else _WHY.get(line.actor_role, _BY_OTHERS),
        )
        for line in lines
    ]  # fmt: skip


def vault_overview(today: date) -> list[dict[str, object]]:
    """What the vault holds, by purpose: how many, the oldest, the next to be erased, overdue, erased so far."""
    counted = Contact.objects.values("purpose").annotate(
        held=Count("pk", filter=Q(erased__isnull=True)),
        overdue=Count("pk", filter=Q(erased__isnull=True, keep_until__lt=today)),
        erased_so_far=Count("pk", filter=Q(erased__isnull=False)),
        oldest=Min("kept_since", filter=Q(erased__isnull=True)),
        next_erasure=Min("keep_until", filter=Q(erased__isnull=True)),
    )
    titles = dict(Contact.Purpose.choices)
    return [row | {"title": titles[row["purpose"]]} for row in counted.order_by("purpose")]

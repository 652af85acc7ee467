"""What those do who speak: contribute, add, withdraw, object, have their data erased. An account is not needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.messages.actions import cut_off, erase_contact, keep_contact
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.needs import receipts, rules, steps
from sozialraum.planning.needs.actions.vocabulary import learn_words
from sozialraum.planning.needs.models import Channel, Contribution, Kind, Need, Objection, PlaceKind
from sozialraum.planning.needs.queries.originals import standing
from sozialraum.planning.needs.states import STOPPED, State
from sozialraum.planning.needs.titles import first_words
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import Agent, Program, Refused, acting

name_acts(
    {
        "needs.registered": gettext_lazy("Bedarf gemeldet"),
        "needs.added_to": gettext_lazy("Meldung ergänzt"),
        "needs.contribution_withdrawn": gettext_lazy("Meldung zurückgezogen"),
        "needs.objected": gettext_lazy("Widerspruch gegen die formale Prüfung"),
        "needs.blackout_asked": gettext_lazy("Um Schwärzung der eigenen Person im Text gebeten"),
        "needs.author_erased": gettext_lazy("Angaben zur Person auf Wunsch gelöscht"),
    }
)


# What later stages keep of somebody who spoke, and erase with the rest: name of the app → act.
Erasure = Callable[..., None]
_erasures: dict[str, Erasure] = {}


def erase_too(*, by: str, erasure: Erasure) -> None:
    """Let a later stage erase what it keeps of an author who is erased (called by its app in `ready`, `by` its name).

    erasure(by=actor, contribution=…) runs in the same transaction.
    """
    _erasures[by] = erasure


@dataclass(frozen=True)
class Place:
    """Where it is: the spaces in force today, and the point or area where one was given."""

    kind: str
    edition: str
    social_space: str  # scope key: "sozialraeume/11"
    planning_area: str
    longitude: float | None = None
    latitude: float | None = None
    area: dict[str, Any] | None = None


@dataclass(frozen=True)
class Voice:
    """What was said, where, for whom."""

    text: str
    place: Place
    kind: str = Kind.MISSING
    title: str = ""
    dimensions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    language: str = "de"


@dataclass(frozen=True)
class Reached:
    """How the person can be reached, where they want to be."""

    email: str = ""
    name: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.email or self.phone)


@dataclass(frozen=True)
class Heard:
    """A voice that somebody else brings: for whom, how it was heard, how many people it speaks for."""

    on_behalf_of: str
    channel: str = Channel.TALK
    persons: int = 1
    by: Account | None = None
    bank: str = Bank.RESIDENTS
    on: date | None = None


@dataclass(frozen=True)
class Receipt:
    """What the contributor is given."""

    contribution: Contribution
    code: str = field(repr=False)


@transaction.atomic
def contribute(
    *, by: Agent | None, token: UUID, voice: Voice, reached: Reached = Reached(), heard: Heard | None = None
) -> Receipt:
    """Register a voice; the same token again gives the same receipt and keeps nothing twice.

    A form that comes back with other words (somebody went back and wrote on) is another voice with a receipt of its
    own. by: None without an account. heard: for others, which needs the right to (`needs.register_for_others`).
    """
    actor = _actor(by, voice, heard)
    before = Contribution.objects.filter(token=token).first()
    if before is not None and not _is_same(before, voice):
        token = uuid5(token, f"{voice.kind}/{voice.place.social_space}/{voice.text.strip()}")
        before = Contribution.objects.filter(token=token).first()
    code = receipts.code_of(token)
    if before is not None:
        return Receipt(before, code)
    try:
        with transaction.atomic():
            made = _keep(actor, by, token, code, voice, reached, heard)
    except IntegrityError:
        twin = Contribution.objects.filter(token=token).first()
        if twin is None:
            raise
        return Receipt(twin, code)  # the same form came twice at the same moment
    entry = record(
        by=actor, act="needs.registered", subject=steps.about(made.need),
        details={"contribution": made.pk, "to": State.REGISTERED, "channel": made.channel, "persons": made.persons},
    )  # fmt: skip
    steps.tell(actor=actor, contribution=made, entry=entry, letter="registered", need=made.need)
    return Receipt(made, code)


def _is_same(before: Contribution, voice: Voice) -> bool:
    """Whether this was said; something may have been added or blacked out since."""
    text = voice.text.strip()
    words = len(before.text) >= len(text) and all(
        kept in (said, rules.BLACK) for kept, said in zip(before.text, text, strict=False)
    )
    return words and (before.kind, before.social_space) == (voice.kind, voice.place.social_space)


def _actor(by: Agent | None, voice: Voice, heard: Heard | None) -> Actor:
    if by is None:
        if heard is not None:
            raise Refused(
                _("Um für andere zu melden, brauchen Sie ein Konto dafür. Bitte melden Sie sich an.")
            )
        return rules.VISITOR
    if heard is None:
        return Actor(by.pk, by.name, "program" if isinstance(by, Program) else "self")
    return acting(by, "needs.register_for_others")


def _keep(
    actor: Actor,
    by: Agent | None,
    token: UUID,
    code: str,
    voice: Voice,
    reached: Reached,
    heard: Heard | None,
) -> Contribution:
    place, account = voice.place, by if isinstance(by, Account) else None
    contact = None
    if reached:
        contact = keep_contact(
            by=actor, purpose=Contact.Purpose.FEEDBACK, email=reached.email, name=reached.name,
            phone=reached.phone, language=voice.language,
        )  # fmt: skip
    text = voice.text.strip()
    title = voice.title.strip() or first_words(text)
    need = Need.objects.create(
        since=clock.now(), registered=clock.now(), kind=voice.kind, title=title[:160], edition=place.edition,
        social_space=place.social_space, planning_area=place.planning_area, longitude=place.longitude,
        latitude=place.latitude, dimensions=list(voice.dimensions), groups=list(voice.groups),
        voices=heard.persons if heard else 1, said=text,
    )  # fmt: skip
    learn_words(f"{voice.title} {text}")
    return Contribution.objects.create(
        need=need, origin=need, token=token, code_print=receipts.print_of(code), kind=voice.kind, text=text,
        language=voice.language, place_kind=PlaceKind(place.kind), longitude=place.longitude, latitude=place.latitude,
        area=place.area, edition=place.edition, social_space=place.social_space, dimensions=list(voice.dimensions),
        groups=list(voice.groups), persons=heard.persons if heard else 1,
        bank=heard.bank if heard else Bank.RESIDENTS, channel=heard.channel if heard else Channel.WEB,
        on_behalf_of=heard.on_behalf_of if heard else "", heard_by=heard.by if heard else None,
        heard_on=heard.on if heard else None,
        account=None if heard else account, contact=contact, registered=clock.now(),
    )  # fmt: skip


@transaction.atomic
def add(*, by: Account | None, contribution: Contribution, text: str) -> None:
    """Add something to what was said; it stands below the first words, with its day, once the manager has read it."""
    contribution = _own(contribution)
    actor = rules.author(contribution, by)
    if not contribution.need.is_open:
        raise Refused(_("Der Weg dieser Meldung ist zu Ende. Bitte melden Sie es neu."), "ended")
    if not text.strip():
        raise Refused(_("Bitte schreiben Sie, was Sie ergänzen möchten."))
    day = clock.today().strftime("%d.%m.%Y")
    longer = f"{contribution.text}\n\n[{day}] {text.strip()}"
    if len(longer) > 6000:
        raise Refused(
            _(
                "Zusammen wäre das zu lang: höchstens 6.000 Zeichen. Bitte kürzen Sie es, oder melden Sie es neu."
            ),
            "too_long",
        )
    contribution.text = longer
    contribution.save(update_fields=["text"])
    steps.gather(contribution.need)
    learn_words(text)
    details = {"contribution": contribution.pk}
    record(by=actor, act="needs.added_to", subject=steps.about(contribution.need), details=details)


@transaction.atomic
def withdraw(*, by: Account | None, contribution: Contribution) -> None:
    """Take a voice back, until its need is carried; a need without voices ends with its last one."""
    contribution = _own(contribution)
    need, actor = contribution.need, rules.author(contribution, by)
    if not need.may_still_be_withdrawn:
        raise Refused(
            _(
                "Der Bedarf ist schon weiter und gehört jetzt allen, die ihn beraten haben. Zurückziehen geht "
                "nicht mehr. Ihre Angaben zur Person können Sie weiterhin löschen."
            ),
            "moved_on",
        )
    contribution.withdrawn = clock.now()
    contribution.save(update_fields=["withdrawn"])
    details = {"contribution": contribution.pk}
    entry = record(by=actor, act="needs.contribution_withdrawn", subject=steps.about(need), details=details)
    steps.gather(need)
    _rename(need, contribution)
    others = standing(need).exists()
    steps.tell(
        actor=actor, contribution=contribution, entry=entry, letter="withdrawn", need=need, others=others
    )
    if not others:
        steps.end_without_voices(actor=actor, need=need)


def _rename(need: Need, gone: Contribution) -> None:
    """A need that goes on with others is not called by the words of somebody who took them back."""
    next_ = need.contributions.filter(withdrawn__isnull=True).first()
    if next_ is not None and need.title == first_words(gone.text):
        need.title = first_words(next_.read_text if need.is_public else next_.text)
        need.save(update_fields=["title"])


@transaction.atomic
def erase_author(*, by: Account | None, contribution: Contribution, blacken: bool = False) -> None:
    """Erase who it was: contact data, account, for whom. What was said stays, and its way too.

    blacken: their text tells who they are, too; the manager is asked to black that out.
    """
    kept = (
        Contribution.objects.select_for_update(of=("self",)).select_related("contact").get(pk=contribution.pk)
    )
    actor = rules.author(kept, by)
    contact, kept.contact, kept.account, kept.on_behalf_of = kept.contact, None, None, ""
    kept.save(update_fields=["contact", "account", "on_behalf_of"])
    if contact is not None:
        erase_contact(by=actor, contact=contact, reason=_("auf Wunsch der Person"))
    cut_off(by=actor, subject=steps.of(kept))
    for erasure in _erasures.values():
        erasure(by=rules.VISITOR, contribution=kept)
    record(by=rules.VISITOR, act="needs.author_erased", subject=steps.of(kept))
    if blacken and not kept.to_blacken:
        kept.to_blacken = clock.now()
        kept.save(update_fields=["to_blacken"])
        record(by=rules.VISITOR, act="needs.blackout_asked", subject=steps.of(kept))


@transaction.atomic
def object_to(*, by: Account | None, contribution: Contribution, text: str) -> Objection:
    """Object to a return, a merger or a redirection, or to a need that was not carried: a conference looks at it.

    To what the formal check said objects the conference of the space; to its own no the one of the planning area.
    """
    contribution = _own(contribution)
    need = contribution.need
    stopped = need if need.state in STOPPED else contribution.origin
    if stopped.state not in (*STOPPED, State.MERGED):
        raise Refused(
            _(
                "Widersprechen können Sie, wenn eine Meldung zurückgegeben, zusammengelegt, weitergeleitet oder von "
                "der Konferenz nicht getragen wurde."
            ),
            "nothing_to_object",
        )
    if contribution.objections.filter(answered__isnull=True).exists():
        raise Refused(
            _(
                "Ihr Widerspruch liegt der Konferenz schon vor. Die Antwort lesen Sie hier, sobald sie beraten hat."
            ),
            "objected_before",
        )
    if not text.strip():
        raise Refused(_("Bitte schreiben Sie, warum Sie nicht einverstanden sind."))
    made = Objection.objects.create(
        contribution=contribution, need=stopped, text=text.strip(), raised=clock.now()
    )
    record(
        by=rules.author(contribution, by), act="needs.objected", subject=steps.about(stopped),
        details={"contribution": contribution.pk, "objection": made.pk},
    )  # fmt: skip
    return made


def _own(contribution: Contribution) -> Contribution:
    kept = steps.locked_voice(contribution)
    if kept.withdrawn:
        raise Refused(_("Diese Meldung ist zurückgezogen."), "withdrawn")
    return kept

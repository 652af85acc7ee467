"""The formal check by the manager: place, no individual case, nothing about others. Never a no on the merits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.journal.queries import entries_on
from sozialraum.planning.messages.actions import change_words
from sozialraum.planning.messages.vault import seal
from sozialraum.planning.needs import rules, steps
from sozialraum.planning.needs.actions.repairing import owe_repair
from sozialraum.planning.needs.actions.vocabulary import learn_words
from sozialraum.planning.needs.models import Contribution, FormerWording, Need, Objection
from sozialraum.planning.needs.queries.blackened import BLACKED_OUT, places_in
from sozialraum.planning.needs.queries.original import context_of, original_of
from sozialraum.planning.needs.queries.originals import followers
from sozialraum.planning.needs.states import MANAGER, STOPPED, State
from sozialraum.planning.needs.titles import first_words
from sozialraum.planning.people.rules import Agent, Refused, acting

name_acts(
    {
        "needs.blacked_out": gettext_lazy("Angaben über andere geschwärzt"),
        "needs.blackout_done": gettext_lazy("Auf Bitte der Person geschwärzt und gelöscht"),
        "needs.blackout_needless": gettext_lazy("Bitte um Schwärzung gelesen: nichts zu schwärzen"),
        "needs.words_read": gettext_lazy("Neue Worte gelesen und freigegeben"),
        "needs.original_read": gettext_lazy("Versiegelter Wortlaut gelesen"),
        "needs.reworded": gettext_lazy("Bedarf neu formuliert"),
        "needs.objection_answered": gettext_lazy("Widerspruch beantwortet"),
    }
)


@transaction.atomic
def accept(*, by: Agent, need: Need, seen: str = "") -> None:
    """The formal check is passed: the conference can deliberate, and everybody may read.

    seen: the print of the words that were read; where something came since, it must be read first.
    """
    need = steps.locked(need)
    actor = rules.may_take(by, need, State.DELIBERATING)
    if need.state != State.REGISTERED:  # later, a conference takes a need back or anew, and says why
        raise Refused(
            _("Jemand war schneller: Die Form ist schon geprüft. Bitte laden Sie die Seite neu."), "quicker"
        )
    _require_seen(need, seen)
    need.contributions.update(read_to=Length("text"))
    steps.take(actor=actor, need=need, target=State.DELIBERATING, reason="")


def _require_seen(need: Need, seen: str) -> None:
    standing = need.contributions.filter(withdrawn__isnull=True).order_by("pk")
    if seen and seen != rules.print_of(*standing.values_list("text", flat=True)):
        raise Refused(_("Inzwischen kam etwas dazu. Bitte lesen Sie noch einmal, was gesagt wurde."))


@transaction.atomic
def read_words(*, by: Agent, contribution: Contribution, letters: int) -> None:
    """The manager has read what came to a need that is public already: it names nobody, so everybody may read it.

    letters: how long the text was that they read; what came since stays unread.
    """
    kept = steps.locked_voice(contribution)
    actor = acting(by, MANAGER, *kept.need.scopes)
    if kept.withdrawn:
        raise Refused(_("Diese Meldung ist zurückgezogen."))
    letters = min(letters, len(kept.text))
    if letters <= kept.read_to:
        return
    kept.read_to = letters
    kept.save(update_fields=["read_to"])
    if (
        kept.need.title == kept.need.number and kept.origin_id == kept.need_id
    ):  # nobody had read what it would have been called by
        kept.need.title = first_words(kept.read_text)
        kept.need.save(update_fields=["title"])
    steps.gather(kept.need)
    details = {"contribution": kept.pk, "letters": letters}
    record(by=actor, act="needs.words_read", subject=steps.about(kept.need), details=details)


@transaction.atomic
def give_back(*, by: Agent, need: Need, reason: str) -> None:
    """Give a voice back with a reason that is sent: no place, an individual case, and nothing else."""
    need = steps.locked(need)
    actor = rules.may_take(by, need, State.RETURNED)
    steps.take(actor=actor, need=need, target=State.RETURNED, reason=reason)


@transaction.atomic
def redirect(
    *, by: Agent, need: Need, service: str, reason: str, reference: str = "", defect: str = "", seen: str = ""
) -> None:
    """A plain defect or individual aid goes to the service that handles it; whoever reported it is told which.

    defect: the kind of it in the service's own list; then what was read of it is sent there by Open311.
    seen: the print of the words that were read.
    """
    need = steps.locked(need)
    actor = rules.may_take(by, need, State.REDIRECTED)
    if not service.strip():
        raise Refused(_("Bitte nennen Sie die Stelle, die sich darum kümmert."))
    need.department = service.strip()
    details = {"service": service.strip()} | ({"reference": reference} if reference else {})
    if defect:
        _require_seen(need, seen)
        need.contributions.update(read_to=Length("text"))
        owe_repair(by=actor, need=need, service=need.department, code=defect)
        details["defect"] = defect
    steps.take(actor=actor, need=need, target=State.REDIRECTED, reason=reason, details=details)


@transaction.atomic
def black_out(*, by: Agent, contribution: Contribution, spans: list[tuple[int, int]]) -> None:
    """Black out what a voice says of others; the whole text is sealed for those with the right.

    Where its author asked for it, nothing is sealed: what is black is gone for good, and they are told.
    spans: from and until, in characters of the text as it stands, half-open.
    """
    kept = steps.locked_voice(contribution)
    actor, need = acting(by, MANAGER, *kept.need.scopes), kept.need
    whole, letters = kept.text, list(kept.text)
    for begin, end in spans:
        if not 0 <= begin < end <= len(whole):
            raise Refused(
                _(
                    "Der Text hat sich inzwischen geändert. Bitte laden Sie die Seite neu und wählen Sie noch einmal."
                )
            )
        letters[begin:end] = _blackened(whole[begin:end])
    text = "".join(letters)
    if text == whole:
        return
    kept.sealed_text = None if _wish_was_met(kept) else seal({"text": original_of(kept)}, context_of(kept))
    kept.text = text
    kept.save(update_fields=["text", "sealed_text"])
    parts = [whole[begin:end] for begin, end in spans]
    for one in {one.pk: one for one in (need, kept.origin, *followers(need))}.values():
        _blacken_wording(one, kept, whole, parts)
        steps.gather(one)
        _blacken_beside(actor, one, parts)
        _note_blackened(actor, one, kept, parts)
    if kept.to_blacken:
        _answer_wish(actor, kept, blackened=True)


@transaction.atomic
def wish_done(*, by: Agent, contribution: Contribution) -> None:
    """Somebody asked to be blacked out: the text was read, and nothing (more) in it tells who they are."""
    kept = steps.locked_voice(contribution)
    actor = acting(by, MANAGER, *kept.need.scopes)
    if not kept.to_blacken:
        raise Refused(_("Diese Bitte ist schon erledigt: Jemand war schneller."))
    _answer_wish(actor, kept, blackened=rules.BLACK in kept.text)


def _answer_wish(actor: Actor, kept: Contribution, *, blackened: bool) -> None:
    """The wish is met: the sealed words go too, and its author is told (at the receipt, where no address is left)."""
    details = {"contribution": kept.pk, "asked": kept.to_blacken.isoformat() if kept.to_blacken else ""}
    gone = blackened or kept.sealed_text is not None
    act = "needs.blackout_done" if gone else "needs.blackout_needless"
    kept.to_blacken, kept.sealed_text = None, None
    kept.save(update_fields=["to_blacken", "sealed_text"])
    entry = record(by=actor, act=act, subject=steps.about(kept.need), details=details)
    steps.tell(
        actor=actor, contribution=kept, entry=entry, letter="blackened", need=kept.need, blackened=blackened
    )


Blackening = Callable[..., None]
_blackenings: dict[str, Blackening] = {}


def blacken_too(*, by: str, blackening: Blackening) -> None:
    """Let a later stage black out the same words where it keeps them (called by its app in `ready`, `by` its name).

    blackening(by=actor, need=…, change=…) runs in the same transaction, the need is locked; change: a text without
    them.
    """
    _blackenings[by] = blackening


def _blackened(part: str) -> str:
    return "".join(rules.BLACK if letter.strip() else letter for letter in part)


def _blacken_wording(need: Need, kept: Contribution, whole: str, parts: list[str]) -> None:
    """The same words in what the need is or was called; a title that is the beginning of the text follows the text."""
    by_itself = need.pk == kept.origin_id and need.title == first_words(whole)
    need.title = first_words(kept.text) if by_itself else _without(need.title, parts)
    need.wording = _without(need.wording, parts)
    need.save(update_fields=["title", "wording"])
    for former in need.former_wordings.all():
        former.title, former.wording = _without(former.title, parts), _without(former.wording, parts)
        former.save(update_fields=["title", "wording"])


def _blacken_beside(actor: Actor, need: Need, parts: list[str]) -> None:
    """The same words in what was written about the need, and in objections to what became of it."""
    change_words(by=actor, subject=steps.about(need), change=lambda text: _without(text, parts))
    for one in Objection.objects.filter(need=need):
        one.text, one.answer = _without(one.text, parts), _without(one.answer, parts)
        one.save(update_fields=["text", "answer"])
    for blackening in _blackenings.values():
        blackening(by=actor, need=need, change=lambda text: _without_words(text, parts))


def _wish_was_met(kept: Contribution) -> bool:
    """Whether its author asked to be blacked out and was: then nothing is sealed any more."""
    lines = Entry.objects.filter(act__in=("needs.blackout_done", "needs.blackout_needless"))
    return lines.filter(details__contribution=kept.pk).exists()


def _note_blackened(actor: Actor, need: Need, kept: Contribution, parts: list[str]) -> None:
    """The line of it; what the journal itself says of the same words stays there and is not shown any more."""
    written = entries_on("need", str(need.pk)).order_by("id")
    lines = places_in(written, lambda text: _without_words(text, parts))
    if need.pk == kept.need_id or lines:
        details = {"contribution": kept.pk} | ({"lines": lines} if lines else {})
        record(by=actor, act=BLACKED_OUT, subject=steps.about(need), details=details)


def _without(text: str, parts: list[str]) -> str:
    for part in parts:
        if len(part.strip()) > 2:  # a single letter stands in every word
            text = text.replace(part.strip(), _blackened(part.strip()))
    return text


def _without_words(text: str, parts: list[str]) -> str:
    """The same where much else stands beside it: only whole words count."""
    for part in (one.strip() for one in parts if len(one.strip()) > 2):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", lambda found: _blackened(found[0]), text)
    return text


@transaction.atomic
def read_original(*, by: Agent, contribution: Contribution, reason: str) -> str:
    """What was said before anything was blacked out. Whoever reads it says why; the journal keeps that."""
    kept = Contribution.objects.select_related("need").get(pk=contribution.pk)
    actor = acting(by, MANAGER, *kept.need.scopes)
    if kept.sealed_text is None:
        raise Refused(_("An dieser Meldung ist nichts geschwärzt."))
    if not reason.strip():
        raise Refused(_("Bitte sagen Sie, warum Sie den ganzen Wortlaut brauchen."))
    details = {"contribution": kept.pk}
    record(
        by=actor,
        act="needs.original_read",
        subject=steps.about(kept.need),
        reason=reason.strip(),
        details=details,
    )
    return original_of(kept)


@transaction.atomic
def reword(*, by: Agent, need: Need, title: str, wording: str) -> None:
    """Put a need into words for the deliberation. What was said stays beside it, and so do the former words."""
    need = steps.locked(need)
    actor = acting(by, MANAGER, *need.scopes)
    if not title.strip():
        raise Refused(_("Bitte geben Sie dem Bedarf einen kurzen Titel."))
    before = {"title": need.title, "wording": need.wording}
    need.title, need.wording = title.strip()[:160], wording.strip()
    if before == {"title": need.title, "wording": need.wording}:
        return
    need.save(update_fields=["title", "wording"])
    former = FormerWording.objects.create(need=need, replaced=clock.now(), **before)
    learn_words(f"{need.title} {need.wording}")
    record(by=actor, act="needs.reworded", subject=steps.about(need), details={"former": former.pk})


@transaction.atomic
def answer_objection(
    *, by: Agent, objection: Objection, answer: str, reopen: bool, reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """The conference has looked at an objection: the need is deliberated after all, or it stays as it was."""
    need = steps.locked(objection.need)  # needs before all else, as everywhere
    kept = (
        Objection.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=objection.pk)
    )
    actor = acting(by, "conferences.minute", *need.scopes)
    if kept.answered:
        raise Refused(_("Dieser Widerspruch ist schon beantwortet."))
    kept.answer, kept.answered = rules.require_reason(answer), clock.now()
    kept.save(update_fields=["answer", "answered"])
    said = {"objection": kept.pk}  # the answer stands with the objection, for whoever objected
    entry = record(by=actor, act="needs.objection_answered", subject=steps.about(need), details=said)
    contribution = kept.contribution
    steps.tell(
        actor=actor, contribution=contribution, entry=entry, letter="objection", need=need, reason=kept.answer
    )
    if reopen and need.state in STOPPED:  # it may have moved on meanwhile
        # An answer is for one person alone; everybody reads the reason of a step. What was said has yet to be read.
        reason = reason or str(rules.GRANTED)
        letter = "reopened" if need.state == State.NOT_CARRIED else ""
        steps.take(
            actor=actor, need=need, target=State.DELIBERATING, reason=reason, details=details, letter=letter
        )  # fmt: skip

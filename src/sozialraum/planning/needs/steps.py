"""A step as it is written down: state, journal, the messages that are owed, what a need counts.

Only actions call what stands here, inside their transaction, after they asked who may.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import Addressee, owe, tell_subscribers
from sozialraum.planning.needs import letters, rules
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.states import END, PUBLIC, State

name_acts({"needs.stepped": gettext_lazy("Stand eines Bedarfs geändert")})
EVERY_NEED = Subject("needs", "all", "")  # what somebody subscribes to who wants to hear of all of them


def about(need: Need) -> Subject:
    """The subject of a journal line on a need."""
    return Subject("need", str(need.pk), f"{need.number} {need.title}".strip())


def locked(need: Need) -> Need:
    """The need as it stands now; others wait until this transaction is over."""
    return Need.objects.select_for_update().get(pk=need.pk)


def take(
    *, actor: Actor, need: Need, target: State, reason: str, details: Mapping[str, Any] | None = None,
    merged_into: Need | None = None, letter: str = "",
) -> Entry:  # fmt: skip
    """The step itself, for actions that have locked the need and asked who acts. Tells everybody concerned.

    letter: where those concerned are owed another one than that of the state.
    """
    if target in END and target is not State.WITHDRAWN:
        reason = rules.require_reason(reason)
    before, need.state, need.since = need.state, target, timezone.now()
    need.merged_into = merged_into
    if target in END:
        need.due = None
    need.save(update_fields=["state", "since", "merged_into", "department", "due"])
    lines = {"from": before, "to": str(target)} | dict(details or {})
    entry = record(by=actor, act="needs.stepped", subject=about(need), reason=reason, details=lines)
    tell_contributors(actor=actor, need=need, entry=entry, letter=letter or str(target), reason=reason)
    if target in PUBLIC:
        _tell_the_public(actor, need, entry)
    return entry


def tell_contributors(
    *, actor: Actor, need: Need, entry: Entry, letter: str, reason: str = "", **values: Any
) -> None:
    """Owe everybody whose voice is in the need a letter in their language."""
    voices = need.contributions.filter(withdrawn__isnull=True).select_related("contact", "account")
    for one in voices:
        tell(actor=actor, contribution=one, entry=entry, letter=letter, need=need, reason=reason, **values)


def tell(*, actor: Actor, contribution: Contribution, entry: Entry, letter: str, **values: Any) -> None:
    """Owe one contributor a letter."""
    language = contribution.language
    with override(language):
        title, body = letters.written(letter, contribution=contribution, **values)
    to = Addressee(contribution.contact, contribution.account, language)
    owe(by=actor, entry=entry, subject=of(contribution), to=to, title=title, body=body)


def of(contribution: Contribution) -> Subject:
    """The subject of a line or message on one contribution. Its text stays out of the journal."""
    return Subject("contribution", str(contribution.pk), str(contribution))


def _tell_the_public(actor: Actor, need: Need, entry: Entry) -> None:
    subjects = [Subject("need", str(need.pk), ""), Subject("social_space", need.social_space, ""), EVERY_NEED]
    tell_subscribers(
        by=actor, entry=entry, subjects=subjects, written=lambda: letters.written("news", need=need)
    )


def gather(need: Need) -> None:
    """What the need counts of its contributions: people, and the words by which it is found."""
    voices = need.contributions.filter(withdrawn__isnull=True).values_list("persons", "text")
    need.voices = sum(persons for persons, _text in voices)
    need.said = "\n\n".join(text for _persons, text in voices)
    need.save(update_fields=["voices", "said"])

"""A step as it is written down: state, journal, the messages that are owed, what a need counts.

Only actions call what stands here, inside their transaction, after they asked who may.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import Addressee, Letter, owe_all, tell_subscribers
from sozialraum.planning.needs import letters, rules
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.originals import followers, standing
from sozialraum.planning.needs.queries.repairs import DROPPED, OPEN
from sozialraum.planning.needs.states import END, PUBLIC, State
from sozialraum.planning.needs.titles import first_words
from sozialraum.planning.people.queries import holders
from sozialraum.planning.people.rules import Refused

name_acts({"needs.stepped": gettext_lazy("Stand eines Bedarfs geändert")})
# Ends that the conference hears of: it carried it, or has it on its agenda.
HEARD_OF = {State.REJECTED: "conference", State.EVALUATED: "conference", State.WITHDRAWN: "withdrawn_from"}
EVERY_NEED = Subject("needs", "all", "")  # what somebody subscribes to who wants to hear of all of them


def about(need: Need) -> Subject:
    """The subject of a journal line on a need: its number alone, since the journal keeps for ever what it is told."""
    return Subject("need", str(need.pk), need.number)


def locked(need: Need) -> Need:
    """The need as it stands now; others wait until this transaction is over."""
    return Need.objects.select_for_update().get(pk=need.pk)


def locked_voice(contribution: Contribution) -> Contribution:
    """A voice as it stands now, with its need and the one that it began.

    Needs are locked before voices and in order, everywhere: two who act at once never wait for each other for ever.
    """
    where = Contribution.objects.values_list("need_id", "origin_id").get(pk=contribution.pk)
    needs = {one.pk: one for one in Need.objects.select_for_update().filter(pk__in=where).order_by("pk")}
    kept = (
        Contribution.objects.select_for_update(of=("self",)).select_related("contact").get(pk=contribution.pk)
    )
    if (kept.need_id, kept.origin_id) != where:
        raise Refused(_("Jemand war schneller. Bitte laden Sie die Seite neu."), "quicker")
    kept.need, kept.origin = needs[kept.need_id], needs[kept.origin_id]
    return kept


def take(
    *, actor: Actor, need: Need, target: State, reason: str, details: Mapping[str, Any] | None = None,
    merged_into: Need | None = None, letter: str = "", tells: bool = True,
) -> Entry:  # fmt: skip
    """The step itself, for actions that have locked the need and asked who acts. Tells everybody concerned.

    letter: where those concerned are owed another one than that of the state. tells: see way.advance.
    """
    if target in END and target is not State.WITHDRAWN:
        reason = rules.require_reason(reason)
    before, need.state, need.since = need.state, target, clock.now()
    need.merged_into, need.broken_off = merged_into, False
    if target in END:
        need.due = None
    if target in (State.REGISTERED, State.DELIBERATING):
        need.department = ""  # taken up anew: whose it was before, the journal tells
    need.save(update_fields=["state", "since", "merged_into", "broken_off", "department", "due"])
    need.repairs.filter(state__in=OPEN if before == State.REDIRECTED else ()).update(state=DROPPED)
    lines = {"from": before, "to": str(target)} | dict(details or {})
    if need.is_public and before not in PUBLIC:
        _open_to_all(need)
    entry = record(by=actor, act="needs.stepped", subject=about(need), reason=reason, details=lines)
    if not tells and target not in END:
        return entry
    tell_contributors(actor=actor, need=need, entry=entry, letter=letter or str(target), reason=reason)
    if target in HEARD_OF and before in PUBLIC:
        _tell_the_conference(actor, need, entry, reason, HEARD_OF[target])
    if target in PUBLIC:
        tell_the_public(actor, need, entry)
    return entry


def break_off(need: Need) -> None:
    """What was begun for a need is given up: it stays where it is, and who decided has the ball."""
    need.broken_off = True
    need.save(update_fields=["broken_off"])


def end_without_voices(*, actor: Actor, need: Need, reason: str = "") -> None:
    """Until it is carried a need ends with the last voice behind it, and with it what follows on it."""
    for one in (need, *(locked(found) for found in followers(need))):
        if one.may_still_be_withdrawn and not standing(one).exists():
            take(actor=actor, need=one, target=State.WITHDRAWN, reason=reason)


def _tell_the_conference(actor: Actor, need: Need, entry: Entry, reason: str, letter: str) -> None:
    """Who carries knowledge into the conference is owed the reason too, in the same transaction."""
    told = list[Letter]()
    managers = holders("planning_area_manager", need.scopes, clock.today())
    for one in managers or holders("social_planner"):  # a post is vacant: who plans for the whole city
        with override(one.language):
            title, body = letters.written(letter, need=need, reason=reason)
        told.append(Letter(about(need), Addressee(account=one, language=one.language), title, body, letter))
    owe_all(by=actor, entry=entry, letters=told)


def _open_to_all(need: Need) -> None:
    """From now on everybody reads it: as far as it has been read, and under no title of words that nobody has."""
    first = Contribution.objects.filter(origin=need).first()
    if first is not None and not first.is_read and need.title == first_words(first.text):
        need.title = need.number
        need.save(update_fields=["title"])
    gather(need)


def tell_contributors(
    *, actor: Actor, need: Need, entry: Entry, letter: str, reason: str = "", **values: Any
) -> None:
    """Owe everybody whose voice is in the need a letter in their language."""
    voices = standing(need).select_related("contact", "account")
    told = [_letter(one, letter, need=need, reason=reason, **values) for one in voices]
    owe_all(by=actor, entry=entry, letters=told)


def tell(*, actor: Actor, contribution: Contribution, entry: Entry, letter: str, **values: Any) -> None:
    """Owe one contributor a letter."""
    owe_all(by=actor, entry=entry, letters=[_letter(contribution, letter, **values)])


def _letter(contribution: Contribution, letter: str, **values: Any) -> Letter:
    """What they are told, in their language."""
    language = contribution.language
    with override(language):
        title, body = letters.written(letter, contribution=contribution, **values)
    to = Addressee(contribution.contact, contribution.account, language)
    return Letter(of(contribution), to, title, body, letter)


def of(contribution: Contribution) -> Subject:
    """The subject of a line or message on one contribution. Its text stays out of the journal."""
    return Subject("contribution", str(contribution.pk), str(contribution))


def tell_the_public(actor: Actor, need: Need, entry: Entry) -> None:
    """Owe the news to everybody who subscribed to the need, its space, or all."""
    subjects = [Subject("need", str(need.pk), ""), Subject("social_space", need.social_space, ""), EVERY_NEED]
    tell_subscribers(
        by=actor, entry=entry, subjects=subjects, written=lambda: letters.written("news", need=need)
    )


def gather(need: Need) -> None:
    """What the need counts of its contributions: people, and the words by which it is found.

    Of a public need only those that the manager has read.
    """
    voices = list(standing(need).defer("sought"))
    need.voices = sum(one.persons for one in voices)
    texts = [one.read_text if need.is_public else one.text for one in voices]
    need.said = "\n\n".join(text for text in texts if text)
    need.save(update_fields=["voices", "said"])
    for one in need.successors.order_by("pk"):  # the same voices stand behind it
        gather(one)

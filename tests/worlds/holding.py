"""What must hold of a need, whoever did whatever: invariants 1 to 6 of the process, over the journal and the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Contact, Message
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Contribution, Need, Objection
from sozialraum.planning.needs.queries.originals import family, standing
from sozialraum.planning.needs.states import (
    AUTHOR,
    COUNCIL,
    DOING,
    END,
    HEAD,
    MANAGER,
    OFFICER,
    PUBLIC,
    State,
)
from sozialraum.planning.people.roles import ROLES

# Roles that take a step beside those whose role has its permission, by rules of their own.
BESIDE: dict[str, set[str]] = {
    AUTHOR: {"self", "visitor", "planning_area_manager"},  # who splits off the last voice ends what it leaves
    OFFICER: {"department_head", "planning_area_manager", "social_planner"},  # extend, assign
    HEAD: {"department_head"},
    COUNCIL: {"department_head", "planning_area_manager"},  # what is theirs to decide
    MANAGER: {"social_planner"},  # grants an objection to a merger
    states.CONFERENCE: {"department_head", "department_officer"},  # a side of the talks
    DOING: {"department_head"},  # agrees to what a provider proposed
}
TOLD_THE_CONFERENCE = (State.REJECTED, State.EVALUATED)


def marks(need: Need) -> tuple[Any, ...]:
    """Changes with whatever happens to a need: lines of the journal, messages, where it stands; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, since, department, due, voices, (SELECT max(id) FROM journal_entry), "
            f"(SELECT max(id) FROM {Message._meta.db_table}) FROM {Need._meta.db_table} WHERE id = %s",
            [need.pk],
        )
        return tuple(cursor.fetchone())


@dataclass
class Told:
    """A need with all that is written of it."""

    need: Need
    after: str  # the act that was done

    @cached_property
    def lines(self) -> list[Entry]:
        found = Entry.objects.filter(subject_kind="need", subject_key=str(self.need.pk))
        return list(found.order_by("pk"))

    @cached_property
    def steps(self) -> list[Entry]:
        return [one for one in self.lines if one.act == "needs.stepped"]

    @cached_property
    def voices(self) -> list[Contribution]:
        return list(standing(self.need).order_by("pk"))

    def require(self, holds: object, what: str) -> None:
        assert holds, f"after {self.after}: {self.need.number} ({self.need.state}): {what}"


RULES: list[Callable[[Told], None]] = []


def rule(function: Callable[[Told], None]) -> Callable[[Told], None]:
    RULES.append(function)
    return function


def require_all(need: Need, after: str) -> None:
    """Everything that is named a rule, of one need."""
    told = Told(need, after)
    for one in RULES:
        one(told)


@rule
def the_journal_tells_its_way(told: Told) -> None:
    """Invariants 2 and 6: each line a step of the table, each begins where the last ended, by a role that may."""
    begun = told.lines[0]
    told.require(begun.act in ("needs.registered", "needs.succeeded"), "its way has no beginning")
    here, department, at = begun.details["to"], "", begun.at
    for line in told.steps:
        told.require(line.details["from"] == here, f"the journal has a gap before {line.details}")
        step = states.step(here, line.details["to"])
        told.require(at <= line.at, "the journal goes back in time")
        told.require(_may(line, step.permission), f"{line.actor_role} stepped {here} → {step.target}")
        here, at = line.details["to"], line.at
        told.require(here not in END or line.reason or here == State.WITHDRAWN, "no reason")
        department = line.details.get("department", line.details.get("service", department))
        department = "" if here in (State.REGISTERED, State.DELIBERATING) else department
    told.require(here == told.need.state, f"the journal says {here}")
    told.require(department == told.need.department, f"the journal says it lies at {department}")


def _may(line: Entry, permission: str) -> bool:
    if line.actor_role == "program" or line.actor_role in BESIDE[permission]:
        return True
    return line.actor_role in ROLES and permission in ROLES[line.actor_role].permissions


@rule
def its_end_was_told(told: Told) -> None:
    """Invariant 1: the line of the end owes a message with the reason to all who registered it."""
    need = told.need
    if need.state not in END:
        return
    line = told.steps[-1]
    letters = list(Message.objects.filter(entry_id=line.pk))
    about = {one.subject_key: one for one in letters if one.subject_kind == "contribution"}
    whom = {str(one.pk) for one in told.voices}
    if need.state == State.MERGED:
        whom |= {str(pk) for pk in line.details["contributions"]}
        withdrawn = Contribution.objects.filter(pk__in=whom, withdrawn__isnull=False).values_list(
            "pk", flat=True
        )
        whom -= {str(pk) for pk in withdrawn} - {str(one.pk) for one in told.voices}
    after = Entry.objects.filter(act="needs.gathered", pk__gt=line.pk).exists()
    told.require(whom <= about.keys() or after, f"{whom - about.keys()} not told of the end")
    for letter in about.values():
        told.require(letter.state != "failed" and letter.body.strip(), "an empty letter")
        told.require(line.reason in letter.body or need.state == State.WITHDRAWN, f"{letter.body}: no reason")
    if need.state in TOLD_THE_CONFERENCE or (
        need.state == State.WITHDRAWN and line.details["from"] in PUBLIC
    ):
        told.require(any(one.subject_kind == "need" for one in letters), "no word to the conference")


@rule
def no_voice_is_lost(told: Told) -> None:
    """Invariant 4: each voice stays with the need that it began, or with one that took it in; and is counted."""
    need = told.need
    told.require(need.voices == sum(one.persons for one in told.voices), "voices are counted wrongly")
    told.require(
        need.state not in states.BEFORE_CARRIED or told.voices or _was_taken_up_alone(told),
        "nobody behind it",
    )
    begun = Contribution.objects.filter(origin=need).select_related("need").first()
    if begun is None:
        told.require(need.follows_id and need.state != State.MERGED, "no voice began it")
        return
    told.require((begun.need_id == need.pk) == (need.state != State.MERGED), f"its voice is in {begun.need}")
    told.require(begun.text.strip(), "its words are gone")


def _was_taken_up_alone(told: Told) -> bool:
    """By the conference after an end, itself or what it follows on, when nobody stood behind it any more."""
    about = {"subject_kind": "need", "subject_key__in": [str(pk) for pk in family(told.need)]}
    ends = [str(one) for one in states.END]
    taken_up = (
        Entry.objects.filter(act="needs.stepped", details__from__in=ends, **about).order_by("-pk").first()
    )
    left = Entry.objects.filter(act__in=("needs.contribution_withdrawn", "needs.split"), **about)
    return taken_up is not None and not left.filter(pk__gt=taken_up.pk).exists()


@rule
def who_was_erased_is_gone(told: Told) -> None:
    """Invariant 5: contact data and account are gone, nothing goes there any more; the voice stays."""
    voices = {str(one.pk): one for one in told.need.contributions.all()}
    lines = Entry.objects.filter(act="needs.author_erased", subject_key__in=voices)
    for voice in (voices[key] for key in lines.values_list("subject_key", flat=True)):
        key = {"subject_kind": "contribution", "subject_key": str(voice.pk)}
        told.require(voice.contact_id is None and voice.account_id is None, f"{voice} still knows who it was")
        held = Message.objects.filter(**key)
        told.require(not held.filter(account__isnull=False).exists(), f"{voice}: a letter names the account")
        told.require(not held.filter(state="ready").exists(), f"{voice}: a letter waits to go out")
    for one in Contact.objects.filter(erased__isnull=False):
        told.require(not bytes(one.sealed) and not one.fingerprint, "erased contact data are kept")


@rule
def objections_are_answered_to_whoever_raised_them(told: Told) -> None:
    """Whoever registered it may object; the answer is owed to them."""
    for one in Objection.objects.filter(need=told.need, answered__isnull=False):
        held = Message.objects.filter(
            letter="objection", subject_kind="contribution", subject_key=str(one.contribution_id)
        )
        told.require(one.answer and any(one.answer in letter.body for letter in held), "no answer was sent")

"""A need takes a step of its way that needs nothing but a person, a reason and plain details."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs import rules, steps
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Agent


@transaction.atomic
def advance(
    *, by: Agent, need: Need, target: str, reason: str = "", details: Mapping[str, Any] | None = None,
    department: str | None = None, due: date | None = None, letter: str = "", actor: Actor | None = None,
    tells: bool = True,
) -> Need:  # fmt: skip
    """Take a step of the table.

    Later stages (conferences, answers, decisions, measures) call it with what they found out. letter: where those
    concerned are owed another one than that of the state. actor: who acts, where a later stage has asked by rules of
    its own (of the department, in whose place). tells: not where another step follows at once whose letter says both;
    never for the last one. Raises Refused where there is no such step, NotAllowed where it is
    somebody else's.
    """
    need = steps.locked(need)
    if actor is None:
        actor = rules.may_take(by, need, target)
    rules.require_step(need, target)
    told = dict(details or {})  # the way names what a step was made of, also after the next one
    if department is not None:
        need.department = told["department"] = department
    need.due = due
    if due is not None:
        told["due"] = due.isoformat()
    steps.take(
        actor=actor, need=need, target=State(target), reason=reason, details=told, letter=letter, tells=tells
    )
    return need

"""Departments with who drafts and who releases, and needs that wait for their answers, through actions only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sozialraum.planning.answers.actions import answering, requesting
from sozialraum.planning.answers.drafts import Said
from sozialraum.planning.answers.models import Answer, Request
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.actions import checking, way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account, Organisation, Scope
from worlds.people import appointed, organisation, somebody
from worlds.voices import need


@dataclass(frozen=True)
class Office:
    """A department with its people."""

    organisation: Organisation
    officer: Account
    head: Account


def office(name: str = "Jugendamt") -> Office:
    """A department with an officer and a head."""
    made = organisation(name)
    scope = Scope("department", str(made.pk))
    people = {}
    for role in ("department_officer", "department_head"):
        people[role] = somebody(f"{name} {role}")
        appointed(people[role], role, scope)
    return Office(made, people["department_officer"], people["department_head"])


def bundled(by: Account, text: str = "Am Anger fehlt eine Bank.", **values: Any) -> Need:
    """A need on the list of its planning area."""
    found = need(text, **values)
    checking.accept(by=by, need=found)
    for state in (State.CARRIED, State.BUNDLED):
        way.advance(by=by, need=found, target=state, reason="Ja.")
    found.refresh_from_db()
    return found


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def handed(by: Account, lead: Office, *beside: Office, **values: Any) -> Request:
    """A request on the desk of a department, with others beside it."""
    values = {"due": in_days(42), "need": None} | values
    values["need"] = values["need"] or bundled(by)
    made = requesting.hand_over(
        by=by, lead=lead.organisation, co_departments=[one.organisation for one in beside], **values
    )
    return again(made)


def again(request: Request) -> Request:
    """As it stands in the database."""
    return Request.objects.select_related("need", "lead").get(pk=request.pk)


def said(kind: str = "own_means", **values: Any) -> Said:
    """What a department says; whole for its kind."""
    known = {
        "text": "Wir stellen zwei Bänke auf.", "reason": "Der Platz gehört der Stadt.", "cost": Decimal("1200.50"),
        "by_when": in_days(200),
    }  # fmt: skip
    return Said(kind, **(known | values))


def drafted(request: Request, by: Office, *, version: int = 0, **values: Any) -> Answer:
    return answering.save_draft(by=by.officer, request=request, said=said(**values), version=version)


def submitted(request: Request, by: Office, **values: Any) -> Answer:
    return answering.submit(by=by.officer, answer=drafted(request, by, **values))


def answered(request: Request, by: Office, **values: Any) -> Answer:
    return answering.release(by=by.head, answer=submitted(request, by, **values))

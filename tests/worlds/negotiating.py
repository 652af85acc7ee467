"""A need at a department and its answer, as rows that the actions of requests would make."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sozialraum.planning.answers.actions import negotiating
from sozialraum.planning.answers.models import Answer, Negotiation, Request
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.actions import checking, way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import WHOLE_CITY, Account, Organisation, Scope
from sozialraum.planning.people.rules import PROGRAM
from worlds.people import appointed, organisation, somebody
from worlds.voices import need

ANSWER = "Wir stellen eine Bank auf."


class Department:
    """A department with who drafts and who releases for it."""

    def __init__(
        self, name: str = "Grünflächenamt", officer: Account | None = None, head: Account | None = None
    ) -> None:
        self.organisation: Organisation = organisation(name)
        scope = Scope("department", str(self.organisation.pk))
        self.officer: Account = officer or somebody(f"Olga {name}")
        self.head: Account = head or somebody(f"Hanna {name}")
        appointed(self.officer, "department_officer", scope)
        appointed(self.head, "department_head", scope)


def planner(name: str = "Selma Steuerung") -> Account:
    """Who acts for the steering group."""
    account = somebody(name)
    appointed(account, "social_planner", WHOLE_CITY)
    return account


def answered(by: Account, at: Department, text: str = ANSWER, **values: object) -> Answer:
    """A need with its released answer. values: kind, cost, by_when, email of who said it."""
    found = need(email=str(values.pop("email", "")))
    checking.accept(by=by, need=found)
    return answer_to(found, by, at, text, **values)


def answer_to(found: Need, by: Account, at: Department, text: str = ANSWER, **values: object) -> Answer:
    """The released answer to a need that is deliberated."""
    due = clock.today() + timedelta(days=42)
    for target in (State.CARRIED, State.BUNDLED, State.HANDED_OVER):
        way.advance(by=PROGRAM, need=found, target=target, reason="Weiter.", department=at.organisation.name)
    request = Request.objects.create(
        need=found, lead=at.organisation, due=due, first_due=due, state="answered", answered=clock.now()
    )
    values.setdefault("cost", Decimal("2400.50"))
    values.setdefault("by_when", date(2027, 5, 1))
    values.setdefault("kind", "own_means")
    made = Answer.objects.create(
        request=request, state="released", text=text, reason="Dafür reicht das Geld.", drafted_by=at.officer,
        submitted=clock.now(), released_by=at.head, released=clock.now(), **values,
    )  # fmt: skip
    way.advance(by=PROGRAM, need=found, target=State.ANSWERED, reason=text, department=at.organisation.name)
    return made


def negotiation(by: Account, at: Department, **values: object) -> Negotiation:
    """One that has just been opened: the conference moves."""
    reason = str(values.pop("reason", "Eine Bank reicht nicht."))
    return negotiating.open_negotiation(by=by, answer=answered(by, at, **values), reason=reason)

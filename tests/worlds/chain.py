"""Everybody who acts on a need's way from a voice to its effect, and the acts they take: through actions only.

An act takes whoever tries it and finds by itself what it is about; where there is nothing to act on it raises Nothing.
The acts stand in chain_voices, chain_answers and chain_measures; what makes sense where, in chain_table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from sozialraum.planning.answers.models import Answer, Negotiation, Request
from sozialraum.planning.answers.states import RUNNING, AnswerState
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account, Organisation, Scope
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.programme.models import DecisionPaper, Fund, Measure
from sozialraum.planning.programme.states import OPEN_MEASURES, OPEN_PAPERS
from worlds.money import fund
from worlds.people import appointed, organisation, somebody
from worlds.voices import AREA, manager, said

WORDS = "Weil es nötig ist."


class Nothing(Exception):
    """There is nothing here that the act could be about."""


@dataclass
class City:
    """People by what they are, the departments, a fund; the day it is, and which need is walked with."""

    people: dict[str, Account]
    departments: list[Organisation]
    association: Organisation
    draw: Random
    now: datetime
    fund: Fund
    focus: int = 0
    hurries: bool = False  # nothing but what leads on, by those who may: many walks begin far down the way

    def department(self, *without: Organisation) -> Organisation:
        """One of them, but not those."""
        return self.draw.choice([one for one in self.departments if one not in without])


def city(seed: int = 1) -> City:
    """Two departments with officers and heads, a third with a head alone, a provider, planner, managers, a resident."""
    youth, roads, homes = (organisation(name) for name in ("Jugendamt", "Tiefbauamt", "Wohnungsamt"))
    association = organisation("Nachbarschaft e. V.", bank=Bank.PROVIDERS)
    people = {"manager": manager(), "stranger": manager("planungsraeume/2", "Fremde Managerin")}
    for department, name in ((youth, "youth"), (roads, "roads")):
        for role in ("officer", "head"):
            people[f"{name}_{role}"] = _in(department, f"department_{role}", f"{name} {role}")
    people["homes_head"] = _in(homes, "department_head", "homes head")
    provider = somebody("Pia Träger", organisation=association)
    appointed(provider, "provider", Scope("planning_area", AREA))
    people["provider"] = provider
    for role in ("social_planner", "council_member", "city_administrator", "statistics_officer"):
        people[role] = somebody(f"Person {role}")
        appointed(people[role], role)
    people["resident"] = somebody("Rita Rat")
    made = City(
        people, [youth, roads, homes], association, Random(seed), timezone.now(), fund(holds="500000.00")
    )
    made.focus = voiced(made).pk
    said("Am Anger fehlt Schatten.", email="schatten@example.org")
    made.now = timezone.now()
    return made


def _in(department: Organisation, role: str, name: str) -> Account:
    account = somebody(name, organisation=department)
    appointed(account, role, Scope("department", str(department.pk)))
    return account


def voiced(world: City) -> Need:
    """A need with the voice of somebody who has an account."""
    return said("Am Anger fehlt eine Bank.", by=world.people["resident"]).contribution.need


# -- what an act is about ----------------------------------------------------------------------------------


def last(found: Any) -> Any:
    """The newest row of a query, or Nothing."""
    one = found.order_by("-pk").first()
    if one is None:
        raise Nothing
    return one


def another(world: City, need: Need) -> Need:
    """Another need than this one."""
    others = list(Need.objects.exclude(pk=need.pk).order_by("pk"))
    if not others:
        raise Nothing
    return world.draw.choice(others)


def request_of(need: Need) -> Request:
    return last(Request.objects.filter(need=need).select_related("lead", "need"))


def answer_of(need: Need, *states: str) -> Answer:
    found = Answer.objects.filter(request__need=need, state__in=states or AnswerState.values)
    return last(found.select_related("request__lead", "request__need"))


def talks_of(need: Need) -> Negotiation:
    return last(Negotiation.objects.filter(need=need, state__in=RUNNING))


def paper_of(need: Need, *states: str) -> DecisionPaper:
    return last(DecisionPaper.objects.filter(need=need, state__in=states or OPEN_PAPERS))


def measure_of(need: Need, *states: str) -> Measure:
    return last(Measure.objects.filter(need=need, state__in=states or OPEN_MEASURES))


def euros(world: City, most: int) -> Decimal:
    """Some sum above nothing, exact to the cent."""
    return Decimal(world.draw.randrange(1, most * 100)) / 100


# -- acts --------------------------------------------------------------------------------------------------

Act = Callable[[City, Need, Account], object]
ACTS: dict[str, Act] = {}


def act(function: Act) -> Act:
    """Walks may take it, by the name of the function."""
    ACTS[function.__name__] = function
    return function

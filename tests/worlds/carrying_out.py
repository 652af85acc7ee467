"""Measures in the city on squared paper, through actions only: a department, a provider, a need that is decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sozialraum.commands.story.fates import way_to
from sozialraum.intake.budget import PLAN, Budget, BudgetRow
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.actions import checking, way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people import actions as people
from sozialraum.planning.people.models import Account, Organisation, Scope
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.actions import budget as loading
from sozialraum.planning.programme.actions import consenting
from sozialraum.planning.programme.actions.measures import begin_measure
from sozialraum.planning.programme.models import BudgetLine, Measure
from sozialraum.planning.programme.plans import Plan
from worlds.people import appointed, organisation, somebody
from worlds.voices import AREA, EDITION, SPACE, need


def a_need(target: str = State.DECIDED, **values: Any) -> Need:
    """A need as far as it is to be, by the shortest way."""
    made = need(**values)
    checking.accept(by=PROGRAM, need=made)
    for state in way_to(target)[1:]:
        way.advance(by=PROGRAM, need=made, target=state, reason="Darum.")
    made.refresh_from_db()
    return made


def officer(department: Organisation, name: str = "Otto Amt") -> Account:
    """Who works in a department."""
    return with_role(name, "department_officer", Scope("department", str(department.pk)), department)


def of_provider(provider: Organisation, area: str = AREA, name: str = "Paula Träger") -> Account:
    """Who speaks for a provider in a planning area."""
    return with_role(name, "provider", Scope("planning_area", area), provider)


def with_role(name: str, role: str, scope: Scope, of: Organisation) -> Account:
    account = somebody(name, organisation=of)
    appointed(account, role, scope)
    return account


def amounts(**years: str) -> Mapping[tuple[int, str], Decimal]:
    """y2024="10.50" → plan of 2024."""
    return {(int(key[1:]), PLAN): Decimal(value) for key, value in years.items()}


def delivered(*rows: BudgetRow, digest: str = "a" * 64) -> Budget:
    """A budget as it was read."""
    return Budget("products", "haushalt.csv", digest, rows, ())


def a_row(line: str = "13", title: str = "Sachkosten", product: str = "0601", **values: Any) -> BudgetRow:
    """One line of a product."""
    given: dict[str, Any] = {
        "product_area": "06", "product_area_title": "Jugend", "product_title": "Kinder- und Jugendarbeit",
        "is_income": False, "is_total": False, "district": "", "amounts": amounts(y2026="1000.50"), "row": 2,
    }  # fmt: skip
    return BudgetRow(product=product, line=line, line_title=title, **(given | values))


def a_line() -> BudgetLine:
    """A line of the budget that pays for things."""
    loading.load_budget(by=PROGRAM, budget=delivered(a_row()))
    return BudgetLine.objects.get(product="0601", line="13")


def a_plan(responsible: Organisation | None = None, **values: Any) -> Plan:
    """A plan that nothing is missing of."""
    today = clock.today()
    given: dict[str, Any] = {
        "title": "Zwei Bänke am Anger", "text": "Zwei Bänke mit Lehne im Schatten.",
        "begins": today - timedelta(days=10), "ends": today + timedelta(days=80), "edition": EDITION, "space": SPACE,
        "planning_area": AREA, "milestones": (("Bänke bestellen", today + timedelta(days=5)),),
        "costs": ((today.year, Decimal("4200.50")),), "dimensions": ("housing",), "groups": ("age_65_plus",),
    }  # fmt: skip
    given |= values
    given.setdefault("budget_line", BudgetLine.objects.filter(is_total=False).first() or a_line())
    return Plan(responsible=responsible or department(), **given)


def department(name: str = "Grünamt") -> Organisation:
    return Organisation.objects.filter(name=name).first() or organisation(name)


def a_provider(name: str = "Nachbarschaft e. V.") -> Organisation:
    return Organisation.objects.filter(name=name).first() or people.register_organisation(
        by=PROGRAM, name=name, bank="providers"
    )


def a_measure(need: Need | None = None, **values: Any) -> Measure:
    """A measure that runs."""
    return begin_measure(by=PROGRAM, plan=a_plan(**values), need=need)


def agreed(measure: Measure) -> Measure:
    """What a provider proposed, after its department agreed."""
    return consenting.agree(by=PROGRAM, measure=measure)


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)

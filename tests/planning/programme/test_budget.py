"""The budget comes in: once, again without a change, and a later delivery adds what is new."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sozialraum.intake.budget import PLAN
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.planning.programme.actions.budget import load_budget
from sozialraum.planning.programme.models import BudgetAmount, BudgetLine
from sozialraum.planning.programme.queries.budget_difference import difference
from sozialraum.warehouse.issues import Issue
from worlds.carrying_out import a_row, amounts, delivered
from worlds.people import somebody_as

pytestmark = pytest.mark.django_db


def known() -> dict[int, Decimal]:
    return dict(BudgetAmount.objects.values_list("year", "amount"))


def test_again_changes_nothing_and_later_adds_years_and_keeps_what_was_known():
    first = delivered(a_row(amounts=amounts(y2025="10.01", y2026="20")))
    dry = difference(first)
    assert (len(dry.new_lines), len(dry.new_amounts), BudgetLine.objects.count()) == (1, 2, 0)
    by = somebody_as("social_planner")
    load_budget(by=by, budget=first)
    assert load_budget(by=by, budget=first).is_empty
    assert Entry.objects.filter(act="programme.budget_loaded").count() == 1
    later = delivered(a_row(title="Sachaufwand", amounts=amounts(y2026="25.55", y2027="30")), digest="b" * 64)
    found = load_budget(by=by, budget=later)
    assert (len(found.renamed), len(found.new_amounts), len(found.changed), found.same) == (1, 1, 1, 0)
    assert known() == {2025: Decimal("10.01"), 2026: Decimal("25.55"), 2027: Decimal(30)}
    assert BudgetLine.objects.get().line_title == "Sachaufwand"
    told = Entry.objects.filter(act="programme.budget_loaded").latest("pk").details
    assert told["changes"] == [
        {"line": BudgetLine.objects.get().pk, "year": 2026, "kind": PLAN, "from": "20.00", "to": "25.55"}
    ]


def test_errors_and_others_stay_out():
    wrong = replace(delivered(a_row()), issues=(Issue("broken_row", "read", "error"),))
    with pytest.raises(Refused, match="Fehler"):
        load_budget(by=PROGRAM, budget=wrong)
    with pytest.raises(NotAllowed):
        load_budget(by=somebody_as("provider"), budget=delivered(a_row()))
    assert not BudgetLine.objects.exists()

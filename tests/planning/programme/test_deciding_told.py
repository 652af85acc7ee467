"""The invented city's decisions are told by the real actions: every outcome, a withdrawal, a deviation and why."""

from __future__ import annotations

import pytest

from sozialraum.commands.story import deciding
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.needs.models import Need
from sozialraum.planning.programme.models import Competence, Decision, DecisionPaper
from worlds.deciding import carried, head_of, ordered, planner, talked_out
from worlds.people import organisation
from worlds.voices import AREA, manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(published) -> Cast:
    office, mara = organisation("Tiefbauamt"), manager()
    people = {
        ("social_planner", ""): (planner(),), ("planning_area_manager", AREA): (mara,),
        ("department_head", str(office.pk)): (head_of(office),),
    }  # fmt: skip
    return Cast(people, {"amt-tiefbau": "Tiefbauamt"}, {"amt-tiefbau": office})


def told(number: int, act, cast: Cast, need: Need) -> Need:
    act(number, "amt-tiefbau", cast, need)
    return Need.objects.get(pk=need.pk)


def test_papers_of_every_outcome_and_body_are_told(cast):
    for number in range(9):
        act = (deciding.decide, deciding.reject, deciding.postpone)[number % 3]
        need = told(number, deciding.submit, cast, talked_out())
        assert need.state == "up_for_decision"
        assert told(number, act, cast, need).state == ("decided", "rejected", "postponed")[number % 3]
        told(number, act, cast, need)  # a second time does nothing
    assert Decision.objects.count() == 9
    assert set(DecisionPaper.objects.values_list("state", flat=True)) == {
        "decided",
        "rejected",
        "postponed",
        "withdrawn",
    }
    assert set(DecisionPaper.objects.values_list("level", flat=True)) >= {
        "department",
        "committee",
        "council",
    }
    assert Competence.objects.filter(dimension="mobility").exists()
    assert Decision.objects.exclude(oparl="").exists() and Decision.objects.filter(oparl="").exists()


def test_what_comes_first_out_of_order_says_why(cast):
    first, second = ordered(cast.manager(AREA), [carried(f"Bank {n} fehlt.") for n in range(2)])
    need = told(1, deciding.submit, cast, talked_out(listed=second))
    told(1, deciding.decide, cast, need)
    taken = Decision.objects.get()
    assert taken.passed_over == [first.pk] and taken.deviation in deciding.DEVIATIONS

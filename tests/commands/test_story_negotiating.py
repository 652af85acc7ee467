"""What the story tells of negotiations: every kind of end and of standing, by real actions, no visitor overruled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from sozialraum.commands.story import later, negotiating
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.answers.actions import concluding
from sozialraum.planning.answers.models import Negotiation
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from worlds.negotiating import Department, answered, planner
from worlds.voices import AREA, manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(published) -> Cast:
    at, mara = Department(), manager()
    key = str(at.organisation.pk)
    people = {
        ("planning_area_manager", AREA): (mara,), ("social_planner", ""): (planner(),),
        ("department_officer", key): (at.officer,), ("department_head", key): (at.head,),
    }  # fmt: skip
    found = Cast(people, {"amt-1": at.organisation.name}, {"amt-1": at.organisation})
    object.__setattr__(found, "at", at)
    return found


def told(number: int, cast: Cast, end: State | None) -> Negotiation:
    """One need from its answer on, over two months."""
    begin = timezone.now() - timedelta(days=60)
    with clock.telling(begin):
        need = answered(cast.manager(AREA), cast.at).request.need
    acts = [later.telling(number, State.NEGOTIATING, end), *later.BETWEEN[State.NEGOTIATING]]
    for day, act in zip((0, 7, 15) if end else (0, 20, 40), acts, strict=True):
        with clock.telling(begin + timedelta(days=day)):
            need = Need.objects.get(pk=need.pk)
            if act in later.BETWEEN[State.NEGOTIATING]:
                act(number, cast, need, end is not None)
            else:
                act(number, "amt-1", cast, need)
    need = Need.objects.get(pk=need.pk)
    if end is not None and need.state == State.NEGOTIATING:
        later.STEPS[end](number, "amt-1", cast, need)
    return Negotiation.objects.select_related("need").get(need=need)


def test_every_kind_of_end_and_of_standing_is_told(cast):
    with override_settings(CITY=replace(settings.CITY, demonstration=True)):
        agreed = [told(number, cast, State.AGREED) for number in range(8)]
        parted = [told(number, cast, State.DISSENT) for number in (3, 4, 5)]
        open_ = [told(number, cast, None) for number in range(6)]
    assert {one.need.state for one in agreed} == {"agreed"} and {one.need.state for one in parted} == {
        "dissent"
    }
    assert {one.rounds.count() for one in agreed} == {1, 2, 3}
    assert {one.state for one in open_} == {"open", "mediating", "agreeing", "parting"}
    kinds = {move.kind for one in agreed for each in one.rounds.all() for move in each.moves.all()}
    assert kinds == {"passive", "offer", "counter", "mediation"}
    assert any(move.positions.exists() for move in agreed[1].rounds.first().moves.all())


def test_it_does_nothing_where_a_visitor_was_quicker(cast):
    with override_settings(CITY=replace(settings.CITY, demonstration=True)):
        one = told(2, cast, None)
    concluding.propose_agreement(by=cast.manager(AREA), negotiation=one, side="conference", text="Anders.")
    for act in (negotiating.agree, negotiating.part):
        act(2, "amt-1", cast, Need.objects.get(pk=one.need_id))
    assert Negotiation.objects.get(pk=one.pk).agreement == "Anders."

"""What is overdue after a decision puts itself on the agenda of its place, and nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sozialraum.planning.conferences.queries.proposals import proposals
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.actions import measures, milestones
from sozialraum.planning.programme.models import Milestone
from worlds.carrying_out import a_line, a_need, a_plan, department, officer
from worlds.conferring import conference, session
from worlds.voices import manager

pytestmark = pytest.mark.django_db


def overdue(of) -> list[tuple[str, str]]:
    return [(one.key.split(":")[0], one.title) for one in proposals(of) if one.kind == "overdue"]


def test_late_steps_and_what_nobody_began_come_up_until_they_are_done(published):
    mara, today = manager(), clock.today()
    here = session(conference(mara, seats=1), mara)
    by = officer(department())
    made = measures.begin_measure(by=by, plan=a_plan(department(), budget_line=a_line()))
    waiting = a_need(State.DECIDED)
    assert overdue(here) == []

    step = Milestone.objects.get(measure=made)
    Milestone.objects.filter(pk=step.pk).update(due=today - timedelta(days=1))
    Need.objects.filter(pk=waiting.pk).update(since=clock.now() - timedelta(days=61))
    found = overdue(here)
    assert [key for key, _title in found] == ["late", "begin"]
    assert made.title in found[0][1] and waiting.number in found[1][1]
    assert all(one.why for one in proposals(here))

    milestones.report_milestone(by=by, milestone=Milestone.objects.get(pk=step.pk), done=today)
    assert [key for key, _title in overdue(here)] == ["begin"]

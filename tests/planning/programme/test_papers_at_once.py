"""Several decide at the same moment on PostgreSQL: one consistent state, and the second is told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.programme.actions import papers
from sozialraum.planning.programme.models import Decision, DecisionPaper
from worlds.deciding import drafted, planner, submitted, talked_out
from worlds.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_decision_while_the_paper_is_withdrawn_ends_in_one_state(published):
    petra = planner()
    for _round in range(4):
        made = submitted(petra)
        said = at_once(
            lambda made=made: papers.record_decision(
                by=petra, paper=made, outcome="decided", on=timezone.localdate(), number="1/26"
            ),
            lambda made=made: papers.withdraw_paper(by=petra, paper=made, reason="Neu rechnen."),
        )
        assert sorted(said) == ["done", "quicker"]
        made.refresh_from_db()
        need = Need.objects.get(pk=made.need_id)
        expected = ("decided", "decided", 1) if said[0] == "done" else ("withdrawn", "postponed", 0)
        assert (made.state, need.state, made.decisions.count()) == expected


def test_two_decisions_two_drafts_and_two_who_bring_in_at_once_are_one(published):
    petra = planner()
    need = talked_out()
    assert sorted(at_once(*[lambda: papers.draft_paper(by=petra, need=need)] * 2)) == ["done", "quicker"]
    made = DecisionPaper.objects.get(need=need)
    DecisionPaper.objects.update(cost=0)
    assert sorted(at_once(*[lambda: papers.submit_paper(by=petra, paper=made)] * 2)) == ["done", "quicker"]
    yes, no = (
        lambda: papers.record_decision(
            by=petra, paper=made, outcome="decided", on=timezone.localdate(), number="1"
        ),
        lambda: papers.record_decision(
            by=petra, paper=made, outcome="rejected", on=timezone.localdate(), number="2", reason="Nein."
        ),
    )
    assert sorted(at_once(yes, no)) == ["done", "quicker"]
    taken = Decision.objects.get(paper=made)
    assert Need.objects.get(pk=need.pk).state == taken.outcome
    steps = Entry.objects.filter(
        act="needs.stepped", subject_key=str(need.pk), details__from="up_for_decision"
    )
    assert steps.count() == 1


def test_who_saves_while_it_is_brought_in_is_told(published):
    petra = planner()
    made = drafted(petra)
    values = {
        "title": "Neu",
        "proposal": "Anders.",
        "level": "council",
        "body_name": "Rat",
        "cost": Decimal("0.00"),
    }
    said = at_once(
        lambda: papers.save_paper(by=petra, paper=made, version=0, **values),
        lambda: papers.submit_paper(by=petra, paper=made),
    )
    assert said[1] == "done" and said[0] in ("done", "quicker")
    made.refresh_from_db()
    assert made.document["de"]["title"] == made.title == ("Neu" if said[0] == "done" else made.title)

"""Several act on one measure or its effect at the same moment on PostgreSQL: one state, and the second is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sozialraum.planning.effects.actions import evaluating, inquiring
from sozialraum.planning.effects.models import Evaluation, Inquiry
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.actions import fundings, measures, milestones
from sozialraum.planning.programme.models import Funding, Measure, Milestone
from sozialraum.planning.programme.plans import Money
from worlds.carrying_out import a_measure, a_need, in_days
from worlds.evaluating import asked, carried_out, need_of
from worlds.together import at_once
from worlds.voices import spoken

pytestmark = pytest.mark.django_db(transaction=True)


def steps_from(need: Need, state: str) -> int:
    found = Entry.objects.filter(act="needs.stepped", subject_key=str(need.pk), details__from=state)
    return found.count()


def settled(measure: Measure) -> Measure:
    """With all its steps done."""
    for step in measure.milestones.all():
        milestones.report_milestone(by=PROGRAM, milestone=step, done=clock.today())
    return measure


def one_of(first: Callable[[], object], second: Callable[[], object]) -> bool:
    """One of both is done, the other is told that somebody was quicker; whether it was the first."""
    said = at_once(first, second)
    assert sorted(said) == ["done", "quicker"]
    return said[0] == "done"


def test_a_measure_is_finished_or_abandoned_never_both(published):
    for _turn in range(3):
        measure = settled(a_measure(a_need()))
        finished = one_of(
            lambda measure=measure: measures.finish(
                by=PROGRAM, measure=measure, on=clock.today(), text="Steht."
            ),
            lambda measure=measure: measures.abandon(by=PROGRAM, measure=measure, reason="Kein Geld."),
        )
        measure.refresh_from_db()
        need = Need.objects.get(pk=measure.need_id)
        expected = ("done", "implemented") if finished else ("abandoned", "implementing")
        assert (measure.state, need.state) == expected
        assert steps_from(need, "implementing") == int(finished) and need.due is None


def test_the_last_two_measures_finish_at_once_and_the_need_is_implemented_once(published):
    need = a_need()
    both = [settled(a_measure(need)) for _turn in range(2)]
    said = at_once(
        *(
            lambda one=one: measures.finish(by=PROGRAM, measure=one, on=clock.today(), text="Steht.")
            for one in both
        )
    )
    assert said == ["done", "done"]
    assert Need.objects.get(pk=need.pk).state == "implemented" and steps_from(need, "implementing") == 1


def test_a_step_is_done_or_dropped_never_both(published):
    measure = a_measure(a_need())
    milestones.add_milestone(by=PROGRAM, measure=measure, title="Streichen", due=in_days(20))
    step = measure.milestones.earliest("pk")
    done = one_of(
        lambda: milestones.report_milestone(by=PROGRAM, milestone=step, done=clock.today()),
        lambda: milestones.drop_milestone(by=PROGRAM, milestone=step, reason="Unnötig."),
    )
    kept = Milestone.objects.get(pk=step.pk)
    assert (kept.done is not None, kept.dropped is not None) == (done, not done)


def test_the_last_two_steps_are_not_both_dropped(published):
    measure = a_measure(a_need())
    milestones.add_milestone(by=PROGRAM, measure=measure, title="Streichen", due=in_days(20))
    first, second = measure.milestones.all()
    said = at_once(
        *(
            lambda one=one: milestones.drop_milestone(by=PROGRAM, milestone=one, reason="Unnötig.")
            for one in (first, second)
        )
    )
    assert said.count("done") == 1 and any("letzte Schritt" in one for one in said)


def test_money_is_promised_or_falls_away_never_both(published):
    measure = a_measure(a_need())
    money = Money(Funding.Source.STATE, clock.today().year, measure.costs.get().planned, "Städtebau")
    made = fundings.add_funding(by=PROGRAM, measure=measure, money=money)
    said = at_once(
        lambda: fundings.confirm_funding(by=PROGRAM, funding=made, on=clock.today()),
        lambda: fundings.drop_funding(by=PROGRAM, funding=made, reason="Abgelehnt."),
        lambda: fundings.drop_funding(by=PROGRAM, funding=made, reason="Abgelehnt."),
    )
    # Money that was promised may still fall away: then both are done, in this order.
    assert said[0] in ("done", "quicker") and sorted(said[1:]) == ["done", "quicker"]
    assert not Funding.objects.filter(pk=made.pk).exists()


def test_two_evaluations_are_one(mara):
    receipts = carried_out()
    asked(mara, receipts, "no")
    need = need_of(receipts)
    first = one_of(
        lambda: evaluating.evaluate(
            by=mara, need=need, verdict="effective", reason="Ja.", elsewhere=spoken()
        ),
        lambda: evaluating.evaluate(
            by=mara,
            need=need,
            verdict="not",
            reason="Nein.",
            successor_wording="Es fehlt Schatten.",
            elsewhere=spoken(),
        ),
    )
    made = Evaluation.objects.get()
    assert made.verdict == ("effective" if first else "not")
    assert Need.objects.filter(follows=need).count() == int(not first)
    assert Need.objects.get(pk=need.pk).state == "evaluated" and steps_from(need, "implemented") == 1


def test_evaluating_while_the_inquiry_closes_rests_on_the_closed_one(mara):
    receipts = carried_out()
    inquiry = asked(mara, receipts, closed=False)
    need = need_of(receipts)
    said = at_once(
        lambda: evaluating.evaluate(
            by=mara, need=need, verdict="effective", reason="Ja.", elsewhere=spoken()
        ),
        lambda: inquiring.close_inquiry(by=mara, inquiry=inquiry),
        lambda: inquiring.reply(by=None, contribution=receipts[0].contribution, helped="yes"),
    )
    assert said[0] in ("done", "still_open") and said[1] == "done" and said[2] in ("done", "closed")
    kept = Inquiry.objects.get()
    assert kept.closed and kept.replies.count() == int(said[2] == "done")
    for made in Evaluation.objects.all():
        assert made.inquiry_id == kept.pk and made.replies["replies"] == kept.replies.count()
    assert Evaluation.objects.count() == int(said[0] == "done")


def test_two_who_ask_at_once_ask_once(mara):
    need = need_of(carried_out())
    said = at_once(*[lambda: inquiring.inquire(by=mara, need=need, until=in_days(9))] * 2)
    assert sorted(said) == ["done", "quicker"] and Inquiry.objects.count() == 1

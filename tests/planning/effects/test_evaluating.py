"""The conference says whether it helped; where it did not, another need follows with everybody behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sozialraum.planning.conferences.actions import balloting, resolving
from sozialraum.planning.conferences.models import AgendaItem
from sozialraum.planning.conferences.queries import proposing
from sozialraum.planning.conferences.queries.dossier import dossier
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.effects.actions import inquiring
from sozialraum.planning.effects.models import Evaluation, Inquiry
from sozialraum.planning.effects.queries.working import on_desk, work
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.queries import messages_on
from sozialraum.planning.needs.actions import bundling, way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.one import page
from sozialraum.planning.needs.queries.way import way_of
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.planning.statistics.queries import current
from worlds.conferring import conference, conference_of_area, item, session
from worlds.evaluating import WAY, asked, carried_out, evaluated, measure, need_of
from worlds.meeting import attendees, balloted, opened
from worlds.people import somebody_as
from worlds.voices import manager, said, spoken

pytestmark = pytest.mark.django_db


def titles(receipt) -> list[str]:
    return [one.title for one in messages_on("contribution", str(receipt.contribution.pk)).order_by("pk")]


def test_it_is_evaluated_with_what_people_and_figures_say(mara):
    receipts = carried_out(4)
    measure(need_of(receipts))
    asked(mara, receipts, "yes", "yes", "yes")
    made = evaluated(mara, receipts, "partly", reason="Tags ja, abends nicht.")
    need = need_of(receipts)
    assert need.state == State.EVALUATED
    assert made.replies == {"asked": 4, "replies": 3, "answers": {"yes": 3}, "rest": 0}
    assert made.figures["data_version"] == current().id
    assert made.figures["told"][0] | {"measure": 0} == {
        "measure": 0, "indicator": "unemployment_share", "verdict": "untold", "why": made.figures["told"][0]["why"],
        "edition": "sozialraeume@2019-01-01",
    }  # fmt: skip
    step = Entry.objects.filter(act="needs.stepped").latest("pk")
    assert step.details["verdict"] == "partly" and step.details["replies"] == made.replies
    assert way_of(need).steps[-1].reason == "Ergebnis: teilweise wirksam. Tags ja, abends nicht."
    for receipt in receipts:
        assert titles(receipt)[-1] == f"Hat es geholfen? Die Auswertung zu {need.number}"


def test_first_those_who_registered_it_are_asked(mara):
    receipts = carried_out()
    with pytest.raises(Refused, match="noch nicht gefragt"):
        evaluated(mara, receipts)
    asked(mara, receipts, closed=False)
    with pytest.raises(Refused, match="läuft noch"):
        evaluated(mara, receipts)
    assert need_of(receipts).state == State.IMPLEMENTED and not Evaluation.objects.exists()


def test_who_was_asked_before_it_was_decided_anew_is_asked_again(client, mara):
    receipts = carried_out(3)
    asked(mara, receipts, "no", "no", "no")
    evaluated(mara, receipts)
    held = session(conference_of_area(mara), mara)
    before = proposing.of_needs(held)
    for state in (State.DELIBERATING, *WAY):
        way.advance(by=PROGRAM, need=need_of(receipts), target=state, reason="Neue Tatsachen.")
    assert [one.pk for one in on_desk(mara).to_ask] == [receipts[0].contribution.need_id]
    assert not work(need_of(receipts), mara).may_evaluate
    assert not before and proposing.of_needs(held)
    shown = client.get(f"/wirkung/{need_of(receipts).pk}/").content.decode()
    assert "Wer es gemeldet hat, wird noch gefragt." in shown and "3-mal" not in shown
    listed = client.get("/wirkung/?ergebnis=offen").content.decode()
    assert need_of(receipts).number in listed and "3-mal" not in listed
    assert need_of(receipts).number not in client.get("/wirkung/?ergebnis=effective").content.decode()
    with pytest.raises(Refused, match="noch nicht gefragt"):
        evaluated(mara, receipts)
    asked(mara, receipts, "yes")
    assert evaluated(mara, receipts).replies["answers"] == {} and Evaluation.objects.count() == 2


def test_a_voice_that_came_later_answers_too_and_no_more_answer_than_were_asked(mara):
    receipts = carried_out(3)
    inquiry = asked(mara, receipts, "yes", "yes", "yes", closed=False)
    late = said("Auch ich sitze dort.")
    bundling.merge(by=mara, need=late.contribution.need, into=need_of(receipts), reason="Dasselbe.")
    inquiring.reply(by=None, contribution=late.contribution, helped="yes")
    inquiring.reply(by=None, contribution=late.contribution, helped="no")
    inquiry.refresh_from_db()
    assert (inquiry.asked, inquiry.replies.count()) == (4, 4)


def test_where_nobody_can_be_reached_that_is_said(mara):
    receipts = carried_out(email="")
    made = evaluated(mara, receipts)
    assert made.inquiry is None
    step = Entry.objects.filter(act="needs.stepped").latest("pk")
    assert step.details["asked"] == "nobody_reachable"


@pytest.mark.parametrize(
    "case", ["elsewhere", "council", "verdict", "reason", "wording", "nowhere", "to come", "twice"]
)
def test_who_may_not_or_says_too_little(mara, case):
    receipts = carried_out()
    asked(mara, receipts, "no")
    by = {
        "elsewhere": lambda: manager("planungsraeume/2", "Nora"),
        "council": lambda: somebody_as("council_member"),
    }
    values = {
        "verdict": {"verdict": "good"},
        "reason": {"reason": " "},
        "wording": {"successor_wording": " "},
        "nowhere": {"elsewhere": None},
        "to come": {"elsewhere": replace(spoken(), on=clock.today() + timedelta(days=1))},
    }
    if case == "twice":
        evaluated(mara, receipts)
    before = (Need.objects.count(), Entry.objects.count(), Evaluation.objects.count())
    with pytest.raises((Refused, NotAllowed)), transaction.atomic():
        evaluated(by.get(case, lambda: mara)(), receipts, **({"verdict": "not"} | values.get(case, {})))
    after = (Need.objects.count(), Entry.objects.count(), Evaluation.objects.count())
    assert after[0] == before[0] and after[2] == before[2]
    assert not Entry.objects.filter(act="needs.succeeded").exists()


def test_no_effect_opens_a_need_with_the_same_voices_behind_it(mara):
    receipts = carried_out(3)
    asked(mara, receipts, "no", "no", "no")
    made = evaluated(mara, receipts, "not")
    before, after = need_of(receipts), made.successor
    assert (after.state, after.follows_id, after.voices) == (State.DELIBERATING, before.pk, 3)
    assert (after.social_space, after.dimensions) == (before.social_space, before.dimensions)
    assert after.wording == "Es fehlt weiterhin Schatten."
    assert before.contributions.count() == 3  # they stay, and stand behind both
    assert [one.text for one in page(after, current()).originals] == [receipts[0].contribution.text] * 3
    assert [step.state for step in way_of(after).steps] == ["deliberating"]
    for receipt in receipts:
        assert [after.number in title for title in titles(receipt)[-2:]] == [True, False]
    way.advance(by=mara, need=after, target=State.CARRIED, reason="Wieder.")
    assert titles(receipts[0])[-1] == f"Die Konferenz trägt Ihren Bedarf mit: {after.number}"


def test_the_database_too_knows_no_failure_without_a_successor(mara):
    receipts = carried_out()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.create(need=need_of(receipts), verdict="not", reason="x")


# -- the conference ----------------------------------------------------------------------------------------------


def resolved(mara, receipts, outcome, text, *, reason="", votes="yes", of=conference_of_area):
    running = opened(of(mara, seats=1), mara)
    point = item(running, mara, kind="effect", need=need_of(receipts), method="carry")
    balloting.take_up(by=mara, item=point)
    closed = balloted(AgendaItem.objects.get(pk=point.pk), mara, dict.fromkeys(attendees(running), votes))
    resolving.resolve(by=mara, item=point, ballot=closed, outcome=outcome, text=text, reason=reason)
    resolving.close_session(by=mara, session=running)
    return running, running.resolutions.get()


def test_a_resolution_of_the_conference_evaluates_the_need_and_closes_the_inquiry(mara):
    receipts = carried_out()
    asked(mara, receipts, "yes", closed=False)
    running, result = resolved(mara, receipts, Outcome.EFFECTIVE, "Die Bänke haben geholfen.")
    made = Evaluation.objects.get()
    assert (made.verdict, made.session_id, made.reason) == (
        "effective",
        running.pk,
        "Die Bänke haben geholfen.",
    )
    assert "not_taken" not in result.details
    assert need_of(receipts).state == State.EVALUATED
    assert Inquiry.objects.get().closed and made.replies["replies"] == 1


def test_where_the_motion_fails_it_has_not_helped_and_another_need_follows(mara):
    receipts = carried_out()
    asked(mara, receipts, "no")
    _running, _result = resolved(
        mara,
        receipts,
        Outcome.NOT_EFFECTIVE,
        "Die Bänke stehen in der Sonne.",
        reason="Es fehlt Schatten.",
        votes="no",
    )
    made = Evaluation.objects.get()
    assert made.verdict == "not" and made.successor.wording == "Es fehlt Schatten."


def test_a_resolution_on_what_nobody_was_asked_about_says_why_nothing_follows(mara):
    receipts = carried_out()
    _running, result = resolved(mara, receipts, Outcome.EFFECTIVE, "Gut.")
    assert "noch nicht gefragt" in result.details["not_taken"]
    assert need_of(receipts).state == State.IMPLEMENTED


def test_a_conference_of_a_social_space_evaluates_nothing(mara):
    receipts = carried_out()
    asked(mara, receipts, "yes")
    _running, result = resolved(mara, receipts, Outcome.EFFECTIVE, "Gut.", of=conference)
    assert "stellt die Planungsraumkonferenz fest" in result.details["not_taken"]
    assert not Evaluation.objects.exists() and need_of(receipts).state == State.IMPLEMENTED


def test_it_proposes_itself_with_a_vote_and_the_dossier_tells_what_is_known(mara):
    receipts = carried_out(3)
    measure(need_of(receipts))
    asked(mara, receipts, "yes", "yes", "yes")
    assert not proposing.of_needs(session(conference(mara, seats=1), mara))
    held = session(conference_of_area(mara), mara)
    (proposal,) = [one for one in proposing.of_needs(held) if one.kind == AgendaItem.Kind.EFFECT]
    assert proposal.method == "carry"
    point = item(held, mara, kind="effect", need=need_of(receipts), method="carry")
    matter = dossier(held).matters[point.pk]
    told = dict(matter.facts)
    assert "3-mal „ja, es hat geholfen“" in told["Wer es gemeldet hat, sagt"]
    assert any(label.startswith("Die Zahlen sagen: ") for label in told)

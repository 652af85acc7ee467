"""A draft becomes an answer by two people, whole for its kind, and never changes again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from sozialraum.planning.answers import rules
from sozialraum.planning.answers.actions import answering, sector_plans, substituting
from sozialraum.planning.answers.models import Answer, SectorPlan
from sozialraum.planning.answers.states import AnswerKind
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.people import actions as people
from sozialraum.planning.people.models import Appointment, Scope
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from worlds.answering import again, answered, drafted, handed, in_days, said, submitted
from worlds.people import administrator, appointed, somebody, somebody_as

pytestmark = pytest.mark.django_db


def test_two_who_write_at_once_the_second_is_told_and_nothing_is_lost(mara, youth):
    request = handed(mara, youth)
    drafted(request, youth, text="Eins.")
    with pytest.raises(Refused) as told:
        drafted(request, youth, text="Zwei.", version=0)
    assert told.value.code == "edited" and Answer.objects.get().text == "Eins."
    assert drafted(request, youth, text="Eins und zwei.", version=1).version == 2


def test_who_wrote_it_does_not_release_it_not_even_an_earlier_version(mara, youth):
    request = handed(mara, youth)
    appointed(youth.head, "department_officer", Scope("department", str(youth.organisation.pk)))
    answering.save_draft(by=youth.head, request=request, said=said(), version=0)
    answer = submitted(request, youth, version=1)
    with pytest.raises(NotAllowed, match="mitgeschrieben"):
        answering.release(by=youth.head, answer=answer)
    with pytest.raises(NotAllowed):
        answering.release(by=youth.officer, answer=answer)
    with pytest.raises(NotAllowed):
        answering.release(by=mara, answer=answer)
    assert Answer.objects.get().state == "submitted"


def test_the_head_gives_it_back_with_a_remark_and_releases_what_was_read(mara, youth):
    request = handed(mara, youth)
    with pytest.raises(Refused):
        answering.release(by=youth.head, answer=drafted(request, youth))
    answer = answering.submit(by=youth.officer, answer=Answer.objects.get())
    with pytest.raises(Refused, match="liegt zur Freigabe"):
        drafted(request, youth, version=1)
    with pytest.raises(Refused, match="anders"):
        answering.give_back(by=youth.head, answer=answer, remark="")
    answering.give_back(by=youth.head, answer=answer, remark="Bitte die Kosten prüfen.")
    answer = submitted(request, youth, version=1, cost=Decimal("900.10"))
    with pytest.raises(Refused, match="ein anderer"):
        answering.release(by=youth.head, answer=answer, version=1)
    answering.release(by=youth.head, answer=answer, version=2)
    need = again(request).need
    assert (need.state, need.department, need.due) == ("answered", "Jugendamt", None)
    line = Entry.objects.get(act="answers.released")
    assert (line.details["cost"], line.details["kind"], line.actor_role) == (
        "900.10",
        "own_means",
        "department_head",
    )
    assert "900,10\u00a0€" in line.reason and "Zwei" not in line.reason
    assert "Kosten prüfen" not in "".join(Entry.objects.values_list("reason", flat=True))


@pytest.mark.parametrize(
    ("kind", "missing", "word"),
    [
        ("own_means", {"cost": None}, "Kosten"), ("needs_decision", {"by_when": None}, "bis wann"),
        ("partly", {"cost": None}, "Kosten"), ("not_legal", {"legal_basis": " "}, "Rechtsgrundlage"),
        ("not_funded", {"reason": ""}, "Begründung"), ("exists", {"text": " "}, "Antwort"),
    ],
)  # fmt: skip
def test_each_kind_has_to_be_whole(mara, youth, kind, missing, word):
    request = handed(mara, youth)
    draft = drafted(request, youth, kind=kind, **missing)
    with pytest.raises(Refused, match=word):
        answering.submit(by=youth.officer, answer=draft)


@pytest.mark.parametrize("wrong", [{"cost": Decimal("-1")}, {"cost": Decimal("0.001")}, {"kind": "maybe"}])
def test_what_is_no_sum_and_no_kind_is_not_kept(mara, youth, wrong):
    with pytest.raises(Refused):
        drafted(handed(mara, youth), youth, **wrong)


def test_every_kind_can_be_said_and_is_told_in_plain_words(mara, youth):
    for kind in AnswerKind:
        values = {"cost": None, "by_when": None} if kind.startswith("not") or kind == "exists" else {}
        answered(handed(mara, youth), youth, kind=kind.value, legal_basis="§ 45 StVO", **values)
        line = Entry.objects.filter(act="answers.released").latest("id")
        assert line.reason.lower().startswith(f"{kind.label}.".lower()) and "Begründung: " in line.reason


def test_what_is_released_never_changes_in_the_database_itself(mara, youth):
    answer = answered(handed(mara, youth), youth)
    for change in (
        lambda: Answer.objects.filter(pk=answer.pk).update(text="Doch nicht."),
        lambda: Answer.objects.filter(pk=answer.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()
    with pytest.raises(Refused):
        answering.give_back(by=youth.head, answer=answer, remark="Doch nicht.")
    with pytest.raises(Refused):
        drafted(again(answer.request), youth, version=1)


def test_a_substitute_releases_while_the_head_is_away_and_only_then(mara, youth, roads):
    days = {"since": in_days(0), "until": in_days(7)}
    named = {"department": youth.organisation, "head": youth.head, "substitute": roads.head} | days
    with pytest.raises(NotAllowed):
        substituting.name_substitute(by=youth.officer, **named)
    for wrong in (
        {"head": youth.officer}, {"substitute": youth.head}, {"until": in_days(-1)}, {"until": in_days(300)},
        {"substitute": somebody("Wer Anders")},
    ):  # fmt: skip
        with pytest.raises(Refused):
            substituting.name_substitute(
                by=administrator() if "head" in wrong else youth.head, **(named | wrong)
            )
    answer = submitted(handed(mara, youth), youth)
    with pytest.raises(NotAllowed):
        answering.release(by=roads.head, answer=answer)
    made = substituting.name_substitute(by=youth.head, **named)
    with pytest.raises(Refused, match="schon eine Vertretung"):
        substituting.name_substitute(by=youth.head, **named)
    told = Message.objects.get(subject_kind="department")
    assert told.account == roads.head and "vertritt" in told.body and youth.head.name in told.body
    answering.release(by=roads.head, answer=answer)
    assert Entry.objects.get(act="answers.released").details["in_place_of_head"] is True
    asked = Message.objects.filter(subject_key=str(handed(mara, youth).pk), letter="request")
    assert {one.account for one in asked} == {youth.officer, youth.head, roads.head}  # what waits for a head
    substituting.end(by=youth.head, substitution=made)
    assert Message.objects.filter(subject_kind="department", account=roads.head).count() == 2
    with pytest.raises(Refused):
        substituting.end(by=youth.head, substitution=made)
    with pytest.raises(NotAllowed):
        answering.release(by=roads.head, answer=submitted(handed(mara, youth), youth))
    assert not Entry.objects.filter(
        act__startswith="answers.substitute", details__icontains="Jugendamt"
    ).exists()


def test_who_has_left_the_departments_stands_in_for_nobody(mara, youth, roads):
    substituting.name_substitute(
        by=youth.head, department=youth.organisation, head=youth.head, substitute=roads.head, since=in_days(0),
        until=in_days(9),
    )  # fmt: skip
    answer = submitted(handed(mara, youth), youth)
    assert rules.may_release(roads.head, youth.organisation)
    people.end_appointment(
        by=administrator(),
        appointment=Appointment.objects.get(account=roads.head),
        on=in_days(0),
        reason="Geht.",
    )
    with pytest.raises(NotAllowed):
        answering.release(by=roads.head, answer=answer)


def test_a_substitute_does_not_release_the_own_draft(mara, youth):
    substituting.name_substitute(
        by=youth.head, department=youth.organisation, head=youth.head, substitute=youth.officer,
        since=in_days(0), until=in_days(1),
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="selbst entworfen"):
        answering.release(by=youth.officer, answer=submitted(handed(mara, youth), youth))


def test_sector_plans_are_kept_by_their_department_or_by_social_planning(youth, roads):
    plan = {"kind": SectorPlan.Kind.YOUTH, "title": "Jugendhilfeplan", "department": youth.organisation,
            "since": in_days(-100), "until": in_days(900)}  # fmt: skip
    with pytest.raises(NotAllowed):
        sector_plans.keep_plan(by=roads.officer, **plan)
    made = sector_plans.keep_plan(by=youth.officer, **plan)
    assert made.during.upper == in_days(900) + timedelta(days=1)
    with pytest.raises(Refused, match="mit diesem Titel"):
        sector_plans.keep_plan(by=somebody_as("social_planner"), **plan)
    with pytest.raises(NotAllowed):  # nobody takes a plan away from another department
        sector_plans.keep_plan(by=roads.officer, plan=made, **(plan | {"department": roads.organisation}))
    for wrong in ({"until": in_days(-200)}, {"title": " "}, {"address": "javascript:x"}):
        with pytest.raises(Refused):
            sector_plans.keep_plan(by=youth.officer, plan=made, **(plan | wrong))
    sector_plans.keep_plan(by=PROGRAM, plan=made, **(plan | {"title": "Jugendhilfeplan 2030", "until": None}))
    assert SectorPlan.objects.get().title == "Jugendhilfeplan 2030"

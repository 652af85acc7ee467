"""A need goes to a department and on to the next, and is never lost between two."""

from __future__ import annotations

import pytest

from sozialraum.planning.answers.actions import answering, parts, questions, requesting
from sozialraum.planning.answers.models import Answer, SetAside
from sozialraum.planning.answers.queries.clocks import clock_of
from sozialraum.planning.answers.queries.public import OnTime, Wanted, on_time
from sozialraum.planning.answers.states import RequestState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.reports.queries.departments import counted
from worlds.answering import again, answered, bundled, drafted, handed, in_days, office
from worlds.people import somebody_as
from worlds.voices import manager

pytestmark = pytest.mark.django_db


def acts_on(need: Need) -> list[str]:
    lines = Entry.objects.filter(subject_kind="need", subject_key=str(need.pk)).order_by("id")
    return [one.act for one in lines if one.act.startswith("answers.")]


def test_a_bundled_need_is_handed_over_with_all_that_is_nudged(mara, youth, roads):
    request = handed(mara, youth, roads, asked="Was kostet eine Bank?")
    need = request.need
    assert (need.state, need.department, need.due) == ("handed_over", "Jugendamt", in_days(42))
    assert [part.department for part in request.parts.all()] == [roads.organisation]
    nudged = Message.objects.filter(subject_kind="request", subject_key=str(request.pk))
    assert {one.account for one in nudged} == {youth.officer, youth.head, roads.officer, roads.head}
    line = Entry.objects.get(act="answers.handed_over")
    assert line.details == {
        "request": request.pk, "lead": "Jugendamt", "co_departments": ["Tiefbauamt"],
        "due": in_days(42).isoformat(), "asked": "Was kostet eine Bank?",
    }  # fmt: skip


def test_handing_over_is_the_managers_and_needs_a_department_a_day_to_come_and_a_bundled_need(
    mara, youth, roads
):
    need = bundled(mara)
    asked = {"need": need, "lead": youth.organisation, "due": in_days(1)}
    for stranger in (youth.head, manager("planungsraeume/2", "Nora Nebenan")):
        with pytest.raises(NotAllowed):
            requesting.hand_over(by=stranger, **asked)
    for wrong in ({"due": in_days(0)}, {"co_departments": [youth.organisation]}):
        with pytest.raises(Refused):
            requesting.hand_over(by=mara, **(asked | wrong))
    from sozialraum.planning.people import actions as people
    from sozialraum.planning.people.rules import PROGRAM
    from worlds.people import organisation

    club = organisation("Bürgerverein", "residents")
    with pytest.raises(Refused, match="Bürgerverein"):
        requesting.hand_over(by=mara, **(asked | {"lead": club}))
    people.change_organisation(
        by=PROGRAM, organisation=roads.organisation, name="Tiefbauamt", bank="administration", is_closed=True
    )
    roads.organisation.refresh_from_db()
    with pytest.raises(Refused, match="Tiefbauamt"):
        requesting.hand_over(by=mara, **(asked | {"co_departments": [roads.organisation]}))
    requesting.hand_over(by=mara, **asked)
    with pytest.raises(Refused, match="liegt schon"):
        requesting.hand_over(by=mara, **asked)


def test_who_is_not_responsible_names_who_is_and_the_need_goes_there(mara, youth, roads):
    request = handed(mara, youth)
    with pytest.raises(Refused, match="warum"):
        requesting.pass_on(by=youth.officer, request=request, to=roads.organisation, reason=" ")
    with pytest.raises(Refused, match="eigenes Amt"):
        requesting.pass_on(by=youth.officer, request=request, to=youth.organisation, reason="Nein.")
    with pytest.raises(NotAllowed):
        requesting.pass_on(by=roads.officer, request=request, to=roads.organisation, reason="Unser.")
    requesting.pass_on(
        by=youth.officer, request=request, to=roads.organisation, reason="Das ist eine Straße."
    )
    now = again(request)
    assert (now.lead, now.state, now.need.department) == (roads.organisation, "waiting", "Tiefbauamt")
    assert now.need.due == request.due
    with pytest.raises(Refused, match="Tiefbauamt"):  # their page is of before
        requesting.pass_on(
            by=youth.head, request=request, to=roads.organisation, reason="Das ist eine Straße."
        )


@pytest.mark.parametrize("named", ["nobody", "who had it"])
def test_where_nobody_is_left_the_steering_group_assigns_and_that_is_binding(mara, youth, roads, named):
    request = handed(mara, youth, need=bundled(mara, language="en"))
    requesting.pass_on(by=youth.officer, request=request, to=roads.organisation, reason="Straße.")
    to = None if named == "nobody" else youth.organisation
    requesting.pass_on(by=roads.head, request=again(request), to=to, reason="Spielplatz.")
    now = again(request)
    told = Message.objects.get(letter="passed_on", body__contains="teering group")
    assert "Steuerungsgruppe" not in told.body
    assert now.state == RequestState.UNASSIGNED
    assert (now.need.department, now.need.state) == ("Steuerungsgruppe", "handed_over")
    if to:
        assert "Jugendamt" in now.passings.last().reason
    for act in (
        lambda: drafted(now, roads),
        lambda: requesting.pass_on(by=roads.head, request=now, to=youth.organisation, reason="x"),
    ):
        with pytest.raises(Refused):
            act()
    planner = somebody_as("social_planner")
    with pytest.raises(NotAllowed):
        requesting.assign(by=mara, request=now, to=youth.organisation, reason="Weil.")
    requesting.assign(by=planner, request=now, to=youth.organisation, reason="Weil.", due=in_days(60))
    now = again(request)
    assert (now.state, now.lead, now.assigned, now.due) == ("waiting", youth.organisation, True, in_days(60))
    with pytest.raises(Refused, match="verbindlich"):
        requesting.pass_on(by=youth.head, request=now, to=roads.organisation, reason="Doch nicht.")
    with pytest.raises(Refused, match="schneller"):
        requesting.assign(by=planner, request=now, to=roads.organisation, reason="Weil.")
    answered(now, youth)
    assert acts_on(now.need) == [
        "answers.handed_over", "answers.passed_on", "answers.passed_on", "answers.assigned", "answers.drafted",
        "answers.submitted", "answers.released",
    ]  # fmt: skip


def test_a_wrong_assignment_is_corrected_with_a_reason_and_everybody_concerned_is_told(
    mara, youth, roads, parks
):
    planner, request = somebody_as("social_planner"), handed(mara, youth, parks)
    correct = {"by": planner, "to": roads.organisation, "reason": "Es geht um den Gehweg."}
    with pytest.raises(Refused, match="Berichtigen lässt"):  # nobody assigned it
        requesting.reassign(request=again(request), **correct)
    requesting.pass_on(by=youth.head, request=request, to=None, reason="Nein.")
    requesting.assign(by=planner, request=again(request), to=youth.organisation, reason="Doch.")
    drafted(again(request), youth, text="Nur für uns.")
    seen = again(request)
    for wrong in ({"to": youth.organisation}, {"reason": " "}, {"due": in_days(0)}):
        with pytest.raises(Refused):
            requesting.reassign(request=seen, **(correct | wrong))
    with pytest.raises(NotAllowed):
        requesting.reassign(request=seen, **(correct | {"by": mara}))
    told = set(Message.objects.values_list("pk", flat=True))
    requesting.reassign(request=seen, **correct)
    now = again(request)
    assert (now.lead, now.assigned, now.need.department) == (roads.organisation, True, "Tiefbauamt")
    assert not Answer.objects.exists() and SetAside.objects.get().department == youth.organisation
    letters = Message.objects.exclude(pk__in=told)
    assert {one.account for one in letters if one.letter == "request"} == {
        *(p for one in (youth, roads, parks) for p in (one.officer, one.head)), mara
    }  # fmt: skip
    assert "Jetzt antwortet: Tiefbauamt" in letters.get(letter="reassigned").body
    with pytest.raises(Refused, match="schneller"):  # from a page of before
        requesting.reassign(request=seen, **(correct | {"to": parks.organisation}))
    parts.give_part(by=parks.officer, part=now.parts.get(), text="Ja.")
    answered(now, roads)
    with pytest.raises(Refused, match="freigegeben"):
        requesting.reassign(request=again(request), **(correct | {"to": youth.organisation}))


def test_a_draft_is_set_aside_unread_and_there_again_when_the_request_returns(mara, youth, roads):
    request = handed(mara, youth)
    drafted(request, youth, text="Nur für uns.")
    requesting.pass_on(by=youth.head, request=request, to=roads.organisation, reason="Straße.")
    assert not Answer.objects.exists() and SetAside.objects.get().department == youth.organisation
    drafted(again(request), roads, text="Von der Straße.")
    requesting.pass_on(by=roads.head, request=again(request), to=None, reason="Nein.")
    requesting.assign(
        by=somebody_as("social_planner"), request=request, to=youth.organisation, reason="Doch."
    )
    back = Answer.objects.get()
    assert (back.text, str(back.cost), back.drafted_by) == ("Nur für uns.", "1200.50", youth.officer)
    assert SetAside.objects.get().said["text"] == "Von der Straße."
    with pytest.raises(NotAllowed):
        answering.save_draft(by=roads.officer, request=again(request), said=None, version=1)


def test_more_time_needs_a_reason_and_the_first_day_stays(mara, youth):
    request = handed(mara, youth)
    for wrong in ({"due": in_days(42), "reason": "x"}, {"due": in_days(50), "reason": ""}):
        with pytest.raises(Refused):
            requesting.extend(by=mara, request=request, **wrong)
    with pytest.raises(NotAllowed):
        requesting.extend(by=youth.head, request=request, due=in_days(50), reason="Urlaub.")
    requesting.extend(by=mara, request=request, due=in_days(50), reason="Ein Gutachten fehlt.")
    now = again(request)
    assert (now.due, now.first_due, now.need.due) == (in_days(50), in_days(42), in_days(50))
    answered(now, youth)
    assert on_time(Wanted()) == OnTime(1, 1) and clock_of(again(request)).days == 50


def test_more_time_after_the_day_makes_no_answer_punctual(mara, youth):
    request = handed(mara, youth)
    type(request).objects.filter(pk=request.pk).update(due=in_days(-3))
    requesting.extend(by=mara, request=again(request), due=in_days(10), reason="Ein Gutachten fehlt.")
    requesting.extend(by=mara, request=again(request), due=in_days(20), reason="Noch eins.")
    now = again(request)
    assert (now.due, now.missed) == (in_days(20), in_days(-3)) and not clock_of(now).is_overdue
    answered(now, youth)
    assert on_time(Wanted()) == OnTime(0, 1) and "3 Tage zu spät" in clock_of(again(request)).sentence
    assert Entry.objects.get(act="answers.released").details["days_late"] == 3
    (_name, tally) = counted().each[youth.organisation.pk]
    assert (tally.on_time, tally.counts["answered"]) == (0, 1)


def test_nobody_is_assigned_an_answer_for_a_day_of_before(mara, youth, roads):
    request, planner = handed(mara, youth), somebody_as("social_planner")
    requesting.pass_on(by=youth.head, request=request, to=None, reason="Nein.")
    type(request).objects.filter(pk=request.pk).update(due=in_days(-3))
    assign = {"by": planner, "to": roads.organisation, "reason": "Weil."}
    with pytest.raises(Refused, match="neue Frist"):
        requesting.assign(request=again(request), **assign)
    requesting.assign(request=again(request), due=in_days(9), **assign)
    assert (again(request).due, again(request).missed) == (in_days(9), None)  # it is new to this department
    type(request).objects.filter(pk=request.pk).update(due=in_days(-1))
    correct = assign | {"to": youth.organisation}
    with pytest.raises(Refused, match="neue Frist"):
        requesting.reassign(request=again(request), **correct)
    requesting.reassign(request=again(request), due=in_days(9), **correct)
    assert again(request).missed == in_days(-1)  # who had it before let it lie


def test_questions_go_back_and_forth_on_the_record(mara, youth, roads, parks):
    request = handed(mara, youth, roads)
    asked = questions.ask_the_conference(by=roads.officer, request=request, text="Welche Seite?",
                                         department=roads.organisation)  # fmt: skip
    with pytest.raises(Refused, match="nicht beteiligt"):
        questions.ask_the_conference(
            by=parks.officer, request=request, text="?", department=parks.organisation
        )
    with pytest.raises(NotAllowed):
        questions.answer_question(by=roads.officer, question=asked, text="Links.")
    questions.answer_question(by=mara, question=asked, text="Die Südseite.")
    with pytest.raises(Refused, match="schon beantwortet"):
        questions.answer_question(by=mara, question=asked, text="Die Nordseite.")
    back = questions.ask_the_department(by=mara, request=request, text="Geht es schneller?")
    questions.answer_question(by=youth.head, question=back, text="Nein.")
    assert [one.answer for one in request.questions.all()] == ["Die Südseite.", "Nein."]
    assert acts_on(request.need)[1:] == ["answers.asked", "answers.question_answered"] * 2
    late = questions.ask_the_department(by=mara, request=request, text="Und der Winter?")
    type(request).objects.filter(pk=request.pk).update(due=in_days(-1))
    answered(again(request), youth)
    questions.answer_question(
        by=youth.officer, question=late, text="Auch dann."
    )  # a release buries no question
    with pytest.raises(Refused, match="freigegeben"):
        questions.ask_the_department(by=mara, request=request, text="Noch etwas?")


def test_the_answer_waits_for_the_parts_as_long_as_they_have_time(mara, youth, roads, parks):
    request = handed(mara, youth, roads, parks)
    with pytest.raises(NotAllowed):
        parts.give_part(by=youth.officer, part=request.parts.first(), text="Wir.")
    from worlds.answering import submitted

    answer = submitted(request, youth)
    with pytest.raises(Refused, match="Gartenamt, Tiefbauamt"):
        answering.release(by=youth.head, answer=answer)
    parts.give_part(by=roads.officer, part=request.parts.get(department=roads.organisation), text="Ja.")
    type(request).objects.filter(pk=request.pk).update(due=in_days(-1))
    answering.release(by=youth.head, answer=answer)
    line = Entry.objects.get(act="answers.released")
    assert line.details["silent"] == ["Gartenamt"] and line.details["days_late"] == 1
    assert "Gartenamt" in line.reason and "Tiefbauamt" not in line.reason
    with pytest.raises(Refused, match="schon freigegeben"):
        parts.give_part(by=roads.officer, part=request.parts.first(), text="Nein.")


def test_what_lies_with_a_department_that_is_no_more_is_assigned_anew(mara):
    from sozialraum.planning.answers.queries.on_desk import unassigned
    from sozialraum.planning.people.models import Organisation

    gone, other, planner = office("Amt von gestern"), office("Amt von heute"), somebody_as("social_planner")
    request = handed(mara, gone)
    drafted(request, gone)
    with pytest.raises(Refused):
        requesting.assign(by=planner, request=request, to=other.organisation, reason="Zu früh.")
    assert unassigned() == []
    Organisation.objects.filter(pk=gone.organisation.pk).update(is_closed=True)
    assert [row.request.pk for row in unassigned()] == [request.pk]
    requesting.assign(by=planner, request=request, to=other.organisation, reason="Das Amt ist aufgelöst.")
    kept = again(request)
    assert (kept.lead, kept.assigned, kept.need.department) == (other.organisation, True, "Amt von heute")
    assert (
        not Answer.objects.filter(request=request).exists()
        and SetAside.objects.filter(request=request).exists()
    )


def test_a_department_that_gets_another_name_has_it_on_its_needs_too_and_the_journal_keeps_the_old(
    mara, youth
):
    from django.test import Client

    from sozialraum.planning.people.actions import change_organisation
    from sozialraum.planning.people.rules import PROGRAM

    request, named = handed(mara, youth), {"bank": "administration", "is_closed": False}
    elsewhere = bundled(mara, "Die Laterne ist kaputt.")
    Need.objects.filter(pk=elsewhere.pk).update(state="redirected", department="Jugendamt")
    change_organisation(by=PROGRAM, organisation=youth.organisation, name="Amt für Jugend", **named)
    assert again(request).need.department == "Amt für Jugend"
    elsewhere.refresh_from_db()
    assert elsewhere.department == "Jugendamt"
    for page in (f"/bedarfe/{request.need_id}/", "/bedarfe/?amt=Amt für Jugend", f"/antworten/{request.pk}/"):
        assert "Amt für Jugend" in Client().get(page).content.decode(), page
    assert Entry.objects.get(act="answers.handed_over").details["lead"] == "Jugendamt"

"""Pages of requests: what everybody reads, what stays in the department, what is sent and refused."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.answers.actions import (
    answering,
    negotiating,
    parts,
    questions,
    requesting,
    substituting,
)
from sozialraum.planning.answers.models import Request
from sozialraum.planning.answers.queries import handing
from sozialraum.planning.answers.queries.proposing import of_requests
from sozialraum.planning.conferences.models import Body, Session
from sozialraum.planning.conferences.queries.proposing import of_needs
from worlds.answering import again, answered, bundled, drafted, handed, in_days, submitted
from worlds.conferring import conference, session
from worlds.people import somebody_as

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "own_means",
    "text": "Zwei Bänke.",
    "reason": "Unser Platz.",
    "cost": "1.200,50",
    "version": "0",
}


def of(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def late(request: Request) -> Request:
    Request.objects.filter(pk=request.pk).update(due=in_days(-3))
    type(request.need).objects.filter(pk=request.need_id).update(due=in_days(-3))
    return again(request)


def test_a_draft_is_read_by_its_department_alone(client, mara, youth, roads):
    request = handed(mara, youth, roads)
    drafted(request, youth, text="Streng vertraulich.")
    pages = [
        f"/antworten/{request.pk}/",
        "/antworten/",
        "/antworten/tabelle.csv",
        f"/bedarfe/{request.need_id}/",
    ]
    for browser in (client, of(mara), of(roads.officer)):
        assert not any("vertraulich" in read(browser, page) for page in pages)
    assert "vertraulich" not in read(of(roads.officer), f"/antworten/{request.pk}/bearbeiten/")
    assert "vertraulich" in read(of(youth.officer), f"/antworten/{request.pk}/bearbeiten/")
    assert "vertraulich" in read(of(youth.head), f"/antworten/{request.pk}/bearbeiten/")
    requesting.pass_on(by=youth.head, request=request, to=roads.organisation, reason="Straße.")
    for person in (roads.head, roads.officer):
        assert "vertraulich" not in read(of(person), f"/antworten/{request.pk}/bearbeiten/")


def test_an_answer_is_written_submitted_and_released_in_the_browser(client, mara, youth):
    request = handed(mara, youth)
    work, release = (f"/antworten/{request.pk}/{end}/" for end in ("bearbeiten", "freigabe"))
    officer, head = of(youth.officer), of(youth.head)
    incomplete = officer.post(work, FORM | {"do": "submit"})
    assert incomplete.status_code == 422 and "noch nicht vorgelegt" in incomplete.content.decode()
    second = officer.post(work, FORM | {"do": "save", "text": "Mein anderer Text."})  # of a page of before
    told = second.content.decode()
    assert second.status_code == 422 and "Mein anderer Text." in told and "Zwei Bänke." in told
    assert 'name="version" value="1"' in told
    form = FORM | {"do": "submit", "version": "1", "by_when": in_days(90).isoformat()}
    assert officer.post(work, form)["Location"] == work
    assert officer.get(release).status_code == 403
    assert head.post(release, {"do": "release", "version": "1"}).status_code == 422
    assert head.post(release, {"do": "release", "version": "2"})["Location"] == f"/antworten/{request.pk}/"
    shown = read(client, f"/antworten/{request.pk}/")
    assert "Zwei Bänke." in shown and "1.200,50\u00a0€" in shown and "Freigegeben am" in shown
    english = read(client, f"/en/antworten/{request.pk}/")
    assert "€1,200.50" in english and "with its own means" in english


def test_parts_and_questions_go_through_the_same_page(mara, youth, roads):
    request = handed(mara, youth, roads)
    work = f"/antworten/{request.pk}/bearbeiten/"
    part = request.parts.get()
    beside = of(roads.officer)
    assert beside.post(work, {"do": "part", "of": part.pk, "text": ""}).status_code == 422
    assert beside.post(work, {"do": "part", "of": part.pk, "text": "Gern.", "cost": "10"}).status_code == 302
    assert beside.post(work, {"do": "ask", "of": "", "text": "Welche Seite?"}).status_code == 302
    assert beside.post(work, FORM | {"do": "save"}).status_code == 403
    question = request.questions.get()
    assert question.department == roads.organisation
    keep = f"/antworten/{request.pk}/nachhalten/"
    manager = of(mara)
    assert "Welche Seite?" in read(manager, "/schreibtisch/")
    assert manager.post(keep, {"do": "answer", "of": question.pk, "text": "Süden."}).status_code == 302
    asked = {"do": "ask", "department": youth.organisation.pk, "text": "Wann?"}
    assert manager.post(keep, asked).status_code == 302
    back = request.questions.last()
    assert "Wann?" in read(of(youth.officer), "/antworten/eingang/")
    submitted(again(request), youth)
    released = read(of(youth.head), f"/antworten/{request.pk}/freigabe/")
    assert "Offene Nachfragen" in released and "Wann?" in released and "Welche Seite?" not in released
    assert "Nachfragen beantworten" in released
    parts.give_part(by=roads.head, part=part, text="Sehr gern.", cost=None)
    seen = {"do": "part", "of": part.pk, "text": "Nein.", "seen": request.parts.get().given.isoformat()}
    second = beside.post(work, seen | {"seen": "2026-01-01T00:00:00+00:00"})  # two tabs
    told = second.content.decode()
    assert second.status_code == 422 and "Nein." in told and "Sehr gern." in told
    assert f'name="seen" value="{seen["seen"]}"' in told and request.parts.get().text == "Sehr gern."
    assert beside.post(work, seen).status_code == 302
    answering.release(by=youth.head, answer=again(request).answer)
    assert "Nachfrage beantworten" in read(of(youth.officer), f"/antworten/{request.pk}/")
    assert "Nachfrage beantworten" not in read(manager, f"/antworten/{request.pk}/")
    assert "Wann?" in read(of(youth.officer), "/antworten/eingang/")
    assert of(youth.officer).post(work, {"do": "answer", "of": back.pk, "text": "Bald."}).status_code == 302
    request = handed(mara, youth)
    keep = f"/antworten/{request.pk}/nachhalten/"
    early = {"do": "extend", "due": in_days(1).isoformat(), "reason": "x"}
    assert manager.post(keep, early).status_code == 422
    assert manager.post(keep, early | {"due": in_days(60).isoformat()}).status_code == 302
    assert again(request).due == in_days(60)


def test_handing_over_proposes_who_answered_what_sounds_alike_and_the_city_s_days(mara, youth, roads):
    answered(handed(mara, roads, need=bundled(mara, "Auf dem Anger fehlen Sitzbänke am Brunnen.")), roads)
    need = bundled(mara, "Sitzbänke am Brunnen auf dem Anger fehlen.")
    assert handing.proposed(need).lead == roads.organisation
    manager, form = of(mara), f"/antworten/uebergeben/{need.pk}/"
    shown = read(manager, form)
    assert f'<option value="{roads.organisation.pk}" selected>' in shown and in_days(42).isoformat() in shown
    assert need.number in read(manager, "/antworten/uebergeben/")
    values = {
        "lead": youth.organisation.pk,
        "co_departments": [youth.organisation.pk],
        "due": in_days(9).isoformat(),
    }
    assert manager.post(form, values).status_code == 422
    values["co_departments"] = [roads.organisation.pk]
    assert manager.post(form, values).status_code == 302
    assert "Jugendamt" in read(manager, "/antworten/uebergeben/")
    assert f"/antworten/uebergeben/{need.pk}/" not in read(manager, "/antworten/uebergeben/")


def test_what_is_overdue_is_named_everywhere_and_proposes_itself_for_the_agenda(client, mara, youth):
    request = late(handed(mara, youth))
    assert "seit 3 Tagen überfällig" in read(client, "/antworten/?stand=ueberfaellig")
    assert "seit 3 Tagen überfällig" in read(of(youth.head), "/schreibtisch/")
    assert "Einer ist überfällig." in read(of(youth.officer), "/schreibtisch/")
    assert "Eine Antwort ist überfällig" in read(of(mara), "/schreibtisch/")
    proposals = of_needs(session(conference(mara), mara))
    assert [(one.kind, one.need) for one in proposals if one.kind == "overdue"] == [("overdue", request.need)]


def test_the_steering_group_sees_and_assigns_what_nobody_holds_itself_responsible_for(
    client, mara, youth, roads
):
    request = handed(mara, youth)
    away = f"/antworten/{request.pk}/weitergeben/"
    assert of(youth.officer).post(away, {"to": "", "reason": ""}).status_code == 422
    assert of(youth.officer).post(away, {"to": "", "reason": "Nicht unseres."}).status_code == 302
    planner = of(somebody_as("social_planner"))
    assert request.need.number in read(planner, "/schreibtisch/")
    assert request.need.number in read(planner, "/antworten/zuweisen/")
    at_need = read(Client(), f"/bedarfe/{request.need_id}/")
    assert "Kein Amt hält sich für zuständig. Die Steuerungsgruppe sagt, wer antwortet" in at_need
    assert "welches Fachamt antwortet" in at_need
    for page in (f"/en/antworten/{request.pk}/", f"/en/bedarfe/{request.need_id}/"):
        english = read(Client(), page)
        assert "Steering group" in english and "Steuerungsgruppe" not in english
    held = Session(body=Body(kind=Body.Kind.STEERING_GROUP))
    assert [one.need for one in of_requests(held)] == [request.need]
    late(request)
    assert f'value="{handing.proposed_day().isoformat()}"' in read(
        planner, f"/antworten/zuweisen/{request.pk}/"
    )
    assign = {"to": roads.organisation.pk, "reason": "Weil."}
    assert planner.post(f"/antworten/zuweisen/{request.pk}/", assign).status_code == 422
    assign["due"] = in_days(9).isoformat()
    assert planner.post(f"/antworten/zuweisen/{request.pk}/", assign).status_code == 302
    assert planner.post(f"/antworten/zuweisen/{request.pk}/", assign).status_code == 422
    assert again(request).assigned
    assert "Zugewiesen, noch ohne Antwort" in read(planner, "/antworten/zuweisen/")
    assert "Zuweisung berichtigen" in read(planner, f"/antworten/{request.pk}/")
    correct = {"to": youth.organisation.pk, "reason": "Doch das Jugendamt."}
    assert planner.post(f"/antworten/zuweisen/{request.pk}/", correct).status_code == 302
    way = read(client, f"/bedarfe/{request.need_id}/weg/")
    assert "statt Tiefbauamt antwortet Jugendamt" in way


def test_the_list_is_narrowed_and_taken_along(client, mara, youth, roads):
    answered(handed(mara, youth), youth, kind="not_funded", text="Kein Geld dafür.")
    open_ = handed(mara, roads)
    shown = read(client, "/antworten/?art=not_funded")
    assert "Kein Geld dafür." in shown and open_.need.number not in shown
    assert open_.need.number in read(client, f"/antworten/?amt={roads.organisation.pk}&raum=planungsraeume/1")
    assert "Dazu gibt es keinen Auftrag" in read(client, "/antworten/?raum=nirgends&stand=offen")
    assert "1200.50" in read(client, "/antworten/tabelle.csv")
    assert client.get("/antworten/tabelle.xlsx").status_code == 200
    assert client.get("/antworten/?amt=x&stand=y&art=z&sortierung=q&seite=9").status_code == 200


def test_a_page_asks_as_much_of_the_database_for_many_as_for_few(client, mara, youth, roads):
    def asked(browser, address: str) -> int:
        with CaptureQueriesContext(connection) as statements:
            read(browser, address)
        return len(statements)

    def more() -> Request:
        request = handed(mara, youth, roads)
        parts.give_part(by=roads.officer, part=request.parts.get(), text="Ja.")
        questions.ask_the_conference(by=youth.officer, request=request, text="Wo?")
        submitted(request, youth)
        late(handed(mara, youth))
        return request

    first = more()
    pages = [
        (client, "/antworten/"), (client, f"/antworten/{first.pk}/"), (of(youth.head), "/antworten/eingang/"),
        (of(youth.head), "/schreibtisch/"), (of(mara), "/schreibtisch/"), (client, "/antworten/tabelle.csv"),
    ]  # fmt: skip
    before = [asked(*page) for page in pages]
    for _number in range(3):
        more()
    assert [asked(*page) for page in pages] == before
    assert max(before) < 60


def test_a_head_names_a_substitute_and_is_back_sooner(mara, youth, roads):
    page, head = "/antworten/vertretung/", of(youth.head)
    days = {"since": in_days(0).isoformat(), "until": in_days(9).isoformat()}
    form = {
        "do": "name",
        "head": f"{youth.organisation.pk}/{youth.head.pk}",
        "substitute": roads.head.pk,
    } | days
    assert head.post(page, form | {"head": f"{roads.organisation.pk}/{roads.head.pk}"}).status_code == 422
    assert head.post(page, form | {"until": in_days(-1).isoformat()}).status_code == 422
    assert head.post(page, form).status_code == 302
    request = handed(mara, youth)
    submitted(request, youth)
    instead = of(roads.head)
    assert request.need.number in read(instead, "/antworten/eingang/")
    assert instead.get(f"/antworten/{request.pk}/freigabe/").status_code == 200
    unread = instead.post(f"/antworten/{request.pk}/freigabe/", {"do": "release", "version": ""})
    assert unread.status_code == 422 and again(request).state == "waiting"
    assert head.post(page, {"do": "end", "of": youth.head.stood_in_for.get().pk}).status_code == 302
    assert instead.get(f"/antworten/{request.pk}/freigabe/").status_code == 403


def test_an_officer_who_stands_in_finds_on_the_desk_what_waits_for_release(mara, youth, roads):
    substituting.name_substitute(
        by=youth.head, department=youth.organisation, head=youth.head, substitute=roads.officer, since=in_days(0),
        until=in_days(9),
    )  # fmt: skip
    request = handed(mara, youth)
    submitted(request, youth)
    desk = read(of(roads.officer), "/schreibtisch/")
    assert "In Vertretung: Eine Stellungnahme wartet" in desk and f"/antworten/{request.pk}/freigabe/" in desk
    assert "In Vertretung" not in read(of(youth.officer), "/schreibtisch/")


def test_the_manager_hands_over_from_the_desk_and_reads_what_waits_once(mara):
    need = bundled(mara)
    desk = read(of(mara), "/schreibtisch/")
    assert desk.count(need.number) == 2  # its line, and the name of the way to hand it over
    assert f"/antworten/uebergeben/{need.pk}/" in desk and f"/bedarfe/{need.pk}/buendeln/" not in desk


def test_the_answer_leads_to_what_the_conference_says_to_it_and_back(mara, youth):
    request = answered(handed(mara, youth), youth).request
    page = f"/antworten/{request.pk}/"
    assert "/aushandlungen/stellungnahme/" in read(of(mara), page)
    assert "/aushandlungen/stellungnahme/" not in read(Client(), page)
    talks = negotiating.open_negotiation(by=mara, answer=request.answer, reason="Eine Bank reicht nicht.")
    assert f"/aushandlungen/{talks.pk}/" in read(Client(), page)
    assert f'href="{page}"' in read(Client(), f"/aushandlungen/{talks.pk}/")


def test_no_deadline_lies_beyond_all_planning(mara, youth):
    request = handed(mara, youth)
    sent = {"do": "extend", "due": "9999-12-31", "reason": "Mehr Zeit."}
    assert of(mara).post(f"/antworten/{request.pk}/nachhalten/", sent).status_code == 422
    assert again(request).due == request.due


def test_a_sector_plan_is_entered_and_shows_which_answers_refer_to_it(client, mara, youth, roads):
    form = {"kind": "youth", "title": "Jugendhilfeplan", "department": youth.organisation.pk,
            "since": in_days(-9).isoformat(), "until": in_days(-10).isoformat()}  # fmt: skip
    officer = of(youth.officer)
    assert officer.post("/antworten/fachplanungen/neu/", form).status_code == 422
    form["until"] = ""
    assert officer.post("/antworten/fachplanungen/neu/", form).status_code == 302
    plan = youth.organisation.sector_plans.get()
    assert of(roads.officer).get(f"/antworten/fachplanungen/{plan.pk}/").status_code == 403
    request = handed(mara, youth)
    answered(request, youth, plan=plan, passage="Kapitel 4")
    shown = read(client, "/antworten/fachplanungen/?art=youth")
    assert request.need.number in shown and "Kapitel 4" in shown
    assert "Noch steht keine Fachplanung hier" in read(client, "/antworten/fachplanungen/?art=health")

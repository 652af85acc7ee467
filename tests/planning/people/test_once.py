"""A form that adds something takes effect once: clicked twice, sent after going back, at the same moment."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from sozialraum.planning.answers.models import Move, Question
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Sending
from sozialraum.planning.people.once import forget_sendings
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.reports.models import CostItem
from worlds.answering import handed, office
from worlds.carrying_out import a_measure, a_plan, a_provider, department, in_days, of_provider, officer
from worlds.negotiating import Department, negotiation
from worlds.people import somebody_as
from worlds.voices import manager


def tokens(client, address):
    return re.findall(r'name="sending" value="([0-9a-f-]{36})"', client.get(address).content.decode())


def said(client, answer):
    return client.get(answer["Location"]).content.decode()


def measure_form():
    today, year = in_days(0), in_days(0).year
    return {
        "title": "Lesepatinnen", "text": "Vorlesen.", "place": "sozialraeume@2019-01-01|sozialraeume/A",
        "begins": today.isoformat(), "ends": in_days(60).isoformat(), "step_1": "Räume finden",
        "due_1": in_days(20).isoformat(), f"cost_{year}": "1.200,40", "line": "0601.13", "year_1": year,
        "year_2": year, "year_3": year,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_source_of_money_sent_again_is_one_and_another_one_is_asked_for(published, client):
    made = a_measure()
    client.force_login(officer(made.responsible))
    address = f"/massnahmen/{made.pk}/melden/"
    given = {"act": "geld", "source": "eu", "year": in_days(0).year, "amount": "700"}
    given["sending"] = tokens(client, address)[0]
    refused = client.post(address, given | {"amount": "viel"})
    assert (
        refused.status_code == 422 and not Sending.objects.exists()
    )  # nothing took effect: it may be sent again
    for expected in ("Gespeichert: Geld aus", "Das hatten Sie schon gesendet"):
        answer = client.post(address, given)
        assert answer.status_code == 302 and expected in said(client, answer)
    assert made.fundings.count() == 1
    other = client.post(address, given | {"amount": "900"})  # gone back, and written on
    assert other.status_code == 422 and "mit anderem Inhalt" in other.content.decode()
    fresh = re.findall(r'name="sending" value="([0-9a-f-]{36})"', other.content.decode())[0]
    assert client.post(address, given | {"amount": "900", "sending": fresh}).status_code == 302
    assert sorted(one.amount for one in made.fundings.all()) == [700, 900]
    step = {
        "act": "neu",
        "title": "Einweihen",
        "due": in_days(30).isoformat(),
        "sending": fresh[:-4] + "ffff",
    }
    for _turn in range(2):
        assert client.post(address, step).status_code == 302
    assert made.milestones.filter(title="Einweihen").count() == 1
    # Back fetched the page anew: refused once, and then it is meant.
    for tail, status in (("eeee", 422), ("dddd", 302)):
        answer = client.post(address, step | {"sending": fresh[:-4] + tail})
        assert answer.status_code == status, answer.content.decode()
        assert status == 302 or "eben gesendet" in answer.content.decode()
    assert made.milestones.filter(title="Einweihen").count() == 2
    Sending.objects.update(at=clock.now() - timedelta(days=31))
    assert forget_sendings() and not Sending.objects.exists()
    client.force_login(somebody_as("social_planner", "Paula vom Geld"))
    desk = client.get("/schreibtisch/")  # sources that are no fund ask nobody who keeps funds
    assert desk.status_code == 200 and "um Geld eines Fonds bitten" not in desk.content.decode()


@pytest.mark.django_db
def test_costs_of_the_introduction_offers_and_questions_are_there_once(published):
    mara, youth = manager(), office()
    talk, asked = negotiation(mara, Department()), handed(mara, youth)
    price = {
        "kind": "rooms",
        "title": "Saal",
        "quantity": "4",
        "unit": "session",
        "price": "120",
        "year": "2026",
    }
    for by, address, given, rows in (
        (somebody_as("social_planner"), "/einfuehrung/kosten/neu/", price, CostItem),
        (mara, f"/aushandlungen/{talk.pk}/angebot/", {"text": "Zwei Bänke."}, Move),
        (youth.officer, f"/antworten/{asked.pk}/bearbeiten/", {"do": "ask", "of": "", "text": "Wo?"}, Question),
        (mara, f"/antworten/{asked.pk}/nachhalten/", {"do": "ask", "department": youth.organisation.pk,
                                                      "text": "Wann?"}, Question),
    ):  # fmt: skip
        client, before = Client(), rows.objects.count()
        client.force_login(by)
        given = given | {"sending": tokens(client, address)[0]}
        answers = [client.post(address, given) for _turn in range(2)]
        assert [one.status_code for one in answers] == [302, 302], address
        assert answers[0]["Location"] == answers[1]["Location"] and "schon gesendet" in said(
            client, answers[1]
        )
        assert rows.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_measure_without_a_need_sent_by_two_clicks_begins_once(published):
    a_plan()  # a line of the budget is there
    provider, responsible = a_provider(), department()
    by, address = of_provider(provider), "/massnahmen/neu/"
    first = Client()
    first.force_login(by)
    given = measure_form() | {"responsible": responsible.pk, "provider": provider.pk}
    given["sending"] = tokens(first, address)[0]
    ready, answers = Barrier(4), []

    def click():
        client = Client()
        client.cookies = first.cookies
        ready.wait()
        answers.append(client.post(address, given))
        connection.close()

    threads = [Thread(target=click) for _turn in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    made = Measure.with_proposals.get()
    assert [one["Location"] for one in answers] == [f"/massnahmen/{made.pk}/"] * 4

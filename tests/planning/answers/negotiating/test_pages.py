"""Pages of negotiations: what everybody reads, what those who negotiate do there, and what desks say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from sozialraum.planning.answers.actions import concluding, mediating, negotiating, positions
from sozialraum.planning.answers.models import Negotiation
from sozialraum.planning.journal import clock
from worlds.negotiating import answered, negotiation

pytestmark = pytest.mark.django_db


def signed_in(account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


def fresh_until(talks: Negotiation) -> date:
    return Negotiation.objects.get(pk=talks.pk).until


def at(talks: Negotiation, act: str = "") -> str:
    return f"/aushandlungen/{talks.pk}/{act + '/' if act else ''}"


def test_everybody_reads_offers_side_by_side_with_the_passive_option_and_how_banks_stand(mara, green, talks):
    offer = negotiating.offer(
        by=mara, negotiation=talks, side="conference", text="Drei Bänke.", cost=Decimal("7200.10")
    )
    positions.take_position(by=mara, move=offer, bank="residents", resistance=15, text="Drei reichen.")
    for bank, tenths in (("politics", 22), ("administration", 59), ("providers", 2)):
        positions.take_position(by=mara, move=offer, bank=bank, resistance=tenths, text="")
    page = Client().get(at(talks)).content.decode()
    assert "<td><strong>2,5</strong></td>" in page  # 2.45, in the table as in the drawing
    for words in ("1. Runde", "Drei Bänke.", "7.200,10", "2.400,50", "Passivlösung", "Eine Bank reicht nicht.", "1,5",
                  "Drei reichen.", "Grünflächenamt, bis", "Was folgen kann", "<svg"):  # fmt: skip
        assert words in page, words
    assert "Was Sie jetzt tun können" not in page
    english = Client().get(f"/en{at(talks)}").content.decode()
    assert "Round 1" in english and "Passive option" in english and "7,200.10" in english
    need = Client().get(f"/bedarfe/{talks.need_id}/").content.decode()
    assert "Die Aushandlung" in need and at(talks) in need
    until = date_format(fresh_until(talks), "DATE_FORMAT")
    for page in (need, Client().get(f"/bedarfe/{talks.need_id}/weg/").content.decode()):
        assert f"<dd>Grünflächenamt, bis {until}</dd>" in page  # one of both has the move, until a day


def test_who_negotiates_offers_confirms_and_is_told_where_somebody_was_quicker(mara, green, talks):
    manager, officer, head = signed_in(mara), signed_in(green.officer), signed_in(green.head)
    assert "Angebot machen" in manager.get(at(talks)).content.decode()
    answer = manager.post(at(talks, "angebot"), {"text": "", "cost": "-1"})
    assert answer.status_code == 422
    data = {"text": "Drei Bänke.", "conditions": "", "cost": "7.200,10", "by_when": "2027-06-01"}
    answer = manager.post(at(talks, "angebot"), data)
    assert answer.status_code == 302, answer.content.decode()
    assert talks.rounds.get().moves.last().cost.as_tuple().exponent == -2
    assert manager.post(at(talks, "runde"), {"outcome": "Noch uneins."}).status_code == 302
    assert officer.post(at(talks, "einigung"), {"text": "Zwei Bänke."}).status_code == 302
    assert officer.get(at(talks, "bestaetigen")).status_code == 403
    shown = head.get(at(talks, "bestaetigen"))
    assert "Zwei Bänke." in shown.content.decode()
    concluding.propose_agreement(by=mara, negotiation=talks, side="conference", text="Vier Bänke.")
    for act in ("bestaetigen", "ablehnen", "angebot"):
        late = head.post(at(talks, act), {"seen": "Zwei Bänke.", "words": "Zu teuer.", "text": "Eine."})
        page = late.content.decode()
        assert late.status_code == 422 and "anderer Wortlaut" in page, act
        assert "Vier Bänke." in page and 'name="seen" value="Vier Bänke."' in page, (
            act
        )  # now it has been read
    assert head.post(at(talks, "ablehnen"), {"words": "Zu teuer.", "seen": "Vier Bänke."}).status_code == 302
    gone = head.post(at(talks, "ablehnen"), {"words": "Zu teuer."})
    assert gone.status_code == 422 and "geht gerade nicht" in gone.content.decode()
    assert Client().get(at(talks, "angebot")).status_code == 302
    assert manager.get(at(talks, "gibtesnicht")).status_code == 404


def test_every_form_of_an_act_opens_where_it_is_possible(mara, green, selma, talks):
    by = {"manager": signed_in(mara), "head": signed_in(green.head), "steering": signed_in(selma)}
    concluding.propose_agreement(by=mara, negotiation=talks, side="conference", text="Drei Bänke.")
    assert by["head"].get(at(talks, "ablehnen")).status_code == 200
    concluding.decline(by=green.head, negotiation=talks, side="department", reason="Nein.")
    forms = (("manager", ("angebot", "einigung", "haltung", "abstimmung", "runde", "dissens", "steuerung")),
             ("head", ("angebot", "einigung", "dissens", "steuerung")))  # fmt: skip
    for who, acts in forms:
        for act in acts:
            page = by[who].get(at(talks, act)).content.decode()
            assert '<form method="post"' in page, act
    move = talks.rounds.get().moves.first()
    data = {"move": move.pk, "bank": "politics", "resistance": "3,5", "text": ""}
    assert by["manager"].post(at(talks, "haltung"), data).status_code == 302
    assert move.positions.get().resistance == 35
    assert by["manager"].post(at(talks, "steuerung"), {"words": "Es hängt."}).status_code == 302
    for act in ("angebot", "einigung", "termin", "feststellen"):
        assert '<form method="post"' in by["steering"].get(at(talks, act)).content.decode(), act
    day = (clock.today() + timedelta(days=9)).isoformat()
    data = {"mover": "department", "until": day, "reason": "Bitte rechnen."}
    assert by["steering"].post(at(talks, "termin"), data).status_code == 302
    assert Negotiation.objects.get(pk=talks.pk).until.isoformat() == day
    assert by["manager"].post(at(talks, "dissens"), {"words": "Zu wenig."}).status_code == 302
    assert by["head"].post(at(talks, "dissens"), {"words": "Mehr geht nicht."}).status_code == 302
    page = Client().get(at(talks)).content.decode()
    assert "Zu wenig." in page and "Mehr geht nicht." in page and "Dissens festgehalten" in page


@pytest.mark.parametrize(
    "what, words, state",
    [
        ("annehmen", "", "agreed"),
        ("annehmen", "Eine Bank mit Lehne.", "agreeing"),
        ("verhandeln", "Eine reicht nicht.", "open"),
    ],
)
def test_the_manager_says_outside_of_a_session_what_the_conference_makes_of_an_answer(
    mara, green, what, words, state
):
    answer = answered(mara, green)
    browser = signed_in(mara)
    assert "Antworten, die auf die Konferenz warten" in browser.get("/schreibtisch/").content.decode()
    page = browser.get(f"/bedarfe/{answer.request.need_id}/").content.decode()
    assert f"/aushandlungen/stellungnahme/{answer.pk}/" in page
    address = f"/aushandlungen/stellungnahme/{answer.pk}/"
    assert signed_in(green.head).get(address).status_code == 403
    told = {"what": what, "said_on": clock.today().isoformat(), "said_where": "Konferenz, Rundgang"}
    if what == "verhandeln":
        assert browser.post(address, told | {"text": ""}).status_code == 422
    early = (answer.released - timedelta(days=2)).date().isoformat()
    for wrong in ({"said_on": ""}, {"said_where": " "}, {"said_on": early}):
        assert browser.post(address, told | {"text": "Eine Bank."} | wrong).status_code == 422
    answered_by = browser.post(address, told | {"text": words})
    assert answered_by.status_code == 302 and Negotiation.objects.get().state == state
    for page in ("", "weg/"):
        shown = browser.get(f"/bedarfe/{answer.request.need_id}/{page}").content.decode()
        assert "Konferenz, Rundgang." in shown and "Gesagt am" in shown
    again = browser.post(address, told | {"text": "Noch einmal."})
    assert again.status_code == 422


def test_desks_say_whose_move_it_is(mara, green, selma, talks):
    assert "Sie sind am Zug" in signed_in(mara).get("/schreibtisch/").content.decode()
    negotiating.offer(by=mara, negotiation=talks, side="conference", text="Drei Bänke.")
    assert "Sie sind am Zug" in signed_in(green.officer).get("/schreibtisch/").content.decode()
    assert "jemand anderes am Zug" in signed_in(mara).get("/schreibtisch/").content.decode()
    concluding.propose_agreement(by=mara, negotiation=talks, side="conference", text="Drei Bänke.")
    assert "Sie bestätigen oder ablehnen" in signed_in(green.head).get("/schreibtisch/").content.decode()
    mediating.to_steering(by=mara, negotiation=talks, reason="Es hängt.")
    assert "Sie sind am Zug" in signed_in(selma).get("/schreibtisch/").content.decode()


def test_the_list_is_narrowed_taken_along_and_asks_no_more_for_many(mara, green, talks):
    Negotiation.objects.filter(pk=talks.pk).update(until=clock.today() - timedelta(days=2))
    few = statements(lambda: Client().get("/aushandlungen/"))
    one = statements(lambda: Client().get(at(talks)))
    more = [negotiation(mara, green) for _number in range(3)]
    for number in range(3):
        negotiating.offer(by=mara, negotiation=talks, side="conference", text=f"{number + 2} Bänke.")
        move = talks.rounds.get(closed__isnull=True).moves.last()
        positions.take_position(by=mara, move=move, bank="residents", resistance=10, text="Ja.")
        negotiating.next_round(by=mara, negotiation=talks, outcome="Weiter.")
        Negotiation.objects.filter(pk=talks.pk).update(until=clock.today() - timedelta(days=2))
    assert statements(lambda: Client().get("/aushandlungen/")) == few
    assert statements(lambda: Client().get(at(talks))) == one
    late = Client().get("/aushandlungen/?stand=ueberfaellig").content.decode()
    assert talks.need.number in late and more[0].need.number not in late and "überfällig" in late
    assert "keine Aushandlung" in Client().get("/aushandlungen/?stand=dissent").content.decode()
    file = Client().get("/aushandlungen/tabelle.csv?stand=open").content.decode("utf-8-sig")
    assert file.count("Grünflächenamt") == 4 and talks.need.number in file


def statements(act: Callable[[], object]) -> int:
    act()
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)

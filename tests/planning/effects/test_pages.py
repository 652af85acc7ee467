"""What everybody reads of effects, what is asked behind a receipt, and the page of whoever evaluates."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.effects.actions import inquiring
from sozialraum.planning.effects.models import Evaluation, Inquiry, Reply
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.models import Measure
from worlds.evaluating import asked, carried_out, evaluated, measure, need_of
from worlds.people import somebody_as

pytestmark = pytest.mark.django_db
WORDS = "Man sitzt wieder."


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_shows_what_is_done_and_narrows(client, mara):
    open_, good, bad = carried_out(), carried_out(), carried_out()
    measure(need_of(good))
    asked(mara, good, "yes")
    evaluated(mara, good)
    asked(mara, bad, "no")
    followed = evaluated(mara, bad, "not").successor
    waiting = carried_out(until=State.IMPLEMENTING)
    shown = page(client, "/wirkung/")
    for one in (open_, good, bad):
        assert f'href="/wirkung/{need_of(one).pk}/"' in shown
    assert f'href="/wirkung/{need_of(waiting).pk}/"' not in shown
    assert "Von 2 ausgewerteten Bedarfen nennt die Konferenz 1 wirksam" in shown
    assert f'href="/bedarfe/{followed.pk}/">{followed.number}' in shown
    narrowed = page(client, "/wirkung/?ergebnis=not&planungsraum=planungsraeume/1")
    assert f"/wirkung/{need_of(bad).pk}/" in narrowed and f"/wirkung/{need_of(good).pk}/" not in narrowed
    assert "Dazu steht noch nichts" in page(client, "/wirkung/?planungsraum=planungsraeume/2")
    rows = list(csv.DictReader(io.StringIO(client.get("/wirkung/tabelle.csv").content.decode())))
    assert {row["verdict"] for row in rows} == {"effective", "not", "offen"}
    assert next(row for row in rows if row["verdict"] == "effective")["indicator"] == "unemployment_share"
    assert client.get("/wirkung/tabelle.xlsx").status_code == 200
    assert client.get("/wirkung/tabelle.pdf").status_code == 404


def test_the_list_asks_as_much_for_many_as_for_few(client, mara):
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(client, "/wirkung/")
        return len(found)

    for verdict in ("effective", "not"):
        some = carried_out(2)
        measure(need_of(some))
        asked(mara, some, "yes")
        evaluated(mara, some, verdict)
    asked(mara, carried_out(), closed=False)
    page(client, "/wirkung/")
    few = statements()
    for _ in range(4):
        some = carried_out(2)
        measure(need_of(some))
        asked(mara, some, "yes", "no")
        evaluated(mara, some, "not")
        asked(mara, carried_out(), "no")
    assert statements() == few


def test_one_need_tells_people_figures_and_conference_and_keeps_words_back(client, mara):
    receipts = carried_out(3)
    measure(need_of(receipts))
    address = f"/wirkung/{need_of(receipts).pk}/"
    assert "wird noch gefragt" in page(client, address)
    made = asked(mara, receipts, "yes", "yes", "yes", closed=False)
    shown = page(client, address)
    assert "Bisher haben 3 von 3 geantwortet" in shown and "ja, es hat geholfen" not in shown
    inquiring.close_inquiry(by=mara, inquiry=made)
    shown = page(client, address)
    assert "3-mal „ja, es hat geholfen“" in shown and WORDS not in shown
    assert "Das lässt sich aus den Zahlen nicht sagen." in shown and "Bänke am Anger" in shown
    inquiring.release_words(by=mara, reply=made.replies.first(), shown=True)
    assert page(client, address).count(WORDS) == 1
    followed = evaluated(mara, receipts, "not", reason="Es steht in der Sonne.").successor
    shown = page(client, address)
    assert "Es steht in der Sonne." in shown and f"/bedarfe/{followed.pk}/" in shown
    assert "Es steht in der Sonne." in page(client, f"/bedarfe/{need_of(receipts).pk}/")
    assert address in page(client, f"/bedarfe/{followed.pk}/")
    page(client, f"/wirkung/{followed.pk}/", 404)
    assert "What the figures say" in page(client, f"/en{address}")
    page(client, f"/wirkung/{need_of(carried_out(until=State.DECIDED)).pk}/", 404)


def test_a_measure_without_a_need_has_its_figures(client, mara):
    one = measure(None, state="running", ended=None)
    assert one.title in page(client, f"/wirkung/massnahmen/{one.pk}/")
    assert f"/wirkung/massnahmen/{one.pk}/" in page(client, "/wirkung/")
    page(client, "/wirkung/massnahmen/999/", 404)


def test_living_conditions_say_whether_the_gap_moved(client, mara):
    assert "Noch hat hier keine Maßnahme begonnen" in page(client, "/wirkung/lebensbedingungen/")
    measure(None, state="running", ended=None)
    measure(
        None, space="", planning_area="", state="running", ended=None
    )  # of the whole city: nowhere in particular
    shown = page(client, "/wirkung/lebensbedingungen/?kennzahl=unemployment_share")
    assert "In dem Raum mit Maßnahmen lag der Wert" in shown and "Der Abstand ist" in shown
    rows = list(csv.DictReader(io.StringIO(
        client.get("/wirkung/lebensbedingungen/tabelle.csv?kennzahl=unemployment_share").content.decode()
    )))  # fmt: skip
    for row in rows:
        if row["gap"]:
            assert float(row["gap"]) == pytest.approx(float(row["acted_on"]) - float(row["rest"]))
    Measure.objects.filter(space__gt="").update(begins=date(2098, 1, 1), ends=date(2099, 1, 1))
    shown = page(client, "/wirkung/lebensbedingungen/?kennzahl=unemployment_share")
    assert "Die Maßnahme begann erst" in shown and "noch keine Wirkung" in shown


# -- behind the receipt --------------------------------------------------------------------------------------------


def test_whoever_has_the_code_answers_and_changes_it(client, mara):
    receipts = carried_out()
    address = f"/meldung/{receipts[0].code}/wirkung/"
    assert "läuft gerade keine Befragung" in page(client, address)
    asked(mara, receipts, closed=False)
    assert address in page(client, f"/meldung/{receipts[0].code}/")
    wrong = client.post(address, {"better": "Viel."})
    assert wrong.status_code == 422 and "Bitte wählen Sie eine Antwort" in wrong.content.decode()
    assert (
        client.post(address, {"helped": "partly", "better": "Viel.\r\nSehr."})["Location"]
        == f"{address}?danke=1"
    )
    assert Reply.objects.get().better == "Viel.\nSehr."
    assert "Viel.\nSehr." in page(client, address)
    client.post(f"{address}?sprache=leicht", {"helped": "no"})
    assert Reply.objects.get().helped == "no"
    assert "Ein bisschen." in page(client, f"{address}?sprache=leicht")
    assert "Die Fragen beantworten" not in page(client, f"/meldung/{receipts[0].code}/?sprache=leicht")
    inquiring.close_inquiry(by=mara, inquiry=Inquiry.objects.get())
    assert client.post(address, {"helped": "yes"}).status_code == 422
    page(client, "/meldung/AAAA-AAAA-AAAA/wirkung/", 404)


def test_what_was_answered_is_told_to_whoever_asks_what_is_kept(client, mara):
    receipts = carried_out()
    asked(mara, receipts, "yes")
    address = f"/meldung/{receipts[0].code}/auskunft/"
    assert WORDS in page(client, address)
    assert client.post(address).json()["replies"][0]["better"] == WORDS
    evaluated(mara, receipts, "not")
    assert "Ihre Worte stehen auch hinter einem neuen Bedarf" in page(client, f"/meldung/{receipts[0].code}/")


# -- whoever evaluates ---------------------------------------------------------------------------------------------


def test_from_the_first_question_to_the_result(desk, mara):
    receipts = carried_out()
    pk = need_of(receipts).pk
    assert f"/wirkung/{pk}/auswerten/" in page(desk, "/schreibtisch/")
    assert f"/wirkung/{pk}/befragen/" in page(desk, f"/wirkung/{pk}/auswerten/")
    assert desk.post(f"/wirkung/{pk}/befragen/", {"until": "2001-01-01"}).status_code == 422
    assert desk.post(f"/wirkung/{pk}/befragen/", {"until": "2099-01-01"}).status_code == 302
    assert desk.post(f"/wirkung/{pk}/befragen/", {"until": "2099-02-01"}).status_code == 302  # more time
    given = {
        "contribution": receipts[0].contribution.pk,
        "helped": "no",
        "better": "Nichts.",
        "missing": "Schatten.",
    }
    assert desk.post(f"/wirkung/{pk}/antwort/", given).status_code == 302
    reply = Reply.objects.get()
    shown = page(desk, f"/wirkung/{pk}/auswerten/")
    assert "Nichts." in shown and "Schatten." in shown
    values = {"act": "release", "reply": reply.pk, "better": "anderes", "missing": ""}
    assert desk.post(f"/wirkung/{pk}/auswerten/", values).status_code == 422
    values |= {"better": reply.better, "missing": reply.missing}
    assert desk.post(f"/wirkung/{pk}/auswerten/", values).status_code == 302
    told = {"said_on": clock.today().isoformat(), "said_where": "Planungsraumkonferenz, Rundgang"}
    too_soon = desk.post(f"/wirkung/{pk}/ergebnis/", {"verdict": "effective", "reason": "Gut."} | told)
    assert too_soon.status_code == 422 and "läuft noch" in too_soon.content.decode()
    assert desk.post(f"/wirkung/{pk}/auswerten/", {"act": "close"}).status_code == 302
    assert desk.post(f"/wirkung/{pk}/auswerten/", {"act": "close"}).status_code == 422
    nothing = desk.post(f"/wirkung/{pk}/ergebnis/", {"verdict": "not", "reason": "Sonne."} | told)
    assert nothing.status_code == 422 and "was noch fehlt" in nothing.content.decode()
    done = {"verdict": "not", "reason": "Sonne.", "successor_wording": "Schatten."}
    assert desk.post(f"/wirkung/{pk}/ergebnis/", done).status_code == 422  # nobody says when and where
    assert desk.post(f"/wirkung/{pk}/ergebnis/", done | told).status_code == 302
    for shown in (page(desk, f"/bedarfe/{pk}/"), page(desk, f"/bedarfe/{pk}/weg/")):
        assert "Planungsraumkonferenz, Rundgang." in shown and "Gesagt am" in shown
    assert Evaluation.objects.get().successor.state == State.DELIBERATING
    assert f"/wirkung/{pk}/auswerten/" not in page(desk, "/schreibtisch/")
    assert (
        desk.get(f"/wirkung/{pk}/ergebnis/")["Location"] == f"/wirkung/{pk}/auswerten/"
    )  # no form that leads nowhere
    assert f'href="/wirkung/{pk}/"' in page(desk, "/")


def test_social_planning_sees_what_waits(client, mara):
    receipts = carried_out()
    client.force_login(somebody_as("social_planner"))
    assert f"/wirkung/{need_of(receipts).pk}/auswerten/" in page(client, "/schreibtisch/")

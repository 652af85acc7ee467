"""What everybody sees of the money, and what those who keep it fill in: twice looked at, once booked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.programme.actions import distributing, funds
from sozialraum.planning.programme.models import Booking, Fund
from sozialraum.planning.programme.queries import keys
from sozialraum.planning.programme.queries.accounts import standing
from worlds.conferring import conference
from worlds.money import fund, key
from worlds.people import today
from worlds.voices import manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def till(karla) -> Client:
    """The browser of whoever keeps the money."""
    browser = Client()
    browser.force_login(karla)
    return browser


def statements(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def test_a_payment_is_seen_once_more_before_it_is_booked_and_never_booked_twice(till, karla, thousand):
    promised = funds.reserve(by=karla, fund=thousand, amount=Decimal("300.00"), on=today(), text="Hochbeete")
    path = f"/geld/fonds/{thousand.pk}/auszahlen/"
    assert 'value="300"' in till.get(f"{path}?reservierung={promised.pk}").content.decode()
    filled = {
        "reservation": promised.pk, "amount": "1.234,5 €", "on": today().isoformat(), "text": "Rechnung",
        "seen": promised.pk,
    }  # fmt: skip
    asked = till.post(path, filled).content.decode()
    assert "Stimmt das so?" in asked and "1.234,50\u00a0€" in asked and "danach frei" in asked
    refused = till.post(path, filled | {"bestaetigt": "1"})
    assert refused.status_code == 422 and "ist so viel nicht frei" in refused.content.decode()
    filled["amount"] = "250,01"
    assert "749,99\u00a0€" in till.post(path, filled).content.decode()
    assert Booking.objects.count() == 2
    assert till.post(path, filled | {"bestaetigt": "1"}).status_code == 302
    assert standing(thousand).free == Decimal("749.99")
    again = till.post(path, filled | {"bestaetigt": "1"})
    assert again.status_code == 422 and standing(thousand).free == Decimal("749.99")


@pytest.mark.parametrize("typed", ["1,234", "1.23.4", "-5", "zehn", "0", "1e3", ""])
def test_what_can_not_be_read_as_a_sum_is_said_and_nothing_is_booked(till, thousand, typed):
    filled = {"amount": typed, "on": today().isoformat(), "text": "x", "seen": thousand.bookings.get().pk}
    answer = till.post(f"/geld/fonds/{thousand.pk}/einzahlen/", filled | {"bestaetigt": "1"})
    assert answer.status_code == 422 and thousand.bookings.count() == 1


def test_every_act_can_be_filled_in_and_done(till, karla, thousand):
    other, day = fund("Anderer", holds="0"), today().isoformat()
    acts = (
        ("einzahlen", {"amount": "10"}), ("reservieren", {"amount": "20"}), ("freigeben", {}),
        ("auszahlen", {"amount": "30"}), ("rueckzahlung", {"amount": "5"}),
        ("umbuchen", {"amount": "85,00", "target": other.pk}), ("abschliessen", {"carry_to": other.pk}),
    )  # fmt: skip
    for act, more in acts:
        last = thousand.bookings.order_by("-pk").first().pk
        filled = {"on": day, "text": act, "seen": last} | more
        if act == "freigeben":
            filled["reservation"] = last
        path = f"/geld/fonds/{thousand.pk}/{act}/"
        assert till.get(path).status_code == 200
        assert "Stimmt das so?" in till.post(path, filled).content.decode(), act
        assert till.post(path, filled | {"bestaetigt": "1"}).status_code == 302, act
    assert (standing(thousand).balance, standing(other).balance) == (0, Decimal("985.00"))
    made = till.post("/geld/fonds/neu/", {"title": "Stadtfonds", "year": today().year, "body": ""})
    assert made.status_code == 302 and Fund.objects.filter(title="Stadtfonds", body=None).exists()


def test_who_runs_a_conference_reserves_from_its_fund_and_does_nothing_else(published, thousand):
    mara = manager()
    own = fund("Fonds der Konferenz", body=conference(mara))
    desk = Client()
    desk.force_login(mara)
    page = desk.get(f"/geld/fonds/{own.pk}/").content.decode()
    assert "/reservieren/" in page and "/auszahlen/" not in page
    assert "/reservieren/" not in desk.get(f"/geld/fonds/{thousand.pk}/").content.decode()
    for act, status in (("reservieren", 200), ("freigeben", 200), ("auszahlen", 403), ("abschliessen", 403)):
        assert desk.get(f"/geld/fonds/{own.pk}/{act}/").status_code == status
    assert desk.get(f"/geld/fonds/{thousand.pk}/reservieren/").status_code == 403
    assert desk.get(f"/geld/fonds/{own.pk}/gibtesnicht/").status_code == 404
    assert "Geld Ihrer Konferenzen" in desk.get("/schreibtisch/").content.decode()


def test_statement_files_and_filters_speak_of_the_same_bookings(karla, thousand):
    funds.pay(
        by=karla,
        fund=thousand,
        amount=Decimal("0.01"),
        on=today(),
        text="=Kuchen",
    )
    everybody = Client()
    at = f"/geld/fonds/{thousand.pk}/"
    page = everybody.get(f"{at}?art=payment").content.decode()
    assert "999,99\u00a0€" in page and "Haushalt</td>" not in page
    rows = everybody.get(f"{at}datei/csv/?art=payment").content.decode().splitlines()
    assert len(rows) == 2 and ",'=Kuchen,-0.01,999.99,999.99," in rows[1]
    assert everybody.get(f"{at}datei/xlsx/").content[:2] == b"PK"
    assert everybody.get(f"{at}auszug.pdf").content[:5] == b"%PDF-"
    assert "1000.00" in everybody.get("/geld/datei/csv/").content.decode()
    english = everybody.get(f"/en{at}").content.decode()
    assert "Statement" in english and "€999.99" in english and "Buchungen" not in english


def test_a_key_is_tried_out_by_anybody_without_a_trace(published):
    everybody = Client()
    page = everybody.get("/geld/schluessel/?summe=1.000&sockel=0&einwohner=50&bedarf=50")
    assert page.status_code == 200 and "1.000\u00a0€" in page.content.decode()
    for asked, said in (
        ("sockel=50", "zusammen 100 Prozent"), ("summe=viel", "kein Betrag"), ("summe=10,50", "ganze Euro"),
        ("kennzahl=gibtesnicht&bedarf=x", "Bedarf"),
    ):  # fmt: skip
        wrong = everybody.get(f"/geld/schluessel/?{asked}")
        assert wrong.status_code == 422 and said in wrong.content.decode(), asked
        assert everybody.get(f"/geld/schluessel/datei/csv/?{asked}").status_code == 404
    cents = (
        everybody.get("/geld/schluessel/datei/csv/?summe=10,50&rundung=cent").content.decode().splitlines()
    )
    column = cents[0].split(",").index("amount_euro")
    assert sum(Decimal(row.split(",")[column]) for row in cents[1:]) == Decimal("10.50")


def test_a_city_without_figures_of_need_splits_by_the_other_two(published, monkeypatch):
    monkeypatch.setattr(keys, "measures", lambda version, edition: [])
    everybody = Client()
    page = everybody.get("/geld/schluessel/")
    assert page.status_code == 200 and "noch keine Kennzahl geladen" in page.content.decode()
    asked = "sockel=50&einwohner=30&bedarf=20"
    wrong = everybody.get(f"/geld/schluessel/?{asked}")
    assert wrong.status_code == 422 and "müssen das 0 Prozent sein" in wrong.content.decode()


def test_from_trying_out_to_the_money_in_the_funds(till, karla):
    asked = "?summe=2.000&sockel=20&einwohner=40&bedarf=40"
    assert till.post(f"/geld/schluessel/entwurf/{asked}", {"title": "", "year": "2027"}).status_code == 422
    made = till.post(f"/geld/schluessel/entwurf/{asked}", {"title": "Fonds", "year": str(today().year)})
    for act in ("veroeffentlichen", "zuteilen"):
        assert till.get(f"{made['Location']}{act}/").status_code == 200
        assert till.post(f"{made['Location']}{act}/").status_code == 302
        assert till.post(f"{made['Location']}{act}/").status_code == 422
    assert sum(standing(one).balance for one in Fund.objects.all()) == 2000
    page = Client().get("/raeume/sozialraeume/A/").content.decode()
    assert "Geld für diesen Raum" in page and "Nach dem Verteilungsschlüssel" in page
    assert "Fonds, in denen wenig frei ist" not in till.get("/schreibtisch/").content.decode()
    one = Fund.objects.order_by("pk").first()
    funds.reserve(by=karla, fund=one, amount=standing(one).free, on=today(), text="Alles")
    assert "Fonds, in denen wenig frei ist" in till.get("/schreibtisch/").content.decode()


def test_pages_ask_no_more_however_much_they_list(karla, thousand):
    everybody = Client()
    before = statements(everybody, "/geld/"), statements(everybody, f"/geld/fonds/{thousand.pk}/")
    distributing.allot(
        by=karla,
        distribution=distributing.publish(
            by=karla, distribution=distributing.draft(by=karla, title="F", year=today().year, key=key())
        ),
    )
    for number in range(5):
        funds.reserve(by=karla, fund=thousand, amount=Decimal("1.00"), on=today(), text=f"{number}")
        funds.transfer(by=karla, source=thousand, target=Fund.objects.exclude(pk=thousand.pk).first(),
                       amount=Decimal("1.00"), on=today(), text="um")  # fmt: skip
    assert (statements(everybody, "/geld/"), statements(everybody, f"/geld/fonds/{thousand.pk}/")) == before

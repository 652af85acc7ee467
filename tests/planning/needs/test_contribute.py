"""Contributing by the pages: two steps, nothing lost, wrong things told, spam held off."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.messages.queries import opened
from sozialraum.planning.needs import easy, spam
from sozialraum.planning.needs.models import Contribution
from worlds.contributing import WHAT, first, hidden, second, send, words
from worlds.people import somebody, somebody_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

UNREADABLE = "Diesen Ort konnten wir nicht erkennen."
INSIDE = {"longitude": "10.0007", "latitude": "49.9995"}  # in the block at the north-west


def polygon(coordinates: str) -> str:
    return f'{{"type": "Polygon", "coordinates": {coordinates}}}'


@pytest.fixture
def patient(monkeypatch) -> None:
    """Somebody who takes their time."""
    monkeypatch.setattr(spam, "QUICKEST", 0)


@pytest.mark.usefixtures("patient")
class TestTheWay:
    def test_two_steps_lead_to_a_receipt_without_session_or_account(self, client):
        page = first(client)
        assert page.status_code == 200 and "Am Anger fehlt eine Bank." in words(page)
        told = {"dimensions": ["housing", "mobility"], "groups": ["age_65_plus"], "email": "wer@example.org"}
        answer = second(client, page, **told)
        kept = Contribution.objects.get()
        assert (kept.dimensions, kept.groups, kept.place_kind) == (
            ["housing", "mobility"],
            ["age_65_plus"],
            "space",
        )
        assert kept.social_space == "sozialraeume/A" and kept.language == "de" and kept.account is None
        assert opened(kept.contact)["email"] == "wer@example.org"
        assert re.fullmatch(r"/meldung/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/\?neu=1", answer["Location"])
        assert "sessionid" not in client.cookies
        shown = words(client.get(answer["Location"]))
        assert "Ihr Meldecode" in shown and answer["Location"][9:23] in shown

    def test_lebenslagen_are_proposed_from_the_text(self, client):
        page = first(client, text="Die Wohnungen sind zu teuer, die Miete steigt jedes Jahr.")
        assert re.search(r'value="housing"[^>]* checked', page.content.decode())

    def test_groups_are_proposed_too(self, client):
        page = first(client, text="Für alte Menschen fehlt ein Aufzug, Senioren kommen nicht hinauf.")
        assert re.search(r'value="age_65_plus"[^>]* checked', page.content.decode())

    def test_in_english(self, client):
        page = first(client, "/en/melden/")
        answer = client.post("/en/melden/angaben/", {"first": hidden(page.content.decode(), "first")})
        assert answer["Location"].startswith("/en/meldung/") and Contribution.objects.get().language == "en"

    def test_in_easy_language_too(self, client):
        page = first(client, "/melden/leicht/")
        assert "Seite 2 von 2" in words(page)
        assert second(client, page).status_code == 302 and Contribution.objects.count() == 1

    def test_sending_twice_gives_the_same_receipt(self, client):
        page = first(client)
        one, other = second(client, page), second(client, page)
        assert one["Location"] == other["Location"]
        assert Contribution.objects.count() == 1 and Entry.objects.filter(act="needs.registered").count() == 1

    def test_a_point_and_a_drawn_area_find_their_space(self, client):
        send(client, space="", **INSIDE)
        square = [
            [10.003, 49.9998],
            [10.004, 49.9998],
            [10.004, 49.9993],
            [10.003, 49.9993],
            [10.003, 49.9998],
        ]
        send(
            client,
            text="Hier ist es laut.",
            space="A",
            area=json.dumps({"type": "Polygon", "coordinates": [square]}),
        )
        point, area = Contribution.objects.all()
        assert (point.place_kind, point.social_space, point.longitude) == ("point", "sozialraeume/A", 10.0007)
        assert (area.place_kind, area.social_space) == ("area", "sozialraeume/B") and area.area[
            "type"
        ] == "Polygon"

    def test_going_back_loses_nothing_of_either_step(self, client):
        page = first(client, text="Mein langer Text")
        back = second(client, page, step="back", email="wer@example.org", dimensions=["health"])
        html = back.content.decode()
        assert "Mein langer Text" in html and '<option value="A" selected' in html
        again = client.post(
            "/melden/", WHAT | {"stamp": hidden(html, "stamp"), "second": hidden(html, "second")}
        )
        assert 'value="wer@example.org"' in again.content.decode()
        assert re.search(r'value="health"[^>]* checked', again.content.decode())
        assert not Contribution.objects.exists()

    def test_whoever_is_signed_in_is_told_at_their_account(self, client):
        person = somebody("Rita Resident")
        client.force_login(person)
        page = first(client)
        assert "Sie sind angemeldet" in words(page) and 'name="email"' not in page.content.decode()
        second(client, page)
        assert Contribution.objects.get().account == person

    def test_a_space_can_be_chosen_by_the_address(self, client):
        assert '<option value="B" selected' in client.get("/melden/?raum=B").content.decode()
        assert client.get("/melden/?raum=gibt-es-nicht").status_code == 200


@pytest.mark.usefixtures("patient")
class TestWrongThingsAreTold:
    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"text": ""}, "Bitte schreiben Sie, was Sie melden möchten."),
            ({"text": "  \r\n "}, "Bitte schreiben Sie, was Sie melden möchten."),
            ({"text": "x" * 6001}, "Das sind 6.001 Zeichen, möglich sind 6.000."),
            ({"text": "x" * 1_000_000}, "Das sind 1.000.000 Zeichen"),
            ({"kind": "hate"}, "Worum geht es?"),
            ({"space": ""}, "Bitte sagen Sie, wo es ist"),
            ({"space": "gibt-es-nicht"}, "Diesen Sozialraum gibt es nicht."),
            ({"longitude": "13.4", "latitude": "52.5"}, "Dieser Ort liegt nicht in der Stadt."),
            ({"longitude": "nan", "latitude": "50"}, UNREADABLE),
            ({"longitude": "1e999", "latitude": "50"}, UNREADABLE),
            ({"longitude": "10.0007"}, UNREADABLE),
            ({"longitude": "x" * 500, "latitude": "50"}, UNREADABLE),
            ({"area": "kein JSON"}, UNREADABLE),
            ({"area": "[" * 9000}, UNREADABLE),
            ({"area": "9" * 30_000}, UNREADABLE),
            ({"area": polygon("[5]")}, UNREADABLE),
            ({"area": polygon("[[1, 2, 3, 4]]")}, UNREADABLE),
            ({"area": polygon("[[[0,0],[NaN,1],[1,1],[0,0]]]")}, UNREADABLE),
            ({"area": polygon("[[[0,0],[1,0],[1,1],[0,0]]]")}, "Dieser Ort liegt nicht in der Stadt."),
            ({"area": polygon("[[[9,49],[11,49],[11,51],[9,51],[9,49]]]")}, "mehr als die halbe Stadt"),
            ({"area": polygon("[[[1e308,1e308],[-1e308,1e308],[0,-1e308],[1e308,1e308]]]")}, "Diesen Ort"),
        ],
    )  # fmt: skip
    def test_in_the_first_step(self, client, values, told):
        page = first(client, **values)
        assert page.status_code == 422 and told in words(page)
        assert "XMLHttp" not in page.content.decode() and not Contribution.objects.exists()
        if values.get("text", "x").strip():
            assert values.get("text", WHAT["text"]) in page.content.decode()

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"kind": ""}, "kind.required"), ({"text": " "}, "required"), ({"text": "x" * 6001}, "too_long"),
            ({"space": ""}, "space.nowhere"), ({"space": "ZZ"}, "space.invalid_choice"),
            ({"longitude": "13.4", "latitude": "52.5"}, "space.outside of the city"),
            ({"area": "{"}, "space.unreadable"),
        ],
    )  # fmt: skip
    def test_in_easy_language_in_easy_words(self, client, values, told):
        page = first(client, "/melden/leicht/", **values)
        assert page.status_code == 422 and str(easy.ERRORS[told]) in words(page)
        assert "Sozialraum" not in words(page).partition("Seite 1 von 2")[2].partition("Erzählen")[0]

    def test_in_easy_language_in_the_second_step(self, client):
        page = first(client, "/melden/leicht/")
        assert "Was Sie schreiben, heißt: Meldung." in words(client.get("/melden/leicht/"))
        wrong = {"email": "keine", "phone": "ruf an", "description": "x" * 301, "dimensions": "gibt-es-nicht"}
        shown = words(second(client, page, **wrong))
        for code in ("email.invalid", "phone.invalid", "max_length", "invalid_choice"):
            assert str(easy.ERRORS[code]) in shown, code

    def test_nul_in_the_text_is_told(self, client):
        assert first(client, text="a\x00b").status_code == 422

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"dimensions": ["housing", "gibt-es-nicht"]}, "gibt-es-nicht"),
            ({"groups": ["people"]}, "people"),
            ({"email": "keine Adresse"}, "Bitte prüfen Sie die E-Mail-Adresse."),
            ({"email": "a@b.de\nBcc: c@d.de"}, "Bitte prüfen Sie die E-Mail-Adresse."),
            ({"phone": "ruf an"}, "Bitte schreiben Sie die Telefonnummer nur mit Ziffern"),
            ({"description": "x" * 301}, "300"),
        ],
    )
    def test_in_the_second_step(self, client, values, told):
        page = second(client, first(client), **values)
        assert page.status_code == 422 and told in words(page)
        assert WHAT["text"] in words(page) and not Contribution.objects.exists()
        assert not Contact.objects.exists()

    def test_scripts_stay_text(self, client):
        evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7|add:7 }}'
        page = first(client, text=evil)
        assert (
            "<script>alert" not in page.content.decode() and "&lt;script&gt;alert(1)" in page.content.decode()
        )
        receipt = client.get(second(client, page)["Location"])
        assert (
            "<script>alert" not in receipt.content.decode() and "<img src=x" not in receipt.content.decode()
        )
        assert Contribution.objects.get().text == evil

    def test_a_second_step_that_is_not_ours_begins_anew(self, client):
        for signed in ("", "gefälscht", hidden(first(client).content.decode(), "first")[:-3] + "abc"):
            answer = client.post("/melden/angaben/", {"first": signed})
            assert answer.status_code == 422 and "Bitte beginnen Sie noch einmal." in words(answer)
        assert client.get("/melden/angaben/").status_code == 302

    def test_the_number_of_statements_is_small(self, client, django_assert_max_num_queries):
        client.get("/melden/")
        with django_assert_max_num_queries(2):
            client.get("/melden/")


class TestSpam:
    def test_too_quick_is_asked_again_and_nothing_is_lost(self, client, monkeypatch):
        page = send(client, details={"email": "wer@example.org"})
        assert page.status_code == 422 and "Das ging sehr schnell." in words(page)
        assert "wer@example.org" in page.content.decode() and not Contribution.objects.exists()
        monkeypatch.setattr(spam, "QUICKEST", 0)
        assert second(client, page).status_code == 302

    def test_too_old_is_asked_again_and_may_then_be_sent_at_once(self, client, monkeypatch):
        page = first(client)
        begun = spam.time.time()
        monkeypatch.setattr(spam.time, "time", lambda: begun + 25 * 3600)
        again = second(client, page)
        assert again.status_code == 422 and "Die Seite war lange offen." in words(again)
        assert second(client, again).status_code == 302

    def test_a_field_that_nobody_sees_must_stay_empty(self, client, patient):
        page = send(client, details={"website": "http://spam.example"})
        assert page.status_code == 422 and not Contribution.objects.exists()
        assert "spam.example" not in page.content.decode()
        assert second(client, page).status_code == 302

    def test_the_same_words_once_an_hour(self, client, patient):
        assert send(client).status_code == 302
        again = send(client, text="Am  Anger fehlt eine Bank. ")
        assert again.status_code == 422 and "Haben Sie das schon gesendet?" in words(again)
        simply = send(client, "/melden/leicht/")
        assert simply.status_code == 422 and "Haben Sie das schon geschrieben?" in words(simply)
        assert "Anschluss" not in words(simply) and "vor Kurzem" not in words(simply)
        assert send(client, text="Am Anger fehlt noch etwas.").status_code == 302
        assert send(client, space="B").status_code == 302  # the same words of another place
        assert Contribution.objects.count() == 3
        assert second(client, again, own="1").status_code == 302 and Contribution.objects.count() == 4

    def test_other_words_in_a_form_that_was_sent_are_another_voice(self, client, patient):
        stamp = hidden(client.get("/melden/").content.decode(), "stamp")
        one = second(client, client.post("/melden/", WHAT | {"stamp": stamp}))
        changed = client.post("/melden/", WHAT | {"stamp": stamp, "text": "Ein Spielplatz fehlt."})
        other, again = second(client, changed), second(client, changed)
        assert one["Location"] != other["Location"] == again["Location"]
        assert {kept.text for kept in Contribution.objects.all()} == {
            "Am Anger fehlt eine Bank.",
            "Ein Spielplatz fehlt.",
        }

    def test_a_flood_from_one_address_is_held_up_with_its_text_kept(self, client, patient):
        answers = [send(client, text=f"Meldung {number}") for number in range(31)]
        assert [a.status_code for a in answers] == [302] * 30 + [429]
        assert "Meldung 30" in words(answers[-1]) and Contribution.objects.count() == 30

    def test_a_stamp_of_ones_own_making_is_worth_nothing(self, client):
        assert spam.Stamp.read("x:y") is None and spam.Stamp.read("") is None
        page = client.post("/melden/", WHAT | {"stamp": "x:y"})
        assert second(client, page).status_code == 422


@pytest.mark.usefixtures("patient")
class TestBack:
    """Back shows a page as it was, so a browser may keep it; no one else may, and nothing of whoever is signed in."""

    @pytest.mark.parametrize("path", ["/melden/", "/melden/leicht/"])
    def test_the_browser_keeps_both_steps_for_itself(self, client, path):
        page = first(client, path)
        wrong = second(client, page, email="keine Adresse")
        assert wrong.status_code == 422
        for answer in (client.get(path), page, wrong):
            kept = set(answer["Cache-Control"].split(", "))
            assert kept == {"private", "no-cache"} and "Cookie" in answer["Vary"]

    def test_nothing_is_kept_of_who_is_signed_in(self, client):
        client.force_login(somebody_as("provider"))
        for path in ("/melden/", "/melden/fuer-andere/"):
            page = first(client, path, **TestForOthers.OTHERS)
            assert page.status_code == 200
            for answer in (client.get(path), page):
                assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_without_a_script_a_link_leads_to_where_one_finds_the_social_space(client):
    for path, prefix in (("/melden/", ""), ("/en/melden/", "/en"), ("/melden/leicht/", "")):
        page = client.get(path).content.decode()
        shown = page.partition("<noscript>")[2].partition("</noscript>")[0]
        assert f'href="{prefix}/karte/"' in shown


@pytest.mark.usefixtures("patient")
class TestForOthers:
    OTHERS = {
        "on_behalf_of": "Frauen aus dem Deutschkurs", "channel": "walk", "persons": "7", "bank": "residents",
        "on": "2024-05-03",
    }  # fmt: skip

    def test_a_provider_speaks_for_others(self, client):
        provider = somebody_as("provider")
        client.force_login(provider)
        answer = send(client, "/melden/fuer-andere/", details={"phone": "0123 456789"}, **self.OTHERS)
        kept = Contribution.objects.get()
        assert (kept.on_behalf_of, kept.channel, kept.persons) == ("Frauen aus dem Deutschkurs", "walk", 7)
        assert (kept.heard_by, kept.account, str(kept.heard_on)) == (provider, None, "2024-05-03")
        assert opened(kept.contact)["phone"] == "0123 456789"
        assert "Noch eine Meldung aufnehmen" in words(client.get(answer["Location"]))

    def test_two_people_may_say_the_same_and_a_pile_of_paper_goes_in_at_once(self, client):
        client.force_login(somebody_as("provider"))
        answers = {send(client, "/melden/fuer-andere/", **self.OTHERS).status_code for _ in range(32)}
        assert answers == {302} and Contribution.objects.count() == 32

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"persons": "0"}, "Bitte nennen Sie mindestens einen Menschen."),
            ({"persons": "99999999"}, "Bitte nennen Sie höchstens 10.000 Menschen."),
            ({"persons": "viele"}, "ganze Zahl"),
            ({"on_behalf_of": ""}, "für wen Sie sprechen"), ({"channel": "web"}, "web"), ({"bank": "x"}, "Bank"),
            ({"on": "2999-01-01"}, "Dieser Tag liegt in der Zukunft."),
            ({"on": "31.02.2024"}, "Bitte schreiben Sie das Datum so"),
            ({"on": "0001-01-01"}, "ab dem Jahr 2000"),
        ],
    )  # fmt: skip
    def test_wrong_values_are_told(self, client, values, told):
        client.force_login(somebody_as("provider"))
        page = first(client, "/melden/fuer-andere/", **self.OTHERS | values)
        assert page.status_code == 422 and told in page.content.decode()

    def test_nobody_else_can_even_by_the_second_step(self, client):
        client.force_login(somebody_as("provider"))
        page = first(client, "/melden/fuer-andere/", **self.OTHERS)
        stranger = Client()
        assert second(stranger, page).status_code == 302  # to the sign-in
        stranger.force_login(somebody_as("resident"))
        assert second(stranger, page).status_code == 403
        assert not Contribution.objects.exists()

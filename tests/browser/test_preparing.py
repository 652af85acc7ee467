"""A manager prepares a session from nothing to the invitation; somebody answers by a link, without a script."""

from __future__ import annotations

import re

import pytest

from worlds.browsing import NARROW, NARROWEST, WIDE, axe, overflow, to_own_body
from worlds.pages import MANAGEMENT

LIST = "/konferenzen/gremien/"


def sound(page) -> None:
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    for width in (NARROWEST, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == []
    page.set_viewport_size({"width": WIDE, "height": 800})


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


@pytest.fixture
def body(open_page, signed_in):
    """The page of a conference in which somebody without an e-mail address holds a seat."""
    page = open_page(LIST, state=signed_in(MANAGEMENT))
    link = page.get_by_role("link", name="Alle auf einmal einrichten")
    if link.count():
        link.first.click()
        page.get_by_label("Sitze je Bank").fill("2")
        press(page, "Alle einrichten")
        page.get_by_text(re.compile("eingerichtet")).first.wait_for()
    to_own_body(page)
    here = page.url
    page.get_by_role("link", name="Sitze", exact=True).click()
    page.get_by_role("link", name="Sitz einrichten").click()
    page.get_by_label("Bewohnerschaft").check()
    page.get_by_label("Für wen").fill("Nachbarschaft am Bach")
    press(page, "Einrichten")
    page.get_by_label("Name", exact=True).fill("Paula Papier")
    press(page, "Berufen")
    page.get_by_role("heading", name="Paula Papier").wait_for()
    page.goto(here)
    return page


def planned(page) -> str:
    """A session with its agenda; the address of its preparation."""
    page.get_by_role("link", name="Sitzung planen").click()
    sound(page)
    page.get_by_label("Ort").fill("Bürgerhaus am Bach")
    press(page, "Planen und weiter")
    page.get_by_role("heading", name="Tagesordnung", exact=True).wait_for()
    sound(page)
    page.get_by_label("Überschrift").fill("Ein Fest im Sommer")
    press(page, "Auf die Tagesordnung setzen")
    page.get_by_role("link", name=re.compile("Ein Fest im Sommer")).wait_for()
    return page.url.partition("tagesordnung")[0]


def test_from_nothing_to_an_invitation_that_is_answered(body, open_page):
    page = body
    session = planned(page)
    take = page.get_by_role("button", name="Alle übernehmen")
    if take.count():
        take.click()
        page.get_by_text("Nichts weiter").wait_for()
    sound(page)
    page.get_by_role("link", name=re.compile("Ein Fest im Sommer")).click()
    sound(page)
    page.get_by_label("Verfahren").select_option("consensing")
    press(page, "Speichern")
    page.get_by_text("Passivlösung").first.wait_for()
    page.locator("#neu ~ form").get_by_label("Vorschlag").fill("Ein Fest auf dem Platz")
    press(page, "Aufnehmen")
    page.get_by_role("heading", name="Ein Fest auf dem Platz").wait_for()
    sound(page)
    page.goto(f"{session}vorbereiten/")
    sound(page)
    page.get_by_role("link", name="Einladung ansehen und verschicken").click()
    sound(page)
    press(page, "Einladung verschicken")
    page.get_by_text(re.compile("eingeladen\\.")).first.wait_for()
    sound(page)
    page.get_by_role("link", name="Briefe ansehen und drucken").click()
    sound(page)
    letter = page.locator("article", has_text="Nachbarschaft am Bach")
    link = re.search(r"/konferenzen/einladung/[^/]+/", letter.inner_text())[0]
    answered_without_a_script(open_page, link)
    page.goto(f"{session}einladungen/")
    page.locator("tr", has_text="Paula Papier").get_by_text("kommt", exact=True).wait_for()
    page.goto(session)
    sound(page)
    page.goto(f"{session}absagen/")
    sound(page)
    page.get_by_label("Warum").fill("Der Saal ist nass.")
    press(page, "Absagen")
    page.get_by_text("Der Saal ist nass.").wait_for()


def answered_without_a_script(open_page, link: str) -> None:
    phone = open_page(link, width=NARROW, script=False)
    assert phone.get_by_role("heading", name="Tagesordnung").count() == 1
    phone.get_by_label("Ja, ich komme").check()
    phone.get_by_role("button", name="Antwort abschicken").click()
    assert phone.get_by_text("Ihre Antwort ist notiert").count() == 1
    sound(open_page(link))


def test_points_are_moved_by_keyboard(body):
    page = body
    planned(page)
    page.get_by_label("Überschrift").fill("Zum Schluss")
    page.get_by_label("Überschrift").press("Enter")
    page.get_by_role("button", name="Nach oben: Zum Schluss").press("Enter")
    page.get_by_role("button", name="Nach unten: Zum Schluss").wait_for()
    assert page.locator(".agenda h3").first.inner_text().endswith("Zum Schluss")


def test_a_date_is_found(body, open_page):
    page = body
    page.get_by_role("link", name="Sitzung planen").click()
    page.get_by_label("Nein, wer einen Sitz hat").check()
    assert not page.get_by_label("Tag", exact=True).is_visible()
    press(page, "Planen und weiter")
    page.get_by_role("heading", name="Termin finden").wait_for()
    sound(page)
    for number in (1, 2):
        page.locator(f"[name=day_{number}]").fill(f"2099-03-0{number}")
    press(page, "Vorschlagen und alle fragen")
    page.get_by_role("table").wait_for()
    sound(page)
    page.get_by_role("radio").first.check()
    press(page, "Diesen Termin nehmen")
    page.get_by_text("Der Termin steht fest").wait_for()
    page.goto("http://" + page.url.split("/")[2] + "/konferenzen/")
    sound(page)

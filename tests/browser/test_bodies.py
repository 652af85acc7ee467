"""A manager sets up the conferences of an area, fills a seat and changes a rule; each page is sound on a phone too."""

from __future__ import annotations

import re

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


def set_up(page) -> None:
    """Whatever the area lacks, in one step; a city that has been told its story lacks nothing."""
    link = page.get_by_role("link", name="Alle auf einmal einrichten")
    if link.count():
        link.first.click()
        sound(page)
        page.get_by_label("Sitze je Bank").fill("2")
        page.get_by_role("button", name="Alle einrichten").click()
        page.get_by_text(re.compile("eingerichtet")).first.wait_for()


def test_from_nothing_to_a_seat_that_is_held(open_page, signed_in):
    page = open_page(LIST, state=signed_in(MANAGEMENT))
    set_up(page)
    sound(page)
    to_own_body(page)
    sound(page)
    page.get_by_role("link", name="Sitze", exact=True).click()
    sound(page)
    page.get_by_role("link", name="Sitz einrichten").click()
    sound(page)
    page.get_by_label("Bewohnerschaft").check()
    page.get_by_label("Für wen").fill("Eltern der Grundschule")
    page.get_by_role("button", name="Einrichten").click()
    page.get_by_text("Wer soll ihn haben?").wait_for()
    sound(page)
    page.get_by_role("button", name="Berufen").click()  # without a name it says what is missing
    page.get_by_role("alert").wait_for()
    sound(page)
    page.get_by_label("Name", exact=True).fill("Erika Beispiel")
    page.get_by_role("button", name="Berufen").click()
    page.get_by_role("heading", name="Erika Beispiel").wait_for()
    page.get_by_role("link", name="So sehen es alle").click()
    page.get_by_text("besetzt, Name nicht öffentlich").first.wait_for()
    assert page.get_by_text("Erika Beispiel").count() == 0


def test_rules_are_changed_by_keyboard_without_a_script(open_page, signed_in):
    page = open_page(LIST, state=signed_in(MANAGEMENT), script=False)
    to_own_body(page)
    page.get_by_role("link", name="Regeln", exact=True).press("Enter")
    page.get_by_label("Beschlussfähig ab").fill("66")
    page.get_by_label("Beschlussfähig ab").press("Enter")
    page.get_by_text("Mindestens 66 Prozent der Stimmen").wait_for()


def test_the_report_and_the_hand_over_are_sound(open_page, signed_in):
    page = open_page("/konferenzen/uebergabe/", state=signed_in(MANAGEMENT))
    sound(page)
    page.get_by_text(re.compile("Sie geben den Planungsraum ab|Ihre Übergabe")).click()
    page.get_by_label("Was Sie wissen sollten").fill("Frau Kaya vom Chor kennt alle.")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Ihre Übergabe, noch nicht gelesen").wait_for()
    sound(page)

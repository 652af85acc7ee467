"""A manager goes where it is silent; somebody says that a need concerns them too. Without a script, on a phone."""

from __future__ import annotations

import re

from worlds.browsing import NARROW, NARROWEST, axe, overflow
from worlds.pages import MANAGEMENT


def sound(page) -> None:
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    assert overflow(page) == []
    page.set_viewport_size({"width": NARROW, "height": 800})


def test_a_manager_plans_to_go_there_and_notes_that_they_were_there(open_page, signed_in):
    page = open_page("/bedarfe/stille/?zeit=alle", state=signed_in(MANAGEMENT), script=False)
    page.locator("table.silent-table a", has_text="Wir gehen hin").first.click()
    sound_without_script(page)
    page.get_by_role("button", name="Vormerken").click()
    assert page.get_by_role("alert").count() or page.locator(".kern-form-input--error, .errorlist").count()
    page.get_by_label("Gang durch das Quartier").check()
    page.get_by_label("Wann?").fill("2026-01-15")
    page.get_by_role("button", name="Vormerken").click()
    assert re.search(r"/bedarfe/stille/(#schritte)?$", page.url)
    row = page.locator("#schritte tr", has_text="Wir waren da").first
    row.locator("a").click()
    sound_without_script(page)
    page.get_by_role("button", name="Festhalten").click()
    assert page.locator("#schritte td", has_text="Gang durch das Quartier").count() >= 1


def sound_without_script(page) -> None:
    assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": NARROW, "height": 800})


def test_the_forms_of_going_there_are_accessible(open_page, signed_in):
    page = open_page("/bedarfe/stille/", state=signed_in(MANAGEMENT))
    sound(page)
    page.goto(page.locator("table.silent-table a", has_text="Wir gehen hin").first.evaluate("a => a.href"))
    sound(page)


def test_somebody_is_concerned_too_by_keyboard_and_on_a_phone(open_page):
    page = open_page("/bedarfe/?zustand=offen", width=NARROW)
    page.locator(".need-row a").first.press("Enter")
    link = page.get_by_role("link", name="Das betrifft mich auch")
    button = page.get_by_role("button", name="Das betrifft mich auch")
    for answer in ("Danke. Sie sind mitgezählt", "Sie sind schon mitgezählt"):
        link.press("Enter")
        button.wait_for()
        sound(page)
        button.press("Enter")
        page.get_by_text(answer).wait_for()
    sound(page)

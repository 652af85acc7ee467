"""The manager works through the queue: by keyboard alone, with a script and without; every page of it is sound."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from worlds import spoken
from worlds.browsing import NARROW, NARROWEST, axe, overflow

MANAGEMENT = "Planungsraummanagement"
QUEUE = "/bedarfe/pruefen/"


@pytest.fixture
def speak(site) -> Callable[[str], int]:
    """Three voices with a word of their own wait in the served city; the number of the first need."""

    def said(word: str) -> int:
        folder = os.environ["SOZIALRAUM_TEST_FOLDER"]
        outside = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SOZIALRAUM_CITY")}
        words = [sys.executable, str(Path(spoken.__file__)), folder, word]
        done = subprocess.run(words, capture_output=True, text=True, env=outside, check=False)
        assert done.returncode == 0, done.stderr
        return int(done.stdout.strip().splitlines()[-1])

    return said


def tab_to(page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on an element that fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reached {selector} on {page.url}")


def tick(page, selector: str) -> None:
    tab_to(page, selector)
    if not page.evaluate("document.activeElement.checked"):
        page.keyboard.press("Space")


def pass_on(page) -> None:
    for name in ("no_single_case", "nobody_named", "no_defect"):
        tick(page, f"input[name='annehmen-{name}']")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def number(page) -> int:
    return int(re.search(r"/pruefen/(\d+)/", page.url)[1])


def focused(page) -> str:
    """The words that have the focus."""
    return str(page.evaluate("document.activeElement.innerText"))


def work_through(page, first: int) -> None:
    """Pass on the first, black out and pass on the second, give the third back; each opens after the one before."""
    assert number(page) == first
    pass_on(page)
    page.wait_for_url(re.compile(rf"/pruefen/{first + 1}/"))
    assert page.locator("[role=status]").inner_text().strip() == f"B-{first} ist jetzt in der Beratung."
    assert focused(page) == page.locator("h1").inner_text()

    assert page.locator("mark").all_inner_texts() == ["Meier", "0361 655-1234"]
    tab_to(page, "input[name$='-words']")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Das Original ist versiegelt")
    assert page.locator("mark").count() == 0
    pass_on(page)
    page.wait_for_url(re.compile(rf"/pruefen/{first + 2}/"))

    tab_to(page, "#zurueckgeben > summary")
    page.keyboard.press("Enter")
    tick(page, "input[name='zurueck-blocks'][value='no_place']")
    tab_to(page, "#zurueckgeben button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{QUEUE}$"))
    assert "zurückgegeben" in page.locator("[role=status]").inner_text()
    assert focused(page) == "Meldungen prüfen"


def test_three_in_the_queue_by_keyboard_alone(open_page, signed_in, speak):
    first = speak("Lindenwort")
    page = open_page(f"{QUEUE}?suche=Lindenwort", state=signed_in(MANAGEMENT))
    items = page.locator("[data-item]")
    assert items.count() == 3
    place = "[...document.querySelectorAll('[data-item]')].indexOf(document.activeElement)"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(place) == -1, "the arrows scroll until one is in the list"
    for key, at in (("j", 0), ("j", 1), ("ArrowDown", 2), ("j", 2), ("k", 1), ("ArrowUp", 0), ("k", 0)):
        page.keyboard.press(key)
        assert page.evaluate(place) == at, key
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pruefen/\d+/"))
    work_through(page, first)


def test_the_same_without_a_script(open_page, signed_in, speak):
    first = speak("Ulmenwort")
    page = open_page(f"{QUEUE}?suche=Ulmenwort", state=signed_in(MANAGEMENT), script=False)
    tab_to(page, "[data-item]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pruefen/\d+/"))
    work_through(page, first)


def test_letters_typed_into_a_field_stay_letters(open_page, signed_in, speak):
    speak("Buchenwort")
    page = open_page(QUEUE, state=signed_in(MANAGEMENT))
    page.locator("#suche-meldung").focus()
    page.keyboard.type("jk")
    assert page.locator("#suche-meldung").input_value() == "jk"


def test_the_letters_can_be_kept_to_the_list(open_page, signed_in, speak):
    speak("Birkenwort")
    page = open_page(f"{QUEUE}?suche=Birkenwort", state=signed_in(MANAGEMENT))
    page.get_by_label("j und k wirken auf der ganzen Seite").uncheck()
    page.reload()
    assert not page.get_by_label("j und k wirken auf der ganzen Seite").is_checked()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-item]')") is False
    tab_to(page, "[data-item]")
    page.keyboard.press("j")
    assert page.evaluate("[...document.querySelectorAll('[data-item]')].indexOf(document.activeElement)") == 1


def test_every_page_of_the_check_is_sound(open_page, signed_in, speak):
    first = speak("Eschenwort")
    page = open_page(f"{QUEUE}?suche=Eschenwort", state=signed_in(MANAGEMENT))
    host = page.url.partition(QUEUE)[0]
    paths = [
        f"{QUEUE}?suche=Eschenwort", f"{QUEUE}?suche=niemand", f"{QUEUE}{first}/", f"{QUEUE}{first + 1}/",
        f"/bedarfe/{first}/buendeln/", f"/bedarfe/{first}/wortlaut/", "/schreibtisch/",
        f"/en{QUEUE}{first + 1}/",
    ]  # fmt: skip
    for path in paths:
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.goto(host + path).status == 200
        assert page.locator("h1").count() == 1
        for details in page.locator("main details").all():
            details.evaluate("element => { element.open = true }")
        assert axe(page) == [], path
        for width in (NARROW, NARROWEST):
            page.set_viewport_size({"width": width, "height": 800})
            assert overflow(page) == [], f"{path} at {width} pixels"
        assert axe(page) == [], f"{path} on a narrow screen"
        page.emulate_media(color_scheme="dark")
        assert axe(page) == [], f"{path} in dark colours"
        page.emulate_media(color_scheme="light")


def test_bundling_splitting_and_the_sealed_original(open_page, signed_in, speak):
    first = speak("Ahornwort")
    page = open_page(f"/bedarfe/{first}/buendeln/", state=signed_in(MANAGEMENT))
    page.check(f"#dazu-{first + 2}")
    page.fill("textarea[name=reason]", "Beides meint dieselbe Bank.")
    page.click("text=Mit diesem Bedarf zusammenlegen")
    page.wait_for_selector("text=2 Meldungen stehen darin")
    page.click("text=Wieder herauslösen")
    assert axe(page) == []
    page.fill("textarea[name=reason]", "Doch zwei Orte.")
    page.click("button:has-text('Herauslösen')")
    page.wait_for_url(re.compile(rf"/pruefen/{first + 2}/"))

    page.goto(page.url.replace(f"/{first + 2}/", f"/{first + 1}/"))
    page.click("text=Schwärzen und Original versiegeln")
    page.get_by_role("link", name="Das Original ist versiegelt").click()
    assert "Meier" not in page.locator("main").inner_text()
    assert axe(page) == []
    page.fill("textarea[name=reason]", "Rückfrage der Polizei")
    page.click("text=Original lesen")
    assert "lärmt Frau Meier" in page.locator("main").inner_text()
    assert axe(page) == []

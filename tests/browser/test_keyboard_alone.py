"""What a visitor wants to do, done without a mouse."""

from __future__ import annotations

import re

import pytest

from worlds.browsing import NARROW


def press_until(page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is on an element that fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reached {selector}")


def test_a_space_is_found_by_its_name(open_page):
    name = open_page("/raeume/{system}/{code}/").locator("h1").inner_text().split("\n")[0]
    page = open_page("/")
    press_until(page, "#suche")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("suche"))
    press_until(page, "main a[href*='/raeume/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/raeume/"))
    assert name in page.locator("h1").inner_text()


def test_the_menu_of_a_narrow_screen_opens_and_leads_on(open_page):
    page = open_page("/impressum/", width=NARROW)
    press_until(page, ".cycle__menu > summary")
    page.keyboard.press("Enter")
    press_until(page, ".cycle__menu a[href='/stadt/']", most=12)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/stadt/"))


def test_the_year_of_a_map_is_chosen(open_page):
    page = open_page("/karte/")
    press_until(page, ".filter select")
    press_until(page, ".filter button", most=8)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?"))
    assert page.locator("h1").is_visible()

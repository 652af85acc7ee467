"""The desk of each role and the administration: as accessible as what is public."""

from __future__ import annotations

import re

import pytest

from worlds.browsing import NARROW, axe, overflow
from worlds.pages import ADMINISTRATION, BEHIND_SIGN_IN, REACHED, Kind


def sound(page) -> None:
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert overflow(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []


@pytest.mark.parametrize("kind", BEHIND_SIGN_IN, ids=lambda kind: f"{kind.name}-{kind.role}")
def test_the_page_is_accessible_and_fits(open_page, signed_in, kind: Kind):
    sound(open_page(kind.path, state=signed_in(kind.role)))


@pytest.mark.parametrize(("name", "path", "link"), REACHED, ids=[name for name, _, _ in REACHED])
def test_what_a_list_leads_to_is_accessible_and_fits(open_page, signed_in, name, path, link):
    page = open_page(path, state=signed_in(ADMINISTRATION))
    links = page.locator("main a[href]").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    page.goto(page.url.replace(path, next(h for h in links if re.search(link, h))))
    sound(page)


def test_a_role_is_taken_left_and_shown_in_the_head(open_page, signed_in):
    page = open_page("/", state=signed_in("Statistikstelle"))
    assert page.locator("header a", has_text="Mein Schreibtisch").is_visible()
    assert page.locator("header a", has_text="Anmelden").count() == 0

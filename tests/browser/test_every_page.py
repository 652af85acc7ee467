"""Every kind of page: accessible, narrow, dark, without a script, in both languages, from this server alone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from worlds.browsing import NARROW, NARROWEST, axe, overflow
from worlds.pages import ERRORS, KINDS, Kind

PUBLIC = [kind for kind in KINDS if not kind.role]
# The focused element where neither it nor its parent shows that it is; "" where all is well, null at the end.
WITHOUT_MARK = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const marked = (e) => {
        const style = getComputedStyle(e);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    return marked(element) || marked(element.parentElement) ? "" : element.outerHTML.slice(0, 150);
}"""
each_kind = pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.name)


@each_kind
def test_axe_finds_nothing_and_nothing_sticks_out(open_page, kind: Kind):
    page = open_page(kind.path)
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("h1").count() == 1
    assert page.title().split(" – ")[0]
    assert axe(page) == []
    for width in (NARROW, NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == [], f"at {width} pixels"
    assert axe(page) == [], "on a narrow screen"
    page.emulate_media(color_scheme="dark")
    assert axe(page) == [], "in dark colours"


@each_kind
def test_the_language_switch_keeps_the_page(open_page, kind: Kind):
    page = open_page(kind.path)
    german = urlsplit(page.url)
    page.locator(".services a[hreflang]").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert urlsplit(page.url) == german._replace(path=f"/en{german.path}")
    assert axe(page) == []
    page.locator(".services a[hreflang]").click()
    assert urlsplit(page.url) == german


@each_kind
def test_without_a_script_nothing_is_missing(open_page, kind: Kind):
    without = open_page(kind.path, script=False)
    plain = without.locator("main").inner_text().split()
    instead = " ".join(without.locator("main noscript").all_inner_texts()).split()  # of what a script does
    alive = open_page(kind.path).locator("main").inner_text().split()
    assert len(plain) > 5
    # A script may add a convenience, but no word of the page waits for it, and no figure at all.
    assert set(plain) - set(instead) <= set(alive)
    assert not [word for word in set(alive) - set(plain) if any(c.isdigit() for c in word)]


@each_kind
def test_the_keyboard_reaches_the_content_and_sees_where_it_is(open_page, kind: Kind):
    page = open_page(kind.path)
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    assert first.get_attribute("href") == "#inhalt"
    assert first.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"
    for _ in range(25):
        page.keyboard.press("Tab")
        unseen = page.evaluate(WITHOUT_MARK)
        if unseen is None:
            break
        assert unseen == ""


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.path)
def test_a_missing_page_helps_on(open_page, kind: Kind):
    page = open_page(kind.path, status=404)
    assert page.locator("h1").inner_text()
    assert axe(page) == []
    assert page.locator("main a").count() >= 2


def test_print_shows_content_only(open_page):
    page = open_page("/raeume/{system}/{code}/")
    page.emulate_media(media="print")
    assert not page.locator("header nav").first.is_visible()
    assert page.locator("h1").is_visible()


def test_an_invented_city_says_so_on_every_page(open_page):
    for kind in PUBLIC:
        assert "erfunden" in open_page(kind.path).locator(".invented").inner_text()

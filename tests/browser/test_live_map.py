"""The live map: it takes the drawing's place, answers pointer and keyboard, and needs no other server."""

from __future__ import annotations

import re

import pytest

from worlds.browsing import NARROW, axe

MAP = "/karte/"


@pytest.fixture
def live(open_page):
    def opened(path: str = MAP, **how):
        page = open_page(path, **how)
        page.locator("space-map").first.scroll_into_view_if_needed()
        page.wait_for_selector("space-map[live]", timeout=60_000)
        return page

    return opened


def test_the_drawing_stays_without_script(open_page):
    page = open_page(MAP, script=False)
    assert page.locator("space-map svg .map__space").count() >= 4
    assert page.locator("space-map svg").first.is_visible()
    assert page.locator("space-map svg a").first.get_attribute("href")


def test_the_drawing_stays_without_webgl(open_page):
    page = open_page("/impressum/")
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(page.url.replace("/impressum/", MAP))
    page.wait_for_timeout(1000)
    assert page.locator("space-map[live]").count() == 0
    assert page.locator("space-map svg").first.is_visible()


def test_the_live_map_takes_its_place_and_is_accessible(live):
    page = live()
    assert not page.locator("space-map .map-frame > svg").is_visible()
    assert page.locator("space-map canvas").is_visible()
    assert axe(page) == []


def test_it_paints_the_classes_of_the_legend(live):
    page = live()
    colours = page.evaluate(
        """() => {
            const map = document.querySelector("space-map");
            return map.figures.looks.filter((l) => /^(tone|split)/.test(l)).map((l) => map.colour(l));
        }"""
    )
    assert len(set(colours)) == len(colours) >= 3
    painted = page.evaluate(
        """() => { const m = document.querySelector("space-map").map;
                   return JSON.stringify(m.getPaintProperty("scale", "fill-color")); }"""
    )
    assert all(colour in painted for colour in colours)


def test_pointing_at_a_space_names_it(live):
    page = live()
    box = page.locator("space-map canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    page.wait_for_selector(".map__card:not([hidden])")
    name = page.locator(".map__card strong").inner_text()
    assert page.locator("table [data-code] th", has_text=name).count() >= 1
    assert page.locator("table .is-lit th").inner_text() == name


def test_the_keyboard_walks_the_table_and_opens_a_profile(live):
    page = live()
    first = page.locator("table tbody tr th a").first
    first.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator("table tbody tr").nth(1)
    assert page.evaluate("document.activeElement.closest('tr').dataset.code") == second.get_attribute(
        "data-code"
    )
    assert page.locator(".map__card strong").inner_text() == second.locator("th").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/raeume/**")


def test_a_tap_shows_before_it_leads_away(browser, site):
    context = browser.new_context(viewport={"width": NARROW, "height": 900}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site + MAP)
    page.locator("space-map").scroll_into_view_if_needed()
    page.wait_for_selector("space-map[live]", timeout=60_000)
    page.locator("space-map canvas").tap()
    link = page.locator(".map__card a")
    link.wait_for()
    link.tap()
    page.wait_for_url("**/raeume/**")
    context.close()


WHEN = """how => new Promise((done) => {
    const map = document.querySelector("space-map").map;
    const look = () => (how(map) ? done() : setTimeout(look, 50));
    look();
})"""


def test_needs_lie_on_the_map_as_points_that_lead_to_them(live):
    page = live("/bedarfe/")
    there = 'map.queryRenderedFeatures({layers: ["single", "gathered"]})'
    still = 'document.querySelector(".map__found") || !map.isMoving()'
    page.evaluate(f"() => ({WHEN})((map) => {there}.length)")
    at = f"""() => {{ const map = document.querySelector("space-map").map;
        const found = {there}
            .map((one) => ({{at: map.project(one.geometry.coordinates), many: one.properties.point_count || 1}}))
            .sort((one, other) => one.many - other.many)[0];
        const box = map.getCanvas().getBoundingClientRect();
        return [box.x + found.at.x, box.y + found.at.y]; }}"""
    for _nearer in range(8):
        page.mouse.click(*page.evaluate(at))
        page.wait_for_timeout(100)
        page.evaluate(f"() => ({WHEN})((map) => {still})")
        if page.locator(".map__found a").count():
            break
    link = page.locator(".map__found a").first
    title = link.inner_text()
    assert axe(page) == []
    link.click()
    page.wait_for_url(re.compile(r"/bedarfe/\d+/$"))
    assert title.partition(" ")[2] in page.locator("h1").inner_text()

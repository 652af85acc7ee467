"""Where something is, shown on a map; and a draft that survives a closed tab and a lost connection. On a real page."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from worlds.browsing import NARROWEST, axe, overflow

PATH = "/melden/"
# The same words twice within an hour are taken for a mistake.
TEXT = f"Auf dem Spielplatz an der Linde fehlt eine Schaukel ({uuid4().hex[:8]})."


@pytest.fixture
def picker(open_page):
    def opened(path: str = PATH, **how):
        page = open_page(path, **how)
        page.locator("#id_space").scroll_into_view_if_needed()
        page.wait_for_selector("place-picker[painted]", timeout=60_000)
        page.locator(".place-picker__frame").scroll_into_view_if_needed()
        return page

    return opened


def fields(page) -> dict[str, str]:
    return {
        name: page.locator(f"#id_{name}").input_value() for name in ("longitude", "latitude", "area", "space")
    }


def said(page) -> str:
    return page.locator(".place-picker__said").inner_text()


def tap(page, x: float, y: float) -> None:
    """Click on the map, at a share of its width and height."""
    box = page.locator("place-picker canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def tell(page, text: str = TEXT) -> None:
    """What the form asks for besides the place."""
    page.locator("input[name=kind]").first.check(force=True)
    page.locator("#id_text").fill(text)


def named(page) -> str:
    return page.locator("#id_space option:checked").inner_text().strip()


# -- where ------------------------------------------------------------------------------------------------------


def test_a_click_says_in_words_which_space_it_is_and_the_server_agrees(picker):
    page = picker()
    tap(page, 0.5, 0.5)
    got = fields(page)
    assert float(got["longitude"])
    assert float(got["latitude"])
    assert got["area"] == ""
    assert got["space"]
    assert said(page).startswith(f"Der Punkt liegt in: {named(page)}")
    space = named(page)
    tell(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("text=Schritt 2 von 2")
    assert space in page.locator("main").inner_text()


def test_the_keyboard_moves_a_cross_and_sets_the_point(picker):
    page = picker()
    page.locator("[data-do=where]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    assert page.locator(".place-picker__cross").is_visible()
    before = page.evaluate("document.querySelector('place-picker').middle()")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    after = page.evaluate("document.querySelector('place-picker').middle()")
    assert after[0] > before[0]
    assert after[1] < before[1]
    page.keyboard.press("+")
    page.keyboard.press("Enter")
    assert page.url.endswith(PATH), "Enter sets the point and sends nothing"
    got = fields(page)
    assert [float(got["longitude"]), float(got["latitude"])] == pytest.approx(after, abs=1e-5)
    assert named(page) in said(page)
    page.keyboard.press("Backspace")
    assert fields(page)["longitude"] == ""


def test_landmarks_help_to_find_a_place_and_are_named_beside_it(picker):
    page = picker()
    page.wait_for_function("() => document.querySelector('place-picker').landmarks.features.length")
    name = page.evaluate(
        """() => { const p = document.querySelector("place-picker"), f = p.landmarks.features[0];
                  p.map.jumpTo({ center: f.geometry.coordinates, zoom: 15 }); return f.properties.n; }"""
    )
    tap(page, 0.5, 0.5)
    assert said(page) == f"Der Punkt liegt in: {named(page)}, nahe: {name}."


def test_a_point_outside_of_the_city_is_refused_in_words(picker):
    page = picker()
    tap(page, 0.5, 0.5)
    kept = fields(page)
    page.evaluate("document.querySelector('place-picker').put([2.35, 48.85])")
    assert said(page) == "Das liegt nicht in der Stadt."
    assert fields(page) == kept


def test_an_area_is_drawn_corner_by_corner_undone_and_finished(picker):
    page = picker()
    page.locator("[data-do=drawing]").click()
    for corner in ((0.45, 0.45), (0.55, 0.45)):
        tap(page, *corner)
    assert said(page) == "Ecken: 2. Setzen Sie die nächste."
    page.locator("[data-do=finish]").click()
    assert said(page) == "Eine Fläche braucht mindestens drei Ecken."
    tap(page, 0.55, 0.6)
    assert len(json.loads(fields(page)["area"])["coordinates"][0]) == 4, "kept although nobody finished it"
    tap(page, 0.3, 0.3)
    page.locator("[data-do=undo]").click()
    tap(page, 0.45, 0.6)
    tap(page, 0.45, 0.45)  # the first corner closes it
    assert said(page).startswith("Die Fläche mit 4 Ecken ist fertig. Sie liegt vor allem in: ")
    got = fields(page)
    ring = json.loads(got["area"])["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) == 5
    assert got["longitude"] == ""
    space = named(page)
    tell(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("text=Schritt 2 von 2")
    assert space in page.locator("main").inner_text()


def test_a_line_that_would_cross_itself_is_refused(picker):
    page = picker()
    page.locator("[data-do=drawing]").click()
    for corner in ((0.45, 0.45), (0.6, 0.45), (0.6, 0.6), (0.5, 0.35)):
        tap(page, *corner)
    assert said(page).startswith("So würde sich die Linie kreuzen.")
    assert len(json.loads(fields(page)["area"])["coordinates"][0]) == 4


def test_an_area_by_keyboard_alone(picker):
    page = picker()
    page.locator("[data-do=drawing]").focus()
    page.keyboard.press("Space")
    page.locator("place-picker canvas").focus()
    for keys in (["Enter"], ["ArrowRight", "Enter"], ["ArrowDown", "Enter"]):
        for key in keys:
            page.keyboard.press(key)
    page.locator("[data-do=finish]").focus()
    page.keyboard.press("Enter")
    assert said(page).startswith("Die Fläche mit 3 Ecken ist fertig.")


def test_a_space_from_the_list_takes_the_place_of_the_point(picker):
    page = picker()
    tap(page, 0.5, 0.5)
    other = page.evaluate(
        "[...document.querySelector('#id_space').options].find((o) => o.value && !o.selected).value"
    )
    page.locator("#id_space").select_option(other)
    assert fields(page) == {"longitude": "", "latitude": "", "area": "", "space": other}
    assert said(page).startswith(f"Es zählt jetzt {named(page)} aus der Liste.")


def test_where_i_am_is_asked_of_the_browser_and_answered_in_words(picker, site):
    page = picker()
    inside = page.evaluate("document.querySelector('place-picker').middle()")
    page.context.grant_permissions(["geolocation"], origin=site)
    page.context.set_geolocation({"longitude": inside[0], "latitude": inside[1]})
    page.locator("[data-do=where]").click()
    page.wait_for_function("() => document.querySelector('#id_longitude').value")
    assert named(page) in said(page)
    page.context.set_geolocation({"longitude": 2.35, "latitude": 48.85})
    page.context.clear_permissions()
    page.locator("[data-do=where]").click()
    page.wait_for_function(
        "() => document.querySelector('.place-picker__said').textContent.includes('gibt nicht preis')"
    )


def test_after_an_error_the_point_is_still_there(picker):
    page = picker()
    tap(page, 0.5, 0.5)
    before = fields(page)
    page.locator("main form button[type=submit]").click()  # without a text
    page.get_by_text("Bitte sehen Sie noch einmal nach").wait_for()
    page.locator("#id_space").scroll_into_view_if_needed()
    page.wait_for_selector("place-picker[painted]", timeout=60_000)
    assert fields(page) == before
    assert page.evaluate("document.querySelector('place-picker').point[0]") == float(before["longitude"])


@pytest.mark.parametrize("width", [NARROWEST, 390, 1280])
def test_the_map_fits_and_axe_finds_nothing(picker, width):
    page = picker(width=width)
    page.locator("[data-do=drawing]").click()
    for corner in ((0.45, 0.45), (0.55, 0.45), (0.5, 0.55)):
        tap(page, *corner)
    assert overflow(page) == []
    assert axe(page) == []


def test_without_script_the_list_does_it_all(open_page):
    page = open_page(PATH, script=False)
    assert not page.locator("place-picker").is_visible()
    assert page.locator("kept-draft").inner_text() == ""
    tell(page)
    page.locator("#id_space").select_option(index=1)
    page.locator("main form button[type=submit]").click()
    assert page.locator("text=Schritt 2 von 2").is_visible()


def test_without_webgl_the_list_does_it_all(open_page):
    page = open_page("/impressum/")
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(page.url.replace("/impressum/", PATH))
    page.wait_for_timeout(500)
    assert not page.locator("place-picker").is_visible()
    assert page.locator("#id_space").is_visible()


# -- the draft --------------------------------------------------------------------------------------------------


def begun(page) -> None:
    """A text and a space, kept on the device."""
    tell(page)
    page.locator("#id_space").select_option(index=2)
    page.wait_for_selector("[data-part=kept]:visible")


def again(page):
    """The tab is closed and the page opened anew."""
    page.close()
    other = page.context.new_page()
    other.goto(page.url)
    return other


def to_details(page) -> None:
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("text=Schritt 2 von 2")


def test_a_draft_survives_a_closed_tab_and_is_only_offered(open_page):
    page = open_page(PATH)
    begun(page)
    space = fields(page)["space"]
    page = again(page)
    assert page.locator("#id_text").input_value() == "", "nothing is put into the form unasked"
    offer = page.locator("[data-part=offer]")
    assert TEXT in offer.inner_text()
    offer.locator("[data-do=restore]").click()
    assert page.locator("#id_text").input_value() == TEXT
    assert fields(page)["space"] == space
    assert not offer.is_visible()
    assert page.evaluate("document.activeElement.id") == "id_text"


def test_what_was_typed_meanwhile_is_not_lost_when_a_draft_comes_back(open_page):
    page = open_page(PATH)
    begun(page)
    page = again(page)
    page.locator("#id_text").fill("Und die Rutsche ist kaputt.")
    page.locator("[data-do=restore]").click()
    assert page.locator("#id_text").input_value() == f"{TEXT}\n\nUnd die Rutsche ist kaputt."


def test_the_offer_is_accessible_and_a_point_comes_back_onto_the_map(picker):
    page = picker()
    tap(page, 0.5, 0.5)
    tell(page)
    page.wait_for_selector("[data-part=kept]:visible")
    before = fields(page)
    page = again(page)
    assert axe(page) == []
    page.locator("#id_space").scroll_into_view_if_needed()
    page.wait_for_selector("place-picker[painted]", timeout=60_000)
    page.locator("[data-do=restore]").click()
    assert fields(page) == before
    assert page.evaluate("document.querySelector('place-picker').point[0]") == float(before["longitude"])


def test_a_draft_can_be_thrown_away(open_page):
    page = open_page(PATH)
    begun(page)
    page.locator("[data-part=end] [data-do=drop]").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("#id_text").input_value() == TEXT, "the form keeps what stands in it"
    page.locator("#id_text").fill(TEXT + " Und noch etwas.")
    page.wait_for_timeout(600)
    assert page.evaluate("localStorage.length") == 0, "who throws it away wants nothing kept"
    page = again(page)
    assert not page.locator("[data-part=offer]").is_visible()


def test_contact_data_never_lie_on_the_device(open_page):
    page = open_page(PATH)
    begun(page)
    to_details(page)
    page.locator("#id_email").fill("erika@beispiel.de")
    page.locator("#id_phone").fill("0123 456789")
    page.locator("#id_description").fill("Ein leeres Gerüst")
    page.wait_for_timeout(600)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "leeres" in kept
    assert TEXT in kept
    assert "erika" not in kept
    assert "456789" not in kept


@pytest.fixture
def offline_page(browser, site):
    """A window of its own, in which the browser may complain that the line is dead."""
    context = browser.new_context(locale="de-DE", reduced_motion="reduce")
    page = context.new_page()
    page.goto(site + PATH)
    yield page
    context.close()


def test_a_lost_connection_is_said_and_the_same_can_be_sent_again(offline_page):
    page = offline_page
    begun(page)
    to_details(page)
    page.wait_for_timeout(4500)  # quicker is taken for a program
    page.context.set_offline(True)
    page.locator("button[value=send]").click()
    page.wait_for_function(
        "() => document.querySelector('[data-part=said]').textContent.startsWith('Keine Verbindung')"
    )
    assert "Schritt 2 von 2" in page.locator("main").inner_text()
    assert TEXT in page.evaluate("JSON.stringify(localStorage)")
    page.context.set_offline(False)
    page.wait_for_function(
        "() => document.querySelector('[data-part=said]').textContent.includes('wieder da')"
    )
    page.locator("button[value=send]").click()
    page.wait_for_url("**/meldung/**")
    page.wait_for_function("() => localStorage.length === 0")
    assert page.locator(".receipt-code__code").is_visible()


def test_an_answer_that_got_lost_makes_no_second_contribution(offline_page, site):
    """It arrived, but nobody could tell: tab closed, draft brought back, sent again; it is the same receipt."""
    page = offline_page
    tell(page, TEXT + " Diesmal geht die Antwort verloren.")
    page.locator("#id_space").select_option(index=2)
    page.wait_for_selector("[data-part=kept]:visible")
    to_details(page)
    page.wait_for_timeout(4500)
    lost = []

    def lose(route):
        answer = route.fetch(max_redirects=0)
        lost.append(answer.headers["location"])
        route.abort("connectionreset")

    page.route("**/melden/angaben/", lose)
    page.locator("button[value=send]").click()
    page.wait_for_function(
        "() => document.querySelector('[data-part=said]').textContent.startsWith('Keine Verbindung')"
    )
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(site + PATH)
    page.locator("[data-do=restore]").click()
    to_details(page)
    page.locator("button[value=send]").click()
    page.wait_for_url("**/meldung/**")
    assert lost[0].split("?")[0] in page.url

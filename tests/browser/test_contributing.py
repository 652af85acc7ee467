"""The contributor's and the provider's ways in a real browser: on a telephone, by keyboard alone, without a script."""

from __future__ import annotations

import re
import time
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from worlds.browsing import NARROW, NARROWEST, axe, overflow

PATIENT = 4500  # milliseconds that a form wants between opening and sending


def sound(page) -> None:
    """Accessible, and as wide as the screen."""
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    width = page.viewport_size["width"]
    for narrow in (NARROW, NARROWEST):
        page.set_viewport_size({"width": narrow, "height": 800})
        assert overflow(page) == [], f"at {narrow} pixels"
    page.set_viewport_size({"width": width, "height": 900})


def picture() -> dict[str, object]:
    made = BytesIO()
    Image.new("RGB", (300, 200), "green").save(made, "PNG")
    return {"name": "bank.png", "mimeType": "image/png", "buffer": made.getvalue()}


def some_words() -> str:
    return f"Im Park fehlen Bänke im Schatten, meine Oma kann nirgends sitzen. {uuid4().hex}"


def submit(page, name: str, heading: str) -> None:
    """Press a button and wait for the page that it leads to."""
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("heading", level=1, name=heading).wait_for()


def test_a_contributor_on_a_telephone(open_page):
    page = open_page("/", width=NARROW)
    page.locator("main").get_by_role("link", name="Melden", exact=True).click()
    begun = time.monotonic()
    page.wait_for_load_state("networkidle")
    sound(page)
    text = some_words()
    page.get_by_label("Das fehlt oder stört").check()
    page.get_by_label("Was fehlt, was ist gut, was ist Ihre Idee?").fill(text)
    page.locator("#id_space").select_option(index=1)
    submit(page, "Weiter", "Noch ein paar Angaben")
    sound(page)
    assert text in page.locator("main").inner_text()
    page.get_by_label("Ältere Menschen").check()
    page.get_by_label("Bilder", exact=False).first.set_input_files([picture()])
    page.get_by_label("E-Mail-Adresse").fill("keine Adresse")
    submit(page, "Absenden", "Noch ein paar Angaben")
    page.get_by_text("Bitte sehen Sie noch einmal nach").wait_for()
    sound(page)
    assert page.get_by_label("Ältere Menschen").is_checked()
    page.get_by_label("E-Mail-Adresse").fill("oma@example.org")
    page.get_by_label("Bilder", exact=False).first.set_input_files([picture()])
    page.wait_for_timeout(max(0, PATIENT - (time.monotonic() - begun) * 1000))
    submit(page, "Absenden", "Vielen Dank. Ihre Meldung ist da.")
    page.wait_for_load_state("networkidle")
    assert time.monotonic() - begun < 120
    sound(page)
    kept = page.locator(".pictures img")
    kept.scroll_into_view_if_needed()  # it is fetched when somebody comes near
    assert kept.evaluate("image => image.decode().then(() => image.naturalWidth)") == 300
    code = page.locator(".receipt-code__code").inner_text()

    page.goto(page.url.split("/meldung/")[0] + "/meldung/")
    page.get_by_label("Ihr Meldecode").fill(code.lower().replace("-", " "))
    submit(page, "Ansehen", "Ihre Meldung M-")
    here = page.url
    for name, heading in (
        ("Etwas ergänzen", "Etwas ergänzen"), ("Meldung zurückziehen", "Meldung zurückziehen"),
        ("Meine Angaben löschen", "Meine Angaben löschen"), ("Auskunft: alles, was gespeichert ist", "Auskunft"),
    ):  # fmt: skip
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", level=1, name=heading).wait_for()
        sound(page)
        page.goto(here)
    page.goto(f"{here}auskunft/")
    with page.expect_download() as loading:
        page.get_by_role("button", name="Datei herunterladen").click()
    assert "oma@example.org" in loading.value.path().read_text(encoding="utf-8")
    page.goto(f"{here}ergaenzen/")
    page.get_by_label("Was möchten Sie ergänzen?").fill("Und ein Papierkorb.")
    submit(page, "Ergänzen", "Ihre Meldung")
    assert "Und ein Papierkorb." in page.locator("main").inner_text()
    page.goto(f"{here}loeschen/")
    page.get_by_label("Auch meine Bilder löschen").check()
    submit(page, "Ja, löschen", "Ihre Meldung")
    assert "Ihre Angaben sind gelöscht." in page.locator("main").inner_text()
    assert page.locator(".pictures").count() == 0
    page.goto(f"{here}zurueckziehen/")
    submit(page, "Ja, zurückziehen", "Ihre Meldung")
    assert "Sie haben diese Meldung zurückgezogen" in page.locator("main").inner_text()
    sound(page)


def test_by_keyboard_alone_and_without_a_script(open_page):
    page = open_page("/melden/", script=False)

    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.locator(f"{selector}:focus").count():
                return
        pytest.fail(f"the keyboard doesn't reach {selector}")

    tab_to("input[name=kind]")
    page.keyboard.press("Space")
    tab_to("textarea[name=text]")
    page.keyboard.type(some_words())
    tab_to("#id_space")
    page.keyboard.press("ArrowDown")
    tab_to("main button[type=submit]")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Noch ein paar Angaben").wait_for()
    assert page.locator("#id_website").is_hidden()
    page.wait_for_timeout(PATIENT)
    tab_to("#id_phone")
    page.keyboard.type("0341 123456")
    page.keyboard.press("Enter")  # the first button of the form sends
    page.get_by_role("heading", name="Vielen Dank. Ihre Meldung ist da.").wait_for()


def test_in_easy_language(open_page):
    page = open_page("/melden/leicht/", width=NARROW)
    page.get_by_label("Ich habe eine Idee.").check()
    page.get_by_label("Erzählen Sie uns davon").fill(some_words())
    page.locator("#id_space").select_option(index=2)
    submit(page, "Weiter zu Seite 2", "Noch ein paar Fragen")
    sound(page)
    page.wait_for_timeout(PATIENT)
    submit(page, "Absenden", "Danke. Ihre Meldung ist da.")


def test_a_provider_speaks_for_others(open_page, signed_in):
    page = open_page("/melden/fuer-andere/", state=signed_in("Träger"), width=NARROW)
    page.get_by_label("Für wen sprechen Sie?").fill("Frauen aus dem Deutschkurs")
    page.get_by_label("beim Gang durch das Quartier").check()
    page.get_by_label("Wie viele Menschen haben das gesagt?").fill("7")
    page.get_by_label("Das fehlt oder stört").check()
    page.get_by_label("Was fehlt, was ist gut, was ist Ihre Idee?").fill(some_words())
    page.locator("#id_space").select_option(index=3)
    submit(page, "Weiter", "Noch ein paar Angaben")
    sound(page)
    page.wait_for_timeout(PATIENT)
    submit(page, "Absenden", "Vielen Dank. Ihre Meldung ist da.")
    assert "Frauen aus dem Deutschkurs (7)" in page.locator("main").inner_text()
    assert page.get_by_role("link", name="Noch eine Meldung aufnehmen").is_visible()


def test_a_wrong_code_is_told_in_both_languages(open_page):
    page = open_page("/meldung/AAAA-BBBB-CCCC/", status=404)
    sound(page)
    page.goto(page.url.replace("/meldung/", "/en/meldung/"))
    assert page.locator("html").get_attribute("lang") == "en"
    assert axe(page) == []


def test_the_profile_of_a_space_leads_to_the_form_with_the_space_chosen(open_page, fill):
    page = open_page("/raeume/{system}/{code}/")
    page.get_by_role("link", name="Melden, was hier fehlt oder gut ist").click()
    assert re.search(rf"/melden/\?raum={fill['code']}$", page.url)
    assert page.locator("#id_space").input_value() == fill["code"]


@pytest.mark.parametrize(
    ("path", "onward", "heading"),
    [
        ("/melden/", "Weiter", "Noch ein paar Angaben"),
        ("/melden/leicht/", "Weiter zu Seite 2", "Noch ein paar Fragen"),
    ],
)
def test_back_shows_both_steps_again_and_sending_once_more_changes_nothing(open_page, path, onward, heading):
    page, text = open_page(path), some_words()
    page.locator("input[name=kind]").first.check()
    page.locator("#id_text").fill(text)
    page.locator("#id_space").select_option(index=1)
    page.wait_for_timeout(PATIENT)
    submit(page, onward, heading)
    page.locator("#id_groups_2").check()
    page.locator("button[value=send]").click()
    page.wait_for_url(re.compile(r"/meldung/"))
    receipt = page.url
    page.go_back()
    page.get_by_role("heading", level=1, name=heading).wait_for()
    assert text in page.locator("main").inner_text() and page.locator("#id_groups_2").is_checked()
    page.go_back()
    page.wait_for_selector("#id_text")
    assert page.locator("#id_text").input_value() == text
    page.go_forward()
    page.locator("button[value=send]").click()
    page.wait_for_url(re.compile(r"/meldung/"))
    assert page.url == receipt

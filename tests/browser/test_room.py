"""The room in a real browser: a session is set up and held through its pages, and each of them is looked at."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from worlds.browsing import NARROWEST, axe, overflow
from worlds.pages import MANAGEMENT

TABLET, WALL = 820, {"width": 1600, "height": 900}


def sound(page: Page, *widths: int) -> None:
    """axe finds nothing and nothing sticks out, in both languages, in dark colours, and as narrow as said."""
    address = urlsplit(page.url)
    for prefix in ("/en", ""):
        page.goto(address._replace(path=prefix + address.path, fragment="").geturl())
        assert page.locator("h1").count() == 1
        assert axe(page) == [], prefix
        before = page.viewport_size
        for width in (*widths, NARROWEST):
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) == [], f"at {width} pixels"
        assert axe(page) == [], "on a narrow screen"
        page.set_viewport_size(before)
    page.emulate_media(color_scheme="dark")
    assert axe(page) == [], "in dark colours"
    page.emulate_media(color_scheme="light")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


@pytest.fixture
def chair(open_page, signed_in) -> Iterator[Page]:
    """The chair's desk of a session that is open: four people on their seats, one point with proposals on the table."""
    page = open_page("/konferenzen/gremien/neu/", state=signed_in(MANAGEMENT))
    page.get_by_label("anderes Gremium").check()
    page.locator("[name=place]").select_option(index=1)
    page.locator("[name=name]").fill(f"Runde {time.time_ns()}")
    page.locator("[name=seats_per_bank]").fill("1")
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/sitze/")
    body = page.url.removesuffix("sitze/")
    for at in page.locator("table.seats tbody th a").evaluate_all("all => all.map((a) => a.href)"):
        page.goto(at)
        form = page.locator("form:has([name=act][value=besetzen])")
        form.locator("[name$=name]").fill(f"Person {at.split('/')[-2]}")
        form.locator("[type=submit]").click()
    page.goto(f"{body}sitzung/")
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/sitzungen/**")
    session = (
        page.url.split("/sitzungen/")[0] + "/sitzungen/" + page.url.split("/sitzungen/")[1].split("/")[0]
    )
    page.goto(f"{session}/tagesordnung/")
    page.locator("#id_title").fill("Wo soll die neue Bank stehen?")
    page.locator("#id_kind").select_option("topic")
    press(page, "Auf die Tagesordnung setzen")
    page.locator("ol.agenda h3 a", has_text="Wo soll die neue Bank stehen?").click()
    page.locator("#id_method").select_option("consensing")
    page.locator("main form:has(#id_method) [type=submit]").first.click()
    page.goto(f"{session}/leitung/")
    sound(page)
    press(page, "Sitzung eröffnen")
    for button in range(4):  # one after the other: the row of who is here has no such button any more
        page.locator("#sitze-teil button[name=holding]").first.click()
        expect(page.locator("#sitze-teil button[name=holding]")).to_have_count(3 - button)
    page.locator(".chair__row", has_text="Wo soll die neue Bank stehen?").get_by_role("button").click()
    for title in ("Am Spielplatz, unter den Linden", "An der Haltestelle"):
        page.get_by_label("Noch ein Vorschlag").fill(title)
        press(page, "Auf den Tisch legen")
        expect(page.locator("ul.options", has_text=title)).to_be_visible()
    yield page


def test_every_page_of_a_session_is_sound_while_it_is_held(open_page, chair):
    desk = chair.url
    wall = open_page(
        urlsplit(chair.get_by_role("link", name="Ansicht für die Leinwand").get_attribute("href")).path
    )
    wall.set_viewport_size(WALL)
    room = wall.url.removesuffix("leinwand/")
    digits = wall.locator(".projector__digits").inner_text()

    guest = open_page("/raum/", width=390)
    guest.get_by_label("Code der Sitzung").fill(digits)
    press(guest, "Weiter")
    sound(guest)
    guest.get_by_label("Ihr Name").fill("Karla Klopf")
    press(guest, "Anklopfen")
    sound(guest)
    expect(chair.get_by_text("Karla Klopf").first).to_be_visible()  # of itself, without a reload
    sound(chair, TABLET)
    press(chair, "Einlassen")
    expect(guest.get_by_text("ohne Stimmrecht")).to_be_visible()
    press(guest, "Ich möchte etwas sagen")
    expect(guest.get_by_text("Sie stehen auf der Redeliste.").first).to_be_visible()
    expect(wall.get_by_text("ein Gast")).to_be_visible()
    assert "Karla Klopf" not in wall.locator("body").inner_text()

    row = chair.locator("#sitze-teil .chair__row", has_text="Person").first
    row.locator("summary").click()
    sheet = row.get_by_role("link", name="Platzkarte").get_attribute("href")
    row.get_by_role("button", name="stimmt auf Papier ab").click()
    press(chair, "Abstimmung eröffnen")
    reading = chair.get_by_role("link", name="Stimmzettel lesen").get_attribute("href")
    printed = chair.get_by_role("link", name="Stimmzettel drucken").get_attribute("href")
    for at in (sheet, reading, printed):
        chair.goto(urlsplit(desk)._replace(path=at, fragment="").geturl())
        sound(chair)
    chair.emulate_media(media="print")
    assert chair.locator(".slip").is_visible() and not chair.locator(".page__lead").is_visible()
    chair.emulate_media(media="screen")

    second = chair.context.new_page()
    second.goto(desk)
    other = second.locator("#sitze-teil .chair__row", has_text="Person").nth(1)
    other.locator("summary").click()
    other.get_by_role("link", name="Platzkarte").click()
    press(second, "Karte ausstellen")
    phone = open_page(urlsplit(second.locator(".pass__address").inner_text()).path, width=360)
    sound(phone)
    phone.get_by_label("An der Haltestelle", exact=True).select_option("9")
    phone.reload()  # what was begun is still there
    expect(phone.get_by_label("An der Haltestelle", exact=True)).to_have_value("9")
    phone.get_by_label("Am Spielplatz, unter den Linden", exact=True).select_option("1")
    phone.get_by_label("Alles bleibt, wie es ist (Passivlösung)", exact=True).select_option("10")
    press(phone, "Abstimmen")
    expect(phone.get_by_text("Bis zur Auszählung können Sie sie ändern.")).to_be_visible()
    expect(wall.locator(".ballot-now__count strong")).to_have_text("1 von 4")
    sound(wall)

    second.goto(desk)
    press(second, "Abstimmung schließen und auszählen")
    expect(wall.get_by_role("heading", name="Am wenigsten Widerstand hat")).to_be_visible()
    expect(wall.locator("[data-heard-now]")).to_contain_text("Am wenigsten Widerstand")
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight"), (
        "the wall must not need scrolling"
    )
    assert wall.locator(".projector__digits").is_visible() and wall.locator(".result tbody tr").count() == 3
    for page in (wall, phone, second):
        sound(page, TABLET)
    follower = open_page(urlsplit(room).path)
    sound(follower)
    second.get_by_label("Vorschlag gewählt").check()
    press(second, "Ergebnis feststellen")
    press(second, "Punkt abschließen")
    second.get_by_role("link", name="Sitzung schließen").click()
    sound(second)
    press(second, "Sitzung schließen")
    expect(follower.get_by_role("heading", name="Die Sitzung ist geschlossen")).to_be_visible()
    expect(phone.get_by_role("heading", name="Die Sitzung ist geschlossen")).to_be_visible()
    sound(second)

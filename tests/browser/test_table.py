"""Bringing a table, as a provider does: from the file to the codes, narrow and wide, with and without a script."""

from __future__ import annotations

import os
import re
from uuid import uuid4

import pytest

import sozialraum
from worlds.browsing import NARROW, NARROWEST, axe, overflow

HEAD = "Beschreibung;Sozialraum;Anzahl;Farbe"


def table(spaces: list[str]) -> bytes:
    """Some rows that are right and one that is not; different words each time, for nothing is taken twice."""
    rows = [f"Hier fehlt ein Treff ({uuid4()}).;{name};3;rot" for name in spaces]
    return "\n".join([HEAD, *rows, "Nirgendwo ist etwas.;Entenhausen;1;blau"]).encode()


def brought(page, content: bytes) -> None:
    page.fill("#id_im_namen", "Umfrage im Treff")
    file = {"name": "umfrage.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("input[type=file]", file)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/melden/tabelle/[0-9a-f]{64}/"))


def looked_at(page) -> None:
    assert axe(page) == []
    for width in (NARROW, NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == [], f"at {width} pixels"
    assert axe(page) == [], "on a narrow screen"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_file_to_the_codes(open_page, signed_in, script):
    page = open_page("/melden/tabelle/", state=signed_in("Träger"), script=script)
    brought(page, table([_first_space()]))
    assert "Diesen Sozialraum gibt es nicht." in page.locator("main").inner_text()
    if script:
        looked_at(page)
    page.locator("main form[method=post] button").first.click()
    page.wait_for_url("**/ergebnis/**")
    assert "Eine Meldung ist aufgenommen." in page.locator("main").inner_text()
    if script:
        looked_at(page)


def _first_space() -> str:
    """The name of a social space of the city that is served."""
    version = sozialraum.open(os.environ["SOZIALRAUM_TEST_FOLDER"]).current()
    return version.edition(str(version.settings["social_spaces"])).names[0]


def test_what_is_no_table_is_told_where_it_was_chosen(open_page, signed_in):
    page = open_page("/melden/tabelle/", state=signed_in("Träger"))
    file = {"name": "tabelle.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    page.set_input_files("input[type=file]", file)
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("text=Das ist ein Bild. Bitte wählen Sie eine Tabelle")
    assert axe(page) == []

"""From the form to the link of the mail: subscribed, and ended again."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

from worlds.browsing import NARROWEST, axe, overflow

PATIENCE = 120  # seconds; the program sends what waits by itself


def link_of_the_mail(address: str) -> str:
    """The path that the mail to this address leads to."""
    outbox = Path(os.environ["SOZIALRAUM_TEST_FOLDER"]) / "outbox"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for letter in outbox.glob("*.log"):
            text = letter.read_text(encoding="utf-8").replace("=\n", "")
            if f"To: {address}" in text and (found := re.search(r"http\S+/nachrichten/\S+", text)):
                return urlsplit(found[0]).path
        time.sleep(0.5)
    raise AssertionError("no mail came")


def test_a_mail_leads_to_where_one_confirms_and_ends(open_page):
    address = f"wer-{os.getpid()}@example.org"
    page = open_page("/bedarfe/benachrichtigung/")
    page.locator("main input[type=email]").fill(address)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/unterwegs/")
    page = open_page(link_of_the_mail(address), width=NARROWEST)
    assert axe(page) == [] and overflow(page) == []
    page.get_by_role("button", name="Ja, benachrichtigen").click()
    assert axe(page) == []
    page.get_by_role("button", name="Benachrichtigung beenden").click()
    assert "gelöscht" in page.locator("main").inner_text()

"""The chair's page in a real browser, and what the served city says of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from worlds import assembled


def asked(*words: object) -> dict:
    """What `assembled` says of the served city."""
    folder = os.environ["SOZIALRAUM_TEST_FOLDER"]
    outside = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SOZIALRAUM_CITY")}
    command = [sys.executable, str(Path(assembled.__file__)), folder, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, env=outside, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


class Desk:
    """The chair's page."""

    def __init__(self, page: Page, number: int, site: str) -> None:
        self.page, self.number, self.site = page, number, site

    @property
    def address(self) -> str:
        return f"{self.site}/konferenzen/sitzungen/{self.number}/leitung/"

    def anew(self) -> Desk:
        self.page.goto(self.address)
        return self

    def do(self, act: str, within: str = "main") -> None:
        """Press a button; the page comes anew."""
        self.anew()
        self.open_all()
        self.page.locator(within).locator(f"button[value='{act}']").first.click()
        self.page.wait_for_load_state()

    def open_all(self) -> None:
        self.page.eval_on_selector_all("main details", "all => all.forEach(one => one.open = true)")

    def comes(self, name: str) -> None:
        self.anew()
        self.page.get_by_role("button", name=f"{name} ist da").click()
        expect(self.page.locator("#sitze-teil").get_by_text(name).first).to_be_visible()

    def more(self, name: str, act: str) -> None:
        """Something of one person: paper, counting, leaving."""
        self.anew()
        self.open_all()
        row = self.page.locator("#sitze-teil .chair__row", has_text=name)
        row.locator(f"button[value='{act}']").click()

    def take_up(self, title: str) -> None:
        self.anew()
        self.page.locator("#punkte .chair__row", has_text=title).locator("button").click()
        expect(self.page.locator(".under h2")).to_contain_text(title)

    def reason(self, act: str, why: str) -> None:
        """What needs a reason: annul, take back."""
        self.anew()
        self.open_all()
        form = self.page.locator("form", has=self.page.locator(f"button[value='{act}']")).first
        form.locator("input[name=reason]").fill(why)
        form.locator(f"button[value='{act}']").click()

"""What a test sees of a page in a real browser: what it asks for, what it complains about, what axe finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, NARROW, NARROWEST = 1280, 390, 320


@dataclass
class Watch:
    """Everything a page asked for and complained about; complaints fail the test that opened it."""

    home: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Begin to watch a page."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", self._console)

    def _console(self, message: Any) -> None:
        # A page that is asked for to see its error is reported as an error of the console; so is what a test that
        # cuts the connection itself wanted to see.
        expected = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED")
        if message.type == "error" and not any(words in message.text for words in expected):
            self.complaints.append(f"console: {message.text}")

    @property
    def foreign(self) -> list[str]:
        """Requests to any other host than the city's."""
        here = urlsplit(self.home).netloc
        return [
            u
            for u in self.requests
            if urlsplit(u).scheme in ("http", "https", "ws", "wss") and urlsplit(u).netloc != here
        ]


def axe(page: Page) -> list[str]:
    """What axe-core finds: rule, what it means, and where; empty is the only good answer."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['help']} — {'; '.join(str(n['html'])[:160] for n in v['nodes'][:3])} ({len(v['nodes'])}×)"
        for v in found
    ]


def overflow(page: Page) -> list[str]:
    """Elements that make the page wider than its window, and by how many pixels."""
    wide = page.evaluate(
        """() => {
            const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
            if (over <= 0) return [];
            const width = document.documentElement.clientWidth;
            return [over + " px", ...[...document.querySelectorAll("main *, header *, footer *")]
                .filter((e) => e.getBoundingClientRect().right > width + 1 && !e.closest(".table-scroll"))
                .slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
        }"""
    )
    return [str(part) for part in wide]


def to_own_body(page: Page) -> None:
    """From the list of bodies to the first that whoever is signed in runs: it has a way to its seats."""
    rows = page.locator("table.bodies tbody th a").all()
    for path in [one.get_attribute("href") for one in rows]:
        page.goto(urljoin(page.url, path))
        if page.get_by_role("link", name="Sitze", exact=True).count():
            return
    raise AssertionError("no body of their own")

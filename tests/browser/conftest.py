"""A real Chromium against the real server: a small Musterstadt, served as a user would serve it.

With SOZIALRAUM_TEST_SITE=http://127.0.0.1:8000 and SOZIALRAUM_TEST_FOLDER the tests look at a site that runs already.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from worlds import muster
from worlds.browsing import FLAGS, WIDE, Watch
from worlds.pages import filled

HERE = Path(__file__).parent
Open = Callable[..., Page]
PATIENCE = 120_000  # milliseconds; a bound for a machine under load, not a measure


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all of them: one server, one browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a served city."""
    if given := os.environ.get("SOZIALRAUM_TEST_SITE"):
        yield given.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="sozialraum-browser-") as scratch:
        folder = Path(scratch) / "city"
        shutil.copytree(muster.folder(), folder)
        os.environ["SOZIALRAUM_TEST_FOLDER"] = str(folder)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        words = [sys.executable, "-m", "sozialraum.cli", "serve", "--city", folder, "--port", port]
        log = Path(scratch) / "log"
        # Its database is its own, whatever the session's is.
        outside = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SOZIALRAUM_CITY")}
        with log.open("w") as sink:
            server = subprocess.Popen([str(w) for w in words], stdout=sink, stderr=sink, env=outside)
        try:
            _wait(port, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def _wait(port: int, server: subprocess.Popen[Any], log: Path) -> None:
    """Until the server answers; its own words when it doesn't."""
    for _ in range(3000):  # a first start tells two years; the bound is for a machine under load
        if server.poll() is not None:
            break
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=10).request("GET", "/impressum/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server doesn't answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def fill(site: str) -> dict[str, str]:
    """What the paths of `worlds.pages` are filled in with."""
    return filled(Path(os.environ["SOZIALRAUM_TEST_FOLDER"]))


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium without a window, with WebGL drawn by the processor; a module's, since its loop bars Django's ORM."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, site: str, fill: dict[str, str]) -> Iterator[Open]:
    """Open a path in a window of its own: width, script, state (a signed-in session), status it must have.

    At the end of the test no page may have complained or asked another host for anything.
    """
    contexts: list[BrowserContext] = []
    watch = Watch(site)

    def opened(
        path: str, *, width: int = WIDE, script: bool = True, state: Any = None, status: int = 200
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, storage_state=state,
            reduced_motion="reduce", locale="de-DE",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        answer = page.goto(site + path.format(**fill))
        assert answer is not None
        assert answer.status == status, f"{answer.url} answers {answer.status}"
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not watch.complaints
    assert not watch.foreign


@pytest.fixture
def signed_in(open_page: Open) -> Callable[[str], Any]:
    """Enter a demonstration role by one click, as a visitor would; answers the session for `open_page(state=…)`."""

    def entered(role: str) -> Any:
        page = open_page("/konto/vorfuehrung/")
        title = page.locator("h2", has_text=re.compile(f"^{re.escape(role)}(:|$)"))
        page.locator("main section", has=title).locator("form button").first.click()
        page.wait_for_url("**/schreibtisch/")
        return page.context.storage_state()

    return entered

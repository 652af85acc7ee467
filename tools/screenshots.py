#!/usr/bin/env python3
"""Photograph every kind of page of a running site: wide and narrow, in German and in English.

    python tools/screenshots.py http://127.0.0.1:8000 screenshots

Follows the site's own links from the start page and takes one page of each kind (/raeume/…/…/ is one kind). The
pictures are named kind-language-width.png. Needs Playwright and a Chromium (CHROMIUM names another one).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = {"wide": 1280, "narrow": 390}
MOST = 60


def kind(path: str) -> str:
    """What pages of the same kind have in common: their first word and how deep they lie."""
    words = [w for w in path.strip("/").split("/") if w]
    return "-".join([words[0], *["x"] * (len(words) - 1)]) if words else "start"


def kinds(page: Page, start: str) -> dict[str, str]:
    """One path of each kind, found by following links from the start page."""
    home = urlsplit(start).netloc
    found, waiting = {"start": "/"}, ["/"]
    while waiting and len(found) < MOST:
        here = urljoin(start, waiting.pop(0))
        page.goto(here)
        for link in page.locator("a[href]").evaluate_all("all => all.map((a) => a.getAttribute('href'))"):
            parts = urlsplit(urljoin(here, link))
            outside = parts.netloc != home or parts.path.startswith(("/en/", "/static/"))
            name = kind(parts.path)
            if outside or name in found or not parts.path.endswith("/"):
                continue
            found[name] = parts.path
            waiting.append(parts.path)
    return found


def photograph(browser: Browser, start: str, paths: dict[str, str], folder: Path) -> int:
    """Write the pictures; returns how many pages did not answer well."""
    broken = 0
    for name, width in WIDTHS.items():
        page = browser.new_page(viewport={"width": width, "height": 900})
        for title, path in paths.items():
            for language, prefix in (("de", ""), ("en", "/en")):
                answer = page.goto(start.rstrip("/") + prefix + path)
                if answer is None or not answer.ok:
                    broken += 1
                    print(f"{prefix}{path}: {answer.status if answer else 'no answer'}", file=sys.stderr)
                for live in page.locator("space-map[figures]").all():
                    live.scroll_into_view_if_needed()
                    live.locator("xpath=self::*[@live]").wait_for(timeout=60_000)
                target = folder / f"{title}-{language}-{name}.png"
                page.screenshot(path=target, full_page=True)
                print(target, flush=True)
        page.close()
    return broken


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when every page answered."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", help="address of the running site")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", help="kinds to take, separated by commas")
    options = parser.parse_args(arguments)
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if chromium is None:
        sys.exit("no Chromium: apt-get install chromium, or set CHROMIUM to the path of one")
    options.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        paths = kinds(browser.new_page(), options.site)
        if options.only:
            paths = {k: v for k, v in paths.items() if k in options.only.split(",")}
        return 1 if photograph(browser, options.site, paths, options.folder) else 0


if __name__ == "__main__":
    sys.exit(main())

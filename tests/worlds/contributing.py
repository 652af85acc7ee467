"""Contributing as a browser does: both steps, with what the pages carry in hidden fields."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client

WHAT = {"kind": "missing", "text": "Am Anger fehlt eine Bank.", "space": "A"}


def hidden(page: str, name: str) -> str:
    """What a page carries in a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no hidden field {name}"
    return unescape(found[1])


def first(client: Client, path: str = "/melden/", **values: str) -> HttpResponse:
    """The first step, with the stamp of a page that was opened."""
    stamp = hidden(client.get(path).content.decode(), "stamp")
    return client.post(path, WHAT | {"stamp": stamp} | values)


def carried(page: HttpResponse) -> dict[str, str]:
    """All that a page carries in hidden fields of its own."""
    found = re.findall(r'name="(first|second|stamp|aside)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in found}


def second(client: Client, page: HttpResponse, **values: object) -> HttpResponse:
    """The second step, after the page that the first one led to."""
    return client.post("/melden/angaben/", carried(page) | {"step": "send"} | values)


def send(client: Client, path: str = "/melden/", details: dict | None = None, **values: str) -> HttpResponse:
    """Both steps."""
    return second(client, first(client, path, **values), **(details or {}))


def words(answer: HttpResponse) -> str:
    """What somebody reads."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))

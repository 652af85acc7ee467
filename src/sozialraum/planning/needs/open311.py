"""Open311 GeoReport v2 over HTTP: kinds of defects, sending one, asking what became of it. Knows no database.

Source: https://wiki.open311.org/GeoReport_v2/. Talks to the given endpoint alone: no redirection is followed, no proxy
used. The kinds of failure say what is certain: nothing was sent (Away), the service can't now (Busy), it won't have
it (NotTaken), or nobody knows (Unclear). What a service answers is foreign text: cut, cleaned, and shown as text.
"""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

PATIENCE = 15.0  # seconds, for the whole of one answer
LARGEST = 4 * 2**20  # bytes of an answer
LONGEST_DESCRIPTION = 4000
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Failed(Exception):
    """It did not work; the text is what the service or the network said."""


class Away(Failed):
    """The service was not reached: nothing was sent."""


class Busy(Failed):
    """The service answered that it can't now (429, 503; where something was only asked for, any 5xx)."""


class NotTaken(Failed):
    """The service answered that it won't have it so (3xx, 4xx)."""


class Unclear(Failed):
    """It was sent, and there was no answer that could be understood: nobody knows whether it arrived."""


@dataclass(frozen=True)
class Endpoint:
    """Where a service is reached: `address` is what stands before `/requests.json`."""

    address: str
    jurisdiction: str = ""
    key: str = field(default="", repr=False)


@dataclass(frozen=True)
class DefectKind:
    """A kind of defect of the service's own list."""

    code: str
    title: str
    group: str = ""


@dataclass(frozen=True)
class Report:
    """What goes out: nothing of it is about a person."""

    code: str
    text: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Taken:
    """The service took it: under a number, or a token until it has one."""

    request: str = ""
    token: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Status:
    """What became of it."""

    is_closed: bool
    said: str = ""


def kinds(endpoint: Endpoint, patience: float = PATIENCE) -> list[DefectKind]:
    """The kinds of defects that the service takes; raises Failed."""
    found = []
    for one in _listed(_get(endpoint, "services.json", {}, patience), "services"):
        code = _text(one.get("service_code"))
        if code:
            title = _text(one.get("service_name")) or code
            found.append(DefectKind(code, title, _text(one.get("group"))))
    return found


def send(endpoint: Endpoint, report: Report, patience: float = PATIENCE) -> Taken:
    """Send a report, once; raises Away, Busy, NotTaken or Unclear."""
    given = {
        "service_code": report.code, "lat": f"{report.latitude:.6f}", "long": f"{report.longitude:.6f}",
        "description": report.text[:LONGEST_DESCRIPTION],
    }  # fmt: skip
    if endpoint.key:
        given["api_key"] = endpoint.key
    answer = _call(endpoint, "POST", "requests.json", given, patience)
    for one in _listed(answer, "service_requests"):
        made = Taken(
            _text(one.get("service_request_id")),
            _text(one.get("token")),
            _text(one.get("service_notice"), 1000),
        )
        if made.request or made.token:
            return made
    raise Unclear("the service answered without a number")


def number_of(endpoint: Endpoint, token: str) -> str:
    """The number behind a token; nothing where there is none yet. Raises Failed."""
    answer = _get(endpoint, f"tokens/{quote(token, safe='')}.json", {}, PATIENCE)
    return next((_text(one.get("service_request_id")) for one in _listed(answer, "")), "")


def status(endpoint: Endpoint, request: str) -> Status | None:
    """What became of a report; None where the service answers with something else. Raises Failed."""
    answer = _get(endpoint, f"requests/{quote(request, safe='')}.json", {}, PATIENCE)
    for one in _listed(answer, "service_requests"):
        if _text(one.get("service_request_id")) in ("", request):
            return Status(_text(one.get("status")).lower() == "closed", _text(one.get("status_notes"), 1000))
    return None


def find(endpoint: Endpoint, report: Report, mark: str, since: datetime) -> str:
    """The number of a report that perhaps arrived, by a mark in its text; nothing where the list doesn't hold it."""
    start = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = _get(endpoint, "requests.json", {"service_code": report.code, "start_date": start}, PATIENCE)
    for one in _listed(answer, "service_requests"):
        if mark in _text(one.get("description"), LONGEST_DESCRIPTION):
            return _text(one.get("service_request_id"))
    return ""


def _get(endpoint: Endpoint, path: str, given: Mapping[str, str], patience: float) -> Any:
    return _call(endpoint, "GET", path, given, patience)


def _call(endpoint: Endpoint, method: str, path: str, given: Mapping[str, str], patience: float) -> Any:
    """One call; the JSON of a good answer."""
    parts = urlsplit(endpoint.address)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, patience)
    given = ({"jurisdiction_id": endpoint.jurisdiction} if endpoint.jurisdiction else {}) | dict(given)
    words = urlencode(given)
    where, body = f"{parts.path.rstrip('/')}/{path}", None
    headers = {"Accept": "application/json", "User-Agent": "sozialraum", "Connection": "close"}
    if method == "POST":
        body, headers["Content-Type"] = words.encode(), "application/x-www-form-urlencoded; charset=utf-8"
    elif words:
        where = f"{where}?{words}"
    try:
        try:
            connection.connect()
        except (OSError, ValueError) as error:
            raise Away(_said(error)) from None
        try:
            with _within(connection, patience):
                connection.request(method, where, body, headers)
                answer = connection.getresponse()
                content = answer.read(LARGEST + 1)
        except (OSError, HTTPException, ValueError) as error:
            raise Unclear(_said(error)) from None
    finally:
        connection.close()
    return _understood(method, answer.status, content)


def _connection(scheme: str, host: str, port: int | None, patience: float) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=patience, context=ssl.create_default_context())
    if scheme != "http" or host not in LOOPBACK:
        raise Away("the address must begin with https://")
    return HTTPConnection(host, port, timeout=patience)


@contextmanager
def _within(connection: HTTPConnection, patience: float) -> Iterator[None]:
    """Cut the line when the time is over: a service that drips must not hold up the next one."""
    line = connection.sock
    over = Timer(patience, lambda: line.shutdown(socket.SHUT_RDWR))
    over.daemon = True
    over.start()
    try:
        yield
    finally:
        over.cancel()


def _understood(method: str, status: int, content: bytes) -> Any:
    try:
        found = json.loads(content) if len(content) <= LARGEST else None
    except (ValueError, RecursionError):
        found = None
    if 200 <= status < 300:
        if found is None:
            raise Unclear("the answer is not readable")
        return found
    told = "; ".join(filter(None, (_text(one.get("description")) for one in _listed(found, "errors"))))
    said = f"{status} {told}".strip()[:400]
    if status in (429, 503) or (status >= 500 and method != "POST"):
        raise Busy(said)
    if status >= 500:  # it broke while it dealt with it, or something before it gave up waiting
        raise Unclear(said)
    raise NotTaken(said if status >= 400 else f"{said} (the service is at another address)")


def _listed(answer: Any, wrapped: str) -> list[Mapping[str, Any]]:
    """What an answer lists; some services wrap the list, some leave it out where there is one."""
    if isinstance(answer, Mapping):
        answer = answer.get(wrapped, [answer])
    return [one for one in answer if isinstance(one, Mapping)] if isinstance(answer, list) else []


def _text(value: Any, most: int = 200) -> str:
    """A foreign value as a text that a database and a page can hold."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    clean = str(value).replace("\x00", "").encode("utf-8", "replace").decode()
    return " ".join(clean.split())[:most]


def _said(error: Exception) -> str:
    return _text(f"{type(error).__name__}: {error}")

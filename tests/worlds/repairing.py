"""A small Open311 service on loopback, as good or as bad as a test wants it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from worlds.loopback import running

KINDS = [
    {
        "service_code": "LAMP",
        "service_name": "Straßenlaterne",
        "group": "Licht",
        "type": "realtime",
        "metadata": False,
    },
    {"service_code": 42, "service_name": "Schlagloch", "description": "", "type": "realtime"},
]


class FakeService:
    """What it was asked, what it holds, and what it answers next."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.requests: dict[str, dict[str, Any]] = {}
        self.port = 0
        # Set by tests: an answer (status, body) instead of the good one; seconds to wait; whether the list is hidden.
        self.post: tuple[int, bytes] | None = None
        self.get: tuple[int, bytes] | None = None
        self.wait = 0.0
        self.hides, self.gives_token, self.keeps = False, False, True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v2"

    def posts(self) -> list[dict[str, str]]:
        return [given for method, _path, given in self.asked if method == "POST"]

    def close(self, number: str, notes: str = "") -> None:
        self.requests[number] |= {"status": "closed", "status_notes": notes}

    def answer_post(self, given: dict[str, str]) -> tuple[int, bytes]:
        number = f"{len(self.requests) + 1}-26"
        if self.keeps:
            self.requests[number] = given | {"service_request_id": number, "status": "open"}
        key = "token" if self.gives_token else "service_request_id"
        return self.post or (201, json.dumps([{key: number, "service_notice": "Danke.\x00"}]).encode())

    def answer_get(self, path: str) -> tuple[int, bytes]:
        if self.get:
            return self.get
        name = path.removeprefix("/v2/").removesuffix(".json")
        if name == "services":
            found: Any = KINDS
        elif name == "requests":
            found = [] if self.hides else list(self.requests.values())
        elif name.startswith("tokens/"):
            found = [{"token": name[7:], "service_request_id": name[7:]}]
        elif (number := name.removeprefix("requests/")) in self.requests:
            found = [self.requests[number]]
        else:
            return 404, b'[{"code": 404, "description": "service_request_id not found"}]'
        return 200, json.dumps(found).encode()


class _Talk(BaseHTTPRequestHandler):
    def _answer(self, method: str, given: str) -> None:
        service: FakeService = self.server.service  # type: ignore[attr-defined]
        path = urlsplit(self.path).path
        values = {key: found[0] for key, found in parse_qs(given).items()}
        service.asked.append((method, path, values))
        status, body = service.answer_post(values) if method == "POST" else service.answer_get(path)
        time.sleep(service.wait if method == "POST" else 0)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 302:
            self.send_header("Location", "http://192.0.2.1/v2/requests.json")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self._answer("GET", urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer("POST", self.rfile.read(int(self.headers["Content-Length"])).decode())

    def log_message(self, *_: object) -> None:
        """Quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hung up is what a test wanted."""


@contextmanager
def served() -> Iterator[FakeService]:
    """The service, until the end."""
    service = FakeService()
    server = _Server(("127.0.0.1", 0), _Talk)
    server.service = service  # type: ignore[attr-defined]
    service.port = server.server_address[1]
    with running(server):
        yield service

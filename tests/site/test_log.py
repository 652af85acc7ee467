"""The server's window shows what is ours to mend: no pages that were refused or mistyped, every one that broke."""

from __future__ import annotations

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path


def _breaks(request: HttpRequest) -> None:
    raise RuntimeError("a fault of ours")


def _refuses(request: HttpRequest) -> None:
    raise PermissionDenied("not yours")


def _misses(request: HttpRequest) -> None:
    raise Http404("nothing here")


urlpatterns = [path("breaks/", _breaks), path("refuses/", _refuses), path("misses/", _misses)]


def _wrong(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    status = 500 if exception is None else 403 if isinstance(exception, PermissionDenied) else 404
    return HttpResponse("", status=status)


handler403 = handler404 = handler500 = _wrong


@pytest.fixture
def window(caplog, settings):
    """Asks for a page and gives what the server's log shows of it."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    client = Client(raise_request_exception=False)

    def ask(address: str) -> list[logging.LogRecord]:
        caplog.clear()
        client.get(address)
        return [
            record
            for record in caplog.records
            if record.levelno >= logging.WARNING and record.name.startswith("django")
        ]

    return ask


@pytest.mark.parametrize("address", ["/refuses/", "/misses/", "/nowhere/"])
def test_what_was_refused_or_mistyped_is_not_shown(window, address):
    assert window(address) == []


def test_what_broke_is_shown_with_its_traceback(window):
    (record,) = window("/breaks/")
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert "a fault of ours" in str(record.exc_info[1])

"""What every page knows of its visitor and of the city it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from sozialraum.planning.people.rules import connection, may_enter_by_one_click, permissions_of


class CityOfRequest:
    """Puts the city's settings at `request.city`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.city = settings.CITY
        return self.get_response(request)


def visitor(request: HttpRequest) -> dict[str, Any]:
    """The city, and what the visitor may do; `permissions` are asked once and late."""
    account = getattr(request, "user", None)
    return {
        "city": settings.CITY,
        "permissions": SimpleLazyObject(lambda: permissions_of(account)),
        "site_may_register": settings.SITE.self_registration,
        "may_enter_by_one_click": may_enter_by_one_click(settings.CITY.demonstration, *connection(request)),
    }

"""Not written yet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def page(request: HttpRequest, **_where: str) -> HttpResponse:
    """Nothing to see yet."""
    raise Http404


download = page

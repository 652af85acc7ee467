"""Pages for what went wrong, in the look of the site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its key: its page was too old, or it came from another site."""
    return render(request, "403_csrf.html", status=403)

"""The methods: all of them, and one with its text."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.statistics import queries
from sozialraum.planning.statistics.queries.methods import all_methods, made_by, method
from sozialraum.warehouse.city import NotPublishedError


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All methods, each in a sentence; they can be read before there are any figures."""
    return render(
        request,
        "statistics/methods.html",
        {"trail": [(_("Methoden"), None)], "methods": all_methods()},
    )


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One method: how it works, what is made by it, how it is proved."""
    try:
        found = method(key)
    except KeyError:
        raise Http404 from None
    try:
        indicators = made_by(queries.current(), key)
    except NotPublishedError:
        indicators = []
    return render(request, "statistics/method.html", {
        "trail": [(_(
            "Methoden"
        ), "/methoden/"), (found.title, None)], "method": found, "indicators": indicators,
    })  # fmt: skip

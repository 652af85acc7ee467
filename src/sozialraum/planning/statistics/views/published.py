"""Pages that need a data version: where there is none yet, they say how to load a city."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sozialraum.warehouse.city import NotPublishedError
from sozialraum.warehouse.version import NoFiguresError

View = Callable[..., HttpResponse]


def published(view: View) -> View:
    """Answer 503 with a page that teaches, where the city has no published figures yet."""

    @wraps(view)
    def answer(request: HttpRequest, **where: str) -> HttpResponse:
        try:
            return view(request, **where)
        except NotPublishedError:
            return render(request, "statistics/not_published.html", status=503)
        except NoFiguresError:
            return render(request, "statistics/not_published.html", {"loaded": True}, status=503)

    return answer

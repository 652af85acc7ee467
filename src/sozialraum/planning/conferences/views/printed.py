"""A document as an answer: set once, and not again as long as it says the same."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpResponse
from django.utils.text import slugify

from sozialraum.paper import Document
from sozialraum.paper.pdf import pdf

_set = lru_cache(maxsize=16)(pdf)


def printed(document: Document, name: str, *, is_public: bool) -> HttpResponse:
    """The PDF, shown in the browser; kept by nobody on the way where it isn't public."""
    answer = HttpResponse(_set(document), "application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{slugify(name)}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "public, max-age=60" if is_public else "no-store"
    return answer

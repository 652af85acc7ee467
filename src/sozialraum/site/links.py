"""Addresses as text: the same page in the other language, and the page that explains a figure."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.http import QueryDict

PREFIX = "/en"  # German has none


def in_language(path: str, language: str) -> str:
    """The same address in another language, with its query: /karte/?jahr=2022 and /en/karte/?jahr=2022."""
    plain = path
    if path == PREFIX or path.startswith((f"{PREFIX}/", f"{PREFIX}?")):
        plain = path[len(PREFIX) :]
        plain = plain if plain.startswith("/") else f"/{plain}"
    return f"{PREFIX}{plain}" if language == "en" else plain


def figure_address(indicator: str, edition: str, code: str, period: str, group: str, language: str) -> str:
    """Where one figure explains itself."""
    parts = "/".join(quote(part, safe="@") for part in (indicator, edition, code, period, group))
    return in_language(f"/werte/{parts}/", language)


def with_query(query: QueryDict | None, **changes: str | None) -> str:
    """The query of the page with some parameters changed, or taken out where None; always begins with ?."""
    pairs = [(k, v) for k, vs in (query.lists() if query else ()) for v in vs if k not in changes]
    pairs += [(k, v) for k, v in changes.items() if v is not None]
    return "?" + urlencode(pairs)

"""What an issue says to people: title, explanation, what to do; from texts/issues.toml, in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from sozialraum.warehouse.issues import Issue

_COLUMN = re.compile(r"\b[a-z][a-z0-9_]*@[a-z][a-z0-9_]*\b")
STATES = {
    "secret": {"de": "geheim", "en": "secret"},
    "unknown": {"de": "unbekannt", "en": "unknown"},
    "later": {"de": "fällt später an", "en": "comes later"},
    "not_applicable": {"de": "trifft nicht zu", "en": "not applicable"},
    "unreliable": {"de": "nicht sicher genug", "en": "not reliable enough"},
}


@cache
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """Kind → title, text (text_of_one where the count is 1), what_to_do → language → wording with {placeholders}."""
    return tomllib.loads((files("sozialraum.intake") / "texts" / "issues.toml").read_text(encoding="utf-8"))


def describe(
    issue: Issue | Mapping[str, Any], language: str, name_of: Callable[[str], str] | None = None
) -> tuple[str, str, str]:
    """Title, text and what to do, in "de" or "en". An unknown kind is named by its key rather than hidden.

    name_of: what a column such as `inhabitants@women` is called; without it columns keep their keys.
    """
    given = issue.as_dict() if isinstance(issue, Issue) else dict(issue)
    wording = texts().get(given["kind"])
    if wording is None:
        return (
            given["kind"],
            " · ".join(filter(None, (given.get("found", ""), given.get("expected", "")))),
            "",
        )
    values = _placeholders(given, language, name_of or str)
    of_one = "text_of_one" if given.get("count") == 1 and "text_of_one" in wording else "text"
    title, text, todo = (
        wording[part][language].format_map(_Lenient(values)) for part in ("title", of_one, "what_to_do")
    )
    return title.strip(), " ".join(f"{text} {values['reason']}".split()), todo.strip()


def _placeholders(given: Mapping[str, Any], language: str, name_of: Callable[[str], str]) -> dict[str, str]:
    """Fields and details of the issue as words; a text in two languages becomes the one asked for."""
    details = {key: _words(value, language, name_of) for key, value in (given.get("details") or {}).items()}
    fields = {key: _words(value, language, name_of) for key, value in given.items() if key != "details"}
    state = given.get("found", "") if given["kind"] == "cells_without_number" else ""
    named = {"state": STATES.get(state, {}).get(language, state)}
    parts = (given.get("details") or {}).get("parts")
    if isinstance(parts, list | tuple):
        named["quoted_parts"] = _quoted([_words(part, language, name_of) for part in parts], language)
    return {"reason": "", **details, **fields, **named}


def _quoted(names: Sequence[str], language: str) -> str:
    """„Männer“, „Frauen“ und „Divers“"""
    marked = [f"„{name}“" if language == "de" else f"“{name}”" for name in names]
    if len(marked) < 2:
        return "".join(marked)
    return f"{', '.join(marked[:-1])} {'und' if language == 'de' else 'and'} {marked[-1]}"


def _words(value: Any, language: str, name_of: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return str(value.get(language, ""))
    if isinstance(value, list | tuple):
        return ", ".join(_words(member, language, name_of) for member in value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10_000:
        return f"{value:,}".replace(",", "." if language == "de" else ",")
    return _COLUMN.sub(lambda match: name_of(match[0]), value) if isinstance(value, str) else str(value)


class _Lenient(dict[str, str]):
    """A placeholder that an issue doesn't fill stays empty."""

    def __missing__(self, key: str) -> str:
        return ""

"""What an issue says to people: title, explanation, what to do; from texts/issues.toml, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sozialraum.warehouse.issues import Issue


@cache
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """Kind → title, text, what_to_do → language → wording with {placeholders}."""
    return tomllib.loads((files("sozialraum.intake") / "texts" / "issues.toml").read_text(encoding="utf-8"))


def describe(issue: Issue | Mapping[str, Any], language: str) -> tuple[str, str, str]:
    """Title, text and what to do, in "de" or "en". An unknown kind is named by its key rather than hidden."""
    given = issue.as_dict() if isinstance(issue, Issue) else dict(issue)
    wording = texts().get(given["kind"])
    if wording is None:
        return (
            given["kind"],
            " · ".join(filter(None, (given.get("found", ""), given.get("expected", "")))),
            "",
        )
    values = _placeholders(given, language)
    title, text, todo = (
        wording[part][language].format_map(_Lenient(values)) for part in ("title", "text", "what_to_do")
    )
    return title.strip(), " ".join(f"{text} {values['reason']}".split()), todo.strip()


def _placeholders(given: Mapping[str, Any], language: str) -> dict[str, str]:
    """Fields and details of the issue as words; a text in two languages becomes the one asked for."""
    details = {key: _words(value, language) for key, value in (given.get("details") or {}).items()}
    fields = {key: _words(value, language) for key, value in given.items() if key != "details"}
    return {"reason": "", **details, **fields}


def _words(value: Any, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return str(value.get(language, ""))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10_000:
        return f"{value:,}".replace(",", "." if language == "de" else ",")
    return str(value)


class _Lenient(dict[str, str]):
    """A placeholder that an issue doesn't fill stays empty."""

    def __missing__(self, key: str) -> str:
        return ""

"""The few words that paper says itself, in both languages. A document is set without a framework, so they are here."""

from __future__ import annotations

import datetime

WORDS: dict[str, tuple[str, str]] = {
    "contents": ("Inhalt", "Contents"),
    "page": ("Seite {page} von {pages}", "Page {page} of {pages}"),
    "missing": (
        "▯ steht für ein Zeichen, das hier nicht gedruckt werden kann. Am Bildschirm ist es zu lesen.",
        "▯ stands for a character that can’t be printed here. It can be read on the screen.",
    ),
}
_MONTHS = (
    ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
     "Dezember"),
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"),
)  # fmt: skip


def say(key: str, language: str, **parts: object) -> str:
    """The words for a key; any language but German gets the English ones."""
    return WORDS[key][_column(language)].format(**parts)


def written(date: datetime.date, language: str) -> str:
    """A date in words: 12. November 2026, 12 November 2026."""
    column = _column(language)
    return f"{date.day}{'' if column else '.'} {_MONTHS[column][date.month - 1]} {date.year}"


def _column(language: str) -> int:
    return 0 if language.partition("-")[0].lower() == "de" else 1

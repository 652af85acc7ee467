"""Numbers as addresses and forms bring them: from anybody, in any letters."""

from __future__ import annotations

LONGEST = 15  # digits


def one_number(text: str) -> int | None:
    """A whole number; None where it is none ("²" is a digit to Python, and no number), or no id can be as large."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None

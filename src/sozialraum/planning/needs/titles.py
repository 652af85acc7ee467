"""What a need is called until somebody puts it into words: how what was said begins."""

from __future__ import annotations

LONGEST = 80


def first_words(text: str) -> str:
    """The beginning of a text, cut between words; a single word without end is cut all the same."""
    plain = " ".join(text.split())
    if len(plain) <= LONGEST:
        return plain
    begin, _blank, cut = plain[:LONGEST].rpartition(" ")
    return f"{(begin or cut[:-1]).rstrip(' ,;:–-')}…"

"""German compounds: which known stems a long word is made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping

SHORTEST = 4  # letters of a part: shorter stems stand in half of all words by chance
LAST = 3  # letters of the last part, where all that stands before it is known too: Schul-weg
# Last parts that PostgreSQL's German stop list takes for something else ("weg", away), so that no index holds them, and
# what shows them in a text: the noun by its capital letter.
UNINDEXED: Mapping[str, str] = {"weg": r"\mWeg(e|es|s|en)?\M"}
FRONT = 3  # letters before a last part: Bus, Rad, Tor
ALONE = 6  # letters of a last part that says by itself what it is about
STREET = "strass"  # what ends so is a name: Lichtstraße is neither about light nor about streets
LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
_MOST_PARTS = 4


def possible_parts(stem: str) -> list[str]:
    """All pieces of a stem that could be parts of it; the vocabulary says which of them are words."""
    length = len(stem)
    if length < 2 * SHORTEST or length > 40 or stem.endswith(STREET):
        return []
    return [
        stem[begin:end]
        for begin in range(length - LAST + 1)
        for end in range(begin + LAST, length + 1)
        if end - begin >= SHORTEST or end == length
        if end - begin < length and (begin == 0 or begin >= FRONT)
    ]


def parts(stem: str, known: Collection[str]) -> tuple[str, ...]:
    """The stem as known stems one after the other, the longest last part first; nothing where it can't be divided.

    "kinderspielplatz" with "kind" and "spielplatz" known: ("kind", "spielplatz").
    """
    return () if stem.endswith(STREET) else _divided(stem, known, _MOST_PARTS, whole=True)


def last_part(stem: str, known: Collection[str]) -> str:
    """What a German compound is a kind of, its last part: the longest known one, or nothing."""
    if stem.endswith(STREET):
        return ""
    return next((stem[begin:] for begin in range(FRONT, len(stem) - ALONE + 1) if stem[begin:] in known), "")


def _divided(stem: str, known: Collection[str], most: int, whole: bool = False) -> tuple[str, ...]:
    if not whole and stem in known:
        return (stem,)
    if most < 2:
        return ()
    for begin in range(SHORTEST, len(stem) - (LAST if whole else SHORTEST) + 1):
        if stem[begin:] not in known:
            continue
        for link in LINKS:
            before = stem[:begin]
            if link and not before.endswith(link):
                continue
            front = _divided(before.removesuffix(link), known, most - 1)
            if front:
                return (*front, stem[begin:])
    return ()

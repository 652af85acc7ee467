"""Which characters the fonts of this package can draw, and what stands for one that they can't.

Paper is set from these fonts alone, so that it is the same on every machine. A character without a form would leave a
hole that no screen reader names, and PDF/UA forbids it: it is replaced here, before anything is set.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
MISSING = "▯"
# Words that are longer may break anywhere; the longest German ones that anybody writes have about fifty letters.
LONGEST = 50

# Near enough in meaning and look; the second is in a font, the first is not.
_ALIKE = str.maketrans({
    "\u202f": "\u00a0", "\u2011": "-", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\r": "\n", "\t": " ",
    "✓": "✔", "✗": "✖", "✘": "✖", "☐": MISSING, "□": MISSING, "★": "⭐", "\u2423": MISSING,
})  # fmt: skip
# Invisible: they say how letters join or where a line may break. A font needs no form for them.
_JOINERS = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f")
# What can't be seen and would have to be drawn is dropped: controls, overrides of direction, tags.
_DROPPED = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb]"
)
_PLAIN = re.compile(r"[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u0148\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*")
_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")


def printable(text: str) -> tuple[str, int]:
    """The text as it can be set, and how many characters of it had to be replaced by MISSING."""
    if not _PLAIN.fullmatch(text):
        text, missing = _replaced(_DROPPED.sub("", text.replace("\r\n", "\n").translate(_ALIKE)))
    else:
        missing = 0
    return _LONG.sub(lambda found: _breakable(found[0]), text), missing


def drawable(svg: str) -> str:
    """The same for a whole drawing; its markup is plain, so that only its words can change."""
    return svg if _PLAIN.fullmatch(svg) else _replaced(_DROPPED.sub("", svg.translate(_ALIKE)))[0]


def _replaced(text: str) -> tuple[str, int]:
    parts, missing = [], 0
    for cluster in _clusters(text):
        if _can_draw(cluster):
            parts.append(cluster)
            continue
        # Marks that no font can put onto this letter go, the letter stays.
        base = cluster[0]
        kept = base if _can_draw(base) else MISSING
        parts.append(kept)
        missing += 1
    return "".join(parts), missing


def _clusters(text: str) -> list[str]:
    """Letters with the marks that belong onto them, and emoji that are joined to one."""
    parts: list[str] = []
    for char in text:
        if parts and (_is_mark(char) or parts[-1][-1] == "\u200d") and parts[-1] not in "\n ":
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _is_mark(char: str) -> bool:
    return (
        char in _JOINERS
        or unicodedata.category(char) in ("Mn", "Mc", "Me")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


@lru_cache(maxsize=4096)
def _can_draw(cluster: str) -> bool:
    """Whether one font has all of it: a letter of one font can't carry the mark of another."""
    wanted = {ord(c) for c in cluster if c not in _JOINERS and c != "\n"}
    return any(wanted <= font for font in coverage())


def _breakable(word: str) -> str:
    """An address or somebody's joke: it may break after every twentieth letter, not within a letter and its marks."""
    parts = _clusters(word)
    return "\u200b".join("".join(parts[i : i + 20]) for i in range(0, len(parts), 20))


@lru_cache(maxsize=1)
def coverage() -> tuple[frozenset[int], ...]:
    """The code points of each font of this package, one set a font."""
    return tuple(_characters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf")))


def _characters(font: bytes) -> frozenset[int]:
    """What a font's table `cmap` gives a form: the widest of its subtables of format 12 or 4.

    Raises ValueError for a font without any.
    """
    tables = (struct.unpack(">4sLLL", font[at : at + 16]) for at in range(12, 12 + 16 * _short(font, 4), 16))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    found: frozenset[int] = frozenset()
    for i in range(_short(font, start + 2)):
        at = start + int(struct.unpack(">L", font[start + 8 + 8 * i : start + 12 + 8 * i])[0])
        read = {4: _segments, 12: _groups}.get(_short(font, at))
        found = max(found, read(font, at), key=len) if read else found
    if not found:
        raise ValueError("a font without a table of characters that is known here (cmap 4 or 12)")
    return found


def _short(font: bytes, at: int) -> int:
    return int.from_bytes(font[at : at + 2], "big")


def _segments(font: bytes, at: int) -> frozenset[int]:
    """Format 4: segments with an end, a start, a shift, and maybe a place in a list of glyphs."""
    count = _short(font, at + 6) // 2
    ends, starts = at + 14, at + 16 + 2 * count
    shifts, places = starts + 2 * count, starts + 4 * count
    found = set()
    for i in range(0, 2 * count, 2):
        place = _short(font, places + i)
        for code in range(_short(font, starts + i), _short(font, ends + i) + 1):
            listed = places + i + place + 2 * (code - _short(font, starts + i))
            glyph = _short(font, listed) if place else code
            if (glyph or not place) and (glyph + _short(font, shifts + i)) & 0xFFFF:
                found.add(code)
    return frozenset(found - {0xFFFF})


def _groups(font: bytes, at: int) -> frozenset[int]:
    """Format 12: groups of consecutive characters and glyphs; glyph 0 is no form."""
    found: set[int] = set()
    for i in range(int.from_bytes(font[at + 12 : at + 16], "big")):
        first, last, glyph = struct.unpack(">LLL", font[at + 16 + 12 * i : at + 28 + 12 * i])
        found.update(range(first + (glyph == 0), last + 1))
    return frozenset(found)

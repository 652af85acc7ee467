"""Words as letters: what they are found by when they are spelt wrong, and how far two lie apart."""

from __future__ import annotations

import re

LONGEST = 40  # letters of a word that is kept
MOST_WORDS = 500  # of one text: a book is no voice
_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def words_of(text: str) -> list[str]:
    """The different words of a text in small letters, in their order; numbers and single letters left out."""
    found = (word.lower() for word in _WORD.findall(text))
    fit = (
        word for word in found if 2 <= len(word) <= LONGEST and not any(letter.isdigit() for letter in word)
    )
    return list(dict.fromkeys(fit))[:MOST_WORDS]


def folded(word: str) -> str:
    """Small letters, umlauts as the German stems write them: ä is a, ß is ss."""
    return word.lower().translate(_UMLAUTS)


def trigrams(word: str) -> list[str]:
    """The different runs of three letters of a word, with its beginning and end: __b, _ba, ban, ank, nk_."""
    return inner_trigrams(f"__{folded(word)}_")


def inner_trigrams(part: str) -> list[str]:
    """The different runs of three letters of a part of a word, in their order."""
    return list(dict.fromkeys(part[at : at + 3] for at in range(len(part) - 2)))


def edits(one: str, other: str, most: int = 2) -> int:
    """How many letters to change, add, leave out or exchange with their neighbour; `most` + 1 where it is more.

    Optimal string alignment distance (Damerau 1964 without edits inside an exchange).
    """
    one, other = folded(one), folded(other)
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row, earlier = row, [i], before
        for j, facing in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = above
    return min(row[-1], most + 1)

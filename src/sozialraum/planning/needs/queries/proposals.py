"""What a text may speak of: Lebenslagen and groups, proposed by its words. Nobody is bound by a proposal."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sozialraum.recipes import words_file

MOST = 3  # proposals
NEAR = 0.4  # of the heaviest: what is lighter was only touched on
WORD, HINT = 2, 1
OFTEN = 3  # a word said more often weighs no more
READ = 6000  # characters: no contribution is longer
LANGUAGES = ("de", "en")
# "Frau Erika" is a name, "eine Frau" is not.
_NAMED = re.compile(
    r"\b(?P<some>(?:eine[rs]?|keine|jede[rs]?|als|a|every|as)\s+)?(?:frau|fr\.|herrn?|mrs|ms|miss|mr)\b\.?\s+"
    r"(?:(?:dr|prof)\.\s*)*(?-i:(?=[A-ZÄÖÜ]))",
    re.IGNORECASE,
)
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e"})


@dataclass(frozen=True)
class Topic:
    """A Lebenslage or a group with its words in one language."""

    key: str
    pattern: re.Pattern[str]
    weights: dict[str, int]

    def weight(self, text: str) -> int:
        """How much a folded text speaks of it; what lies in a word that counts against does not count."""
        found = Counter(match["word"] for match in self.pattern.finditer(text) if match["word"])
        return sum(self.weights[word] * min(times, OFTEN) for word, times in found.items())


def dimensions_of(text: str, language: str = "de") -> tuple[str, ...]:
    """Keys of the Lebenslagen that a text speaks of, the heaviest first; at most three."""
    return _proposed("dimension", text, language)


def groups_of(text: str, language: str = "de") -> tuple[str, ...]:
    """Keys of the groups that a text speaks of, the heaviest first; at most three. The title of a name tells none."""
    named = _NAMED.sub(lambda found: found[0] if found["some"] else " ", text[:READ])
    return _proposed("group", named, language)


def folded(text: str) -> str:
    """Small letters without umlauts, words parted by one space, a space before and behind."""
    plain = unicodedata.normalize("NFC", text[:READ]).lower().translate(_SPELT)
    return f" {' '.join(re.findall(r'[a-z0-9]+', plain))} "


def _proposed(kind: str, text: str, language: str) -> tuple[str, ...]:
    plain = folded(text)
    first = _known(language)
    for spoken in (first, *(other for other in LANGUAGES if other != first)):
        weighed = {topic.key: topic.weight(plain) for topic in _topics(kind, spoken)}
        most = max(weighed.values())
        if most:
            near = [key for key, weight in weighed.items() if weight >= max(1, NEAR * most)]
            return tuple(sorted(near, key=weighed.__getitem__, reverse=True)[:MOST])
    return ()


def _known(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


@lru_cache(4)
def _topics(kind: str, language: str) -> tuple[Topic, ...]:
    content = tomllib.loads(words_file().read_text(encoding="utf-8"))
    return tuple(_topic(entry, language) for entry in content[kind])


def _topic(entry: dict[str, Any], language: str) -> Topic:
    hints = {_written(word): HINT for word in entry.get(f"hints_{language}", ())}
    weights = hints | {_written(word): WORD for word in entry[language]}
    against = [_written(word) for word in entry.get(f"against_{language}", ())]
    words = f"(?P<word>{_any(list(weights))})"
    pattern = f"(?:{_any(against)})[a-z0-9]*|{words}" if against else words
    # Found words are looked up as they stand in the text, without the borders.
    bare = {word.strip("|"): weight for word, weight in sorted(weights.items(), key=lambda pair: pair[1])}
    return Topic(entry["key"], re.compile(pattern), bare)


def _written(word: str) -> str:
    """A word of the list folded like a text; bars at its ends stay."""
    return ("|" if word.startswith("|") else "") + folded(word).strip() + ("|" if word.endswith("|") else "")


def _any(words: list[str]) -> str:
    """One pattern for all words; at the same place the longest is tried first."""
    return "|".join(
        ("(?<= )" if word.startswith("|") else "")
        + re.escape(word.strip("|"))
        + ("(?= )" if word.endswith("|") else "")
        for word in sorted(words, key=len, reverse=True)
    )

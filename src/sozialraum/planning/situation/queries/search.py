"""Finding spaces, indicators and methods by what people type: without umlauts, in part, with a slip of the finger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.addresses import indicator_path, space_path
from sozialraum.planning.statistics.method_list import METHODS as METHODS_WITH_PAGES
from sozialraum.planning.statistics.queries.versions import available
from sozialraum.planning.statistics.words import edition_title, folded, language, said, title_of
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.places import located
from sozialraum.warehouse.version import Version

SPACES, INDICATORS, METHODS = "space", "indicator", "method"

# How well a word of the query meets a word of an entry.
WHOLE, BEGINS, WITHIN, SIMILAR = 4.0, 3.0, 2.0, 1.0
SHORTEST_WITHIN, SHORTEST_SIMILAR = 3, 4


@dataclass(frozen=True)
class Entry:
    """Something that can be found: where it is (German path), and what stands beside its title."""

    kind: str
    title: str
    detail: str
    path: str
    reference: str = ""  # of a space: edition/code
    weight: float = 0.0


@dataclass(frozen=True, eq=False)
class Index:
    """All entries of a data version in one language, and which of them hold a word."""

    entries: tuple[Entry, ...]
    words: Mapping[str, tuple[int, ...]]

    def find(self, query: str) -> list[Entry]:
        """Entries that meet every word of the query, the best first; nothing for an empty query."""
        hits: list[dict[int, float]] = [self._met(word) for word in folded(query).split()]
        if not hits:
            return []
        common = set(hits[0]).intersection(*hits[1:])
        wanted = folded(query)
        scores = {i: sum(h[i] for h in hits) + self._bonus(i, wanted) for i in common}
        return [self.entries[i] for i in sorted(scores, key=lambda i: (-scores[i], i))]

    def _bonus(self, i: int, wanted: str) -> float:
        """An entry whose whole title was typed comes first; spaces of today before those of earlier boundaries."""
        return self.entries[i].weight + (5.0 if folded(self.entries[i].title) == wanted else 0.0)

    def _met(self, word: str) -> dict[int, float]:
        """Entries that a word of the query meets, with the best score; similar words only where no other does."""
        found: dict[int, float] = {}
        for known, entries in self.words.items():
            if score := _score(word, known):
                for i in entries:
                    found[i] = max(found.get(i, 0.0), score)
        if found or len(word) < SHORTEST_SIMILAR:
            return found
        for known, entries in self.words.items():
            if similar(word, known):
                found.update(dict.fromkeys(entries, SIMILAR))
        return found


def _score(word: str, known: str) -> float:
    if word == known:
        return WHOLE
    if known.startswith(word):
        return BEGINS
    return WITHIN if len(word) >= SHORTEST_WITHIN and word in known else 0.0


def similar(word: str, known: str) -> bool:
    """Whether one slip (two in words of seven letters and more) leads from one word to the other.

    A slip is a letter too much, too few, wrong, or two swapped. The query may also be the beginning of a word.
    """
    allowed = 1 if len(word) < 7 else 2
    if len(known) < len(word) - allowed:
        return False
    return slips(word, known[: len(word) + allowed], allowed) <= allowed


def slips(word: str, known: str, allowed: int) -> int:
    """The fewest slips between a word and any beginning of another at least nearly as long; allowed + 1 if more.

    Optimal string alignment distance (Damerau 1964), stopped as soon as too many are certain.
    """
    before: list[int] = []
    row = list(range(len(known) + 1))
    for i, a in enumerate(word, 1):
        older, before = before, row
        row = [i]
        for j, b in enumerate(known, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == known[j - 2] and word[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > allowed:
            return allowed + 1
    return min(row[max(len(word) - allowed, 0) :])


def index(version: Version) -> Index:
    """The index of a data version in the visitor's language."""
    return _index(version, language())


@lru_cache(maxsize=4)
def _index(version: Version, _language: str) -> Index:
    entries: list[Entry] = []
    words: dict[str, set[int]] = defaultdict(set)
    for entry, texts in (*_spaces(version), *_indicators(version), *_methods(version)):
        for text in texts:
            for word in folded(text).split():
                words[word].add(len(entries))
        entries.append(entry)
    return Index(tuple(entries), {word: tuple(sorted(found)) for word, found in words.items()})


def searched(version: Version) -> list[Edition]:
    """Editions whose spaces people look for: social spaces and planning areas first; no building blocks."""
    return [e for e in version.editions() if e.role not in (CITY, "building_block")]


def _spaces(version: Version) -> Iterable[tuple[Entry, tuple[str, ...]]]:
    seen: set[tuple[str, str, str]] = set()
    for edition in searched(version):
        newest = version.edition(edition.space_system) is edition
        title = said(edition.unit) if newest else f"{said(edition.unit)} – {edition_title(edition)}"
        for i in sorted(range(len(edition)), key=lambda i: sort_key(edition.names[i])):
            name, code = edition.names[i], edition.codes[i]
            if (
                edition.space_system,
                code,
                name,
            ) in seen:  # it stands there already, within newer boundaries
                continue
            seen.add((edition.space_system, code, name))
            detail = f"{title} {code}" if code != name else title
            weight = (0.4 if newest else 0.0) + (0.3 if edition.role == "social_space" else 0.0)
            yield (
                Entry(
                    SPACES, name, detail, space_path(version, edition, code), f"{edition.key}/{code}", weight
                ),
                (name, code),
            )


def _indicators(version: Version) -> Iterable[tuple[Entry, tuple[str, ...]]]:
    catalogue = version.catalogue
    have = {key for here in available(version).values() for key in here}
    for key, definition in catalogue.indicators.items():
        if key in have:
            dimension = catalogue.dimensions[definition.dimension]
            yield (
                Entry(INDICATORS, said(definition.title), said(dimension.title), indicator_path(key)),
                (*definition.title.values(), *dimension.title.values(), key.replace("_", " ")),
            )


def _methods(version: Version) -> Iterable[tuple[Entry, tuple[str, ...]]]:
    for method in METHODS_WITH_PAGES:
        yield (
            Entry(METHODS, said(method.title), said(method.says), f"/methoden/{method.key}/"),
            (*method.title.values(), method.key.replace("_", " ")),
        )
    have = {key for here in available(version).values() for key in here}
    for key, definition in version.catalogue.indices.items():
        if key in have:
            yield (
                Entry(METHODS, said(definition.title), said(definition.explanation), indicator_path(key)),
                (
                    *definition.title.values(),
                    key.replace("_", " "),
                    definition.method,
                    title_of(version, key),
                    "Index",
                ),
            )


@dataclass(frozen=True)
class Found:
    """A space in which a place lies."""

    name: str
    detail: str
    path: str


def at(version: Version, latitude: float, longitude: float) -> list[Found]:
    """The spaces of today's boundaries in which a place lies; none outside of the city."""
    found = []
    for edition in searched(version):
        if version.edition(edition.space_system) is not edition:
            continue
        row = int(located(np.array([[longitude, latitude]]), edition)[0])
        if row >= 0:
            path = space_path(version, edition, edition.codes[row])
            found.append(Found(edition.names[row], said(edition.unit), path))
    return found


def coordinate(text: str, limit: float) -> float | None:
    """Degrees as typed, with point or comma; None where it is none."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) <= limit else None


@dataclass(frozen=True)
class Area:
    """A planning area with its social spaces, for the list of all."""

    name: str
    path: str
    spaces: tuple[tuple[str, str], ...]  # name, path
    count: int


@lru_cache(maxsize=4)
def directory(version: Version, most: int = 600) -> list[Area]:
    """All social spaces by planning area in the order of their names; of very many only their number."""
    edition = version.edition()
    parent = version.parent_of(edition)
    rows = version.parent_rows(edition)
    by_parent: dict[int, list[int]] = defaultdict(list)
    for i in sorted(range(len(edition)), key=lambda i: sort_key(edition.names[i])):
        by_parent[int(rows[i])].append(i)
    areas = []
    for row in sorted(by_parent, key=lambda r: sort_key(parent.names[r]) if parent and r >= 0 else "\uffff"):
        known = parent is not None and row >= 0 and parent.role != CITY
        spaces = [(edition.names[i], space_path(version, edition, edition.codes[i])) for i in by_parent[row]]
        areas.append(
            Area(
                parent.names[row] if known and parent else "",
                space_path(version, parent, parent.codes[row]) if known and parent else "",
                tuple(spaces) if len(edition) <= most else (), len(spaces),
            )
        )  # fmt: skip
    return areas

"""The catalogue as a page lists it: what this city has by dimension, what it lacks, and who could supply it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.statistics.addresses import indicator_path
from sozialraum.planning.statistics.class_names import variant
from sozialraum.planning.statistics.queries.choice import editions_with
from sozialraum.planning.statistics.words import folded, language, said
from sozialraum.warehouse.catalogue import Dimension, IndexDefinition, Indicator
from sozialraum.warehouse.indices import DYNAMICS, FIXED
from sozialraum.warehouse.version import Version

POPULATION = "population"  # the section of what only describes the population, beside the dimensions


@dataclass(frozen=True)
class Entry:
    """An indicator or index in the list. known, of: spaces with a figure in the latest year, and all of them."""

    key: str
    title: str
    explanation: str
    unit: str
    path: str
    source: str
    period: str = ""
    known: int = 0
    of: int = 0
    spaces: str = ""
    own: bool = False  # the city defines it otherwise than the catalogue

    @property
    def is_available(self) -> bool:
        """Whether this city has figures of it."""
        return bool(self.period)

    @property
    def words(self) -> str:
        """What a search looks at."""
        return folded(f"{self.title} {self.explanation} {self.key.replace('_', ' ')}")


@dataclass(frozen=True)
class Variant:
    """A way to look at an index: where spaces stand, where they are going, measured by the first year."""

    title: str
    path: str
    entry: Entry


@dataclass(frozen=True)
class Index:
    """An index with those of its variants that have figures."""

    entry: Entry
    parts: tuple[str, ...]
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Section:
    """A dimension with its indicators. dimension: None for what only describes the population."""

    key: str
    title: str
    explanation: str
    dimension: Dimension | None
    available: tuple[Entry, ...]
    missing: tuple[Entry, ...]
    is_gap: bool

    def matching(self, words: Iterable[str]) -> Section:
        """Only entries that hold all of the words."""
        wanted = list(words)

        def kept(entries: Iterable[Entry]) -> tuple[Entry, ...]:
            return tuple(e for e in entries if all(w in e.words for w in wanted))

        return replace(self, available=kept(self.available), missing=kept(self.missing))


@dataclass(frozen=True)
class Listing:
    """What the page shows after the visitor's choice. chosen: the dimension's key, or nothing."""

    indices: tuple[Index, ...]
    sections: tuple[Section, ...]
    chosen: str
    words: str
    only_available: bool
    options: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    @property
    def found(self) -> int:
        """How many indicators and indices are listed."""
        each = sum(len(s.available) + (0 if self.only_available else len(s.missing)) for s in self.sections)
        return each + len(self.indices)


def listing(version: Version, asked: Mapping[str, str]) -> Listing:
    """The catalogue as asked for by `dimension`, `q` and `nur` (only what the city has)."""
    indices, sections = _all(version, language())
    options = (("", _("alle Dimensionen")), *((s.key, s.title) for s in sections))
    chosen, notes = asked.get("dimension", ""), ()
    if chosen not in dict(options):
        notes = (_("Die Dimension „{name}“ gibt es nicht. Zu sehen sind alle.").format(name=chosen),)
        chosen = ""
    words = asked.get("q", "").strip()[:100]
    wanted = folded(words).split()
    found = [s.matching(wanted) for s in sections if chosen in ("", s.key)]
    if wanted:
        found = [s for s in found if s.available or s.missing]
    some = tuple(
        i
        for i in indices
        if all(w in i.entry.words for w in wanted)
        and (not chosen or chosen in version.catalogue.indices[i.entry.key].dimensions)
    )
    return Listing(some, tuple(found), chosen, words, asked.get("nur") == "1", options, notes)


@lru_cache(maxsize=8)
def _all(version: Version, _language: str) -> tuple[tuple[Index, ...], tuple[Section, ...]]:
    entries = {key: _entry(version, key) for key in version.names}
    indices = tuple(_index(version, i, entries) for i in version.catalogue.indices.values())
    return tuple(i for i in indices if i.variants), tuple(_sections(version, entries))


def _entry(version: Version, key: str) -> Entry:
    definition = version.names[key]
    unit = numbers.unit_words(definition.unit, language()) if isinstance(definition, Indicator) else ""
    own = definition.note is not None
    entry = Entry(
        key, said(definition.title), said(definition.explanation), unit, indicator_path(key), said(definition.source),
        own=own,
    )  # fmt: skip
    editions = editions_with(version, key)
    if not editions:
        return entry
    groups = version.groups(key, editions[0])
    group = "total" if "total" in groups else groups[0]
    found = version.figures(key, edition=editions[0].key, group=group)
    known = int(np.count_nonzero(~np.isnan(found.values)))
    return replace(
        entry, period=found.period, known=known, of=len(found.values), spaces=said(editions[0].title)
    )


def _index(version: Version, definition: IndexDefinition, entries: Mapping[str, Entry]) -> Index:
    keys = [definition.key, definition.key + DYNAMICS, definition.key + FIXED]
    variants = [
        Variant(said(variant(k)), indicator_path(k), entries[k]) for k in keys if entries[k].is_available
    ]
    parts = tuple(said(version.catalogue.indicators[i].title) for i in definition.status)
    return Index(entries[definition.key], parts, tuple(variants))


def _sections(version: Version, entries: Mapping[str, Entry]) -> Iterable[Section]:
    indicators = version.catalogue.indicators.values()
    for dimension in version.catalogue.dimensions.values():
        own = [entries[i.key] for i in indicators if i.dimension == dimension.key and not i.context]
        yield _section(dimension.key, said(dimension.title), said(dimension.explanation), dimension, own)
    described = [entries[i.key] for i in indicators if i.context]
    if described:
        explanation = _(
            "Diese Kennzahlen beschreiben, wer hier lebt. Sie sagen nichts darüber, wie es den Menschen geht."
        )
        yield _section(POPULATION, _("Wer hier lebt"), explanation, None, described)


def _section(
    key: str, title: str, explanation: str, dimension: Dimension | None, own: list[Entry]
) -> Section:
    have = tuple(e for e in own if e.is_available)
    missing = tuple(e for e in own if not e.is_available)
    return Section(key, title, explanation, dimension, have, missing, dimension is not None and not have)

"""Data versions: what each was made of, and what changed from one to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from sozialraum.planning.statistics import queries
from sozialraum.planning.statistics.addresses import indicator_path
from sozialraum.planning.statistics.words import day_in_words, edition_title, said, title_of
from sozialraum.warehouse.city import NotPublishedError
from sozialraum.warehouse.differences import Difference, Differences, differences
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import Version

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class Line:
    """A data version in the list."""

    id: str
    published: str
    is_current: bool
    releases: int
    periods: str
    warnings: int
    issues: int

    @property
    def day(self) -> str:
        """When it was published, as the visitor's language writes it."""
        return day_in_words(self.published)


@dataclass(frozen=True)
class Source:
    """A delivery or a source of facilities; files: name, SHA-256 and size in bytes."""

    key: str
    title: str
    publisher: str
    licence: str
    url: str
    periods: str
    spaces: str
    columns: int
    files: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class EditionWords:
    """An edition of a space system."""

    title: str
    spaces: int
    basis: str
    valid: str
    files: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Change:
    """One thing that differs from the version before: its title and page, and in words what became of it."""

    title: str
    path: str
    what: str


@dataclass(frozen=True)
class VersionSheet:
    """One data version in full."""

    line: Line
    sources: list[Source]
    editions: list[EditionWords]
    crosswalks: list[tuple[str, str, str]]
    facilities: list[Source]
    issues: Mapping[str, int]
    before: str
    changes: list[tuple[str, list[Change]]]


def find(id_: str) -> Version:
    """A data version by its id; raises NotPublishedError."""
    current = queries.current()
    return current if id_ == current.id else _earlier(id_)


@lru_cache(maxsize=8)
def _earlier(id_: str) -> Version:
    return queries.city().version(id_)


def versions() -> list[Line]:
    """All data versions, the newest first; raises NotPublishedError where there is none."""
    current = queries.current()
    return [_line(p["id"], p["id"] == current.id) for p in queries.city().versions()]


@lru_cache(maxsize=256)
def _line(id_: str, is_current: bool) -> Line:
    """Versions never change, so their lines don't either; only which one is current does."""
    version = find(id_)
    severities = Counter(i["severity"] for i in version.issues)
    every = sorted({p for r in version.releases.values() for p in r["periods"]})
    return Line(
        id_, version.published, is_current, len(version.releases), _span(every), severities["warning"],
        len(version.issues),
    )  # fmt: skip


def sheet(version: Version) -> VersionSheet:
    """All that a data version was made of, in the visitor's language."""
    editions = {e.key: e for e in version.editions()}
    line = _line(version.id, version.id == queries.current().id)
    before = _before(version.id)
    return VersionSheet(
        line, [_source(key, r, editions) for key, r in version.releases.items()],
        [_edition(e, version.edition_lines[e.key]) for e in editions.values()],
        [
            (_title(editions, c["from"]), _title(editions, c["to"]), said(c["made_from"]))
            for c in version.crosswalks
        ],
        [_source(key, f, editions) for key, f in version.facility_sources.items()],
        {s: n for s in SEVERITIES if (n := sum(i["severity"] == s for i in version.issues))},
        before, _changes(version, before),
    )  # fmt: skip


def _title(editions: Mapping[str, Edition], key: str) -> str:
    return edition_title(editions[key]) if key in editions else key


def _span(periods: Iterable[str]) -> str:
    """2000–2022; single years where there are holes."""
    every = sorted(set(periods))
    if not every:
        return ""
    if all(p.isdigit() for p in every) and int(every[-1]) - int(every[0]) == len(every) - 1:
        return every[0] if len(every) == 1 else f"{every[0]}–{every[-1]}"
    return ", ".join(every) if len(every) < 8 else f"{every[0]}–{every[-1]} ({_('mit Lücken')})"


def _source(key: str, line: Mapping[str, Any], editions: Mapping[str, Edition]) -> Source:
    periods = line.get("periods", {})
    columns = {c for p in periods.values() for c in p["columns"]}
    return Source(
        key, said(line["title"]), line["publisher"], line["licence"], line.get("url", ""),
        _span(periods) if periods else str(line.get("as_of", "")),
        _title(editions, line["edition"]) if "edition" in line else "", len(columns), _files(line),
    )  # fmt: skip


def _files(line: Mapping[str, Any]) -> tuple[tuple[str, str, int], ...]:
    return tuple((f["path"], f["sha256"], f["size"]) for f in line.get("files", ()))


def _edition(edition: Edition, line: Mapping[str, Any]) -> EditionWords:
    valid = (
        _("seit {first}").format(first=edition.valid_from)
        if edition.valid_until is None
        else _("{first} bis vor {last}").format(first=edition.valid_from, last=edition.valid_until)
    )
    return EditionWords(edition_title(edition), len(edition), said(edition.basis), valid, _files(line))


# Compared with the version before --------------------------------------------------------------------------------


def _before(id_: str) -> str:
    """The id of the version before; nothing for the first."""
    ids = [p["id"] for p in queries.city().versions()]
    at = ids.index(id_) + 1 if id_ in ids else len(ids)
    return ids[at] if at < len(ids) else ""


@lru_cache(maxsize=64)
def _differences(before: str, after: str) -> Differences | None:
    try:
        return differences(find(before), find(after))
    except NotPublishedError:
        return None


def _changes(version: Version, before: str) -> list[tuple[str, list[Change]]]:
    found = _differences(before, version.id) if before else None
    if found is None:
        return []
    old = find(before)
    editions = {e.key: e for v in (old, version) for e in v.editions()}
    sources = {**old.releases, **old.facility_sources, **version.releases, **version.facility_sources}

    def source(d: Difference) -> Change:
        return Change(said(sources[d.key]["title"]), "", _what(d))

    def indicator(d: Difference) -> Change:
        of = version if d.key in version.names else old
        return Change(title_of(of, d.key), indicator_path(d.key) if d.key in version.names else "", _what(d))

    lists = [
        (_("Lieferungen"), [source(d) for d in found.releases]),
        (_("Räume und Grenzen"), [Change(_title(editions, d.key), "", _what(d)) for d in found.editions]),
        (_("Einrichtungen"), [source(d) for d in found.facilities]),
        (_("Kennzahlen"), [indicator(d) for d in found.indicators]),
    ]
    return [(title, changes) for title, changes in lists if changes]


def _what(d: Difference) -> str:
    words = {"new": _("neu"), "gone": _("nicht mehr dabei"), "changed": _("geändert")}[d.what]
    if d.what == "changed" and d.definition and not d.periods:
        return _("anders beschrieben, Zahlen gleich")
    if d.periods:
        words = f"{words}: {_span(d.periods)}"
    return f"{words}; {_('anders beschrieben')}" if d.definition else words

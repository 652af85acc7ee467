"""Every column of every edition and period of a data version, and where it lies.

A column is delivered on the edition itself, or carried there: summed up from spaces that lie within, or divided
between editions. What the build made before from the same parts is taken over, never made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

from sozialraum.warehouse.carry import carry
from sozialraum.warehouse.links import Link, Links
from sozialraum.warehouse.stage import Progress, silent
from sozialraum.warehouse.store import Store, fingerprint
from sozialraum.warehouse.tables import Shelf, to_table
from sozialraum.warehouse.values import Column

How = Literal["delivered", "summed", "divided", "counted"]
Range = tuple[int, int] | None
INHABITANTS = "inhabitants@total"

# Part of every key: raise it when the arithmetic of `carry` changes, so that everything is made again.
REVISION = "1"


@dataclass(frozen=True)
class Place:
    """Where a column of one edition and period lies, and how it came there."""

    object: str
    key: str
    how: How
    release: str
    source: str  # edition it was carried from; the edition itself where it was delivered


@dataclass
class Facts:
    """edition → period → column → place."""

    places: dict[str, dict[str, dict[str, Place]]] = field(default_factory=dict)

    def at(self, edition: str, period: str) -> dict[str, Place]:
        """All columns of one edition and period; empty where there are none."""
        return self.places.get(edition, {}).get(period, {})

    def periods(self, edition: str) -> list[str]:
        """Periods with at least one column, in order."""
        return sorted(self.places.get(edition, {}))

    def put(self, edition: str, period: str, column: str, place: Place) -> None:
        """First come, first kept: the order of releases in the recipe decides."""
        self.places.setdefault(edition, {}).setdefault(period, {}).setdefault(column, place)

    def as_json(self) -> dict[str, Any]:
        """Compact plain values: columns grouped by what they share."""
        return {
            edition: {period: _grouped(columns) for period, columns in periods.items()}
            for edition, periods in self.places.items()
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Facts:
        """The reverse of `as_json`."""
        facts = cls()
        for edition, periods in value.items():
            for period, groups in periods.items():
                for group in groups:
                    shared = {name: group[name] for name in ("object", "how", "release", "source")}
                    for column, key in group["columns"].items():
                        facts.put(edition, period, column, Place(key=key, **shared))
        return facts


def _grouped(columns: Mapping[str, Place]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    for column, p in columns.items():
        line = {"object": p.object, "how": p.how, "release": p.release, "source": p.source, "columns": {}}
        groups.setdefault((p.object, p.how, p.release, p.source), line)["columns"][column] = p.key
    return list(groups.values())


def delivered(releases: Mapping[str, Mapping[str, Any]]) -> Facts:
    """The columns as they were delivered."""
    facts = Facts()
    for key, release in releases.items():
        for period, line in release["periods"].items():
            for column, print_ in line["columns"].items():
                place = Place(line["object"], print_, "delivered", key, release["edition"])
                facts.put(release["edition"], period, column, place)
    return facts


@dataclass(frozen=True)
class _Task:
    """All columns that one edition and period still lacks: by link, with the key of what will come out."""

    edition: str
    period: str
    wanted: tuple[tuple[Link, dict[str, Place]], ...]
    keys: dict[str, str]


def carry_all(
    facts: Facts, links: Links, editions: Iterable[str], ranges: Mapping[str, Range],
    extensive: Callable[[str], bool], shelf: Shelf, before: Facts, progress: Progress = silent,
) -> int:  # fmt: skip
    """Fill `facts` with what can be carried to each edition from what was delivered on others.

    ranges: what hidden cells of a release may be. before: the facts of the last build, whose objects are used
    again where the keys agree. Returns how many files had to be made.
    """
    origin = Facts({e: {p: dict(c) for p, c in periods.items()} for e, periods in facts.places.items()})
    periods = sorted({p for periods in origin.places.values() for p in periods})
    tasks = [
        task
        for edition in editions
        for period in periods
        if (task := _task(edition, period, origin, links, ranges, extensive)).keys
    ]
    made = 0
    with ThreadPoolExecutor(2) as pool:
        work = pool.map(lambda t: _object(t, ranges, shelf, before), tasks)
        for done, (task, (name, new)) in enumerate(zip(tasks, work, strict=True), 1):
            made += new
            for link, columns in task.wanted:
                for column, place in columns.items():
                    how: How = "summed" if link.nested else "divided"
                    facts.put(
                        task.edition, task.period, column,
                        Place(name, task.keys[column], how, place.release, link.source),
                    )  # fmt: skip
            progress("carry", done, len(tasks))
    return made


def _task(
    edition: str, period: str, origin: Facts, links: Links, ranges: Mapping[str, Range],
    extensive: Callable[[str], bool],
) -> _Task:  # fmt: skip
    present = set(origin.at(edition, period))
    wanted: list[tuple[Link, dict[str, Place]]] = []
    keys: dict[str, str] = {}
    for link in links.into(edition):
        columns = {
            c: place
            for c, place in origin.at(link.source, period).items()
            if c not in present and extensive(c) and place.how == "delivered"
        }
        if columns:
            present |= set(columns)
            wanted.append((link, columns))
            for c, place in columns.items():
                keys[c] = fingerprint(REVISION, link.key, place.key, repr(ranges.get(place.release)))
    return _Task(edition, period, tuple(wanted), keys)


def _object(task: _Task, ranges: Mapping[str, Range], shelf: Shelf, before: Facts) -> tuple[str, bool]:
    """The object that holds the task's columns, and whether it had to be made."""
    old = {c: p for c, p in before.at(task.edition, task.period).items() if p.key == task.keys.get(c)}
    objects = {p.object for p in old.values()}
    if len(old) == len(task.keys) and len(objects) == 1:
        return objects.pop(), False
    columns = read(shelf, old)
    for link, places in task.wanted:
        todo = {c: p for c, p in places.items() if c not in columns}
        columns |= carry(link, read(shelf, todo), {c: ranges.get(p.release) for c, p in todo.items()})
    return shelf.store.put_table(to_table(columns)), True


def read(shelf: Shelf, places: Mapping[str, Place]) -> dict[str, Column]:
    """The columns at these places, one read an object."""
    by_object: dict[str, list[str]] = {}
    for column, place in places.items():
        by_object.setdefault(place.object, []).append(column)
    return {c: v for name, wanted in by_object.items() for c, v in shelf.columns(name, wanted).items()}


def put_counted(
    facts: Facts, store: Store, edition: str, period: str, counts: Mapping[str, Column], key: str
) -> None:
    """Columns that the warehouse counted itself (facilities in a space)."""
    name = store.put_table(to_table(counts))
    for column in counts:
        facts.put(
            edition, period, column, Place(name, fingerprint(key, column), "counted", "facilities", edition)
        )

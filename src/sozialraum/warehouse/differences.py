"""What changed from one data version to the next: deliveries, boundaries, definitions, figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sozialraum.warehouse.version import Version

What = Literal["new", "gone", "changed"]


@dataclass(frozen=True)
class Difference:
    """One thing that is new, gone or changed. periods: those whose columns or figures differ, in order.

    definition: whether its description changed too (title, formula, source, licence).
    """

    key: str
    what: What
    periods: tuple[str, ...] = ()
    definition: bool = False


@dataclass(frozen=True)
class Differences:
    """Only what differs is listed; all empty where two versions hold the same."""

    releases: tuple[Difference, ...]
    editions: tuple[Difference, ...]
    facilities: tuple[Difference, ...]
    indicators: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return any((self.releases, self.editions, self.facilities, self.indicators))


def differences(before: Version, after: Version) -> Differences:
    """Compare two data versions of one city by the names of their content, without reading a figure."""
    return Differences(
        _lines(before.releases, after.releases),
        _lines(before.edition_lines, after.edition_lines),
        _lines(before.facility_sources, after.facility_sources),
        _indicators(before, after),
    )


def _lines(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> tuple[Difference, ...]:
    found = []
    for key in [*after, *(k for k in before if k not in after)]:
        a, b = before.get(key), after.get(key)
        if a is None or b is None:
            here = b or a or {}
            found.append(
                Difference(key, "new" if a is None else "gone", tuple(sorted(here.get("periods", ()))))
            )
        elif a != b:
            found.append(Difference(key, "changed", _periods(a, b), _described(a) != _described(b)))
    return tuple(found)


def _described(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in ("periods", "object", "files")}


def _periods(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[str, ...]:
    old, new = ({p: line["columns"] for p, line in x.get("periods", {}).items()} for x in (a, b))
    return tuple(sorted(p for p in old.keys() | new.keys() if old.get(p) != new.get(p)))


def _indicators(before: Version, after: Version) -> tuple[Difference, ...]:
    old, new = _keys(before), _keys(after)
    names = [*after.names, *(n for n in before.names if n not in after.names)]
    found = []
    for name in names:
        a, b = old.get(name, {}), new.get(name, {})
        periods = _differing(a, b)
        defined = before.names.get(name) != after.names.get(name)
        if not a and not b:
            continue  # a definition without figures changes nothing that anybody sees
        if periods or defined:
            what: What = "changed" if a and b else "new" if b else "gone"
            found.append(Difference(name, what, periods, bool(a and b and defined)))
    return tuple(found)


def _keys(version: Version) -> dict[str, dict[tuple[str, str, str], str]]:
    """indicator → (edition, period, column) → a name of its figures' content.

    An index is made again for a better explanation too; its file, which holds nothing else, tells better.
    """
    found: dict[str, dict[tuple[str, str, str], str]] = {}
    for edition, periods in version.results.places.items():
        for period, columns in periods.items():
            for column, place in columns.items():
                name, _, group = column.partition("@")
                if "#" not in group:
                    content = place.key if name in version.catalogue.indicators else place.object
                    found.setdefault(name, {})[edition, period, column] = content
    return found


def _differing(
    a: Mapping[tuple[str, str, str], str], b: Mapping[tuple[str, str, str], str]
) -> tuple[str, ...]:
    places: Collection[tuple[str, str, str]] = a.keys() | b.keys()
    return tuple(sorted({place[1] for place in places if a.get(place) != b.get(place)}))

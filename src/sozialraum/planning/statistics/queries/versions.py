"""Which data version a page speaks of, and what there is in it: asked once a version, not once a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sozialraum.planning.statistics import queries
from sozialraum.warehouse.city import NotPublishedError
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import Version

# edition → indicator → group → periods, all in the order in which they are shown
Available = Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]


def chosen(id_: str = "") -> tuple[Version, bool]:
    """The data version of this id, or the current one; whether it is the one asked for."""
    current = queries.current()
    if not id_ or id_ == current.id:
        return current, True
    try:
        return _earlier(id_), True
    except NotPublishedError:
        return current, False


@lru_cache(maxsize=4)
def _earlier(id_: str) -> Version:
    return queries.city().version(id_)


@lru_cache(maxsize=4)
def available(version: Version) -> Available:
    """All figures that a data version has: edition → indicator or index → group → periods."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for edition in version.editions():
        here: dict[str, dict[str, list[str]]] = {}
        for period in version.results.periods(edition.key):
            for name in version.results.at(edition.key, period):
                indicator, _at, group = name.partition("@")
                if "#" not in group:
                    here.setdefault(indicator, {}).setdefault(group, []).append(period)
        found[edition.key] = here
    return {key: _ordered(version, here) for key, here in found.items()}


def _ordered(
    version: Version, here: Mapping[str, Mapping[str, list[str]]]
) -> dict[str, dict[str, tuple[str, ...]]]:
    # There are few groups, and each of them in many indicators.
    place = lru_cache(None)(version.catalogue.group_place)
    return {
        key: {g: tuple(here[key][g]) for g in sorted(here[key], key=place)}
        for key in version.names
        if key in here
    }


@lru_cache(maxsize=64)
def outlines_of(version: Version, edition: Edition) -> bytes:
    """The boundaries of an edition for a map, read from disk once."""
    return version.outlines(edition)

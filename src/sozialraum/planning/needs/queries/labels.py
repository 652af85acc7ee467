"""What needs point at, in the visitor's language: dimensions, groups, spaces, and where each can be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sozialraum.planning.needs.groups import titles
from sozialraum.planning.needs.models import Need
from sozialraum.planning.statistics.addresses import space_path
from sozialraum.planning.statistics.words import said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import NoFiguresError, Version


def dimension_titles(version: Version, keys: Iterable[str]) -> list[str]:
    """Titles of Lebenslagen; an unknown key is left out."""
    known = version.catalogue.dimensions
    return [said(known[key].title) for key in keys if key in known]


def group_titles(keys: Iterable[str]) -> list[str]:
    """Titles of the groups for which something is said."""
    return [str(title) for title in titles(keys)]


def edition_of(version: Version, key: str, place: str) -> Edition | None:
    """The edition in which something was registered, else the newest of its space system; None where there is none."""
    for name in filter(None, (key, place.partition("/")[0])):
        try:
            return version.edition(name)
        except NoFiguresError:
            continue
    return None


def space_name(version: Version, edition: str, place: str) -> str:
    """The name of a space by its scope key ("sozialraeume/11"), as it was called in its edition; else its code."""
    return _names(version, edition, place.partition("/")[0]).get(
        place.partition("/")[2], place.partition("/")[2]
    )


@lru_cache(maxsize=32)
def _names(version: Version, edition: str, system: str) -> dict[str, str]:
    found = edition_of(version, edition, f"{system}/")
    return dict(zip(found.codes, found.names, strict=True)) if found else {}


def area_name(version: Version, edition: str, place: str) -> str:
    """The name of the planning area in which something was registered."""
    found = edition_of(version, edition, place)
    parent = version.parent_of(found) if found else None
    same = parent is not None and parent.space_system == place.partition("/")[0]
    return space_name(version, parent.key if same and parent else "", place)


def space_address(version: Version, edition: str, place: str) -> str:
    """The page of a space as a German path; nothing where this data version doesn't know it."""
    found, code = edition_of(version, edition, place), place.partition("/")[2]
    return space_path(version, found, code) if found and code in found.codes else ""


def own_title(need: Need, words: str) -> str:
    """The title of a need, where it is more than the beginning of its words."""
    title = need.title.rstrip(" ….")
    return "" if " ".join(words.split()).startswith(title) else title

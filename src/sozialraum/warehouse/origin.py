"""Where a column came from: the delivery and its files, and the way it was carried to an edition's spaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sozialraum.warehouse.draft import Text
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.facts import How
from sozialraum.warehouse.links import membership, shares_of_blocks
from sozialraum.warehouse.version import Version


@dataclass(frozen=True)
class Origin:
    """One column of one edition and period.

    release: key of the delivery, or of the source of facilities. files: those it may have been read from. edition:
    the edition it was delivered on. made_from: what the way from there rests on; None where it was delivered as it is.
    """

    release: str
    title: Text
    publisher: str
    licence: str
    url: str
    files: tuple[str, ...]
    how: How
    edition: str
    made_from: Text | None


def origin(version: Version, edition: Edition, period: str, column: str) -> Origin:
    """Where a column comes from; raises KeyError where there is no such column."""
    place = version.facts.at(edition.key, period)[column]
    key, line = _source(version, place.release, column)
    carried = place.how in ("summed", "divided")
    return Origin(
        key, line["title"], line["publisher"], line["licence"], line.get("url", ""),
        _of_period([f["path"] for f in line.get("files", ())], period), place.how, place.source,
        _basis(version, place.source, edition, place.how) if carried else None,
    )  # fmt: skip


def _source(version: Version, release: str, column: str) -> tuple[str, Mapping[str, Any]]:
    if release in version.releases:
        return release, version.releases[release]
    kind = column.split("@")[0].removeprefix("facilities_")
    for key, line in version.facility_sources.items():
        if line["kind"] == kind:
            return key, line
    return release, {"title": {"de": release, "en": release}, "publisher": "", "licence": ""}


def _of_period(files: Sequence[str], period: str) -> tuple[str, ...]:
    """Of files by years the one of this year; else all of them."""
    own = tuple(f for f in files if period in f)
    return own or tuple(files)


def _basis(version: Version, source: str, target: Edition, how: How) -> Text:
    """What the weights between two editions were made from."""
    for line in version.crosswalks:
        if (line["from"], line["to"]) == (source, target.key):
            made_from: Text = line["made_from"]
            return made_from
    if how == "divided":
        return _shared_blocks(version, source, target.key)
    return membership(target)


def _shared_blocks(version: Version, source: str, target: str) -> Text:
    into = {e: {line["from"] for line in version.crosswalks if line["to"] == e} for e in (source, target)}
    return shares_of_blocks([version.edition(key) for key in sorted(into[source] & into[target])])

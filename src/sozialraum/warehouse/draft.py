"""What intake hands to the warehouse: checked deliveries and editions that are not yet at rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.values import Column

Text = Mapping[str, str]  # {"de": "...", "en": "..."}


@dataclass(frozen=True)
class SourceFile:
    """A delivered file as it was read: its name in the delivery, its SHA-256 and its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True)
class EditionDraft:
    """A space system as it stands from a date until a date, half-open; geometry is WKB in EPSG:4326.

    codes, names, parents and geometry are parallel and in the order in which figures lie. `parents` holds the
    code of each space in `parent_system`, or "" where there is none. `bases` says what the boundary rests on.
    """

    space_system: str
    valid_from: str  # ISO date
    valid_until: str | None
    basis: Text
    codes: tuple[str, ...]
    names: tuple[str, ...]
    parents: tuple[str, ...]
    parent_system: str | None
    geometry: tuple[bytes, ...]
    files: tuple[SourceFile, ...] = ()
    kinds: tuple[str, ...] = ()  # e.g. "old_town"; empty where the city gives none
    issues: tuple[Issue, ...] = ()

    @property
    def key(self) -> str:
        """Names the edition everywhere: `ortsteile@2000-01-01`."""
        return f"{self.space_system}@{self.valid_from}"


@dataclass(frozen=True)
class CrosswalkDraft:
    """Weights from the spaces of one edition to those of another, as given by the source.

    `source`, `target`: codes; `weight`: share of the source that lies in the target (they sum to 1 a source).
    """

    source_edition: str
    target_edition: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    weight: tuple[float, ...]
    made_from: Text


@dataclass(frozen=True)
class ReleaseDraft:
    """One delivery of statistics on the spaces of one edition.

    `periods` maps a period ("2022") to its columns, each named `variable@group` ("unemployed@women").
    """

    key: str
    title: Text
    publisher: str
    licence: str
    url: str
    edition: str
    files: tuple[SourceFile, ...]
    periods: Mapping[str, Mapping[str, Column]]
    hidden_range: tuple[int, int] | None = None  # what a secret count of this source may be, inclusive
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class FacilitiesDraft:
    """Places of social infrastructure, of one kind, from one source. Coordinates in EPSG:4326."""

    key: str
    kind: str
    dimension: str
    title: Text
    publisher: str
    licence: str
    url: str
    as_of: str
    names: tuple[str, ...]
    longitudes: tuple[float, ...]
    latitudes: tuple[float, ...]
    details: tuple[str, ...] = ()
    files: tuple[SourceFile, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """All that one load of a city brings: what `warehouse.City.stage` takes."""

    city: Mapping[str, object]
    editions: tuple[EditionDraft, ...]
    releases: tuple[ReleaseDraft, ...]
    crosswalks: tuple[CrosswalkDraft, ...] = ()
    facilities: tuple[FacilitiesDraft, ...] = ()
    catalogue: Mapping[str, object] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

"""Editions at rest: the spaces of one system as they stand from a date until a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from sozialraum.warehouse.draft import EditionDraft
from sozialraum.warehouse.store import Store

CITY = "city"
CITY_SYSTEM = {
    "key": CITY, "role": CITY, "title": {"de": "Stadt", "en": "City"}, "unit": {"de": "Stadt", "en": "City"},
}  # fmt: skip


def named(title: Mapping[str, str], valid_from: str) -> dict[str, str]:
    """An edition in words that people understand: Sozialräume, Grenzen ab 2019."""
    year = valid_from[:4]
    return {"de": f"{title['de']}, Grenzen ab {year}", "en": f"{title['en']}, boundaries from {year}"}


class UnknownSpaceError(KeyError):
    """No space of this code in this edition."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition as it lies in a data version; parallel tuples in the order in which figures lie."""

    key: str
    space_system: str
    role: str
    valid_from: str
    valid_until: str | None
    basis: Mapping[str, str]
    parent_system: str | None
    title: Mapping[str, str]
    unit: Mapping[str, str]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    parents: tuple[str, ...]
    kinds: tuple[str, ...]
    _wkb: Sequence[bytes] = field(repr=False)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {code: i for i, code in enumerate(self.codes)}

    def index_of(self, code: str) -> int:
        """The row of a space; raises UnknownSpaceError with what exists."""
        try:
            return self._position[code]
        except KeyError:
            raise UnknownSpaceError(
                f"{self.key} has no space “{code}”; it has {len(self.codes)}, such as {', '.join(self.codes[:3])}."
            ) from None

    def positions(self, codes: Sequence[str]) -> npt.NDArray[np.int64]:
        """Rows of many codes, −1 where there is none."""
        return np.array([self._position.get(code, -1) for code in codes], dtype=np.int64)

    @cached_property
    def geometry(self) -> npt.NDArray[Any]:
        """Polygons in EPSG:4326, shapely objects of shape (n,)."""
        made: npt.NDArray[Any] = np.asarray(shapely.from_wkb(list(self._wkb)), dtype=object)
        return made

    @property
    def outlines(self) -> Sequence[bytes]:
        """Boundaries as WKB, as they were delivered: equal bytes are equal boundaries."""
        return self._wkb

    def covers(self, period: str) -> bool:
        """Whether the edition was in force at the end of the period (a year)."""
        day = f"{period}-12-31"
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def put(store: Store, draft: EditionDraft) -> dict[str, Any]:
    """Keep an edition; returns its line in the manifest."""
    kinds = draft.kinds or ("",) * len(draft.codes)
    table = pa.table(
        {
            "code": list(draft.codes), "name": list(draft.names), "parent": list(draft.parents),
            "kind": list(kinds), "geometry": pa.array(list(draft.geometry), pa.binary()),
        }
    )  # fmt: skip
    return {
        "object": store.put_table(table),
        "space_system": draft.space_system,
        "valid_from": draft.valid_from,
        "valid_until": draft.valid_until,
        "basis": dict(draft.basis),
        "parent_system": draft.parent_system,
        "files": [vars(f) for f in draft.files],
    }


def get(store: Store, key: str, line: Mapping[str, Any], system: Mapping[str, Any]) -> Edition:
    """Read an edition by its line in the manifest and the description of its space system."""
    table = store.get_table(line["object"])
    column = {name: tuple(table[name].to_pylist()) for name in table.column_names}
    return Edition(
        key=key, space_system=line["space_system"], role=system["role"], valid_from=line["valid_from"],
        valid_until=line["valid_until"], basis=line["basis"], parent_system=line["parent_system"],
        title=system["title"], unit=system["unit"], codes=column["code"], names=column["name"],
        parents=column["parent"], kinds=column["kind"], _wkb=column["geometry"],
    )  # fmt: skip


def whole_city(name: str, editions: Sequence[EditionDraft]) -> EditionDraft:
    """The city itself as an edition of one space: the union of the coarsest delivered boundaries."""
    coarsest = min(editions, key=lambda e: len(e.codes))
    polygons = shapely.from_wkb(list(coarsest.geometry))
    return EditionDraft(
        space_system=CITY, valid_from=min(e.valid_from for e in editions), valid_until=None,
        basis={"de": f"Vereinigung von {coarsest.key}", "en": f"Union of {coarsest.key}"},
        codes=(CITY,), names=(name,), parents=("",), parent_system=None,
        geometry=(shapely.to_wkb(shapely.union_all(polygons, grid_size=1e-9)),),
    )  # fmt: skip


def parent_edition(edition: Edition, editions: Mapping[str, Edition]) -> Edition | None:
    """The edition of the parent system in force when this one began, else the earliest there is."""
    system = edition.parent_system or (None if edition.space_system == CITY else CITY)
    candidates = sorted(
        (e for e in editions.values() if e.space_system == system), key=lambda e: e.valid_from
    )
    in_force = [e for e in candidates if e.valid_from <= edition.valid_from]
    return in_force[-1] if in_force else (candidates[0] if candidates else None)

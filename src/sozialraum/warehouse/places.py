"""Facilities: points at rest, and how many of them lie in each space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.store import Store
from sozialraum.warehouse.values import Column


@dataclass(frozen=True, eq=False)
class Facilities:
    """Places of one kind from one source; parallel arrays. `spaces` holds the row of the space, −1 = outside."""

    key: str
    kind: str
    dimension: str
    title: Mapping[str, str]
    publisher: str
    licence: str
    url: str
    as_of: str
    names: tuple[str, ...]
    details: tuple[str, ...]
    longitudes: npt.NDArray[np.float64]
    latitudes: npt.NDArray[np.float64]
    spaces: npt.NDArray[np.int64]


def located(points: npt.NDArray[np.float64], edition: Edition) -> npt.NDArray[np.int64]:
    """Row of the space in which each point lies; −1 outside of all. points: (n, 2), longitude and latitude.

    A point on a common boundary belongs to the first of its spaces in the edition's order.
    """
    # The boundaries ask and the points are asked: what asks is prepared once and then answers quickly.
    space, point = shapely.STRtree(shapely.points(points)).query(edition.geometry, predicate="intersects")
    rows = np.full(len(points), len(edition), dtype=np.int64)
    np.minimum.at(rows, point, space)
    return np.where(rows < len(edition), rows, -1)


def get(store: Store, key: str, line: Mapping[str, Any], edition: Edition) -> Facilities:
    """The facilities of one source, each with its space in this edition."""
    table: pa.Table = store.get_table(line["object"])
    points = np.column_stack([table["longitude"].to_numpy(), table["latitude"].to_numpy()])
    return Facilities(
        key=key, kind=line["kind"], dimension=line["dimension"], title=line["title"],
        publisher=line["publisher"], licence=line["licence"], url=line["url"], as_of=line["as_of"],
        names=tuple(table["name"].to_pylist()), details=tuple(table["detail"].to_pylist()),
        longitudes=points[:, 0], latitudes=points[:, 1], spaces=located(points, edition),
    )  # fmt: skip


def counts(store: Store, lines: Mapping[str, Mapping[str, Any]], edition: Edition) -> dict[str, Column]:
    """`facilities_KIND@total` for every kind: how many lie in each space."""
    result: dict[str, Column] = {}
    for key, line in lines.items():
        spaces = get(store, key, line, edition).spaces
        number = np.bincount(spaces[spaces >= 0], minlength=len(edition)).astype(np.float64)
        name = f"facilities_{line['kind']}@total"
        result[name] = Column.of(number + result[name].values if name in result else number)
    return result


def reference_period(as_of: str, periods: list[str]) -> str:
    """The year a count of facilities stands for: that of its date, else the nearest one there are figures of."""
    return min(periods, key=lambda p: (abs(int(p) - int(as_of[:4])), p))

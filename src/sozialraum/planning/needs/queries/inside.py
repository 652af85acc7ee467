"""Which needs lie in a space of any edition.

A need belongs to the spaces in which it was registered. In other boundaries it lies where its point lies; one that
speaks of a whole social space lies in every space that holds a good part of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from django.db.models import Count, Q, QuerySet

from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.places import located
from sozialraum.warehouse.version import NoFiguresError, Version

GOOD_PART = 0.1
Ints = npt.NDArray[np.int64]


def inside(found: QuerySet[Any], version: Version, edition: Edition, code: str) -> Q:
    """The condition for needs (or contributions) to lie in a space; one statement for those of other boundaries."""
    row, (own, column) = edition.index_of(code), _own(version, edition)
    shape = edition.geometry[row]
    west, south, east, north = shape.bounds
    near = found.exclude(edition__in=own).filter(
        longitude__range=(west, east), latitude__range=(south, north)
    )
    points = np.array(near.order_by().values_list("pk", "longitude", "latitude"), dtype=np.float64).reshape(
        -1, 3
    )
    # Where boundaries meet a point belongs to the first of its spaces, as everywhere.
    here = located(points[:, 1:], edition) == row if len(points) else np.zeros(0, bool)
    wanted = Q(pk__in=points[here, 0].astype(int).tolist())
    if column:
        wanted |= Q(edition__in=own, **{column: f"{edition.space_system}/{code}"})
    for other in _social(version):
        if other.key not in own:
            parts = zip(other.codes, overlaps(version, other.key, edition.key), strict=True)
            keys = [f"{other.space_system}/{one}" for one, rows in parts if row in rows]
            wanted |= Q(edition=other.key, longitude__isnull=True, social_space__in=keys)
    return wanted


def counted(found: QuerySet[Any], version: Version, edition: Edition) -> Ints:
    """How many of them lie in each space of an edition; two statements however many there are."""
    own, column = _own(version, edition)
    total = np.zeros(len(edition), dtype=np.int64)
    found = found.order_by()
    by_place = (
        found.filter(Q(edition__in=own) | Q(longitude__isnull=True))
        if column
        else found.filter(longitude__isnull=True)
    )
    for key, place, other_place, count in by_place.values_list(
        "edition", column or "social_space", "social_space"
    ).annotate(n=Count("pk")):
        for row in _rows(version, edition, own, key, place, other_place):
            total[row] += count
    points = np.array(
        found.exclude(edition__in=own if column else [])
        .filter(longitude__isnull=False)
        .values_list("longitude", "latitude"),
        dtype=np.float64,
    ).reshape(-1, 2)
    if len(points):
        rows = located(points, edition)
        total += np.bincount(rows[rows >= 0], minlength=len(edition))
    return total


def _rows(
    version: Version, edition: Edition, own: list[str], key: str, place: str, social_space: str
) -> list[int]:
    if key in own:
        row = int(edition.positions([place.partition("/")[2]])[0])
        return [row] if row >= 0 else []
    try:
        other = version.edition(key)
    except NoFiguresError:  # registered in boundaries that this data version doesn't know any more
        return []
    at = int(other.positions([social_space.partition("/")[2]])[0])
    return overlaps(version, other.key, edition.key)[at] if at >= 0 else []


def _own(version: Version, edition: Edition) -> tuple[list[str], str]:
    """Editions of registration whose needs carry the keys of this edition's spaces, and in which column."""
    if edition.space_system == version.settings["social_spaces"]:
        return [edition.key], "social_space"
    if edition.space_system == version.settings.get("planning_areas"):
        return [e.key for e in _social(version) if version.parent_of(e) is edition], "planning_area"
    return [], ""


def _social(version: Version) -> list[Edition]:
    return [e for e in version.editions() if e.space_system == version.settings["social_spaces"]]


@lru_cache(maxsize=64)
def overlaps(version: Version, source: str, target: str) -> list[list[int]]:
    """For each space of an edition the rows of those of another that hold a good part of it, the largest first."""
    from_, to = version.edition(source), version.edition(target)
    found: list[list[int]] = [[] for _code in from_.codes]
    ours, theirs = shapely.STRtree(to.geometry).query(from_.geometry, predicate="intersects")
    shares = shapely.area(shapely.intersection(from_.geometry[ours], to.geometry[theirs])) / shapely.area(
        from_.geometry[ours]
    )
    for i in np.argsort(-shares, kind="stable").tolist():  # the one that holds most comes first
        if shares[i] >= GOOD_PART:
            found[int(ours[i])].append(int(theirs[i]))
    return found

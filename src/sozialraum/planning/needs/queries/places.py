"""Where something is: from a point, a drawn area or a name to the spaces in force today."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.models import PlaceKind
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.places import located

MOST_CORNERS = 200
MOST_SHARE = 0.5  # of the city; a larger area is no place any more


class NoSuchPlace(ValueError):
    """It is not in this city, or it is no place."""


def social_spaces() -> Edition:
    """The edition of social spaces in use."""
    version = current()
    return version.edition(str(version.settings["social_spaces"]))


def by_point(longitude: float, latitude: float) -> Place:
    """The place of a point; raises NoSuchPlace outside of the city."""
    edition = social_spaces()
    row = int(located(np.array([[longitude, latitude]]), edition)[0])
    if row < 0:
        raise NoSuchPlace("outside of the city")
    return _place(edition, row, PlaceKind.POINT, round(longitude, 6), round(latitude, 6))


def by_points(points: Sequence[tuple[float, float]]) -> list[Place | None]:
    """The places of many points at once, longitude and latitude each; None outside of the city."""
    if not points:
        return []
    edition = social_spaces()
    rows = located(np.array(points, dtype=np.float64), edition)
    return [
        _place(edition, int(row), PlaceKind.POINT, round(x, 6), round(y, 6)) if row >= 0 else None
        for row, (x, y) in zip(rows, points, strict=True)
    ]


def by_area(geojson: Any) -> Place:
    """The place of a drawn area (GeoJSON polygon); it belongs to the space that holds most of it."""
    polygon = _polygon(geojson)
    edition = social_spaces()
    shares = shapely.area(shapely.intersection(edition.geometry, polygon))
    if not shares.max() > 0:
        raise NoSuchPlace("outside of the city")
    if shares.sum() > MOST_SHARE * float(shapely.area(edition.geometry).sum()):
        raise NoSuchPlace("too large")
    middle = shapely.point_on_surface(polygon)
    made = _place(edition, int(np.argmax(shares)), PlaceKind.AREA, round(middle.x, 6), round(middle.y, 6))
    corners = [[round(x, 6), round(y, 6)] for x, y in polygon.exterior.coords]
    return Place(
        made.kind, made.edition, made.social_space, made.planning_area, made.longitude, made.latitude,
        {"type": "Polygon", "coordinates": [corners]},
    )  # fmt: skip


def by_code(code: str) -> Place:
    """A whole social space; raises NoSuchPlace where there is none of this code."""
    edition = social_spaces()
    if code not in edition.codes:
        raise NoSuchPlace(code)
    return _place(edition, edition.index_of(code), PlaceKind.SPACE, None, None)


def choices() -> list[tuple[str, str]]:
    """Codes and names of the social spaces, by name."""
    edition = social_spaces()
    return sorted(zip(edition.codes, edition.names, strict=True), key=lambda pair: pair[1].casefold())


def name_of(key: str) -> str:
    """The name of a space by its scope key ("sozialraeume/11"), as it is called today; else its code."""
    system, _slash, code = key.partition("/")
    return _names(current().id, system).get(code, code)


@lru_cache(8)
def _names(_version: str, system: str) -> dict[str, str]:
    edition = current().edition(system)
    return dict(zip(edition.codes, edition.names, strict=True))


def _place(edition: Edition, row: int, kind: str, longitude: float | None, latitude: float | None) -> Place:
    areas = str(current().settings["planning_areas"])
    parent = edition.parents[row] if len(edition.parents) else ""
    return Place(
        kind,
        edition.key,
        f"{edition.space_system}/{edition.codes[row]}",
        f"{areas}/{parent}",
        longitude,
        latitude,
    )


def _polygon(geojson: Any) -> shapely.Polygon:
    corners = (
        geojson.get("coordinates") if isinstance(geojson, dict) and geojson.get("type") == "Polygon" else None
    )
    ring = corners[0] if isinstance(corners, Sequence) and len(corners) == 1 else None
    if not isinstance(ring, Sequence) or not 4 <= len(ring) <= MOST_CORNERS:
        raise NoSuchPlace("no polygon")
    try:
        points = [(float(x), float(y)) for x, y in ring]
        if not all(abs(x) <= 180 and abs(y) <= 90 for x, y in points):
            raise NoSuchPlace("not on earth")
        polygon = shapely.Polygon(points)
    except (TypeError, ValueError, OverflowError, shapely.errors.GEOSException) as error:
        raise NoSuchPlace("no polygon") from error
    if not polygon.is_valid or not polygon.area > 0:
        raise NoSuchPlace("no polygon")
    return polygon

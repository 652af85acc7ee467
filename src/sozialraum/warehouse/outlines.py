"""Boundaries for the map: simplified together, so that neighbours still meet without gaps, and small."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from sozialraum.warehouse.editions import Edition

# About a metre in the middle of Europe: what a map in a browser can show at all.
GRID = 1e-5
_COARSEST = 0.002
_FEWEST = 9  # points of a space below which its shape is lost


def compact_geojson(edition: Edition, vertices: int = 60_000) -> bytes:
    """GeoJSON of the edition in EPSG:4326 with a property `c` (code), simplified to about `vertices` points.

    The spaces are simplified as one coverage (Visvalingam–Whyatt on shared edges): boundaries stay common.
    """
    polygons = _valid(simplified(_valid(edition.geometry), max(vertices, _FEWEST * len(edition))))
    features = [
        {"type": "Feature", "properties": {"c": code}, "geometry": _geometry(polygon)}
        for code, polygon in zip(edition.codes, polygons, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def simplified(polygons: npt.NDArray[Any], vertices: int) -> npt.NDArray[Any]:
    """Raise the tolerance until the coverage has few enough points; each step goes on from the last one."""
    tolerance = GRID
    result = polygons
    while int(shapely.get_num_coordinates(result).sum()) > vertices and tolerance < _COARSEST:
        result = np.asarray(shapely.coverage_simplify(result, tolerance), dtype=object)
        tolerance *= 2
    return result


def _valid(polygons: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A polygon that collapsed keeps its place as it was left: an outline is a picture, not a survey."""
    return np.asarray(shapely.set_precision(polygons, GRID, mode="pointwise"), dtype=object)


def _geometry(polygon: Any) -> dict[str, Any]:
    if polygon is None or polygon.is_empty:
        return {"type": "Polygon", "coordinates": []}
    parts = [_rings(part) for part in shapely.get_parts(polygon) if part.geom_type == "Polygon"]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _rings(polygon: Any) -> list[list[list[float]]]:
    rings = [polygon.exterior, *polygon.interiors]
    return [np.round(shapely.get_coordinates(ring), 5).tolist() for ring in rings]

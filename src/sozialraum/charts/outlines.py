"""Outlines of an edition as path data: projected, put on a grid of the drawing's own units, and short."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

WIDTH = 1000.0
MARGIN = 8.0
Ring = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Outlines:
    """Path data by code, for a drawing of WIDTH x height units."""

    height: float
    paths: dict[str, str]
    boxes: dict[str, tuple[float, float, float, float]]  # left, top, right, bottom


@lru_cache(maxsize=16)
def outlines(geojson: bytes) -> Outlines:
    """Read what the warehouse gives for a map: GeoJSON in longitude and latitude with a property `c`.

    Cached by content, since an edition never changes.
    """
    features = json.loads(geojson)["features"]
    rings = {f["properties"]["c"]: _rings(f["geometry"]) for f in features}
    everything = np.concatenate([r for rs in rings.values() for r in rs]) if rings else np.zeros((0, 2))
    if not len(everything):
        return Outlines(WIDTH / 2, dict.fromkeys(rings, ""), {})
    left, bottom = everything.min(axis=0)
    right, top = everything.max(axis=0)
    scale = (WIDTH - 2 * MARGIN) / max(right - left, 1e-9)
    height = (top - bottom) * scale + 2 * MARGIN
    if height > WIDTH * 1.25:  # a tall city is fitted into a frame that still fits a screen
        scale *= WIDTH * 1.25 / height
        height = WIDTH * 1.25
    shift = (WIDTH - (right - left) * scale) / 2
    place = np.array([scale, -scale]), np.array([shift - left * scale, MARGIN + top * scale])
    drawn = {c: [np.rint(r * place[0] + place[1]).astype(int) for r in rs] for c, rs in rings.items()}
    boxes = {c: _box(rs) for c, rs in drawn.items() if rs}
    return Outlines(height, {c: "".join(map(_path, rs)) for c, rs in drawn.items()}, boxes)


def _rings(geometry: dict) -> list[Ring]:
    """The rings of a (multi)polygon in Mercator's projection, so that the drawing looks like the live map."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [_mercator(np.asarray(ring, dtype=np.float64)) for part in parts for ring in part]


def _mercator(ring: Ring) -> Ring:
    latitude = np.log(np.tan(np.pi / 4 + np.radians(ring[:, 1]) / 2))
    return np.column_stack([np.radians(ring[:, 0]), latitude])


def _path(ring: npt.NDArray[np.int_]) -> str:
    """A ring as relative moves; points that fall together are drawn once, a vanished ring not at all."""
    moves = np.diff(ring, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    if len(moves) < 3:
        return ""
    steps = "".join(
        f"{x}{y:+d}" if i == 0 else f"{x:+d}{y:+d}" for i, (x, y) in enumerate(moves[:-1].tolist())
    )
    return f"M{ring[0][0]},{ring[0][1]}l{steps}z"


def _box(rings: list[npt.NDArray[np.int_]]) -> tuple[float, float, float, float]:
    points = np.concatenate(rings)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)

"""Where a space lies in the city: a small drawing that stays small, however many spaces there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from sozialraum.charts import svg
from sozialraum.charts.svg import Svg, n
from sozialraum.charts.words import say
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.version import Version

WIDTH, MARGIN, TALLEST = 320.0, 4.0, 400.0
# Up to so many spaces are drawn themselves; of more the areas above them, or the city.
DRAWN_UP_TO = 120
RING_BELOW = 26.0  # a space that looks smaller than this gets a ring to be found by


@dataclass(frozen=True)
class _Ground:
    """How degrees become places on the drawing, and what is drawn below every space."""

    scale: float
    left: float
    top: float
    height: float
    paths: str


def locator(version: Version, edition: Edition, code: str, language: str) -> Svg:
    """A drawing of the city with one space brought out; raises UnknownSpaceError."""
    row = edition.index_of(code)
    ground, name = _ground(version, edition), edition.names[row]
    here = _path(edition.geometry[row], ground)
    parts = [
        _shape(ground.paths, "map__space map__plain"),
        _shape(here, "map__here"),
        *_ring(edition.geometry[row], ground),
    ]
    said = say("located", language, name=name)
    return svg.picture(WIDTH, ground.height, "map map--locator", name, said, *parts)


def _shape(d: str, look: str) -> Svg:
    return Svg(f'<path class="{look}" fill-rule="evenodd" d="{d}"/>')


@lru_cache(maxsize=16)
def _ground(version: Version, edition: Edition) -> _Ground:
    xy = _mercator(shapely.get_coordinates(edition.geometry))
    (left, bottom), (right, top) = xy.min(axis=0), xy.max(axis=0)
    scale = min(
        (WIDTH - 2 * MARGIN) / max(right - left, 1e-9), (TALLEST - 2 * MARGIN) / max(top - bottom, 1e-9)
    )
    shift = left - (WIDTH / scale - (right - left)) / 2
    empty = _Ground(scale, shift, top, (top - bottom) * scale + 2 * MARGIN, "")
    below = _drawn_below(version, edition).geometry
    return _Ground(empty.scale, empty.left, empty.top, empty.height, "".join(_path(g, empty) for g in below))


def _drawn_below(version: Version, edition: Edition) -> Edition:
    """The edition itself, or the nearest above it with few enough spaces."""
    here: Edition | None = edition
    while here is not None and len(here) > DRAWN_UP_TO:
        here = version.parent_of(here)
    return here or version.edition(CITY)


def _mercator(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    latitude = np.log(np.tan(np.pi / 4 + np.radians(degrees[:, 1]) / 2))
    return np.column_stack([np.radians(degrees[:, 0]), latitude])


def _place(degrees: npt.NDArray[np.float64], ground: _Ground) -> npt.NDArray[np.float64]:
    xy = _mercator(degrees)
    return np.column_stack(
        [(xy[:, 0] - ground.left) * ground.scale, (ground.top - xy[:, 1]) * ground.scale + MARGIN]
    )


def _path(shape: Any, ground: _Ground) -> str:
    """Path data of all rings, simplified to what the drawing can show."""
    if shape is None or shape.is_empty:
        return ""
    fine = shapely.simplify(shape, 0.4 / ground.scale / np.pi * 180)
    rings = shapely.get_rings(shapely.get_parts(fine))
    return "".join(_ring_path(_place(shapely.get_coordinates(ring), ground)) for ring in rings)


def _ring_path(xy: npt.NDArray[np.float64]) -> str:
    points = [f"{x:.1f},{y:.1f}" for x, y in xy.tolist()]
    return f"M{'L'.join(points[:-1])}Z" if len(points) > 3 else ""


def _ring(shape: Any, ground: _Ground) -> list[Svg]:
    if shape is None or shape.is_empty:
        return []
    xy = _place(shapely.get_coordinates(shape), ground)
    (left, top), (right, bottom) = xy.min(axis=0), xy.max(axis=0)
    size = float(max(right - left, bottom - top))
    if size >= RING_BELOW:
        return []
    x, y, r = n(float(left + right) / 2), n(float(top + bottom) / 2), n(size / 2 + 14)
    return [Svg(f'<circle class="map__ring" cx="{x}" cy="{y}" r="{r}"/>')]

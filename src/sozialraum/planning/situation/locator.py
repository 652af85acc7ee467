"""Where a space lies in the city, and where spaces lie in their area: drawings that stay small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
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
AREA_WIDTH, AREA_TALLEST = 640.0, 480.0
NAMED_UP_TO = 20  # more names than this would lie upon each other
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
    """A drawing of the city with one space brought out. Raises UnknownSpaceError."""
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
    empty = _frame(edition.geometry, WIDTH, TALLEST)
    below = _drawn_below(version, edition).geometry
    return _Ground(empty.scale, empty.left, empty.top, empty.height, "".join(_path(g, empty) for g in below))


def _frame(shapes: Any, width: float, tallest: float) -> _Ground:
    """The scale at which all shapes fit, in the middle."""
    xy = _mercator(shapely.get_coordinates(shapes))
    (left, bottom), (right, top) = xy.min(axis=0), xy.max(axis=0)
    scale = min(
        (width - 2 * MARGIN) / max(right - left, 1e-9), (tallest - 2 * MARGIN) / max(top - bottom, 1e-9)
    )
    shift = left - (width / scale - (right - left)) / 2
    return _Ground(float(scale), float(shift), float(top), float((top - bottom) * scale + 2 * MARGIN), "")


def members(edition: Edition, rows: Sequence[int], links: Sequence[str], title: str) -> Svg:
    """Some spaces of an edition, each a link with its name on it where there is room for names.

    The links are for the pointer; the keyboard has the same ones in the list beside.
    """
    shapes = edition.geometry[list(rows)]
    frame = _frame(shapes, AREA_WIDTH, AREA_TALLEST)
    drawn = [
        f'<a href="{escape(link)}" tabindex="-1"><path class="map__space map__plain" fill-rule="evenodd" '
        f'd="{_path(shape, frame)}"><title>{escape(edition.names[i])}</title></path></a>'
        for i, shape, link in zip(rows, shapes, links, strict=True)
    ]
    if len(rows) <= NAMED_UP_TO:
        places = _place(shapely.get_coordinates(shapely.point_on_surface(shapes)), frame)
        drawn += [_name(edition.names[i], x, y) for i, (x, y) in zip(rows, places.tolist(), strict=True)]
    return Svg(
        f'<svg class="chart__svg map map--members" viewBox="0 0 {n(AREA_WIDTH)} {n(frame.height)}" role="group" '
        f'aria-label="{escape(title)}">{"".join(drawn)}</svg>'
    )


def _name(name: str, x: float, y: float) -> str:
    """A name at its space, moved in from the edge of the drawing."""
    anchor, at = (
        ("start", 2.0)
        if x < AREA_WIDTH * 0.12
        else ("end", AREA_WIDTH - 2)
        if x > AREA_WIDTH * 0.88
        else ("middle", x)
    )
    return f'<text class="map__name" x="{n(at)}" y="{n(y + 5)}" text-anchor="{anchor}">{escape(name)}</text>'


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

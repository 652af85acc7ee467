"""Where a need lies, drawn from near: its points and drawn areas, the outline of its space, what lies beside it.

For everybody places are rounded to about a hundred metres, as in the files to take along: nobody's door is to be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import numbers
from sozialraum.charts import svg
from sozialraum.charts.svg import Svg, n
from sozialraum.methods.similarity import EARTH_RADIUS
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.landmarks import named_places
from sozialraum.planning.statistics.words import language
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import Version

WIDTH, HEIGHT, MARGIN = 320.0, 240.0, 6.0
LEAST_WIDTH = 1200.0  # metres that are shown at least, so that something lies beside a point
AIR = 2.2  # times the extent of what is drawn
ROUNDED = 3  # decimals of a degree
MOST_MARKS = 50
POINT = 14.0  # room around a point
MOST_NAMES, NAME_HEIGHT, LETTER = 4, 18.0, 6.8  # names beside a place: how many, and the room that each needs
Box = tuple[float, float, float, float]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Where:
    """A drawing, what it shows in a sentence, and whether its places are rounded."""

    svg: Svg
    sentence: str
    is_rounded: bool


def of_need(need: Need, version: Version, *, rounded: bool) -> Where | None:
    """Where the standing voices of a need lie; one statement. None where this data version doesn't know the space."""
    standing = Contribution.objects.filter(need=need, withdrawn__isnull=True).order_by("pk")
    if rounded:  # for everybody: what has been read
        standing = standing.filter(read_to__gt=0)
    voices = list(standing.values_list("longitude", "latitude", "area")[:MOST_MARKS])
    if not voices:
        voices = [(need.longitude, need.latitude, None)]
    return _drawn(version, need.edition, need.social_space, voices, rounded)


def of_contribution(one: Contribution, version: Version) -> Where | None:
    """Where one voice lies, as exactly as its author said it."""
    return _drawn(version, one.edition, one.social_space, [(one.longitude, one.latitude, one.area)], False)


def _drawn(
    version: Version,
    key: str,
    place: str,
    voices: Iterable[tuple[float | None, float | None, Any]],
    rounded: bool,
) -> Where | None:
    edition, code = labels.edition_of(version, key, place), place.partition("/")[2]
    if edition is None or code not in edition.codes:
        return None
    areas, points = _marks(voices, rounded)
    row = edition.index_of(code)
    name = edition.names[row]
    marks = [*areas, *points]
    frame = _Frame.around(marks, AIR) if marks else _Frame.around([edition.geometry[row]], 1.1)
    drawn = svg.picture(
        WIDTH, HEIGHT, "map map--where", _("Wo es liegt: {name}").format(name=name), _says(areas, points, name),
        _spaces(edition, row, frame), *_areas(areas, frame), *_names(version, frame, points),
        *_points(points, frame, rounded), _scale(frame),
    )  # fmt: skip
    return Where(drawn, _says(areas, points, name), rounded and bool(marks))


def _marks(
    voices: Iterable[tuple[float | None, float | None, Any]], rounded: bool
) -> tuple[list[Any], list[shapely.Point]]:
    """Different drawn areas and points; an area that rounding makes nothing of is a point."""
    areas: dict[bytes, Any] = {}
    points: dict[tuple[float, float], None] = {}
    for longitude, latitude, area in voices:
        shape = _shape(area, rounded)
        if shape is not None:
            areas.setdefault(shapely.to_wkb(shapely.normalize(shape)), shape)
        elif longitude is not None and latitude is not None:
            at = (round(longitude, ROUNDED), round(latitude, ROUNDED)) if rounded else (longitude, latitude)
            points.setdefault(at)
    return list(areas.values()), [shapely.Point(at) for at in points]


def _shape(area: Any, rounded: bool) -> Any:
    if not area:
        return None
    corners = np.array(area["coordinates"][0], dtype=np.float64)
    if rounded:
        corners = np.round(corners, ROUNDED)
        corners = corners[np.concatenate([[True], np.any(np.diff(corners, axis=0) != 0, axis=1)])]
        if len(corners) < 4:
            return None
    shape = shapely.make_valid(shapely.Polygon(corners))
    return shape if shape.area > 0 else None


def _says(areas: Sequence[Any], points: Sequence[Any], name: str) -> str:
    parts = []
    if areas:
        said = ngettext("eine gezeichnete Fläche", "{count} gezeichnete Flächen", len(areas))
        parts.append(said.format(count=len(areas)))
    if points:
        said = ngettext("ein Punkt", "{count} Punkte", len(points))
        parts.append(said.format(count=len(points)))
    if not parts:
        return _("ganzer Sozialraum {name}").format(name=name)
    return _("{what} in {name}").format(what=", ".join(parts), name=name)


@dataclass(frozen=True)
class _Frame:
    """What is seen, and how degrees become places on the drawing. The earth is flat where it is so small."""

    box: Box  # west, south, east, north in degrees
    metres: float  # a unit of the drawing

    @classmethod
    def around(cls, shapes: Sequence[Any], air: float) -> _Frame:
        """The frame in whose middle all shapes lie, with some air around them."""
        west, south, east, north = shapely.total_bounds(shapes).tolist()
        x, y = (west + east) / 2, (south + north) / 2
        degree = float(np.radians(1) * EARTH_RADIUS)
        shrink = max(float(np.cos(np.radians(y))), 0.01)
        wide, high = (east - west) * degree * shrink * air, (north - south) * degree * air
        metres = max(wide / WIDTH, high / HEIGHT, LEAST_WIDTH / WIDTH)
        half_x, half_y = metres * WIDTH / 2 / degree / shrink, metres * HEIGHT / 2 / degree
        return cls((x - half_x, y - half_y, x + half_x, y + half_y), metres)

    def place(self, degrees: Floats) -> Floats:
        west, south, east, north = self.box
        x = (degrees[:, 0] - west) / (east - west) * WIDTH
        return np.column_stack([x, (north - degrees[:, 1]) / (north - south) * HEIGHT])

    def path(self, shape: Any) -> str:
        """Path data of a shape, no finer than can be seen and not far beyond the frame."""
        west, south, east, north = self.box
        air_x, air_y = (east - west) * 0.05, (north - south) * 0.05
        seen = shapely.clip_by_rect(shape, west - air_x, south - air_y, east + air_x, north + air_y)
        seen = shapely.simplify(seen, 0.4 * (east - west) / WIDTH)
        rings = shapely.get_rings(shapely.get_parts(seen)) if not shapely.is_empty(seen) else []
        return "".join(_ring(self.place(shapely.get_coordinates(ring))) for ring in rings)


def _ring(xy: Floats) -> str:
    return svg.path([(x, y) for x, y in xy[:-1].tolist()], closed=True)


def _spaces(edition: Edition, row: int, frame: _Frame) -> Svg:
    """The space of the need and those beside it, as far as they are seen."""
    seen = [i for i in _in_sight(edition, frame.box) if i != row]
    beside = "".join(frame.path(edition.geometry[i]) for i in seen)
    return Svg(
        svg.element("path", d=beside, class_="map__space map__plain", fill_rule="evenodd")
        + svg.element("path", d=frame.path(edition.geometry[row]), class_="map__around", fill_rule="evenodd")
    )


def _in_sight(edition: Edition, box: Box) -> list[int]:
    bounds = _bounds(edition)
    west, south, east, north = box
    hit = (bounds[:, 0] < east) & (bounds[:, 2] > west) & (bounds[:, 1] < north) & (bounds[:, 3] > south)
    return np.flatnonzero(hit).tolist()


@lru_cache(maxsize=8)
def _bounds(edition: Edition) -> Floats:
    return np.asarray(shapely.bounds(edition.geometry))


def _areas(areas: Sequence[Any], frame: _Frame) -> list[Svg]:
    return [svg.element("path", d=frame.path(one), class_="map__drawn", fill_rule="evenodd") for one in areas]


def _points(points: Sequence[Any], frame: _Frame, rounded: bool) -> list[Svg]:
    if not points:
        return []
    made = []
    radius = max(60 / frame.metres, 7.0) if rounded else 10.0
    for x, y in frame.place(shapely.get_coordinates(points)).tolist():
        made.append(Svg(f'<circle class="map__ring" cx="{n(x)}" cy="{n(y)}" r="{n(radius)}"/>'))
        if not rounded:
            made.append(Svg(f'<circle class="map__pin" cx="{n(x)}" cy="{n(y)}" r="3.5"/>'))
    return made


def _names(version: Version, frame: _Frame, points: Sequence[Any]) -> list[Svg]:
    """A few facilities by name, the rarest first, those that leave room to each other and to the points."""
    west, south, east, north = frame.box
    names, degrees = named_places(version)
    if not names:
        return []
    x, y = degrees[:, 0], degrees[:, 1]
    seen = np.flatnonzero((x > west) & (x < east) & (y > south) & (y < north))
    marks = frame.place(shapely.get_coordinates(points)).tolist()
    taken: list[Box] = [(a - POINT, b - POINT, a + POINT, b + POINT) for a, b in marks]
    made: list[Svg] = []
    for i, (left, top) in zip(seen.tolist(), frame.place(degrees[seen]).tolist(), strict=True):
        room = (left - 4, top - NAME_HEIGHT / 2, left + 8 + LETTER * len(names[i]), top + NAME_HEIGHT / 2)
        if room[2] > WIDTH or room[1] < 0 or room[3] > HEIGHT - 22 or any(_meet(room, one) for one in taken):
            continue
        taken.append(room)
        made.append(Svg(f'<circle class="map__landmark" cx="{n(left)}" cy="{n(top)}" r="2.5"/>'))
        made.append(svg.text(left + 6, top + 3.5, names[i], "map__landmark-name"))
        if len(made) == 2 * MOST_NAMES:
            break
    return made


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale(frame: _Frame) -> Svg:
    """A bar of a round length, about a quarter of the width."""
    most = frame.metres * WIDTH / 4
    power = 10 ** int(np.floor(np.log10(most)))
    metres = max(step * power for step in (1, 2, 5) if step * power <= most)
    length, bottom = metres / frame.metres, HEIGHT - MARGIN - 2
    said = f"{numbers.number(metres / 1000, 0, language())} km" if metres >= 1000 else f"{metres} m"
    return Svg(
        svg.element(
            "path", d=f"M{n(MARGIN)},{n(bottom - 4)}V{n(bottom)}H{n(MARGIN + length)}v-4", class_="map__scale"
        )
        + svg.text(MARGIN + length + 4, bottom, said, "map__landmark-name")
    )

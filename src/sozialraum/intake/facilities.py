"""Places of social infrastructure: points from GeoJSON, Overpass or plain lists, each place once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from sozialraum.intake.errors import reason_of
from sozialraum.intake.files import Files
from sozialraum.intake.log import Log
from sozialraum.intake.read_json import descend, pick
from sozialraum.intake.recipe import tidy
from sozialraum.warehouse.draft import EditionDraft, FacilitiesDraft

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """A place as read: its properties, where it is, and its number in the file."""

    properties: Mapping[str, Any]
    points: tuple[tuple[float, float], ...]  # every place that the file gives for it, longitude and latitude
    row: int


def read_facilities(
    entry: Mapping[str, Any], files: Files, editions: Sequence[EditionDraft], crs: str
) -> FacilitiesDraft:
    """Read one list. What lies outside, has no place or stands twice is left out, and an issue."""
    log = Log()
    found = files.find(entry["file"])
    if not found:
        log.add("file_missing", "read", "error", file=entry["file"], expected=files.folder.name)
    places: list[Place] = []
    for path, _ in found:
        try:
            places += [p for p in _read(path, entry, files) if _wanted(p, entry)]
        except (ValueError, OSError, KeyError, TypeError, RecursionError) as error:
            log.add(
                "file_unreadable",
                "read",
                "error",
                file=files.name(path),
                found=reason_of(error),
                expected=entry["reader"],
            )
    name = entry["file"]
    places = _without_defaults(places, entry, log)
    places = _with_point(places, log, name)
    points = np.array([p.points[0] for p in places], dtype=np.float64).reshape(-1, 2)
    metric = _metric(points, crs)
    _report_apart(places, entry, crs, log)
    inside = _inside(points, editions)
    for i in np.flatnonzero(~inside):
        log.add(
            "place_outside",
            "check",
            "warning",
            file=name,
            row=places[i].row,
            found=_name(places[i], entry),
            expected=f"{points[i][0]:.5f}, {points[i][1]:.5f}",
        )
    _report_stated(places, points, inside, entry, editions, log)
    kept = np.flatnonzero(inside)
    names = [_name(places[i], entry) for i in kept]
    if unnamed := sum(1 for n in names if not n):
        log.add("place_unnamed", "check", "note", file=name, count=unnamed)
    groups = _one_place(names, metric[kept], float(entry.get("merge_within", 1)))
    if len(groups) < len(kept):
        log.add(
            "place_merged",
            "check",
            "note",
            file=name,
            found=str(len(kept)),
            expected=str(len(groups)),
            count=len(kept) - len(groups),
            details={"within": entry.get("merge_within", 1)},
        )
    _report_shared(names, metric[kept], name, log)
    middle = np.array([points[kept[g]].mean(axis=0) for g in groups]).reshape(-1, 2)
    return FacilitiesDraft(
        key=entry["key"],
        kind=entry["kind"],
        dimension=entry["dimension"],
        title=entry["title"],
        publisher=entry["publisher"],
        licence=entry["licence"],
        url=entry.get("url", ""),
        as_of=entry["as_of"],
        names=tuple(names[g[0]] for g in groups),
        longitudes=tuple(map(float, middle[:, 0])),
        latitudes=tuple(map(float, middle[:, 1])),
        details=tuple(_details(places[kept[g[0]]], entry) for g in groups),
        files=tuple(files.describe(path) for path, _ in found),
        issues=log.issues(),
    )


def _read(path: Path, entry: Mapping[str, Any], files: Files) -> list[Place]:
    if path not in files.documents:
        files.documents[path] = json.loads(path.read_bytes().decode("utf-8-sig"))
    return READERS[entry["reader"]](files.documents[path], entry)


def _read_geojson(document: Any, entry: Mapping[str, Any]) -> list[Place]:
    return [
        Place(feature.get("properties") or {}, _point_of(feature.get("geometry")), row)
        for row, feature in enumerate(document["features"], 1)
    ]


def _point_of(geometry: Any) -> tuple[tuple[float, float], ...]:
    if not geometry or not geometry.get("coordinates"):
        return ()
    if geometry["type"] == "Point":
        return ((float(geometry["coordinates"][0]), float(geometry["coordinates"][1])),)
    point = shapely.point_on_surface(shapely.from_geojson(json.dumps(geometry)))
    return ((point.x, point.y),)


def _read_overpass(document: Any, entry: Mapping[str, Any]) -> list[Place]:
    """Nodes have a place; of ways and relations Overpass gives the centre where it was asked to."""
    places = []
    for row, element in enumerate(document["elements"], 1):
        at = element if "lat" in element else element.get("center", {})
        points = _points([(at.get("lon"), at.get("lat"))])
        places.append(Place(element.get("tags", {}), points, row))
    return places


def _read_json(document: Any, entry: Mapping[str, Any]) -> list[Place]:
    fields = list(zip(entry.get("longitude", ["lon"]), entry.get("latitude", ["lat"]), strict=True))
    places = []
    for row, record in enumerate(descend(document, entry.get("path", "")), 1):
        given = [(pick(record, lon), pick(record, lat)) for lon, lat in fields]
        places.append(Place(record, _points(given), row))
    return places


def _points(given: Sequence[tuple[Any, Any]]) -> tuple[tuple[float, float], ...]:
    """The pairs that are coordinates; a place without any is reported as one without a point."""
    found = []
    for longitude, latitude in given:
        try:
            x, y = float(longitude), float(latitude)
        except (TypeError, ValueError):
            continue
        if abs(x) <= 180 and abs(y) <= 90:
            found.append((x, y))
    return tuple(found)


READERS = {"geojson": _read_geojson, "overpass": _read_overpass, "json": _read_json}


def _wanted(place: Place, entry: Mapping[str, Any]) -> bool:
    for line in entry.get("where", ()):
        value = _text(place, line["field"])
        if ("given" in line and bool(value) != line["given"]) or ("is" in line and value not in line["is"]):
            return False
        if "is_not" in line and value in line["is_not"]:
            return False
    return True


def _text(place: Place, field: str) -> str:
    """A property as text; Overpass tags may have dots and colons in their names."""
    value = pick(place.properties, field)
    return "" if value is None else tidy(str(value))


def _name(place: Place, entry: Mapping[str, Any]) -> str:
    return _text(place, entry.get("name", "name"))


def _details(place: Place, entry: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (_text(place, field) for field in entry.get("details", ()))))


def _without_defaults(places: Sequence[Place], entry: Mapping[str, Any], log: Log) -> list[Place]:
    """Points that stand for “not found”, such as the middle of the city, are none."""
    for line in entry.get("unplaced", ()):
        at = (line["longitude"], line["latitude"])
        hit = [p for p in places if any(np.allclose(point, at, atol=1e-6, rtol=0) for point in p.points[:1])]
        if hit:
            log.add(
                "place_at_default",
                "recognise",
                "warning",
                file=entry["file"],
                row=hit[0].row,
                count=len(hit),
                found=f"{at[0]}, {at[1]}",
                details={"reason": dict(line["reason"])},
            )
        rows = {p.row for p in hit}
        places = [p for p in places if p.row not in rows]
    return list(places)


def _with_point(places: Sequence[Place], log: Log, file: str) -> list[Place]:
    without = [p for p in places if not p.points]
    if without:
        log.add("place_without_point", "read", "warning", file=file, row=without[0].row, count=len(without))
    return [p for p in places if p.points]


def _metric(points: Floats, crs: str) -> Floats:
    if not len(points):
        return points
    move = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform
    return np.column_stack(move(points[:, 0], points[:, 1]))


def _report_apart(places: Sequence[Place], entry: Mapping[str, Any], crs: str, log: Log) -> None:
    """Places for which the file gives two points that lie far from each other: the first one is taken."""
    several = [p for p in places if len(p.points) > 1]
    if not several:
        return
    first = _metric(np.array([p.points[0] for p in several]), crs)
    other = _metric(np.array([p.points[1] for p in several]), crs)
    apart = np.hypot(*(first - other).T)
    for i in np.flatnonzero(apart > entry.get("apart", 500)):
        log.add(
            "place_contradicted",
            "check",
            "note",
            file=entry["file"],
            row=several[i].row,
            found=_name(several[i], entry),
            expected=f"{apart[i]:.0f} m",
        )


def _inside(points: Floats, editions: Sequence[EditionDraft]) -> npt.NDArray[np.bool_]:
    """Whether a point lies in any space of the coarsest edition."""
    coarsest = min(editions, key=lambda e: len(e.codes))
    tree = shapely.STRtree(shapely.from_wkb(list(coarsest.geometry)))
    hit, _ = tree.query(shapely.points(points), predicate="intersects")
    inside = np.zeros(len(points), dtype=bool)
    inside[hit] = True
    return inside


def _report_stated(
    places: Sequence[Place],
    points: Floats,
    inside: npt.NDArray[np.bool_],
    entry: Mapping[str, Any],
    editions: Sequence[EditionDraft],
    log: Log,
) -> None:
    """Places whose list says another space than the one in which their point lies."""
    rule = entry.get("stated")
    edition = next((e for e in editions if rule and e.space_system == rule["space_system"]), None)
    if rule is None or edition is None:
        return
    outlines = dict(zip(edition.names, shapely.from_wkb(list(edition.geometry)), strict=True))
    for i in np.flatnonzero(inside):
        stated = _text(places[i], rule["field"])
        if stated in outlines and not shapely.intersects_xy(outlines[stated], *points[i]):
            log.add(
                "place_elsewhere",
                "check",
                "note",
                file=entry["file"],
                row=places[i].row,
                found=_name(places[i], entry),
                expected=stated,
            )
        elif stated and stated not in outlines:
            log.add(
                "unknown_space",
                "recognise",
                "note",
                file=entry["file"],
                row=places[i].row,
                found=stated,
                expected=edition.key,
            )


def _report_shared(names: Sequence[str], metric: Floats, file: str, log: Log) -> None:
    """Places of different names on exactly the same point: often an address that was looked up badly."""
    at: dict[tuple[float, float], set[str]] = {}
    for name, point in zip(names, metric, strict=True):
        at.setdefault((float(point[0]), float(point[1])), set()).add(name)
    for shared in (s for s in at.values() if len(s) > 1):
        log.add(
            "place_shared", "check", "note", file=file, found=" | ".join(sorted(shared)), count=len(shared)
        )


def _one_place(names: Sequence[str], metric: Floats, within: float) -> list[npt.NDArray[np.int64]]:
    """Rows that are one place: the same name, not further than `within` metres from the next one."""
    if not names:
        return []
    points = shapely.points(metric)
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=within)
    same = np.array([bool(names[a]) and names[a] == names[b] for a, b in zip(one, other, strict=True)])
    label = _first_of_each(one[same], other[same], len(names))
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return sorted(groups, key=lambda g: int(g[0]))


def _first_of_each(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64], n: int) -> npt.NDArray[np.int64]:
    """The smallest row that each of n rows is joined to by a chain of pairs (each pair given both ways)."""
    label = np.arange(n)
    while True:
        least = label.copy()
        np.minimum.at(least, one, label[other])
        if np.array_equal(least, label):
            return label
        label = least[least]

"""Writing files as German offices publish them: semicolons, decimal commas, signs, keys with leading zeros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyproj
import shapely
from pyarrow import csv

# Where the market square of the invented city is put, in EPSG:25832. No real town is meant.
EAST, NORTH = 590_500.0, 5_866_000.0
DEGREE_DIGITS = 7  # about a centimetre
EXACT_ZERO, SECRET, UNRELIABLE = "–", ".", "/"


@dataclass(frozen=True)
class Cells:
    """One column of a table with signs: `secret` becomes ".", `unreliable` "/", `limited` goes in parentheses."""

    values: np.ndarray
    decimals: int = 0
    secret: np.ndarray | None = None
    unreliable: np.ndarray | None = None
    limited: np.ndarray | None = None
    thousands: bool = False

    def text(self) -> pa.Array:
        if self.decimals == 0 and not self.thousands:
            numbers = pa.array(np.nan_to_num(self.values).astype(np.int64)).cast(pa.string())
        else:
            numbers = pa.array(
                [german_number(v, self.decimals, self.thousands) for v in self.values.tolist()]
            )
        if self.limited is not None:
            bracketed = pc.binary_join_element_wise("(", numbers, ")", "")
            numbers = pc.if_else(pa.array(self.limited), bracketed, numbers)
        numbers = pc.if_else(pa.array(np.asarray(self.values) == 0), EXACT_ZERO, numbers)
        for mask, sign in ((self.secret, SECRET), (self.unreliable, UNRELIABLE)):
            if mask is not None:
                numbers = pc.if_else(pa.array(mask), sign, numbers)
        return numbers


def german_number(value: float, decimals: int = 0, thousands: bool = False) -> str:
    """`1.234,5`: comma for decimals, point for thousands."""
    text = f"{value:,.{decimals}f}" if thousands else f"{value:.{decimals}f}"
    return text.translate({ord(","): ".", ord("."): ","})


def table(
    path: Path,
    keys: Mapping[str, Sequence[str]],
    columns: Mapping[str, np.ndarray | Cells],
    encoding: str = "utf-8",
) -> None:
    """Write a CSV: key columns as they are, then the figures; header and cells in the given encoding."""
    texts = {name: pa.array(list(values), type=pa.string()) for name, values in keys.items()}
    for name, cells in columns.items():
        texts[name] = (cells if isinstance(cells, Cells) else Cells(np.asarray(cells))).text()
    sink = pa.BufferOutputStream()
    options = csv.WriteOptions(include_header=False, delimiter=";", quoting_style="none")
    csv.write_csv(pa.table(texts), sink, options)
    header = ";".join(texts) + "\n"
    body = sink.getvalue().to_pybytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    if encoding == "utf-8":
        path.write_bytes(header.encode() + body)
    else:
        path.write_bytes((header + body.decode()).encode(encoding))


def to_degrees(shapes: np.ndarray) -> np.ndarray:
    """From metres around the market square to longitude and latitude, rounded once for all levels."""
    project = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True)

    def turn(xy: np.ndarray) -> np.ndarray:
        longitude, latitude = project.transform(xy[:, 0] + EAST, xy[:, 1] + NORTH)
        return np.round(np.stack([longitude, latitude], axis=1), DEGREE_DIGITS)

    return np.asarray(shapely.transform(shapes, turn))


def polygons(path: Path, shapes: np.ndarray, properties: Mapping[str, Sequence[str]]) -> None:
    """Write areas as GeoJSON in EPSG:4326, one feature a line."""
    _features(path, [_polygon(s) for s in shapes], properties)


def points(path: Path, shapes: np.ndarray, properties: Mapping[str, Sequence[str]]) -> None:
    """Write places as GeoJSON in EPSG:4326, one feature a line."""
    xy = shapely.get_coordinates(shapes).tolist()
    _features(path, [f'{{"type":"Point","coordinates":{_pair(p)}}}' for p in xy], properties)


def _features(path: Path, geometries: list[str], properties: Mapping[str, Sequence[str]]) -> None:
    lines = []
    names = list(properties)
    for geometry, *values in zip(geometries, *properties.values(), strict=True):
        fields = ",".join(f'"{n}":{_quoted(v)}' for n, v in zip(names, values, strict=True))
        lines.append(f'{{"type":"Feature","properties":{{{fields}}},"geometry":{geometry}}}')
    path.parent.mkdir(parents=True, exist_ok=True)
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _polygon(shape: shapely.Polygon) -> str:
    rings = [shape.exterior, *shape.interiors]
    text = ",".join("[" + ",".join(_pair(p) for p in ring.coords) + "]" for ring in rings)
    return f'{{"type":"Polygon","coordinates":[{text}]}}'


def _pair(point: Sequence[float]) -> str:
    return f"[{point[0]:.{DEGREE_DIGITS}f},{point[1]:.{DEGREE_DIGITS}f}]"


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""Reading what the generator wrote, independently of intake."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

Rows = dict[str, dict[str, str]]

YEARS = range(2013, 2025)
PROTECTED = ("arbeitsmarkt", "grundsicherung", "kinder", "schule", "gesundheit")


def rows(path: Path, encoding: str = "utf-8") -> Rows:
    """The rows of a table by the first column."""
    with path.open(encoding=encoding, newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    return {line[0]: dict(zip(lines[0], line, strict=True)) for line in lines[1:]}


def number(cell: str) -> float:
    """A German number; NaN where a sign says that there is none."""
    if cell == "–":
        return 0.0
    if cell in (".", "/"):
        return float("nan")
    return float(cell.strip("()").replace(".", "").replace(",", "."))


def column(table: Rows, heading: str) -> np.ndarray:
    """One column as numbers, in the order of the rows."""
    return np.array([number(row[heading]) for row in table.values()])


def blocks(folder: Path, theme: str, year: int) -> Rows:
    return rows(folder / "bloecke" / f"{theme}_{year}.csv")


def social(folder: Path, theme: str, year: int) -> Rows:
    edition = "sozialraeume_2013" if year < 2019 else "sozialraeume_2019"
    return rows(folder / edition / f"{theme}_{year}.csv", "cp1252")


def areas(folder: Path, name: str) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Properties and polygons of a map."""
    features = json.loads((folder / "raeume" / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    return [f["properties"] for f in features], shapely.from_wkb(
        [shapely.to_wkb(shape(f["geometry"])) for f in features]
    )

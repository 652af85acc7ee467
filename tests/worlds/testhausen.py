"""Testhausen: four quarters in two districts, a recipe and files that tests write themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sozialraum import intake
from sozialraum.warehouse.draft import Delivery

TEXT = '{de = "Wort", en = "word"}'

CITY = f"""
[city]
key = "testhausen"
name = "Testhausen"
crs = "EPSG:25833"
social_spaces = "viertel"
about = {TEXT}

[[space_system]]
key = "viertel"
role = "social_space"
title = {TEXT}
unit = {TEXT}
parent = "bezirke"

[[space_system]]
key = "bezirke"
role = "planning_area"
title = {TEXT}
unit = {TEXT}

[[edition]]
space_system = "viertel"
valid_from = "2010-01-01"
basis = {TEXT}
file = "viertel.geojson"
code = "nr"
name = "name"
parent = {{prefix = 1}}

[[edition]]
space_system = "bezirke"
valid_from = "2010-01-01"
basis = {TEXT}
file = "bezirke.geojson"
code = "nr"
name = "name"
"""

NAMES = {"01": "Altstadt", "02": "Hafen", "11": "Nordend", "12": "Süd-Ost"}


@dataclass
class World:
    """A recipe folder and a delivery folder."""

    recipe: Path
    data: Path

    def write(self, name: str, content: str | bytes | Any, encoding: str = "utf-8") -> None:
        """A delivered file; what is neither text nor bytes becomes JSON."""
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_bytes((content if isinstance(content, str) else json.dumps(content)).encode(encoding))

    def add(self, toml: str, name: str = "sources.toml") -> None:
        """More of the recipe."""
        path = self.recipe / name
        path.write_text((path.read_text("utf-8") if path.exists() else "") + toml + "\n", "utf-8")

    def source(self, more: str, key: str = "people", edition: str = "viertel@2010-01-01") -> None:
        """A source with the needful and these lines."""
        self.add(
            f'[[source]]\nkey = "{key}"\ntitle = {TEXT}\npublisher = "Amt"\nlicence = "frei"\n'
            f'edition = "{edition}"\n{more}\n'
        )

    def load(self) -> Delivery:
        """Run the five phases."""
        return intake.load(self.recipe, self.data)


def square(x: int, y: int, size: int = 1) -> dict[str, Any]:
    """A polygon of hundredths of a degree near Leipzig."""
    x0, y0, d = 12 + x / 100, 51 + y / 100, size / 100
    return {
        "type": "Polygon",
        "coordinates": [[[x0, y0], [x0 + d, y0], [x0 + d, y0 + d], [x0, y0 + d], [x0, y0]]],
    }


def features(*rows: tuple[dict[str, Any], dict[str, Any] | None]) -> dict[str, Any]:
    """A GeoJSON collection of (properties, geometry)."""
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows],
    }

"""What helps somebody to find a place on a map without streets: the city's facilities with a name."""

from __future__ import annotations

import json
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sozialraum.warehouse.places import Facilities
from sozialraum.warehouse.version import Version

MOST = 4000  # points: more would only keep a phone waiting


@lru_cache(maxsize=4)
def landmarks(version: Version) -> bytes:
    """Named facilities as GeoJSON: n the name, r the rank; the rare (a library) come before the frequent (a stop)."""
    features = [
        {
            "type": "Feature",
            "properties": {"n": name, "r": rank},
            "geometry": {"type": "Point", "coordinates": [x, y]},
        }
        for (name, x, y), rank in list(_places(version).items())[:MOST]
    ]
    made = {"type": "FeatureCollection", "features": features}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=4)
def named_places(version: Version) -> tuple[list[str], npt.NDArray[np.float64]]:
    """The same for a drawing: names, and an array of longitude and latitude, the rare ones first."""
    places = list(_places(version))
    degrees = np.array([(x, y) for _name, x, y in places], dtype=np.float64).reshape(-1, 2)
    return [name for name, _x, _y in places], degrees


def _places(version: Version) -> dict[tuple[str, float, float], int]:
    found = sorted(_newest(version), key=lambda f: len(f.names))
    return {
        (name, round(longitude, 5), round(latitude, 5)): rank
        for rank, f in enumerate(found)
        for name, longitude, latitude, space in zip(
            f.names, f.longitudes.tolist(), f.latitudes.tolist(), f.spaces, strict=True
        )
        if name and space >= 0
    }


def _newest(version: Version) -> list[Facilities]:
    """Of each kind the last count: kita_2016 is the kind kita, as it was counted in 2016."""
    newest: dict[str, Facilities] = {}
    for f in version.facilities(version.edition()):
        kind = re.sub(r"_\d{4}$", "", f.kind)
        if kind not in newest or f.as_of > newest[kind].as_of:
            newest[kind] = f
    return list(newest.values())

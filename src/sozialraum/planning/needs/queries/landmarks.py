"""What helps somebody to find a place on a map without streets: the city's facilities with a name."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from sozialraum.warehouse.places import Facilities
from sozialraum.warehouse.version import Version

MOST = 4000  # points: more would only keep a phone waiting


@lru_cache(maxsize=4)
def landmarks(version: Version) -> bytes:
    """Named facilities as GeoJSON: n the name, r the rank; the rare (a library) come before the frequent (a stop)."""
    found = sorted(_newest(version), key=lambda f: len(f.names))
    places = {
        (name, round(longitude, 5), round(latitude, 5)): rank
        for rank, f in enumerate(found)
        for name, longitude, latitude, space in zip(
            f.names, f.longitudes.tolist(), f.latitudes.tolist(), f.spaces, strict=True
        )
        if name and space >= 0
    }
    features = [
        {
            "type": "Feature",
            "properties": {"n": name, "r": rank},
            "geometry": {"type": "Point", "coordinates": [x, y]},
        }
        for (name, x, y), rank in list(places.items())[:MOST]
    ]
    made = {"type": "FeatureCollection", "features": features}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _newest(version: Version) -> list[Facilities]:
    """Of each kind the last count: kita_2016 is the kind kita, as it was counted in 2016."""
    newest: dict[str, Facilities] = {}
    for f in version.facilities(version.edition()):
        kind = re.sub(r"_\d{4}$", "", f.kind)
        if kind not in newest or f.as_of > newest[kind].as_of:
            newest[kind] = f
    return list(newest.values())

"""A map for documents."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sozialraum.charts import SpaceMap, space_map
from sozialraum.methods.classes import quantiles
from sozialraum.warehouse.values import State


@pytest.fixture
def squared_map() -> SpaceMap:
    """Four squares in a row: two in classes, one secret, one unknown."""
    squares = [
        {
            "type": "Feature",
            "properties": {"c": str(i)},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 51.0], [x + 0.01, 51.0], [x + 0.01, 51.01], [x, 51.01], [x, 51.0]]],
            },
        }
        for i, x in enumerate(np.arange(4) / 100 + 12)
    ]
    geojson = json.dumps({"type": "FeatureCollection", "features": squares}).encode()
    values = np.array([1.0, 2.0, np.nan, np.nan])
    states = [State.OBSERVED, State.OBSERVED, State.SECRET, State.UNKNOWN]
    return space_map(
        geojson, codes=list("0123"), names=["Nord", "Süd", "<Ost>", "West & Co."], values=values, states=states,
        classes=quantiles(values, 3), title="Kinder in Armut", unit="percent", link="/raeume/{code}",
    )  # fmt: skip

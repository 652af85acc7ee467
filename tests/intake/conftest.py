"""A small invented city on disk for each test; see worlds/testhausen.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sozialraum.warehouse.draft import Delivery, ReleaseDraft
from sozialraum.warehouse.issues import Issue
from worlds.testhausen import CITY, NAMES, World, features, square


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Four quarters in two districts: 01, 02 in 0 and 11, 12 in 1."""
    made = World(tmp_path / "recipe", tmp_path / "data")
    made.recipe.mkdir()
    made.data.mkdir()
    made.add(CITY, "city.toml")
    made.write(
        "viertel.geojson",
        features(
            *(({"nr": code, "name": name}, square(i, 0)) for i, (code, name) in enumerate(NAMES.items()))
        ),
    )
    sides = [square(0, 0), square(2, 0)]
    for side in sides:
        ring = side["coordinates"][0]
        ring[1][0] = ring[2][0] = round(ring[0][0] + 0.02, 6)
    made.write(
        "bezirke.geojson",
        features(({"nr": "0", "name": "Mitte"}, sides[0]), ({"nr": "1", "name": "Nord"}, sides[1])),
    )
    return made


@pytest.fixture
def issues_of() -> Callable[..., list[Issue]]:
    """All issues of a delivery, or those of one kind."""

    def find(delivery: Delivery, kind: str = "") -> list[Issue]:
        parts = (*delivery.editions, *delivery.releases, *delivery.facilities)
        found = [*delivery.issues, *(issue for part in parts for issue in part.issues)]
        return [issue for issue in found if kind in ("", issue.kind)]

    return find


@pytest.fixture
def only() -> Callable[[Delivery], ReleaseDraft]:
    """The one release of a delivery."""

    def pick(delivery: Delivery) -> ReleaseDraft:
        (release,) = delivery.releases
        return release

    return pick

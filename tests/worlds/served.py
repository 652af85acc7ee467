"""Another city than the session's behind the pages, for one test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sozialraum.recipes import catalogue_folder
from sozialraum.warehouse.catalogue import Catalogue, load
from sozialraum.warehouse.city import City
from sozialraum.warehouse.draft import Delivery


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the product."""
    return load(catalogue_folder())


def published_city(folder: Path, delivery: Delivery, today: date = date(2026, 1, 2)) -> City:
    """A city whose delivery is staged, built and published."""
    city = City(folder)
    city.stage(delivery)
    city.build(shipped())
    city.publish(today)
    return city


def serve(monkeypatch: pytest.MonkeyPatch, city: City) -> City:
    """Let the pages speak of this city."""
    from sozialraum.planning.statistics import queries

    monkeypatch.setattr(queries, "city", lambda: city)
    return city


def named(delivery: Delivery, names: Sequence[str]) -> Delivery:
    """The same delivery with other names for its social spaces, in their order."""
    system = delivery.city["social_spaces"]
    editions = tuple(
        replace(e, names=tuple(names[: len(e.codes)])) if e.space_system == system else e
        for e in delivery.editions
    )
    return replace(delivery, editions=editions)

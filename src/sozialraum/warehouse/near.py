"""Spaces near to a space: on the ground, and in their life situation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from sozialraum.methods.similar import similar
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import Floats
from sozialraum.warehouse.version import Version

# About a metre: boundaries that were drawn so close to each other are meant to meet.
REACH_DEGREES = 1e-5


@dataclass(frozen=True)
class Near:
    """Another space. distance: mean gap in standard deviations, NaN for one that only touches."""

    code: str
    name: str
    distance: float


def touching(edition: Edition, code: str) -> list[Near]:
    """The spaces that touch this one, if only in a corner, by name; raises UnknownSpaceError."""
    row = edition.index_of(code)
    found = _tree(edition).query(edition.geometry[row], predicate="dwithin", distance=REACH_DEGREES)
    others = [Near(edition.codes[i], edition.names[i], np.nan) for i in found.tolist() if i != row]
    return sorted(others, key=lambda other: (other.name, other.code))


@lru_cache(maxsize=8)
def _tree(edition: Edition) -> shapely.STRtree:
    return shapely.STRtree(edition.geometry)


def alike(version: Version, edition: Edition, code: str, count: int = 5) -> list[Near]:
    """The spaces nearest to this one over all shares that are a burden or a resource, nearest first.

    Raises UnknownSpaceError. Empty where there are fewer than three spaces or no such shares.
    """
    row = edition.index_of(code)
    columns = _columns(version, edition)
    if not len(columns) or len(edition) < 3:
        return []
    found = similar(columns, row, count=count)
    return [
        Near(edition.codes[i], edition.names[i], float(d))
        for i, d in zip(found.spaces.tolist(), found.distance, strict=True)
    ]


@lru_cache(maxsize=8)
def _columns(version: Version, edition: Edition) -> Floats:
    """Latest figures of the indicators that count, shape (indicators, spaces)."""
    wanted = [
        i.key
        for i in version.catalogue.indicators.values()
        if i.denominator and i.direction != "neutral" and version.periods(i.key, edition)
    ]
    return np.array([version.figures(k, edition=edition.key).values for k in wanted]).reshape(
        -1, len(edition)
    )

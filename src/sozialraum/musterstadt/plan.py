"""The ground plan of the invented city: which kind of district lies where, the river, the outline.

Everything is drawn once in units of the city's mean radius, x to the east and y to the north of the market square,
and stretched with the number of blocks, so that a larger city keeps its shape and its blocks keep their size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline
from scipy.spatial import cKDTree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BLOCKS_AT_UNIT_SIZE = 1200
RADIUS = 6200.0  # metres, of the city with 1,200 blocks
LIMITS = 1.05  # how far the city limits lie out, in units of the plan
RIVER_WIDTH = 75.0

# Kinds in which people live come first; the others are open land and water.
KINDS = (
    "old_town",
    "gruenderzeit",
    "large_estate_north",
    "large_estate_southeast",
    "single_family",
    "village",
    "industrial",
    "open_land",
    "park",
    "forest",
    "lake",
    "river",
)
KIND = {name: number for number, name in enumerate(KINDS)}
LIVED_IN = 7  # number of kinds that stand for a district

# Mean distance between neighbouring block centres in metres, and how far it may jitter (share of that distance).
SPACING = {
    "old_town": (118.0, 0.30),
    "gruenderzeit": (168.0, 0.10),
    "large_estate_north": (235.0, 0.22),
    "large_estate_southeast": (235.0, 0.22),
    "single_family": (270.0, 0.24),
    "village": (205.0, 0.34),
    "industrial": (400.0, 0.22),
    "open_land": (860.0, 0.38),
    "park": (130.0, 0.40),
    "forest": (260.0, 0.40),
    "lake": (110.0, 0.40),
    "river": (75.0, 0.0),
}
# Open areas are made of small cells that are merged into blocks of about this many square kilometres.
MERGED_AREA = {"park": 0.5, "forest": 2.2, "lake": 9.0}


class Anchor(NamedTuple):
    """A place from which one kind of district spreads: position and reach in units of the city's radius."""

    kind: str
    x: float
    y: float
    reach: float
    stretch: float = 1.0  # how much longer than wide
    turn: float = 0.0  # of its streets and its longer side, in degrees


ANCHORS = (
    Anchor("old_town", 0.035, 0.0, 0.105, 1.15, 70),
    Anchor("gruenderzeit", -0.245, 0.06, 0.155, 1.2, 80),
    Anchor("gruenderzeit", -0.02, -0.235, 0.150, 1.1, -12),
    Anchor("gruenderzeit", 0.250, 0.03, 0.175, 1.2, 20),
    Anchor("gruenderzeit", 0.20, 0.235, 0.120, 1.0, 38),
    Anchor("large_estate_north", -0.16, 0.545, 0.190, 1.35, 12),
    Anchor("large_estate_southeast", 0.470, -0.36, 0.190, 1.25, -35),
    Anchor("industrial", 0.50, 0.235, 0.150, 1.7, 15),
    Anchor("industrial", -0.285, -0.46, 0.120, 1.6, 60),
    Anchor("industrial", -0.30, 0.305, 0.085, 1.5, 30),
    Anchor("single_family", -0.52, 0.02, 0.185, 1.2, 65),
    Anchor("single_family", -0.34, -0.225, 0.130, 1.2, 35),
    Anchor("single_family", 0.13, -0.50, 0.185, 1.3, 15),
    Anchor("single_family", 0.30, 0.50, 0.175, 1.2, -30),
    Anchor("single_family", 0.68, -0.07, 0.150, 1.2, 80),
    Anchor("single_family", -0.50, 0.40, 0.135, 1.2, 40),
    Anchor("single_family", 0.235, -0.225, 0.110, 1.1, 5),
    Anchor("park", 0.045, 0.36, 0.078, 1.7, 75),
    Anchor("park", -0.19, -0.29, 0.055, 2.0, 75),
    Anchor("park", 0.395, -0.13, 0.050, 1.4, 10),
    Anchor("forest", -0.70, -0.50, 0.235, 1.3, -40),
    Anchor("forest", 0.62, 0.74, 0.130, 1.3, 30),
    Anchor("lake", 0.745, 0.40, 0.085, 1.8, 60),
)
RIVER = (
    (-0.78, -1.55), (-0.55, -1.15), (-0.33, -0.80), (-0.20, -0.52), (-0.125, -0.33), (-0.14, -0.14), (-0.085, 0.02),
    (-0.03, 0.17), (0.075, 0.255), (0.135, 0.40), (0.085, 0.58), (0.10, 0.78), (0.28, 1.02), (0.38, 1.55),
)  # fmt: skip
VILLAGES_AT_UNIT_SIZE = 10
EDGE_OF_TOWN = 1.16  # beyond this multiple of an anchor's reach the open land begins


@dataclass(frozen=True)
class Plan:
    """The ground plan at its true size, in metres around the market square.

    owner(x, y) tells which anchor a place belongs to; `len(anchors)` stands for the open land between them.
    """

    anchors: tuple[Anchor, ...]
    size: float  # metres a unit of the plan
    waves: Floats  # (k, 4): direction x, direction y, phase, height of the noise that frays all borders

    def outline(self, x: Floats, y: Floats) -> Floats:
        """Distance from the city limits as a share of the radius there; negative inside."""
        angle = np.arctan2(y, x)
        radius = (
            1.0
            + 0.085 * np.cos(2 * angle - 0.9)
            + 0.065 * np.cos(3 * angle + 1.3)
            + 0.045 * np.cos(5 * angle + 0.4)
        )
        fray = 0.04 * self._noise(x / self.size * 0.9, y / self.size * 0.9)
        return np.hypot(x, y) / self.size / radius / LIMITS - 1.0 + fray

    def owner(self, x: Floats, y: Floats) -> Ints:
        """Number of the anchor that each place belongs to."""
        u, v = x / self.size, y / self.size
        u = u + 0.022 * self._noise(u, v)
        v = v + 0.022 * self._noise(v + 3.1, u - 1.7)
        best = EDGE_OF_TOWN + np.maximum(0.0, 0.62 - np.hypot(u, v)) * 1.5
        owner = np.full(len(u), len(self.anchors), dtype=np.int64)
        tree = cKDTree(np.stack([u, v], axis=1))
        for number, anchor in enumerate(self.anchors):
            around = tree.query_ball_point((anchor.x, anchor.y), 2.2 * anchor.reach * anchor.stretch)
            near = np.array(around, dtype=np.int64)
            turn = np.radians(anchor.turn)
            du, dv = u[near] - anchor.x, v[near] - anchor.y
            along = (du * np.cos(turn) + dv * np.sin(turn)) / np.sqrt(anchor.stretch)
            across = (dv * np.cos(turn) - du * np.sin(turn)) * np.sqrt(anchor.stretch)
            score = np.hypot(along, across) / anchor.reach
            if KIND[anchor.kind] >= LIVED_IN:  # parks, woods and water don't grow into the gaps of the town
                score = np.where(score > 1.12, np.inf, score)
            better = score < best[near]
            best[near[better]] = score[better]
            owner[near[better]] = number
        return owner

    def kind(self, owner: Ints) -> Ints:
        """Number of the kind (KINDS) of each owner."""
        return np.array([KIND[a.kind] for a in self.anchors] + [KIND["open_land"]], dtype=np.int64)[owner]

    def river(self, step: float) -> Floats:
        """The middle of the river as points about `step` metres apart, shape (n, 2)."""
        nodes = np.array(RIVER) * self.size
        length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(nodes, axis=0).T))])
        curve = CubicSpline(length, nodes)
        return np.asarray(curve(np.arange(0.0, length[-1], step)), dtype=np.float64)

    def _noise(self, u: Floats, v: Floats) -> Floats:
        wave_u, wave_v, phase, height = self.waves.T
        total = np.zeros(len(u))
        for a, b, c, h in zip(wave_u, wave_v, phase, height, strict=True):
            total += h * np.sin(a * u + b * v + c)
        return total


def draw_plan(blocks: int, seed: int) -> Plan:
    """The ground plan of a city with this many blocks."""
    rng = np.random.default_rng([seed, 1])
    direction = rng.uniform(0, 2 * np.pi, 14)
    pace = np.geomspace(4.0, 38.0, 14)
    height = pace**-0.55
    waves = np.stack(
        [
            pace * np.cos(direction),
            pace * np.sin(direction),
            rng.uniform(0, 2 * np.pi, 14),
            height / height[0] * 0.8,
        ],
        axis=1,
    )
    growth = max(blocks, 60) / BLOCKS_AT_UNIT_SIZE
    bare = Plan(ANCHORS, RADIUS * np.sqrt(growth), waves)
    return Plan(ANCHORS + _villages(bare, rng, growth), bare.size, waves)


def _villages(bare: Plan, rng: np.random.Generator, growth: float) -> tuple[Anchor, ...]:
    """Villages in the open land around the town, far enough from it and from each other."""
    wanted = max(2, round(VILLAGES_AT_UNIT_SIZE * growth))
    reach = 0.064 / np.sqrt(growth)
    tries = 400 * wanted
    angle, radius = rng.uniform(0, 2 * np.pi, tries), np.sqrt(rng.uniform(0.25, 0.92, tries))
    x, y = radius * np.cos(angle), radius * np.sin(angle)
    free = bare.outline(x * bare.size, y * bare.size) < -1.2 * reach
    for spread in np.linspace(0, 2 * np.pi, 7)[:-1]:
        rim = 1.45 * reach
        rim_x, rim_y = (x + rim * np.cos(spread)) * bare.size, (y + rim * np.sin(spread)) * bare.size
        free &= bare.owner(rim_x, rim_y) == len(bare.anchors)
    river = bare.river(100.0) / bare.size
    chosen: list[Anchor] = []
    for i in np.flatnonzero(free):
        if np.min(np.hypot(river[:, 0] - x[i], river[:, 1] - y[i])) < 1.3 * reach:
            continue
        if any(np.hypot(a.x - x[i], a.y - y[i]) < 3.0 * reach for a in chosen):
            continue
        size = reach * rng.uniform(0.8, 1.2)
        chosen.append(
            Anchor("village", float(x[i]), float(y[i]), float(size), rng.uniform(1, 1.7), rng.uniform(0, 180))
        )
        if len(chosen) == wanted:
            break
    return tuple(chosen)

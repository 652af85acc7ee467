"""What kind of district means for who lives there: density, ages, origin, poverty, moves, dwellings.

Figures are invented; their order of size is that of German cities of 200,000 inhabitants.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.plan import KIND, KINDS, LIVED_IN, Floats, Plan

INHABITANTS_A_BLOCK = 168.0


class District(NamedTuple):
    """Parameters of one kind of district."""

    density: float  # inhabitants a km² of its blocks
    ages: tuple[tuple[float, float, float], ...]  # humps of the age structure: middle, width, weight
    foreign: float  # share of foreigners in 2013
    migrant: float  # share of Germans with a migration background in 2013
    poverty: float  # added to the logarithm of the risk of unemployment
    moving: float  # moves as a multiple of the city's
    one_person: float  # share of adults without children under 65 who live alone
    single_parent: float  # share of the families
    dwelling: float  # m²
    one_two_family: float  # share of the dwellings
    vacancy: float  # share of the dwellings in 2013
    trend: float  # growth of what it can house a year
    rent: float  # euro a m² in 2013
    income: float  # median net income a month, euro, in 2013
    cars: float  # private cars per 1,000 inhabitants


DISTRICTS = {
    "old_town": District(
        6300, ((3, 4, 0.07), (30, 9, 0.42), (48, 13, 0.27), (74, 9, 0.24)),
        0.095, 0.075, 0.00, 1.25, 0.54, 0.25, 66, 0.05, 0.05, 0.006, 8.10, 1390, 285,
    ),
    "gruenderzeit": District(
        7000, ((4, 5, 0.14), (29, 8, 0.42), (43, 12, 0.30), (70, 11, 0.14)),
        0.085, 0.080, 0.05, 1.30, 0.47, 0.24, 68, 0.03, 0.06, 0.006, 6.90, 1340, 315,
    ),
    "large_estate_north": District(
        5600, ((4, 6, 0.15), (24, 9, 0.21), (47, 14, 0.28), (73, 8, 0.36)),
        0.105, 0.115, 0.74, 1.05, 0.40, 0.35, 57, 0.01, 0.11, -0.004, 5.35, 1090, 300,
    ),
    "large_estate_southeast": District(
        5300, ((5, 6, 0.17), (25, 9, 0.24), (46, 14, 0.29), (71, 9, 0.30)),
        0.090, 0.135, 0.62, 1.05, 0.39, 0.34, 58, 0.01, 0.10, -0.003, 5.20, 1110, 310,
    ),
    "single_family": District(
        1250, ((7, 6, 0.17), (41, 11, 0.36), (57, 10, 0.30), (74, 9, 0.17)),
        0.028, 0.045, -0.95, 0.60, 0.22, 0.13, 106, 0.78, 0.025, 0.005, 7.20, 1830, 545,
    ),
    "village": District(
        560, ((8, 6, 0.16), (40, 12, 0.33), (56, 11, 0.34), (73, 9, 0.17)),
        0.018, 0.030, -0.80, 0.55, 0.20, 0.12, 112, 0.90, 0.035, 0.003, 6.30, 1720, 610,
    ),
    "industrial": District(
        60, ((5, 6, 0.09), (30, 10, 0.41), (48, 11, 0.38), (68, 8, 0.12)),
        0.180, 0.090, 0.55, 1.60, 0.52, 0.26, 62, 0.10, 0.09, 0.000, 5.60, 1150, 420,
    ),
    "open_land": District(
        7, ((8, 6, 0.14), (42, 12, 0.36), (60, 11, 0.34), (75, 8, 0.16)),
        0.020, 0.030, -0.40, 0.60, 0.25, 0.12, 110, 0.92, 0.040, 0.000, 6.00, 1600, 620,
    ),
}  # fmt: skip
# Where nobody lives, figures of the open land stand for what is never asked.
BY_KIND = tuple(DISTRICTS.get(name, DISTRICTS["open_land"]) for name in KINDS)


def trait(name: str) -> Floats:
    """One parameter for all kinds, in the order of KINDS."""
    return np.array([getattr(d, name) for d in BY_KIND], dtype=np.float64)


def residents(blocks: Blocks, seed: int) -> Floats:
    """How many people each block houses in 2013: its kind's density, some blocks without dwellings."""
    rng = np.random.default_rng([seed, 20])
    n = len(blocks)
    density = trait("density")[blocks.kind] * np.exp(rng.normal(-0.06, 0.35, n))
    people = density * blocks.area / 1e6
    empty = rng.random(n) < np.where(blocks.kind < LIVED_IN, 0.035, 0.0)
    empty |= (blocks.kind == KIND["industrial"]) & (rng.random(n) < 0.55)
    empty |= np.isin(blocks.kind, [KIND[k] for k in ("park", "forest", "lake", "river")])
    people[empty] = 0.0
    return people * (INHABITANTS_A_BLOCK * n / people.sum())


def smooth_field(blocks: Blocks, plan: Plan, seed: int, stream: int, reach: float) -> Floats:
    """A spatial pattern with mean 0 and deviation 1: neighbouring blocks are alike over about `reach` metres."""
    rng = np.random.default_rng([seed, stream])
    waves = max(24, int(24 * plan.size / 6200))
    pace = 2 * np.pi / reach * rng.uniform(0.25, 0.75, waves)
    turn, phase = rng.uniform(0, 2 * np.pi, (2, waves))
    field = np.zeros(len(blocks))
    for p, t, f in zip(pace, turn, phase, strict=True):
        field += np.sin(p * (blocks.x * np.cos(t) + blocks.y * np.sin(t)) + f)
    deviation = field.std()
    return np.asarray((field - field.mean()) / (deviation if deviation > 0 else 1.0))

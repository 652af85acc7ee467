"""Daily life: cars and stops, doctors and care, offences, leisure, what stands near."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from sozialraum.musterstadt.districts import trait
from sozialraum.musterstadt.people import City
from sozialraum.musterstadt.plan import KIND, KINDS, Floats, Ints
from sozialraum.musterstadt.tally import Columns, Units, again, by_group

# Offences a year and 1,000 people who stay in a kind of district, not only live there.
CRIME = {
    "old_town": 330.0, "gruenderzeit": 108.0, "large_estate_north": 96.0, "large_estate_southeast": 98.0,
    "single_family": 34.0, "village": 26.0, "industrial": 900.0,
}  # fmt: skip
CARE_YEARS = range(2013, 2025, 2)
NOISE_YEARS = (2017, 2022)
ALL_AGES = np.arange(256)
NOISE = {"old_town": 0.30, "gruenderzeit": 0.24, "large_estate_north": 0.13, "large_estate_southeast": 0.14,
         "single_family": 0.07, "village": 0.06, "industrial": 0.45}  # fmt: skip


def _of_kind(city: City, figures: dict[str, float]) -> Floats:
    return np.array([figures.get(k, 0.0) for k in KINDS])[city.blocks.kind]


def traffic(
    city: City, poverty: Floats, units: Units, near_stop: Floats, rng: np.random.Generator
) -> Columns:
    """Registered cars, people near a stop, casualties.

    near_stop: share of each block that lies within 300 metres of a stop.
    """
    people, n = city.count, len(city.blocks)
    adults = np.bincount(city.people.block[city.people.age >= 18], minlength=n)
    growth = np.interp(city.year, [2013, 2019, 2024], [1.0, 1.06, 1.05])
    private = np.minimum(
        rng.poisson(trait("cars")[city.blocks.kind] / 1000 * growth * np.exp(-0.10 * poverty) * people),
        adults,
    )
    firms = rng.poisson(private * 0.07 + _of_kind(city, {"industrial": 60.0, "old_town": 3.0}) * (people > 0))
    electric_share = np.interp(
        city.year, [2013, 2017, 2020, 2022, 2024], [0.0003, 0.0012, 0.008, 0.028, 0.047]
    )
    electric = rng.binomial(private + firms, np.clip(electric_share * np.exp(-0.45 * poverty), 0, 0.5))
    near = np.rint(people * near_stop).astype(np.int64)
    hurt = 0.0042 * {2020: 0.84, 2021: 0.83}.get(city.year, 1.0)
    centre = _of_kind(city, {"old_town": 1.8, "gruenderzeit": 1.25, "industrial": 3.0})
    everybody = rng.poisson(hurt * np.where(centre > 0, centre, 0.85) * people)
    children = rng.binomial(everybody, 0.075)
    old = rng.binomial(everybody - children, 0.17)
    sharing = rng.poisson(
        _of_kind(city, {"old_town": 0.00055, "gruenderzeit": 0.00045})
        * people
        * max(0, city.year - 2014)
        / 10
    )
    figures = {
        "cars@total": private + firms,
        "cars_private@total": private,
        "cars_electric@total": electric,
        "car_sharing_vehicles@total": sharing,
        "inhabitants_near_stop@total": near,
        "traffic_casualties@total": everybody,
        "traffic_casualties@age_0_14": children,
        "traffic_casualties@age_65_plus": old,
    }
    return {name: units.total(f) for name, f in figures.items()}


def safety(city: City, poverty: Floats, units: Units, rng: np.random.Generator) -> Columns:
    """Recorded offences at the place where they were committed."""
    level = np.interp(city.year, [2013, 2016, 2021, 2023, 2024], [1.0, 1.06, 0.80, 0.95, 0.97])
    rate = _of_kind(city, CRIME) / 1000 * np.exp(0.30 * poverty) * level
    people = city.count
    parts = {"theft": 0.36, "assault": 0.115, "property": 0.125, "burglary": 0.022, "other": 0.378}
    counts = {k: rng.poisson(rate * share * people * (0.6 if k == "burglary" and city.year >= 2018 else 1.0))
              for k, share in parts.items()}  # fmt: skip
    columns = {"offences@total": units.total(sum(counts.values()))}
    for kind in ("theft", "assault", "property", "burglary"):
        columns[f"offences_{kind}@total"] = units.total(counts[kind])
    return columns


def practices(units: Units, doctors: tuple[Ints, Ints]) -> Columns:
    """Doctors with a practice in the space: all, and general practitioners."""
    return {
        "doctors@total": units.total(doctors[0]),
        "general_practitioners@total": units.total(doctors[1]),
    }


def care(city: City, poverty: Floats, units: Units) -> Columns:
    """People in need of care; the statistics are taken every second year."""
    people = city.people
    table = np.interp(
        ALL_AGES, [0, 59, 65, 75, 80, 85, 90, 95], [0.006, 0.014, 0.03, 0.10, 0.21, 0.40, 0.62, 0.75]
    )
    table = table * np.interp(city.year, [2013, 2017, 2023], [0.82, 1.0, 1.38])
    chance = table[people.age] * np.where(people.woman, 1.12, 0.90) * np.exp(0.20 * poverty)[people.block]
    needing = again(people.rank, 83) < chance
    return by_group("care_recipients", ("total", "men", "women", "age_65_plus"), units, city, needing)


def leisure(city: City, poverty: Floats, units: Units, near_green: Floats, libraries: Floats) -> Columns:
    """Sports clubs, library, music school, people near a green space; `libraries`: how near one is, 0 to 1."""
    people = city.people
    shut = {2020: 0.86, 2021: 0.74}.get(city.year, 1.0)
    sporty = np.interp(
        ALL_AGES, [3, 6, 10, 16, 25, 40, 60, 75, 90], [0.1, 0.44, 0.50, 0.36, 0.2, 0.19, 0.17, 0.12, 0.04]
    )
    slack = np.exp(-0.32 * poverty)[people.block] * (0.95 if shut < 1 else 1.0)
    member = again(people.luck, 89) < sporty[people.age] * slack * np.where(people.woman, 0.80, 1.12)
    reading = np.interp(
        ALL_AGES, [3, 6, 10, 16, 25, 45, 65, 85], [0.08, 0.26, 0.24, 0.10, 0.08, 0.07, 0.06, 0.03]
    )
    reader = (
        again(people.luck, 101)
        < reading[people.age] * shut * np.exp(-0.25 * poverty)[people.block] * (0.6 + libraries)[people.block]
    )
    musical = (
        (people.age >= 6)
        & (people.age < 18)
        & (again(people.luck, 103) < 0.058 * np.exp(-0.9 * poverty)[people.block])
    )
    columns = by_group("sports_club_members", ("total", "men", "women", "age_0_17"), units, city, member)
    columns |= by_group("library_users", ("total", "age_0_17"), units, city, reader)
    columns |= by_group("music_school_pupils", ("total",), units, city, musical)
    columns["inhabitants_near_green@total"] = units.total(np.rint(city.count * near_green).astype(np.int64))
    return columns


def noise(city: City, units: Units) -> Columns:
    """People with more than 65 decibels by day at the front of their house; mapped every fifth year."""
    rough = 1 + 0.25 * np.sin(city.blocks.x / 310.0) * np.cos(city.blocks.y / 270.0)
    share = np.clip(_of_kind(city, NOISE) * rough, 0, 1)
    return {"inhabitants_noise@total": units.total(np.rint(city.count * share).astype(np.int64))}


def near(city: City, x: Floats, y: Floats, reach: float) -> Floats:
    """Share of each block within reach of one of the places (beeline), from its middle and its size, 0 to 1."""
    if not len(x):
        return np.zeros(len(city.blocks))
    distance = cKDTree(np.stack([x, y], axis=1)).query(np.stack([city.blocks.x, city.blocks.y], axis=1))[0]
    half = 0.5 * np.sqrt(city.blocks.area)
    return np.asarray(np.clip((reach + half - distance) / (2 * half), 0, 1))


def green(city: City) -> Floats:
    """Share of each block within 300 metres of a park or wood of at least a hectare."""
    place = np.isin(city.blocks.kind, [KIND["park"], KIND["forest"], KIND["lake"], KIND["open_land"]])
    border = np.concatenate([_corners(s) for s in city.blocks.shape[place]])
    share = near(city, border[:, 0], border[:, 1], 300.0)
    inner = np.where(_of_kind(city, {"gruenderzeit": 1.0, "old_town": 1.0}) > 0, 0.22, 0.40)
    return np.maximum(share, inner)


def _corners(shape: object) -> Floats:
    return np.asarray(shape.exterior.coords)  # type: ignore[attr-defined]

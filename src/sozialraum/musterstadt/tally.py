"""Counting people by block and group."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sozialraum.musterstadt.people import EU, GERMAN_MIGRANT, City
from sozialraum.musterstadt.plan import Ints

Columns = dict[str, np.ndarray]  # "variable@group" → one figure a space

BANDS = {
    "age_0_2": (0, 3), "age_3_5": (3, 6), "age_6_9": (6, 10), "age_10_14": (10, 15), "age_15_17": (15, 18),
    "age_18_24": (18, 25), "age_25_44": (25, 45), "age_45_64": (45, 65), "age_65_79": (65, 80), "age_80_plus": (80, 999),
}  # fmt: skip
SUMS = {
    "age_0_5": (0, 6), "age_0_14": (0, 15), "age_0_17": (0, 18), "age_6_17": (6, 18), "age_15_64": (15, 65),
    "age_18_plus": (18, 999), "age_65_plus": (65, 999),
}  # fmt: skip
ORIGINS = {
    "german": (0, 1), "foreign": (2, 3), "migration_background": (1, 2, 3), "german_migration_background": (1,),
    "eu_foreign": (EU,),
}  # fmt: skip
_LOWER = [low for low, _ in BANDS.values()]


def of_age(low: int, high: int) -> list[int]:
    """Numbers of the age bands from `low` to below `high`."""
    return [i for i, (a, b) in enumerate(BANDS.values()) if a >= low and b <= high]


def people_cube(city: City) -> Ints:
    """Inhabitants by block, age band, sex (men, women) and origin; shape (blocks, 10, 2, 4)."""
    people = city.people
    band = np.searchsorted(_LOWER, np.arange(256), side="right").astype(np.int64) - 1
    key = (people.block.astype(np.int64) * 10 + band[people.age]) * 2 + people.woman
    cube = np.bincount(key * 4 + people.origin, minlength=len(city.blocks) * 80)
    return cube.reshape(-1, 10, 2, 4)


def inhabitants(city: City) -> Columns:
    """The population table of the register: sex, age, origin, and how long they have lived there."""
    cube = people_cube(city)
    name = "inhabitants"
    columns: Columns = {f"{name}@total": cube.sum(axis=(1, 2, 3))}
    columns[f"{name}@men"], columns[f"{name}@women"] = cube.sum(axis=(1, 3)).T
    for group, (low, high) in (BANDS | SUMS).items():
        columns[f"{name}@{group}"] = cube[:, of_age(low, high)].sum(axis=(1, 2, 3))
    for group, (low, high) in (BANDS | {"age_15_64": (15, 65), "age_18_plus": (18, 999)}).items():
        both = cube[:, of_age(low, high)].sum(axis=(1, 3))
        columns[f"{name}@men_and_{group}"], columns[f"{name}@women_and_{group}"] = both.T
    for group, origins in ORIGINS.items():
        columns[f"{name}@{group}"] = cube[..., list(origins)].sum(axis=(1, 2, 3))
    for origin in ("german", "foreign", "migration_background"):
        mine = cube[..., list(ORIGINS[origin])]
        for group, (low, high) in {
            "age_0_17": (0, 18),
            "age_15_64": (15, 65),
            "age_65_plus": (65, 999),
        }.items():
            columns[f"{name}@{origin}_and_{group}"] = mine[:, of_age(low, high)].sum(axis=(1, 2, 3))
    settled = city.people.here >= 5
    columns["inhabitants_5_years_here@total"] = np.bincount(
        city.people.block[settled], minlength=len(city.blocks)
    )
    return columns


def movement(city: City) -> Columns:
    """Births, deaths and moves within the year."""
    events = city.events
    return {
        "births@total": events.births,
        "deaths@total": events.deaths,
        "deaths_under_65@total": events.deaths_under_65,
        "moves_in@total": events.moves_in,
        "moves_out@total": events.moves_out,
    }


def count(of_unit: Ints, units: int, city: City, who: np.ndarray) -> Ints:
    """How many of the people marked in `who` live in each unit; `of_unit` numbers the unit of each block."""
    return np.bincount(of_unit[city.people.block[who]], minlength=units)


def by_sex_and_origin(name: str, of_unit: Ints, units: int, city: City, who: np.ndarray) -> Columns:
    """Total, men, women, german, foreign and migration background of the people marked in `who`."""
    people = city.people
    marks: Iterable[tuple[str, np.ndarray]] = (
        ("total", who),
        ("men", who & ~people.woman),
        ("women", who & people.woman),
        ("german", who & (people.origin < EU)),
        ("foreign", who & (people.origin >= EU)),
        ("migration_background", who & (people.origin >= GERMAN_MIGRANT)),
    )
    return {f"{name}@{group}": count(of_unit, units, city, mask) for group, mask in marks}

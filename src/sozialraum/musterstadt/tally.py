"""Counting people by block and group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.people import EU, GERMAN_MIGRANT, City, People
from sozialraum.musterstadt.plan import Ints

Columns = dict[str, np.ndarray]  # "variable@group" → one figure a space

BANDS = {
    "age_0_2": (0, 3), "age_3_5": (3, 6), "age_6_9": (6, 10), "age_10_14": (10, 15), "age_15_17": (15, 18),
    "age_18_24": (18, 25), "age_25_44": (25, 45), "age_45_64": (45, 65), "age_65_79": (65, 80),
    "age_80_plus": (80, 999),
}  # fmt: skip
SUMS = {
    "age_0_5": (0, 6), "age_0_14": (0, 15), "age_0_17": (0, 18), "age_0_20": (0, 21), "age_6_17": (6, 18),
    "age_10_17": (10, 18), "age_15_24": (15, 25), "age_15_64": (15, 65), "age_55_64": (55, 65),
    "age_18_plus": (18, 999), "age_65_plus": (65, 999), "under_65": (0, 65),
}  # fmt: skip
WITH_SEX = ("age_15_64", "age_18_plus", "age_65_plus", "under_65")
ORIGINS = {
    "german": (0, 1), "foreign": (2, 3), "migration_background": (1, 2, 3), "german_migration_background": (1,),
    "eu_foreign": (EU,),
}  # fmt: skip
WITH_ORIGIN = {
    "german": ("age_0_17", "age_15_64", "age_65_plus"),
    "foreign": ("age_0_17", "age_15_64", "age_65_plus", "under_65"),
    "migration_background": ("age_0_5", "age_0_17"),
}
# The finest bands that all the groups above are sums of.
_CUTS = (0, 3, 6, 10, 15, 18, 21, 25, 45, 55, 65, 80, 999)


def of_age(group: str) -> list[int]:
    """Numbers of the fine age bands that a group of ages is made of."""
    low, high = (BANDS | SUMS)[group]
    return [i for i, (a, b) in enumerate(pairwise(_CUTS)) if a >= low and b <= high]


def people_cube(city: City) -> Ints:
    """Inhabitants by block, fine age band, sex (men, women) and origin; shape (blocks, 12, 2, 4)."""
    people, bands = city.people, len(_CUTS) - 1
    band = np.searchsorted(_CUTS, np.arange(256), side="right").astype(np.int64) - 1
    key = (people.block.astype(np.int64) * bands + band[people.age]) * 2 + people.woman
    cube = np.bincount(key * 4 + people.origin, minlength=len(city.blocks) * bands * 8)
    return cube.reshape(-1, bands, 2, 4)


def inhabitants(city: City) -> Columns:
    """The population table of the register: sex, age, origin, and how long they have lived there."""
    cube = people_cube(city)
    by_age_and_sex, by_sex_and_origin = cube.sum(axis=3), cube.sum(axis=1)
    by_age_and_origin = cube.sum(axis=2)
    columns: Columns = {"total": cube.sum(axis=(1, 2, 3))}
    columns["men"], columns["women"] = by_age_and_sex.sum(axis=1).T
    for group in (*BANDS, *SUMS):
        ages = by_age_and_sex[:, of_age(group)].sum(axis=1)
        columns[group] = ages.sum(axis=1)
        if group in BANDS or group in WITH_SEX:
            columns[f"men_and_{group}"], columns[f"women_and_{group}"] = ages.T
    for origin, numbers in ORIGINS.items():
        columns[origin] = by_sex_and_origin[..., list(numbers)].sum(axis=(1, 2))
        for group in WITH_ORIGIN.get(origin, ()):
            mine = by_age_and_origin[:, of_age(group)][..., list(numbers)]
            columns[f"{origin}_and_{group}"] = mine.sum(axis=(1, 2))
    foreign = by_sex_and_origin[..., list(ORIGINS["foreign"])].sum(axis=2)
    columns["men_and_foreign"], columns["women_and_foreign"] = foreign.T
    settled = np.bincount(city.people.block[city.people.here >= 5], minlength=len(city.blocks))
    return {f"inhabitants@{g}": c for g, c in columns.items()} | {"inhabitants_5_years_here@total": settled}


def movement(city: City) -> Columns:
    """Births, deaths and moves within the year."""
    events = city.events
    return {
        "births@total": events.births,
        "deaths@total": events.deaths,
        "deaths_under_65@total": events.young_men_dead + events.young_women_dead,
        "deaths_under_65@men": events.young_men_dead,
        "deaths_under_65@women": events.young_women_dead,
        "moves_in@total": events.moves_in,
        "moves_out@total": events.moves_out,
        "naturalisations@total": events.naturalised,
    }


@dataclass(frozen=True)
class Crowd:
    """Some of the people of the city in its current year; can stand wherever a city is counted."""

    people: People
    blocks: Blocks
    year: int


def among(city: City | Crowd, who: np.ndarray) -> Crowd:
    """The people marked in `who`, so that the others need not be looked at again and again."""
    return Crowd(city.people.kept(who), city.blocks, city.year)


@dataclass(frozen=True)
class Units:
    """The spaces in which is counted: `of_block` numbers the space of each block, `number` is how many there are."""

    of_block: Ints
    number: int

    def count(self, city: City | Crowd, who: np.ndarray) -> Ints:
        """How many of the people marked in `who` live in each space."""
        return np.bincount(self.of_block[city.people.block[who]], minlength=self.number)

    def total(self, of_blocks: np.ndarray) -> np.ndarray:
        """Sum of a figure of the blocks for each space; whole numbers stay whole."""
        sums = np.bincount(self.of_block, of_blocks, self.number)
        return np.rint(sums).astype(np.int64) if np.issubdtype(of_blocks.dtype, np.integer) else sums


def by_group(name: str, groups: Iterable[str], units: Units, city: City | Crowd, who: np.ndarray) -> Columns:
    """The people marked in `who`, counted in each of the named groups."""
    people = city.people
    marks = {
        "total": lambda: True,
        "men": lambda: ~people.woman,
        "women": lambda: people.woman,
        "german": lambda: people.origin < EU,
        "foreign": lambda: people.origin >= EU,
        "migration_background": lambda: people.origin >= GERMAN_MIGRANT,
        "under_25": lambda: people.age < 25,
        "over_55": lambda: people.age >= 55,
        "age_0_2": lambda: people.age < 3,
        "age_3_5": lambda: (people.age >= 3) & (people.age < 6),
        "age_0_14": lambda: people.age < 15,
        "age_0_17": lambda: people.age < 18,
        "age_18_64": lambda: (people.age >= 18) & (people.age < 65),
        "age_65_plus": lambda: people.age >= 65,
    }
    return {f"{name}@{group}": units.count(city, who & marks[group]()) for group in groups}


def again(draw: np.ndarray, factor: int) -> np.ndarray:
    """Another even draw between 0 and 1 for everybody, made from the one they carry through life."""
    drawn = draw * np.float32(factor)
    return drawn - np.floor(drawn)

"""The people of the invented city, one by one: born, growing older, moving, dying from 2013 to 2024.

Everything that is later counted is counted from these people, so that all tables of a year and all years fit together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.districts import BY_KIND, smooth_field, trait
from sozialraum.musterstadt.plan import KIND, KINDS, Floats, Ints, Plan

FIRST_YEAR, LAST_YEAR = 2013, 2024
OLDEST = 100
GERMAN, GERMAN_MIGRANT, EU, FOREIGN = range(4)  # origin; the last two have no German passport

# What befell the city. Arrivals from abroad are shares of the population.
ARRIVALS_OF_REFUGEES = {2014: 0.002, 2015: 0.0115, 2016: 0.0055, 2017: 0.002, 2022: 0.0125, 2023: 0.004}
FROM_UKRAINE = (2022, 2023)
MOBILITY = {2020: 0.83, 2021: 0.90}
EXCESS_MORTALITY = {2020: 1.06, 2021: 1.10, 2022: 1.07}

# Yearly chance to leave the city, and to move within it, by age (upper limits) before the district's factor.
AGE_LIMITS = np.array([18, 25, 30, 45, 65, 200])
LEAVING = np.array([0.030, 0.085, 0.082, 0.042, 0.017, 0.010])
MOVING = np.array([0.055, 0.130, 0.125, 0.070, 0.032, 0.018])
ARRIVAL_AGES = np.array([0.10, 0.33, 0.19, 0.22, 0.11, 0.05])
REFUGEE_AGES = np.array([0.28, 0.27, 0.17, 0.20, 0.07, 0.01])
UKRAINE_AGES = np.array([0.36, 0.10, 0.09, 0.27, 0.12, 0.06])

# Who looks for which kind of district: young people, families and the middle ages, older people.
PREFERENCE = {
    "old_town": (1.3, 0.8, 1.1), "gruenderzeit": (1.6, 1.0, 0.8), "large_estate_north": (0.8, 0.8, 1.2),
    "large_estate_southeast": (0.8, 0.8, 1.1), "single_family": (0.30, 2.9, 0.9), "village": (0.25, 2.8, 0.8),
    "industrial": (1.2, 0.6, 0.4),
}  # fmt: skip
REFUGEE_PREFERENCE = {
    "old_town": 0.2, "gruenderzeit": 0.5, "large_estate_north": 2.6, "large_estate_southeast": 2.1,
    "single_family": 0.12, "village": 0.08, "industrial": 3.0,
}  # fmt: skip


@dataclass
class People:
    """One entry a person. `rank` and `luck` are drawn once for life: the lower, the nearer to poverty; see work.py."""

    block: npt.NDArray[np.int32]
    age: npt.NDArray[np.uint8]
    woman: npt.NDArray[np.bool_]
    origin: npt.NDArray[np.uint8]
    here: npt.NDArray[np.uint8]  # full years at this address
    rank: npt.NDArray[np.float32]
    luck: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.block)

    def kept(self, who: npt.NDArray[np.bool_]) -> People:
        return People(*(getattr(self, f)[who] for f in self.__dataclass_fields__))

    def joined(self, other: People) -> People:
        return People(
            *(np.concatenate([getattr(self, f), getattr(other, f)]) for f in self.__dataclass_fields__)
        )


@dataclass(frozen=True)
class Events:
    """What happened within a year, counted by block, each of shape (blocks,).

    Moves are those across the city limits, because only these add up from blocks to larger spaces.
    """

    births: Ints
    deaths: Ints
    young_men_dead: Ints  # under 65
    young_women_dead: Ints
    moves_in: Ints
    moves_out: Ints
    naturalised: Ints


class City:
    """The blocks and who lives in them; `step()` lets one year pass."""

    def __init__(self, blocks: Blocks, plan: Plan, capacity: Floats, seed: int):
        self.rng = np.random.default_rng([seed, 30])
        self.blocks = blocks
        self.year = FIRST_YEAR
        self.capacity = capacity
        self.trend = trait("trend")[blocks.kind] + 0.008 * smooth_field(blocks, plan, seed, 32, 2500.0)
        mixed = np.where(blocks.kind == KIND["gruenderzeit"], 0.32, 0.19)  # no kind is so unlike itself
        poverty = mixed * smooth_field(blocks, plan, seed, 31, 3000.0) + self.rng.normal(0, 0.16, len(blocks))
        self.poverty = trait("poverty")[blocks.kind] + poverty
        self.people = self._settled()
        # The first year is lived once beforehand, so that it has births, moves and years at the address.
        self.year -= 1
        self.events = self.step()

    @property
    def count(self) -> Ints:
        """Inhabitants of each block at the end of the year."""
        return np.bincount(self.people.block, minlength=len(self.blocks))

    def step(self) -> Events:
        """Let a year pass: deaths, ageing, moves out, moves within, births, arrivals."""
        self.year += 1
        n = len(self.blocks)
        start = len(self.people)
        deaths, young_men, young_women = self._die()
        self.people.age = np.minimum(self.people.age + 1, OLDEST).astype(np.uint8)
        self.people.here = np.minimum(self.people.here + 1, 200).astype(np.uint8)
        children = self._children()
        left = self._leave()
        self.capacity = self.capacity * (1 + np.clip(self.trend, -0.02, 0.03))
        self._move()
        arrived = self._arrive(start)
        births = np.bincount(children.block, minlength=n)
        self.people = self.people.joined(children)
        naturalised = self._naturalise()
        self.events = Events(births, deaths, young_men, young_women, arrived, left, naturalised)
        return self.events

    def _settled(self) -> People:
        """The first inhabitants: as many as each block houses, with the ages and origins of its kind."""
        rng, kind = self.rng, self.blocks.kind
        number = np.floor(self.capacity + rng.random(len(kind))).astype(np.int64)
        block = np.repeat(np.arange(len(kind), dtype=np.int32), number)
        n = len(block)
        cdf = np.stack([_age_curve(d.ages) for d in BY_KIND])
        age = np.zeros(n, dtype=np.uint8)
        draw, of_kind = rng.random(n), kind[block]
        for k in range(len(KINDS)):
            mine = of_kind == k
            age[mine] = np.searchsorted(cdf[k], draw[mine])
        younger = np.where(age < 45, 1.25, np.where(age < 65, 0.75, 0.2))
        poverty = np.clip(self.poverty - trait("poverty")[kind], -0.6, 0.6)[block]
        foreign = rng.random(n) < trait("foreign")[of_kind] * younger * np.exp(1.3 * poverty)
        migrant = rng.random(n) < trait("migrant")[of_kind] * np.where(
            age < 18, 2.2, np.where(age < 65, 0.9, 0.6)
        )
        origin = np.where(
            foreign, np.where(rng.random(n) < 0.42, EU, FOREIGN), np.where(migrant, GERMAN_MIGRANT, 0)
        )
        people = self._newcomers(block, age, origin.astype(np.uint8))
        people.here = (
            np.minimum(rng.exponential(9.0, n), np.maximum(age, 1) - 1.0).clip(0, 200).astype(np.uint8)
        )
        return people

    def _newcomers(self, block: Ints, age: Ints, origin: Ints, women: float | None = None) -> People:
        rng, n = self.rng, len(block)
        share = np.interp(age, [0, 50, 65, 75, 85, 95], [0.487, 0.497, 0.52, 0.55, 0.63, 0.75])
        woman = rng.random(n) < (share if women is None else np.where(age < 18, 0.487, women))
        return People(
            block.astype(np.int32), age.astype(np.uint8), woman, origin.astype(np.uint8), np.zeros(n, dtype=np.uint8),
            rng.random(n, dtype=np.float32), rng.random(n, dtype=np.float32),
        )  # fmt: skip

    def _die(self) -> tuple[Ints, Ints, Ints]:
        """Gompertz mortality by sex; higher where people are poor, and in the pandemic."""
        people = self.people
        age = np.arange(OLDEST + 1)
        table = np.stack([0.0105 * np.exp(0.0905 * (age - 60)), 0.0057 * np.exp(0.104 * (age - 60))])
        table[:, 0] = 0.0030
        table[:, 65:] *= EXCESS_MORTALITY.get(self.year, 1.0)
        chance = table[people.woman.astype(np.int8), people.age] * np.exp(0.22 * self.poverty)[people.block]
        dead = self.rng.random(len(people), dtype=np.float32) < chance
        n = len(self.blocks)
        deaths = np.bincount(people.block[dead], minlength=n)
        young = dead & (people.age < 65)
        by_sex = [
            np.bincount(people.block[young & sex], minlength=n) for sex in (~people.woman, people.woman)
        ]
        self.people = people.kept(~dead)
        return deaths, by_sex[0], by_sex[1]

    def _children(self) -> People:
        """Births by the age and origin of the mother; a child grows up in the means of its mother."""
        people, rng = self.people, self.rng
        age = np.arange(OLDEST + 1)
        rate = 0.105 * np.exp(-(((age - 30.8) / 7.0) ** 2))
        rate[(age < 15) | (age > 48)] = 0.0
        rate *= np.interp(self.year, [2013, 2016, 2021, 2024], [0.98, 1.10, 1.06, 0.88])
        chance = rate[people.age] * people.woman * np.array([1.0, 1.1, 1.3, 1.55])[people.origin]
        mother = np.flatnonzero(rng.random(len(people), dtype=np.float32) < chance)
        n = len(mother)
        of_mother, draw = people.origin[mother], rng.random(n)
        origin = np.select(
            [of_mother == GERMAN, of_mother == GERMAN_MIGRANT],
            [np.where(draw < 0.10, GERMAN_MIGRANT, GERMAN), np.full(n, GERMAN_MIGRANT)],
            np.where(draw < 0.45, GERMAN_MIGRANT, of_mother),
        )
        child = self._newcomers(people.block[mother], np.zeros(n), origin, 0.487)
        child.rank = people.rank[mother].copy()
        return child

    def _leave(self) -> Ints:
        people = self.people
        chance = LEAVING[np.searchsorted(AGE_LIMITS, people.age, side="right")]
        chance = chance * np.array([0.9, 0.9, 1.9, 1.6])[people.origin] * MOBILITY.get(self.year, 1.0)
        chance *= trait("moving")[self.blocks.kind][people.block]
        gone = self.rng.random(len(people), dtype=np.float32) < chance * np.where(people.here >= 5, 0.6, 1.25)
        left = np.bincount(people.block[gone], minlength=len(self.blocks))
        self.people = people.kept(~gone)
        return left

    def _move(self) -> None:
        """Moves within the city, to where there is room."""
        people, n = self.people, len(self.blocks)
        chance = MOVING[np.searchsorted(AGE_LIMITS, people.age, side="right")] * MOBILITY.get(self.year, 1.0)
        chance = (
            chance * trait("moving")[self.blocks.kind][people.block] * np.where(people.here >= 5, 0.6, 1.3)
        )
        mover = np.flatnonzero(self.rng.random(len(people), dtype=np.float32) < chance)
        out = np.bincount(people.block[mover], minlength=n)
        room = self.capacity - self.count + out
        people.block[mover] = self._homes(people.age[mover], people.origin[mover], room)
        people.here[mover] = 0

    def _arrive(self, start: int) -> Ints:
        """Arrivals from elsewhere: as many as the city has drawn in that year, and refugees in some years."""
        rng, n = self.rng, len(self.blocks)
        room = self.capacity - self.count
        pull = np.interp(self.year, [2013, 2016, 2019, 2021, 2024], [0.038, 0.038, 0.036, 0.037, 0.038])
        number = round(start * pull * MOBILITY.get(self.year, 1.0))
        age = self._ages(ARRIVAL_AGES, number)
        foreign = np.interp(self.year, [2013, 2019, 2024], [0.24, 0.30, 0.34])
        cut = np.cumsum([1 - foreign - 0.07, 0.07, foreign * 0.6])
        origin = np.searchsorted(cut, rng.random(number)).astype(np.uint8)
        newcomers = self._newcomers(self._homes(age, origin, room), age, origin)
        refugees = round(start * ARRIVALS_OF_REFUGEES.get(self.year, 0.0))
        if refugees:
            ukraine = self.year in FROM_UKRAINE
            age = self._ages(UKRAINE_AGES if ukraine else REFUGEE_AGES, refugees)
            block = self._homes(age, np.full(refugees, FOREIGN), room, refugees=True)
            others = self._newcomers(block, age, np.full(refugees, FOREIGN), 0.70 if ukraine else 0.31)
            others.rank *= np.float32(0.35)
            newcomers = newcomers.joined(others)
        self.people = self.people.joined(newcomers)
        return np.bincount(newcomers.block, minlength=n)

    def _ages(self, shares: Floats, number: int) -> Ints:
        group = np.searchsorted(np.cumsum(shares), self.rng.random(number) * shares.sum())
        low, high = np.array([0, 18, 25, 30, 45, 65])[group], np.array([18, 25, 30, 45, 65, 86])[group]
        return np.floor(low + (high - low) * self.rng.random(number) ** 1.2).astype(np.int64)

    def _homes(self, age: Ints, origin: Ints, room: Floats, refugees: bool = False) -> Ints:
        """A block for each mover: where there is room, in the kinds of district that such people look for."""
        kind, block = self.blocks.kind, np.zeros(len(age), dtype=np.int32)
        free = np.maximum(room, 0.015 * self.capacity) * (self.capacity > 0)
        stage = np.where(age >= 60, 2, np.where((age >= 30) | (age < 18), 1, 0))
        for s in range(3):
            for foreign in (False, True):
                who = np.flatnonzero((stage == s) & ((origin >= EU) == foreign))
                taste = np.full(len(KINDS), 0.5)
                for name, liking in PREFERENCE.items():
                    taste[KIND[name]] = REFUGEE_PREFERENCE[name] if refugees else liking[s]
                weight = free * taste[kind] * (np.exp(0.75 * self.poverty) if foreign else 1.0)
                total = np.cumsum(weight)
                block[who] = np.searchsorted(total, self.rng.random(len(who)) * total[-1], side="right")
        return np.minimum(block, len(kind) - 1)

    def _naturalise(self) -> Ints:
        people = self.people
        chance = np.where(
            (people.origin >= EU) & (people.here >= 3), 0.020 if self.year < 2022 else 0.032, 0.0
        )
        new = self.rng.random(len(people), dtype=np.float32) < chance
        people.origin[new] = GERMAN_MIGRANT
        return np.bincount(people.block[new], minlength=len(self.blocks))


def _age_curve(humps: tuple[tuple[float, float, float], ...]) -> Floats:
    """Cumulated shares of the ages 0 to 100."""
    age = np.arange(OLDEST + 1)
    curve = sum(w / s * np.exp(-(((age - m) / s) ** 2) / 2) for m, s, w in humps)
    curve = curve * np.clip((104 - age) / 20, 0, 1)
    total = np.cumsum(curve)
    total[-1] *= 1 + 1e-9
    return np.asarray(total / total[-1] * (1 + 1e-9))

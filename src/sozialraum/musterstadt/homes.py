"""Households and dwellings of each block, made from who lives there."""

from __future__ import annotations

import numpy as np

from sozialraum.musterstadt.districts import trait
from sozialraum.musterstadt.people import FIRST_YEAR, City
from sozialraum.musterstadt.plan import KIND, KINDS, Floats, Ints
from sozialraum.musterstadt.tally import Columns

CHILDREN_A_FAMILY = 1.62
ERAS = ("until_1918", "1919_1948", "1949_1990", "from_1991")
# Share of the residential buildings by era, and dwellings in a building of several.
BUILT = {
    "old_town": (0.58, 0.12, 0.12, 0.18), "gruenderzeit": (0.66, 0.14, 0.08, 0.12),
    "large_estate_north": (0.0, 0.01, 0.90, 0.09), "large_estate_southeast": (0.0, 0.02, 0.90, 0.08),
    "single_family": (0.06, 0.30, 0.27, 0.37), "village": (0.38, 0.13, 0.14, 0.35),
    "industrial": (0.30, 0.30, 0.30, 0.10), "open_land": (0.45, 0.20, 0.15, 0.20),
}  # fmt: skip
HOUSE_SIZE = {
    "old_town": 6.5,
    "gruenderzeit": 9.5,
    "large_estate_north": 34.0,
    "large_estate_southeast": 30.0,
}
OLD_ALONE = {"old_town": 0.37, "gruenderzeit": 0.36, "large_estate_north": 0.345, "large_estate_southeast": 0.335,
             "single_family": 0.245, "village": 0.235}  # fmt: skip
SUBSIDISED = {
    "large_estate_north": 0.30,
    "large_estate_southeast": 0.26,
    "gruenderzeit": 0.035,
    "old_town": 0.05,
}


class Homes:
    """Keeps what stays from year to year: how each block rounds, and its dwellings."""

    def __init__(self, city: City, seed: int):
        rng = np.random.default_rng([seed, 40])
        n = len(city.blocks)
        self.kind = city.blocks.kind
        # A fixed fraction for each block and figure: rounding with it keeps small figures steady over the years.
        self.dither = rng.random((12, n))
        self.bent = np.clip(city.poverty - trait("poverty")[self.kind], -0.5, 0.5)
        self.size = trait("dwelling")[self.kind] * np.exp(rng.normal(0, 0.07, n))
        shares = np.array([OLD_ALONE.get(k, 0.30) for k in KINDS])[self.kind]
        self.old_alone = shares * np.exp(rng.normal(0, 0.06, n))
        self.dwellings: Ints | None = None
        self.built_since = np.zeros(n, dtype=np.int64)

    def _whole(self, figure: Floats, number: int) -> Ints:
        return np.floor(np.maximum(figure, 0.0) + self.dither[number]).astype(np.int64)

    def households(self, inhabitants: Columns) -> Columns:
        """Households by type. Families from the number of children; of the other adults some live alone."""
        children = inhabitants["inhabitants@age_0_17"]
        adults = inhabitants["inhabitants@total"] - children
        old = inhabitants["inhabitants@age_65_plus"]
        families = np.minimum(self._whole(children / CHILDREN_A_FAMILY, 0), adults)
        families = np.maximum(families, (children > 0).astype(np.int64))
        lone_share = trait("single_parent")[self.kind] * np.exp(0.5 * self.bent)
        lone = np.minimum(self._whole(families * lone_share, 1), families)
        couples = np.minimum(families - lone, (adults - families).clip(0))
        lone = families - couples
        grown = inhabitants["inhabitants@age_18_24"] * 0.30
        others = np.maximum(adults - lone - 2 * couples - grown.astype(np.int64), 0)
        old_alone = np.minimum(self._whole(old * self.old_alone, 2), others)
        young = np.maximum(others - old, 0)
        young_alone = np.minimum(
            self._whole(young * trait("one_person")[self.kind] * 1.22, 3), others - old_alone
        )
        rest = others - old_alone - young_alone
        pairs = np.clip(self._whole(rest / 2.12, 4), (rest > 0).astype(np.int64), rest)
        alone = old_alone + young_alone
        larger = np.minimum(self._whole(pairs * 0.10, 5), pairs)
        return {
            "households@total": families + alone + pairs,
            "households@one_person": alone,
            "households@one_person_and_age_65_plus": old_alone,
            "households@two_persons": pairs - larger + self._part(lone, 0.58, 6),
            "households@with_children": families,
            "households@single_parent": lone,
            "households@couple_with_children": couples,
        }

    def _part(self, whole: Ints, share: float | Floats, number: int) -> Ints:
        return np.minimum(self._whole(whole * share, number), whole)

    def dwellings_of(self, city: City, households: Ints) -> Columns:
        """Dwellings follow the households with some reserve; in the estates houses were torn down until 2016."""
        kind = self.kind
        vacancy = trait("vacancy")[kind]
        if self.dwellings is None:
            self.dwellings = self._whole(households / (1 - vacancy), 7)
            self.at_start = self.dwellings.copy()
        new = np.maximum(np.ceil(households * 1.005).astype(np.int64) - self.dwellings, 0)
        self.built_since += new
        estate = np.isin(kind, [KIND["large_estate_north"], KIND["large_estate_southeast"]])
        torn = self._part(
            np.where(estate & (city.year in range(FIRST_YEAR + 1, 2017)), self.dwellings, 0), 0.015, 8
        )
        self.dwellings = np.maximum(self.dwellings + new - torn, np.ceil(households * 1.005).astype(np.int64))
        small = trait("one_two_family")[kind]
        in_small = self._part(self.dwellings, small, 9)
        fading = np.interp(city.year, [2013, 2024], [1.0, 0.62])
        subsidised = np.array([SUBSIDISED.get(k, 0.0) for k in KINDS])[kind] * fading
        columns = {
            "dwellings@total": self.dwellings,
            "dwellings_one_two_family@total": in_small,
            "dwellings_subsidised@total": self._part(self.dwellings, subsidised, 10),
            "dwellings_vacant@total": np.maximum(self.dwellings - households, 0),
            "living_area@total": np.round(self.dwellings * self.size).astype(np.int64),
        }
        return columns | self._buildings(in_small)

    def _buildings(self, in_small: Ints) -> Columns:
        """Residential buildings by era; the newest grow with what is built."""
        size = np.array([HOUSE_SIZE.get(k, 7.0) for k in KINDS])[self.kind]
        first_small = self._part(self.at_start, trait("one_two_family")[self.kind], 9)
        small = np.ceil(first_small / 1.17).astype(np.int64)
        large = np.ceil((self.at_start - first_small) / size).astype(np.int64)
        share = np.array([BUILT.get(k, BUILT["open_land"]) for k in KINDS])[self.kind]
        cuts = np.floor((small + large)[:, None] * np.cumsum(share, axis=1) + 0.5).astype(np.int64)
        eras = np.diff(cuts, axis=1, prepend=0)
        share_small = trait("one_two_family")[self.kind]
        added = np.ceil(self.built_since * (share_small / 1.15 + (1 - share_small) / size)).astype(np.int64)
        eras[:, 3] += added
        small_now = small + np.minimum(np.ceil(self.built_since * share_small / 1.15).astype(np.int64), added)
        columns = {f"residential_buildings_{era}@total": eras[:, i] for i, era in enumerate(ERAS)}
        total = eras.sum(axis=1)
        return {
            "residential_buildings@total": total,
            "residential_buildings_one_two_dwellings@total": np.minimum(small_now, total),
        } | columns

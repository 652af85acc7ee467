"""Means and medians, which don't add up: rents, incomes, average age. Made for each level by itself."""

from __future__ import annotations

import numpy as np

from sozialraum.musterstadt.districts import trait
from sozialraum.musterstadt.people import FIRST_YEAR, City
from sozialraum.musterstadt.plan import Floats
from sozialraum.musterstadt.tally import Columns, Units

RENT_LEVEL = {2013: 1.0, 2016: 1.08, 2019: 1.23, 2021: 1.31, 2022: 1.36, 2024: 1.49}
INCOME_LEVEL = {2013: 1.0, 2017: 1.10, 2019: 1.17, 2020: 1.17, 2022: 1.27, 2024: 1.40}


def levels(
    city: City, poverty: Floats, units: Units, households: Columns, rng: np.random.Generator
) -> Columns:
    """Median asking rent, median incomes, average age of each space; missing (NaN) where hardly anybody lives."""
    kind, year = city.blocks.kind, city.year
    homes = households["households@total"].astype(np.float64)
    pull = np.clip(city.trend - 0.004, -0.01, 0.02) * 0.9 * (year - FIRST_YEAR)
    rent = trait("rent")[kind] * np.interp(year, list(RENT_LEVEL), list(RENT_LEVEL.values())) * np.exp(pull)
    rent = rent * np.exp(-0.13 * (poverty - trait("poverty")[kind]))
    income = trait("income")[kind] * np.interp(year, list(INCOME_LEVEL), list(INCOME_LEVEL.values()))
    income = income * np.exp(-0.16 * (poverty - trait("poverty")[kind]))
    people = city.count.astype(np.float64)
    size = np.where(homes > 0, people / np.maximum(homes, 1), 0.0)
    few = units.total(homes) < 60
    age = np.bincount(city.people.block, city.people.age + 0.5, len(kind))
    noise = rng.normal(0, 0.012, (3, units.number))
    rents = _mean(units, rent, homes) * np.exp(noise[0])
    personal = _mean(units, income, people) * np.exp(noise[1])
    household = _mean(units, income * np.clip(size, 1, 3.2) ** 0.62, homes) * np.exp(noise[2])
    total = units.total(people)
    return {
        "rent_offer_median@total": np.where(few, np.nan, np.round(rents, 2)),
        "personal_income_median@total": np.where(few, np.nan, np.round(personal / 5) * 5),
        "household_income_median@total": np.where(few, np.nan, np.round(household / 5) * 5),
        "average_age@total": np.where(
            total < 30, np.nan, np.round(units.total(age) / np.maximum(total, 1), 1)
        ),
    }


def _mean(units: Units, figure: Floats, weight: Floats) -> Floats:
    return np.asarray(units.total(figure * weight) / np.maximum(units.total(weight), 1e-9))

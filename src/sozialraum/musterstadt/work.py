"""Work and want: who is unemployed, employed or lives on basic security, person by person.

A person's `rank` is compared with the risk of people like them in their block and year, so that whoever is unemployed
one year mostly was the year before, and groups within groups (long-term within unemployed) hold by construction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sozialraum.musterstadt.people import EU, FIRST_YEAR, City
from sozialraum.musterstadt.plan import KIND, Floats
from sozialraum.musterstadt.tally import Columns, Units, again, by_group

# Risk of an average person of working age in an average block.
RISK = {
    2013: 0.068, 2014: 0.066, 2015: 0.064, 2016: 0.060, 2017: 0.055, 2018: 0.051, 2019: 0.049, 2020: 0.058,
    2021: 0.056, 2022: 0.050, 2023: 0.052, 2024: 0.056,
}  # fmt: skip
CLOSURE = {
    2017: 0.34,
    2018: 0.30,
    2019: 0.20,
    2020: 0.12,
    2021: 0.07,
    2022: 0.04,
}  # the works in the south-east
PANDEMIC = {2020: 0.10, 2021: 0.06}  # more in quarters of inns, shops and culture
LONG_TERM = {2013: 0.40, 2019: 0.33, 2020: 0.36, 2021: 0.43, 2024: 0.38}
RENEWAL_FROM = 2017  # the programme "Soziale Stadt" in the north


@dataclass(frozen=True)
class Situation:
    """One mark for each person of the city in one year."""

    unemployed: np.ndarray
    long_term: np.ndarray
    basic: np.ndarray  # member of a household on basic security for jobseekers (SGB II)
    basic_unemployed: np.ndarray
    employed: np.ndarray
    marginal: np.ndarray  # in marginal employment only
    basic_old: np.ndarray  # basic security in old age or by reduced capacity (SGB XII)


def poverty_of(city: City) -> Floats:
    """Logarithm of the risk in each block this year: its own, and what befell its kind of district."""
    kind, year = city.blocks.kind, city.year
    risk = city.poverty.copy()
    risk[kind == KIND["large_estate_southeast"]] += CLOSURE.get(year, 0.0)
    for name in ("old_town", "gruenderzeit"):
        risk[kind == KIND[name]] += PANDEMIC.get(year, 0.0)
    risk[kind == KIND["large_estate_north"]] -= 0.025 * max(0, year - RENEWAL_FROM)
    quarters = kind == KIND["gruenderzeit"]
    rising = 0.9 * np.clip(city.trend[quarters] - 0.006, 0, None) + 0.004
    risk[quarters] -= np.minimum(4.0 * rising, 0.05) * (year - FIRST_YEAR)
    return risk


def situation(city: City) -> Situation:
    """Who is in work, out of work or in want at the end of the year."""
    people, year = city.people, city.year
    age, rank, luck = people.age, people.rank, people.luck
    in_block = np.exp(poverty_of(city)) * RISK[year]
    by_age = np.interp(
        np.arange(256), [15, 17.9, 18, 24.9, 25, 54.9, 55, 64.9], [0.1, 0.1, 0.8, 0.8, 1, 1, 1.05, 1.05]
    )
    by_origin = np.array([0.82, 1.05, 1.55, 2.2])
    by_sex = np.array([1.06, 0.94])
    risk = in_block[people.block] * by_origin[people.origin]
    working_age = (age >= 15) & (age < 65)
    out_of_work = working_age & (rank < risk * by_age[age] * by_sex[people.woman.astype(np.int8)])
    poor = (age < 65) & (rank < risk * np.where(age < 18, 2.25, 1.55))
    insured = out_of_work & (luck > 0.67)
    long = np.interp(year, list(LONG_TERM), list(LONG_TERM.values()))
    long_term = out_of_work & ~insured & (rank < risk * by_age[age] * long * 1.45)
    earning = np.interp(
        np.arange(256),
        [15, 16, 18, 22, 27, 50, 58, 62, 65, 66],
        [0, 0.03, 0.3, 0.55, 0.76, 0.78, 0.72, 0.6, 0.3, 0],
    )
    earning = earning * np.interp(year, [2013, 2019, 2020, 2024], [0.90, 1.0, 0.985, 1.01])
    chance = (
        earning[age] * np.array([1.02, 0.97, 0.92, 0.72])[people.origin] * np.where(people.woman, 0.96, 1.03)
    )
    employed = working_age & ~out_of_work & (luck < chance)
    marginal = ~employed & ~out_of_work & (age >= 16) & (age < 75) & (luck > 0.90)
    old = ((age >= 65) & (rank < 0.55 * risk * np.array([1, 1.6, 2.2, 3.0])[people.origin])) | (
        working_age & ~out_of_work & ~poor & ~employed & (age >= 18) & (rank > 0.985)
    )
    return Situation(
        out_of_work, long_term, poor & ~insured, out_of_work & poor & ~insured, employed, marginal, old
    )


def labour_market(city: City, now: Situation, units: Units) -> Columns:
    """The employment agency's table."""
    people = city.people
    sexes, passports = ("total", "men", "women"), ("german", "foreign")
    columns = by_group("unemployed", (*sexes, *passports, "under_25", "over_55"), units, city, now.unemployed)
    columns |= by_group("unemployed_long_term", (*sexes, *passports), units, city, now.long_term)
    columns |= by_group("unemployed_sgb2", sexes, units, city, now.basic_unemployed)
    for sex in sexes:
        columns[f"unemployed_sgb3@{sex}"] = columns[f"unemployed@{sex}"] - columns[f"unemployed_sgb2@{sex}"]
    untrained = now.unemployed & (again(people.luck, 1013) < np.where(people.origin >= EU, 0.68, 0.47))
    columns |= by_group("unemployed_without_vocational", ("total",), units, city, untrained)
    columns |= by_group("employees", (*sexes, *passports), units, city, now.employed)
    growing = 0.025 * (city.year - FIRST_YEAR) / 11
    part_time = now.employed & (again(people.luck, 97) < np.where(people.woman, 0.47, 0.10) + growing)
    columns |= by_group("employees_part_time", sexes, units, city, part_time)
    return columns | by_group("employees_marginal", sexes, units, city, now.marginal)


def basic_security(city: City, now: Situation, units: Units, households: Columns) -> Columns:
    """Jobcentre's and social office's table: members of households on basic security, and old-age security.

    households: of the blocks; no more single parents can be on basic security than there are.
    """
    people, basic = city.people, now.basic
    entitled = basic & (again(people.luck, 53) < 0.965)
    employable = entitled & (people.age >= 15) & (again(people.luck, 31) < 0.985)
    columns = by_group("sgb2_household_members", ("total", "age_0_14", "age_0_17"), units, city, basic)
    columns |= by_group(
        "sgb2_entitled", ("total", "men", "women", "german", "foreign"), units, city, entitled
    )
    columns |= by_group(
        "sgb2_employable", ("total", "men", "women", "under_25", "over_55"), units, city, employable
    )
    columns |= by_group("sgb2_not_employable", ("total", "age_0_14"), units, city, entitled & ~employable)
    children = columns["sgb2_household_members@age_0_17"]
    adults = columns["sgb2_household_members@total"] - children
    lone_parents = units.total(households["households@single_parent"])
    lone = np.minimum(np.rint(children * 0.30), np.floor(0.8 * lone_parents)).astype(np.int64)
    with_children = np.maximum(np.rint(children / 1.85).astype(np.int64), lone)
    alone = np.rint(np.maximum(adults - lone - 1.9 * (with_children - lone), 0) * 0.78).astype(np.int64)
    pairs = np.rint(np.maximum(adults - alone - lone - 1.9 * (with_children - lone), 0) / 2.1).astype(
        np.int64
    )
    columns |= {
        "sgb2_households@total": alone + with_children + pairs,
        "sgb2_households@one_person": alone,
        "sgb2_households@with_children": with_children,
        "sgb2_households@single_parent": lone,
    }
    groups = ("total", "men", "women", "age_18_64", "age_65_plus")
    columns |= by_group("basic_security", groups, units, city, now.basic_old)
    columns |= by_group(
        "minimum_income", ("total", "age_0_14", "age_0_17"), units, city, basic | now.basic_old
    )
    return columns


def housing_help(
    poverty: Floats, units: Units, households: Columns, rng: np.random.Generator, year: int
) -> Columns:
    """Households with housing benefit, which the law widened in 2023, and actions for eviction."""
    homes = households["households@total"]
    share = 0.017 * np.exp(0.35 * poverty) * np.interp(year, [2013, 2022, 2023, 2024], [1.0, 0.85, 1.7, 1.95])
    eviction = (
        0.0042 * np.exp(0.75 * poverty) * np.interp(year, [2013, 2019, 2020, 2024], [1.0, 0.8, 0.55, 0.7])
    )
    return {
        "housing_benefit_households@total": units.total(np.minimum(rng.poisson(share * homes), homes)),
        "eviction_suits@total": units.total(rng.poisson(eviction * homes)),
    }

"""Children: day care, school entry examinations, school careers, youth welfare."""

from __future__ import annotations

import numpy as np

from sozialraum.musterstadt.people import City
from sozialraum.musterstadt.tally import Columns, Crowd, Units, again, among, by_group

PASSPORTS = ("total", "german", "migration_background")
PUPILS = ("total", "men", "women", "german", "foreign")


def _chance(
    city: City | Crowd, base: float, poverty: np.ndarray, slope: float, foreign: float = 0.0
) -> np.ndarray:
    """A chance for each person: a base, moved on the logit scale by poverty of the block and foreign origin."""
    people = city.people
    logit = np.log(base / (1 - base)) + slope * poverty[people.block]
    logit = logit + foreign * np.array([0.0, 0.45, 0.9, 1.0])[people.origin]
    return 1 / (1 + np.exp(-logit))


def day_care(city: City | Crowd, poverty: np.ndarray, units: Units) -> Columns:
    """Children who live here and are looked after in a day-care centre."""
    city = among(city, city.people.age < 6)
    people = city.people
    small = np.interp(city.year, [2013, 2020, 2024], [0.36, 0.44, 0.46])
    young = (people.age < 3) & (
        again(people.luck, 17) < _chance(city, small, poverty, -0.22, -0.5) * (people.age * 0.36 + 0.42)
    )
    older = (
        (people.age >= 3)
        & (people.age < 6)
        & (again(people.luck, 17) < _chance(city, 0.955, poverty, -0.25, -0.7))
    )
    return by_group("children_in_daycare", ("age_0_2", "age_3_5"), units, city, young | older)


def welfare(city: City, poverty: np.ndarray, units: Units, rng: np.random.Generator) -> Columns:
    """Youth welfare: help with upbringing, and reports of children in danger."""
    blocks = len(city.blocks)
    children = np.bincount(city.people.block[city.people.age < 21], minlength=blocks)
    minors = np.bincount(city.people.block[city.people.age < 18], minlength=blocks)
    growth = np.interp(city.year, [2013, 2019, 2021, 2024], [1.0, 1.18, 1.15, 1.32])
    cases = np.minimum(rng.poisson(0.021 * growth * np.exp(0.85 * poverty) * children), children)
    danger = np.minimum(rng.poisson(0.0055 * growth * np.exp(0.8 * poverty) * minors), minors)
    return {
        "youth_welfare_cases@total": units.total(cases),
        "child_protection_cases@total": units.total(danger),
    }


def school(city: City | Crowd, poverty: np.ndarray, units: Units) -> Columns:
    """Changes to secondary school after the fourth year, and leaving school, by sex and passport."""
    city = among(city, np.isin(city.people.age, (10, 16)))
    people = city.people
    changing = people.age == 10
    trend = np.interp(city.year, [2013, 2024], [0.44, 0.475])
    clever = again(people.luck, 23)
    grammar = changing & (clever < _chance(city, trend, poverty, -0.95, -0.55))
    columns = by_group("pupils_after_primary", PUPILS, units, city, changing)
    columns |= by_group("pupils_after_primary_gymnasium", PUPILS, units, city, grammar)
    leaving = people.age == 16
    shock = 0.10 if city.year in (2021, 2022) else 0.0
    without = leaving & (clever > 1 - _chance(city, 0.062, poverty, 0.75, 0.8 + shock))
    abitur = leaving & (clever < _chance(city, 0.37, poverty, -0.95, -0.65))
    columns |= by_group("school_leavers", PUPILS, units, city, leaving)
    columns |= by_group("school_leavers_without_certificate", PUPILS, units, city, without)
    return columns | by_group("school_leavers_abitur", PUPILS, units, city, abitur & ~without)


def school_entry(city: City | Crowd, poverty: np.ndarray, units: Units) -> Columns:
    """The public health service's examination of children before school, and the dental one."""
    city = among(city, np.isin(city.people.age, (5, 6)))
    people = city.people
    # In the pandemic the service was short of staff: a third of the children was not examined.
    share = {2020: 0.66, 2021: 0.71}.get(city.year, 0.97)
    seen = (people.age == 5) & (again(people.rank, 41) < share)
    late = 0.12 if city.year in (2021, 2022, 2023) else 0.0
    speech = seen & (again(people.luck, 43) < _chance(city, 0.165, poverty, 0.50 + late, 1.1))
    long_in = seen & (again(people.luck, 47) < _chance(city, 0.90, poverty, -0.5, -1.3))
    motor = seen & (again(people.luck, 59) < _chance(city, 0.145, poverty, 0.42))
    checked = seen & (again(people.luck, 61) < _chance(city, 0.86, poverty, -0.45, -1.0))
    rising = np.interp(city.year, [2013, 2019, 2021, 2024], [0.915, 0.93, 0.955, 0.965])
    measles = seen & (again(people.luck, 67) < _chance(city, rising, poverty, 0.02))
    teeth = (people.age == 6) & (again(people.rank, 71) < (0.25 if city.year == 2020 else 0.86))
    healthy = teeth & (again(people.luck, 73) < _chance(city, 0.64, poverty, -0.55, -0.7))
    columns = by_group("school_entry_examined", PASSPORTS, units, city, seen)
    columns |= by_group("school_entry_language_support", PASSPORTS, units, city, speech)
    columns |= by_group("school_entry_daycare_two_years", PASSPORTS, units, city, long_in)
    columns |= by_group("school_entry_checkups_complete", PASSPORTS, units, city, checked)
    columns |= by_group("school_entry_motor_support", ("total",), units, city, motor)
    columns |= by_group("school_entry_measles_vaccinated", ("total",), units, city, measles)
    columns |= by_group("dental_examined", ("total",), units, city, teeth)
    return columns | by_group("dental_healthy", ("total",), units, city, healthy)

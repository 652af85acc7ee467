"""What people say: turnout at elections, and the citizen survey with its small samples."""

from __future__ import annotations

import numpy as np

from sozialraum.musterstadt.people import EU, City
from sozialraum.musterstadt.plan import Floats
from sozialraum.musterstadt.tally import Columns, Units

LOCAL = (2014, 2019, 2024)
FEDERAL = (2013, 2017, 2021)
SURVEY = (2014, 2017, 2020, 2023)
SAMPLE = 0.032  # share of the adults who answer
AGES = {"age_18_29": (18, 30), "age_30_44": (30, 45), "age_45_64": (45, 65), "age_65_plus": (65, 999)}
TURNOUT = {2014: 0.475, 2019: 0.575, 2024: 0.60, 2013: 0.69, 2017: 0.735, 2021: 0.74}

# Share who say so; change on the logit scale with poverty of the block, being a woman, age (a decade from 50), a year.
QUESTIONS: dict[str, tuple[float, float, float, float, float]] = {
    "survey_life_satisfied": (0.80, -0.55, 0.05, 0.02, -0.006),
    "survey_area_satisfied": (0.78, -0.60, 0.00, 0.06, 0.000),
    "survey_dwelling_satisfied": (0.79, -0.50, 0.00, 0.10, -0.020),
    "survey_safe_at_night": (0.58, -0.55, -0.75, -0.10, -0.010),
    "survey_future_confident": (0.63, -0.45, -0.10, -0.12, -0.045),
    "survey_health_good": (0.68, -0.45, -0.05, -0.42, 0.000),
    "survey_neighbour_help": (0.64, -0.25, 0.10, 0.14, 0.000),
    "survey_lonely": (0.13, 0.40, 0.10, 0.02, 0.020),
    "survey_community_good": (0.55, -0.30, 0.05, 0.08, -0.015),
    "survey_volunteering": (0.30, -0.40, -0.05, 0.02, 0.005),
    "survey_can_have_a_say": (0.37, -0.35, 0.00, -0.03, 0.010),
    "survey_association_member": (0.42, -0.40, -0.20, 0.04, -0.010),
    "survey_culture_visit": (0.57, -0.50, 0.15, -0.02, 0.000),
    "survey_bicycle_daily": (0.29, -0.20, -0.15, -0.18, 0.035),
    "survey_noise_disturbed": (0.29, 0.35, 0.05, -0.04, 0.010),
}
# In the pandemic people saw less of each other, and nobody went to the theatre.
PANDEMIC = {"survey_lonely": 0.55, "survey_culture_visit": -1.1, "survey_future_confident": -0.35,
            "survey_neighbour_help": 0.25}  # fmt: skip


def election(city: City, poverty: Floats, units: Units, kind: str, rng: np.random.Generator) -> Columns:
    """Electorate and votes cast, postal votes included. At local elections citizens of the EU from 16 on vote too."""
    people = city.people
    may = (people.origin < EU) & (people.age >= 18)
    if kind == "local":
        may = (people.origin <= EU) & (people.age >= 16) & (people.here > 0)
    logit = np.log(TURNOUT[city.year] / (1 - TURNOUT[city.year])) - 0.62 * poverty[people.block]
    logit += np.interp(people.age, [16, 22, 35, 70, 85, 100], [-0.35, -0.55, -0.15, 0.35, 0.0, -0.6])
    logit -= np.where(people.origin == EU, 1.3, 0.0)
    voted = may & (rng.random(len(people), dtype=np.float32) < 1 / (1 + np.exp(-logit)))
    return {
        f"electorate_{kind}@total": units.count(city, may),
        f"votes_{kind}@total": units.count(city, voted),
    }


def survey(city: City, poverty: Floats, units: Units, grouped: bool, seed: int) -> Columns:
    """Answers to the citizen survey; with sex and age only where `grouped`, for the samples are small.

    The same people answer whatever the units are, so that spaces add up to the city.
    """
    rng = np.random.default_rng([seed, 61, city.year])
    people = city.people
    willing = SAMPLE * np.array([1.0, 0.8, 0.6, 0.45])[people.origin] * np.where(people.age < 30, 0.7, 1.08)
    asked = np.flatnonzero((people.age >= 18) & (rng.random(len(people), dtype=np.float32) < willing))
    unit = units.of_block[people.block[asked]]
    age, woman = people.age[asked].astype(np.float64), people.woman[asked]
    groups = {"total": np.ones(len(asked), dtype=bool)}
    if grouped:
        groups |= {"men": ~woman, "women": woman}
        groups |= {g: (age >= low) & (age < high) for g, (low, high) in AGES.items()}
    columns: Columns = {}
    for name, (share, slope, women, decade, yearly) in QUESTIONS.items():
        answered = rng.random(len(asked)) < 0.975
        logit = np.log(share / (1 - share)) + slope * poverty[people.block[asked]] + women * (woman - 0.5)
        logit += decade * (age - 50) / 10 + yearly * (city.year - 2014)
        logit += PANDEMIC.get(name, 0.0) if city.year == 2020 else 0.0
        yes = answered & (rng.random(len(asked)) < 1 / (1 + np.exp(-logit)))
        for group, member in groups.items():
            columns[f"{name}@{group}"] = np.bincount(unit[yes & member], minlength=units.number)
            columns[f"{name}_asked@{group}"] = np.bincount(unit[answered & member], minlength=units.number)
    return columns

"""Who lives in a space: how many people, by sex, origin and age, beside the whole city."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.values import Column, State
from sozialraum.warehouse.version import Version

INHABITANTS = "inhabitants"
SEXES = ("men", "women")
_AGE = re.compile(r"age_(\d+)_(\d+|plus)")

# Groups that make up the whole population together; the first of which a city has all is shown.
_WHOLES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "sex": (("women", "men"),),
    "origin": (("german", "foreign"),),
}


@dataclass(frozen=True)
class Count:
    """Persons of a group here, and its share of all in percent, here and in the city.

    Shares are NaN where unknown; the city itself is not compared with the city.
    """

    group: str
    value: float
    state: State
    share: float
    city_share: float


@dataclass(frozen=True)
class Split:
    """The population of one year split by one property; the counts add up to everybody."""

    axis: str
    period: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Age:
    """An age group: from, to (inclusive, None = open), and men and women in it here and in the city."""

    group: str
    low: int
    high: int | None
    men: Count
    women: Count


@dataclass(frozen=True, eq=False)
class Population:
    """total: persons by year, NaN where unknown. ages: youngest first, empty where sexes are not known by age."""

    periods: tuple[str, ...]
    total: tuple[float, ...]
    states: tuple[State, ...]
    splits: tuple[Split, ...]
    ages: tuple[Age, ...]
    ages_period: str


def population(version: Version, edition: Edition, code: str) -> Population:
    """Who lives in this space; all parts empty where the city has no inhabitants. Raises UnknownSpaceError."""
    row = edition.index_of(code)
    years = _totals(version, edition)
    splits = [
        Split(axis, period, protected(_counts(version, edition, row, period, groups)))
        for axis, groups, period in _available(version, edition)
    ]
    ages, ages_period = _pyramid(version, edition, row)
    return Population(
        tuple(years), tuple(c.values.item(row) for c in years.values()),
        tuple(State(c.states.item(row)) for c in years.values()), tuple(splits), ages, ages_period,
    )  # fmt: skip


def age_groups(groups: Iterable[str]) -> list[tuple[str, int, int | None]]:
    """The finest row of age groups that covers all ages without overlap: key, from, to; empty where there is none."""
    spans = [
        (g, int(m[1]), None if m[2] == "plus" else int(m[2])) for g in groups if (m := _AGE.fullmatch(g))
    ]
    best: dict[int, list[tuple[str, int, int | None]]] = {}
    for span in sorted(spans, key=lambda s: -s[1]):
        rest = [] if span[2] is None else best.get(span[2] + 1)
        if rest is not None and len(rest) + 1 > len(best.get(span[1], [])):
            best[span[1]] = [span, *rest]
    found = best.get(0, [])
    return found if len(found) > 1 else []


def protected(counts: Sequence[Count]) -> tuple[Count, ...]:
    """With exactly one secret count the total would give it back: the smallest other one becomes secret as well."""
    secret = [i for i, c in enumerate(counts) if c.state is State.SECRET]
    others = [i for i, c in enumerate(counts) if not np.isnan(c.value) and c.value > 0]
    if len(secret) != 1 or not others:
        return tuple(counts)
    return tuple(_hidden(counts, {min(others, key=lambda i: counts[i].value)}))


def _hidden(counts: Sequence[Count], which: set[int]) -> list[Count]:
    return [
        Count(c.group, np.nan, State.SECRET, np.nan, c.city_share) if i in which else c
        for i, c in enumerate(counts)
    ]


# What there is -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=12)
def _totals(version: Version, edition: Edition) -> dict[str, Column]:
    found = {p: version.population(edition, p) for p in version.facts.periods(edition.key)}
    return {p: column for p, column in found.items() if column is not None}


@lru_cache(maxsize=12)
def _available(version: Version, edition: Edition) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """axis, groups, latest period in which all of them are known."""
    found = []
    for axis, choices in _WHOLES.items():
        for groups in choices:
            if period := _latest(version, edition, groups):
                found.append((axis, groups, period))
                break
    ages, period = _latest_ages(version, edition, "")
    if ages:
        found.append(("age", tuple(group for group, _, _ in ages), period))
    return tuple(found)


def _latest(version: Version, edition: Edition, groups: Sequence[str]) -> str:
    wanted = {f"{INHABITANTS}@{g}" for g in (*groups, "total")}
    periods = [
        p for p in version.facts.periods(edition.key) if wanted <= version.facts.at(edition.key, p).keys()
    ]
    return periods[-1] if periods else ""


@lru_cache(maxsize=24)
def _latest_ages(
    version: Version, edition: Edition, sexes: str
) -> tuple[list[tuple[str, int, int | None]], str]:
    """Age groups of the latest year that has a whole row of them; with `sexes` known for women and for men."""
    for period in reversed(version.facts.periods(edition.key)):
        present = version.facts.at(edition.key, period)
        prefixes = [f"{INHABITANTS}@{sex}_and_" for sex in SEXES] if sexes else [f"{INHABITANTS}@"]
        keys = [{c.removeprefix(p) for c in present if c.startswith(p)} for p in prefixes]
        if ages := age_groups(set.intersection(*keys)):
            return ages, period
    return [], ""


# One space ---------------------------------------------------------------------------------------------------------


def _counts(version: Version, edition: Edition, row: int, period: str, groups: Sequence[str]) -> list[Count]:
    here = [_shown(version, edition, period, g) for g in groups]
    everybody = _shown(version, edition, period, "total").values.item(row)
    city = version.edition(CITY)
    return [
        Count(
            group, column.values.item(row), State(column.states.item(row)),
            _percent(column.values.item(row), everybody),
            np.nan if edition is city else _city_share(version, city, period, group),
        )
        for group, column in zip(groups, here, strict=True)
    ]  # fmt: skip


def _pyramid(version: Version, edition: Edition, row: int) -> tuple[tuple[Age, ...], str]:
    ages, period = _latest_ages(version, edition, "both")
    men, women = (
        _counts(version, edition, row, period, [f"{sex}_and_{g}" for g, _, _ in ages]) for sex in SEXES
    )
    hide = _to_hide(men, women)
    men, women = _hidden(men, hide), _hidden(women, hide)
    return tuple(Age(*age, m, w) for age, m, w in zip(ages, men, women, strict=True)), period


def _to_hide(men: Sequence[Count], women: Sequence[Count]) -> set[int]:
    """An age with one secret sex hides both; a single such age hides the next smallest, for the sums by sex."""
    hide = {
        i for i, pair in enumerate(zip(men, women, strict=True)) if State.SECRET in {c.state for c in pair}
    }
    others = [i for i in range(len(men)) if i not in hide and men[i].value + women[i].value > 0]
    if len(hide) == 1 and others:
        hide.add(min(others, key=lambda i: men[i].value + women[i].value))
    return hide


@lru_cache(maxsize=2048)
def _shown(version: Version, edition: Edition, period: str, group: str) -> Column:
    column = version.column(edition, period, f"{INHABITANTS}@{group}")
    if column is None:
        return Column.of(np.full(len(edition), np.nan))
    return column


@lru_cache(maxsize=2048)
def _city_share(version: Version, city: Edition, period: str, group: str) -> float:
    return _percent(*(_shown(version, city, period, g).values.item(0) for g in (group, "total")))


def _percent(part: float, whole: float) -> float:
    return part / whole * 100 if whole else np.nan

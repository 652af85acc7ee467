"""Who lives in a space, as sentences and charts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import Chart
from sozialraum.numbers import Writer
from sozialraum.planning.situation import space_sentences
from sozialraum.planning.statistics.words import group_title
from sozialraum.warehouse.population import Age, Count, Population, Split
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

OPEN_AGES_SPAN = 15.0
FEWEST_YEARS = 2


@dataclass(frozen=True)
class People:
    """The population of a space: total as text, what is said of it, and the charts there are data for."""

    total: str
    period: str
    sentences: tuple[str, ...]
    years: Chart | None
    ages: Chart | None
    splits: tuple[Chart, ...]

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.period)


def people(population: Population, version: Version, name: str, language: str) -> People:
    """Put a population into words and charts."""
    if not population.periods:
        return People("", "", (), None, None, ())
    ages = _pyramid(population, name, language) if population.ages else None
    splits = [
        _bars(split, version, language)
        for split in population.splits
        if len(split.counts) > 2 and not (split.axis == "age" and ages)
    ]
    write = Writer("persons", 0, language)
    return People(
        write.figure(population.total[-1], population.states[-1]), population.periods[-1],
        tuple(space_sentences.population_sentences(population, language)), _years(population, name, language),
        ages, tuple(splits),
    )  # fmt: skip


def _years(population: Population, name: str, language: str) -> Chart | None:
    if sum(not math.isnan(v) for v in population.total) < FEWEST_YEARS:
        return None
    return charts.trend(
        population.periods, population.total, title=_("{name}: Menschen über die Jahre").format(name=name),
        unit="persons", language=language, states=[int(s) for s in population.states],
    )  # fmt: skip


def _pyramid(population: Population, name: str, language: str) -> Chart:
    ages = population.ages
    compare = [(a.men.city_share, a.women.city_share) for a in ages]
    known = not any(math.isnan(v) for pair in compare for v in pair)
    title = _("{name}: Alter und Geschlecht, {period}").format(name=name, period=population.ages_period)
    return charts.pyramid(
        [age_label(a.low, a.high) for a in ages], [a.men.value for a in ages], [a.women.value for a in ages],
        title=title, language=language, years=[_span(a) for a in ages],
        compare=(_("Stadt"), tuple(zip(*compare, strict=True))) if known else None,
    )  # fmt: skip


def _span(age: Age) -> float:
    return OPEN_AGES_SPAN if age.high is None else float(age.high - age.low + 1)


def age_label(low: int, high: int | None) -> str:
    """0–5, 65+"""
    return f"{low}+" if high is None else f"{low}–{high}"


def _bars(split: Split, version: Version, language: str) -> Chart:
    titles = {"age": _("Menschen nach Alter"), "origin": _("Menschen nach Staatsangehörigkeit")}
    return charts.bars(
        [group_title(version, c.group) for c in split.counts], [c.share for c in split.counts],
        title=f"{titles.get(split.axis, split.axis)}, {split.period}", unit="percent", decimals=1,
        language=language, states=[_state(c) for c in split.counts],
    )  # fmt: skip


def _state(count: Count) -> int:
    """A share has the state of its count; one that can't be told for want of a whole is unknown."""
    missing = math.isnan(count.share) and count.state.is_number
    return int(State.UNKNOWN if missing else count.state)

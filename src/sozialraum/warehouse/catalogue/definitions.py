"""What a catalogue is made of. Texts are mappings {"de": ..., "en": ...}."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sozialraum.warehouse.catalogue.expressions import Terms, terms

Text = Mapping[str, str]


class CatalogueError(ValueError):
    """A definition that can't be used; the message names file, entry and field and says what is expected."""


_OF_PERSONS = frozenset({"persons", "households", "cases"})


@dataclass(frozen=True)
class Dimension:
    """One side of a Lebenslage. `gap_question` is asked where a city has no data on it."""

    key: str
    title: Text
    explanation: Text
    gap_question: Text
    sources: Text


@dataclass(frozen=True)
class Unit:
    """How a unit is written behind a number: `%`, `je 1.000`."""

    key: str
    sign: Text


@dataclass(frozen=True)
class Variable:
    """Something counted or measured, as delivered. `weight` is the column to weight an intensive one with.

    public: counts of it tell nothing of single persons, though they count persons or cases (doctors, offences).
    """

    key: str
    title: Text
    unit: str
    kind: str  # "extensive": adds up | "intensive": means, medians and prices, which don't
    explanation: Text
    weight: str | None = None
    public: bool = False

    @property
    def protected(self) -> bool:
        """Whether a small count of it could tell something of a single person."""
        return self.unit in _OF_PERSONS and not self.public


@dataclass(frozen=True)
class Group:
    """A population group; `axis` says what it is a part of (sex, origin, household, age, ...)."""

    key: str
    title: Text
    axis: str


@dataclass(frozen=True)
class Indicator:
    """A figure with a meaning: factor × numerator ÷ denominator; without a denominator, the plain value.

    `minimum_denominator`: below it no figure is published. `by_group` holds numerators and denominators of
    groups that the general expressions don't fit. `context` marks what only describes the population, and so
    can't fill a dimension without data. `note` is a city's remark on how it differs from the catalogue.
    """

    key: str
    dimension: str
    title: Text
    explanation: Text
    numerator: str
    unit: str
    direction: str  # "burden": high is a burden | "resource": high is good | "neutral"
    source: Text
    reading_aid: Text  # {value} stands for the number without its unit
    weaknesses: Text
    denominator: str | None = None
    also: tuple[str, ...] = ()
    factor: float = 1
    decimals: int = 1
    interval: str = "none"  # "wilson" for shares | "none"
    minimum_denominator: float = 30
    groups: tuple[str, ...] = ("total",)
    by_group: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    context: bool = False
    note: Text | None = None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Its own dimension first, then those it also says something about."""
        return (self.dimension, *self.also)

    def operands(self, group: str = "total") -> tuple[Terms, Terms]:
        """Signed columns of numerator and denominator for a group; the latter empty where there is none."""
        own = self.by_group.get(group, {})
        denominator = own.get("denominator", self.denominator)
        return terms(own.get("numerator", self.numerator), group), (
            terms(denominator, group) if denominator else ()
        )

    def columns(self, group: str = "total") -> frozenset[str]:
        """All columns that are needed to calculate it for a group."""
        return frozenset(column for side in self.operands(group) for _, column in side)


@dataclass(frozen=True)
class IndexDefinition:
    """Several indicators in one figure. `weights` by indicator, equal where empty; `outliers` are codes."""

    key: str
    method: str  # "mss": the only one that is built so far
    title: Text
    explanation: Text
    status: tuple[str, ...]
    dimensions: tuple[str, ...]
    source: Text
    reading_aid: Text
    weaknesses: Text
    dynamics_years: int = 2
    minimum_population: int = 300
    outliers: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    note: Text | None = None

"""A key tried out: what each space would get, from published figures, and against the key that holds.

Figures count as they are published, so that everybody can calculate it again: inhabitants as whole persons, the burden
rounded to the decimals that pages show. An index can lie below 0; then the distance from the least burdened space
counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sozialraum.methods.distribution import NO_NEED, NoKeyError, above_least, distribute
from sozialraum.planning.programme.models import Distribution
from sozialraum.planning.programme.queries.accounts import NOTHING
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.words import edition_title, title_of
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

CENTS, CENT = 100, Decimal("0.01")
NAMED = 5  # spaces in a sentence


class NotPossible(Exception):
    """The key can't be applied; the sentence says why, and which spaces stand in its way."""


@dataclass(frozen=True)
class Key:
    """What is asked: euros, whole percent of the three parts, how need is measured, which space system."""

    total: Decimal
    base: int
    inhabitants: int
    need: int
    index: str
    system: str
    whole_euros: bool = True


@dataclass(frozen=True)
class Share:
    """What one space gets, in euros; burden None: unknown, and the mean of the others was taken (assumed)."""

    space: str  # "sozialraeume/11"
    title: str
    base: Decimal
    inhabitants: Decimal
    need: Decimal
    amount: Decimal
    people: int | None
    burden: Decimal | None
    assumed: bool

    @property
    def code(self) -> str:
        return self.space.partition("/")[2]

    @property
    def path(self) -> str:
        """The profile of the space."""
        return f"/raeume/{self.space}/"

    @property
    def each(self) -> Decimal | None:
        """Euros per inhabitant, to the cent."""
        return (self.amount / self.people).quantize(CENT, ROUND_HALF_EVEN) if self.people else None

    def as_data(self) -> dict[str, Any]:
        """As it is kept with a key: exact numbers as text."""
        sums = {name: str(getattr(self, name)) for name in ("base", "inhabitants", "need", "amount")}
        burden = None if self.burden is None else str(self.burden)
        return {"space": self.space, "title": self.title, **sums, "people": self.people, "burden": burden,
                "assumed": self.assumed}  # fmt: skip

    @classmethod
    def of_data(cls, kept: Mapping[str, Any]) -> Share:
        """As it was kept."""
        sums = (Decimal(kept[name]) for name in ("base", "inhabitants", "need", "amount"))
        burden = None if kept["burden"] is None else Decimal(kept["burden"])
        return cls(kept["space"], kept["title"], *sums, kept["people"], burden, kept["assumed"])


def shares_of(distribution: Distribution) -> list[Share]:
    """Of a key as it was kept."""
    return [Share.of_data(one) for one in distribution.shares]


def systems(version: Version) -> dict[str, Edition]:
    """Space systems over which money can be split, each with its newest edition: those whose figures are public."""
    first = [str(version.settings["social_spaces"]), str(version.settings.get("planning_areas") or "")]
    found: dict[str, Edition] = {}
    for edition in sorted(version.editions(), key=lambda one: one.valid_from):
        if len(edition) > 1 and not version.protection.internal(edition) and people_of(version, edition):
            found[edition.space_system] = edition
    found |= {key: version.edition(key) for key in first if key in found}
    return {
        key: found[key]
        for key in sorted(found, key=lambda key: (key not in first, first.index(key) if key in first else 0))
    }


def measures(version: Version, edition: Edition) -> list[tuple[str, str]]:
    """What need can be measured by: indices, then indicators for which high is a burden; key and title."""
    names = [key for key in version.catalogue.indices if version.periods(key, edition)]
    names += sorted(
        (
            key for key, one in version.catalogue.indicators.items()
            if one.direction == "burden" and one.denominator and version.periods(key, edition)
        ),
        key=lambda key: sort_key(title_of(version, key)),
    )  # fmt: skip
    return [(key, title_of(version, key)) for key in names]


def people_of(version: Version, edition: Edition) -> list[int | None]:
    """Inhabitants of each space in the latest year that knows them; None = unknown or secret; empty without any."""
    for period in reversed(version.facts.periods(edition.key)):
        column = version.population(edition, period)
        if column is not None:
            return [None if math.isnan(one) else round(one) for one in column.values.tolist()]
    return []


def burden_of(version: Version, edition: Edition, index: str) -> list[Decimal | None]:
    """The figure of each space as it is published; None = secret, unknown, excluded."""
    figures = version.figures(index, edition=edition.key)
    places = Decimal(1).scaleb(-figures.decimals)
    return [
        Decimal(repr(value)).quantize(places, ROUND_HALF_EVEN)
        if State(state).is_number and not math.isnan(value) else None
        for value, state in zip(figures.values.tolist(), figures.states.tolist(), strict=True)
    ]  # fmt: skip


def tried(version: Version, key: Key) -> list[Share]:
    """What each space would get, in the order of its edition. Raises NotPossible."""
    edition = systems(version)[key.system]
    people = people_of(version, edition)
    burden = burden_of(version, edition, key.index) if key.need else [None] * len(edition)
    counted: Sequence[Decimal | Fraction | None] = burden
    if any(one is not None and one < 0 for one in burden):
        counted = above_least(burden)
    try:
        split = distribute(
            int(key.total * CENTS), people, counted, base=key.base, per_inhabitant=key.inhabitants, need=key.need,
            unit=CENTS if key.whole_euros else 1,
        )  # fmt: skip
    except NoKeyError as error:
        raise NotPossible(_why(error, edition)) from error
    parts = zip(split.base, split.inhabitants, split.need, split.amounts, strict=True)
    return [
        Share(
            f"{edition.space_system}/{code}", edition.names[i], *(Decimal(one) / CENTS + NOTHING for one in sums),
            people[i], burden[i], split.assumed[i],
        )
        for i, (code, sums) in enumerate(zip(edition.codes, parts, strict=True))
    ]  # fmt: skip


def _why(error: NoKeyError, edition: Edition) -> str:
    if error.rows:
        names = _named([edition.names[row] for row in error.rows])
        return _("Die Einwohnerzahl ist unbekannt: %(names)s. Ohne sie lässt sich nicht verteilen.") % {
            "names": names
        }
    if error.why == NO_NEED:
        return _(
            "Diese Kennzahl hat in keinem Raum einen Wert. Wählen Sie eine andere, oder Bedarf 0 Prozent."
        )
    return _("In keinem dieser Räume wohnt jemand.")


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return shown if more <= 0 else _("%(names)s und %(n)d weitere") % {"names": shown, "n": more}


def published(system: str) -> Distribution | None:
    """The key that holds for a space system: the one published last."""
    rows = Distribution.objects.filter(system=system, published__isnull=False)
    return rows.order_by("-published", "-pk").first()


@dataclass(frozen=True)
class Change:
    """What a space gets against the published key; None where it has no share there."""

    share: Share
    before: Decimal | None

    @property
    def more(self) -> Decimal | None:
        return None if self.before is None else self.share.amount - self.before

    @property
    def percent(self) -> Decimal | None:
        """In percent of what it gets now, to one decimal."""
        if self.more is None or not self.before:
            return None
        return (self.more * 100 / self.before).quantize(Decimal("0.1"), ROUND_HALF_EVEN)


def changes(shares: Sequence[Share], against: Distribution | None) -> list[Change]:
    """Each space beside what the published key gives it."""
    before = {one["space"]: Decimal(one["amount"]) for one in against.shares} if against else {}
    return [Change(one, before.get(one.space)) for one in shares]


def where(version: Version, key: Key) -> str:
    """The edition that a key splits over, in words."""
    return edition_title(systems(version)[key.system])

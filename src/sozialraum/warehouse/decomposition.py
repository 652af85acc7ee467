"""An index taken apart: what of it comes from which indicator, and how it would be without one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from sozialraum.methods.social_monitoring import (
    DYNAMICS_CUTS,
    STATUS_CUTS,
    Exclusion,
    changes,
    classes,
)  # fmt: skip
from sozialraum.methods.zscores import Moments, Reference, zscores
from sozialraum.warehouse import indices
from sozialraum.warehouse.catalogue import IndexDefinition, Indicator
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.facts import INHABITANTS, Facts, read
from sozialraum.warehouse.indices import DYNAMICS, FIXED
from sozialraum.warehouse.values import Column, Floats, Mask
from sozialraum.warehouse.version import Version

Kind = Literal["status", "dynamics", "fixed"]
SmallInts = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Decomposition:
    """Every step of an index in one edition and period: arrays of shape (n,), or (k, n) for k indicators.

    period: of the figures. earlier: for dynamics the period of the comparison, else "". reference: the period whose
    mean and sd everything is measured by. values: the indicators in percent, or their changes in percentage points.
    moments: mean and sd of each. contributions: weighted z-scores; total: their sum, of the moments `of_total`.
    index, classes, exclusions: as published. without: (k, n), the class of each space if one indicator were left
    out. open: where values and steps may be shown, because the door shows every figure that goes in; where it
    doesn't, values, contributions and total are NaN.
    """

    definition: IndexDefinition
    kind: Kind
    period: str
    earlier: str
    reference: str
    indicators: tuple[Indicator, ...]
    weights: tuple[float, ...]
    values: Floats
    moments: tuple[Moments, ...]
    contributions: Floats
    total: Floats
    of_total: Moments
    index: Floats
    classes: SmallInts
    exclusions: SmallInts
    population: Column
    cuts: tuple[float, ...]
    without: SmallInts
    open: Mask

    def changed_without(self) -> npt.NDArray[np.int64]:
        """(k,): how many spaces would be in another class without each indicator."""
        known = self.classes >= 0
        found: npt.NDArray[np.int64] = ((self.without != self.classes) & known).sum(axis=1)
        return found

    def unsteady(self) -> Mask:
        """(n,): whether leaving out some one indicator would put the space into another class."""
        found: Mask = ((self.without != self.classes) & (self.classes >= 0)).any(axis=0)
        return found


def kind_of(version: Version, key: str) -> tuple[IndexDefinition, Kind]:
    """The index behind `KEY`, `KEY_dynamics` or `KEY_fixed`; raises KeyError for anything else."""
    for index, definition in version.catalogue.indices.items():
        kinds: Mapping[str, Kind] = {index: "status", index + DYNAMICS: "dynamics", index + FIXED: "fixed"}
        if key in kinds:
            return definition, kinds[key]
    raise KeyError(key)


@lru_cache(maxsize=128)
def decompose(version: Version, key: str, edition: Edition, period: str) -> Decomposition:
    """Take an index apart. key: the index or one of its variants, with figures in this edition and period.

    Raises KeyError for a key or period without figures.
    """
    definition, kind = kind_of(version, key)
    first = version.periods(key, edition)[0] if kind == "fixed" else period
    given = _inputs(version, definition, edition, period)
    steps = _steps(version, definition, edition, given, kind, first)
    values = _values(given, kind)
    open_ = _open(version, definition, edition, period, kind)
    used = steps.exclusions == Exclusion.NONE
    contributions = np.where(used & open_, _contributions(values, definition, steps.reference), np.nan)
    earlier = str(int(period) - definition.dynamics_years) if kind == "dynamics" else ""
    return Decomposition(
        definition, kind, period, earlier, first, tuple(version.catalogue.indicators[i] for i in definition.status),
        _weights(definition), np.where(open_, values, np.nan), steps.reference.columns, contributions,
        contributions.sum(axis=0), steps.reference.total, steps.index, steps.classes, steps.exclusions,
        given.population, steps.cuts, _without(version, definition, edition, given, kind, first, steps), open_,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Steps:
    """The side of a result that a variant shows."""

    index: Floats
    classes: SmallInts
    exclusions: SmallInts
    reference: Reference
    cuts: tuple[float, ...]


def _steps(
    version: Version,
    definition: IndexDefinition,
    edition: Edition,
    given: indices.Inputs,
    kind: Kind,
    first: str,
) -> _Steps:
    reference = None
    if first != given.period:
        base = _inputs(version, version.catalogue.indices[definition.key], edition, first)
        reference = indices.monitoring(
            definition, edition.codes, _fewer(base, _kept(version, definition))
        ).status_reference
    found = indices.monitoring(definition, edition.codes, given, reference)
    if kind != "dynamics":
        held = classes(found.status, STATUS_CUTS)
        return _Steps(found.status, held, found.status_exclusion, found.status_reference, STATUS_CUTS)
    parts = (found.dynamics, found.dynamics_class, found.dynamics_exclusion, found.dynamics_reference)
    index, class_, exclusion, moved_reference = parts
    if index is None or class_ is None or exclusion is None or moved_reference is None:
        raise KeyError(f"{definition.key} has no dynamics in {edition.key}, {given.period}")
    return _Steps(index, class_, exclusion, moved_reference, DYNAMICS_CUTS)


def _kept(version: Version, definition: IndexDefinition) -> tuple[int, ...]:
    """Positions of a shortened index's indicators in the whole one."""
    whole = version.catalogue.indices[definition.key].status
    return tuple(j for j, indicator in enumerate(whole) if indicator in definition.status)


def _fewer(given: indices.Inputs, kept: Sequence[int]) -> indices.Inputs:
    earlier = tuple(given.earlier[j] for j in kept) if given.earlier else None
    return replace(given, now=tuple(given.now[j] for j in kept), earlier=earlier)


def _without(
    version: Version, definition: IndexDefinition, edition: Edition, given: indices.Inputs, kind: Kind, first: str,
    steps: _Steps,
) -> SmallInts:  # fmt: skip
    """Class of each space by an index that lacks one indicator, shape (k, n); as it is where there is only one."""
    k = len(definition.status)
    if k < 2:
        return np.repeat(steps.classes[None, :], k, axis=0)
    made = []
    for left_out in range(k):
        kept = [j for j in range(k) if j != left_out]
        fewer = replace(definition, status=tuple(definition.status[j] for j in kept))
        made.append(_steps(version, fewer, edition, _fewer(given, kept), kind, first).classes)
    return np.stack(made)


def _inputs(version: Version, definition: IndexDefinition, edition: Edition, period: str) -> indices.Inputs:
    """What the build calculated the index of, read again from where it lies."""
    wanted = [f"{i}@total" for i in definition.status]
    periods = (period, str(int(period) - definition.dynamics_years))
    figures = {p: _with_keys(version, version.results, edition, p, wanted) for p in periods}
    people = _with_keys(version, version.facts, edition, period, [INHABITANTS]).get(INHABITANTS)
    found = indices.inputs(definition, period, figures, {period: people} if people else {})
    if found is None:
        raise KeyError(f"{definition.key} has no figures in {edition.key}, {period}")
    return found


def _with_keys(
    version: Version, of: Facts, edition: Edition, period: str, wanted: Sequence[str]
) -> dict[str, tuple[Column, str]]:
    places = {c: p for c, p in of.at(edition.key, period).items() if c in wanted}
    return {c: (column, places[c].key) for c, column in read(version.shelf, places).items()}


def _values(given: indices.Inputs, kind: Kind) -> Floats:
    now = [c.values for c in given.now]
    return np.stack(changes(now, [c.values for c in given.earlier or ()]) if kind == "dynamics" else now)


def _weights(definition: IndexDefinition) -> tuple[float, ...]:
    return tuple(float(definition.weights.get(i, 1.0)) for i in definition.status)


def _contributions(values: Floats, definition: IndexDefinition, reference: Reference) -> Floats:
    parts = zip(values, _weights(definition), reference.columns, strict=True)
    return np.stack([w * zscores(x, reference=m) for x, w, m in parts])


def _open(version: Version, definition: IndexDefinition, edition: Edition, period: str, kind: Kind) -> Mask:
    """Where every figure that goes in is shown by the door: a sum with all parts but one gives back the one."""
    periods = [period, str(int(period) - definition.dynamics_years)][: 2 if kind == "dynamics" else 1]
    shown = [
        ~np.isnan(version.figures(i, edition=edition.key, period=p).values)
        for i in definition.status
        for p in periods
    ]
    found: Mask = np.logical_and.reduce(shown)
    return found


__all__ = ["Decomposition", "Exclusion", "decompose", "kind_of"]

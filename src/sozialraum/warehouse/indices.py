"""Indices of one edition: status and dynamics of its spaces out of the indicators' figures, period by period.

Results lie beside the indicators under the index's key: `KEY` (status), `KEY_dynamics`, and `KEY_fixed` (status by
the mean and sd of the first period, which shows absolute change). Their classes lie in `…#class`, the reason why a
space has none in `…#exclusion`, the group of status and dynamics in `KEY#group`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sozialraum.methods.social_monitoring import (
    STATUS_CUTS,
    Exclusion,
    SocialMonitoring,
    classes,
    social_monitoring,
)  # fmt: skip
from sozialraum.methods.zscores import Reference
from sozialraum.warehouse.catalogue import IndexDefinition
from sozialraum.warehouse.store import fingerprint
from sozialraum.warehouse.values import Column, Floats, State

REVISION = "1"
DYNAMICS, FIXED = "_dynamics", "_fixed"
CLASS, EXCLUSION, GROUP = "#class", "#exclusion", "#group"
ROLES = frozenset({"social_space", "building_block"})

_STATES = {
    Exclusion.NONE: State.OBSERVED, Exclusion.OUTLIER: State.NOT_APPLICABLE,
    Exclusion.TOO_FEW: State.NOT_APPLICABLE, Exclusion.NO_DATA: State.UNKNOWN,
}  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    """What an index of one period is made of: columns by indicator, now and some years ago, and inhabitants."""

    period: str
    now: tuple[Column, ...]
    earlier: tuple[Column, ...] | None
    population: Column
    key: str  # names all of it by content


def inputs(
    definition: IndexDefinition,
    period: str,
    figures: Mapping[str, Mapping[str, tuple[Column, str]]],
    population: Mapping[str, tuple[Column, str]],
) -> Inputs | None:
    """Gather an index's parts; None where one of its indicators has no figures at all in the period.

    figures: period → `indicator@total` → (column, key). population: period → (column, key).
    """
    wanted = [f"{i}@total" for i in definition.status]
    now = figures.get(period, {})
    if period not in population or any(w not in now or not now[w][0].known.any() for w in wanted):
        return None
    before = figures.get(str(int(period) - definition.dynamics_years), {})
    earlier = [before[w] for w in wanted] if all(w in before for w in wanted) else None
    keys = [now[w][1] for w in wanted] + [e[1] for e in earlier or []] + [population[period][1]]
    return Inputs(
        period, tuple(now[w][0] for w in wanted), tuple(e[0] for e in earlier) if earlier else None,
        population[period][0], fingerprint(REVISION, repr(definition), *keys),
    )  # fmt: skip


def monitoring(
    definition: IndexDefinition, codes: Sequence[str], given: Inputs, reference: Reference | None = None
) -> SocialMonitoring:
    """The index of one period with all of its steps; by the mean and sd of another period where one is handed in."""
    return social_monitoring(
        [c.values for c in given.now], given.population.values,
        earlier=[c.values for c in given.earlier] if given.earlier else None,
        outliers=np.isin(np.array(codes), list(definition.outliers)),
        weights=[definition.weights.get(i, 1.0) for i in definition.status],
        minimum_population=definition.minimum_population, status_reference=reference,
    )  # fmt: skip


def compute(
    definition: IndexDefinition, codes: Sequence[str], given: Inputs, fixed: Reference | None
) -> tuple[dict[str, Column], Reference]:
    """All columns of one index and period, and the reference that later periods are held against."""
    result = monitoring(definition, codes, given)
    base = fixed or result.status_reference
    held = monitoring(definition, codes, given, base).status if fixed else result.status
    key = definition.key
    columns = _columns(key, result.status, result.status_class, result.status_exclusion)
    columns |= _columns(key + FIXED, held, classes(held, STATUS_CUTS), result.status_exclusion)
    if (
        result.dynamics is not None
        and result.dynamics_class is not None
        and result.dynamics_exclusion is not None
    ):
        columns |= _columns(key + DYNAMICS, result.dynamics, result.dynamics_class, result.dynamics_exclusion)
        assert result.group is not None  # noqa: S101  (comes with dynamics)
        columns[f"{key}@total{GROUP}"] = _codes(result.group)
    return columns, base


def _columns(
    key: str, values: Floats, class_: npt.NDArray[np.int8], exclusion: npt.NDArray[np.int8]
) -> dict[str, Column]:
    states = np.array([_STATES[Exclusion(e)] for e in range(len(Exclusion))], dtype=np.uint8)[exclusion]
    states = np.where(np.isnan(values) & (states == State.OBSERVED), State.UNKNOWN, states).astype(np.uint8)
    return {
        f"{key}@total": Column.of(values, states),
        f"{key}@total{CLASS}": _codes(class_),
        f"{key}@total{EXCLUSION}": _codes(exclusion),
    }


def _codes(values: npt.NDArray[np.int8]) -> Column:
    """Codes as a column, −1 = none."""
    known = values >= 0
    return Column.of(
        np.where(known, values, np.nan),
        np.where(known, State.OBSERVED, State.NOT_APPLICABLE).astype(np.uint8),
    )

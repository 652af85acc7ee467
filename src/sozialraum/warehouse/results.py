"""Indicators of one edition and period: numerator ÷ denominator on whole columns, with the state of the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.values import Column, Floats, Mask, State, States

Terms = Sequence[tuple[int, str]]  # (sign, column)

# Part of every key: raise it when the arithmetic of this file changes.
REVISION = "1"

# What a figure is called whose parts carry different marks: the most doubtful mark wins.
_RANK = {
    State.OBSERVED: 0, State.EXACT_ZERO: 0, State.ROUNDED_ZERO: 1, State.REVISED: 2, State.PROVISIONAL: 3,
    State.FORECAST: 4, State.ESTIMATED: 5, State.LIMITED: 6, State.NOT_APPLICABLE: 7, State.LATER: 8,
    State.UNKNOWN: 9, State.UNRELIABLE: 10, State.SECRET: 11,
}  # fmt: skip
_RANKS = np.array([_RANK[s] for s in State], dtype=np.uint8)
_BY_RANK = np.array([min((s for s in State if _RANK[s] == r), key=int) for r in range(12)], dtype=np.uint8)


def combine(terms: Terms, columns: Mapping[str, Column]) -> Column:
    """Sum of signed columns; its state is the most doubtful of its parts."""
    if len(terms) == 1 and terms[0][0] == 1:
        return columns[terms[0][1]]
    values: Floats = np.sum([sign * columns[c].values for sign, c in terms], axis=0)
    return Column.of(values, _worst([columns[c].states for _, c in terms], values))


def _worst(states: Iterable[States], values: Floats) -> States:
    rank = np.max([_RANKS[s] for s in states], axis=0)
    worst: States = _BY_RANK[rank]
    worst[(worst == State.EXACT_ZERO) & (values != 0)] = State.OBSERVED
    worst[(worst == State.OBSERVED) & (values == 0)] = State.EXACT_ZERO
    return worst


def parts(indicator: Indicator, group: str, columns: Mapping[str, Column]) -> tuple[Column, Column | None]:
    """Numerator and denominator of an indicator for a group; no denominator for plain counts and means."""
    above, below = indicator.operands(group)
    return combine(above, columns), combine(below, columns) if below else None


def compute(indicator: Indicator, group: str, columns: Mapping[str, Column]) -> Column:
    """The indicator's figures for all spaces.

    Not applicable where the denominator is 0, unreliable where it is below the indicator's minimum.
    """
    above, below = parts(indicator, group, columns)
    if below is None:
        return Column.of(above.values * indicator.factor, above.states)
    nobody = below.known & (below.values == 0)
    few = below.known & (below.values < indicator.minimum_denominator)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = above.values / below.values * indicator.factor
    values[nobody] = np.nan
    states = _worst([above.states, below.states], values)
    states[few] = State.UNRELIABLE
    states[nobody] = State.NOT_APPLICABLE
    states[_impossible(indicator, above, below)] = State.UNKNOWN
    return Column.of(values, states)


def _impossible(indicator: Indicator, above: Column, below: Column) -> Mask:
    """A part larger than its whole is a fault of the source, not a share."""
    if indicator.interval != "wilson":
        return np.zeros(len(above), dtype=np.bool_)
    return (above.values > below.values) | (above.values < 0)

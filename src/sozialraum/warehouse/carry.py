"""Columns carried over a link: sums and crosswalks with their states, bounds where cells are hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sozialraum.methods.bounds import Bounds, bounded_sum
from sozialraum.warehouse.links import Link
from sozialraum.warehouse.values import Column, Floats, Mask, State, States

# A sum with hidden parts is shown as estimated where half the width of its bounds is at most this share of it.
TOLERATED = 0.025

# The mark of a sum is that of its most doubtful part, in this order.
_MARKS = (State.ESTIMATED, State.FORECAST, State.PROVISIONAL, State.REVISED, State.LIMITED)


def carry(
    link: Link, columns: Mapping[str, Column], hidden: Mapping[str, tuple[int, int] | None]
) -> dict[str, Column]:
    """Extensive columns of the link's source on the spaces of its target.

    hidden: for each column the range in which its secret cells are known to lie, or None.
    A target is unknown where one of its parts is; it is estimated where parts were divided, or where hidden
    parts move it by no more than `TOLERATED`; else secret. A target that no source reaches is unknown.
    """
    names = sorted(columns)
    if not names:
        return {}
    bounds = bounded_sum(link.matrix, _bounds([columns[n] for n in names], [hidden.get(n) for n in names]))
    states = np.stack([columns[n].states for n in names], axis=1)
    reached: Mask = np.asarray(link.matrix.sum(axis=1)) > 0
    marks = _marks(link, states)
    return {
        name: _column(bounds.low[:, k], bounds.high[:, k], marks[:, k], reached, _secret(link, states[:, k]))
        for k, name in enumerate(names)
    }


def _bounds(columns: Sequence[Column], ranges: Sequence[tuple[int, int] | None]) -> Bounds:
    low = np.stack([c.values for c in columns], axis=1)
    high = low.copy()
    for k, (column, limits) in enumerate(zip(columns, ranges, strict=True)):
        if limits is not None:
            secret = column.states == State.SECRET
            low[secret, k], high[secret, k] = limits
    return Bounds(low, high)


def _marks(link: Link, states: States) -> States:
    """State of each sum by the marks of its parts, shape (targets, columns)."""
    shape = (link.matrix.shape[0], states.shape[1])
    result = np.full(shape, State.OBSERVED, dtype=np.uint8)
    for mark in reversed(_MARKS):
        parts = states == mark
        if parts.any():
            result[np.asarray(link.matrix @ parts.astype(np.float64)) > 0] = mark
    if not link.nested:
        divided = np.zeros(shape[0], dtype=bool)
        rows = np.repeat(np.arange(shape[0]), np.diff(link.matrix.indptr))
        divided[rows[link.matrix.data < 1]] = True
        result[divided] = State.ESTIMATED
    return result


def _secret(link: Link, states: States) -> Floats:
    """How much of each target is hidden, in weighted cells."""
    hidden: Floats = np.asarray(link.matrix @ (states == State.SECRET).astype(np.float64))
    return hidden


def _column(low: Floats, high: Floats, marks: States, reached: Mask, hidden: Floats) -> Column:
    middle = (low + high) / 2
    loose = (high - low) / 2 > TOLERATED * middle
    states = marks.copy()
    states[(middle == 0) & (marks == State.OBSERVED)] = State.EXACT_ZERO
    states[(hidden > 0) & ~loose] = State.ESTIMATED
    states[np.isnan(middle)] = State.UNKNOWN
    states[(hidden > 0) & (loose | np.isnan(middle))] = State.SECRET
    states[~reached] = State.UNKNOWN
    return Column.of(middle, states)

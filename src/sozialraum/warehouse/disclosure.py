"""What keeps single persons from being read out of figures: the last step before a figure leaves the house.

A count of 1 to threshold−1 persons is hidden, and so is the other side of it (all but 1 or 2 of a group). Where that
leaves exactly one hidden cell among the spaces of a parent, the next smallest is hidden as well, since the parent's
total would give the first one back.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sozialraum.warehouse.values import Column, Floats, Mask, State


def small(above: Column, below: Column | None, threshold: int) -> Mask:
    """True where the count, or what it leaves of the whole, is a handful of persons."""
    if threshold <= 1:
        return np.zeros(len(above), dtype=np.bool_)
    hidden = _few(above.values, threshold)
    if below is not None:
        hidden = hidden | _few(below.values - above.values, threshold)
    return hidden


def with_partners(hidden: Mask, above: Column, parents: npt.NDArray[np.int64]) -> Mask:
    """Hide a second cell wherever a parent has just one hidden. parents: (n,), row of the parent, −1 = none."""
    result = hidden | (above.states == State.SECRET)
    inside = parents >= 0
    if not inside.any() or not hidden.any():
        return hidden
    count = np.bincount(parents[inside & result], minlength=int(parents.max()) + 1)
    alone = np.flatnonzero(count == 1)
    if not len(alone):
        return hidden
    protected = hidden.copy()
    for parent in alone:
        if not hidden[inside & (parents == parent)].any():
            continue  # the one hidden cell came so from its source, which took care of its own
        others = np.flatnonzero((parents == parent) & ~result & above.known)
        if len(others):
            protected[others[np.argmin(above.values[others])]] = True
    return protected


def hide(column: Column, hidden: Mask) -> Column:
    """The column with its hidden cells made secret."""
    if not hidden.any():
        return column
    states = column.states.copy()
    states[hidden & column.known] = State.SECRET
    return Column.of(column.values, states)


def _few(values: Floats, threshold: int) -> Mask:
    with np.errstate(invalid="ignore"):
        return (values > 0) & (values < threshold)

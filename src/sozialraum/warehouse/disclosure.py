"""What keeps single persons from being read out of counts: masks over columns, one question each.

A count of 1 to threshold−1 persons is small. Whoever knows a whole and all of its parts but one knows that one; so what
is hidden must not be the only unknown of any sum that is shown, nor may the sum of what is hidden give it away.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sozialraum.warehouse.values import Column, Floats, Mask, State


def small(values: Floats, threshold: int) -> Mask:
    """True where the count is a handful of persons, but not nobody. values: (n,), NaN = unknown."""
    with np.errstate(invalid="ignore"):
        found: Mask = (values > 0) & (values < threshold)
    return found


def other_side(whole: Floats, part: Floats, threshold: int) -> Mask:
    """True where the part leaves a handful of persons of its whole."""
    return small(whole - part, threshold)


def with_partners(hidden: Mask, column: Column, parents: npt.NDArray[np.int64], threshold: int) -> Mask:
    """Hide a second space wherever the sum of a parent would give the hidden ones back.

    parents: (n,), row of the parent, −1 = none. A parent's hidden spaces are safe where one of them holds a count of
    at least the threshold (nobody knows which), or where the source hid one itself and at least two are hidden. Else
    its least count of at least the threshold is hidden too; where there is none, its greatest.
    """
    if not hidden.any():
        return hidden
    result = hidden.copy()
    by_source = column.states == State.SECRET
    for parent in np.unique(parents[hidden & (parents >= 0)]):
        inside = parents == parent
        ours = inside & hidden
        together = ours | (inside & by_source)
        large = np.nan_to_num(column.values[ours]) >= threshold
        if together.sum() > 1 and (large.any() or (inside & by_source).any()):
            continue
        others = np.flatnonzero(inside & ~together & column.known)
        if len(others):
            result[_partner(others, column.values[others], threshold)] = True
    return result


def _partner(rows: npt.NDArray[np.int64], values: Floats, threshold: int) -> int:
    enough = values >= threshold
    if enough.any():
        return int(rows[enough][np.argmin(values[enough])])
    return int(rows[np.argmax(values)])


def below_hidden_parents(
    hidden_parents: Mask, hidden: Mask, column: Column, parents: npt.NDArray[np.int64], threshold: int
) -> Mask:
    """Hide one space of each hidden parent that has none: else its spaces would sum up to what it hides."""
    result = hidden.copy()
    for parent in np.flatnonzero(hidden_parents):
        inside = parents == parent
        rows = np.flatnonzero(inside & column.known)
        if len(rows) and not (hidden | (column.states == State.SECRET))[inside].any():
            result[_partner(rows, column.values[rows], threshold)] = True
    return result


def hide(column: Column, hidden: Mask, state: State = State.SECRET) -> Column:
    """The column with its hidden cells without their number."""
    if not hidden.any():
        return column
    states = column.states.copy()
    states[hidden & column.known] = state
    return Column.of(column.values, states)

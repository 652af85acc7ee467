"""Statistical disclosure control as an agency does it before it hands over a table.

Counts of 1 and 2 are hidden. So that no hidden count can be had by subtraction, further cells are hidden: a second one
wherever just one part of a published sum is hidden, along the row (men and women, passports) and along the column (the
spaces of a planning area).
"""

from __future__ import annotations

import numpy as np

from sozialraum.musterstadt.plan import Ints
from sozialraum.musterstadt.tally import Columns

Masks = dict[str, np.ndarray]
Sums = tuple[tuple[str, tuple[str, ...]], ...]  # (whole, its parts)

SMALLEST_SHOWN = 3


def sums_within(columns: Columns) -> Sums:
    """The sums that hold along a row: sexes and passports of every variable that has both."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for name in columns:
        variable, group = name.split("@")
        if group != "total":
            continue
        for parts in (("men", "women"), ("german", "foreign"), ("age_18_64", "age_65_plus")):
            named = tuple(f"{variable}@{p}" for p in parts)
            if all(n in columns for n in named):
                found.append((name, named))
    for group in ("total", "men", "women"):
        named = (f"unemployed_sgb2@{group}", f"unemployed_sgb3@{group}")
        if named[0] in columns:
            found.append((f"unemployed@{group}", named))
    if "sgb2_employable@total" in columns:
        found.append(("sgb2_entitled@total", ("sgb2_employable@total", "sgb2_not_employable@total")))
    return tuple(found)


def suppressed(columns: Columns, parent: Ints, sums: Sums, above: Masks | None = None) -> Masks:
    """True where a cell is hidden, for each column.

    parent: number of the space above each space; above: what is hidden there. Where a space above is hidden,
    some of its parts must be too, else it could be summed up.
    """
    hidden = {name: (values > 0) & (values < SMALLEST_SHOWN) for name, values in columns.items()}
    for name, masks in (above or {}).items():
        bare = masks & (np.bincount(parent, hidden[name], len(masks)) == 0)
        _hide_smallest(columns[name], hidden[name], parent, bare)
    for _ in range(30):
        before = sum(int(m.sum()) for m in hidden.values())
        for whole, parts in sums:
            _guard_row(columns, hidden, (*parts, whole))
        for name, values in columns.items():
            _guard_column(values, hidden[name], parent)
        if sum(int(m.sum()) for m in hidden.values()) == before:
            break
    return hidden


def _guard_row(columns: Columns, hidden: Masks, names: tuple[str, ...]) -> None:
    """Where exactly one cell of a sum is hidden, hide the smallest other part, rather one above zero."""
    masks = np.stack([hidden[n] for n in names])
    values = np.stack([columns[n] for n in names]).astype(np.float64)
    alone = masks.sum(axis=0) == 1
    cost = np.where(masks, np.inf, values)
    cost[values == 0] = np.where(masks[values == 0], np.inf, 1e9)
    cost[-1] = np.where(masks[-1], np.inf, 1e12)  # the whole only when nothing else is left
    choice = cost.argmin(axis=0)
    for k, name in enumerate(names):
        hidden[name] |= alone & (choice == k)


def _guard_column(values: np.ndarray, mask: np.ndarray, parent: Ints) -> None:
    """Where exactly one space of a planning area is hidden, hide the next smallest, rather one above zero."""
    groups = int(parent.max()) + 1
    size = np.bincount(parent, minlength=groups)
    _hide_smallest(values, mask, parent, (np.bincount(parent, mask, groups) == 1) & (size > 1))


def _hide_smallest(values: np.ndarray, mask: np.ndarray, parent: Ints, where: np.ndarray) -> None:
    """Hide one more space in each of these spaces above: the smallest count above zero, else a zero."""
    open_cells = np.flatnonzero(~mask & where[parent])
    cost = np.where(values[open_cells] == 0, np.inf, values[open_cells])
    order = open_cells[np.lexsort([cost, parent[open_cells]])]
    mask[order[np.flatnonzero(np.diff(parent[order], prepend=-1))]] = True

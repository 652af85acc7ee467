"""Typed values: every figure is a number *and* a state, so that a missing one never turns into 0."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
States = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


class State(IntEnum):
    """What kind of value a figure is; the signs are those of DIN 55301."""

    OBSERVED = 0
    EXACT_ZERO = 1
    ROUNDED_ZERO = 2
    SECRET = 3
    UNKNOWN = 4
    LATER = 5
    NOT_APPLICABLE = 6
    UNRELIABLE = 7
    LIMITED = 8
    PROVISIONAL = 9
    REVISED = 10
    ESTIMATED = 11
    FORECAST = 12

    @property
    def sign(self) -> str:
        """The sign that German statistical offices print in place of, or behind, the number."""
        return _SIGNS[self]

    @property
    def is_number(self) -> bool:
        """Whether a figure in this state may be calculated with."""
        return self not in WITHOUT_NUMBER


WITHOUT_NUMBER = frozenset({State.SECRET, State.UNKNOWN, State.LATER, State.NOT_APPLICABLE, State.UNRELIABLE})
_SIGNS = {
    State.OBSERVED: "", State.EXACT_ZERO: "–", State.ROUNDED_ZERO: "0", State.SECRET: "·",
    State.UNKNOWN: ".", State.LATER: "…", State.NOT_APPLICABLE: "x", State.UNRELIABLE: "/",
    State.LIMITED: "( )", State.PROVISIONAL: "p", State.REVISED: "r", State.ESTIMATED: "s",
    State.FORECAST: "f",
}  # fmt: skip

_NUMBERLESS = np.array([s in WITHOUT_NUMBER for s in State])


@dataclass(frozen=True, eq=False)
class Column:
    """Values of one variable and group for all spaces of an edition, in the edition's order.

    values: float64 of shape (n,), NaN exactly where the state carries no number.
    states: uint8 of shape (n,), codes of `State`.
    """

    values: Floats
    states: States

    def __post_init__(self) -> None:
        if self.values.shape != self.states.shape or self.values.ndim != 1:
            raise ValueError(f"values {self.values.shape} and states {self.states.shape} differ in shape")
        if bool(np.any(_NUMBERLESS[self.states] != np.isnan(self.values))):
            raise ValueError("a value is missing where its state says there is one, or the reverse")
        self.values.flags.writeable = False
        self.states.flags.writeable = False

    def __len__(self) -> int:
        return len(self.values)

    @property
    def known(self) -> Mask:
        """True where there is a number to calculate with, shape (n,)."""
        return ~np.isnan(self.values)

    @classmethod
    def of(cls, values: Any, states: Any = None) -> Column:
        """Make a column; without states zeros become exact zeros, NaN becomes unknown."""
        v = np.array(values, dtype=np.float64)
        if states is None:
            s = np.where(np.isnan(v), State.UNKNOWN, np.where(v == 0, State.EXACT_ZERO, State.OBSERVED))
            return cls(v, s.astype(np.uint8))
        s = np.array(states, dtype=np.uint8)
        return cls(np.where(_NUMBERLESS[s], np.nan, v), s)

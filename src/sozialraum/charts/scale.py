"""Scales: from values to positions, with round ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A linear map of [low, high] onto [start, end], with ticks and the decimals that tell them apart."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def decimals(self) -> int:
        """How many decimals the labels of the ticks need."""
        if len(self.ticks) < 2:
            return 0
        step = f"{self.ticks[1] - self.ticks[0]:.10f}".rstrip("0")
        return len(step.partition(".")[2])


def nice(values: Iterable[float], start: float, end: float, ticks: int = 5, zero: bool = False) -> Scale:
    """A scale over all known values whose ends are round.

    It begins at 0 where `zero` asks for it, or where the least value is near to 0 anyway.
    """
    known = [v for v in values if v is not None and not math.isnan(v)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if zero or (0 <= low < 0.4 * high):
        low = min(low, 0.0)
    if zero and high < 0:
        high = 0.0
    if high == low:
        spread = abs(high) * 0.1 or 1.0
        low, high = (low - spread if low != 0 else 0.0), high + spread
    step = _round_step((high - low) / ticks)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    marks = tuple(float(f"{k * step:.12g}") for k in range(first, last + 1))
    return Scale(marks[0], marks[-1], start, end, marks)


def _round_step(width: float) -> float:
    power = 10.0 ** math.floor(math.log10(width))
    for factor in (1, 2, 2.5, 5, 10):
        if factor * power >= width * (1 - 1e-9):
            return factor * power
    return 10 * power

"""Figures as they leave the house: values with states, parts, intervals and their data version."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sozialraum.methods.shares import share
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import Column, Floats, State, States

FIELDS = (
    "code", "name", "value", "state", "numerator", "denominator", "lower", "upper",
    "indicator", "group", "period", "edition", "data_version",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One figure of one space; NaN where there is no number."""

    code: str
    name: str
    value: float
    state: State
    numerator: float
    denominator: float
    lower: float
    upper: float
    class_: int  # −1 = none


@dataclass(frozen=True, eq=False)
class Figures:
    """One indicator or index for all spaces of an edition in one period, for one group.

    values: float64 (n,), NaN = no number. states: uint8 (n,). above, below: numerator and denominator as they
    may be shown; None where there is none. classes: int8 (n,), −1 = none, only for indices. Everything lies in
    the edition's order and belongs to the data version: it is shared, so it can't be written to.
    """

    indicator: str
    title: Mapping[str, str]
    unit: str
    decimals: int
    direction: str
    edition: Edition
    period: str
    group: str
    values: Floats
    states: States
    above: Column | None
    below: Column | None
    data_version: str
    factor: float = 1.0
    has_interval: bool = False
    classes: npt.NDArray[np.int8] | None = None

    @property
    def numerator(self) -> Floats:
        """(n,), NaN where there is none or it may not be shown."""
        return self._nothing if self.above is None else self.above.values

    @property
    def denominator(self) -> Floats:
        """(n,), NaN where there is none."""
        return self._nothing if self.below is None else self.below.values

    @property
    def lower(self) -> Floats:
        """Lower end of the 95 % interval, (n,); NaN where there is none."""
        return self._interval[0]

    @property
    def upper(self) -> Floats:
        """Upper end of the 95 % interval, (n,); NaN where there is none."""
        return self._interval[1]

    @cached_property
    def _interval(self) -> tuple[Floats, Floats]:
        if not self.has_interval:
            return self._nothing, self._nothing
        return interval(self.values, self.numerator, self.denominator, self.factor)

    @cached_property
    def _nothing(self) -> Floats:
        return np.full(len(self.values), np.nan)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the spaces, in order."""
        return self.edition.codes

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the spaces, in order."""
        return self.edition.names

    def row(self, code: str) -> Figure:
        """The figure of one space; raises UnknownSpaceError."""
        return self.at(self.edition.index_of(code))

    def at(self, i: int) -> Figure:
        """The figure in row i."""
        lower = upper = np.nan
        if self.has_interval:
            cut = slice(i, i + 1)
            ends = interval(self.values[cut], self.numerator[cut], self.denominator[cut], self.factor)
            lower, upper = float(ends[0][0]), float(ends[1][0])
        return Figure(
            self.codes[i], self.names[i], float(self.values[i]), State(self.states[i]),
            np.nan if self.above is None else float(self.above.values[i]),
            np.nan if self.below is None else float(self.below.values[i]), lower, upper,
            -1 if self.classes is None else int(self.classes[i]),
        )  # fmt: skip

    def to_arrow(self) -> pa.Table:
        """A table of `FIELDS`; missing numbers are null, states are words."""
        n = len(self.codes)
        numbers = {
            name: pa.array(getattr(self, name if name != "value" else "values"), from_pandas=True)
            for name in ("value", "numerator", "denominator", "lower", "upper")
        }
        words = [state.name.lower() for state in State]
        same = {
            "indicator": self.indicator, "group": self.group, "period": self.period,
            "edition": self.edition.key, "data_version": self.data_version,
        }  # fmt: skip
        columns = {
            "code": list(self.codes), "name": list(self.names), "state": [words[s] for s in self.states],
            **numbers, **{name: [value] * n for name, value in same.items()},
        }  # fmt: skip
        return pa.table({name: columns[name] for name in FIELDS})

    def to_pandas(self) -> Any:
        """The same as a DataFrame; needs pandas, which the product itself does not."""
        try:
            import pandas  # noqa: F401
        except ImportError:
            raise ImportError("A DataFrame needs pandas: pip install pandas. Or use to_arrow().") from None
        return self.to_arrow().to_pandas()

    def to_csv(self) -> str:
        """The same as CSV (RFC 4180, comma, point, UTF-8), empty where there is no number."""
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\r\n")
        writer.writerow(FIELDS)
        rows = zip(*(self.to_arrow()[name].to_pylist() for name in FIELDS), strict=True)
        writer.writerows([[_plain(cell) for cell in row] for row in rows])
        return target.getvalue()


@dataclass(frozen=True, eq=False)
class Series:
    """One indicator and group over the periods: arrays of shape (periods, spaces), or (periods,) for one space.

    breaks: periods before which the way of counting or the boundaries changed.
    """

    indicator: str
    group: str
    edition: Edition
    periods: tuple[str, ...]
    values: Floats
    states: States
    lower: Floats
    upper: Floats
    breaks: tuple[str, ...]


def interval(values: Floats, above: Floats, below: Floats, factor: float) -> tuple[Floats, Floats]:
    """Wilson's 95 % interval of shares, NaN where the share itself is not shown."""
    found = share(above, below, factor=factor)
    known = ~np.isnan(values)
    return np.where(known, found.lower, np.nan), np.where(known, found.upper, np.nan)


def _plain(cell: Any) -> Any:
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else cell

"""Phase three: cells → typed values, dense in the order of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sozialraum.intake.dialects import Dialect
from sozialraum.intake.log import Log
from sozialraum.intake.numbers import BAD, NUMBERLESS, Reading
from sozialraum.intake.recipe import Series, Source
from sozialraum.intake.recognise import Found, Places
from sozialraum.warehouse.values import Column, State

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]
Dense = tuple[Floats, Bytes]  # values and states, both of shape (n,)


@dataclass(eq=False)
class Figures:
    """What a source delivers: column → period → values and states.

    delivered: labels that are read for checks only. several: every occurrence of a label that stands repeatedly.
    """

    source: Source
    codes: Sequence[str]
    columns: dict[str, dict[str, Dense]] = field(default_factory=dict)
    delivered: dict[str, dict[str, Dense]] = field(default_factory=dict)
    several: dict[str, dict[str, list[Dense]]] = field(default_factory=dict)

    def column(self, name: str, period: str) -> Dense | None:
        """Values and states of a column, None where it was not delivered."""
        return self.columns.get(name, {}).get(period)


def harmonise(found: Iterable[Found], figures: Figures, dialect: Dialect, log: Log) -> None:
    """Read the cells and lay them where they belong. What can't be read is unknown, and an issue."""
    source, n = figures.source, len(figures.codes)
    to_resolve = {label for line in source.resolve for label in line.labels}
    reading = Reading(dialect)
    for item in found:
        values, states = reading.read(item.cells)
        _report_bad(item, values, states, dialect, log)
        for series in source.series:
            if series.label == item.label and series.when.holds(item.period):
                dense = _laid(item, series, values, states, n, log)
                dense = _scaled(dense, series, item, figures.codes, log)
                _keep(figures, series, item, dense, log)
        if item.label in source.checked:
            figures.delivered.setdefault(item.label, {})[item.period] = _scatter(
                item.places, values, states, n
            )
        if item.label in to_resolve:
            figures.several.setdefault(item.label, {})[item.period] = _occurrences(
                item.places, values, states, n
            )


def as_columns(figures: Figures) -> dict[str, dict[str, Column]]:
    """Period → column → frozen values, as the warehouse takes them."""
    periods: dict[str, dict[str, Column]] = {}
    for name, by_period in figures.columns.items():
        for period, (values, states) in by_period.items():
            periods.setdefault(period, {})[name] = Column(values, states)
    return dict(sorted(periods.items()))


def blank(n: int) -> Dense:
    """Nothing known of n spaces."""
    return np.full(n, np.nan), np.full(n, State.UNKNOWN, dtype=np.uint8)


def _report_bad(item: Found, values: Floats, states: Bytes, dialect: Dialect, log: Log) -> None:
    bad = states == BAD
    for row in np.flatnonzero(bad):
        log.add(
            "bad_value",
            "harmonise",
            "warning",
            file=item.file,
            sheet=item.sheet,
            row=int(item.places.rows[row]),
            column=item.label,
            period=item.period,
            found=item.cells.shown(int(row)),
            expected=dialect.name,
        )
    states[bad] = State.UNKNOWN


def _scatter(places: Places, values: Floats, states: Bytes, n: int) -> Dense:
    out, marks = blank(n)
    out[places.positions], marks[places.positions] = values, states
    return out, marks


def _occurrences(places: Places, values: Floats, states: Bytes, n: int) -> list[Dense]:
    """First, second, … cell of each space."""
    rank = np.zeros(len(values), dtype=np.int64) if places.rank is None else places.rank
    return [
        _scatter(
            Places(places.positions[rank == r], places.rows[rank == r]),
            values[rank == r],
            states[rank == r],
            n,
        )
        for r in range(int(rank.max(initial=0)) + 1)
    ]


def _laid(item: Found, series: Series, values: Floats, states: Bytes, n: int, log: Log) -> Dense:
    if item.places.rank is None and series.occurrence in (0, 1, "sum"):
        return _scatter(item.places, values, states, n)
    each = _occurrences(item.places, values, states, n)
    if series.occurrence == "sum":
        return _added(each)
    if series.occurrence:
        chosen = int(series.occurrence)
        return each[chosen - 1] if chosen <= len(each) else blank(n)
    return _unambiguous(item, series, each, log)


def _added(each: Sequence[Dense]) -> Dense:
    """Sum of the occurrences; unknown where one of them has no number."""
    total = np.sum([values for values, _ in each], axis=0)
    states = np.where(np.isnan(total), each[0][1], np.where(total == 0, State.EXACT_ZERO, State.OBSERVED))
    for _, more in each[1:]:
        states = np.where(np.isnan(total) & ~NUMBERLESS[states], more, states)
    return total, states.astype(np.uint8)


def _unambiguous(item: Found, series: Series, each: Sequence[Dense], log: Log) -> Dense:
    """A space that stands several times: the same figure is taken once, different ones are unknown."""
    values, states = each[0][0].copy(), each[0][1].copy()
    touched = np.bincount(item.places.positions, minlength=len(values)) > 1
    clash = np.zeros(len(values), dtype=bool)
    for more, _ in each[1:]:
        given = touched & ~np.isnan(more)
        clash |= given & (more != values)
    rows = item.places.rows
    for kind, hit, severity in (
        ("space_twice_differing", clash, "warning"),
        ("space_twice", touched & ~clash, "note"),
    ):
        if hit.any():
            first = int(rows[np.isin(item.places.positions, np.flatnonzero(hit))].min())
            log.add(
                kind,
                "recognise",
                severity,
                file=item.file,
                sheet=item.sheet,
                row=first,
                column=series.column,
                period=item.period,
                found=item.label,
                count=int(hit.sum()),
            )
    values[clash], states[clash] = np.nan, State.UNKNOWN
    return values, states


def _scaled(dense: Dense, series: Series, item: Found, codes: Sequence[str], log: Log) -> Dense:
    """Apply the factor; what is outside of the plausible range becomes unknown."""
    values, states = dense
    if series.factor != 1:
        values *= series.factor
    low, high = series.range or (0, np.inf)
    with np.errstate(invalid="ignore"):
        off = (values < low) | (values > high)
    if off.any():
        _report_range(values, off, low, high, series, item, codes, log)
        values[off], states[off] = np.nan, State.UNKNOWN
    if series.digits is not None:
        rough = ~np.isnan(values) & (np.abs(values - np.round(values, series.digits)) > 1e-9)
        if rough.any():
            first = int(np.argmax(rough))
            log.add(
                "too_many_decimals",
                "check",
                "warning",
                file=item.file,
                sheet=item.sheet,
                column=series.column,
                period=item.period,
                space=codes[first],
                found=str(values[first]),
                expected=str(series.digits),
                count=int(rough.sum()),
            )
    return values, states


def _report_range(
    values: Floats,
    off: npt.NDArray[np.bool_],
    low: float,
    high: float,
    series: Series,
    item: Found,
    codes: Sequence[str],
    log: Log,
) -> None:
    row_of = dict(zip(item.places.positions.tolist(), item.places.rows.tolist(), strict=True))
    for i in np.flatnonzero(off)[:20]:
        kind = "negative_value" if values[i] < 0 <= low else "out_of_range"
        log.add(
            kind,
            "check",
            "warning",
            file=item.file,
            sheet=item.sheet,
            row=row_of.get(int(i)),
            column=series.column,
            period=item.period,
            space=codes[i],
            found=f"{values[i]:g}",
            expected=f"{low:g} … {high:g}",
        )
    if off.sum() > 20:
        log.add(
            "more_of_the_same",
            "check",
            "warning",
            file=item.file,
            column=series.column,
            period=item.period,
            count=int(off.sum()) - 20,
            details={"kind": "out_of_range"},
        )


def _keep(figures: Figures, series: Series, item: Found, dense: Dense, log: Log) -> None:
    held = figures.columns.setdefault(series.column, {})
    if item.period in held:
        log.add(
            "column_twice",
            "recognise",
            "error",
            file=item.file,
            sheet=item.sheet,
            column=series.column,
            period=item.period,
            found=item.label,
        )
        return
    held[item.period] = dense

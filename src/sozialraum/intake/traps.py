"""Traps that a recipe names: zeros that are none, labels whose order is left to chance, breaks."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import numpy.typing as npt

from sozialraum.intake.harmonise import Dense, Figures, blank
from sozialraum.intake.log import Log
from sozialraum.intake.recipe import Resolve, Series, Withheld, Zeros
from sozialraum.warehouse.values import WITHOUT_NUMBER, State

Mask = npt.NDArray[np.bool_]


def apply_traps(figures: Figures, log: Log) -> None:
    """Re-read zeros, withhold what is wrong, resolve labels, note breaks and remarks, and say what is missing."""
    _reread_zeros(figures, log)
    _withhold(figures, log)
    for line in figures.source.resolve:
        _resolve(line, figures, log)
    _note_breaks(figures, log)
    _note_gaps(figures, log)
    _note_states(figures, log)


def _reread_zeros(figures: Figures, log: Log) -> None:
    """Evidence is what was delivered: the zeros of all columns are found before any is re-read."""
    changes: list[tuple[Series, str, Zeros, Mask]] = []
    for series in figures.source.series:
        for period in figures.columns.get(series.column, {}):
            left = np.ones(len(figures.codes), dtype=bool)
            for rule in (
                series.zeros if series.when.holds(period) else ()
            ):  # the first rule that fits a zero wins
                mask = _zeros_meant(series, period, rule, figures) & left
                left &= ~mask
                if mask.any():
                    changes.append((series, period, rule, mask))
    for series, period, rule, mask in changes:
        _mark(figures, series.column, period, mask, State[rule.mean.upper()])
        _report(f"zero_is_{rule.mean}", figures, series, period, mask, rule, log)


def _withhold(figures: Figures, log: Log) -> None:
    """Figures that are there but mean something else."""
    for series in figures.source.series:
        for period, (values, _) in figures.columns.get(series.column, {}).items():
            for rule in series.withhold if series.when.holds(period) else ():
                mask = ~np.isnan(values) & (np.isin(figures.codes, rule.spaces) if rule.spaces else True)
                if rule.when.holds(period) and mask.any():
                    _report("value_withheld", figures, series, period, mask, rule, log)
                    _mark(figures, series.column, period, mask, State[rule.mean.upper()])


def _mark(figures: Figures, column: str, period: str, mask: Mask, state: State) -> None:
    values, states = figures.columns[column][period]
    states[mask] = state
    values[mask] = np.nan if state in WITHOUT_NUMBER else 0.0


def _report(
    kind: str, figures: Figures, series: Series, period: str, mask: Mask, rule: Zeros | Withheld, log: Log
) -> None:
    spaces = [figures.codes[i] for i in np.flatnonzero(mask)]
    everywhere = len(spaces) == len(figures.codes)
    log.add(
        kind,
        "harmonise",
        "warning",
        file=figures.source.file,
        column=series.column,
        period=period,
        found="0" if isinstance(rule, Zeros) else "",
        expected=rule.mean,
        count=len(spaces),
        details={"reason": dict(rule.reason), "spaces": [] if everywhere else spaces[:30]},
    )


def _zeros_meant(series: Series, period: str, rule: Zeros, figures: Figures) -> Mask:
    values, _ = figures.columns[series.column][period]
    mask: Mask = values == 0
    if not rule.when.holds(period) or not mask.any():
        return np.zeros_like(mask)
    if rule.spaces:
        mask &= np.isin(figures.codes, rule.spaces)
    if rule.only == "all" and not mask[~np.isnan(values)].all():
        mask[:] = False
    elif rule.only == "gap":
        mask &= _counted_beside(series.column, period, rule.beside, figures)
    elif rule.only == "unless_total":
        total = figures.column(rule.total, period)
        mask &= (total[0] > 0) if total else False
    return mask


def _counted_beside(column: str, period: str, least: float, figures: Figures) -> Mask:
    """Whether the period before or after (among those delivered) has at least this number."""
    periods = sorted(figures.columns[column])
    at = periods.index(period)
    beside = np.zeros(len(figures.codes), dtype=bool)
    for other in (*periods[max(at - 1, 0) : at], *periods[at + 1 : at + 2]):
        beside |= figures.columns[column][other][0] >= least
    return beside


def _resolve(line: Resolve, figures: Figures, log: Log) -> None:
    """Labels that stand several times for a space in no fixed order: take the order that makes the sums right.

    For each space every way to give the occurrences of each label to the columns is tried. Where exactly one
    makes the columns of all labels add up to the sums it is taken, else the figures are unknown.
    """
    n, ways = len(figures.codes), len(line.sums)
    periods = set.intersection(*(set(figures.several.get(label, {})) for label in line.labels))
    for period in sorted(p for p in periods if line.when.holds(p)):
        cells = [_stacked(figures.several[label][period], ways, n) for label in line.labels]
        sums = [figures.column(name, period) for name in line.sums]
        targets = np.array([s[0] if s else np.full(n, np.nan) for s in sums])
        orders = list(product(permutations(range(ways)), repeat=len(line.labels)))
        fits = np.array([_fits(cells, order, targets) for order in orders])
        unique = fits.sum(axis=0) == 1
        chosen = np.argmax(fits, axis=0)
        for label, of_label in enumerate(cells):
            for way in range(ways):
                picked = np.array([order[label][way] for order in orders])[chosen]
                values = np.where(unique, of_label[picked, np.arange(n)], np.nan)
                figures.columns.setdefault(line.columns[label][way], {})[period] = _dense(values)
        if not unique.all():
            left = [figures.codes[i] for i in np.flatnonzero(~unique)]
            log.add(
                "label_not_resolved",
                "recognise",
                "warning",
                file=figures.source.file,
                column=", ".join(line.labels),
                period=period,
                found=f"{ways}",
                count=len(left),
                details={"reason": dict(line.reason), "spaces": left[:30]},
            )
        log.add(
            "label_resolved",
            "recognise",
            "note",
            file=figures.source.file,
            column=", ".join(line.labels),
            found=f"{ways}",
            count=int(unique.sum()),
            details={"reason": dict(line.reason)},
        )


def _stacked(each: list[Dense], ways: int, n: int) -> npt.NDArray[np.float64]:
    """Values by occurrence, shape (ways, n); NaN where there are fewer."""
    padded = [*each[:ways], *(blank(n) for _ in range(ways - len(each)))]
    return np.array([values for values, _ in padded])


def _fits(
    cells: list[npt.NDArray[np.float64]], order: tuple[tuple[int, ...], ...], targets: npt.NDArray[np.float64]
) -> Mask:
    """Where this order makes every sum come out, shape (n,). Where a sum is unknown nothing fits."""
    made = np.array([sum(cells[k][order[k][way]] for k in range(len(cells))) for way in range(len(targets))])
    return np.all(made == targets, axis=0)


def _dense(values: npt.NDArray[np.float64]) -> Dense:
    states = np.where(
        np.isnan(values), State.UNKNOWN, np.where(values == 0, State.EXACT_ZERO, State.OBSERVED)
    )
    return values, states.astype(np.uint8)


def _note_breaks(figures: Figures, log: Log) -> None:
    source = figures.source
    for series in source.series:
        for line in series.breaks:
            if line["period"] in figures.columns.get(series.column, {}):
                log.add(
                    "series_break",
                    "check",
                    "note",
                    file=source.file,
                    column=series.column,
                    period=line["period"],
                    details={"reason": dict(line["reason"])},
                )
        for line in series.remarks:
            log.add(
                "remark",
                "check",
                "note",
                file=source.file,
                column=series.column,
                found=_span(line),
                details={"reason": dict(line["text"])},
            )
    for line in source.remarks:
        log.add(
            "remark",
            "check",
            "note",
            file=source.file,
            found=_span(line),
            details={"reason": dict(line["text"])},
        )


def _span(line: object) -> str:
    given = dict(line)  # type: ignore[call-overload]
    if given.get("periods"):
        return ", ".join(given["periods"])
    return (
        " – ".join(filter(None, (given.get("from", ""), given.get("until", "")))) if "from" in given else ""
    )


def _note_gaps(figures: Figures, log: Log) -> None:
    """Labels that never came, and years that are missing inside of series that the recipe expects every year."""
    source = figures.source
    gaps: dict[str, list[str]] = {}
    for series in source.series:
        held = figures.columns.get(series.column)
        if not held:
            severity = "note" if source.optional else "warning"
            where = {"file": source.file, "column": series.column, "expected": series.label}
            log.add("series_missing", "recognise", severity, **where)
            continue
        between = map(str, range(int(min(held)), int(max(held))))
        absent = [y for y in between if y not in held and series.when.holds(y) and source.when.holds(y)]
        if absent:
            gaps.setdefault(", ".join(absent), []).append(series.column)
    for absent_years, columns in gaps.items():
        log.add(
            "period_missing",
            "recognise",
            "note",
            file=source.file,
            column=", ".join(columns[:5]),
            found=absent_years,
            count=len(columns),
        )


def _note_states(figures: Figures, log: Log) -> None:
    """How many cells of the source carry no number, by state."""
    counts = np.zeros(len(State), dtype=np.int64)
    for by_period in figures.columns.values():
        for _, states in by_period.values():
            counts += np.bincount(states, minlength=len(State))
    for state in State:
        if counts[state] and state in WITHOUT_NUMBER:
            log.add(
                "cells_without_number",
                "harmonise",
                "note",
                file=figures.source.file,
                found=state.name.lower(),
                count=int(counts[state]),
            )

"""Phase four: figures held against each other. Differences are reported, nothing is corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sozialraum.intake import check_levels, check_shares
from sozialraum.intake.delivered import Delivered
from sozialraum.intake.harmonise import Floats
from sozialraum.intake.log import Log
from sozialraum.intake.recipe import Check


def run_checks(checks: Sequence[Check], delivered: Delivered, log_of: Callable[[str], Log]) -> None:
    """Run all checks; findings about one source go into its log (`log_of("")`: the common one)."""
    for check in checks:
        CHECKS[check.kind](check, delivered, log_of(check.source))


def _parts(check: Check, delivered: Delivered, log: Log) -> None:
    whole, parts = check.given["whole"], check.given["parts"]
    compared = 0
    for edition, period in delivered.where(check, whole, *parts):
        total = delivered.values(check, edition, whole, period)
        pieces = [delivered.values(check, edition, part, period) for part in parts]
        difference = np.sum(pieces, axis=0) - total
        compared += int(np.count_nonzero(~np.isnan(difference)))
        _report(
            check, "parts_differ", whole, period, difference, delivered.names(edition), log, parts=list(parts)
        )
        _report_open_secrets(check, delivered, edition, period, log)
    if compared:
        log.add(
            "parts_compared", "check", "note", column=whole, count=compared, details={"parts": list(parts)}
        )


def _report_open_secrets(check: Check, delivered: Delivered, edition: str, period: str, log: Log) -> None:
    """A hidden figure that the whole and the other parts give away."""
    hidden = [delivered.secret(check, edition, name, period) for name in check.given["parts"]]
    known = [~np.isnan(delivered.values(check, edition, name, period)) for name in check.given["parts"]]
    total = ~np.isnan(delivered.values(check, edition, check.given["whole"], period))
    alone = (np.sum(hidden, axis=0) == 1) & (np.sum(known, axis=0) == len(known) - 1) & total
    if alone.any():
        log.add(
            "secret_can_be_derived",
            "check",
            "note",
            column=check.given["whole"],
            period=period,
            count=int(alone.sum()),
            details={"parts": list(check.given["parts"])},
        )


def _bound(check: Check, delivered: Delivered, log: Log) -> None:
    part, whole = check.given["part"], check.given["whole"]
    for edition, period in delivered.where(check, part, whole):
        excess = delivered.values(check, edition, part, period) - delivered.values(
            check, edition, whole, period
        )
        with np.errstate(invalid="ignore"):
            excess = np.where(excess > check.tolerance, excess, 0.0)
        _report(check, "part_exceeds_whole", part, period, excess, delivered.names(edition), log, whole=whole)


def _same(check: Check, delivered: Delivered, log: Log) -> None:
    first, second = check.given["sources"]
    for column in check.given["columns"]:
        compared = 0
        for period in delivered.periods_of(first, column) & delivered.periods_of(second, column):
            if not check.when.holds(period) or delivered.edition(first) != delivered.edition(second):
                continue
            difference = delivered.of(second, column, period) - delivered.of(first, column, period)
            compared += int(np.count_nonzero(~np.isnan(difference)))
            names = delivered.names(delivered.edition(first))
            _report(check, "sources_differ", column, period, difference, names, log, sources=[first, second])
        if compared:
            log.add(
                "sources_compared",
                "check",
                "note",
                column=column,
                count=compared,
                details={"sources": [first, second]},
            )


def _jump(check: Check, delivered: Delivered, log: Log) -> None:
    factor, least = check.given.get("factor", 3), check.given.get("minimum", 50)
    for column in check.given["columns"]:
        for edition, pairs in _neighbours(check, delivered, column):
            for before, after in pairs:
                old, new = (delivered.values(check, edition, column, p) for p in (before, after))
                with np.errstate(invalid="ignore", divide="ignore"):
                    far = (np.maximum(new / old, old / new) > factor) & (np.maximum(old, new) >= least)
                for i in np.flatnonzero(far):
                    log.add(
                        "value_jumps",
                        "check",
                        check.severity,
                        column=column,
                        period=after,
                        space=delivered.codes(edition)[i],
                        found=f"{new[i]:g}",
                        expected=f"{old[i]:g}",
                        details={
                            "before": before,
                            "name": delivered.names(edition)[i],
                            "reason": dict(check.reason),
                        },
                    )


def _neighbours(
    check: Check, delivered: Delivered, column: str
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    by_edition: dict[str, list[str]] = {}
    for edition, period in delivered.where(check, column):
        by_edition.setdefault(edition, []).append(period)
    for edition, periods in by_edition.items():
        yield edition, list(zip(sorted(periods), sorted(periods)[1:], strict=False))


def _report(
    check: Check,
    kind: str,
    column: str,
    period: str,
    difference: Floats,
    names: Sequence[str],
    log: Log,
    **details: Any,
) -> None:
    """One line for all spaces of a period that differ: how many, how much together, the largest."""
    off = np.abs(np.nan_to_num(difference)) > check.tolerance
    if not off.any():
        return
    at = int(np.argmax(np.where(off, np.abs(difference), 0)))
    log.add(
        kind,
        "check",
        check.severity,
        column=column,
        period=period,
        count=int(off.sum()),
        found=f"{difference[off].sum():+g}",
        expected="0",
        details={
            **details,
            "largest": f"{difference[at]:+g}",
            "name": names[at],
            "reason": dict(check.reason),
        },
    )


CHECKS: Mapping[str, Callable[[Check, Delivered, Log], None]] = {
    "parts": _parts,
    "bound": _bound,
    "same": _same,
    "jump": _jump,
    "levels": check_levels.run,
    "share": check_shares.run,
}

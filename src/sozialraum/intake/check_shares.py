"""A delivered percentage against numerator ÷ denominator: exact, rounded, truncated, or something else?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sozialraum.intake.delivered import Delivered
from sozialraum.intake.harmonise import Floats
from sozialraum.intake.log import Log
from sozialraum.intake.recipe import Check, tidy

MOSTLY = 0.95  # share of cells that must fit before a habit is named


def run(check: Check, delivered: Delivered, log: Log) -> None:
    """Name the habit of each period; periods with the same habit are one line."""
    source, label = check.given["source"], tidy(check.given["label"])
    top, bottom, factor = check.given["numerator"], check.given["denominator"], check.given.get("factor", 100)
    edition = delivered.edition(source)
    anywhere = Check(
        check.kind, check.given, check.when
    )  # numerator and denominator may come from other sources
    both = {period for e, period in delivered.where(anywhere, top, bottom) if e == edition}
    habits: dict[str, list[str]] = {}
    worst: dict[str, float] = {}
    for period, (given, _) in sorted(delivered.label(source, label).items()):
        if period not in both:
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            made = factor * delivered.values(anywhere, edition, top, period)
            made = made / delivered.values(anywhere, edition, bottom, period)
        usable = np.flatnonzero(np.isfinite(made) & np.isfinite(given))
        if not len(usable):
            continue
        habit, fits = habit_of(given[usable], made[usable])
        habits.setdefault(habit, []).append(period)
        worst[habit] = max(
            worst.get(habit, 0.0), float(np.max(np.abs(given - made)[usable[fits]], initial=0))
        )
        for i in usable[~fits]:
            log.add(
                "share_outlier",
                "check",
                check.severity,
                column=label,
                period=period,
                space=delivered.codes(edition)[i],
                found=f"{given[i]:g}",
                expected=f"{made[i]:.2f}",
                details={"name": delivered.names(edition)[i]},
            )
    for habit, periods in habits.items():
        _report(check, habit, periods, worst[habit], log)


def _report(check: Check, habit: str, periods: list[str], worst: float, log: Log) -> None:
    log.add(
        f"share_{habit}",
        "check",
        check.severity if habit == "differs" else "note",
        column=tidy(check.given["label"]),
        count=len(periods),
        found=f"{worst:.2f}",
        period=periods[0] if len(periods) == 1 else f"{periods[0]}–{periods[-1]}",
        expected=f"{check.given['numerator']} ÷ {check.given['denominator']}",
        details={"periods": periods, "reason": dict(check.reason)},
    )


def habit_of(given: Floats, made: Floats) -> tuple[str, npt.NDArray[np.bool_]]:
    """How the publisher made `given` from what we computed, and which cells fit.

    `exact`, `rounded` or `truncated` where at least MOSTLY of the cells fit, else `differs` (all count as fitting).
    """
    step = 10.0 ** -_decimals(given)
    ways = {
        "exact": np.abs(given - made) < 1e-9,
        "rounded": np.abs(given - made) <= step / 2 + 1e-9,
        "truncated": np.abs(np.floor(made / step + 1e-9) * step - given) < 1e-9,
    }
    for habit, fits in ways.items():
        if fits.mean() >= MOSTLY:
            return habit, fits
    return "differs", np.ones(len(given), dtype=bool)


def _decimals(values: Floats) -> int:
    return next((d for d in range(6) if np.allclose(values, np.round(values, d), atol=1e-9, rtol=0)), 6)

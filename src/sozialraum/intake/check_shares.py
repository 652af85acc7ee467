"""A delivered percentage against numerator ÷ denominator: exact, rounded, truncated, or something else?"""

from __future__ import annotations

import numpy as np

from sozialraum.intake.delivered import Delivered
from sozialraum.intake.harmonise import Floats
from sozialraum.intake.log import Log
from sozialraum.intake.recipe import Check, tidy

MOSTLY = 0.98  # share of cells that must fit before a habit is named


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
        usable = np.isfinite(made) & np.isfinite(given)
        if usable.any():
            habit = habit_of(given[usable], made[usable])
            habits.setdefault(habit, []).append(period)
            far = float(np.max(np.abs(given[usable] - made[usable])))
            worst[habit] = max(worst.get(habit, 0.0), far)
    for habit, periods in habits.items():
        log.add(
            f"share_{habit}",
            "check",
            check.severity if habit == "differs" else "note",
            column=label,
            period=periods[0] if len(periods) == 1 else f"{periods[0]}–{periods[-1]}",
            count=len(periods),
            found=f"{worst[habit]:.2f}",
            expected=f"{top} ÷ {bottom}",
            details={"periods": periods, "reason": dict(check.reason)},
        )


def habit_of(given: Floats, made: Floats) -> str:
    """`exact`, `rounded`, `truncated` or `differs`: how the publisher made `given` from what we computed."""
    step = 10.0 ** -_decimals(given)
    fits = {
        "exact": np.abs(given - made) < 1e-9,
        "rounded": np.abs(given - made) <= step / 2 + 1e-9,
        "truncated": np.abs(np.floor(made / step + 1e-9) * step - given) < 1e-9,
    }
    return next((habit for habit, fit in fits.items() if fit.mean() >= MOSTLY), "differs")


def _decimals(values: Floats) -> int:
    return next((d for d in range(6) if np.allclose(values, np.round(values, d), atol=1e-9, rtol=0)), 6)

"""The spaces of one system against those above them: do they add up?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from sozialraum.intake.delivered import Delivered
from sozialraum.intake.harmonise import Floats
from sozialraum.intake.log import Log
from sozialraum.intake.recipe import CITY, Check
from sozialraum.warehouse.draft import EditionDraft


def run(check: Check, delivered: Delivered, log: Log) -> None:
    """Compare each column and period; one line a period and column with what is missing in the parts."""
    below, above = check.given["parts"], check.given["whole"]
    for column in check.given["columns"]:
        compared = 0
        places = list(delivered.where(check, column))
        wholes = {p: e for e, p in places if delivered.editions[e].space_system == above}
        for edition, period in places:
            if delivered.editions[edition].space_system != below or period not in wholes:
                continue
            whole = wholes[period]
            rows = parent_rows(delivered.editions[edition], delivered.editions[whole], delivered.editions)
            sums = _sums(delivered.values(check, edition, column, period), rows, len(delivered.codes(whole)))
            missing = delivered.values(check, whole, column, period) - sums
            compared += int(np.count_nonzero(~np.isnan(missing)))
            _report(check, column, period, missing, delivered.names(whole), log)
        if compared:
            log.add(
                "levels_compared",
                "check",
                "note",
                column=column,
                count=compared,
                details={"parts": below, "whole": above},
            )


def parent_rows(
    below: EditionDraft, above: EditionDraft, editions: Mapping[str, EditionDraft]
) -> npt.NDArray[np.int64]:
    """Row in `above` of each space of `below`, through the systems between; −1 where there is none."""
    if above.space_system == CITY:
        return np.zeros(len(below.codes), dtype=np.int64)
    codes, system = np.array(below.parents), below.parent_system
    for _ in editions:
        if system == above.space_system or system is None:
            break
        between = next((e for e in editions.values() if e.space_system == system), None)
        if between is None:
            break
        up = dict(zip(between.codes, between.parents, strict=True))
        codes, system = np.array([up.get(code, "") for code in codes]), between.parent_system
    row = {code: i for i, code in enumerate(above.codes)} if system == above.space_system else {}
    return np.array([row.get(str(code), -1) for code in codes], dtype=np.int64)


def _sums(values: Floats, rows: npt.NDArray[np.int64], n: int) -> Floats:
    """Sums by parent; NaN where a part has no number or there are no parts."""
    inside = rows >= 0
    sums = np.bincount(rows[inside], weights=values[inside], minlength=n)
    sums[np.bincount(rows[inside], minlength=n) == 0] = np.nan
    return sums


def _report(
    check: Check, column: str, period: str, missing: Floats, names: tuple[str, ...], log: Log
) -> None:
    off = np.abs(np.nan_to_num(missing)) > check.tolerance
    if off.any():
        at = int(np.argmax(np.where(off, np.abs(missing), 0)))
        log.add(
            "levels_differ",
            "check",
            check.severity,
            column=column,
            period=period,
            count=int(off.sum()),
            found=f"{missing[off].sum():+g}",
            expected="0",
            details={
                "parts": check.given["parts"],
                "whole": check.given["whole"],
                "largest": f"{missing[at]:+g}",
                "name": names[at],
                "reason": dict(check.reason),
            },
        )

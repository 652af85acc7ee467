"""How a figure is calculated, with its numbers put in, so that anybody can do it again by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.statistics.words import language
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.explanation import Explanation, Part


@dataclass(frozen=True)
class Step:
    """One line of a calculation. is_result: whether it gives the figure that is shown."""

    text: str
    is_result: bool = False


def exact(value: float) -> str:
    """A number with as many decimals as it has, at most four: what is converted has no end."""
    for decimals in range(4):
        if math.isclose(value, round(value, decimals), rel_tol=1e-12, abs_tol=1e-9):
            return numbers.number(value, decimals, language())
    return numbers.number(value, 4, language())


def steps(told: Explanation) -> list[Step]:
    """The calculation of an indicator's figure; empty where one of its numbers may not be shown or is missing."""
    found, figure = told.definition, told.figure
    parts = (*told.numerator, *told.denominator)
    if not isinstance(found, Indicator) or figure is None or any(math.isnan(p.value) for p in parts):
        return []
    lines = [
        Step(f"{name}: {_terms(some)} = {exact(_sum(some))}")
        for name, some in ((_("Zähler"), told.numerator), (_("Nenner"), told.denominator))
        if len(some) > 1
    ]
    above, below = _sum(told.numerator), _sum(told.denominator) if told.denominator else math.nan
    if told.denominator and below == 0:
        return [
            *lines,
            Step(_("{above} ÷ 0: Durch null lässt sich nicht teilen.").format(above=exact(above))),
        ]
    times = "" if found.factor == 1 else f" × {exact(found.factor)}"
    left = f"{exact(above)} ÷ {exact(below)}{times}" if told.denominator else f"{exact(above)}{times}"
    result = above / below * found.factor if told.denominator else above * found.factor
    if math.isnan(figure.value):
        return [*lines, Step(f"{left} = {exact(result)}")] if lines else []
    return [*lines, Step(_equation(left, result, found), is_result=True)]


def _equation(left: str, result: float, found: Indicator) -> str:
    shown = numbers.with_unit(numbers.number(result, found.decimals, language()), found.unit, language())
    full = numbers.number(result, found.decimals + 3, language())
    if math.isclose(result, round(result, found.decimals), rel_tol=1e-12, abs_tol=1e-9):
        return shown if left == exact(result) else f"{left} = {shown}"
    return _("{left} = {full}, gerundet {shown}").format(left=left, full=full, shown=shown)


def _sum(parts: Sequence[Part]) -> float:
    return sum(p.sign * p.value for p in parts)


def _terms(parts: Sequence[Part]) -> str:
    words = ""
    for part in parts:
        sign = "−" if part.sign < 0 else "+"
        words = (
            f"{words} {sign} {exact(part.value)}"
            if words
            else f"{'−' if part.sign < 0 else ''}{exact(part.value)}"
        )
    return words

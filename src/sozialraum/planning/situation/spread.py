"""How far the spaces of the city lie apart: a row an indicator, as HTML in one piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.situation import drawings
from sozialraum.planning.situation.city_sentences import direction
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.changes import Change
from sozialraum.warehouse.figures import Series


@dataclass(frozen=True, eq=False)
class Spread:
    """One indicator: measures by period (mean, sd, cv, gini, spaces), the cv in percent as a series, its change."""

    indicator: Indicator
    measures: Mapping[str, Mapping[str, float]]
    series: Series
    change: Change


def spreads_table(spreads: Sequence[Spread], language: str, caption: str) -> SafeString:
    """Latest distance between the spaces, the one to compare with, and the years."""
    heads = [
        _("Kennzahl"), _("Durchschnitt"), _("Typischer Abstand"), _("in Prozent des Durchschnitts"), _("zum Vergleich"),
        _("Gini"), _("Über die Jahre"),
    ]  # fmt: skip
    columns = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    rows = "".join(_row(s, language, heads) for s in spreads)
    return SafeString(
        f'<table class="lines lines--apart"><caption class="kern-sr-only">{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(spread: Spread, language: str, heads: Sequence[str]) -> str:
    i, period = spread.indicator, spread.series.periods[-1]
    latest = spread.measures[period]
    prefix = "/en" if language == "en" else ""
    unit = "percentage_points" if i.unit == "percent" else i.unit
    mean = numbers.with_unit(numbers.number(latest["mean"], i.decimals, language), i.unit, language)
    distance = numbers.with_unit(numbers.number(latest["sd"], i.decimals, language), unit, language)
    cells = [
        mean, distance, percent(spread.series.values[-1], language), _before(spread, language),
        numbers.number(latest["gini"], 2, language) if "gini" in latest else "",
    ]  # fmt: skip
    shown = "".join(f'<td data-label="{escape(h)}">{c}</td>' for h, c in zip(heads[1:-1], cells, strict=True))
    return (
        f'<tr><th scope="row"><a href="{prefix}/kennzahlen/{i.key}/">{escape(i.title[language])}</a> '
        f'<span class="lines__year">{period}</span></th>{shown}'
        f'<td class="lines__drawn" data-label="{escape(heads[-1])}">{_years(spread, language)}</td></tr>'
    )


def percent(value: float, language: str) -> str:
    """A share of the mean without decimals."""
    return numbers.with_unit(numbers.number(float(value), 0, language), "percent", language)


def _before(spread: Spread, language: str) -> str:
    change = spread.change
    return f"{percent(change.before, language)} ({change.since})" if change.since else ""


def _years(spread: Spread, language: str) -> str:
    s = spread.series
    if len(s.periods) < 2:
        return ""
    words = direction(spread.change, language)
    since = spread.change.since if words else s.periods[0]
    said = f"{since}–{s.periods[-1]}" + (f": {words}" if words else "")
    nothing = np.full(len(s.periods), np.nan)
    drawn = drawings.trend(s.periods, s.values, s.lower, s.upper, nothing, s.breaks, said)
    return f'{drawn}<span class="lines__say" aria-hidden="true">{escape(said)}</span>'

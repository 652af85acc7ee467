"""Bars whose table says what its rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sozialraum import charts
from sozialraum.charts import Chart
from sozialraum.planning.statistics.words import language


def bars(
    name: str, labels: Sequence[str], values: Sequence[float], *, title: str, unit: str = "", decimals: int = 0,
    mark: tuple[str, float] | None = None, sentence: str = "",
) -> Chart:  # fmt: skip
    """A bar a label. name: what the rows are, "Fachamt"; sentence: where a better one is known."""
    drawn = charts.bars(
        labels, values, title=title, unit=unit, decimals=decimals, language=language(), mark=mark
    )
    return replace(drawn, columns=(name, *drawn.columns[1:]), sentence=sentence or drawn.sentence)

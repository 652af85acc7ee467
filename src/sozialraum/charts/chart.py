"""What every chart is: a drawing, a sentence that says what is to be seen, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass

from sozialraum.charts.svg import Svg


@dataclass(frozen=True)
class Key:
    """One entry of the legend beside a drawing: the look (a CSS class) and what it stands for."""

    look: str
    label: str


@dataclass(frozen=True)
class Chart:
    """A drawing with all that stands beside it.

    title: what is shown. sentence: what is to be seen. columns, rows: the same as a table, already as text.
    """

    title: str
    svg: Svg
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[Key, ...] = ()
    size: str = "normal"  # "normal" | "wide" | "strip"

    def __str__(self) -> str:
        return self.svg  # a template writes it as it is

"""Drawings of the pages made ready for paper: with their colours inside, and legends as drawings of their own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sozialraum.paper.glyphs import drawable

_SHEET = Path(__file__).with_name("charts.css")
_NARROW = ".chart__svg text { font-size: 17.5px; }"
_SPACE = 'xmlns="http://www.w3.org/2000/svg"'

# What stands before an entry of the legend, 28 by 18: the same marks as in the drawing.
_MARKS = {
    "line": '<path class="trend__line" d="M1,9H27"/>',
    "band": '<rect class="chart__band" y="3" width="28" height="12"/>',
    "compare-1": '<path class="trend__compare trend__compare--1" d="M0,9H28"/>',
    "compare-2": '<path class="trend__compare trend__compare--2" d="M1,9H28"/>',
    "compare-3": '<path class="trend__compare trend__compare--3" d="M0,9H28"/>',
    "outline": '<path class="pyramid__outline" d="M0,9H28"/>',
    "dot": '<circle class="strip__dot" cx="14" cy="9" r="7"/>',
    "mark-1": '<path class="strip__mark-1" d="M14,2L21,9L14,16L7,9Z"/>',
    "mark-2": '<path class="strip__mark-2" d="M14,1V17"/>',
    "stroke": '<path class="strip__all" d="M14,1V17"/>',
}
_HATCHES = {
    "secret": '<circle cx="6" cy="5" r="1.5"/><circle cx="14" cy="5" r="1.5"/><circle cx="22" cy="5" r="1.5"/>'
    '<circle cx="6" cy="13" r="1.5"/><circle cx="14" cy="13" r="1.5"/><circle cx="22" cy="13" r="1.5"/>',
    "unknown": '<path d="M1,9L9,1M1,17L17,1M9,17L25,1M17,17L27,7M25,17L27,15"/>',
    "unreliable": '<path d="M1,12L6,5L11,12L16,5L21,12L27,5"/>',
    "later": '<path d="M5,1V17M11,1V17M17,1V17M23,1V17"/>',
    "excluded": '<path d="M1,6H27M1,12H27M5,1V17M11,1V17M17,1V17M23,1V17"/>',
}


def coloured(svg: str, narrow: bool = False) -> str:
    """A drawing of `sozialraum.charts` as a file of its own, with the style sheet of paper in it.

    narrow: letters grow within the drawing, as they do on a narrow screen. Raises ValueError for what is no SVG.
    """
    start = svg.find("<svg")
    end = svg.find(">", start)
    if start < 0 or end < 0:
        raise ValueError("a picture of a document is an SVG")
    opening = (
        svg[start:end] if "xmlns=" in svg[start:end] else svg[start:end].replace("<svg", f"<svg {_SPACE}", 1)
    )
    return drawable(f"{opening}><style>{_sheet()}{_NARROW if narrow else ''}</style>{svg[end + 1 :]}")


def swatch(look: str) -> str:
    """The mark of a legend for a look: of a line, a class of a map, or a state without a number."""
    frame = '<rect x="0.5" y="0.5" width="27" height="17" rx="3" fill="none" stroke="#6e7597"/>'
    if look in _MARKS:
        drawn = _MARKS[look]
    elif look in _HATCHES:
        ground = '<rect class="hatch__ground" width="28" height="18" rx="3"/>'
        drawn = f'{ground}<g class="hatch__stroke">{_HATCHES[look]}</g>{frame}'
    elif look.startswith(("tone-", "split-")) and look.replace("-", "").isalnum():
        drawn = f'<rect class="{look}" width="28" height="18" rx="3"/>{frame}'
    else:
        drawn = ""
    return coloured(f'<svg viewBox="0 0 28 18" class="chart__svg">{drawn}</svg>')


@lru_cache(maxsize=1)
def _sheet() -> str:
    return _SHEET.read_text("utf-8")

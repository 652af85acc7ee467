"""Charts and maps as SVG: plain functions from numbers to drawings, each with a sentence and a table.

No script, no framework: the same drawing serves the page, paper and a screen reader. Colours come from the
style sheet by class names.
"""

from sozialraum.charts.bars import bars
from sozialraum.charts.chart import Chart, Key
from sozialraum.charts.dots import Dot, dots
from sozialraum.charts.histogram import class_labels, histogram
from sozialraum.charts.maps import SpaceMap, locator, space_map
from sozialraum.charts.pyramid import pyramid
from sozialraum.charts.scatter import Point, scatter
from sozialraum.charts.strip import strip
from sozialraum.charts.svg import Svg
from sozialraum.charts.trend import spark, trend

__all__ = [
    "Chart", "Dot", "Key", "Point", "SpaceMap", "Svg", "bars", "class_labels", "dots", "histogram", "locator",
    "pyramid", "scatter", "space_map", "spark", "strip", "trend",
]  # fmt: skip

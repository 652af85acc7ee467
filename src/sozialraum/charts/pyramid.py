"""The population by age and sex; where age groups are unequal the areas of the bars stay true."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sozialraum import numbers
from sozialraum.charts import svg
from sozialraum.charts.chart import Chart, Key
from sozialraum.charts.scale import Scale, nice
from sozialraum.charts.svg import Svg
from sozialraum.charts.words import say
from sozialraum.numbers import Writer

WIDTH, TOP, BOTTOM, GAP = 480.0, 28.0, 32.0, 2.0
CENTRE_LEFT, CENTRE_RIGHT, EDGE, LINE = 204.0, 276.0, 4.0, 17.0
Pair = tuple[Sequence[float], Sequence[float]]


def pyramid(
    labels: Sequence[str],
    men: Sequence[float],
    women: Sequence[float],
    *,
    title: str,
    language: str = "de",
    years: Sequence[float] | None = None,
    compare: tuple[str, Pair] | None = None,
) -> Chart:
    """Draw persons by age group, the youngest below. NaN where secret or unknown.

    labels: age groups, ascending. years: how many years each group spans (default: all alike); an open last
    group takes what is sensible, for example 15. compare: label and (men, women) of another population,
    drawn as an outline; both are shares of their own total.
    """
    write = Writer("percent", 1, language)
    spans = list(years) if years is not None else [1.0] * len(labels)
    shares = _shares(men, women)
    other = _shares(*compare[1]) if compare else None
    density = [s / y for side in (*shares, *(other or ())) for s, y in zip(side, spans * 1, strict=True)]
    widest = nice([0.0, *density], 0.0, CENTRE_LEFT - EDGE, ticks=2, zero=True)
    heights = _heights(spans)
    height = TOP + sum(heights) + BOTTOM
    sentence = _sentence(write, labels, shares)
    parts = [
        svg.text(CENTRE_LEFT, 16, say("men", language), "chart__unit", "end"),
        svg.text(CENTRE_RIGHT, 16, say("women", language), "chart__unit"),
    ]
    bottom, last = height - BOTTOM, math.inf
    for i, label in enumerate(labels):
        bottom -= heights[i]
        middle = bottom + heights[i] / 2
        if last - middle >= LINE:  # labels that would touch the one before are left to the table
            centre = (CENTRE_LEFT + CENTRE_RIGHT) / 2
            parts.append(svg.text(centre, middle + 5, label, "chart__label", "middle"))
            last = middle
        for side, words in ((0, "men"), (1, "women")):
            parts += _bar(write, widest, side, words, label, shares[side][i], spans[i], bottom, heights[i])
    if other:
        parts += _outline(widest, other, spans, heights, height - BOTTOM)
    parts += _axis(widest, spans, height, language)
    columns, rows = _table(write, labels, men, women, shares, compare, other)
    keys = (Key("outline", f"{compare[0]} ({say('compared', language)})"),) if compare else ()
    drawing = svg.picture(WIDTH, height, "pyramid", title, sentence, *parts)
    return Chart(title, drawing, sentence, columns, rows, keys)


def _shares(men: Sequence[float], women: Sequence[float]) -> tuple[list[float], list[float]]:
    """Percent of all persons whose number is known."""
    total = sum(v for v in (*men, *women) if not math.isnan(v)) or math.nan
    return [v / total * 100 for v in men], [v / total * 100 for v in women]


def _heights(spans: Sequence[float]) -> list[float]:
    """As tall as the years they span; the whole is about 300 high, equal groups are as tall as their labels."""
    unit = max(300.0 / sum(spans), LINE / max(spans))
    return [s * unit for s in spans]


def _bar(
    write: Writer, scale: Scale, side: int, words: str, label: str, share: float, years: float,
    top: float, height: float,
) -> list[Svg]:  # fmt: skip
    if math.isnan(share):
        at, anchor = (CENTRE_LEFT - 4, "end") if side == 0 else (CENTRE_RIGHT + 4, "start")
        return [svg.text(at, top + height / 2 + 5, ".", "chart__missing", anchor)]
    length = scale(share / years)
    left = CENTRE_LEFT - length if side == 0 else CENTRE_RIGHT
    says = svg.element("title", f"{say(words, write.language)}, {label}: {write.spoken(share)}")
    box = {"x": left, "y": top, "width": length, "height": max(height - GAP, 2.0)}
    return [svg.element("rect", says, class_=f"pyramid__bar pyramid__bar--{words}", **box)]


def _outline(
    scale: Scale,
    other: tuple[list[float], list[float]],
    spans: list[float],
    heights: list[float],
    base: float,
) -> list[Svg]:
    parts = []
    for side, start, direction in ((0, CENTRE_LEFT, -1), (1, CENTRE_RIGHT, 1)):
        points, y = [], base
        for share, years, height in zip(other[side], spans, heights, strict=True):
            at = start + direction * scale(0.0 if math.isnan(share) else share / years)
            points += [(at, y), (at, y - height)]
            y -= height
        parts.append(svg.element("path", d=svg.path(points), class_="pyramid__outline"))
    return parts


def _axis(scale: Scale, spans: Sequence[float], height: float, language: str) -> list[Svg]:
    """Percent at the foot; with unequal groups a length has no unit of its own, the area counts."""
    if len(set(spans)) > 1:
        words = say("per_year", language)
        return [svg.text(WIDTH / 2, height - 8, words, "chart__note", "middle")]
    parts = []
    for tick in scale.ticks[1:]:
        label = numbers.with_unit(numbers.number(tick, scale.decimals, language), "percent", language)
        for at in (CENTRE_LEFT - scale(tick), CENTRE_RIGHT + scale(tick)):
            anchor = "start" if at < 40 else "end" if at > WIDTH - 40 else "middle"
            parts.append(svg.text(at, height - 8, label, "chart__label", anchor))
    return parts


def _sentence(write: Writer, labels: Sequence[str], shares: tuple[list[float], list[float]]) -> str:
    both = [a + b for a, b in zip(*shares, strict=True)]
    known = [i for i, v in enumerate(both) if not math.isnan(v)]
    if not known:
        return say("none", write.language)
    peak = max(known, key=lambda i: both[i])
    return say("pyramid_peak", write.language, label=labels[peak], share=write.spoken(both[peak]))


def _table(
    write: Writer,
    labels: Sequence[str],
    men: Sequence[float],
    women: Sequence[float],
    shares: tuple[list[float], list[float]],
    compare: tuple[str, Pair] | None,
    other: tuple[list[float], list[float]] | None,
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    count = Writer("persons", 0, write.language)
    words = [say(key, write.language) for key in ("age", "men", "women", "share")]
    columns = [*words, f"{words[3]}: {compare[0]}"] if compare else words
    rows = []
    for i, label in enumerate(labels):
        row = [label, count.figure(men[i]), count.figure(women[i]), write.figure(shares[0][i] + shares[1][i])]
        row += [write.figure(other[0][i] + other[1][i])] if other else []
        rows.append(tuple(row))
    return tuple(columns), tuple(rows)

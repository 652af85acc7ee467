"""A line over the years, with its interval, its gaps and the break of a new boundary."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import pairwise

from sozialraum import numbers
from sozialraum.charts import svg
from sozialraum.charts.chart import Chart, Key
from sozialraum.charts.scale import Scale, nice
from sozialraum.charts.svg import Svg
from sozialraum.charts.words import say
from sozialraum.numbers import Writer
from sozialraum.warehouse.changes import NO_CHANGE, Change, Verdict
from sozialraum.warehouse.values import State

WIDTH, HEIGHT = 480.0, 230.0
LEFT, RIGHT, TOP, BOTTOM = 58.0, 18.0, 26.0, 34.0
Values = Sequence[float]


def trend(
    periods: Sequence[str],
    values: Values,
    *,
    title: str,
    unit: str,
    decimals: int = 0,
    language: str = "de",
    label: str = "",
    states: Sequence[int] | None = None,
    lower: Values | None = None,
    upper: Values | None = None,
    breaks: Collection[str] = (),
    compare: Sequence[tuple[str, Values]] = (),
    change: Change = NO_CHANGE,
    mark: tuple[str, str] | None = None,
) -> Chart:
    """Draw one series and at most three to compare it with.

    values, states, lower, upper: one a period, NaN where unknown. breaks: the first periods of a new
    boundary. compare: pairs of label and values. label: the name of the series in the legend.
    change: what the page says of the series; the chart judges nothing itself, so that both say the same.
    mark: a period and what happened in it, drawn as a line through it.
    """
    write = Writer(unit, decimals, language)
    states = list(states) if states is not None else _states(values)
    band = (lower, upper) if lower is not None and upper is not None else None
    everything = [values, *(band or ()), *(other for _, other in compare)]
    y = nice([v for series in everything for v in series], HEIGHT - BOTTOM, TOP)
    x = _positions(periods)
    sentence = _sentence(write, periods, values, states, breaks, change)
    parts = _axes(write, periods, x, y) + _breaks(periods, x, breaks, language)
    parts += _event(periods, x, *mark) if mark and mark[0] in periods else []
    parts += _band(x, y, *band) if band else []
    for i, (_, other) in enumerate(compare[:3], 1):
        parts += _segments(periods, x, y, other, breaks, f"trend__compare trend__compare--{i}")
    parts += _segments(periods, x, y, values, breaks, "trend__line")
    parts += _dots(write, periods, x, y, values, states)
    columns, rows = _table(write, periods, values, states, band, compare)
    keys = _keys(label, band is not None, compare, language)
    return Chart(
        title, svg.picture(WIDTH, HEIGHT, "trend", title, sentence, *parts), sentence, columns, rows, keys
    )


def spark(
    values: Values,
    *,
    title: str,
    unit: str = "",
    decimals: int = 0,
    language: str = "de",
    states: Sequence[int] | None = None,
    ends: tuple[float, float] | None = None,
) -> Svg:
    """A small line without axes, for a cell of a table; its description says the first and the last value.

    ends: the values at the bottom and the top where several lines are to be compared; else the line's own.
    """
    width, height, edge = 120.0, 28.0, 4.0
    write = Writer(unit, decimals, language)
    kinds = list(states) if states is not None else _states(values)
    known = [i for i, v in enumerate(values) if not math.isnan(v)]
    if not known:
        return svg.picture(width, height, "spark", title, say("none", language))
    low, high = ends or (min(values[i] for i in known), max(values[i] for i in known))
    flat = high == low
    y = Scale(low - flat, high + flat, height - edge, edge)
    x = [edge + (width - 2 * edge) * i / max(len(values) - 1, 1) for i in range(len(values))]
    desc = " → ".join(write.spoken(values[i], kinds[i]) for i in (known[0], known[-1]))
    labels = [str(i) for i in range(len(values))]
    dot = svg.element("circle", cx=x[known[-1]], cy=y(values[known[-1]]), r=3, class_="trend__dot")
    return svg.picture(
        width, height, "spark", title, desc, *_segments(labels, x, y, values, (), "trend__line"), dot
    )


def _positions(periods: Sequence[str]) -> list[float]:
    """Periods stand where their year is, so that a missing year leaves its room."""
    if len(periods) == 1:
        return [(LEFT + WIDTH - RIGHT) / 2]
    years = [float(p) for p in periods if p.isdigit()]
    if len(years) < len(periods):
        years = [float(i) for i in range(len(periods))]
    scale = Scale(years[0], years[-1], LEFT, WIDTH - RIGHT)
    return [scale(year) for year in years]


def _axes(write: Writer, periods: Sequence[str], x: list[float], y: Scale) -> list[Svg]:
    parts = [svg.text(0, 14, numbers.unit_words(write.unit, write.language), "chart__unit")]
    for tick in y.ticks:
        parts.append(svg.line(LEFT, y(tick), WIDTH - RIGHT, y(tick), "chart__grid"))
        label = numbers.number(tick, y.decimals, write.language)
        parts.append(svg.text(LEFT - 8, y(tick) + 5, label, "chart__label", "end"))
    every = max(1, math.ceil(len(periods) / 6))
    last = len(periods) - 1
    for i in range(last % every, last + 1, every):
        # The last label ends at the edge, so that the larger letters of a narrow screen stay inside.
        at, anchor = (WIDTH, "end") if i == last and last else (x[i], "middle")
        parts.append(svg.text(at, HEIGHT - 8, periods[i], "chart__label", anchor))
    return parts


def _breaks(periods: Sequence[str], x: list[float], breaks: Collection[str], language: str) -> list[Svg]:
    parts = []
    for i in range(1, len(periods)):
        if periods[i] not in breaks:
            continue
        at = (x[i - 1] + x[i]) / 2
        anchor, aside = ("end", -6) if at > WIDTH * 0.6 else ("start", 6)
        parts.append(svg.line(at, TOP - 6, at, HEIGHT - BOTTOM, "chart__break"))
        parts.append(svg.text(at + aside, TOP - 12, say("boundary", language), "chart__note", anchor))
    return parts


def _event(periods: Sequence[str], x: list[float], period: str, words: str) -> list[Svg]:
    """Something that happened in a period: a line at it, named above."""
    at = x[list(periods).index(period)]
    anchor, aside = ("end", -6) if at > WIDTH * 0.8 else ("start", 6)
    return [
        svg.line(at, TOP - 6, at, HEIGHT - BOTTOM, "chart__event"),
        svg.text(at + aside, TOP + 15, words, "chart__note", anchor),
    ]


def _runs(values: Values) -> list[list[int]]:
    """Indices of unbroken runs of known values."""
    runs: list[list[int]] = [[]]
    for i, value in enumerate(values):
        if math.isnan(value):
            runs.append([])
        else:
            runs[-1].append(i)
    return [run for run in runs if run]


def _segments(
    periods: Sequence[str], x: list[float], y: Scale, values: Values, breaks: Collection[str], look: str
) -> list[Svg]:
    """The line: interrupted where values are missing, thin where it crosses a new boundary."""
    parts = []
    for run in _runs(values):
        piece = [run[0]]
        for before, after in pairwise(run):
            if periods[after] in breaks:
                parts += _piece(x, y, values, piece, look)
                parts += _piece(x, y, values, [before, after], f"{look} chart__bridge")
                piece = []
            piece.append(after)
        parts += _piece(x, y, values, piece, look)
    return parts


def _piece(x: list[float], y: Scale, values: Values, piece: list[int], look: str) -> list[Svg]:
    if len(piece) < 2:
        return []
    return [svg.element("path", d=svg.path([(x[i], y(values[i])) for i in piece]), class_=look)]


def _band(x: list[float], y: Scale, lower: Values, upper: Values) -> list[Svg]:
    parts = []
    for run in _runs([b - a for a, b in zip(lower, upper, strict=True)]):
        if len(run) == 1:
            i = run[0]
            parts.append(svg.line(x[i], y(lower[i]), x[i], y(upper[i]), "chart__whisker"))
        else:
            outline = [(x[i], y(upper[i])) for i in run] + [(x[i], y(lower[i])) for i in reversed(run)]
            parts.append(svg.element("path", d=svg.path(outline, closed=True), class_="chart__band"))
    return parts


def _dots(
    write: Writer, periods: Sequence[str], x: list[float], y: Scale, values: Values, states: Sequence[int]
) -> list[Svg]:
    """A dot a value, that says it; a missing value stands as its sign on the axis."""
    last = max((i for i, v in enumerate(values) if not math.isnan(v)), default=-1)
    parts = []
    for i, (value, state) in enumerate(zip(values, states, strict=True)):
        says = svg.element("title", f"{periods[i]}: {write.spoken(value, state)}")
        if math.isnan(value):
            at = {"x": x[i], "y": HEIGHT - BOTTOM - 6, "text_anchor": "middle"}
            sign = write.figure(value, state)
            parts.append(svg.element("text", says, sign, class_="chart__missing", **at))
        else:
            radius = 5 if i == last else 3.5
            parts.append(svg.element("circle", says, cx=x[i], cy=y(value), r=radius, class_="trend__dot"))
    return parts


def _states(values: Values) -> list[int]:
    return [State.UNKNOWN if math.isnan(v) else State.OBSERVED for v in values]


def _sentence(
    write: Writer,
    periods: Sequence[str],
    values: Values,
    states: Sequence[int],
    breaks: Collection[str],
    change: Change,
) -> str:
    known = [i for i, v in enumerate(values) if not math.isnan(v)]
    if not known:
        return say("none", write.language)
    first, last = known[0], known[-1]
    kind = "rose" if values[last] > values[first] else "fell"
    if write.number(values[first]) == write.number(values[last]):
        kind = "single" if first == last else "stayed"
    people = write.unit == "persons" and kind != "single"  # their sentence names the unit itself
    # The unit stands once: behind the number at which the value ended, or the only one.
    a = write.bare(values[first], states[first])
    b = write.bare(values[last], states[last]) if people else write.spoken(values[last], states[last])
    if kind in ("stayed", "single") and not people:
        a = write.spoken(values[first], states[first], dative=kind == "stayed")
    kind = f"people_{kind}" if people else kind
    parts = [say(kind, write.language, first=periods[first], last=periods[last], a=a, b=b)]
    if kind in ("rose", "fell") and _is_chance(change, periods[first], periods[last]):
        parts.append(say("within_noise", write.language))
    if gaps := len(values) - len(known):
        parts.append(say("gap" if gaps == 1 else "gaps", write.language, count=gaps))
    parts += [say("boundary_from", write.language, period=p) for p in periods[1:] if p in breaks]
    return " ".join(parts)


def _is_chance(change: Change, first: str, last: str) -> bool:
    """Whether the change is about these two periods, and no more than the interval of its difference explains."""
    same = (change.since, change.until) == (first, last)
    return same and change.verdict is Verdict.NOISE and not math.isnan(change.lower)


def _table(
    write: Writer,
    periods: Sequence[str],
    values: Values,
    states: Sequence[int],
    band: tuple[Values, Values] | None,
    compare: Sequence[tuple[str, Values]],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    columns = [say("period", write.language), say("value", write.language)]
    columns += [say("interval", write.language)] if band else []
    columns += [label for label, _ in compare]
    rows = []
    for i, period in enumerate(periods):
        row = [period, write.figure(values[i], states[i])]
        row += [write.span(band[0][i], band[1][i])] if band else []
        row += [write.figure(other[i]) for _, other in compare]
        rows.append(tuple(row))
    return tuple(columns), tuple(rows)


def _keys(label: str, banded: bool, compare: Sequence[tuple[str, Values]], language: str) -> tuple[Key, ...]:
    keys = [Key("line", label or say("this_space", language))] if compare or banded else []
    keys += [Key("band", say("interval", language))] if banded else []
    keys += [Key(f"compare-{i}", name) for i, (name, _) in enumerate(compare[:3], 1)]
    return tuple(keys)

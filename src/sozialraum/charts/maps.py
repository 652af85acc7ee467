"""Maps of classes: as a drawing for paper, for no script and for no WebGL, and as data for the live map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

import numpy as np

from sozialraum import numbers
from sozialraum.charts import svg
from sozialraum.charts.histogram import class_labels
from sozialraum.charts.outlines import WIDTH, Outlines, outlines
from sozialraum.charts.svg import Svg
from sozialraum.charts.tones import tones
from sozialraum.charts.words import say
from sozialraum.methods.classes import Classes
from sozialraum.numbers import Writer
from sozialraum.warehouse.values import State

# From so many spaces on the drawing has one path a class: no names, no links, a tenth of the size.
NAMED_UP_TO = 1500

# States without a number that have a look of their own; the others look like unknown.
_LOOKS = {
    State.SECRET: "secret", State.NOT_APPLICABLE: "excluded", State.UNRELIABLE: "unreliable", State.LATER: "later",
}  # fmt: skip
_WITHOUT_CLASS = {
    "secret": State.SECRET, "unknown": State.UNKNOWN, "unreliable": State.UNRELIABLE, "later": State.LATER,
    "excluded": State.NOT_APPLICABLE,
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A line of the legend: look (CSS class of the swatch), label, number of spaces."""

    look: str
    label: str
    count: int
    counted: str


@dataclass(frozen=True, eq=False)
class _Spaces:
    """What a map knows of each space, in columns of the same length."""

    codes: Sequence[str]
    names: Sequence[str]
    values: Sequence[float]
    states: Sequence[int]
    looks: Sequence[str]


@dataclass(frozen=True, eq=False)
class SpaceMap:
    """A map of one figure for all spaces of an edition; make it with `space_map`.

    The drawing and the data for the live map are made when somebody asks for them: a page needs the one, the
    address of the figures the other.
    """

    title: str
    sentence: str
    legend: tuple[Entry, ...]
    outlines_url: str
    figures_url: str
    link: str
    selected: str
    language: str
    _spaces: _Spaces = field(repr=False)
    _outlines: Outlines = field(repr=False)
    _write: Writer = field(repr=False)

    def __str__(self) -> str:
        return self.svg

    @cached_property
    def svg(self) -> Svg:
        """The map as a drawing; with very many spaces one path a class, without names and links."""
        return _drawing(self._outlines, self._spaces, self._write, self.title, self.link, self.selected)

    @property
    def data(self) -> bytes:
        """What the live map asks for at `figures_url`: JSON."""
        return _data(self._spaces, self._write, self.legend)


def space_map(
    geojson: bytes,
    *,
    codes: Sequence[str],
    names: Sequence[str],
    values: Sequence[float],
    states: Sequence[int],
    classes: Classes,
    title: str,
    unit: str,
    decimals: int = 0,
    language: str = "de",
    class_names: Sequence[str] = (),
    diverging: bool = False,
    outlines_url: str = "",
    figures_url: str = "",
    link: str = "",
    selected: str = "",
) -> SpaceMap:
    """Draw the spaces of an edition in classes.

    geojson: `version.outlines(edition)`. classes: from methods.classes; their `index` lies like codes.
    class_names: names where classes have them (an index); else their bounds. link: a path with {code}.
    Spaces without a class get the look of their state, never a colour of the scale.
    """
    write = Writer(unit, decimals, language)
    looks = _looks(classes, states, diverging)
    labels = list(class_names) or class_labels(classes, write)
    said = _sentence(write, names, np.asarray(values, dtype=np.float64), states, classes, class_names)
    legend = _legend(classes, labels, looks, diverging, language)
    spaces = _Spaces(codes, names, np.asarray(values).tolist(), np.asarray(states).tolist(), looks)
    return SpaceMap(
        title,
        said,
        legend,
        outlines_url,
        figures_url,
        link,
        selected,
        language,
        spaces,
        outlines(geojson),
        write,
    )


def locator(geojson: bytes, code: str, name: str, language: str = "de") -> Svg:
    """A small drawing of the city with one space picked out."""
    shapes = outlines(geojson)
    rest = "".join(d for c, d in shapes.paths.items() if c != code)
    said = say("located", language, name=name)
    parts = [
        svg.element("path", d=rest, class_="map__space map__plain", fill_rule="evenodd"),
        svg.element("path", d=shapes.paths.get(code, ""), class_="map__here", fill_rule="evenodd"),
    ]
    if code in shapes.boxes:  # a small space is still found by its ring
        left, top, right, bottom = shapes.boxes[code]
        size = max(right - left, bottom - top)
        if size < 90:
            middle = {"cx": (left + right) / 2, "cy": (top + bottom) / 2, "r": size / 2 + 45}
            parts.append(svg.element("circle", class_="map__ring", **middle))
    return svg.picture(WIDTH, shapes.height, "map map--locator", name, said, *parts)


def _looks(classes: Classes, states: Sequence[int], diverging: bool) -> list[str]:
    """The CSS class of every space: a tone of the scale, or secret, unknown, excluded."""
    scale = tones(len(classes), diverging)
    return [
        scale[k] if k >= 0 else _LOOKS.get(State(s), "unknown")
        for k, s in zip(classes.index.tolist(), states, strict=True)
    ]


def _drawing(shapes: Outlines, of: _Spaces, write: Writer, title: str, link: str, selected: str) -> Svg:
    if len(of.codes) > NAMED_UP_TO:
        spaces = _by_look(shapes, of.codes, of.looks)
    else:
        heard = (write.spoken(v, s) for v, s in zip(of.values, of.states, strict=True))
        spaces = [
            _space(shapes.paths.get(c, ""), c, n, h, look, link)
            for c, n, h, look in zip(of.codes, of.names, heard, of.looks, strict=True)
        ]
    if selected in shapes.paths:
        spaces.append(svg.element("path", d=shapes.paths[selected], class_="map__selected"))
    body = _patterns() + "".join(spaces)
    return Svg(
        f'<svg class="chart__svg map" viewBox="0 0 {svg.n(WIDTH)} {svg.n(shapes.height)}" '
        f'role="group" aria-label="{svg.attribute(title)}">{body}</svg>'
    )


def _space(d: str, code: str, name: str, heard: str, look: str, link: str) -> Svg:
    """One space. Its link is for the pointer; the keyboard has the same links in the table beside."""
    says = svg.element("title", f"{name}: {heard}")
    fill = {"fill": f"url(#map-{look})"} if look in _WITHOUT_CLASS else {}
    shape = svg.element("path", says, d=d, class_=f"map__space {look}", fill_rule="evenodd", **fill)
    if not link:
        return shape
    return svg.element("a", shape, href=link.replace("{code}", quote(code, safe="")), tabindex="-1")


def _by_look(shapes: Outlines, codes: Sequence[str], looks: Sequence[str]) -> list[Svg]:
    together: dict[str, list[str]] = {}
    for code, look in zip(codes, looks, strict=True):
        together.setdefault(look, []).append(shapes.paths.get(code, ""))
    return [
        svg.element(
            "path", d="".join(ds), class_=f"map__space {look}", fill_rule="evenodd",
            fill=f"url(#map-{look})" if look in _WITHOUT_CLASS else None,
        )
        for look, ds in together.items()
    ]  # fmt: skip


def _patterns() -> Svg:
    """Hatchings for spaces without a number; each differs in form, not only in grey."""
    strokes = {
        "secret": ("16", Svg('<circle cx="8" cy="8" r="3.5"/>')),
        "unknown": ("14", Svg('<path d="M-3,17L17,-3M-3,3L3,-3M11,17L17,11"/>')),
        "unreliable": ("20", Svg('<path d="M0,14L5,6L10,14L15,6L20,14"/>')),
        "later": ("14", Svg('<path d="M7,0V14"/>')),
        "excluded": ("16", Svg('<path d="M0,8H16M8,0V16"/>')),
    }
    patterns = [
        svg.element(
            "pattern",
            Svg(f'<rect width="{size}" height="{size}" class="hatch__ground"/>'),
            svg.element("g", drawing, class_="hatch__stroke"),
            id=f"map-{name}", width=size, height=size, patternUnits="userSpaceOnUse",
        )
        for name, (size, drawing) in strokes.items()
    ]  # fmt: skip
    return svg.element("defs", *patterns)


def _legend(
    classes: Classes, labels: Sequence[str], looks: list[str], diverging: bool, language: str
) -> tuple[Entry, ...]:
    def entry(look: str, label: str, count: int) -> Entry:
        words = numbers.number(count, 0, language)
        key = "of_space" if count == 1 else "of_spaces"
        return Entry(look, label, count, say(key, language, count=words))

    scale = zip(tones(len(classes), diverging), labels, classes.counts, strict=True)
    entries = [entry(look, label, count) for look, label, count in scale]
    for look, state in _WITHOUT_CLASS.items():
        if count := looks.count(look):
            entries.append(entry(look, numbers.meaning(state, language), count))
    return tuple(entries)


def _data(of: _Spaces, write: Writer, legend: Sequence[Entry]) -> bytes:
    """Columns of the same length: code, name, value as text, number of the look in the legend."""
    order = [entry.look for entry in legend]
    place = {look: i for i, look in enumerate(order)}
    columns = {
        "codes": list(of.codes), "names": list(of.names),
        "text": [write.figure(v, s) for v, s in zip(of.values, of.states, strict=True)],
        "look": [place[look] for look in of.looks], "looks": order, "labels": [e.label for e in legend],
    }  # fmt: skip
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()


def _sentence(
    write: Writer,
    names: Sequence[str],
    values: np.ndarray,
    states: Sequence[int],
    classes: Classes,
    class_names: Sequence[str],
) -> str:
    if class_names:
        held = sum(classes.counts)
        parts = ", ".join(f"{n} {c}" for n, c in zip(class_names, classes.counts, strict=True))
        return say("map_classes", write.language, known=held, all=len(names), classes=parts)
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return say("none", write.language)
    top, low = known[np.argmax(values[known])], known[np.argmin(values[known])]
    return say(
        "map_sentence", write.language, known=numbers.number(len(known), 0, write.language),
        all=numbers.number(len(names), 0, write.language), low=write.bare(values[low], states[low]),
        high=write.spoken(values[top], states[top], dative=True), highest=names[top], lowest=names[low],
    )  # fmt: skip

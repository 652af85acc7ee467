"""A document as plain JSON and back again, exactly: what was published stays as it was, whatever changes elsewhere."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from sozialraum.charts import Key, Svg
from sozialraum.paper import document as parts_of
from sozialraum.paper.check import Malformed, checked
from sozialraum.paper.document import Document

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Document, Key, parts_of.Strong, parts_of.Link, parts_of.Said, parts_of.Heading, parts_of.Paragraph,
        parts_of.Bullets, parts_of.Quote, parts_of.Table, parts_of.Facts, parts_of.Picture, parts_of.Notice,
        parts_of.Columns, parts_of.PageBreak,
    )
}  # fmt: skip
_IS, _DATE, _SVG = "is", "Date", "Svg"
# Fields that are no words: kinds, addresses, tones, drawings.
_NO_WORDS = frozenset({_IS, "day", "markup", "href", "anchor", "language", "tone", "address"})


def as_data(document: Document) -> dict[str, Any]:
    """Values that JSON knows; `of_data` makes the same document of them. Raises Malformed for one that can't be set."""
    made: dict[str, Any] = _plain(checked(document))
    return made


def of_data(data: Any) -> Document:
    """The document of such values. Raises Malformed where they are none."""
    try:
        made = _whole(data)
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed(f"no document was kept here: {error}") from error
    if not isinstance(made, Document):
        raise Malformed("what was kept here is no document")
    return made


def with_words(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with other words: every text that a reader sees is changed, nothing else is. None stays None."""
    if isinstance(data, list):
        return [with_words(one, change) for one in data]
    if isinstance(data, dict):
        return {name: one if name in _NO_WORDS else with_words(one, change) for name, one in data.items()}
    return change(data) if isinstance(data, str) else data


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {_IS: type(value).__name__} | {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime.date):
        return {_IS: _DATE, "day": value.isoformat()}
    return {_IS: _SVG, "markup": str(value)} if isinstance(value, Svg) else value


def _whole(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_whole(one) for one in data)
    if not isinstance(data, dict):
        return data
    if data[_IS] == _DATE:
        return datetime.date.fromisoformat(data["day"])
    if data[_IS] == _SVG:
        return Svg(data["markup"])
    return _KINDS[data[_IS]](**{name: _whole(value) for name, value in data.items() if name != _IS})

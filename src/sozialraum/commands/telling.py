"""An explanation as lines of a terminal: the same words and numbers as its page."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sozialraum import numbers
from sozialraum.warehouse.decomposition import Decomposition
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.explanation import Explanation, Part
from sozialraum.warehouse.figures import Figure

_ENGLISH = {
    "Kennzahl": "Indicator", "Bedeutung": "Meaning", "Zähler": "Numerator", "Nenner": "Denominator",
    "Bestandteil": "Part", "Gewicht": "weight", "Beitrag": "contribution", "Raumstand": "Edition", "seit": "since",
    "Jahr": "Year", "Gruppe": "Group", "Vertrauensbereich (95 %)": "Interval (95 %)", "Rang": "Rank", "von": "of",
    "Schwächen": "Weaknesses", "Datenstand": "Data version",
}  # fmt: skip


def lines(told: Explanation, language: str) -> Iterator[tuple[str, str]]:
    """Labels and texts, from the definition to the data version."""
    for label, text in _lines(told, language):
        yield _word(label, language), text


def _lines(told: Explanation, language: str) -> Iterator[tuple[str, str]]:
    d = told.definition
    yield "Kennzahl", f"{d.title[language]} ({d.key})"
    yield "Bedeutung", d.explanation[language]
    for label, parts in (("Zähler", told.numerator), ("Nenner", told.denominator)):
        yield from ((label, _part(part, language)) for part in parts)
    if told.decomposition is not None:
        yield from (
            ("Bestandteil", s) for s in _steps(told.decomposition, told.figure, told.edition, language)
        )
    e = told.edition
    yield "Raumstand", f"{e.title[language]}, {_word('seit', language)} {e.valid_from} ({e.key})"
    yield "Jahr", told.period
    yield "Gruppe", told.group_title[language]
    if told.figure is not None:
        yield from _figure(told, told.figure, language)
    if weak := getattr(d, "weaknesses", None):
        yield "Schwächen", weak[language]
    yield "Datenstand", told.data_version


def _figure(told: Explanation, f: Figure, language: str) -> Iterator[tuple[str, str]]:
    unit, decimals = getattr(told.definition, "unit", ""), getattr(told.definition, "decimals", 2)
    shown = numbers.figure(f.value, f.state, unit, decimals, language)
    state = numbers.meaning(f.state, language)
    yield f"{f.name} ({f.code})", state if math.isnan(f.value) else f"{shown} ({state})"
    if not math.isnan(f.lower):
        yield "Vertrauensbereich (95 %)", numbers.span(f.lower, f.upper, unit, decimals, language)
    if told.standing is not None:
        yield "Rang", f"{told.standing.rank} {_word('von', language)} {told.standing.ranked}"


def _part(part: Part, language: str) -> str:
    value = (
        "" if math.isnan(part.value) else numbers.figure(part.value, part.state, part.unit, 0, language) + " "
    )
    sign = "− " if part.sign < 0 else ""
    told = f"{part.title[language]} [{part.column}] — {part.source[language]}, {part.how[language]}"
    return f"{sign}{value}{told}"


def _steps(steps: Decomposition, figure: Figure | None, edition: Edition, language: str) -> Iterator[str]:
    """Each indicator of an index with its weight, and what it gives to the space's value in standard deviations."""
    row = edition.index_of(figure.code) if figure is not None else None
    for k, indicator in enumerate(steps.indicators):
        weight = f"{_word('Gewicht', language)} {numbers.number(steps.weights[k], 2, language)}"
        given = math.nan if row is None else float(steps.contributions[k, row])
        told = (
            ""
            if math.isnan(given)
            else f", {_word('Beitrag', language)} {numbers.number(given, 2, language)}"
        )
        yield f"{indicator.title[language]} ({indicator.key}), {weight}{told}"


def _word(german: str, language: str) -> str:
    """The name of a space is the same in both languages."""
    return german if language == "de" else _ENGLISH.get(german, german)

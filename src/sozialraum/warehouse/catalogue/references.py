"""Whether the definitions of a catalogue fit together: every name that one uses is defined by another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sozialraum.warehouse.catalogue.definitions import Indicator
from sozialraum.warehouse.catalogue.entries import error, hint
from sozialraum.warehouse.catalogue.expressions import ExpressionError, parse

if TYPE_CHECKING:
    from sozialraum.warehouse.catalogue.catalogue import Catalogue

Problem = tuple[str, str, str, str]  # kind, key, field, message


def check(catalogue: Catalogue, files: Mapping[tuple[str, str], str]) -> None:
    """Raise CatalogueError for the first definition that uses an unknown name or can't be calculated."""
    for kind, key, field, message in _problems(catalogue):
        raise error(files[kind, key], kind, key, field, message)


def _problems(catalogue: Catalogue) -> Iterator[Problem]:
    for variable in catalogue.variables.values():
        if problem := unknown("unit", variable.unit, catalogue.units):
            yield "variable", variable.key, "unit", problem
        if variable.weight and (problem := catalogue.column_problem(variable.weight)):
            yield "variable", variable.key, "weight", problem
    for indicator in catalogue.indicators.values():
        for field, message in _of_indicator(catalogue, indicator):
            yield "indicator", indicator.key, field, message
    for index in catalogue.indices.values():
        for field, names, what, known in (
            ("status", index.status, "indicator", catalogue.indicators),
            ("dimensions", index.dimensions, "dimension", catalogue.dimensions),
            ("weights", tuple(index.weights), "indicator of its status", dict.fromkeys(index.status)),
        ):
            for name in names:
                if problem := unknown(what, name, known):
                    yield "index", index.key, field, problem
        if not index.status:
            yield "index", index.key, "status", "names no indicator"
        if index.weights and set(index.weights) != set(index.status):
            yield "index", index.key, "weights", "expected a weight for each indicator of its status"


def _of_indicator(catalogue: Catalogue, indicator: Indicator) -> Iterator[tuple[str, str]]:
    for field, name, known in (
        ("unit", indicator.unit, catalogue.units),
        *(("dimension" if n == 0 else "also", d, catalogue.dimensions) for n, d in _dimensions(indicator)),
    ):
        if problem := unknown("unit" if field == "unit" else "dimension", name, known):
            yield field, problem
    if len(set(indicator.dimensions)) < len(indicator.dimensions):
        yield "also", f"names {indicator.dimension!r}, which is its dimension already"
    if not indicator.groups:
        yield "groups", "names no group"
    for group in indicator.groups:
        if problem := catalogue.group_problem(group):
            yield "groups", problem
    for group in indicator.by_group:
        if group not in indicator.groups:
            yield "by_group", f"{group!r} is not one of its groups"
    if indicator.interval == "wilson" and not indicator.denominator:
        yield "interval", "'wilson' needs a denominator; expected none"
    yield from _of_expressions(catalogue, indicator)


def _dimensions(indicator: Indicator) -> Iterator[tuple[int, str]]:
    return iter(enumerate(indicator.dimensions))


def _of_expressions(catalogue: Catalogue, indicator: Indicator) -> Iterator[tuple[str, str]]:
    for group in indicator.groups:
        own = indicator.by_group.get(group, {})
        for side, general in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
            field = f"by_group.{group}.{side}" if side in own else side
            expression: Any = own.get(side, general)
            if not expression:
                continue
            try:
                parsed = parse(expression)
            except ExpressionError as fault:
                yield field, str(fault)
                return
            for term in parsed:
                if problem := catalogue.column_problem(term.column(group)):
                    yield field, f"{problem} (for group {group!r})"
                elif catalogue.variables[term.variable].kind == "intensive" and (
                    len(parsed) > 1 or indicator.denominator
                ):
                    yield field, f"{term.variable!r} is intensive: it can't be added or divided, only shown"


def unknown(what: str, name: str, known: Mapping[str, Any]) -> str | None:
    """The sentence that says a name is not known; None where it is."""
    return None if name in known else f"unknown {what} {name!r}{hint(name, known)}"

"""From one table of a TOML file to one definition, field by field."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from difflib import get_close_matches
from functools import partial
from typing import Any

from sozialraum.warehouse.catalogue.definitions import (
    CatalogueError,
    Dimension,
    Group,
    IndexDefinition,
    Indicator,
    Unit,
    Variable,
)

LANGUAGES = ("de", "en")
KINDS: dict[str, type[Any]] = {
    "dimension": Dimension,
    "unit": Unit,
    "group": Group,
    "variable": Variable,
    "indicator": Indicator,
    "index": IndexDefinition,
}
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def error(file: str, kind: str, key: str, field: str, message: str) -> CatalogueError:
    """An error that says where to look: file, entry and field."""
    return CatalogueError(f"{file}: [[{kind}]] {key}: {field}: {message}")


def hint(found: str, known: Mapping[str, Any]) -> str:
    """The known name that was probably meant, as the end of a sentence; "" where none is near."""
    near = get_close_matches(found, known, 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def read(kind: str, table: Mapping[str, Any], file: str) -> Any:
    """One definition; raises CatalogueError for a field that is unknown, missing or not as expected."""
    key = table.get("key", "(without key)")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise error(file, kind, str(key), "key", "expected small letters, digits and _, e.g. 'housing'")
    known = {f.name: f for f in fields(KINDS[kind])}
    for name in table:
        if name not in known:
            raise error(file, kind, key, name, f"unknown field{hint(name, known)}")
    values = {}
    for name, definition in known.items():
        optional = definition.default is not MISSING or definition.default_factory is not MISSING
        if name in table and not (optional and table[name] in ("", None)):
            values[name] = _value(name, table[name], partial(error, file, kind, key, name))
        elif not optional:
            raise error(file, kind, key, name, "is missing")
    return KINDS[kind](**values)


def _value(name: str, value: Any, problem: Callable[[str], CatalogueError]) -> Any:
    if name in _TEXTS:
        return _text(name, value, problem)
    if name in _CHOICES and value not in _CHOICES[name]:
        raise problem(f"found {value!r}, expected one of {', '.join(_CHOICES[name])}")
    expected, fits, convert = _READERS.get(name, _READERS["a text"])
    if not fits(value):
        raise problem(f"found {value!r}, expected {expected}")
    return convert(value)


def _text(name: str, value: Any, problem: Callable[[str], CatalogueError]) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise problem(f'found {value!r}, expected {{ de = "...", en = "..." }}')
    if extra := set(value) - set(LANGUAGES):
        raise problem(f"unknown language {sorted(extra)[0]!r}, expected de and en")
    for language in LANGUAGES:
        sentence = value.get(language)
        if not isinstance(sentence, str) or not sentence.strip():
            raise problem(f"translation {language!r} is missing")
        _check_placeholders(name, sentence, problem)
    return {language: value[language] for language in LANGUAGES}


def _check_placeholders(name: str, sentence: str, problem: Callable[[str], CatalogueError]) -> None:
    try:
        used = {place for _, place, _, _ in string.Formatter().parse(sentence) if place is not None}
    except ValueError as fault:
        raise problem(f"{fault} in {sentence!r}") from fault
    if wrong := used - ({"value"} if name == "reading_aid" else set()):
        raise problem(f"placeholder {{{sorted(wrong)[0]}}} is not filled here")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_names(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(v, str) for v in value) and _unique(value)


def _unique(value: list[str] | tuple[str, ...]) -> bool:
    return len(set(value)) == len(value)


def _is_expressions(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(v, Mapping)
        and v
        and set(v) <= {"numerator", "denominator"}
        and all(isinstance(x, str) for x in v.values())
        for v in value.values()
    )


_Reader = tuple[str, Callable[[Any], bool], Callable[[Any], Any]]
_NAMES: _Reader = ("a list of different names", _is_names, tuple)
_WHOLE: _Reader = (
    "a whole number from 0",
    lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0,
    int,
)
_READERS: dict[str, _Reader] = {
    "a text": ("a text", lambda v: isinstance(v, str) and bool(v.strip()), str),
    "factor": ("a number above 0", lambda v: _is_number(v) and v > 0, lambda v: v),
    "minimum_denominator": ("a number from 0", lambda v: _is_number(v) and v >= 0, lambda v: v),
    "decimals": _WHOLE,
    "dynamics_years": _WHOLE,
    "minimum_population": _WHOLE,
    "context": ("true or false", lambda v: isinstance(v, bool), bool),
    "public": ("true or false", lambda v: isinstance(v, bool), bool),
    "also": _NAMES,
    "groups": _NAMES,
    "status": _NAMES,
    "dimensions": _NAMES,
    "outliers": _NAMES,
    "by_group": (
        '{ group = { numerator = "...", denominator = "..." } }',
        _is_expressions,
        lambda v: {group: dict(own) for group, own in v.items()},
    ),
    "weights": (
        "{ indicator = number }",
        lambda v: isinstance(v, Mapping) and all(_is_number(w) and w > 0 for w in v.values()),
        dict,
    ),
}
_TEXTS = frozenset(
    ("title", "explanation", "gap_question", "sources", "sign", "source", "reading_aid", "weaknesses", "note")
)
_CHOICES = {
    "kind": ("extensive", "intensive"),
    "direction": ("burden", "resource", "neutral"),
    "interval": ("wilson", "none"),
    "method": ("mss",),
}

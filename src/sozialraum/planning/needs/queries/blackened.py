"""Words of the journal that were blacked out later: it keeps every line for ever, and nobody is shown these words.

The line of the blacking out says where they stand in the lines before it, never what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.journal.queries import entries_on
from sozialraum.planning.needs.rules import BLACK

BLACKED_OUT = "needs.blacked_out"
REASON = "reason"
# Line → column ("reason", or the name of a detail) → from and until, in characters, half-open.
Places = Mapping[str, Mapping[str, list[list[int]]]]


def places_in(lines: Iterable[Entry], change: Callable[[str], str]) -> Places:
    """Where words stand that `change` makes black."""
    found = {}
    for line in lines:
        texts = {name: text for name, text in line.details.items() if isinstance(text, str)}
        spans = {name: _spans(text, change(text)) for name, text in (texts | {REASON: line.reason}).items()}
        if any(spans.values()):
            found[str(line.pk)] = {name: places for name, places in spans.items() if places}
    return found


def without_words(lines: list[Entry]) -> list[Entry]:
    """The lines of a need as everybody may read them; those that black something out must be among them."""
    by_key = {str(line.pk): line for line in lines}
    for line in lines:
        hidden: Places = line.details.get("lines", {}) if line.act == BLACKED_OUT else {}
        for key, columns in hidden.items():
            if key in by_key:
                _blacken(by_key[key], columns)
    return lines


def as_shown(lines: Iterable[Entry], need: int) -> list[Entry]:
    """Some lines on a need as everybody may read them; one statement beside theirs."""
    found = list(lines)
    if found:
        without_words([*found, *entries_on("need", str(need)).filter(act=BLACKED_OUT)])
    return found


def _blacken(line: Entry, columns: Mapping[str, Any]) -> None:
    """In memory alone: the database refuses to change a line."""
    details = dict(line.details)
    for name, places in columns.items():
        if name == REASON:
            line.reason = _hidden(line.reason, places)
        elif name in details:
            details[name] = _hidden(str(details[name]), places)
    line.details = details


def _hidden(text: str, places: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for begin, end in places:
        letters[begin:end] = BLACK * len(letters[begin:end])
    return "".join(letters)


def _spans(before: str, after: str) -> list[list[int]]:
    changed = [at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other]
    runs = groupby(enumerate(changed), key=lambda pair: pair[1] - pair[0])
    found = [[at for _n, at in run] for _key, run in runs]
    return [[run[0], run[-1] + 1] for run in found]

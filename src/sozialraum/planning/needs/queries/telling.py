"""Acts of the journal as sentences in plain words: what a line says to somebody who reads the way of a need.

Each app offers the words for its own acts, by the name of the act, or for a step by the act and where it leads to:
"needs.stepped/carried". What nobody has words for is told by the title of its act. A sentence names bodies, roles and
departments, never people; reasons that were written to one person alone stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from sozialraum.planning.journal.actions import act_titles
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.way import (
    RELEASED,
    STEP,
    SUCCEEDED,
    TELL_A_STATE,
    TO_ONE,
    role_of,
    said_otherwise,
    who_took,
)

# From the details of a line to a sentence; "" where what was offered before, or else the title of the act, says it
# better, None where the line is not told at all, because another one says it.
Words = Callable[[Mapping[str, Any]], str | None]
_words: dict[str, tuple[Words, ...]] = {}  # the last that were offered first
_without_reason: set[str] = set()
_inside: set[str] = {RELEASED}


@dataclass(frozen=True)
class Told:
    """One line of the way. who: a role, a body or a department; reason: nothing where it was written to one alone."""

    entry: Entry
    who: str
    words: str
    reason: str

    @property
    def state(self) -> str:
        """Where the need stands from here on; nothing where the line is no step."""
        return str(self.entry.details.get("to", "")) if self.entry.act in TELL_A_STATE else ""


def offer_words(
    words: Mapping[str, Words], *, without_reason: Collection[str] = (), inside: Collection[str] = ()
) -> None:
    """Make sentences of acts known (called in `ready`); where a later app knows more of an act, it is asked first.

    without_reason: acts whose reason is somebody's own business. inside: acts that are not told to everybody at all.
    """
    _words.update({act: (one, *_words.get(act, ())) for act, one in words.items()})
    _without_reason.update(without_reason)
    _inside.update(inside)


def told(need: Need, lines: Collection[Entry]) -> list[Told]:
    """All lines that everybody may read, in their order; one statement. lines: of the need, the oldest first."""
    silent = said_otherwise(list(lines))
    found = [_told(need, one, silent) for one in lines if one.act not in _inside]
    return [one for one in found if one.words]


def _told(need: Need, line: Entry, silent: Collection[int]) -> Told:
    is_step = line.act in (STEP, SUCCEEDED)
    is_mine = line.act.startswith("needs.") and not is_step
    to_one = line.details.get("to") in TO_ONE
    is_silent = is_mine or to_one or line.pk in silent or line.act in _without_reason or _says_itself(line)
    who = who_took(line, need, str(line.details.get("to", ""))) if is_step else role_of(line)
    return Told(line, str(who), sentence(line.act, line.details), "" if is_silent else line.reason)


def _says_itself(line: Entry) -> bool:
    """Whether the reason is nothing but the sentence itself; reasons are German."""
    with override("de"):
        return line.reason == sentence(line.act, line.details)


def sentence(act: str, details: Mapping[str, Any]) -> str:
    """An act in one sentence: in the words that were offered, else by its title; "" where another line says it."""
    for key in (f"{act}/{details['to']}" if "to" in details else "", act):
        for words in _words.get(key, ()):
            if (said := words(details)) is None:
                return ""
            if said:
                return said
    title = str(act_titles().get(act, act))
    return title if title.endswith(".") else f"{title}."

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
from sozialraum.planning.needs.queries.way import RELEASED, TO_ONE, role_of, said_otherwise, who_took
from sozialraum.planning.needs.states import CONFERENCE, HOLDERS

# From the details of a line to a sentence; "" where there is no better one than the title of the act, None where the
# line is not told at all, because another one says it.
Words = Callable[[Mapping[str, Any]], str | None]
STEP = "needs.stepped"
SUCCEEDED = "needs.succeeded"  # a need that follows on one that was not solved begins with this line
TELL_A_STATE = (STEP, "needs.registered", SUCCEEDED)
_words: dict[str, Words] = {}
_without_reason: set[str] = set()
_inside: set[str] = {RELEASED}
_of_a_body: dict[str, Callable[[Mapping[str, Any]], str]] = {}


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
    """Make the sentences of an app's acts known (called in `ready`).

    without_reason: acts whose reason is somebody's own business. inside: acts that are not told to everybody at all.
    """
    _words.update(words)
    _without_reason.update(without_reason)
    _inside.update(inside)


def offer_names(names: Mapping[str, Words]) -> None:
    """Let an app say who acted, where that is a body or a department and not the role of whoever wrote it down."""
    _of_a_body.update(names)


def has_words(act: str) -> Words | None:
    """The words that are offered for an act so far."""
    return _words.get(act)


def told(need: Need, lines: Collection[Entry]) -> list[Told]:
    """All lines that everybody may read, in their order; one statement. lines: of the need, the oldest first."""
    silent = said_otherwise(list(lines))
    found = [_told(need, one, silent) for one in lines if one.act not in _inside]
    return [one for one in found if one.words]


def _told(need: Need, line: Entry, silent: Collection[int]) -> Told:
    is_mine = line.act.startswith("needs.") and line.act not in (STEP, SUCCEEDED)
    to_one = line.details.get("to") in TO_ONE
    is_silent = is_mine or to_one or line.pk in silent or line.act in _without_reason or _says_itself(line)
    return Told(
        line, str(_who(need, line)), sentence(line.act, line.details), "" if is_silent else line.reason
    )


def _says_itself(line: Entry) -> bool:
    """Whether the reason is nothing but the sentence itself; reasons are German."""
    with override("de"):
        return line.reason == sentence(line.act, line.details)


def _who(need: Need, line: Entry) -> Any:
    if (named := _of_a_body.get(line.act)) is not None and (name := named(line.details)):
        return name
    if line.act == STEP:
        return who_took(line, need, str(line.details.get("to", "")))
    return HOLDERS[CONFERENCE] if line.act == SUCCEEDED else role_of(line)


def sentence(act: str, details: Mapping[str, Any]) -> str:
    """An act in one sentence: in the words that were offered, else by its title; "" where another line says it."""
    for key in (f"{act}/{details['to']}" if "to" in details else "", act):
        if (words := _words.get(key)) is None:
            continue
        if (said := words(details)) is None:
            return ""
        if said:
            return said
    title = str(act_titles().get(act, act))
    return title if title.endswith(".") else f"{title}."

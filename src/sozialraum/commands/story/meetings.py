"""Something that happens on a day of the story, first of all a session and what it deals with: plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused

AGAIN_AFTER = 21  # days from a session in which too few were there to the one that was called again


@dataclass(frozen=True)
class Day:
    """Something that happened, and when. `until`: nothing else happened meanwhile."""

    at: datetime
    act: Callable[[], object]
    until: datetime | None = None


@dataclass(eq=False)
class Matter:
    """A step of a need that a conference takes. `how`: by which method the table comes to it."""

    number: int  # of the need's story
    outcome: State
    how: str = "carry"
    traits: frozenset[str] = frozenset()  # conflict, dissent, …: what else happens
    urgent: datetime | None = None  # when it will be decided on; None: it waits still
    far: int = 0  # how many steps it comes


@dataclass(eq=False)
class Meeting:
    """A session as it is to go."""

    table: str  # space, area, city
    body: str  # key of the place of its body; "": the city
    slot: int
    begins: datetime
    matters: list[Matter] = field(default_factory=list)
    on_paper: bool = False  # entered from its minutes, as long ago rooms had no screens
    is_odd: bool = False  # its list is not quite in the order in which is decided later
    is_again: bool = False  # called again: in a first one too few were there
    topics: tuple[str, ...] = ()  # of the city's own, beside the needs

    def first_urgent(self, numbers: Sequence[tuple[int, int]]) -> list[int]:
        """Ids, of pairs of an id and the number of a need's story: what is decided on first, then what comes furthest.

        Where the list is odd, one that waits still comes before the last that is decided: somebody has to say why.
        """
        known = {one.number: one.urgent for one in self.matters if one.urgent is not None}
        decided = sorted((known[number], one) for one, number in numbers if number in known)
        far = {one.number: one.far for one in self.matters}
        left = [pair for pair in numbers if pair[1] not in known]
        waiting = [one for one, _number in sorted(left, key=lambda pair: -far.get(pair[1], 0))]
        found = [one for _at, one in decided] + waiting
        if self.is_odd and decided and waiting:
            found.insert(len(decided) - 1, found.pop())
        return found

    @property
    def key(self) -> str:
        """Names it, so that it is there once."""
        return f"{self.body}/{self.slot}"


def as_far_as_it_goes(act: Callable[..., object], **given: object) -> None:
    """Where a visitor was quicker, or took somebody's role, or nothing is left to give, the story ends there."""
    try:
        act(**given)
    except (Refused, NotAllowed):
        return


def in_order(days: Iterable[Day]) -> list[Day]:
    """One after the other; what would have happened while something lasts happens when it is over."""
    found, busy = list[Day](), None
    for one in sorted(days, key=lambda day: day.at):
        if busy is not None and one.at <= busy:
            one = replace(one, at=busy + timedelta(seconds=1))
        found.append(one)
        if one.until is not None:
            busy = max(one.until, one.at)
    return found

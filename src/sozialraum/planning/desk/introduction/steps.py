"""What a step of the introduction is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext as _

NAMED = 3  # of what is missing, in one line


class State(Enum):
    """What a point found: it stands, it is missing, or it can wait (and never holds a step up)."""

    DONE = "done"
    OPEN = "open"
    HINT = "hint"


@dataclass(frozen=True)
class Link:
    """Where something is done: a German path. needs: the right that it takes, "" where everybody may open it."""

    title: str
    path: str
    needs: str = ""


@dataclass(frozen=True)
class Point:
    """One thing that the program looked at itself. lines: what to write into a file; names: of what is missing."""

    title: str
    state: State
    says: str
    names: tuple[str, ...] = ()
    lines: str = ""
    links: tuple[Link, ...] = ()

    @property
    def brief(self) -> str:
        """In one line, with the first of the names."""
        if not self.names:
            return self.says
        more = len(self.names) - NAMED
        names = "; ".join(self.names[:NAMED])
        if more > 0:
            names = _("%(names)s und %(n)d weitere") % {"names": names, "n": more}
        return f"{self.says} {names}."

    @property
    def is_done(self) -> bool:
        return self.state is State.DONE

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def is_hint(self) -> bool:
        return self.state is State.HINT


@dataclass(frozen=True)
class Step:
    """A step with its points. who: the roles that do it, in words."""

    key: str
    title: str
    says: str
    who: str
    points: tuple[Point, ...] = field(default=())

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing; what can wait doesn't count."""
        return not any(one.is_open for one in self.points)

    @property
    def open(self) -> tuple[Point, ...]:
        return tuple(one for one in self.points if one.is_open)

    @property
    def hints(self) -> tuple[Point, ...]:
        return tuple(one for one in self.points if one.is_hint)

    @property
    def first(self) -> Point | None:
        """What is missing first."""
        return self.open[0] if self.open else None


def point(
    title: str, done: bool, says: str, missing: str = "", *, names: tuple[str, ...] = (), lines: str = "",
    links: tuple[Link, ...] = (), waits: bool = False,
) -> Point:  # fmt: skip
    """A point that stands and says so, or says what is `missing`. waits: it may stay so."""
    if done:
        return Point(title, State.DONE, says, links=links)
    return Point(title, State.HINT if waits else State.OPEN, missing or says, names, lines, links)

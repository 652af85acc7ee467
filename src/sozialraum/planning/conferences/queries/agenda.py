"""The agenda of a session as it is arranged, with its times; what proposes itself beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import ngettext

from sozialraum import numbers
from sozialraum.planning.conferences.models import AgendaItem, Option, Session
from sozialraum.planning.conferences.queries.proposals import Proposal, proposals
from sozialraum.planning.conferences.states import BEFORE, Method
from sozialraum.planning.statistics.words import language

USUAL = 120  # minutes of a session whose end isn't said


@dataclass(frozen=True)
class Line:
    """A point as it stands on the agenda."""

    item: AgendaItem
    at: datetime | None  # when its turn will come
    is_first: bool
    is_last: bool
    options: int

    @property
    def method(self) -> str:
        """The method, where there is one."""
        return "" if self.item.method == Method.NONE else str(self.item.get_method_display())

    @property
    def shows_need(self) -> bool:
        """Whether everybody may follow it to its need."""
        return self.item.need is not None and self.item.need.is_public


@dataclass(frozen=True)
class Proposed:
    """A proposal, and whether it is ticked: there is still time for it."""

    proposal: Proposal
    fits: bool


@dataclass(frozen=True)
class Agenda:
    """The whole: minutes on it, and those that the session has."""

    lines: tuple[Line, ...]
    minutes: int
    planned: int
    has_end: bool
    is_before: bool

    @property
    def sentence(self) -> str:
        """How long it takes, and how long there is."""
        said = ngettext("Ein Punkt, %(m)s.", "%(n)d Punkte, %(m)s.", len(self.lines))
        return said % {"n": len(self.lines), "m": in_hours(self.minutes)}

    @property
    def too_long(self) -> int:
        """So many minutes more than there are."""
        return max(0, self.minutes - self.planned)

    @property
    def free(self) -> int:
        return max(0, self.planned - self.minutes)


def agenda(session: Session) -> Agenda:
    """The points in their order; one statement."""
    counted = Count("options", filter=Q(options__withdrawn=False))
    found = session.items.select_related("need").defer("need__sought", "need__said")
    items = list(found.annotate(n=counted).order_by("position", "pk"))
    lines, spent = [], 0
    for place, item in enumerate(items):
        at = session.begins + timedelta(minutes=spent) if session.begins else None
        lines.append(Line(item, at, place == 0, place == len(items) - 1, item.n))
        spent += item.minutes
    return Agenda(
        tuple(lines), spent, planned_minutes(session), session.ends is not None, session.state in BEFORE
    )


def planned_minutes(session: Session) -> int:
    """How long a session is to take."""
    if session.begins is None or session.ends is None:
        return USUAL
    return int((session.ends - session.begins).total_seconds() // 60)


def proposed(session: Session, here: Agenda) -> list[Proposed]:
    """What proposes itself; ticked as far as the time reaches."""
    left, found = here.free, []
    for one in proposals(session):
        fits = one.minutes <= left
        left -= one.minutes if fits else 0
        found.append(Proposed(one, fits))
    return found


def options_of(item: AgendaItem) -> list[tuple[Option, str]]:
    """What there is to choose from, the passive option first, with what it costs in words."""
    found = item.options.filter(withdrawn=False).select_related("need").defer("need__sought", "need__said")
    return [(one, in_euros(one.cost)) for one in found]


def in_euros(cents: int | None) -> str:
    """A sum in words; nothing where there is none."""
    return "" if cents is None else numbers.euros(cents, language())


def in_hours(minutes: int) -> str:
    """95 → 1 h 35 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"

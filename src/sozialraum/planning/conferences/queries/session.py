"""One session as everybody sees it: its agenda, what was resolved and what became of it, who was there by bank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Minutes,
    Option,
    Resolution,
    Session,
)
from sozialraum.planning.conferences.queries.agenda import Line, agenda, in_euros
from sozialraum.planning.conferences.queries.approval import InQuestion, in_question
from sozialraum.planning.conferences.queries.inviting import day_of
from sozialraum.planning.conferences.queries.preparation import page_of, when
from sozialraum.planning.conferences.queries.public_words import in_public
from sozialraum.planning.conferences.queries.seats import seated
from sozialraum.planning.conferences.states import BEFORE, MinutesState, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.people.roles import Bank

Offered = tuple[Option, str]  # with what it costs, in words


@dataclass(frozen=True)
class Point:
    """A point of the agenda with what came of it."""

    line: Line
    resolutions: tuple[Resolution, ...]
    options: tuple[Offered, ...]
    question: InQuestion | None = None  # the minutes it is about

    @property
    def item(self) -> AgendaItem:
        return self.line.item

    @property
    def fund(self) -> str:
        """How much there is to distribute, in words."""
        return in_euros(self.item.fund)


@dataclass(frozen=True)
class OfBank:
    """How many chairs of a bank there are, and of how many somebody was there."""

    title: str
    there: int
    seats: int


@dataclass(frozen=True)
class Page:
    """All of it; addresses are empty where there is nothing to see."""

    session: Session
    when: str
    points: tuple[Point, ...]
    resolutions: tuple[Resolution, ...]
    banks: tuple[OfBank, ...]
    guests: int
    dossier: str
    minutes: str
    again: Session | None  # the session that was called over what stayed open

    @property
    def shows_times(self) -> bool:
        return self.session.state in BEFORE

    @property
    def was_due(self) -> bool:
        """Whether it should have been by now and was not opened: it may have taken place on paper."""
        begins, waits = (
            self.session.begins,
            self.session.state in (SessionState.PLANNED, SessionState.INVITED),
        )
        return waits and begins is not None and begins <= clock.now()

    @property
    def is_over(self) -> bool:
        return self.session.state == SessionState.CLOSED


def page(session: Session) -> Page:
    """As many statements for a long agenda as for a short one."""
    effective = Resolution.objects.filter(session=session, effective__isnull=False)
    resolutions = in_public(
        effective.select_related("need").defer("need__sought", "need__said").order_by("number", "pk"),
        session.body_id,
    )
    by_item: dict[int, list[Resolution]] = {}
    for one in resolutions:
        by_item.setdefault(one.item_id, []).append(one)
    options = on_offer(session)
    lines = agenda(session).lines
    about = in_question([line.item for line in lines])
    points = tuple(
        Point(
            line, tuple(by_item.get(line.item.pk, ())), tuple(options.get(line.item.pk, ())), about.get(line.item.pk),
        )
        for line in lines
    )  # fmt: skip
    banks, guests = _participation(session)
    published = Minutes.objects.filter(session=session, state=MinutesState.PUBLISHED).exists()
    again = session.repeated_by.exclude(state=SessionState.CANCELLED).first()
    return Page(
        session, when(session.begins) if session.begins else "", points, tuple(resolutions), banks, guests,
        page_of("dossier", session.pk) if points and session.state != SessionState.CANCELLED else "",
        page_of("minutes", session.pk) if published else "", again,
    )  # fmt: skip


def on_offer(session: Session) -> dict[int, list[Offered]]:
    """What there is to choose from, by item; one statement."""
    found: dict[int, list[Offered]] = {}
    shown = Option.objects.filter(item__session=session, withdrawn=False).select_related("need")
    for one in shown.defer("need__sought", "need__said"):
        found.setdefault(one.item_id, []).append((one, in_euros(one.cost)))
    return found


def draft(session: Session) -> str:
    """Where minutes that are not published yet are read, for those who may."""
    written = Minutes.objects.filter(session=session).exclude(state=MinutesState.PUBLISHED)
    return page_of("minutes", session.pk) if written.exists() else ""


def _participation(session: Session) -> tuple[tuple[OfBank, ...], int]:
    """By bank, of a session that is over; guests are counted apart."""
    if session.state != SessionState.CLOSED:
        return (), 0
    came = Attendee.objects.filter(session=session, presences__isnull=False).distinct()
    there, guests = Counter[str](), 0
    for bank, holding in came.values_list("bank", "holding_id"):
        if holding is None:
            guests += 1
        else:
            there[bank] += 1
    seats = Counter(one.seat.bank for one in seated(session.body, day_of(session)))
    banks = tuple(
        OfBank(str(bank.label), there[bank], seats[bank]) for bank in Bank if seats[bank] or there[bank]
    )
    return banks, guests

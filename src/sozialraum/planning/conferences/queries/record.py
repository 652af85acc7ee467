"""What happened in a session, as its minutes tell it: from what the room recorded, in a fixed number of statements.

Names stand here as they may stand in public: of a seat whose holder didn't allow it, the bank.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Ballot,
    Conflict,
    Dissent,
    Minutes,
    Position,
    Remark,
    Resolution,
    Session,
)
from sozialraum.planning.conferences.models.room import of_bank
from sozialraum.planning.conferences.queries import presence, recount
from sozialraum.planning.conferences.queries.presence import Came, Spans
from sozialraum.planning.conferences.queries.public_words import hidden_names
from sozialraum.planning.conferences.queries.quorum import is_called_again, needed_votes
from sozialraum.planning.conferences.queries.room import Told, by_bank, told
from sozialraum.planning.conferences.queries.rounds import rounds
from sozialraum.planning.conferences.queries.rules_then import Rules, rules_since
from sozialraum.planning.conferences.queries.seats import Seated, seated
from sozialraum.planning.conferences.queries.taken_back import TakenBack, taken_back
from sozialraum.planning.conferences.queries.voices import Words, words_of
from sozialraum.planning.conferences.states import BallotState, ItemState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.roles import Bank

QUOTES = 3  # original voices of a need in the minutes; the others are counted


@dataclass(frozen=True)
class OfBank:
    """A bank: chairs with a vote, on how many of them somebody was there, and which stayed empty."""

    title: str
    chairs: int
    came: int
    empty: tuple[str, ...]


@dataclass(frozen=True)
class Invited:
    """When it was invited, whether the body's period was kept, and why not."""

    on: date
    days: int  # before the session
    period: int  # days that the body wanted then
    reason: str

    @property
    def kept(self) -> bool:
        return self.days >= self.period


@dataclass(frozen=True)
class Point:
    """One item with all that was said and decided on it."""

    item: AgendaItem
    words: Words
    positions: tuple[tuple[str, tuple[Position, ...]], ...]
    conflicts: tuple[tuple[str, str], ...]  # who, why
    ballots: tuple[Told, ...]  # that count, in their order
    annulled: tuple[Ballot, ...]
    resolutions: tuple[Resolution, ...]
    taken_back: tuple[TakenBack, ...]
    dissents: tuple[tuple[str, str], ...]  # who, in which words
    course: str

    @property
    def is_postponed(self) -> bool:
        return self.item.state == ItemState.POSTPONED

    @property
    def is_recorded(self) -> bool:
        """Whether anything was said, voted or resolved on it; also where it was then left for another time."""
        return any(
            (
                self.positions, self.conflicts, self.ballots, self.annulled, self.resolutions, self.taken_back,
                self.dissents, self.course.strip(),
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Record:
    """Everything, by the rules of then; `hidden`: names that must not be read, and what is said instead."""

    session: Session
    minutes: Minutes
    day: date
    chair: str
    minute_taker: str
    invited: Invited | None
    banks: tuple[OfBank, ...]
    came: tuple[Came, ...]
    guests: int
    needed: int  # votes for a quorum
    quorate: Spans
    points: tuple[Point, ...]
    agrees: Mapping[int, bool]  # whether a ballot, counted again, comes to the same
    hidden: Mapping[str, str]

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """All that holds, by number."""
        found = (one for point in self.points for one in point.resolutions)
        return tuple(sorted(found, key=lambda one: (one.number or 0, one.pk)))


@dataclass(frozen=True)
class Gathered:
    """What the tables say of a session, in no language yet."""

    session: Session  # with the rules that its body had then
    day: date
    people: list[Attendee]
    chairs: list[Seated]
    items: list[AgendaItem]
    words: Mapping[int, Words]
    courses: Mapping[int | None, str]
    invited: Invited | None
    agrees: Mapping[int, bool]
    gone: tuple[TakenBack, ...]


def gathered(minutes: Minutes) -> Gathered:
    """Gather it; as many statements for a long evening as for a short one."""
    session = copy(minutes.session)
    rules = rules_since(session.body, (session.opened or session.begins, session.invited))
    session.body = rules.at(session.opened or session.begins)
    day = timezone.localtime(session.opened or session.begins).date()
    items = _items(session)
    courses = minutes.remarks.filter(kind=Remark.Kind.COURSE).values_list("item", "text")
    return Gathered(
        session, day, _people(session), seated(session.body, day), items,
        words_of([item.need for item in items if item.need], QUOTES), dict(courses), invited(session, rules),
        recount.agree(one for item in items for one in item.ballots.all()),
        taken_back(session, (one for item in items for one in item.resolved)),
    )  # fmt: skip


def record(minutes: Minutes, of: Gathered | None = None) -> Record:
    """The whole of it in the active language. of: where it was gathered before, for another language."""
    of = of or gathered(minutes)
    session, day, people, chairs, items = of.session, of.day, of.people, of.chairs, of.items
    hidden = hidden_names([session.body_id])[session.body_id]
    counts = {bank.value: sum(one.votes for one in chairs if one.seat.bank == bank) for bank in Bank}
    needed = needed_votes(session.body, sum(counts.values()))
    points = tuple(_point(item, of.words, of.courses, hidden, of.gone) for item in items)
    seats_taken = {one.holding.seat_id for one in people if one.holding and one.presences.all()}
    voting = {one.seat.pk for one in chairs if one.votes}
    banks = tuple(
        OfBank(
            str(bank.label), counts[bank],
            sum(one.seat.bank == bank and one.seat.pk in seats_taken & voting for one in chairs),
            tuple(
                one.seat.on_behalf_of for one in chairs
                if one.seat.bank == bank and one.votes and one.seat.pk not in seats_taken
            ),
        )
        for bank in Bank
    )  # fmt: skip
    guests = sum(one.holding is None for one in people)
    quorate = presence.quorate(session, people, counts, is_called_again(session))
    return Record(
        session, minutes, day, hidden.get(session.chair, session.chair),
        hidden.get(session.minute_taker, session.minute_taker), of.invited, banks,
        tuple(presence.came(session, people, items)), guests, needed, quorate,
        points, of.agrees, hidden,
    )  # fmt: skip


def invited(session: Session, rules: Rules) -> Invited | None:
    """Nothing where nobody was invited by these pages."""
    if session.invited is None or session.begins is None:
        return None
    on = timezone.localtime(session.invited).date()
    days = (timezone.localtime(session.begins).date() - on).days
    lines = Entry.objects.filter(
        subject_kind="session", subject_key=str(session.pk), act="conferences.invited"
    )
    reason = lines.order_by("pk").values_list("reason", flat=True).first() or ""
    period = rules.at(session.invited).invitation_days
    return Invited(on, days, period, reason)


def _people(session: Session) -> list[Attendee]:
    """Everybody who was in the room, by bank; guests last."""
    order = [*Bank.values, ""]
    found = (
        session.attendees.filter(admitted=True).select_related("holding__seat").prefetch_related("presences")
    )
    return sorted(found, key=lambda one: (order.index(one.bank), one.on_behalf_of, one.pk))


def _items(session: Session) -> list[AgendaItem]:
    resolved = Resolution.objects.select_related("need").defer("need__sought", "need__said")
    people = ("conflicts__attendee__holding", "dissents__attendee__holding")
    found = session.items.select_related("need").defer("need__sought", "need__said")
    return list(
        found.prefetch_related(
            "positions", *people, "ballots", "options",
            Prefetch("resolutions", resolved, to_attr="resolved"),
        )
    )  # fmt: skip


def _point(
    item: AgendaItem, words: Mapping[int, Words], courses: Mapping[int | None, str], hidden: Mapping[str, str],
    gone: Iterable[TakenBack],
) -> Point:  # fmt: skip
    options, ballots = list(item.options.all()), list(item.ballots.all())
    which = rounds(ballots)
    for one in (*ballots, *item.resolved):
        one.item = item  # known already
    conflicts: Iterable[Conflict] = item.conflicts.all()
    dissents: Iterable[Dissent] = item.dissents.all()
    return Point(
        item, words.get(item.need_id or 0, Words()), by_bank(item.positions.all()),
        tuple((one.attendee.shown_name, one.reason) for one in conflicts),
        tuple(told(one, options, which[one.pk]) for one in ballots if one.state == BallotState.CLOSED),
        tuple(one for one in ballots if one.state == BallotState.ANNULLED),
        tuple(sorted((one for one in item.resolved if not one.taken_back), key=lambda one: one.pk)),
        tuple(one for one in gone if one.resolution.item_id == item.pk),
        tuple((_dissenter(one, hidden), one.text) for one in dissents),
        courses.get(item.pk, ""),
    )  # fmt: skip


def _dissenter(one: Dissent, hidden: Mapping[str, str]) -> str:
    """By name only where it was said with the name, and the name may stand in public."""
    name = one.shown_name
    if name and name not in hidden:
        return name
    return of_bank(one.bank) if one.bank else _("ohne Namen")

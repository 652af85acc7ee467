"""What everybody in the room sees: the agenda, the item under way, who speaks, the ballot and its result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sozialraum.methods.consensing import MOST
from sozialraum.planning.conferences import ballot_papers, rules
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Ballot,
    Conflict,
    Dissent,
    Option,
    Position,
    Resolution,
    Session,
    Speech,
    Vote,
)
from sozialraum.planning.conferences.queries.approval import InQuestion, in_question
from sozialraum.planning.conferences.queries.matters import Matter, matter_in_room
from sozialraum.planning.conferences.queries.quorum import Quorum, quorum
from sozialraum.planning.conferences.queries.results import Line, lines, meaning, percent, sentence
from sozialraum.planning.conferences.queries.rounds import rounds
from sozialraum.planning.conferences.queries.taken_back import TakenBack, taken_back
from sozialraum.planning.conferences.queries.turnout import Turnout, too_few, turnout
from sozialraum.planning.conferences.states import BallotState, ItemState, Method, SessionState
from sozialraum.planning.people.roles import Bank

VOTES = pgettext_lazy("Abstimmung", "Stimmen")
HEADS = {
    Method.CARRY: (pgettext_lazy("Abstimmung", "Antwort"), VOTES),
    Method.CONSENSING: (_("Vorschlag"), _("Widerstand")),
    Method.DOTS: (_("Vorschlag"), _("Punkte")),
    Method.ORDER: (_("Vorschlag"), VOTES),
    Method.FUND: (_("Vorhaben"), _("Kosten")),
    Method.ELECTION: (pgettext_lazy("Wahl", "Person"), VOTES),
}


@dataclass(frozen=True)
class Told:
    """A ballot as it is shown: while it is open how many have voted, then the result, whole and by bank."""

    ballot: Ballot
    options: tuple[Option, ...]
    turnout: Turnout | None
    which: str = ""  # of several on the item: "2. Runde", "Wiederholung"
    sentence: str = ""
    lines: tuple[Line, ...] = ()
    banks: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    share: str = ""
    by_other: str = ""
    too_few: str = ""  # were there when it was counted, in a sentence

    answers = (("yes", _("Ja")), ("no", _("Nein")), ("abstain", _("Enthaltung")))  # to a motion
    scale = tuple(str(n) for n in range(MOST + 1))  # of resistance

    @property
    def is_open(self) -> bool:
        return self.ballot.state == BallotState.OPEN

    @property
    def result(self) -> dict[str, Any]:
        return self.ballot.result

    @property
    def warning(self) -> str:
        """That the weighing which does not count would end otherwise; "" where it would not, or few voted in secret."""
        if not self.ballot.result.get("other"):
            return ""
        if self.ballot.method == Method.CARRY:
            return gettext("Nach der anderen Zählweise käme das Gegenteil heraus.")
        return gettext("Nach der anderen Zählweise käme etwas anderes heraus.")

    @property
    def meaning(self) -> str:
        """What a yes does; "" where it isn't about yes and no."""
        return meaning(self.ballot)

    @property
    def tells_spread(self) -> bool:
        """Whether the table says how far the votes on a bank lie apart."""
        return any(any(line.spread) for line in self.lines)

    @property
    def heads(self) -> tuple[Any, Any]:
        """What the table of results lists, and what it counts."""
        return HEADS[Method(self.ballot.method)]


@dataclass(frozen=True)
class Choice:
    """An option on a ballot, with what is filled in beside it."""

    option: Option
    value: str
    why: str
    is_ticked: bool


@dataclass(frozen=True)
class Paper:
    """A ballot to fill in. `answers` to a motion: value, words, whether it is chosen."""

    told: Told
    answers: tuple[tuple[str, Any, bool], ...]
    choices: tuple[Choice, ...]


def paper(ballot: Told, given: Mapping[str, Any]) -> Paper:
    """A ballot as a form; given: what was filled in before, by the names of `ballot_papers`."""
    ticked = set(ballot_papers.several(given, "choice"))
    return Paper(
        ballot,
        tuple((value, title, given.get("vote") == value) for value, title in ballot.answers),
        tuple(
            Choice(
                one,
                str(given.get(f"o-{one.pk}", "")),
                str(given.get(f"w-{one.pk}", "")),
                str(one.pk) in ticked,
            )
            for one in ballot.options
        ),
    )


@dataclass(frozen=True)
class Under:
    """The item that is deliberated."""

    item: AgendaItem
    options: tuple[Option, ...]
    positions: tuple[tuple[str, tuple[Position, ...]], ...]
    conflicts: tuple[Conflict, ...]
    dissents: tuple[Dissent, ...]
    ballots: tuple[Told, ...]  # those that count, the last one first
    annulled: tuple[Ballot, ...]
    resolutions: tuple[Resolution, ...]
    taken_back: tuple[TakenBack, ...]
    question: InQuestion | None = None  # the minutes that it is about
    matter: Matter | None = None  # what a later stage lays before the table

    @property
    def wording(self) -> str:
        """What the need says, where everybody may read it; of one that isn't public the room reads its number alone."""
        need = self.item.need
        return need.wording if need is not None and need.is_public else ""

    @property
    def open_ballot(self) -> Told | None:
        return next((one for one in self.ballots if one.is_open), None)

    @property
    def last(self) -> Told | None:
        """The last ballot that was counted."""
        return next((one for one in self.ballots if not one.is_open), None)

    @property
    def earlier(self) -> tuple[Told, ...]:
        """Counted ballots before the one that is shown, the last of them first."""
        counted = tuple(one for one in self.ballots if not one.is_open)
        return counted if self.open_ballot else counted[1:]

    @property
    def takes_options(self) -> bool:
        return self.item.method == Method.CONSENSING and self.open_ballot is None and not self.resolutions


@dataclass(frozen=True)
class Room:
    """Everything that all screens show."""

    session: Session
    quorum: Quorum
    items: tuple[AgendaItem, ...]
    under: Under | None
    speaking: Speech | None
    waiting: tuple[Speech, ...]

    @property
    def next_item(self) -> AgendaItem | None:
        return next((item for item in self.items if item.state == ItemState.WAITING), None)

    @property
    def heard(self) -> str:
        """What has come last, in a sentence for whoever does not see the screen."""
        if self.session.state != SessionState.RUNNING:
            return str(self.session.get_state_display())
        if self.under is None:
            return gettext("Gerade ist kein Punkt aufgerufen")
        if self.under.resolutions:
            return self.under.resolutions[-1].text
        if self.under.open_ballot:
            return gettext("Die Abstimmung läuft: %(what)s") % {
                "what": self.under.open_ballot.ballot.question
            }
        return self.under.last.sentence if self.under.last else self.under.item.title


def room(session: Session) -> Room:
    """The room as it is now; as many statements for five people as for five hundred."""
    items = tuple(session.items.select_related("need").defer("need__sought", "need__said"))
    speeches = list(
        session.speeches.filter(ended__isnull=True)
        .select_related("attendee__holding")
        .order_by("asked", "pk")
    )
    current = next((item for item in items if item.pk == session.current_id), None)
    return Room(
        session, quorum(session), items, under(current) if current else None,
        next((one for one in speeches if one.called), None), tuple(one for one in speeches if not one.called),
    )  # fmt: skip


def under(item: AgendaItem) -> Under:
    """One item with all that was said and decided on it."""
    options = tuple(item.options.select_related("need").defer("need__sought", "need__said"))
    ballots = list(item.ballots.order_by("-number"))
    for ballot in ballots:
        ballot.item = item
    counting = [ballot for ballot in ballots if ballot.state != BallotState.ANNULLED]
    which, resolutions = rounds(ballots), list(item.resolutions.select_related("need"))
    return Under(
        item, tuple(one for one in options if not one.withdrawn), by_bank(item.positions.all()),
        tuple(item.conflicts.select_related("attendee__holding")),
        tuple(item.dissents.select_related("attendee__holding")),
        tuple(told(ballot, options, which.get(ballot.pk, "")) for ballot in counting),
        tuple(ballot for ballot in ballots if ballot.state == BallotState.ANNULLED),
        tuple(one for one in resolutions if one.taken_back is None), taken_back(item.session, resolutions),
        in_question([item]).get(item.pk), matter_in_room(item),
    )  # fmt: skip


def told(ballot: Ballot, options: Iterable[Option], which: str = "") -> Told:
    """A ballot with its options in the order of the ballot. which: of several on its item, see `rounds`."""
    by_pk = {one.pk: one for one in options}
    found = tuple(by_pk[pk] for pk in ballot.options if pk in by_pk)
    if ballot.state == BallotState.OPEN:
        return Told(ballot, found, turnout(ballot), which)
    rows = tuple(lines(ballot, found))
    banks = tuple(name for name, _value in rows[0].by_bank) if rows else ()
    against = tuple(str(Bank(bank).label) for bank in ballot.result.get("against", ()))
    share, other = ballot.result.get("share"), ballot.result.get("by_other")
    return Told(
        ballot, found, turnout(ballot), which, sentence(ballot, found), rows, banks, against,
        percent(share) if share else "", percent(other) if other else "", too_few(ballot),
    )  # fmt: skip


def by_bank(positions: Iterable[Position]) -> tuple[tuple[str, tuple[Position, ...]], ...]:
    """Positions under the names of their banks, in the order of the banks."""
    order = list(Bank.values)
    found = sorted(positions, key=lambda one: (order.index(one.bank), one.pk))
    return tuple(
        (str(Bank(bank).label), tuple(said)) for bank, said in groupby(found, key=lambda one: one.bank)
    )


@dataclass(frozen=True)
class Mine:
    """What one person in the room may do now, and has done."""

    attendee: Attendee
    is_here: bool
    item: AgendaItem | None
    conflict: Conflict | None
    ballot: Told | None
    voted: Vote | None
    speech: Speech | None
    paper: Paper | None = None

    @property
    def takes_options(self) -> bool:
        return self.item is not None and self.item.method == Method.CONSENSING and self.ballot is None

    @property
    def may_vote(self) -> bool:
        """Whether there is something to vote on for them."""
        return bool(
            self.ballot
            and self.ballot.is_open
            and self.attendee.voting
            and self.is_here
            and not self.conflict
        )

    @property
    def form_is_open(self) -> bool:
        """A secret vote that was given can't be found again, and so not be changed."""
        return self.may_vote and not (self.voted and self.ballot and self.ballot.ballot.secret)


def mine(attendee: Attendee, session: Session, given: Mapping[str, Any] | None = None) -> Mine:
    """What somebody's own part of the page shows. given: what they filled in and could not be taken."""
    item = AgendaItem.objects.filter(pk=session.current_id).first()
    is_here = rules.is_here(attendee)
    speech = attendee.speeches.filter(ended__isnull=True).first()
    if item is None:
        return Mine(attendee, is_here, None, None, None, None, speech)
    open_ = item.ballots.filter(state=BallotState.OPEN).first()
    conflict = item.conflicts.filter(attendee=attendee).first()
    if open_ is None:
        return Mine(attendee, is_here, item, conflict, None, None, speech)
    voted = Vote.objects.filter(ballot=open_, attendee=attendee).first()
    ballot = told(open_, item.options.all())
    kept = ballot_papers.written(open_, voted.value) if voted and voted.value is not None else {}
    return Mine(attendee, is_here, item, conflict, ballot, voted, speech, paper(ballot, given or kept))

"""Who has a say at the table: each bank against the others and against the population.

Counted are chairs, never people by name. A bank with fewer than three chairs is put together with the next, so that no
line tells of one or two persons. Of voices up to two are never told apart from none; where that would leave one bank
alone, the next smallest is kept back with it, since the sum is known elsewhere.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import Chart
from sozialraum.planning.conferences.models import Attendee, Body, Position, Seat, Session, Speech
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.needs.queries.silent import inhabitants_of, row_of
from sozialraum.planning.people.roles import Bank, ScopeKind
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import language
from sozialraum.warehouse.version import Version

FEWEST = 3
YEARS: Mapping[str, int] = {"": 1, "3": 3, "alle": 0}
OUTNUMBERED = 2  # the largest bank has more than so many times the votes of this one


@dataclass
class Tally:
    """What is counted of one bank in one body."""

    chairs: set[int] = field(default_factory=set)  # that there were in these sessions, or are today
    today: int = 0
    votes: int = 0  # chairs with a vote, today
    possible: int = 0  # chairs × sessions
    represented: int = 0
    speeches: int = 0
    positions: int = 0

    def add(self, other: Tally) -> None:
        self.chairs |= other.chairs
        for name in ("today", "votes", "possible", "represented", "speeches", "positions"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class Line:
    """A bank, or several that were put together. share: of chairs × sessions, in percent, NaN where there was none."""

    banks: tuple[str, ...]
    chairs: int
    share: float
    speeches: int
    positions: int

    @property
    def title(self) -> str:
        return _(" und ").join(str(Bank(bank).label) for bank in self.banks)


@dataclass(frozen=True)
class Voice:
    """Contributions of a bank; count and rate (per 1,000 inhabitants) are None where they are kept back."""

    bank: str
    count: int | None
    rate: float | None

    @property
    def title(self) -> str:
        return str(Bank(self.bank).label)


@dataclass(frozen=True)
class Share:
    """One body, or several taken together."""

    body: Body | None
    sessions: int
    lines: tuple[Line, ...]
    voices: tuple[Voice, ...]
    inhabitants: float
    risks: tuple[str, ...]

    @property
    def per_chair(self) -> float:
        """How many inhabitants a chair of the residents stands for; NaN where there is none."""
        chairs = sum(line.chairs for line in self.lines if line.banks == (Bank.RESIDENTS.value,))
        return self.inhabitants / chairs if chairs else float("nan")


@dataclass(frozen=True)
class Found:
    """The whole, and each body for itself."""

    version: Version
    years: str
    whole: Share
    each: tuple[Share, ...]

    @property
    def met(self) -> list[Share]:
        """Bodies that had a session in this time."""
        return [one for one in self.each if one.sessions]

    @property
    def rested(self) -> list[Share]:
        """Bodies that had none."""
        return [one for one in self.each if not one.sessions]


def found(bodies: Sequence[Body], years: str, *, year: int = 0) -> Found:
    """Count it all; seven statements however many bodies there are. Raises NotPublishedError.

    year: of the calendar, instead of the time until today; 0 = none.
    """
    version, years = current(), years if years in YEARS else ""
    since = clock.today() - timedelta(days=365 * YEARS[years]) if YEARS[years] else None
    held = _sessions(bodies, since, year)
    counts, heads = _counts(bodies, held)
    voices, people = _voices(version, since, year), inhabitants_of(version, version.edition())
    rows = {body.pk: _rows(version, body) for body in bodies}
    each = []
    for body in bodies:
        mine = [one.pk for one in held if one.body_id == body.pk]
        risks = _risks(body, counts[body.pk], [heads[pk] for pk in mine])
        each.append(_share(body, len(mine), counts[body.pk], voices, people, rows[body.pk], risks))
    everywhere = sorted(set().union(*rows.values())) if rows else []
    whole = _share(None, len(held), _together(counts, held), voices, people, everywhere, ())
    met = [one for one in each if one.sessions]
    if len(met) == 1:  # the whole is this one: nothing is told of it above that is put together below
        whole = replace(whole, lines=met[0].lines)
    return Found(version, years, whole, tuple(each))


def _together(counts: Mapping[int, Mapping[str, Tally]], held: Sequence[Session]) -> dict[str, Tally]:
    """All bodies that met in this time, by bank; all there are, where none did."""
    met = {one.body_id for one in held}
    whole: dict[str, Tally] = {bank: Tally() for bank in Bank.values}
    for body, of_body in counts.items():
        if body in met or not met:
            for bank, one in of_body.items():
                whole[bank].add(one)
    return whole


def _sessions(bodies: Sequence[Body], since: date | None, year: int = 0) -> list[Session]:
    held = Session.objects.filter(body__in=bodies, state=SessionState.CLOSED).order_by("begins", "pk")
    held = held.filter(begins__year=year) if year else held
    return list(held.filter(begins__date__gte=since) if since else held)


def _counts(
    bodies: Sequence[Body], held: Sequence[Session]
) -> tuple[dict[int, dict[str, Tally]], dict[int, dict[str, int]]]:
    """By body and bank; and for each session how many with a vote there were, by bank."""
    counts = {body.pk: {bank: Tally() for bank in Bank.values} for body in bodies}
    seats: dict[int, list[Seat]] = defaultdict(list)
    today = clock.today()
    for seat in Seat.objects.filter(body__in=bodies):
        seats[seat.body_id].append(seat)
        if today in seat.during:
            one = counts[seat.body_id][seat.bank]
            one.chairs.add(seat.pk)
            one.today += 1
            one.votes += seat.voting
    there, heads = _there(held)
    for session in held:
        day = timezone.localdate(session.begins)
        for seat in seats[session.body_id]:
            if day in seat.during:
                one = counts[session.body_id][seat.bank]
                one.chairs.add(seat.pk)
                one.possible += 1
                one.represented += seat.pk in there[session.pk]
    for name, body, bank, n in _spoken(held):
        if bank in Bank.values:
            one = counts[body][bank]
            setattr(one, name, getattr(one, name) + n)
    return counts, heads


def _there(held: Sequence[Session]) -> tuple[dict[int, set[int]], dict[int, dict[str, int]]]:
    chairs: dict[int, set[int]] = defaultdict(set)
    heads: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    came = Attendee.objects.filter(session__in=held, admitted=True, presences__isnull=False).distinct()
    for session, seat, bank, voting in came.order_by().values_list(
        "session_id", "holding__seat_id", "bank", "voting"
    ).distinct():  # fmt: skip
        if seat is not None and seat not in chairs[session]:
            chairs[session].add(seat)
            heads[session][bank] += voting
    return chairs, heads


def _spoken(held: Sequence[Session]) -> Iterable[tuple[str, int, str, int]]:
    """What was counted, body, bank, how often."""
    spoke = Speech.objects.filter(session__in=held, called__isnull=False).order_by()
    for body, bank, n in spoke.values_list("session__body_id", "attendee__bank").annotate(n=Count("pk")):
        yield "speeches", body, bank, n
    said = Position.objects.filter(item__session__in=held).order_by()
    for body, bank, n in said.values_list("item__session__body_id", "bank").annotate(n=Count("pk")):
        yield "positions", body, bank, n


def _voices(version: Version, since: date | None, year: int = 0) -> dict[tuple[int, str], int]:
    """(row of the edition in force, bank) → contributions."""
    voices = Contribution.objects.filter(withdrawn__isnull=True).order_by()
    voices = voices.filter(registered__year=year) if year else voices
    if since:
        voices = voices.filter(registered__date__gte=since)
    edition, counted = version.edition(), defaultdict(int)
    for key, place, bank, n in voices.values_list("edition", "social_space", "bank").annotate(n=Count("pk")):
        counted[row_of(version, edition, key, place), bank] += n
    return counted


def _rows(version: Version, body: Body) -> list[int]:
    """Rows of the social spaces, as they are in force, for which a body is responsible."""
    edition = version.edition()
    if body.scope_kind == ScopeKind.CITY:
        return list(range(len(edition)))
    if body.scope_kind == ScopeKind.SOCIAL_SPACE:
        row = row_of(version, edition, body.edition, body.scope_key)
        return [row] if row >= 0 else []
    code = body.scope_key.partition("/")[2]
    return [row for row, parent in enumerate(edition.parents) if parent == code]


def _share(
    body: Body | None, sessions: int, counts: Mapping[str, Tally], voices: Mapping[tuple[int, str], int],
    inhabitants: Any, rows: Sequence[int], risks: Sequence[str],
) -> Share:  # fmt: skip
    known = inhabitants[list(rows)] if len(rows) else np.array([np.nan])
    people = float(np.nansum(known)) if not np.isnan(known).all() else float("nan")
    spoken = {bank: sum(voices.get((row, bank), 0) for row in rows) for bank in Bank.values}
    return Share(body, sessions, tuple(lines(counts)), tuple(told(spoken, people)), people, tuple(risks))


def lines(counts: Mapping[str, Tally]) -> list[Line]:
    """Banks as lines, each of three chairs or more; what is smaller is put together. Nothing where all are too few."""
    order = list(Bank.values)
    there = sorted(
        (b for b in counts if counts[b].chairs), key=lambda b: (len(counts[b].chairs), order.index(b))
    )
    groups: list[list[str]] = []
    for bank in there:
        is_small = len(counts[bank].chairs) < FEWEST
        if groups and _size(groups[-1], counts) < FEWEST and (is_small or len(groups) == 1):
            groups[-1].append(bank)
        elif groups and _size(groups[-1], counts) < FEWEST:  # a small one is left over
            groups = [*groups[:-2], groups[-2] + groups[-1], [bank]]
        else:
            groups.append([bank])
    if len(groups) > 1 and _size(groups[-1], counts) < FEWEST:
        groups = [*groups[:-2], groups[-2] + groups[-1]]
    made = [_line(sorted(group, key=order.index), counts) for group in groups]
    return sorted((m for m in made if m.chairs >= FEWEST), key=lambda line: order.index(line.banks[0]))


def _size(group: Sequence[str], counts: Mapping[str, Tally]) -> int:
    return sum(len(counts[bank].chairs) for bank in group)


def _line(group: Sequence[str], counts: Mapping[str, Tally]) -> Line:
    total = Tally()
    for bank in group:
        total.add(counts[bank])
    share = 100 * total.represented / total.possible if total.possible else float("nan")
    return Line(tuple(group), len(total.chairs), share, total.speeches, total.positions)


def told(spoken: Mapping[str, int], inhabitants: float) -> list[Voice]:
    """Voices by bank, those of fewer than three kept back."""
    hidden = {bank for bank, n in spoken.items() if n < FEWEST}
    if len(hidden) == 1 and any(spoken[b] for b in hidden):
        hidden.add(min((b for b in spoken if b not in hidden), key=lambda b: spoken[b]))
    made = []
    for bank, n in spoken.items():
        rate = n / inhabitants * 1000 if inhabitants > 0 else None
        made.append(Voice(bank, None, None) if bank in hidden else Voice(bank, n, rate))
    return made


def _risks(body: Body, counts: Mapping[str, Tally], sessions: Sequence[Mapping[str, int]]) -> list[str]:
    """Where a bank could be outnumbered, by its chairs and by who came."""
    said = []
    votes = {bank: one.votes for bank, one in counts.items() if one.votes}
    if votes:
        most = max(votes, key=lambda bank: votes[bank])
        small = [str(Bank(b).label) for b in votes if votes[b] * OUTNUMBERED < votes[most]]
        if small:
            words = _("%(small)s: weniger als halb so viele Stimmen wie %(large)s.")
            said.append(words % {"small": ", ".join(small), "large": Bank(most).label})
    if missing := [str(Bank(b).label) for b in Bank.values if not counts[b].votes]:
        said.append(_("Ganz ohne Stimme: %(banks)s.") % {"banks": ", ".join(missing)})
    alone = [
        max(h, key=lambda bank: h[bank]) for h in sessions if h and 2 * max(h.values()) > sum(h.values())
    ]
    if alone:
        words = _(
            "In %(n)d von %(all)d Sitzungen hatte eine Bank allein mehr als die Hälfte der Köpfe: %(banks)s."
        )
        names = ", ".join(str(Bank(bank).label) for bank in Bank.values if bank in alone)
        said.append(words % {"n": len(alone), "all": len(sessions), "banks": names})
    if said and body.banks_equal:
        said.append(_("Weil jede Bank gleich viel wiegt, entscheidet die Zahl der Köpfe hier nicht."))
    return said


COLUMNS = (
    "body", "name", "sessions", "banks", "chairs", "represented_percent", "speeches", "positions", "bank", "voices",
    "voices_per_1000", "inhabitants",
)  # fmt: skip


def table(here: Found) -> Table:
    """The same to take along: for each body its lines of chairs, then its voices by bank."""
    rows: list[Sequence[Any]] = []
    for one in (here.whole, *here.each):
        head = (one.body.pk if one.body else "", one.body.name if one.body else _("zusammen"), one.sessions)
        for line in one.lines:
            share = None if math.isnan(line.share) else round(line.share, 1)
            rows.append((
                *head, " ".join(line.banks), line.chairs, share, line.speeches, line.positions, "", None, None,
                one.inhabitants,
            ))  # fmt: skip
        for voice in one.voices:
            rate = None if voice.rate is None else round(voice.rate, 2)
            rows.append((*head, "", None, None, None, None, voice.bank, voice.count, rate, one.inhabitants))
    about = [
        (_("Vertreten"), _("Anteil der Sitze, für die ein Mitglied oder die Stellvertretung da war, über alle "
           "Sitzungen; freie Sitze zählen mit.")),
        (_("Geheimhaltung"), rule()),
    ]  # fmt: skip
    return Table(_("Wer am Tisch zu Wort kommt"), COLUMNS, rows, about)


def rule() -> str:
    """What is kept back, and how."""
    return _(
        "Bänke mit weniger als drei Sitzen sind zusammengefasst. Weniger als drei Meldungen einer Bank werden nicht "
        "genannt; wäre es nur eine Bank, auch die der nächstkleineren nicht."
    )


def presence_chart(share: Share) -> Chart | None:
    """Bars of who was represented, one a line; nothing where there was no session."""
    drawn = [line for line in share.lines if not math.isnan(line.share)]
    if not drawn:
        return None
    return charts.bars(
        [line.title for line in drawn], [line.share for line in drawn], title=_("Vertretene Sitze je Bank"),
        unit="percent", language=language(),
    )  # fmt: skip

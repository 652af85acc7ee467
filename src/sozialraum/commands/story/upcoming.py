"""The next sessions, from tomorrow on: invited, planned, one whose date is being found, one that is called off.

Whoever opens the city finds a room that can be tried at once, and work in every state on the desks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from random import Random

from django.db import transaction
from django.utils import timezone

from sozialraum.commands.story import members
from sozialraum.commands.story.holidays import is_working
from sozialraum.commands.story.meetings import Day, Meeting
from sozialraum.commands.story.sessions import Sittings, uid_of
from sozialraum.commands.story.timetable import HOURS, Told
from sozialraum.commands.story.topics import BY_KEY
from sozialraum.planning.conferences.actions import agenda, finding, inviting, options, preparing
from sozialraum.planning.conferences.models import AgendaItem, Invitation, Session
from sozialraum.planning.conferences.states import BEFORE, Method, SessionState
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.programme.queries.tabled import KEY, lying_before

WAITING = (State.DELIBERATING, State.DEFERRED)
# In so many days; who meets; how far it is prepared. The first table is the one that visitors are led to.
PLAN = (
    (1, "space", "invited"), (6, "space", "invited"), (8, "area", "invited"), (13, "space", "invited"),
    (15, "space", "invited"), (26, "area", "planned"), (34, "space", "bare"), (5, "space", "cancelled"),
    (0, "space", "finding"), (20, "city", "planned"),
)  # fmt: skip
MOST_NEEDS = 4  # on one agenda
TO_FIND = (24, 25, 30, 37)  # days from now that are proposed
TOPIC = {"cancelled": "summer"}  # what alone is on the agenda
FIRST, TO_TRY = 100, "name"  # at the first session there is something to be consensed about, too


class Upcoming:
    """Sessions that are still to come, by the needs that wait for them."""

    def __init__(
        self, sittings: Sittings, needs: Iterable[Told], areas: Mapping[str, str], now: datetime
    ) -> None:
        self.sittings, self.now = sittings, now
        self._first = next(iter(sittings.assembly.areas), "")
        self._tables = {"space": self._spaces(needs, areas), "area": self._areas(needs), "city": [""]}

    def _spaces(self, needs: Iterable[Told], areas: Mapping[str, str]) -> list[str]:
        """Social spaces by how much waits there; one of the first planning area comes first."""
        waiting = Counter(one.place.social_space for one in needs if one.target in WAITING)
        found = sorted(areas, key=lambda key: (-waiting[key], key))
        first = next((key for key in found if areas[key] == self._first and waiting[key]), None)
        return [first, *(key for key in found if key != first)] if first else found

    def _areas(self, needs: Iterable[Told]) -> list[str]:
        waiting = Counter(one.place.planning_area for one in needs if one.target == State.CARRIED)
        full = [key for key in self.sittings.assembly.areas if key in waiting]
        return sorted(full, key=lambda key: (-waiting[key], key))

    def days(self) -> Iterator[Day]:
        """What was done for them until now."""
        used: Counter[str] = Counter()
        for number, (days, table, how) in enumerate(PLAN):
            if not (bodies := self._tables[table]):
                continue
            if how in ("cancelled", "finding"):  # where least waits
                body = bodies[-1 - used[how] % len(bodies)]
            else:
                body = bodies[used[table] % len(bodies)]
                used[table] += 1
            one = Meeting(table, body, FIRST + number, self._on(days, table))
            yield from self._until_now(one, how)

    def _until_now(self, one: Meeting, how: str) -> Iterator[Day]:
        ago = partial(self._ago, one.slot)
        if how == "finding":
            yield Day(ago(9), partial(self._find, one))
            yield Day(ago(5), partial(self._answer_dates, one))
            return
        yield Day(ago(30), partial(self.sittings.plan, one))
        if how == "bare":
            return
        yield Day(ago(18), partial(self._agenda, one, TOPIC.get(how, "")))
        if how == "planned":
            yield Day(ago(0), partial(self._papers, one))
            return
        days = (one.begins - self.now).days
        yield Day(ago(max(2, 16 - days)), partial(self._invite, one))
        yield Day(ago(max(1, 9 - days)), partial(self.sittings.answer, one))
        if how == "cancelled":
            yield Day(ago(0), partial(self._cancel, one))

    def _ago(self, turn: int, days: int) -> datetime:
        return self.now - timedelta(days=days, minutes=2 * (turn - FIRST) + 1)

    def _on(self, days: int, table: str) -> datetime:
        """The evening of a day to come; the first one is tomorrow, whatever day that is."""
        day = timezone.localdate(self.now) + timedelta(days=days)
        while days > 1 and (day.weekday() > 3 or not is_working(day)):
            day += timedelta(days=1)
        return datetime.combine(day, time(HOURS[table]), timezone.get_current_timezone())

    # -- acts --

    @transaction.atomic
    def _agenda(self, one: Meeting, topic: str) -> None:
        session, by = self.sittings.session(one), self.sittings.assembly.runs(one.body)
        if session is None or session.items.exists():
            return
        if topic:
            self._put(session, one, topic)
            return
        agenda.take(by=by, session=session, keys=self.sittings.keys(session, one) + self._waiting(session))
        if one.slot == FIRST:
            self._put(session, one, TO_TRY)
        if one.table == "city":
            self._put(session, one, "late")

    @transaction.atomic
    def _papers(self, one: Meeting) -> None:
        """What lies before the table and has no other day."""
        session = self.sittings.session(one)
        if session is not None and session.state in BEFORE:
            agenda.take(by=self.sittings.assembly.runs(one.body), session=session, keys=_lying(session))

    def _waiting(self, session: Session) -> list[str]:
        """Some of the needs that wait, first those that were put off; chairs that are to be filled."""
        waiting = Need.objects.filter(social_space=session.body.scope_key, state__in=WAITING)
        some = waiting.order_by("-state", "-voices", "pk")[:MOST_NEEDS] if session.body.scope_key else ()
        return [f"need:{one.pk}" for one in some] + [
            f"seats:{Bank.RESIDENTS}", f"seats:{Bank.POLITICS}", *_lying(session),
        ]  # fmt: skip

    def _put(self, session: Session, one: Meeting, key: str) -> None:
        topic, by = BY_KEY[key], self.sittings.assembly.runs(one.body)
        item = agenda.add(
            by=by, session=session, kind=AgendaItem.Kind.TOPIC, title=topic.title, text=topic.text,
            source=f"topic:{topic.key}", method=topic.method, minutes=topic.minutes,
        )  # fmt: skip
        if topic.method == Method.CONSENSING:
            for title, text, _cost in topic.options:
                options.add_option(by=by, item=item, title=title, text=text)

    @transaction.atomic
    def _invite(self, one: Meeting) -> None:
        session = self.sittings.session(one)
        if session is not None and session.state == SessionState.PLANNED and session.items.exists():
            inviting.invite(by=self.sittings.assembly.runs(one.body), session=session)

    @transaction.atomic
    def _cancel(self, one: Meeting) -> None:
        session = self.sittings.session(one)
        if session is not None and session.state == SessionState.INVITED:
            preparing.cancel(
                by=self.sittings.assembly.runs(one.body), session=session, reason=members.CALLED_OFF
            )

    @transaction.atomic
    def _find(self, one: Meeting) -> None:
        if self.sittings.session(one) is not None:
            return
        by = self.sittings.assembly.runs(one.body)
        session = preparing.plan(
            by=by, body=self.sittings.assembly.body(one.body), uid=uid_of(one), chair=by.name,
            **self.sittings.assembly.meets(one.table, one.body),
        )  # fmt: skip
        moments = [self._on(days, one.table) for days in TO_FIND]
        finding.propose_dates(by=by, session=session, moments=sorted(set(moments)))

    @transaction.atomic
    def _answer_dates(self, one: Meeting) -> None:
        session = self.sittings.session(one)
        if session is None or Invitation.objects.filter(session=session, date_answers__isnull=False).exists():
            return
        draw = Random(one.key)  # noqa: S311
        moments = list(session.date_proposals.all())
        for invitation in session.invitations.select_related("holding__account").order_by("pk"):
            if draw.random() < 0.25:
                continue
            said = {moment.pk: draw.choices(("yes", "maybe", "no"), (55, 20, 25))[0] for moment in moments}
            finding.answer_dates(by=invitation.holding.account, invitation=invitation, answers=said)


def _lying(session: Session) -> list[str]:
    """Papers that wait for the next session of its body."""
    return [f"{KEY}:{one.pk}" for one in lying_before(session.body).filter(meets_on__isnull=True)]

"""The sessions of the story, each from its planning to its minutes: on the days on which all of it happened.

Each act finds what it is about by a number that its session bears, so that nothing is done twice: a start that was
killed goes on with what is still to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Protocol
from uuid import UUID, uuid5

from django.db import transaction

from sozialraum.commands.story import members, talk
from sozialraum.commands.story.assembly import Assembly
from sozialraum.commands.story.deliberation import Evening, who_comes
from sozialraum.commands.story.meetings import AGAIN_AFTER, Day, Matter, Meeting
from sozialraum.commands.story.on_paper import Sheet
from sozialraum.commands.story.topics import BY_KEY, Topic
from sozialraum.planning.conferences.actions import agenda, inviting, minuting, options, papering, preparing
from sozialraum.planning.conferences.models import AgendaItem, Holding, Invitation, Minutes, Session
from sozialraum.planning.conferences.queries.proposals import last_session
from sozialraum.planning.conferences.states import Method, MinutesState, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank

SESSIONS = UUID("5b0b9a7c-4a0e-4f7b-9b53-0a6c0d7f2e11")
PLANNED, INVITED, ANSWERED, PRESENTED = 35, 16, 9, 3  # days before, and after
LASTS = timedelta(hours=2)
ANSWERS_KEPT = timedelta(days=30)  # who came to older sessions, nobody asks any more
BEFORE = (SessionState.PLANNED, SessionState.INVITED)


class Tale(Protocol):
    """A need of the story, as far as a session asks: its office, and how it stands now."""

    @property
    def row(self) -> Mapping[str, str]: ...

    def need(self) -> Need: ...


class Sittings:
    """All sessions that are held, and what befalls them."""

    def __init__(self, assembly: Assembly, tales: Mapping[int, Tale], now: datetime) -> None:
        self.assembly, self.tales, self.now = assembly, tales, now
        self.offices = {number: one.row["amt"] for number, one in tales.items()}
        self._needs: dict[int, int] = {}  # by the number of their story

    def days(self, meetings: Iterable[Meeting]) -> Iterator[Day]:
        """The days of each: planned, invited, answered, held; its minutes presented and approved."""
        for one in meetings:
            if one.is_again:
                yield from self._without_quorum(one)
            else:
                yield from self.before(one)
            yield Day(one.begins, partial(self._hold, one), one.begins + LASTS * 1.5)
            yield from self._minutes(one, one.begins)

    def before(self, one: Meeting) -> Iterator[Day]:
        """What goes before a session."""
        yield Day(_days(one.begins, -PLANNED), partial(self.plan, one))
        yield Day(_days(one.begins, -INVITED), partial(self.agenda if one.on_paper else self.invite, one))
        if one.begins > self.now - ANSWERS_KEPT:
            yield Day(_days(one.begins, -ANSWERED), partial(self.answer, one))

    def _without_quorum(self, one: Meeting) -> Iterator[Day]:
        """Too few come to the first session; the next morning it is called again."""
        first = Meeting(
            one.table, f"{one.body}/first", one.slot, _days(one.begins, -AGAIN_AFTER), one.matters
        )
        yield Day(_days(first.begins, -PLANNED), partial(self.plan, one, first))
        yield Day(_days(first.begins, -INVITED), partial(self.invite, one, first))
        yield Day(first.begins, partial(self._fail, one, first), first.begins + LASTS)
        yield Day(_days(first.begins, 1), partial(self._call_again, one, first))
        yield from self._minutes(first, first.begins)

    def _minutes(self, one: Meeting, begins: datetime) -> Iterator[Day]:
        at = _days(begins, PRESENTED)
        if at < self.now:
            yield Day(at, partial(self._present, one))
        if _days(at, 15) < self.now:
            yield Day(_days(at, 15), minuting.approve_silent)

    # -- before --

    def session(self, one: Meeting) -> Session | None:
        """The session of a meeting, once it is planned."""
        return Session.objects.select_related("body").filter(uid=uid_of(one)).first()

    @transaction.atomic
    def plan(self, place: Meeting, one: Meeting | None = None) -> None:
        """Plan it; `one`: another meeting of the body of `place`."""
        one = one or place
        if self.session(one) is not None:
            return
        body, draw = self.assembly.body(place.body), _draw(one)
        by = self.assembly.runs(place.body)
        preparing.plan(
            by=by, body=body, begins=one.begins, ends=one.begins + LASTS, uid=uid_of(one), chair=by.name,
            minute_taker=members.invented(draw.randrange(900)), note=draw.choice(members.NOTES),
            **self.assembly.meets(one.table, place.body),
        )  # fmt: skip

    @transaction.atomic
    def invite(self, place: Meeting, one: Meeting | None = None) -> None:
        """The agenda is put together, everybody is invited."""
        self.agenda(place, one)
        session = self.session(one or place)
        if session is not None and session.state == SessionState.PLANNED:
            inviting.invite(by=self.assembly.runs(place.body), session=session)

    @transaction.atomic
    def agenda(self, place: Meeting, one: Meeting | None = None) -> None:
        """The agenda alone: as long as all was on paper, everybody got it by post."""
        one = one or place
        session, by = self.session(one), self.assembly.runs(place.body)
        if session is None or session.state != SessionState.PLANNED or session.items.exists():
            return
        agenda.take(by=by, session=session, keys=self.keys(session, one))
        for topic in place.topics:
            self._put(by, session, BY_KEY[topic])
        self._prepare_needs(by, session, one)

    def keys(self, session: Session, one: Meeting) -> list[str]:
        """What of the proposals is taken: needs of the story, the last minutes, answers that came or didn't."""
        last = last_session(session)
        needs = Need.objects.filter(planning_area=session.body.planning_area).order_by("since", "pk")
        found = ["order", f"minutes:{last.pk}" if last is not None and not last.body.silence_days else ""]
        if one.table == "space":
            found += [f"need:{self._need(matter)}" for matter in one.matters]
            done = needs.filter(state=State.IMPLEMENTED, social_space=session.body.scope_key)
            return found + [f"effect:{need.pk}" for need in done[:1]]
        late = needs.filter(state=State.HANDED_OVER, due__lt=clock.today())
        came = needs.filter(state=State.ANSWERED)
        return (
            found + [f"overdue:{need.pk}" for need in late[:2]] + [f"answer:{need.pk}" for need in came[:2]]
        )

    def _need(self, matter: Matter) -> int:
        """Which need (its pk) a matter is about."""
        if matter.number not in self._needs:
            self._needs[matter.number] = self.tales[matter.number].need().pk
        return self._needs[matter.number]

    def _put(self, by: Account, session: Session, topic: Topic) -> None:
        """A topic of the conference's own, with what is to be chosen from."""
        item = agenda.add(
            by=by, session=session, kind=topic.kind, title=topic.title, text=topic.text, source=f"topic:{topic.key}",
            method=topic.method, minutes=topic.minutes, secret=topic.secret, places=topic.places or None,
            fund=topic.fund * 100 or None,
        )  # fmt: skip
        for title, text, cost in topic.options or self._candidates(session, topic):
            options.add_option(by=by, item=item, title=title, text=text, cost=cost * 100 or None)

    def _candidates(self, session: Session, topic: Topic) -> list[tuple[str, str, int]]:
        """Who stands for election: members of the table that may be named."""
        if topic.method != Method.ELECTION:
            return []
        held = Holding.objects.filter(
            seat__body=session.body, seat__voting=True, part=Holding.Part.MEMBER, name_is_public=True,
            during__contains=clock.today(), seat__bank__in=(Bank.RESIDENTS, Bank.PROVIDERS),
        )  # fmt: skip
        some = held.select_related("seat").order_by("-seat__bank", "pk")[:3]
        return [(one.name, one.seat.on_behalf_of, 0) for one in some]

    def _prepare_needs(self, by: Account, session: Session, one: Meeting) -> None:
        """Where the table consenses about a need there are options; where it votes in secret, that is said before."""
        items = {item.need_id: item for item in session.items.filter(kind=AgendaItem.Kind.NEED)}
        for matter in one.matters:
            item = items.get(self._need(matter))
            if item is None:
                continue
            if matter.how == "secret":
                agenda.change(by=by, item=item, secret=True)
            elif matter.how == "consensing":
                self._consense(by, item, matter)

    def _consense(self, by: Account, item: AgendaItem, matter: Matter) -> None:
        agenda.change(by=by, item=item, method=Method.CONSENSING, minutes=20)
        known = talk.SOLVE_OPTIONS if matter.outcome == State.SOLVED_LOCALLY else talk.CARRY_OPTIONS
        for title, text in known[matter.number % len(known)]:
            options.add_option(by=by, item=item, title=title, text=text)

    @transaction.atomic
    def answer(self, one: Meeting) -> None:
        """Members say whether they come."""
        session = self.session(one)
        if session is None or session.state != SessionState.INVITED:
            return
        draw = _draw(one)
        asked = session.invitations.select_related("holding__seat").filter(holding__part=Holding.Part.MEMBER)
        deputies = set(
            Holding.objects.filter(invitations__session=session, part=Holding.Part.DEPUTY).values_list(
                "seat_id", flat=True
            )
        )
        for invitation in asked.order_by("pk"):
            said = draw.choices(("yes", "no", "deputy", "none"), (62, 9, 11, 18))[0]
            if said == "deputy" and invitation.holding.seat_id not in deputies:
                said = "no"
            if invitation.answer != Invitation.Answer.NONE or said == "none":
                continue
            note = draw.choice(members.PROXIES) if said == "yes" else ""
            inviting.answer(by=invitation.holding.account, invitation=invitation, answer=said, note=note)

    # -- held --

    @transaction.atomic
    def _hold(self, one: Meeting) -> None:
        session = self.session(one)
        if session is None or session.state not in BEFORE:
            return
        by = self.assembly.runs(one.body)
        matters = {self._need(matter): matter for matter in one.matters}
        if not one.on_paper:
            Evening(session, one, by, self.offices).hold(matters)
            return
        came = who_comes(session, _draw(one))
        with clock.telling(one.begins + LASTS):
            sheet = Sheet(session, one, came).held(one.begins + LASTS, matters)
            papering.enter(by=by, session=session, held=sheet)

    @transaction.atomic
    def _fail(self, place: Meeting, first: Meeting) -> None:
        session = self.session(first)
        if session is not None and session.state in BEFORE:
            Evening(session, first, self.assembly.runs(place.body), self.offices).fail()

    @transaction.atomic
    def _call_again(self, one: Meeting, first: Meeting) -> None:
        """At once, so that the period of invitation is kept."""
        failed, by = self.session(first), self.assembly.runs(one.body)
        if failed is None or failed.state != SessionState.CLOSED or failed.repeated_by.exists():
            return
        again = preparing.call_again(
            by=by,
            session=failed,
            begins=one.begins,
            ends=one.begins + LASTS,
            uid=uid_of(one),
            note=talk.TOO_FEW,
        )
        inviting.invite(by=by, session=again)

    # -- after --

    @transaction.atomic
    def _present(self, one: Meeting) -> None:
        """The minutes are finished and laid before those who were there."""
        session = self.session(one)
        minutes = Minutes.objects.filter(session=session, state=MinutesState.DRAFT).first()
        if session is None or minutes is None or minutes.presented:
            return
        by, draw = self.assembly.runs(session.body.scope_key), _draw(one)
        if one.on_paper:
            minuting.present(by=by, minutes=minutes)
            return
        items = list(session.items.filter(kind=AgendaItem.Kind.NEED).order_by("position")[:2])
        courses = {item.pk: draw.choice(talk.COURSES) for item in items}
        minutes = minuting.write(
            by=by, minutes=minutes, opening=draw.choice(talk.OPENINGS), closing=draw.choice(talk.CLOSINGS),
            courses=courses,
        )  # fmt: skip
        minuting.present(by=by, minutes=minutes)


def uid_of(one: Meeting) -> UUID:
    """The number that a session of the story bears in calendars."""
    return uuid5(SESSIONS, one.key)


def _draw(one: Meeting) -> Random:
    return Random(f"session/{one.key}")  # noqa: S311  (a story, not a secret)


def _days(at: datetime, days: int) -> datetime:
    """The same minute so many days later, or earlier."""
    return at + timedelta(days=days)

"""A session of the story is held: people come, late or not; each point is talked about and decided; it is closed.

Votes are drawn so that each need takes the step that its story tells. The clock of the evening goes on with each act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from django.utils.translation import override

from sozialraum.commands.story import fates, talk, votes
from sozialraum.commands.story.meetings import Matter, Meeting
from sozialraum.commands.story.members import GUESTS, invented
from sozialraum.commands.story.topics import UNOPPOSED, Topic, topic_of
from sozialraum.planning.conferences.actions import (
    attending,
    balloting,
    resolving,
    speaking,
    voting,
)
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Ballot,
    Holding,
    Option,
    Session,
)
from sozialraum.planning.conferences.queries import results
from sozialraum.planning.conferences.queries.proposals import last_session
from sozialraum.planning.conferences.queries.seats import Seated, seated
from sozialraum.planning.conferences.states import Method, Outcome
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank

T = TypeVar("T")
Kind = AgendaItem.Kind
COMES, SENDS, LATE = 0.8, 0.7, 0.3  # how likely a member comes, else the deputy; that somebody comes late
OF_AN_EVENING = 105  # minutes that it is to last
OF_A_POINT = 17  # minutes that it takes when nobody dawdles
PACE = 0.4, 2.5  # how much faster and slower everything may go
TO_CARRY = (Outcome.CARRIED, Outcome.NOT_CARRIED)


class Evening:
    """One session while it is told; inside a transaction."""

    def __init__(self, session: Session, meeting: Meeting, by: Account, offices: dict[int, str]) -> None:
        self.session, self.meeting, self.by, self.offices = session, meeting, by, offices
        self.draw = Random(meeting.key)  # noqa: S311  (a story, not a secret)
        self.at = session.begins or clock.now()
        self.pace = 1.0
        self.here: list[Attendee] = []
        self.biased: set[tuple[int, int]] = set()  # items and attendees
        self.outvoted: list[Attendee] = []  # in the last ballot on a need

    def do(self, after: float, act: Callable[..., T], /, **values: Any) -> T:
        """An act of the chair or of somebody in the room, so many minutes after the one before."""
        self.at += timedelta(minutes=after * self.pace)
        with clock.telling(self.at), override("de"):
            return act(**values)

    def hold(self, matters: dict[int, Matter]) -> None:
        """From the opening to the end; matters: by the number (pk) of their need."""
        self._open()
        items = list(self.session.items.select_related("need").order_by("position"))
        self.pace = min(max(OF_AN_EVENING / (OF_A_POINT * len(items)), PACE[0]), PACE[1])
        for place, item in enumerate(items):
            if place == 1:
                self._late()
            matter = matters.get(item.need_id or 0) if item.kind == Kind.NEED else None
            if place == 0 or item.method != Method.NONE:
                self.do(1, balloting.take_up, by=self.by, item=item)
            if item.kind == Kind.NEED and matter is not None:
                self._need(item, matter)
            elif item.kind == Kind.ORDER:
                self._order(item, matters)
            elif item.kind == Kind.MINUTES:
                self._minutes(item)
            elif (topic := topic_of(item.source)) is not None:
                self._topic(item, topic)
            else:
                self._note(item)
            self.do(1, resolving.finish_item, by=self.by, item=item)
        self.do(2, resolving.close_session, by=self.by, session=self.session)

    def fail(self) -> None:
        """Too few have come: nothing is dealt with."""
        self._open(few=True)
        self.do(20, resolving.close_session, by=self.by, session=self.session)

    # -- who is there --

    def _open(self, *, few: bool = False) -> None:
        self.session = self.do(0, attending.open_session, by=self.by, session=self.session)
        with clock.telling(self.at):
            some = who_comes(self.session, self.draw, few=few)
        is_late = len(some) > 6 and self.draw.random() < LATE
        self.later = some.pop() if is_late else None
        self.here = self.do(1, attending.arrive_together, by=self.by, session=self.session, holdings=some)
        if any("guest" in matter.traits for matter in self.meeting.matters):
            name, whom = invented(self.draw.randrange(1000)), self.draw.choice(GUESTS)
            self.do(
                1, attending.arrive_as_guest, by=self.by, session=self.session, name=name, on_behalf_of=whom
            )

    def _late(self) -> None:
        if self.later is not None:
            one = self.do(1, attending.arrive, by=self.by, session=self.session, holding=self.later)
            self.here.append(one)

    def _voters(self, item: AgendaItem) -> list[Attendee]:
        return [one for one in self.here if one.voting and (item.pk, one.pk) not in self.biased]

    def _of_bank(self, bank: str) -> Attendee | None:
        return next((one for one in self.here if one.bank == bank and one.voting), None)

    # -- a need --

    def _need(self, item: AgendaItem, matter: Matter) -> None:
        if matter.number % 3 != 1:
            self._speak()
        self._positions(item, matter)
        if "conflict" in matter.traits and (who := self._of_bank(Bank.PROVIDERS)) is not None:
            reason = talk.CONFLICTS[matter.number % len(talk.CONFLICTS)]
            self.do(1, speaking.declare_conflict, attendee=who, item=item, reason=reason)
            self.biased.add((item.pk, who.pk))
        ballot = self._decided(item, matter)
        reason = fates.reason(matter.outcome, matter.number + item.position + self.meeting.slot)
        told = self._sentence(ballot) if ballot is not None else talk.UNOPPOSED
        text = talk.resolved(matter.outcome, item.need)
        self.do(
            1, resolving.resolve, by=self.by, item=item, outcome=matter.outcome.value, ballot=ballot, text=text,
            reason=f"{reason} {told}",
        )  # fmt: skip
        if "dissent" in matter.traits and self.outvoted:
            self._dissent(item, matter)

    def _positions(self, item: AgendaItem, matter: Matter) -> None:
        """Two or three banks say in a sentence how they stand to it."""
        against = matter.outcome == "not_carried"
        office = self.offices.get(matter.number, "")
        for bank in self.draw.sample(list(Bank), 2 if matter.how != "agreed" else 1):
            who = self._of_bank(bank)
            if who is None:
                continue
            is_against = against if bank != Bank.RESIDENTS else False
            text = talk.position(self.draw, bank, office, against=is_against)
            self.do(3, speaking.take_position, attendee=who, item=item, bank=str(bank), text=text)

    def _speak(self) -> None:
        """Two or three ask for the word and get it, one after the other."""
        some = self.draw.sample(self.here, min(len(self.here), self.draw.randint(2, 3)))
        for who in some:
            self.do(0.5, speaking.ask_to_speak, attendee=who)
        for one in self.session.speeches.filter(ended__isnull=True).order_by("pk"):
            self.do(2, speaking.give_the_word, by=self.by, speech=one)
        self.do(2, speaking.end_the_word, by=self.by, session=self.session)

    def _decided(self, item: AgendaItem, matter: Matter) -> Ballot | None:
        self.outvoted, opposed = [], "dissent" in matter.traits
        if matter.how == "agreed":
            return None
        if matter.how == "consensing":
            return self._consensed(item, passive=matter.outcome == "not_carried", opposed=opposed)
        end = "tie" if matter.how == "tie" else "fails" if matter.outcome == "not_carried" else "passes"
        motion = (
            Outcome.CARRIED if matter.outcome in TO_CARRY or end == "tie" else Outcome(matter.outcome.value)
        )
        asked = {"motion": motion.value}
        if matter.how == "annulled":
            first = self.do(2, balloting.open_ballot, by=self.by, item=item, **asked)
            self._vote(item, first, votes.yes_or_no(self.draw, self._banks(item), "fails"))
            self.do(1, balloting.close_ballot, by=self.by, ballot=first)
            self.do(1, balloting.annul, by=self.by, ballot=first, reason=talk.ANNULLED)
        if matter.how == "paper":
            self._hand_out_slips(item)
        ballot = self.do(2, balloting.open_ballot, by=self.by, item=item, **asked)
        given = votes.yes_or_no(self.draw, self._banks(item), end, opposed=opposed)
        self.outvoted = [
            who for who, said in zip(self._voters(item), given, strict=True) if votes.outvoted(said, end)
        ]
        self._vote(item, ballot, given)
        return self.do(2, balloting.close_ballot, by=self.by, ballot=ballot)

    def _banks(self, item: AgendaItem) -> list[str]:
        return [one.bank for one in self._voters(item)]

    def _consensed(self, item: AgendaItem, *, passive: bool = False, opposed: bool = False) -> Ballot:
        ballot = self.do(4, balloting.open_ballot, by=self.by, item=item)
        left = next(one.pk for one in item.options.all() if one.is_passive)
        best = left if passive else next(pk for pk in ballot.options if pk != left)
        voters = self._voters(item)
        given = votes.resistance(self.draw, len(voters), ballot.options, best, opposed=opposed)
        self.outvoted = [who for who, said in zip(voters, given, strict=True) if votes.resists(said, best)]
        self._vote(item, ballot, given)
        return self.do(2, balloting.close_ballot, by=self.by, ballot=ballot)

    def _vote(self, item: AgendaItem, ballot: Ballot, given: Sequence[votes.Given]) -> None:
        """Everybody votes: by a device, or by a slip that two others read."""
        readers = [one for one in self.here if one.counts_paper]
        number = 0
        for who, value in zip(self._voters(item), given, strict=True):
            if not who.on_paper:
                self.do(0.05, voting.vote, attendee=who, ballot=ballot.pk, given=value)
                continue
            number += 1
            for reader in readers[:2]:
                self.do(
                    0.3,
                    voting.read_slip,
                    attendee=reader,
                    ballot=ballot,
                    number=number,
                    bank=who.bank,
                    given=value,
                )

    def _hand_out_slips(self, item: AgendaItem) -> None:
        """Some have no device; two others read what is on their slips."""
        voters = self._voters(item)
        for who in voters[-2:]:
            self.do(0, attending.use_paper, by=self.by, attendee=who, on_paper=True)
            who.on_paper = True
        for who in voters[:2]:
            self.do(0, attending.let_count, by=self.by, attendee=who)
            who.counts_paper = True

    def _dissent(self, item: AgendaItem, matter: Matter) -> None:
        who, text = self.draw.choice(self.outvoted), talk.dissent(matter.outcome, matter.number)
        named = matter.number % 3 != 0
        self.do(1, speaking.dissent, attendee=who, item=item, text=text, named=named)

    def _sentence(self, ballot: Ballot) -> str:
        ballot.refresh_from_db()
        with override("de"):
            return results.sentence(ballot, list(Option.objects.filter(pk__in=ballot.options)))

    # -- the list of the planning area --

    def _order(self, item: AgendaItem, matters: dict[int, Matter]) -> None:
        options = list(item.options.order_by("position"))
        back = {
            one.need_id: self.draw.choice(talk.SENT_BACK) for one in options
            if one.need_id in matters and matters[one.need_id].outcome == "deliberating"
        }  # fmt: skip
        ballot: Ballot | None = None
        if len(options) > 2:  # of two, the conferences' own order is taken
            ballot = self.do(5, balloting.open_ballot, by=self.by, item=item)
            needs = {one.pk: one.need_id for one in options if one.pk in ballot.options}
            first = self.meeting.first_urgent(
                [(pk, matters[need].number if need in matters else 0) for pk, need in needs.items()]
            )
            self._vote(item, ballot, votes.much_alike(self.draw, len(self._voters(item)), first))
            self.do(3, balloting.close_ballot, by=self.by, ballot=ballot)
        self.do(2, resolving.resolve_order, by=self.by, item=item, ballot=ballot, sent_back=back)

    # -- other points --

    def _topic(self, item: AgendaItem, topic: Topic) -> None:
        voters = len(self._voters(item))
        ballot: Ballot | None = None
        if topic.method == Method.CONSENSING:
            ballot = self._consensed(item)
        elif topic.method != Method.NONE and topic.key not in UNOPPOSED:
            ballot = self.do(4, balloting.open_ballot, by=self.by, item=item)
            given = {
                Method.CARRY: lambda: votes.yes_or_no(self.draw, self._banks(item), "passes"),
                Method.DOTS: lambda: votes.dots(self.draw, voters, ballot.options, topic.places),
                Method.FUND: lambda: votes.approvals(self.draw, voters, ballot.options),
                Method.ELECTION: lambda: votes.persons(self.draw, voters, ballot.options),
            }[Method(topic.method)]()  # fmt: skip
            self._vote(item, ballot, given)
            self.do(2, balloting.close_ballot, by=self.by, ballot=ballot)
        text = topic.said.format(best=self._best(ballot)) if ballot is not None else topic.said
        reason = self._sentence(ballot) if ballot is not None else ""
        if topic.key in UNOPPOSED:
            reason = talk.UNOPPOSED
        self.do(
            topic.minutes / 2, resolving.resolve, by=self.by, item=item, outcome=topic.outcome, text=text,
            ballot=ballot, reason=reason,
        )  # fmt: skip

    def _best(self, ballot: Ballot) -> str:
        ballot.refresh_from_db()
        best = ballot.result.get("best") or ballot.result.get("elected") or []
        return "“ und „".join(Option.objects.filter(pk__in=best).values_list("title", flat=True))

    def _minutes(self, item: AgendaItem) -> None:
        """The minutes of the last session are approved; once the session is over, everybody reads them."""
        last = last_session(self.session)
        number = last.number if last is not None else 0
        text = talk.MINUTES_APPROVED.format(number=number)
        self.do(3, resolving.resolve, by=self.by, item=item, outcome=Outcome.ADOPTED, text=text)

    def _note(self, item: AgendaItem) -> None:
        text = talk.noted(item.kind, item.position + (item.need_id or 0) // 2)
        self.do(item.minutes / 2, resolving.resolve, by=self.by, item=item, outcome=Outcome.NOTED, text=text)


def who_comes(session: Session, draw: Random, *, few: bool = False) -> list[Holding]:
    """Members, and deputies for some of them: enough to resolve something, one more, and no bank stays away.

    Who comes last may as well come late. few: too few to resolve anything.
    """
    chairs = seated(session.body)
    if few:
        return [one.member for one in chairs[:2] if one.member is not None]
    some = {one.seat.pk: who for one in chairs if (who := _who(one, draw)) is not None}
    voting = [one for one in chairs if one.votes]
    banks = Counter(one.seat.bank for one in voting if one.seat.pk in some)
    for one in voting:
        who = one.member or one.deputy
        present = sum(other.seat.pk in some for other in voting)
        too_few = present < 1 + len(voting) * session.body.quorum_percent / 100
        if who is not None and one.seat.pk not in some and (too_few or not banks[one.seat.bank]):
            banks[one.seat.bank] += 1
            some[one.seat.pk] = who
    order = {one.seat.pk: (banks[one.seat.bank] > 1 or not one.votes) for one in chairs}
    return sorted(some.values(), key=lambda holding: order[holding.seat_id])


def _who(chair: Seated, draw: Random) -> Holding | None:
    if chair.member is not None and draw.random() < COMES:
        return chair.member
    return chair.deputy if draw.random() < SENDS else None

"""A session of the story that took place on paper: what its minutes say, to be entered as one form.

The older half of the story: rooms with screens came later. The outcome is drawn as in the room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random

from sozialraum.commands.story import fates, talk, votes
from sozialraum.commands.story.meetings import Matter, Meeting
from sozialraum.commands.story.topics import UNOPPOSED, Topic, topic_of
from sozialraum.planning.conferences.actions.papering import Held, OnItem
from sozialraum.planning.conferences.models import AgendaItem, Holding, Session
from sozialraum.planning.conferences.queries.proposals import last_session
from sozialraum.planning.conferences.states import Method, Outcome

Kind = AgendaItem.Kind


class Sheet:
    """The minutes on paper of one session."""

    def __init__(self, session: Session, meeting: Meeting, came: Sequence[Holding]) -> None:
        self.session, self.meeting, self.came = session, meeting, came
        self.draw = Random(meeting.key)  # noqa: S311  (a story, not a secret)
        self.banks = [one.seat.bank for one in came if one.seat.voting]

    def held(self, ends: datetime, matters: Mapping[int, Matter]) -> Held:
        """All of it; matters: by the number (pk) of their need."""
        items = self.session.items.select_related("need").prefetch_related("options__need")
        return Held(
            begins=self.meeting.begins, ends=ends, chair=self.session.chair, minute_taker=self.session.minute_taker,
            opening=self.draw.choice(talk.OPENINGS), holdings=tuple(one.pk for one in self.came),
            items={one.pk: self._on(one, matters) for one in items.order_by("position")},
        )  # fmt: skip

    def _on(self, item: AgendaItem, matters: Mapping[int, Matter]) -> OnItem:
        matter = matters.get(item.need_id or 0) if item.kind == Kind.NEED else None
        if matter is not None:
            return self._need(item, matter)
        if item.kind == Kind.ORDER:
            return self._order(item, matters)
        if item.kind == Kind.MINUTES:
            last = last_session(self.session)
            text = talk.MINUTES_APPROVED.format(number=last.number if last else 0)
            return OnItem(outcome=Outcome.ADOPTED, text=text)
        topic = topic_of(item.source)
        return self._topic(item, topic) if topic is not None else self._note(item)

    def _need(self, item: AgendaItem, matter: Matter) -> OnItem:
        fails = matter.outcome == "not_carried"
        reason = fates.reason(matter.outcome, matter.number + item.position + self.meeting.slot)
        text = talk.resolved(matter.outcome, item.need)
        course = self.draw.choice(talk.COURSES)
        if matter.how == "agreed":
            reason = f"{reason} {talk.UNOPPOSED}"
            return OnItem(outcome=matter.outcome.value, text=text, reason=reason, course=course)
        opposed = "dissent" in matter.traits
        end = "tie" if matter.how == "tie" else "fails" if fails else "passes"
        is_delay = matter.outcome == "deferred" and end != "tie"
        motion = Outcome.DEFERRED.value if is_delay else Outcome.CARRIED.value
        if matter.how == "consensing":
            motion, (given, against) = "", self._consensed(item, passive=fails, opposed=opposed)
        else:
            given = votes.yes_or_no(self.draw, self.banks, end, opposed=opposed)
            against = [votes.outvoted(said, end) for said in given]
        outvoted = [bank for bank, is_against in zip(self.banks, against, strict=True) if is_against]
        dissent = talk.dissent(matter.outcome, matter.number)
        return OnItem(
            slips=self._slips(given), motion=motion,
            outcome=matter.outcome.value, text=text, reason=reason, course=course,
            dissents=((self.draw.choice(outvoted), dissent),) if opposed and outvoted else (),
        )  # fmt: skip

    def _slips(self, given: Sequence[votes.Given]) -> tuple[tuple[str, votes.Given], ...]:
        return tuple(zip(self.banks, given, strict=True))

    def _consensed(
        self, item: AgendaItem, *, passive: bool = False, opposed: bool = False
    ) -> tuple[list[votes.Given], list[bool]]:
        """What each gave, and whether they resist what the table comes to."""
        options = list(item.options.all())
        best = next(one.pk for one in options if one.is_passive == passive)
        numbers = [one.pk for one in options]
        given = votes.resistance(self.draw, len(self.banks), numbers, best, opposed=opposed)
        return given, [votes.resists(said, best) for said in given]

    def _order(self, item: AgendaItem, matters: Mapping[int, Matter]) -> OnItem:
        options = list(item.options.all())
        back = tuple(
            (one.need.number, self.draw.choice(talk.SENT_BACK)) for one in options
            if one.need is not None and one.need_id in matters and matters[one.need_id].outcome == "deliberating"
        )  # fmt: skip
        numbers = [(one.pk, matters[one.need_id].number if one.need_id in matters else 0) for one in options]
        given = votes.much_alike(self.draw, len(self.banks), self.meeting.first_urgent(numbers))
        return OnItem(slips=self._slips(given), sent_back=back)

    def _topic(self, item: AgendaItem, topic: Topic) -> OnItem:
        options = [one.pk for one in item.options.all() if not one.is_passive]
        best = next((one.title for one in item.options.all() if not one.is_passive), "")
        text = topic.said.format(best=best)
        if topic.method == Method.NONE or topic.key in UNOPPOSED:
            reason = "" if topic.method == Method.NONE else talk.UNOPPOSED
            return OnItem(outcome=topic.outcome, text=text, reason=reason)
        if topic.method == Method.CONSENSING:
            given, _against = self._consensed(item)
        elif topic.method == Method.CARRY:
            given = votes.yes_or_no(self.draw, self.banks, "passes")
        elif topic.method == Method.DOTS:
            given = votes.dots(self.draw, len(self.banks), options, topic.places)
        elif topic.method == Method.ELECTION:
            given = votes.persons(self.draw, len(self.banks), options)
        else:
            given = votes.approvals(self.draw, len(self.banks), options)
        return OnItem(slips=self._slips(given), outcome=topic.outcome, text=text)

    def _note(self, item: AgendaItem) -> OnItem:
        return OnItem(
            outcome=Outcome.NOTED, text=talk.noted(item.kind, item.position + (item.need_id or 0) // 2)
        )

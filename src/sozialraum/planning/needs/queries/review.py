"""Letters that the manager of a place reads before they go out, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, Min, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from sozialraum.planning.journal.actions import Subject
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import in_review
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.queue import in_my_places
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.statistics.queries import current

SAME = (
    "entry_id",
    "language",
    "title",
    "body",
)  # by the same act, in the same words: read and released together


@dataclass(frozen=True)
class Waiting:
    """One letter as it waits: to how many, about what, for how long."""

    pk: int
    title: str
    body: str
    language: str
    count: int
    made: datetime
    need: Need
    place: str

    @property
    def days(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.made)).days


@dataclass(frozen=True)
class Load:
    """How many letters somebody has to read, since when."""

    count: int
    oldest: datetime | None


def waiting_for(by: Account) -> QuerySet[Message, dict[str, Any]]:
    """Letters of the places that somebody manages, those with the same words as one."""
    found = _mine(by).order_by().values(*SAME).annotate(first=Min("pk"), count=Count("pk"), since=Min("made"))
    return found.order_by("since", "first")


def load_of(by: Account) -> Load:
    """What waits for somebody to read it; one statement."""
    return Load(**_mine(by).order_by().aggregate(count=Count("pk"), oldest=Min("made")))


def _mine(by: Account) -> QuerySet[Message]:
    needs = in_my_places(by, *State.values).order_by().values("pk")
    return in_review("contribution").filter(
        subject_key__in=_keys(Contribution.objects.filter(need__in=needs))
    )


def _keys(contributions: QuerySet[Contribution]) -> QuerySet[Contribution, dict[str, Any]]:
    return contributions.order_by().annotate(key=Cast("pk", CharField())).values("key")


def rows(found: Iterable[Mapping[str, Any]]) -> list[Waiting]:
    """What stands in a line of the list; as many statements for many as for few."""
    lines = list(found)
    messages = Message.objects.in_bulk([line["first"] for line in lines])
    needs = {
        one.pk: one.need
        for one in Contribution.objects.filter(pk__in=[int(m.subject_key) for m in messages.values()])
        .select_related("need")
        .defer("sought", "need__sought", "need__said")
    }
    return [
        _waiting(messages[line["first"]], needs[int(messages[line["first"]].subject_key)], line["count"])
        for line in lines
        if line["first"] in messages  # released a moment ago
    ]


def one(pk: int) -> Waiting | None:
    """One letter with all that say the same; None where it was released."""
    message = in_review("contribution").filter(pk=pk).first()
    if message is None:
        return None
    need = need_of(message)
    same = in_review("contribution").filter(**{name: getattr(message, name) for name in SAME})
    return _waiting(message, need, same.count())


def need_of(message: Message) -> Need:
    """The need that a letter to a contributor is about now."""
    return Contribution.objects.select_related("need").get(pk=int(message.subject_key)).need


def subject_of(message: Message) -> Subject:
    """What the act that owes a letter was done to: the need as it was then."""
    entry = Entry.objects.get(pk=message.entry_id)
    return Subject(entry.subject_kind, entry.subject_key, entry.subject_title)


def _waiting(message: Message, need: Need, count: int) -> Waiting:
    place = labels.space_name(current(), need.edition, need.social_space)
    return Waiting(
        message.pk, message.title, message.body, message.language, count, message.made, need, place
    )


def on_need(need: Need) -> int:
    """How many letters about a need wait: they are owed, and not given."""
    return in_review("contribution").filter(subject_key__in=_keys(need.contributions.all())).count()


def on_contribution(contribution: Contribution) -> int:
    """How many letters to one contributor wait."""
    return in_review("contribution").filter(subject_key=str(contribution.pk)).count()

"""Needs that wait where nobody has set a day, for longer than the city means them to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import ngettext

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.queue import in_my_places
from sozialraum.planning.needs.queries.way import holder_now
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account

LATEST = 8


@dataclass(frozen=True)
class Stalled:
    """A need, how many days it has stood there, and how many were meant."""

    need: Need
    days: int
    meant: int

    @property
    def holder(self) -> Promise | str:
        return holder_now(self.need)

    @property
    def sentence(self) -> str:
        """How long, in words."""
        return ngettext("wartet seit %(n)s Tag", "wartet seit %(n)s Tagen", self.days) % {"n": self.days}


@dataclass(frozen=True)
class OnDesk:
    """Those in somebody's places: how many, and the first of them."""

    count: int
    first: tuple[Stalled, ...]


def meant() -> dict[State, int]:
    """Days by state, as the city set them."""
    waiting = settings.CITY.waiting
    return {State(item.name): getattr(waiting, item.name) for item in fields(waiting)}


def too_long(*states: State) -> Q:
    """Needs that have stood in one of these states for too long; in any of them where none is named."""
    now, found = clock.now(), Q(pk__in=())
    for state, days in meant().items():
        if not states or state in states:
            found |= Q(state=state, since__lt=now - timedelta(days=days))
    return found


def stalled(found: QuerySet[Need], *states: State) -> QuerySet[Need]:
    """Of these those that wait too long, whoever has waited longest first."""
    return found.filter(too_long(*states)).defer("said", "sought").order_by(F("since").asc(), "pk")


def as_stalled(need: Need) -> Stalled:
    """How long it has waited by today."""
    days = (clock.today() - timezone.localdate(need.since)).days
    return Stalled(need, days, meant()[State(need.state)])


def on_desk(by: Account) -> OnDesk:
    """In one's own places; two statements, and none more for many."""
    found = stalled(in_my_places(by, *meant()))
    first = tuple(as_stalled(one) for one in found[:LATEST])
    return OnDesk(found.count() if len(first) == LATEST else len(first), first)

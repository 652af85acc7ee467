"""What stands on desks about requests: the manager's, the steering group's. A department's desk is its inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from sozialraum.planning.answers.models import Question, Request
from sozialraum.planning.answers.queries.clocks import overdue
from sozialraum.planning.answers.queries.orphans import orphaned
from sozialraum.planning.answers.queries.public import UNREAD, Row, rows_of
from sozialraum.planning.answers.states import RequestState, Side
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.queue import in_my_places, places_of
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.statistics.queries import current

LATEST = 8


@dataclass(frozen=True)
class Managed:
    """Of a planning area's manager: how many to hand over, what was asked, what is overdue."""

    to_hand_over: int
    questions: Sequence[Question]
    overdue: Sequence[Row]
    overdue_count: int


def managed(by: Account) -> Managed:
    """In one's own places; as many statements for much as for little."""
    places = places_of(by)
    if places is None:
        return Managed(0, (), (), 0)
    here = Request.objects.filter(need__in=Need.objects.filter(places).order_by().values("pk"))
    late = (
        here.filter(overdue()).select_related("need", "lead", "answer").defer(*UNREAD).order_by("due", "pk")
    )
    asked = (
        Question.objects.filter(request__in=here.order_by().values("pk"), asked_by=Side.DEPARTMENT)
        .filter(answered__isnull=True)
        .select_related("request__need", "department").order_by("asked")
    )  # fmt: skip
    rows = list(late)
    return Managed(in_my_places(by, State.BUNDLED).count(), list(asked), _rows(rows[:LATEST]), len(rows))


def unassigned() -> list[Row]:
    """What the steering group has to assign, the oldest first; also where a department is no more."""
    keys = orphaned().order_by().values("pk")
    waiting = Request.objects.filter(Q(state=RequestState.UNASSIGNED) | Q(pk__in=keys))
    waiting = waiting.select_related("need", "lead", "answer")
    return _rows(list(waiting.defer(*UNREAD).order_by("at_lead_since", "pk")))


def assigned() -> list[Row]:
    """What the steering group assigned and nobody has answered yet: it can still correct itself."""
    kept = Request.objects.filter(state=RequestState.WAITING, assigned=True)
    kept = kept.select_related("need", "lead", "answer")
    return _rows(list(kept.defer(*UNREAD).order_by("due", "pk")))


def _rows(found: Sequence[Request]) -> list[Row]:
    """As rows; a desk is there before the first figures are, and then no request is."""
    return rows_of(found, current()) if found else []

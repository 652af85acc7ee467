"""What waits on desks: answers for the conference, whose move it is, wordings to confirm, what is to be mediated."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sozialraum.planning.answers.models import Answer, Negotiation
from sozialraum.planning.answers.queries.inbox import offices_of
from sozialraum.planning.answers.queries.negotiations import Line, is_overdue
from sozialraum.planning.answers.states import RUNNING, AnswerState, NegotiationState, Side
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.queries import in_force_of

SHOWN = 20


@dataclass(frozen=True)
class OnDesk:
    """Of one role. answers: released, and nothing said about them yet. confirm: a wording waits for one's side."""

    answers: list[Answer]
    moves: list[Line]
    confirm: list[Line]
    waits: int  # where the other side moves

    @property
    def is_empty(self) -> bool:
        return not (self.answers or self.moves or self.confirm or self.waits)


def negotiations_on_desk(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """By role; a fixed number of statements for each."""
    found: dict[str, Any] = {}
    if "planning_area_manager" in roles:
        areas = [one.scope_key for one in in_force_of(by) if one.role == "planning_area_manager"]
        found["conference_talks"] = _on_desk(
            Negotiation.objects.filter(need__planning_area__in=areas), Side.CONFERENCE, _answers(areas)
        )
    if "department_officer" in roles or "department_head" in roles:
        found["department_talks"] = _on_desk(
            Negotiation.objects.filter(department__in=offices_of(by).all), Side.DEPARTMENT, []
        )
    if "social_planner" in roles:
        found["steering_talks"] = _on_desk(Negotiation.objects.all(), Side.STEERING, [])
    return found


def _answers(areas: Collection[str]) -> list[Answer]:
    """Released answers of needs that are answered, the latest of each, and not negotiated about."""
    talks = Negotiation.objects.filter(answer=OuterRef("pk"))
    needs = Need.objects.filter(state=State.ANSWERED, planning_area__in=areas)
    rows = Answer.objects.filter(
        ~Exists(talks), state=AnswerState.RELEASED, request__need__in=needs.order_by().values("pk")
    )
    rows = rows.select_related("request__need", "request__lead").defer(
        "request__need__sought", "request__need__said"
    )
    latest: dict[int, Answer] = {}
    for one in rows.order_by("released", "pk"):
        latest[one.request.need_id] = one
    return list(latest.values())[:SHOWN]


def _on_desk(rows: QuerySet[Negotiation], side: Side, answers: list[Answer]) -> OnDesk:
    running = rows.filter(state__in=RUNNING).select_related("need", "department")
    running = running.defer("need__sought", "need__said").order_by("until", "pk")
    mine = list(running.filter(mover=side)[: 2 * SHOWN])
    named = _named(mine)
    confirm = [one for one in named if one.one.state == NegotiationState.AGREEING]
    moves = [one for one in named if one.one.state != NegotiationState.AGREEING]
    waits = running.filter(~Q(mover=side)).count() if side != Side.STEERING else 0
    return OnDesk(answers, moves[:SHOWN], confirm[:SHOWN], waits)


def _named(mine: list[Negotiation]) -> list[Line]:
    """Without names of places, which a desk doesn't show."""
    return [Line(one, "", 0, is_overdue(one)) for one in mine]

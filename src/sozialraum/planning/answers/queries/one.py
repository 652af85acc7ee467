"""Everything on one request that somebody may see: its way between departments, questions, parts, the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sozialraum.planning.answers import rules
from sozialraum.planning.answers.models import Answer, Negotiation, Part, Question, Request
from sozialraum.planning.answers.queries.clocks import Clock, clock_of, holder
from sozialraum.planning.answers.queries.orphans import is_orphaned
from sozialraum.planning.answers.queries.public import answers_of
from sozialraum.planning.answers.states import RequestState, Side
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.way import STEERING_GROUP, named
from sozialraum.planning.people.models import WHOLE_CITY
from sozialraum.planning.people.rules import may
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import euros


@dataclass(frozen=True)
class Passed:
    """From whom to whom, when, why."""

    at: datetime
    source: str
    target: str
    reason: str


@dataclass(frozen=True)
class Page:
    """A request. `may`: what the reader can do: work, hold (ask, extend), reply to a question, assign or reassign."""

    request: Request
    need: Need
    place: str
    place_path: str
    holder: str
    clock: Clock
    passed: Sequence[Passed]
    parts: Sequence[tuple[Part, str]]  # with its cost in words
    questions: Sequence[Question]
    answer: Answer | None
    cost: str
    silent: Sequence[str]
    further: Sequence[Request]  # other requests on the same need
    may: frozenset[str]
    talks: Negotiation | None  # what the conference said to the answer

    @property
    def is_open(self) -> bool:
        return self.request.state != RequestState.ANSWERED


def read(pk: int) -> Request | None:
    """A request with its need, its lead and its answer; None where there is none."""
    return Request.objects.select_related("need", "lead", "answer__plan").filter(pk=pk).first()


def page(request: Request, by: Any) -> Page:
    """The page of a request for one reader."""
    need, version = request.need, current()
    parts = list(request.parts.select_related("department").order_by("department__name"))
    questions = list(request.questions.select_related("department"))
    answer = answers_of(request)
    passed = [
        Passed(
            one.at, one.source.name if one.source else named(STEERING_GROUP),
            one.target.name if one.target else named(STEERING_GROUP), one.reason,
        )
        for one in request.passings.select_related("source", "target")
    ]  # fmt: skip
    return Page(
        request, need, labels.space_name(version, need.edition, need.social_space),
        labels.space_address(version, need.edition, need.social_space), named(holder(request)), clock_of(request),
        passed, [(one, euros(one.cost)) for one in parts], questions, answer,
        euros(answer.cost) if answer else "", rules.silent_parts(request) if answer else (),
        list(Request.objects.filter(need=need).exclude(pk=request.pk).select_related("lead").order_by("-handed_over")),
        _may(request, parts, questions, by), Negotiation.objects.filter(answer=answer).first() if answer else None,
    )  # fmt: skip


def open_questions(request: Request) -> Iterator[Question]:
    """What nobody has answered yet."""
    return request.questions.filter(answered__isnull=True).select_related("department").iterator()


def _may(request: Request, parts: Sequence[Part], questions: Sequence[Question], by: Any) -> frozenset[str]:
    if not getattr(by, "is_authenticated", False):
        return frozenset()
    found = set()
    waiting = request.state == RequestState.WAITING
    if (waiting and rules.may_speak(by, request.lead)) or (
        request.state != RequestState.ANSWERED and any(rules.may_speak(by, one.department) for one in parts)
    ):
        found.add("work")
    for one in questions:
        if not one.answered and _is_asked(one, request, by):
            found.add("reply" if one.asked_by == Side.CONFERENCE else "reply_for_conference")
    if request.state != RequestState.ANSWERED and may(by, states.MANAGER, *request.need.scopes):
        found.add("hold")
    if request.need.state == states.State.ANSWERED and may(by, states.CONFERENCE, *request.need.scopes):
        found.add("respond")
    if request.state != RequestState.ANSWERED and may(by, states.CONFERENCE, WHOLE_CITY):
        found |= _assigning(request)
    return frozenset(found)


def _is_asked(question: Question, request: Request, by: Any) -> bool:
    """Whether it is theirs to answer."""
    if question.asked_by == Side.CONFERENCE:
        return rules.may_speak(by, question.department)
    return may(by, states.MANAGER, *request.need.scopes)


def _assigning(request: Request) -> set[str]:
    """What the steering group can say: who answers, or that another one does after all."""
    if request.state == RequestState.UNASSIGNED or is_orphaned(request):
        return {"assign"}
    return {"reassign"} if request.assigned else set()

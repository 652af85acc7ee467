"""Needs at the offices that are responsible for them: handed over, passed on, asked about, answered; some overdue."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from sozialraum.commands.story import fates, statements
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.answers import rules
from sozialraum.planning.answers.actions import (
    answering,
    parts,
    questions,
    requesting,
    sector_plans,
    substituting,
)
from sozialraum.planning.answers.drafts import Said
from sozialraum.planning.answers.models import Answer, Part, Request, SectorPlan, Substitution
from sozialraum.planning.answers.states import AnswerState, RequestState
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account, Organisation

DAYS_TO_ANSWER = (42, 35, 12, 42, 18)
HOLIDAY = timedelta(days=20)


def hand_over(number: int, office: str, cast: Cast, need: Need) -> None:
    """To the office that is responsible, by a day; now and then first to another one, or in the end to nobody.

    What happens to it goes by turns, so that a small city shows every kind of thing too.
    """
    _plans(cast)
    _holiday(cast)
    responsible, turn = cast.department(office), Request.objects.count()
    is_lost = turn % 6 == 4
    lead = cast.department(cast.other_office(office)) if turn % 6 in (1, 4) else responsible
    beside = [one for one in map(cast.department, _beside(turn, office, cast)) if one != lead]
    asked = requesting.hand_over(
        by=cast.manager(need.planning_area), need=need, lead=lead, co_departments=beside,
        due=clock.today() + timedelta(days=DAYS_TO_ANSWER[turn % 5]), reason=fates.reason("handed_over", number),
        asked=statements.ASKED[number % 3] if turn % 2 == 0 else "",
    )  # fmt: skip
    if lead == responsible:
        _begun(turn, cast, asked)
        return
    to = None if is_lost else responsible
    why = statements.NOBODYS if is_lost else statements.NOT_OURS[number % 3]
    requesting.pass_on(by=_officer(cast, lead), request=asked, to=to, reason=why)


def answer(number: int, office: str, cast: Cast, need: Need) -> None:
    """The office answers: with the parts of those beside it, drafted by one and released by another."""
    asked = (
        Request.objects.select_related("need", "lead")
        .exclude(state=RequestState.ANSWERED)
        .filter(need=need)
        .first()
    )
    if asked is None:
        return
    if asked.state == RequestState.UNASSIGNED:
        to = cast.department(office)
        due = clock.today() + timedelta(days=28) if asked.due <= clock.today() else None
        asked = requesting.assign(
            by=cast.planner(), request=asked, to=to, reason=statements.ASSIGNED, due=due
        ).request
    for question in asked.questions.filter(answered__isnull=True, asked_by="department"):
        text = next(
            (answer for asks, answer in statements.QUESTIONS if asks == question.text),
            statements.QUESTIONS[0][1],
        )
        questions.answer_question(by=cast.manager(need.planning_area), question=question, text=text)
    is_late = rules.is_over(asked)
    for part in (
        asked.parts.filter(given__isnull=True).exclude(department=asked.lead).select_related("department")
    ):
        if not is_late or part.pk % 2:
            _part(number, cast, part)
    made = Answer.objects.filter(request=asked).first()
    if made is None or made.state == AnswerState.DRAFT:
        made = answering.submit(by=_officer(cast, asked.lead), answer=_draft(number, cast, asked))
    answering.release(by=cast.in_department("department_head", asked.lead_id), answer=made)


def _begun(turn: int, cast: Cast, asked: Request) -> None:
    """What lies on the office's desk meanwhile: questions, parts, drafts, some for the head to release."""
    officer, manager = _officer(cast, asked.lead), cast.manager(asked.need.planning_area)
    if turn % 3 == 2:
        question, said = statements.QUESTIONS[turn % 4 % 3]
        made = questions.ask_the_conference(by=officer, request=asked, text=question)
        if turn % 2:
            questions.answer_question(by=manager, question=made, text=said)
    if turn % 2:
        for part in asked.parts.select_related("department")[:1]:
            _part(turn, cast, part)
    if turn % 9 == 5:
        due = asked.due + timedelta(days=28)
        requesting.extend(by=manager, request=asked, due=due, reason=statements.LONGER)
    if turn % 4 == 0:
        return
    draft = _draft(turn, cast, asked)
    if turn % 4 == 1:
        return
    answering.submit(by=officer, answer=draft)
    if turn % 8 == 7:
        head = cast.in_department("department_head", asked.lead_id)
        answering.give_back(by=head, answer=draft, remark=statements.REMARK)


def _draft(number: int, cast: Cast, asked: Request) -> Answer:
    kind, words = statements.kind_of(number), statements.words_of(number)
    cost = statements.cost_of(number)
    plan = SectorPlan.objects.filter(department=asked.lead).order_by("pk").first() if number % 2 else None
    said = Said(
        kind.value, words.text, words.reason, cost,
        None if cost is None else clock.today() + timedelta(days=120 + number % 9 * 45), words.legal_basis, plan,
        statements.PASSAGES.get(plan.title, "") if plan else "",
    )  # fmt: skip
    before = Answer.objects.filter(request=asked).first()
    version = before.version if before else 0
    return answering.save_draft(by=_officer(cast, asked.lead), request=asked, said=said, version=version)


def _part(number: int, cast: Cast, part: Part) -> None:
    by = cast.first("department_officer", str(part.department_id))
    if by is not None:
        parts.give_part(by=by, part=part, text=statements.PARTS[number % 3])


def _beside(turn: int, office: str, cast: Cast) -> list[str]:
    """Other offices that have something to say; now and then none."""
    if turn % 3 == 1:
        return []
    first = cast.other_office(office)
    return [first, cast.other_office(first)] if turn % 6 == 3 else [first]


def _officer(cast: Cast, lead: Organisation) -> Account:
    return cast.in_department("department_officer", lead.pk)


def _plans(cast: Cast) -> None:
    """The offices' own plans, entered once."""
    if SectorPlan.objects.exists():
        return
    today = clock.today()
    for office, kind, title, before, after, _passage in statements.PLANS:
        sector_plans.keep_plan(
            by=cast.officer(office), kind=kind, title=title, department=cast.department(office),
            since=date(today.year - before, 1, 1), until=date(today.year + after, 12, 31) if after else None,
        )  # fmt: skip


def _holiday(cast: Cast) -> None:
    """Lately a head is away, and the head of another office stands in."""
    if timezone.now() - clock.now() > HOLIDAY or Substitution.objects.exists():
        return
    department, other = cast.department("amt-gruen"), cast.department("amt-verkehr")
    away, instead = (cast.first("department_head", str(one.pk)) for one in (department, other))
    if away is None or instead is None:
        return
    substituting.name_substitute(
        by=away, department=department, head=away, substitute=instead, since=clock.today(),
        until=timezone.localdate() + timedelta(days=16),
    )  # fmt: skip

"""Sector plans and which answers refer to them; who stands in for whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from sozialraum.planning.answers.models import Answer, SectorPlan, Substitution
from sozialraum.planning.answers.queries.handing import departments
from sozialraum.planning.answers.queries.inbox import offices_of
from sozialraum.planning.answers.states import AnswerState
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.states import CONFERENCE, PUBLIC
from sozialraum.planning.people.models import WHOLE_CITY, Account, Appointment, Organisation
from sozialraum.planning.people.queries import holders
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.planning.people.rules import may


@dataclass(frozen=True)
class Plan:
    """A sector plan; its last day where it has one."""

    plan: SectorPlan
    until: date | None
    answers: Sequence[Answer]
    is_theirs: bool
    is_over: bool


def plans(kept: Collection[Organisation], kind: str = "") -> list[Plan]:
    """All of them, or of one kind, each with the released answers that refer to it. kept: by the reader."""
    referring = (
        Answer.objects.filter(state=AnswerState.RELEASED, request__need__state__in=sorted(PUBLIC))
        .select_related("request__need").defer("request__need__said", "request__need__sought").order_by("-released")
    )  # fmt: skip
    rows = SectorPlan.objects.select_related("department").prefetch_related(
        Prefetch("answers", referring, to_attr="referring")
    )
    mine = {one.pk for one in kept}
    return [
        Plan(one, last_day(one), one.referring, one.department_id in mine, _is_over(one))
        for one in (rows.filter(kind=kind) if kind in SectorPlan.Kind.values else rows)
    ]


def last_day(plan: SectorPlan) -> date | None:
    """The last day on which a plan is in force."""
    return plan.during.upper - timedelta(days=1) if plan.during.upper else None


def _is_over(plan: SectorPlan) -> bool:
    return plan.during.upper is not None and plan.during.upper <= clock.today()


def kept_by(by: object) -> list[Organisation]:
    """Departments whose plans somebody keeps: their own, or all for social planning."""
    if not isinstance(by, Account):
        return []
    if may(by, CONFERENCE, WHOLE_CITY):
        return list(departments())
    mine = offices_of(by).all
    return [one for one in departments() if one.pk in mine] if mine else []


def plans_to_refer_to() -> QuerySet[SectorPlan]:
    """Plans in force, with their departments."""
    return SectorPlan.objects.filter(during__contains=clock.today()).select_related("department")


@dataclass(frozen=True)
class StandIn:
    """A substitution, and whether it can still be ended by the reader."""

    substitution: Substitution
    until: date
    state: str  # now, coming, past
    may_end: bool


def substitutions(by: Account, administers: bool) -> list[StandIn]:
    """Those of one's own departments, or all for who administers; the latest first."""
    rows = Substitution.objects.select_related("department", "head", "substitute").order_by("-during", "-pk")
    if not administers:
        rows = rows.filter(department__in=offices_of(by).all)
    today = clock.today()
    return [
        StandIn(one, one.during.upper - timedelta(days=1), _when(one, today),
                _when(one, today) != "past" and (administers or one.head_id == by.pk))
        for one in rows[:200]
    ]  # fmt: skip


def _when(one: Substitution, today: date) -> str:
    if one.ended or one.during.upper <= today:
        return "past"
    return "now" if one.during.lower <= today else "coming"


def led(by: Account, administers: bool) -> list[tuple[Organisation, Account]]:
    """Departments and heads for whom somebody can name a substitute: oneself, or all for who administers the city."""
    held = Appointment.objects.filter(
        role="department_head", scope_kind=ScopeKind.DEPARTMENT, during__contains=clock.today(),
        account__is_active=True,
    ).select_related("account").order_by("account")  # fmt: skip
    if not administers:
        held = held.filter(account=by)
    heads: dict[str, list[Account]] = {}
    for one in held:
        heads.setdefault(one.scope_key, []).append(one.account)
    return [(office, head) for office in departments() for head in heads.get(str(office.pk), ())]


def may_stand_in() -> QuerySet[Account]:
    """Everybody who works in a department."""
    fit = holders("department_officer", (), clock.today()) | holders("department_head", (), clock.today())
    return fit.select_related("organisation").order_by("name")

"""What lies on the desk of a department: to answer, to release, to add, to be asked; what is overdue stands first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.answers import rules
from sozialraum.planning.answers.models import Answer, Part, Question, Request
from sozialraum.planning.answers.queries.clocks import Clock, clock_of
from sozialraum.planning.answers.queries.public import UNREAD
from sozialraum.planning.answers.states import AnswerState, RequestState, Side
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.people.models import Account, Appointment, Organisation
from sozialraum.planning.people.roles import ScopeKind, roles_with
from sozialraum.planning.statistics.queries import current

NOTHING, DRAFT, SUBMITTED = "ohne", "entwurf", "freigabe"
LATE = "ueberfaellig"
STAGES: dict[str, Promise] = {
    LATE: _("überfällig"), NOTHING: _("noch kein Entwurf"), DRAFT: _("Entwurf begonnen"),
    SUBMITTED: _("wartet auf die Freigabe"),
}  # fmt: skip


@dataclass(frozen=True)
class Offices:
    """The departments for which somebody drafts, and those for which they release, also in somebody's place."""

    drafting: frozenset[int]
    releasing: frozenset[int]
    leads: bool = False  # whether somebody is a head themselves

    @property
    def all(self) -> frozenset[int]:
        return self.drafting | self.releasing


@dataclass(frozen=True)
class Item:
    """A request in the inbox, and how far the answer is."""

    request: Request
    place: str
    clock: Clock
    stage: str
    answer: Answer | None

    @property
    def stage_title(self) -> Promise:
        return STAGES[self.stage]

    @property
    def is_submitted(self) -> bool:
        return self.stage == SUBMITTED


@dataclass(frozen=True)
class Inbox:
    """All of it, each list with the most urgent first."""

    departments: Sequence[Organisation]
    items: Sequence[Item]
    parts: Sequence[tuple[Part, str, Clock]]
    questions: Sequence[Question]
    offices: Offices

    @property
    def overdue(self) -> list[Item]:
        return [one for one in self.items if one.clock.is_overdue]

    @property
    def overdue_elsewhere(self) -> list[Item]:
        """What is overdue and doesn't wait for one's own release."""
        return [one for one in self.overdue if one not in self.to_release]

    @property
    def to_release(self) -> list[Item]:
        """What waits for one's own release."""
        mine = self.offices.releasing
        return [one for one in self.items if one.is_submitted and one.request.lead_id in mine]

    @property
    def stood_in(self) -> list[Item]:
        """What waits for one's release in the place of a head that is away, where one is no head anywhere."""
        return [] if self.offices.leads else self.to_release

    @property
    def to_draft(self) -> list[Item]:
        mine = self.offices.drafting
        return [one for one in self.items if not one.is_submitted and one.request.lead_id in mine]


def offices_of(by: Account) -> Offices:
    """Departments by appointments in force today and by substitutions; two statements, one more for each of these."""
    held = Appointment.objects.filter(
        account_id=by.pk, scope_kind=ScopeKind.DEPARTMENT, during__contains=clock.today()
    ).values_list("role", "scope_key")
    drafting = {int(key) for role, key in held if role in roles_with(rules.DRAFT) and key.isdigit()}
    releasing = {int(key) for role, key in held if role in roles_with(rules.RELEASE) and key.isdigit()}
    leads = bool(releasing)
    releasing |= {one.department_id for one in rules.substitutions(substitute=by)}
    return Offices(frozenset(drafting), frozenset(releasing), leads)


def inbox(by: Account, stage: str = "", department: int | None = None) -> Inbox:
    """The inbox of all of somebody's departments, or of one; as many statements for much as for little."""
    offices = offices_of(by)
    mine = offices.all & {department} if department else offices.all
    version = current()
    open_ = (
        Request.objects.filter(lead__in=mine, state=RequestState.WAITING)
        .select_related("need", "lead", "answer").defer(*UNREAD).order_by("due", "pk")
    )  # fmt: skip
    items = [
        Item(
            one, labels.space_name(version, one.need.edition, one.need.social_space), clock_of(one), _stage(one),
            getattr(one, "answer", None),
        )
        for one in open_
    ]  # fmt: skip
    parts = (
        Part.objects.filter(department__in=mine, given__isnull=True).exclude(request__state=RequestState.ANSWERED)
        .exclude(request__lead__in=mine).select_related("request__need", "request__lead", "department")
        .order_by("request__due", "pk")
    )  # fmt: skip
    questions = (
        Question.objects.filter(department__in=mine, asked_by=Side.CONFERENCE, answered__isnull=True)
        .select_related("request__need", "department")
        .order_by("asked")
    )
    return Inbox(
        list(Organisation.objects.filter(pk__in=offices.all).order_by("name")),
        [one for one in items if _is_of(one, stage)],
        [
            (one, labels.space_name(version, one.request.need.edition, one.request.need.social_space), told)
            for one, told in ((part, clock_of(part.request)) for part in parts)
            if not stage or (stage == LATE and told.is_overdue)
        ],
        [] if stage else list(questions), offices,
    )  # fmt: skip


def _stage(request: Request) -> str:
    answer = getattr(request, "answer", None)
    if answer is None:
        return NOTHING
    return SUBMITTED if answer.state == AnswerState.SUBMITTED else DRAFT


def _is_of(item: Item, stage: str) -> bool:
    return item.clock.is_overdue if stage == LATE else not stage or item.stage == stage

"""What stands on the desks of those who carry out: their measures, what is due, needs that wait for a measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.queue import within
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.programme.models import Measure, Milestone
from sozialraum.planning.programme.queries.amounts import in_euros
from sozialraum.planning.programme.queries.measures import with_sums
from sozialraum.planning.programme.queries.wanted import late_steps
from sozialraum.planning.programme.states import OPEN_MEASURES, MeasureState

SOON = timedelta(days=30)
LATEST = 15


@dataclass(frozen=True)
class Desk:
    """Measures that are open, steps that are due, and needs that wait for a measure."""

    measures: tuple[Any, ...]
    late: tuple[Milestone, ...]
    soon: tuple[Milestone, ...]
    waiting: tuple[Need, ...]
    proposed: tuple[Measure, ...] = ()  # to the department; by the provider, also what was declined lately

    @property
    def rows(self) -> tuple[tuple[Any, str, str], ...]:
        """Each with what is planned and spent, in words."""
        return tuple((one, in_euros(one.planned), in_euros(one.actual)) for one in self.measures)


def of_provider(by: Account) -> Desk:
    """What somebody's own organisation carries out, and decided needs of the places that they are appointed for."""
    own = (
        Measure.objects.filter(provider=by.organisation_id) if by.organisation_id else Measure.objects.none()
    )
    asked = Measure.with_proposals.filter(provider=by.organisation_id).filter(
        Q(state=MeasureState.PROPOSED) | Q(state=MeasureState.DECLINED, ended__gte=clock.today() - SOON)
    )
    held = [one for one in in_force_of(by) if one.role == "provider"]
    return _desk(own, _waiting().filter(within(held)), asked if by.organisation_id else asked.none())


def of_department(by: Account) -> Desk:
    """What the departments answer for that somebody works in."""
    keys = [one.scope_key for one in in_force_of(by) if one.role == "department_officer"]
    offices = Organisation.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    names = list(offices.values_list("name", flat=True))
    own, waiting = Measure.objects.filter(responsible__in=offices), _waiting().filter(department__in=names)
    return _desk(own, waiting, _proposed_to(offices))


def to_agree(by: Account) -> tuple[Measure, ...]:
    """What is proposed to the departments that somebody leads."""
    keys = [one.scope_key for one in in_force_of(by) if one.role == "department_head"]
    offices = Organisation.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    return tuple(_proposed_to(offices).order_by("pk")[:LATEST])


def _proposed_to(offices: QuerySet[Organisation]) -> QuerySet[Measure]:
    found = Measure.with_proposals.filter(state=MeasureState.PROPOSED, responsible__in=offices)
    return found.select_related("provider")


def _desk(own: QuerySet[Measure], waiting: QuerySet[Need], asked: QuerySet[Measure]) -> Desk:
    today = clock.today()
    open_ = own.filter(state__in=OPEN_MEASURES)
    keys = open_.order_by().values("pk")
    late = late_steps().filter(measure__in=keys)
    soon = Milestone.objects.filter(
        measure__in=keys, done__isnull=True, dropped__isnull=True, due__range=(today, today + SOON)
    ).exclude(measure__state=MeasureState.PAUSED)
    return Desk(
        tuple(with_sums(open_).order_by("ends", "pk")[:LATEST]), _first(late), _first(soon),
        tuple(waiting.order_by("since", "pk").defer("said", "sought", "wording")[:LATEST]),
        tuple(asked.order_by("pk")[:LATEST]),
    )  # fmt: skip


def _first(steps: QuerySet[Milestone]) -> tuple[Milestone, ...]:
    return tuple(steps.select_related("measure").order_by("due", "pk")[:LATEST])


def _waiting() -> QuerySet[Need]:
    """Decided, and nobody has begun."""
    return Need.objects.filter(state=State.DECIDED)

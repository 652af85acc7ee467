"""Requests at a department that is no more, or where nobody is left to answer: the steering group assigns them."""

from __future__ import annotations

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from sozialraum.planning.answers.models import Request
from sozialraum.planning.answers.states import RequestState
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Appointment
from sozialraum.planning.people.roles import ScopeKind


def orphaned() -> QuerySet[Request]:
    """All of them; one statement."""
    drafting = Appointment.objects.filter(
        role="department_officer", scope_kind=ScopeKind.DEPARTMENT, during__contains=clock.today(),
        account__is_active=True, scope_key=Cast(OuterRef("lead_id"), CharField()),
    )  # fmt: skip
    waiting = Request.objects.filter(state=RequestState.WAITING)
    return waiting.filter(Q(lead__is_closed=True) | ~Exists(drafting))


def is_orphaned(request: Request) -> bool:
    """Whether it is one of them."""
    return orphaned().filter(pk=request.pk).exists()

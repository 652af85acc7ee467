"""What stands on desks: what a manager has to do for each conference and by when; the seats of whoever holds one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import Body, HandOver, Holding, Minutes, Session
from sozialraum.planning.conferences.queries import terms
from sozialraum.planning.conferences.queries.approval import open_objections
from sozialraum.planning.conferences.queries.bodies import next_sessions
from sozialraum.planning.conferences.queries.handover import area_name, due_seats
from sozialraum.planning.conferences.queries.viewer import viewer
from sozialraum.planning.conferences.states import UPCOMING, MinutesState, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.people.roles import ScopeKind

LATEST = 8


@dataclass(frozen=True)
class Task:
    """A session and what has to be done for it next; `by`: until which day, None where there is none."""

    session: Session
    what: str
    by: date | None

    @property
    def day(self) -> date:
        """By which tasks are ordered: when it is due, else when the session is; what has no date comes first."""
        begins = self.session.begins
        return self.by or (timezone.localdate(begins) if begins else date.min)

    @property
    def address(self) -> str:
        """Where it is done."""
        where = "minutes_edit" if self.session.state == SessionState.CLOSED else "prepare"
        return reverse(f"conferences:{where}", args=[self.session.pk])

    @property
    def is_overdue(self) -> bool:
        return self.by is not None and self.by < clock.today()


@dataclass(frozen=True)
class Managed:
    """Conferences on the desk of a manager."""

    bodies: int
    tasks: tuple[Task, ...]
    further: int  # tasks that are not named
    without: int  # bodies for which no session is planned
    due: tuple[terms.Chair, ...]
    due_count: int
    unread: tuple[tuple[HandOver, str], ...]  # with the name of its planning area


@dataclass(frozen=True)
class Sitting:
    """A seat that somebody holds, and when its body meets next."""

    holding: Holding
    next: Session | None

    @property
    def address(self) -> str:
        return reverse("conferences:body", args=[self.holding.seat.body_id])


def managed(by: Account) -> Managed:
    """What a manager has to do; nine statements however much it is."""
    areas = [
        one.scope_key for one in in_force_of(by)
        if one.role == "planning_area_manager" and one.scope_kind == ScopeKind.PLANNING_AREA
    ]  # fmt: skip
    bodies = Body.objects.filter(planning_area__in=areas, during__contains=clock.today())
    tasks = sorted(_tasks(areas), key=lambda one: (one.day, one.session.pk))
    ahead = Session.objects.filter(body__in=bodies, state__in=[*UPCOMING, SessionState.FINDING])
    planned = ahead.aggregate(n=Count("body", distinct=True))["n"]
    count, due = bodies.count(), due_seats(bodies)
    return Managed(
        count, tuple(tasks[:LATEST]), max(len(tasks) - LATEST, 0), count - planned, tuple(due[:LATEST]), len(due),
        tuple(_unread(by, areas)),
    )  # fmt: skip


def _tasks(areas: Iterable[str]) -> list[Task]:
    """What each session of these planning areas needs next."""
    state = Minutes.objects.filter(session=OuterRef("pk"))
    found = (
        Session.objects.filter(body__planning_area__in=list(areas))
        .annotate(
            minutes_state=Subquery(state.values("state")[:1]),
            silence_until=Subquery(state.values("silence_until")[:1]),
            points=Count("items"),
            objected=Exists(open_objections().filter(minutes__session=OuterRef("pk"))),
        )
        .exclude(state=SessionState.CANCELLED)
        .exclude(minutes__state=MinutesState.PUBLISHED)
        .select_related("body")
    )
    return [task for one in found if (task := _task(one)) is not None]


def _task(one: Any) -> Task | None:
    if one.state == SessionState.FINDING:
        return Task(one, _("Termin festlegen"), None)
    begins = timezone.localdate(one.begins)
    if one.state == SessionState.PLANNED:
        return Task(one, _("einladen"), begins - timedelta(days=one.body.invitation_days))
    if one.state == SessionState.INVITED:
        return Task(one, _("eingeladen, die Sitzung steht bevor"), None) if one.points else Task(
            one, _("Tagesordnung füllen"), begins
        )  # fmt: skip
    if one.state == SessionState.RUNNING:
        return Task(one, _("läuft gerade"), None)
    if one.objected and one.minutes_state in (MinutesState.DRAFT, MinutesState.PRESENTED):
        return Task(one, _("Einwand gegen das Protokoll beantworten"), None)
    words = {
        MinutesState.PRESENTED: _("Einwände gegen das Protokoll abwarten"),
        MinutesState.APPROVED: _("Protokoll veröffentlichen"),
    }
    if one.minutes_state in words:
        return Task(one, words[one.minutes_state], one.silence_until)
    return Task(one, _("Protokoll fertigstellen und vorlegen"), None)


def _unread(by: Account, areas: Iterable[str]) -> list[tuple[HandOver, str]]:
    found: QuerySet[HandOver] = HandOver.objects.filter(planning_area__in=list(areas), read__isnull=True)
    return [
        (one, area_name(one.planning_area))
        for one in found.exclude(written_by=by).select_related("written_by")
    ]


def seats_of(account: Account) -> list[Sitting]:
    """The seats that somebody holds today, with the next session of each; four statements, one where there is none."""
    held = Holding.objects.filter(
        account=account, during__contains=clock.today(), seat__body__during__contains=clock.today()
    ).select_related("seat__body")  # fmt: skip
    found = list(held.order_by("seat__body__name", "seat_id", "part"))
    if not found:
        return []
    coming = next_sessions({one.seat.body for one in found}, viewer(account))
    return [Sitting(one, coming.get(one.seat.body_id)) for one in found]

"""What a planning area's manager carried up, what came back, what is open: a report of a time, and today's numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from sozialraum.planning.conferences.models import Body, HandOver, Resolution, Seat, Session
from sozialraum.planning.conferences.queries import places, terms
from sozialraum.planning.conferences.states import UPCOMING, Outcome, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Subject
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need, Objection
from sozialraum.planning.needs.queries.late import late
from sozialraum.planning.needs.queries.public import holder
from sozialraum.planning.needs.states import END, PUBLIC, State
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.city import NotPublishedError
from sozialraum.warehouse.version import NoFiguresError

S = State
# What goes up on the way of a need, and what comes back from above.
UP = (S.DELIBERATING, S.CARRIED, S.BUNDLED, S.HANDED_OVER)
BACK = (
    S.ANSWERED, S.AGREED, S.DISSENT, S.UP_FOR_DECISION, S.DECIDED, S.REJECTED, S.POSTPONED, S.IMPLEMENTING,
    S.IMPLEMENTED, S.EVALUATED,
)  # fmt: skip
ENDED_EARLY = (S.RETURNED, S.REDIRECTED, S.MERGED, S.NOT_CARRIED, S.SOLVED_LOCALLY, S.WITHDRAWN)
LISTED = 50


@dataclass(frozen=True)
class Line:
    """A need in the report: since when it stands where it does, until when somebody is to act, and who."""

    need: Need
    address: str
    state: str
    holder: str
    on: date
    due: date | None


@dataclass(frozen=True)
class Report:
    """A planning area in a time [since, until); what is open is as of today."""

    key: str
    name: str
    since: date
    until: date
    up: list[tuple[str, int]]
    back: list[tuple[str, int]]
    ended: list[tuple[str, int]]
    answers: list[Line]
    open: list[
        tuple[str, int, str]
    ]  # with where they are listed; "" where nobody but those concerned sees them
    overdue: list[Line]
    queue: int
    queue_overdue: int
    objections: int
    held: list[Session]
    cancelled: int
    resolutions: list[tuple[str, int]]
    coming: list[Session]
    bodies: int
    due: list[tuple[Body, int, int]]  # how many seats are vacant, how many terms end soon

    @property
    def last_day(self) -> date:
        """The last day that counts, as people say it."""
        return self.until - timedelta(days=1)


def report(key: str, since: date, until: date) -> Report:
    """Gather it; as many statements for much as for little."""
    needs = Need.objects.filter(planning_area=key)
    steps = _steps(needs, since, until)
    bodies = _bodies(key)
    sessions = Session.objects.filter(body__planning_area=key).select_related("body")
    # One that was opened before its day took place when it was opened.
    dated = sessions.annotate(day=Coalesce("opened", "begins"))
    over = dated.filter(day__date__gte=since, day__date__lt=until)
    work = open_work(key)
    states = {state: n for state, n in work["states"].items() if n}
    return Report(
        key, area_name(key), since, until, _named(UP, steps), _named(BACK, steps), _named(ENDED_EARLY, steps),
        _answers(needs, since, until), _open(key, states),
        _overdue(needs), work["queue"], work["queue_overdue"], work["objections"],
        list(over.filter(state=SessionState.CLOSED).order_by("begins")),
        over.filter(state=SessionState.CANCELLED).count(), _resolutions(key, since, until),
        list(sessions.filter(state__in=UPCOMING, begins__gte=clock.now()).order_by("begins")[:LISTED]), bodies.count(),
        _due(bodies),
    )  # fmt: skip


def open_work(key: str) -> dict[str, Any]:
    """What is open today in a planning area, in numbers."""
    needs = Need.objects.filter(planning_area=key).order_by()
    states = dict(needs.exclude(state__in=END).values_list("state").annotate(n=Count("pk")))
    return {
        "queue": states.pop(S.REGISTERED, 0),
        "queue_overdue": needs.filter(late(), state=S.REGISTERED).count(),
        "states": states,
        "overdue": needs.filter(late()).exclude(state=S.REGISTERED).count(),
        "objections": Objection.objects.filter(need__planning_area=key, answered__isnull=True).count(),
        "sessions": Session.objects.filter(
            body__planning_area=key, state__in=[*UPCOMING, SessionState.FINDING]
        ).count(),
    }


def _due(bodies: QuerySet[Body]) -> list[tuple[Body, int, int]]:
    found: dict[Body, list[terms.Chair]] = defaultdict(list)
    for one in due_seats(bodies):
        found[one.seat.body].append(one)
    counted = [(body, sum(one.is_vacant for one in ones), len(ones)) for body, ones in found.items()]
    return [
        (body, vacant, count - vacant) for body, vacant, count in sorted(counted, key=lambda x: x[0].name)
    ]


def due_seats(bodies: QuerySet[Body]) -> list[terms.Chair]:
    """Seats of several bodies that are vacant or run out; two statements."""
    return terms.due(terms.chairs(Seat.objects.filter(body__in=bodies)))


def _bodies(key: str) -> QuerySet[Body]:
    return Body.objects.filter(planning_area=key, during__contains=clock.today())


def _steps(needs: QuerySet[Need], since: date, until: date) -> Mapping[str, int]:
    """How many steps led to each state in the time."""
    mine = needs.annotate(key=Cast("pk", CharField())).order_by().values("key")
    taken = Entry.objects.filter(
        act="needs.stepped",
        subject_kind="need",
        subject_key__in=mine,
        at__gte=_begin(since),
        at__lt=_begin(until),
    )
    counted: dict[str, int] = defaultdict(int)
    for state, n in taken.order_by().values_list("details__to").annotate(n=Count("pk")):
        counted[state] += n
    return counted


def _answers(needs: QuerySet[Need], since: date, until: date) -> list[Line]:
    """Needs that were answered in the time, the latest first."""
    mine = needs.annotate(key=Cast("pk", CharField())).order_by().values("key")
    came = Entry.objects.filter(
        act="needs.stepped", subject_kind="need", subject_key__in=mine, details__to=S.ANSWERED.value,
        at__gte=_begin(since), at__lt=_begin(until),
    )  # fmt: skip
    days = dict(came.order_by("-id").values_list("subject_key", "at")[:LISTED])
    found = Need.objects.defer("said", "sought").in_bulk([int(key) for key in days])
    return [
        _line(found[int(key)], timezone.localtime(at).date()) for key, at in days.items() if int(key) in found
    ]


def _overdue(needs: QuerySet[Need]) -> list[Line]:
    """Needs whose date has passed, the longest ago first."""
    found = needs.filter(late(), state__in=sorted(PUBLIC)).defer("said", "sought")
    return [_line(one, timezone.localtime(one.since).date()) for one in found.order_by("due", "pk")[:LISTED]]


def _line(need: Need, on: date) -> Line:
    return Line(
        need, reverse("needs:need", args=[need.pk]), need.get_state_display(), holder(need), on, need.due
    )


def _resolutions(key: str, since: date, until: date) -> list[tuple[str, int]]:
    mine = Resolution.objects.filter(
        session__body__planning_area=key, effective__gte=_begin(since), effective__lt=_begin(until)
    )
    counted = dict(mine.order_by().values_list("outcome").annotate(n=Count("pk")))
    return [(str(outcome.label), counted[outcome]) for outcome in Outcome if outcome in counted]


def _named(states: Iterable[State], counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(str(state.label), counted[state]) for state in states if counted.get(state)]


def _open(key: str, counted: Mapping[str, int]) -> list[tuple[str, int, str]]:
    """Needs that are under way, by state, with the list of them."""
    system, _slash, code = key.partition("/")
    try:
        edition = current().edition(system)
    except (NotPublishedError, NoFiguresError):
        edition = None
    listed, page = edition is not None and code in edition.codes, reverse("needs:needs")
    asked = {"stand": edition.key, "raum": code} if edition is not None else {}
    return [
        (
            str(state.label), counted[state],
            f"{page}?{urlencode(asked | {'zustand': state.value})}" if listed and state in PUBLIC else "",
        )
        for state in S if state not in END and state != S.REGISTERED and counted.get(state)
    ]  # fmt: skip


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def area_name(key: str) -> str:
    """The name of a planning area; its code where no figures are published yet."""
    try:
        place = places.area_place(key)
    except NotPublishedError:
        place = None
    return place.name if place else key.partition("/")[2]


def subject_of(key: str) -> Subject:
    """The subject of a journal line on a planning area."""
    return Subject("planning_area", key, area_name(key))


def notes(key: str) -> list[HandOver]:
    """What managers of an area left to those after them, the latest first."""
    return list(HandOver.objects.filter(planning_area=key).select_related("written_by", "read_by")[:LISTED])


def areas_of(runs_at: Any) -> list[places.Place]:
    """Planning areas in which somebody runs the conferences; `runs_at`: of a viewer. Raises NotPublishedError."""
    current()
    return [one for one in places.all_places() if one.scope.kind == "planning_area" and runs_at(*one.scopes)]

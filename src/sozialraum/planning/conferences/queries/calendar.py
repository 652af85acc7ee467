"""Sessions as everybody finds them: what comes, by month; what runs; what was; as a calendar to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum.numbers import one_number
from sozialraum.planning.conferences.models import Body, Resolution, Session
from sozialraum.planning.conferences.queries.preparation import when
from sozialraum.planning.conferences.queries.public_words import in_public
from sozialraum.planning.conferences.queries.viewer import Viewer
from sozialraum.planning.conferences.states import PUBLIC, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.statistics.queries import current

MOST = 200  # sessions that are listed at once
LAST = 6  # past sessions, resolutions
REMEMBERED = timedelta(days=365)  # past sessions stay in the calendar feed for a year
RUNNING, CANCELLED = SessionState.RUNNING, SessionState.CANCELLED


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to, as the address says it; what nobody knows counts for nothing."""

    area: str = ""  # a code
    kind: str = ""
    body: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """From the query of an address."""
        kind, body = query.get("art", ""), query.get("gremium", "")
        return cls(
            query.get("planungsraum", "").replace("\x00", "")[:60], kind if kind in Body.Kind.values else "",
            body if one_number(body) is not None else "",
        )  # fmt: skip

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        parts = {"planungsraum": self.area, "art": self.kind, "gremium": self.body}
        given = {key: value for key, value in parts.items() if value}
        return f"?{urlencode(given)}" if given else ""

    def narrow(self, sessions: QuerySet[Session]) -> QuerySet[Session]:
        """Only what was asked for."""
        if self.area:
            key = f"{current().settings['planning_areas']}/{self.area}"
            sessions = sessions.filter(Q(body__planning_area=key))
        if self.kind:
            sessions = sessions.filter(body__kind=self.kind)
        return sessions.filter(body=int(self.body)) if self.body else sessions


@dataclass(frozen=True)
class Row:
    """A session in a list."""

    session: Session
    when: str

    @property
    def is_off(self) -> bool:
        return self.session.state == CANCELLED

    @classmethod
    def of(cls, session: Session) -> Row:
        """With its moment in words."""
        return cls(session, when(session.begins) if session.begins else _("Termin wird gesucht"))


@dataclass(frozen=True)
class Listing:
    """What comes by month, what runs and was, what was resolved; what somebody is preparing themselves."""

    running: tuple[Row, ...]
    months: tuple[tuple[str, tuple[Row, ...]], ...]
    past: tuple[Row, ...]
    resolutions: tuple[Resolution, ...]
    preparing: tuple[Row, ...]
    areas: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, Any], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.running or self.months)


def listing(asked: Asked, who: Viewer) -> Listing:
    """As many statements for many as for few."""
    sessions = asked.narrow(Session.objects.filter(who.seen).select_related("body"))
    public = _told(sessions)
    today = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    coming = public.filter(begins__gte=today).exclude(state__in=(RUNNING, SessionState.CLOSED))
    past = public.filter(state=SessionState.CLOSED).order_by("-begins", "-pk")
    own = [
        one
        for one in sessions.filter(state__in=(SessionState.FINDING, SessionState.PLANNED)).order_by(
            "begins", "pk"
        )
        if who.runs(one.body)
    ]
    return Listing(
        _rows(public.filter(state=RUNNING).order_by("begins")), _by_month(coming.order_by("begins", "pk")[:MOST]),
        _rows(past[:LAST]), tuple(in_public(last_resolutions(sessions))), _rows(own), tuple(_areas()),
        (("", _("alle Arten")), *Body.Kind.choices),
    )  # fmt: skip


def _told(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Those from their invitation on; one that was called off before never was one."""
    return sessions.filter(state__in=PUBLIC, begins__isnull=False).exclude(
        state=CANCELLED, invited__isnull=True
    )


def last_resolutions(sessions: QuerySet[Session]) -> QuerySet[Resolution]:
    """What took effect last in these sessions."""
    found = Resolution.objects.filter(effective__isnull=False, session__in=sessions.order_by().values("pk"))
    return found.select_related("session__body", "need", "item").defer("need__sought", "need__said").order_by(
        "-effective", "-pk"
    )[:LAST]  # fmt: skip


def _rows(sessions: Iterable[Session]) -> tuple[Row, ...]:
    return tuple(Row.of(one) for one in sessions)


def _by_month(sessions: Iterable[Session]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    months: dict[str, list[Row]] = {}
    for one in sessions:
        if one.begins:
            month = date_format(timezone.localtime(one.begins), "F Y")
            months.setdefault(month, []).append(Row.of(one))
    return tuple((month, tuple(rows)) for month, rows in months.items())


def _areas() -> Iterable[tuple[str, str]]:
    version = current()
    system = version.settings.get("planning_areas")
    yield "", _("alle Planungsräume")
    if system:
        areas = version.edition(str(system))
        yield from zip(areas.codes, areas.names, strict=True)


# -- the feed ----------------------------------------------------------------------------------------------


def feed(asked: Asked) -> list[Session]:
    """All public sessions of the last year and to come, with their agendas; two statements."""
    since = clock.now() - REMEMBERED
    public = asked.narrow(_told(Session.objects.filter(is_public=True, begins__gte=since)))
    return list(public.select_related("body").prefetch_related("items").order_by("begins", "pk"))


def changed_last() -> datetime | None:
    """When anything last happened to a session."""
    return Entry.objects.filter(subject_kind="session").aggregate(last=Max("at"))["last"]

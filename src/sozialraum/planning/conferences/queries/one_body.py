"""The public page of one body: who sits there, its rules, its sessions, what it resolved and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import Body, Holding, Resolution, Session
from sozialraum.planning.conferences.queries import places
from sozialraum.planning.conferences.queries.rule_words import in_words
from sozialraum.planning.conferences.queries.seats import Seated, seated
from sozialraum.planning.conferences.queries.viewer import Viewer
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.queries.public import holder
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.statistics.queries import current

A_PAGE, RESOLUTIONS = 10, 10


@dataclass(frozen=True)
class Chair:
    """A seat as everybody sees it: whose it is, who holds it as far as they want that known, until when."""

    whose: str
    member: str
    deputy: str
    is_vacant: bool
    appointed_by: str
    until: object
    note: str  # without a vote, or whose vote rests


@dataclass(frozen=True)
class Side:
    """A bank with its chairs."""

    title: str
    chairs: tuple[Chair, ...]

    @property
    def vacant(self) -> int:
        return sum(one.is_vacant for one in self.chairs)


@dataclass(frozen=True)
class Resolved:
    """A resolution and where its need stands now."""

    resolution: Resolution
    outcome: str
    title: str
    address: str
    state: str
    holder: str


@dataclass(frozen=True)
class PageOf:
    """Everything on the page of one body."""

    body: Body
    place: str
    path: str
    area: str
    is_over: bool
    sides: tuple[Side, ...]
    rules: list[tuple[str, str]]
    coming: tuple[Session, ...]
    past: Page
    resolved: tuple[Resolved, ...]
    runs: bool


def page(body: Body, who: Viewer, past: str | None) -> PageOf:
    """Gather the page; as many statements for a large body as for a small one. Raises NotPublishedError."""
    version = current()
    upper, coming = body.during.upper, _coming(body, who)
    return PageOf(
        body, places.place_name(version, body), places.place_path(version, body), places.area_name(version, body),
        upper is not None and upper <= clock.today(), tuple(sides(seated(body))), in_words(body),
        tuple(coming), _past(body, who, coming, past), tuple(resolved(_resolutions(body, who))), who.runs(body),
    )  # fmt: skip


def sides(chairs: Iterable[Seated]) -> list[Side]:
    """The table as everybody sees it, by bank."""
    found = groupby(chairs, key=lambda one: one.seat.bank)
    return [Side(str(Bank(bank).label), tuple(_chair(one) for one in ones)) for bank, ones in found]


def _chair(one: Seated) -> Chair:
    ends = [h.during.upper for h in (one.member,) if h and h.during.upper]
    note = "" if one.seat.voting else _("ohne Stimme")
    if one.seat.voting and one.member and not one.right.votes:
        note = _("Stimme ruht") if one.right.attended else _("stimmt noch nicht mit")
    return Chair(
        one.seat.on_behalf_of, shown_name(one.member), shown_name(one.deputy), one.member is None,
        one.member.appointed_by if one.member else "",
        ends[0] if ends else None, note,
    )  # fmt: skip


def shown_name(holding: Holding | None) -> str:
    """Who holds a seat, as far as the person allows it to be said; nothing where it is vacant."""
    if holding is None:
        return ""
    return holding.name if holding.name_is_public else _("besetzt, Name nicht öffentlich")


def _coming(body: Body, who: Viewer) -> list[Session]:
    """What runs and what comes, also what was to come and is called off."""
    found = _sessions(body, who).exclude(state=SessionState.CLOSED)
    now, always = clock.now(), (SessionState.RUNNING, SessionState.FINDING)
    kept = [
        one for one in found
        if one.state in always or (one.begins is not None and (one.ends or one.begins) >= now)
    ]  # fmt: skip
    return sorted(kept, key=lambda one: (one.begins is None, one.begins, one.pk))


def _past(body: Body, who: Viewer, coming: list[Session], number: str | None) -> Page:
    """All others: what was, was called off, or should have been and was not opened."""
    over = _sessions(body, who).exclude(pk__in=[one.pk for one in coming])
    return Paginator(over.order_by("-begins", "-pk"), A_PAGE).get_page(number)


def _sessions(body: Body, who: Viewer) -> QuerySet[Session]:
    return body.sessions.filter(who.seen).select_related("body")


def _resolutions(body: Body, who: Viewer) -> QuerySet[Resolution]:
    mine = body.sessions.filter(who.seen).order_by().values("pk")
    found = Resolution.objects.filter(session__in=mine, effective__isnull=False)
    return found.order_by("-effective", "-number", "-pk")[:RESOLUTIONS]


def resolved(resolutions: QuerySet[Resolution]) -> list[Resolved]:
    """Resolutions with what became of them; one statement."""
    found = resolutions.select_related("session__body", "item", "need").defer("need__said", "need__sought")
    return [_resolved(one) for one in found]


def _resolved(one: Resolution) -> Resolved:
    need = one.need
    if need is None or not need.is_public:
        return Resolved(one, one.get_outcome_display(), one.item.title, "", "", "")
    return Resolved(
        one, one.get_outcome_display(), f"{need.number} · {need}", reverse("needs:need", args=[need.pk]),
        need.get_state_display(), holder(need),
    )  # fmt: skip

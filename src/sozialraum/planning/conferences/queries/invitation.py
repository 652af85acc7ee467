"""What the personal page of somebody who is invited shows, and what waits on the desk of who has an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from sozialraum.planning.conferences import passes
from sozialraum.planning.conferences.models import DateAnswer, Holding, Invitation
from sozialraum.planning.conferences.queries.agenda import agenda
from sozialraum.planning.conferences.queries.approval import in_question
from sozialraum.planning.conferences.queries.inviting import day_of
from sozialraum.planning.conferences.queries.preparation import when
from sozialraum.planning.conferences.queries.reader import by_invitation
from sozialraum.planning.conferences.queries.session import Point, on_offer
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Account

STATES = (SessionState.FINDING, SessionState.PLANNED, SessionState.INVITED, SessionState.RUNNING)


@dataclass(frozen=True)
class Page:
    """The session as somebody who is invited sees it; addresses are empty where there is nothing to see yet."""

    invitation: Invitation
    when: str
    points: tuple[Point, ...]
    dossier: str
    minutes: str
    is_told: bool

    @property
    def is_deputy(self) -> bool:
        return self.invitation.holding.part == Holding.Part.DEPUTY


def page(invitation: Invitation) -> Page:
    """Everything but the form."""
    session = invitation.session
    is_told = invitation.sequence is not None
    offered = on_offer(session) if is_told else {}
    lines = agenda(session).lines if is_told else ()
    about = in_question([line.item for line in lines], invitation.holding)
    points = tuple(
        Point(line, (), tuple(offered.get(line.item.pk, ())), about.get(line.item.pk)) for line in lines
    )
    closed = session.state == SessionState.CLOSED
    return Page(
        invitation, when(session.begins) if session.begins else "", points,
        by_invitation("dossier", invitation) if is_told else "",
        by_invitation("minutes", invitation) if closed and is_told else "", is_told,
    )  # fmt: skip


def has_deputy(invitation: Invitation) -> bool:
    """Whether somebody stands in for a member on that day."""
    holding, day = invitation.holding, day_of(invitation.session)
    if holding.part != Holding.Part.MEMBER:
        return False
    deputies = Holding.objects.filter(seat=holding.seat_id, part=Holding.Part.DEPUTY, during__contains=day)
    return deputies.exists()


@dataclass(frozen=True)
class Waiting:
    """An invitation on somebody's desk."""

    invitation: Invitation
    when: str
    address: str
    dates_said: bool

    @property
    def is_finding(self) -> bool:
        return self.invitation.session.state == SessionState.FINDING

    @property
    def is_answered(self) -> bool:
        return self.dates_said if self.is_finding else self.invitation.answer != Invitation.Answer.NONE


def waiting_for(by: Account) -> list[Waiting]:
    """Sessions that somebody with an account is invited to, or asked for a date; the next first. One statement."""
    told = Q(sequence__isnull=False) | Q(session__state=SessionState.FINDING)
    recent = Q(session__begins__isnull=True) | Q(session__begins__gte=clock.now() - timedelta(days=1))
    said = Exists(DateAnswer.objects.filter(invitation=OuterRef("pk")))
    found = Invitation.objects.filter(told, recent, holding__account=by, session__state__in=STATES)
    return [
        Waiting(
            one,
            when(one.session.begins) if one.session.begins else "",
            reverse("conferences:invitation", args=[passes.of_invitation(one)]),
            one.said,
        )
        for one in found.annotate(said=said)
        .select_related("session__body", "holding__seat")
        .order_by("session__begins", "pk")
    ]

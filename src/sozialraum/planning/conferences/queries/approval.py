"""In which sessions the body resolved to approve the minutes of an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from sozialraum.numbers import one_number
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Holding,
    Invitation,
    Minutes,
    Remark,
    Resolution,
    Session,
)
from sozialraum.planning.conferences.queries.reader import by_invitation, by_place
from sozialraum.planning.conferences.states import MinutesState, Outcome

OF_MINUTES = "minutes:"  # in the source of an item that is about the minutes of a session: before its id


def approvals(minutes: Minutes) -> QuerySet[Resolution]:
    """Resolutions in effect by which the body approved these minutes."""
    return Resolution.objects.filter(
        item__kind=AgendaItem.Kind.MINUTES, item__source=f"{OF_MINUTES}{minutes.session_id}",
        outcome=Outcome.ADOPTED, effective__isnull=False, session__body=minutes.session.body_id,
    ).exclude(session=minutes.session_id)  # fmt: skip


def approving_sessions(minutes: Minutes) -> QuerySet[Session]:
    """Those sessions, the first one first."""
    found = Session.objects.filter(pk__in=approvals(minutes).values("session"))
    return found.select_related("body").order_by("begins", "pk")


@dataclass(frozen=True)
class InQuestion:
    """Minutes that an item of the agenda is about, where they are read ("" where somebody can't), and the objections
    to them that nobody has answered.
    """

    minutes: Minutes
    address: str
    objections: tuple[Remark, ...]


def in_question(items: Iterable[AgendaItem], holding: Holding | None = None) -> Mapping[int, InQuestion]:
    """By item; none, two or four statements. holding: who reads without an account, by their own links."""
    about = {one.pk: pk for one in items if (pk := minuted_session(one)) is not None}
    if not about:
        return {}
    found = {one.session_id: one for one in Minutes.objects.filter(session__in=about.values())}
    links = _links(holding, found) if holding is not None else {}
    open_: dict[int, list[Remark]] = {}
    for one in open_objections().filter(minutes__session__in=found):
        open_.setdefault(one.minutes_id, []).append(one)

    def of(one: Minutes) -> InQuestion:
        page = reverse("conferences:minutes", args=[one.session_id])
        is_open = holding is None or one.state == MinutesState.PUBLISHED
        address = links.get(one.session_id, page if is_open else "")
        return InQuestion(one, address, tuple(open_.get(one.pk, ())))

    return {item: of(found[pk]) for item, pk in about.items() if pk in found}


def _links(holding: Holding, sessions: Iterable[int]) -> dict[int, str]:
    """Where somebody reads the minutes of sessions at which they were, or to which they were invited."""
    came = Attendee.objects.filter(holding=holding, session__in=list(sessions), admitted=True)
    told = Invitation.objects.filter(holding=holding, session__in=list(sessions), sequence__isnull=False)
    links = {one.session_id: by_invitation("minutes", one) for one in told}
    return {one.session_id: by_place(one) for one in came} | links


def open_objections() -> QuerySet[Remark]:
    """Objections to minutes that nobody has answered yet."""
    return Remark.objects.filter(kind=Remark.Kind.OBJECTION, settled__isnull=True)


def minuted_session(item: AgendaItem) -> int | None:
    """Whose minutes an item is about: the id of a session; None where it is about something else."""
    is_one = item.kind == AgendaItem.Kind.MINUTES and item.source.startswith(OF_MINUTES)
    return one_number(item.source.removeprefix(OF_MINUTES)) if is_one else None


def approved_session(resolution: Resolution) -> int | None:
    """Whose minutes a resolution approves: the id of a session; None where it is about something else."""
    return minuted_session(resolution.item) if resolution.outcome == Outcome.ADOPTED else None

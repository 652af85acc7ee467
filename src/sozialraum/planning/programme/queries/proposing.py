"""What is overdue after a decision proposes itself for the agenda of its place: late steps, measures not begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Min, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import Body, Session
from sozialraum.planning.conferences.queries.proposals import Kind, Proposal, named
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.programme.queries.wanted import late_steps

CONFERENCES = (Body.Kind.SOCIAL_SPACE_CONFERENCE, Body.Kind.PLANNING_AREA_CONFERENCE)
MEASURES = {ScopeKind.SOCIAL_SPACE: "space", ScopeKind.PLANNING_AREA: "planning_area"}
NEEDS = {ScopeKind.SOCIAL_SPACE: "social_space", ScopeKind.PLANNING_AREA: "planning_area"}
TO_BEGIN = timedelta(days=60)  # after a decision; later, the conference asks why nobody began


def overdue(session: Session) -> list[Proposal]:
    """Of the place of a conference; two statements."""
    body = session.body
    kind = ScopeKind(body.scope_kind)
    if body.kind not in CONFERENCES or kind not in MEASURES:
        return []
    late = Measure.objects.filter(**{MEASURES[kind]: body.scope_key}, milestones__in=late_steps())
    left = Need.objects.filter(
        **{NEEDS[kind]: body.scope_key}, state=State.DECIDED, since__lt=clock.now() - TO_BEGIN
    )
    return [*_late(late.annotate(late_since=Min("milestones__due"))), *_not_begun(left)]


def _late(measures: QuerySet[Measure]) -> Iterator[Proposal]:
    for one in measures.select_related("need", "responsible", "provider").order_by("late_since", "pk"):
        told = {
            "day": date_format(one.late_since, "DATE_FORMAT"),
            "who": (one.provider or one.responsible).name,
        }
        why = _("Ein Schritt sollte am %(day)s getan sein und ist es nicht: %(who)s.") % told
        title = _("Maßnahme in Verzug: %(title)s") % {"title": f"{one.number} {one.title}"}
        yield Proposal(f"late:{one.pk}:{one.late_since}", Kind.OVERDUE, title[:200], why, 5, need=one.need)


def _not_begun(needs: QuerySet[Need]) -> Iterator[Proposal]:
    for one in needs.defer("sought", "said").order_by("since", "pk"):
        told = {"day": date_format(one.since, "DATE_FORMAT"), "who": one.department or _("das Fachamt")}
        why = _("Am %(day)s beschlossen, und noch hat niemand begonnen: %(who)s.") % told
        title = _("Nicht begonnen: %(need)s") % {"need": named(one)}
        yield Proposal(f"begin:{one.pk}:{one.since:%Y-%m-%d}", Kind.OVERDUE, title[:200], why, 5, need=one)

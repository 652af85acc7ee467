"""Objections to the formal check, for whoever takes the minutes of the conference."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from sozialraum.planning.needs.models import Objection
from sozialraum.planning.needs.states import CONFERENCE
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.people.roles import ScopeKind, roles_with

_COLUMNS = {ScopeKind.PLANNING_AREA: "need__planning_area", ScopeKind.SOCIAL_SPACE: "need__social_space"}


def objections_for(by: Account) -> QuerySet[Objection]:
    """Objections in the places in which somebody takes the minutes: the open ones first, the oldest at the top."""
    places = Q(pk__in=[])
    for held in in_force_of(by):
        if held.role in roles_with(CONFERENCE):
            if held.scope_kind == ScopeKind.CITY:
                return _told(Objection.objects.all())
            if column := _COLUMNS.get(ScopeKind(held.scope_kind)):
                places |= Q(**{column: held.scope_key})
    return _told(Objection.objects.filter(places))


def _told(found: QuerySet[Objection]) -> QuerySet[Objection]:
    found = found.select_related("need__merged_into", "contribution").defer(
        "need__sought", "contribution__sought"
    )
    return found.order_by(F("answered").desc(nulls_first=True), "raised", "pk")


def open_objections(by: Account) -> int:
    """How many wait for an answer."""
    return objections_for(by).filter(answered__isnull=True).count()

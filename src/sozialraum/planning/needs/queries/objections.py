"""Objections to the formal check, for whoever takes the minutes of the conference."""

from __future__ import annotations

from django.db.models import F, QuerySet

from sozialraum.planning.needs.models import Objection
from sozialraum.planning.needs.queries.queue import within
from sozialraum.planning.needs.states import CONFERENCE
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.people.roles import roles_with


def objections_for(by: Account) -> QuerySet[Objection]:
    """Objections in the places in which somebody takes the minutes: the open ones first, the oldest at the top."""
    held = [one for one in in_force_of(by) if one.role in roles_with(CONFERENCE)]
    found = Objection.objects.filter(within(held, "need__"))
    found = found.select_related("need__merged_into", "contribution").defer(
        "need__sought", "contribution__sought"
    )
    return found.order_by(F("answered").desc(nulls_first=True), "raised", "pk")


def open_objections(by: Account) -> int:
    """How many wait for an answer."""
    return objections_for(by).filter(answered__isnull=True).count()

"""What somebody may see and run of many bodies at once: the same answers as rules, asked once a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sozialraum.planning.conferences.models import Body, Holding, Session
from sozialraum.planning.conferences.rules import MINUTE
from sozialraum.planning.conferences.states import PUBLIC
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.queries.listening import held, is_theirs
from sozialraum.planning.people.models import WHOLE_CITY, Scope


@dataclass(frozen=True)
class Viewer:
    """Scopes in which somebody runs bodies, and the bodies in which they sit today."""

    scopes: frozenset[Scope]
    sits_in: frozenset[int]

    def runs(self, body: Body) -> bool:
        """Whether they run it."""
        return self.runs_at(*body.scopes)

    def runs_at(self, *scopes: Scope) -> bool:
        """Whether they run what lies there."""
        return is_theirs(set(self.scopes), *scopes)

    def sees(self, session: Session) -> bool:
        """Whether they see a session; its body must be at hand."""
        if session.is_public and session.state in PUBLIC:
            return True
        return session.body_id in self.sits_in or self.runs(session.body)

    @property
    def seen(self) -> Q:
        """The same as a condition on sessions."""
        seen = Q(is_public=True, state__in=PUBLIC) | Q(body__in=self.sits_in)
        if WHOLE_CITY in self.scopes:
            return seen | ~Q(pk=None)
        for kind, key in self.scopes:
            seen |= Q(body__scope_kind=kind, body__scope_key=key)
            if kind == "planning_area":
                seen |= Q(body__planning_area=key)
        return seen


def viewer(by: Any) -> Viewer:
    """Two statements; none for the anonymous."""
    if getattr(by, "pk", None) is None:
        return Viewer(frozenset(), frozenset())
    seats = Holding.objects.filter(account_id=by.pk, during__contains=clock.today())
    sits = frozenset(seats.order_by().values_list("seat__body_id", flat=True))
    return Viewer(frozenset(held(by, MINUTE)), sits)

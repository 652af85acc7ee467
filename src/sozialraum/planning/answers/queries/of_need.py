"""What a need's page says of its requests: at which department it is, or what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sozialraum.planning.answers.models import Request
from sozialraum.planning.answers.queries.public import rows_of
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import may
from sozialraum.planning.statistics.queries import current


def section(need: Need, user: Any) -> Mapping[str, Any] | None:
    """The requests of a need, the latest first; that it waits to be handed over, for its manager."""
    asked = (
        Request.objects.filter(need=need).select_related("need", "lead", "answer").order_by("-handed_over")
    )
    rows = rows_of(asked.defer("need__said", "need__sought"), current())
    waits = need.state == states.State.BUNDLED and may(user, states.MANAGER, *need.scopes)
    return {"rows": rows, "need": need, "waits": waits} if rows or waits else None

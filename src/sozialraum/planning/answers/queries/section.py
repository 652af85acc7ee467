"""What a need's page says of its answer's negotiation, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sozialraum.planning.answers import talks
from sozialraum.planning.answers.models import Answer, Negotiation
from sozialraum.planning.answers.queries import negotiation
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import CONFERENCE, PUBLIC, State
from sozialraum.planning.people.rules import may


def of_need(need: Need, user: Any) -> Mapping[str, Any] | None:
    """The latest negotiation, or for the manager an answer that waits for the conference; None where there is none."""
    if need.state not in PUBLIC:
        return None
    one = (
        Negotiation.objects.filter(need=need)
        .select_related("department", "answer", "need")
        .order_by("-opened", "-pk")
        .first()
    )
    answer = talks.latest_answer(need)
    waits = (
        need.state == State.ANSWERED and answer is not None and (one is None or one.answer_id != answer.pk)
    )
    if one is None and not waits:
        return None
    if waits or one is None:
        can = waits and may(user, CONFERENCE, *need.scopes)
        return {"one": None, "answer": answer, "cost": _cost(answer), "may_respond": can}
    return {
        "one": one, "answer": one.answer, "cost": _cost(one.answer), "mover": negotiation.side_name(one, one.mover),
        "is_overdue": negotiation.is_overdue(one), "next": negotiation.NEXT[one.state], "rounds": one.rounds.count(),
        "may_respond": False,
    }  # fmt: skip


def _cost(answer: Answer | None) -> str:
    return negotiation.euros(answer.cost) if answer else ""

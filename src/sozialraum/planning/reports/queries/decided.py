"""What was decided in a year, beside the order in which the needs stood; and what was judged effective."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sozialraum.planning.effects.models import Evaluation
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.telling import STEP
from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.models import Decision


@dataclass(frozen=True)
class Decided:
    """One decision. place: of its need in the list of its planning area, None where it stood in none."""

    need: Need
    on: date
    number: str
    body: str
    outcome: str
    cost: Decimal | None
    place: int | None
    passed_over: tuple[str, ...]
    deviation: str


@dataclass(frozen=True)
class Judged:
    """What the conference says that a measure did."""

    need: Need
    verdict: str
    reason: str
    successor: str


def decided(year: int) -> list[Decided]:
    """Decisions of a year in the order of their days; two statements."""
    found = list(Decision.objects.filter(on__year=year).select_related("paper__need").order_by("on", "pk"))
    places = _places([one.paper.need_id for one in found])
    return [
        Decided(
            one.paper.need, one.on, one.number, one.paper.body_name, str(one.get_outcome_display()), one.paper.cost,
            places.get(one.paper.need_id), tuple(f"B-{number}" for number in one.passed_over), one.deviation,
        )
        for one in found
    ]  # fmt: skip


def _places(needs: list[int]) -> dict[int, int]:
    """Where each stood in the list when it was last put on it."""
    lines = Entry.objects.filter(
        act=STEP, subject_kind="need", subject_key__in=[str(pk) for pk in needs], details__to=State.BUNDLED
    )
    told = lines.order_by("id").values_list("subject_key", "details__place")
    return {int(key): place for key, place in told if isinstance(place, int)}


def judged(year: int) -> list[Judged]:
    """Evaluations of a year; one statement."""
    found = (
        Evaluation.objects.filter(made__year=year).select_related("need", "successor").order_by("made", "pk")
    )
    return [
        Judged(
            one.need,
            str(one.get_verdict_display()),
            one.reason,
            one.successor.number if one.successor else "",
        )
        for one in found
    ]

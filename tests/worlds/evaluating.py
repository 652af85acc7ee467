"""A need that is carried out, in the city on squared paper: asked about, answered, evaluated, through actions only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sozialraum.planning.effects.actions import evaluating, inquiring
from sozialraum.planning.effects.models import Evaluation, Inquiry
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.actions import bundling, checking, way
from sozialraum.planning.needs.actions.contributing import Receipt
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.models import Measure
from worlds.people import organisation
from worlds.voices import AREA, EDITION, SPACE, said, spoken

WAY = (
    State.CARRIED, State.BUNDLED, State.HANDED_OVER, State.ANSWERED, State.NEGOTIATING, State.AGREED,
    State.UP_FOR_DECISION, State.DECIDED, State.IMPLEMENTING, State.IMPLEMENTED,
)  # fmt: skip
TEXT = "Am Anger fehlt eine Bank."


def carried_out(
    voices: int = 1, *, email: str = "anna@example.org", until: str = State.IMPLEMENTED
) -> list[Receipt]:
    """Receipts of so many voices behind one need that has gone all its way; the first may be reached by mail."""
    receipts = [said(TEXT, email=email if n == 0 else "") for n in range(voices)]
    need = receipts[0].contribution.need
    for one in receipts[1:]:
        bundling.merge(by=PROGRAM, need=one.contribution.need, into=need, reason="Dasselbe.")
    checking.accept(by=PROGRAM, need=need)
    for state in WAY[: WAY.index(State(until)) + 1]:
        way.advance(by=PROGRAM, need=need, target=state, reason="So ist es.")
    return receipts


def need_of(receipts: list[Receipt]) -> Need:
    """The need behind them as it stands now."""
    return Need.objects.get(pk=receipts[0].contribution.need_id)


def asked(by: Account, receipts: list[Receipt], *helped: str, closed: bool = True) -> Inquiry:
    """An inquiry in which the first of them have answered."""
    made = inquiring.inquire(by=by, need=need_of(receipts), until=clock.today() + timedelta(days=28))
    for receipt, answer in zip(receipts, helped, strict=False):
        inquiring.reply(
            by=None,
            contribution=receipt.contribution,
            helped=answer,
            better="Man sitzt wieder.",
            missing="Schatten.",
        )
    if closed:
        inquiring.close_inquiry(by=by, inquiry=made)
    return made


def evaluated(by: Account, receipts: list[Receipt], verdict: str = "effective", **values: Any) -> Evaluation:
    """What the conference said of it."""
    values.setdefault("reason", "Wer dort wohnt, sagt es.")
    values.setdefault("elsewhere", spoken())
    if verdict == "not":
        values.setdefault("successor_wording", "Es fehlt weiterhin Schatten.")
    return evaluating.evaluate(by=by, need=need_of(receipts), verdict=verdict, **values)


def measure(need: Need | None, **values: Any) -> Measure:
    """A measure as the programme keeps it, on a need or on none."""
    office = Organisation.objects.filter(name="Jugendamt").first() or organisation()
    first = {
        "title": "Bänke am Anger", "need": need, "state": "done", "responsible": office, "edition": EDITION,
        "space": SPACE, "planning_area": AREA, "dimensions": ["work"], "indicators": ["unemployment_share"],
        "begins": date(2022, 3, 1), "ends": date(2023, 3, 1), "ended": date(2023, 3, 1),
    }  # fmt: skip
    return Measure.objects.create(**(first | values))

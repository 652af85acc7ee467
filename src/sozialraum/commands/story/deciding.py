"""The paper for a decision, and what the competent body makes of it."""

from __future__ import annotations

from sozialraum.commands.story import fates
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State


def submit(number: int, office: str, cast: Cast, need: Need) -> None:
    """The paper lies before the body."""
    way.advance(
        by=cast.who_takes(need, State.UP_FOR_DECISION, office),
        need=need,
        target=State.UP_FOR_DECISION,
        reason=fates.reason("up_for_decision", number),
    )


def decide(number: int, office: str, cast: Cast, need: Need) -> None:
    """It agrees."""
    way.advance(
        by=cast.who_takes(need, State.DECIDED, office),
        need=need,
        target=State.DECIDED,
        reason=fates.reason("decided", number),
    )


def reject(number: int, office: str, cast: Cast, need: Need) -> None:
    """It refuses."""
    way.advance(
        by=cast.who_takes(need, State.REJECTED, office),
        need=need,
        target=State.REJECTED,
        reason=fates.reason("rejected", number),
    )


def postpone(number: int, office: str, cast: Cast, need: Need) -> None:
    """It puts it off."""
    way.advance(
        by=cast.who_takes(need, State.POSTPONED, office),
        need=need,
        target=State.POSTPONED,
        reason=fates.reason("postponed", number),
    )

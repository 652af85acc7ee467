"""What a measure did."""

from __future__ import annotations

from sozialraum.commands.story import fates
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State


def evaluate(number: int, office: str, cast: Cast, need: Need) -> None:
    """The conference says so."""
    way.advance(
        by=cast.who_takes(need, State.EVALUATED, office),
        need=need,
        target=State.EVALUATED,
        reason=fates.reason("evaluated", number),
    )

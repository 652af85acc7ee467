"""A measure begins, goes on and is done."""

from __future__ import annotations

from sozialraum.commands.story import fates
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State


def begin(number: int, office: str, cast: Cast, need: Need) -> None:
    """The measure begins."""
    way.advance(
        by=cast.who_takes(need, State.IMPLEMENTING, office),
        need=need,
        target=State.IMPLEMENTING,
        reason=fates.reason("implementing", number),
    )


def finish(number: int, office: str, cast: Cast, need: Need) -> None:
    """It is done."""
    way.advance(
        by=cast.who_takes(need, State.IMPLEMENTED, office),
        need=need,
        target=State.IMPLEMENTED,
        reason=fates.reason("implemented", number),
    )

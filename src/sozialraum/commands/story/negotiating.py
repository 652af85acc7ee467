"""Conferences and offices negotiate about an answer."""

from __future__ import annotations

from sozialraum.commands.story import fates
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State


def open_talks(number: int, office: str, cast: Cast, need: Need) -> None:
    """The conference is not content with the answer."""
    way.advance(
        by=cast.who_takes(need, State.NEGOTIATING, office),
        need=need,
        target=State.NEGOTIATING,
        reason=fates.reason("negotiating", number),
    )


def agree(number: int, office: str, cast: Cast, need: Need) -> None:
    """Both find words."""
    way.advance(
        by=cast.who_takes(need, State.AGREED, office),
        need=need,
        target=State.AGREED,
        reason=fates.reason("agreed", number),
    )


def part(number: int, office: str, cast: Cast, need: Need) -> None:
    """Both write down where they differ."""
    way.advance(
        by=cast.who_takes(need, State.DISSENT, office),
        need=need,
        target=State.DISSENT,
        reason=fates.reason("dissent", number),
    )

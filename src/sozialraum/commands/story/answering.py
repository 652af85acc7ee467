"""Needs at the offices that are responsible for them."""

from __future__ import annotations

from datetime import timedelta

from sozialraum.commands.story import fates
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State

WEEKS_TO_ANSWER = 6


def hand_over(number: int, office: str, cast: Cast, need: Need) -> None:
    """To the office that is responsible, by a day; now and then first to another one. Some answers are overdue."""
    due = clock.today() + timedelta(weeks=WEEKS_TO_ANSWER - (number % 5) * 2)
    other = cast.other_office(office)
    first = other if number % 6 == 0 else office
    by = cast.manager(need.planning_area)
    way.advance(
        by=by, need=need, target=State.HANDED_OVER, reason=fates.reason("handed_over", number),
        department=cast.title(first), due=due,
    )  # fmt: skip
    if first != office:
        way.advance(
            by=cast.officer(first), need=need, target=State.HANDED_OVER, reason=fates.reason("passed_on", number),
            department=cast.title(office), due=due,
        )  # fmt: skip


def answer(number: int, office: str, cast: Cast, need: Need) -> None:
    """The office answers."""
    way.advance(
        by=cast.who_takes(need, State.ANSWERED, office),
        need=need,
        target=State.ANSWERED,
        reason=fates.reason("answered", number),
    )

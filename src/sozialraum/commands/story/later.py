"""Steps after a conference's: each stage tells its own, through its own actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from sozialraum.commands.story import answering, carrying_out, deciding, evaluating, negotiating
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State

# The need's number in the delivery, the office that is responsible for it there, who may act, the need itself.
Telling = Callable[[int, str, Cast, Need], None]
STEPS: Mapping[State, Telling] = {
    State.HANDED_OVER: answering.hand_over, State.ANSWERED: answering.answer,
    State.NEGOTIATING: negotiating.open_talks, State.AGREED: negotiating.agree, State.DISSENT: negotiating.part,
    State.UP_FOR_DECISION: deciding.submit, State.DECIDED: deciding.decide, State.REJECTED: deciding.reject,
    State.POSTPONED: deciding.postpone, State.IMPLEMENTING: carrying_out.begin,
    State.IMPLEMENTED: evaluating.finish, State.EVALUATED: evaluating.evaluate,
}  # fmt: skip


# The same, and whether a further step is told.
Turn = Callable[[int, Cast, Need, bool], None]
# What happens after a step and before the next one, at equal distances.
BETWEEN: Mapping[State, tuple[Turn, ...]] = {
    State.NEGOTIATING: (negotiating.first_turn, negotiating.second_turn),
}


def telling(number: int, state: State, following: State | None) -> Telling:
    """How a step is told; a conference that is to agree may be content at once."""
    if (state, following) == (State.NEGOTIATING, State.AGREED) and negotiating.is_content(number):
        return negotiating.accept
    if state == State.UP_FOR_DECISION and following is None:
        return partial(deciding.submit, waits=True)
    return STEPS[state]

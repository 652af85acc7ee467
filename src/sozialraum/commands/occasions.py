"""What happens in the meetings of the story beside the usual: by which method, who objects, what else is talked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sozialraum.commands.meetings import AGAIN_AFTER, Matter, Meeting
from sozialraum.commands.story_topics import OPENING, TOPICS
from sozialraum.planning.needs.states import State

# How the table comes to a step, in turn.
HOW: dict[State, tuple[str, ...]] = {
    State.CARRIED: ("carry", "agreed", "consensing", "agreed", "carry", "agreed"),
    State.DEFERRED: ("tie", "agreed", "carry", "agreed"),
    State.NOT_CARRIED: ("carry", "consensing"),
    State.SOLVED_LOCALLY: ("consensing", "agreed", "agreed"),
    State.BUNDLED: ("order",), State.DELIBERATING: ("order",),
}  # fmt: skip
# Once each, at the so-maniest need that is carried.
ONCE = {3: "secret", 5: "paper", 8: "annulled"}


def arrange(meetings: Sequence[Meeting]) -> None:
    """Say of each meeting, in order of time, how it goes."""
    _methods(matter for one in meetings for matter in one.matters)
    _topics(meetings)


def call_again(meetings: Sequence[Meeting], is_free: Callable[[datetime], bool]) -> None:
    """One session lacks its quorum and is called again: one with a single need, where the evening before it is free."""
    fitting = [
        one for one in meetings
        if one.table == "space" and [matter.outcome for matter in one.matters] == [State.CARRIED]
        and is_free(one.begins - timedelta(days=AGAIN_AFTER))
    ]  # fmt: skip
    if fitting:
        fitting[len(fitting) // 2].is_again = True


def _methods(matters: Iterable[Matter]) -> None:
    count: Counter[State] = Counter()
    for one in matters:
        turn = count[one.outcome]
        count[one.outcome] += 1
        known = HOW[one.outcome]
        one.how = known[turn % len(known)]
        if one.outcome == State.CARRIED:
            one.how = ONCE.get(turn, one.how)
        one.traits = frozenset(_traits(one, turn))


def _traits(one: Matter, turn: int) -> Iterable[str]:
    if one.outcome == State.CARRIED and turn % 5 == 2:
        yield "conflict"
    if one.how in ("carry", "consensing", "paper", "tie") and turn % 2 == 0:
        yield "dissent"
    if turn % 3 == 1:
        yield "guest"


def _topics(meetings: Sequence[Meeting]) -> None:
    """Each body opens with its rules; then each has its turn of what conferences talk about."""
    met: Counter[str] = Counter()
    turn: Counter[str] = Counter()
    for one in meetings:
        known = TOPICS[one.table]
        wanted = 2 if not one.matters else int(len(one.matters) == 1)
        topics = [OPENING[one.table]] if not met[one.body] else []
        while len(topics) < wanted:
            topics.append(known[turn[one.table] % len(known)].key)
            turn[one.table] += 1
        met[one.body] += 1
        one.topics = tuple(topics)

"""How the meetings of the story go: by which method, who objects, what else is talked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sozialraum.commands.story.meetings import AGAIN_AFTER, Matter, Meeting
from sozialraum.commands.story.topics import OPENING, TOPICS
from sozialraum.planning.needs.states import State

# How the table comes to a step, in turn.
HOW: dict[State, tuple[str, ...]] = {
    State.CARRIED: ("carry", "agreed", "agreed", "consensing", "agreed", "carry", "agreed"),
    State.DEFERRED: ("tie", "agreed", "carry", "agreed"),
    State.NOT_CARRIED: ("carry", "consensing", "carry"),
    State.SOLVED_LOCALLY: ("agreed", "consensing", "agreed", "agreed"),
    State.BUNDLED: ("order",), State.DELIBERATING: ("order",),
}  # fmt: skip
# Once each, at the so-maniest need that is carried.
ONCE = {2: "secret", 4: "paper", 6: "annulled"}
MOST_OPENINGS = 8


def arrange(meetings: Sequence[Meeting], screens_since: datetime) -> None:
    """Say of each meeting, in order of time, how it goes; those before the rooms had screens are on paper."""
    for one in meetings:
        one.on_paper = one.begins < screens_since
    for on_paper in (True, False):
        _methods((matter for one in meetings if one.on_paper == on_paper for matter in one.matters), on_paper)
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


def _methods(matters: Iterable[Matter], on_paper: bool) -> None:
    count: Counter[State] = Counter()
    for one in matters:
        turn = count[one.outcome]
        count[one.outcome] += 1
        known = HOW[one.outcome]
        one.how = known[turn % len(known)]
        if one.outcome == State.CARRIED and not on_paper:
            one.how = ONCE.get(turn, one.how)
        one.traits = frozenset(_traits(one, turn))


def _traits(one: Matter, turn: int) -> Iterable[str]:
    if one.outcome == State.CARRIED and turn % 5 == 2:
        yield "conflict"
    if one.how in ("carry", "consensing", "paper") and turn % 2 == 0:
        yield "dissent"
    if turn % 3 == 1:
        yield "guest"


def _topics(meetings: Sequence[Meeting]) -> None:
    """The first bodies open with their rules; who has no needs to deal with talks about something else, in turn."""
    met: Counter[str] = Counter()
    turn: Counter[str] = Counter()
    for one in meetings:
        known = TOPICS[one.table]
        wanted = 2 if not one.matters else turn["all"] % 3 == 0
        opens = not met[one.body] and len(met) <= MOST_OPENINGS
        topics = [OPENING[one.table]] if opens else []
        while len(topics) < wanted:
            topics.append(known[turn[one.table] % len(known)].key)
            turn[one.table] += 1
        met[one.body] += 1
        turn["all"] += 1
        one.topics = tuple(topics)

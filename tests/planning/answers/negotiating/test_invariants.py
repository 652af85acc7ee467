"""Whatever is done in whatever order: somebody moves until it is over, the passive option lies there, both agree."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sozialraum.planning.answers.actions import concluding, mediating, negotiating, positions
from sozialraum.planning.answers.models import Move, Negotiation
from sozialraum.planning.answers.states import NEGOTIATION, RUNNING, NegotiationState, Side
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import NotAllowed, Refused

pytestmark = pytest.mark.django_db
N = NegotiationState
ACTS = (  # what leads on stands here more than once
    "offer", "propose", "propose", "propose", "confirm", "confirm", "confirm", "decline", "dissent", "dissent", "round",
    "steering", "date", "date", "state", "late", "position",
)  # fmt: skip
WALKS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(list(Side)), st.integers(0, 3)), min_size=6, max_size=24
)


class Undo(Exception):
    """The walk is over; nothing of it stays."""


def do(act: str, side: Side, who: object, talks: Negotiation) -> None:
    about = {"by": who, "negotiation": talks}
    if act == "offer":
        negotiating.offer(**about, side=side, text="Zwei Bänke.")
    elif act == "propose":
        concluding.propose_agreement(**about, side=side, text="Zwei Bänke bis Mai.")
    elif act == "confirm":
        concluding.confirm(**about, side=side)
    elif act == "decline":
        concluding.decline(**about, side=side, reason="Nein.")
    elif act == "dissent":
        concluding.record_dissent(**about, side=side, words=f"Anders, sagt {side}.")
    elif act == "round":
        negotiating.next_round(by=who, negotiation=talks, outcome="Uneins.")
    elif act == "steering":
        mediating.to_steering(**about, reason="Es hängt.")
    elif act == "date":
        mediating.set_date(**about, side=side, until=clock.today() + timedelta(days=3), reason="Bis dahin.")
    elif act == "state":
        mediating.state_dissent(**about, reason="Es geht nicht.")
    elif act == "position":
        move = Move.objects.filter(round__negotiation=talks).order_by("pk").last()
        positions.take_position(by=who, move=move, bank="residents", resistance=30, text="")
    else:
        Negotiation.objects.filter(pk=talks.pk, until__isnull=False).update(
            until=clock.today() - timedelta(days=1)
        )
        mediating.escalate_overdue()


def holds(talks: Negotiation) -> str:
    """What is always so; returns the state."""
    kept = Negotiation.objects.get(pk=talks.pk)
    need = Need.objects.get(pk=talks.need_id)
    rounds = list(kept.rounds.prefetch_related("moves"))
    assert all([one.kind for one in each.moves.all()].count(Move.Kind.PASSIVE) == 1 for each in rounds)
    assert [each.number for each in rounds] == list(range(1, len(rounds) + 1))
    running = kept.state in RUNNING
    assert sum(each.closed is None for each in rounds) == (1 if running else 0)
    assert bool(kept.mover) == (kept.until is not None) == running == (kept.closed is None)
    assert need.state == {N.AGREED: "agreed", N.DISSENT: "dissent"}.get(kept.state, "negotiating")
    assert (kept.mover == Side.STEERING) == (kept.state == N.MEDIATING)
    if kept.state == N.AGREED:
        assert kept.agreement and kept.confirmed_by_conference and kept.confirmed_by_department
    if kept.state == N.AGREEING:
        assert kept.agreement and getattr(kept, f"confirmed_by_{kept.mover}") is None
    if kept.state == N.PARTING:
        assert not getattr(kept, f"words_of_{kept.mover}")
    return kept.state


def reachable(before: str, after: str) -> bool:
    """Whether the table leads from one to the other in at most two steps: other words go by way of an open round."""
    first = NEGOTIATION[N(before)]
    return before == after or N(after) in first or any(N(after) in NEGOTIATION[one] for one in first)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(walk=WALKS)
def test_a_random_walk_keeps_what_always_holds(mara, green, selma, talks, walk):
    speakers = {Side.CONFERENCE: mara, Side.DEPARTMENT: green.head, Side.STEERING: selma}
    try:
        with transaction.atomic():
            before = str(talks.state)
            for act, side, who in walk:
                lines = Entry.objects.count()
                try:
                    with transaction.atomic():
                        do(act, side, green.officer if who == 0 else speakers[side], talks)
                except (Refused, NotAllowed):
                    assert Entry.objects.count() == lines  # nothing is half done
                after = holds(talks)
                assert reachable(before, after)
                before = after
            raise Undo
    except Undo:
        pass

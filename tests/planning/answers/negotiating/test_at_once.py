"""Two act on the same negotiation at the same moment on PostgreSQL: one consistent end, and the second is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sozialraum.planning.answers.actions import concluding, mediating, negotiating
from sozialraum.planning.answers.models import Negotiation
from sozialraum.planning.answers.states import NegotiationState, Side
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from worlds.together import at_once
from worlds.voices import spoken

pytestmark = pytest.mark.django_db(transaction=True)
C, D = Side.CONFERENCE, Side.DEPARTMENT
N = NegotiationState


def fresh(talks: Negotiation) -> Negotiation:
    return Negotiation.objects.select_related("need").get(pk=talks.pk)


def test_both_sides_confirm_at_once_and_it_is_agreed_once(mara, green, selma, talks):
    mediating.to_steering(by=mara, negotiation=talks, reason="Bitte vermitteln.")
    concluding.propose_agreement(by=selma, negotiation=talks, side=Side.STEERING, text="Zwei Bänke.")
    said = at_once(
        lambda: concluding.confirm(by=mara, negotiation=talks, side=C),
        lambda: concluding.confirm(by=green.head, negotiation=talks, side=D),
        lambda: concluding.confirm(by=mara, negotiation=talks, side=C),
    )
    assert sorted(said) == ["done", "done", "quicker"]
    kept = fresh(talks)
    assert (kept.state, kept.need.state) == (N.AGREED, "agreed")


def test_confirming_while_the_same_wording_is_declined_ends_one_way(mara, green, talks):
    concluding.propose_agreement(by=mara, negotiation=talks, side=C, text="Zwei Bänke.")
    said = at_once(
        lambda: concluding.confirm(by=green.head, negotiation=talks, side=D),
        lambda: concluding.decline(by=mara, negotiation=talks, side=C, reason="Doch nicht."),
    )
    kept = fresh(talks)
    assert said in (["done", "quicker"], ["quicker", "done"])
    agreed = said[0] == "done"
    assert (kept.state, kept.need.state) == ((N.AGREED, "agreed") if agreed else (N.OPEN, "negotiating"))


def test_an_offer_meets_the_end_of_its_time_and_one_of_both_counts(mara, green, selma, talks):
    for _turn in range(3):
        Negotiation.objects.filter(pk=talks.pk).update(
            until=clock.today() - timedelta(days=1), state="open", mover="conference"
        )
        before = fresh(talks).rounds.get().moves.count()
        said = at_once(
            lambda: negotiating.offer(by=mara, negotiation=talks, side=C, text="Drei Bänke."),
            mediating.escalate_overdue,
            mediating.escalate_overdue,
        )
        kept, moves = fresh(talks), fresh(talks).rounds.get().moves.count()
        assert said[1:] == ["done", "done"]
        if said[0] == "done":
            assert (kept.state, kept.mover, moves) == (N.OPEN, "department", before + 1)
        else:
            assert (kept.state, kept.mover, moves, said[0]) == (N.MEDIATING, "steering", before, "quicker")


def test_an_answer_is_accepted_or_negotiated_about_never_both(mara, green):
    from worlds.negotiating import answered

    answer = answered(mara, green)
    said = at_once(
        lambda: negotiating.accept(by=mara, answer=answer, elsewhere=spoken()),
        lambda: negotiating.open_negotiation(by=mara, answer=answer, reason="Zu wenig."),
        lambda: negotiating.accept(by=mara, answer=answer, elsewhere=spoken()),
    )
    assert sorted(said) == ["done", "quicker", "quicker"]
    kept = Negotiation.objects.get(answer=answer)
    assert Need.objects.get(pk=kept.need_id).state == ("agreed" if kept.closed else "negotiating")

"""Several act on the same voices at the same moment on PostgreSQL: nothing is lost, and the second is told."""

from __future__ import annotations

import pytest

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.actions import bundling, checking, contributing
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.states import State
from worlds.together import at_once
from worlds.voices import manager, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published")]


def states(*voices: Contribution) -> list[str]:
    """Where the needs that they began stand now."""
    return [Need.objects.get(pk=one.origin_id).state for one in voices]


def pair() -> tuple[Contribution, Contribution]:
    return said("Eine Bank.").contribution, said("Auch ich will eine Bank.").contribution


def test_two_who_merge_crosswise_merge_once():
    mara, (one, two) = manager(), pair()
    told = at_once(
        *(
            lambda need=need, into=into: bundling.merge(by=mara, need=need, into=into, reason="Dasselbe.")
            for need, into in ((one.need, two.need), (two.need, one.need))
        )
    )
    assert told.count("done") == 1 and any("schon abgeschlossen" in why for why in told)
    assert sorted(states(one, two)) == ["merged", "registered"]
    assert len(set(Contribution.objects.values_list("need_id", flat=True))) == 1


def test_a_voice_is_taken_back_or_merged_never_lost_between_both():
    mara = manager()
    for _turn in range(3):
        one, two = pair()
        told = at_once(
            lambda two=two: contributing.withdraw(by=None, contribution=two),
            lambda one=one, two=two: bundling.merge(
                by=mara, need=two.need, into=one.need, reason="Dasselbe."
            ),
        )
        assert sorted(told) == ["done", "quicker"]
        assert states(two) == ["withdrawn" if told[0] == "done" else "merged"]


def test_the_last_voice_goes_while_the_other_is_split_off():
    mara = manager()
    for _turn in range(3):
        one, two = pair()
        bundling.merge(by=mara, need=two.need, into=one.need, reason="Dasselbe.")
        checking.accept(by=mara, need=one.need)
        told = at_once(
            lambda one=one: contributing.withdraw(by=None, contribution=one),
            lambda two=two: bundling.split(by=mara, contribution=two, reason="Doch zweierlei."),
        )
        assert told == ["done", "done"]
        assert states(one, two) == [State.WITHDRAWN, State.REGISTERED]
        letters = Message.objects.filter(letter="withdrawn_from", subject_key=str(one.need_id))
        assert letters.count() == 1


def test_the_form_is_checked_or_given_back_and_an_objection_is_answered_once():
    mara, (one, _two) = manager(), pair()
    told = at_once(
        lambda: checking.give_back(by=mara, need=one.need, reason="Kein Ort."),
        lambda: checking.accept(by=mara, need=one.need),
        lambda: checking.give_back(by=mara, need=one.need, reason="Einzelfall."),
    )
    assert sorted(told) == ["done", "quicker", "quicker"]
    assert Entry.objects.filter(act="needs.stepped", subject_key=str(one.need_id)).count() == 1
    if told[1] == "done":
        return
    made = contributing.object_to(by=None, contribution=one, text="Doch!")
    told = at_once(
        *(
            lambda yes=yes: bundling.settle_objection(by=mara, objection=made, answer="Gut.", granted=yes)
            for yes in (True, False)
        )
    )
    assert told.count("done") == 1 and any("schon beantwortet" in why for why in told)
    assert states(one) == ["deliberating" if told[0] == "done" else "returned"]

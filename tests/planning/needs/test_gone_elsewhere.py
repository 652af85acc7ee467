"""Voices that went elsewhere or were taken back: no need is left without one, and none that stands is passed over."""

from __future__ import annotations

import pytest

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.actions import bundling, checking, contributing, succeeding, way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM, Refused
from worlds.evaluating import carried_out, need_of
from worlds.voices import manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def mara(published):
    return manager()


def again(one: Need) -> Need:
    return Need.objects.get(pk=one.pk)


def merged(boss, into: Need):
    """A voice that stands in another need."""
    receipt = said("Auch ich will eine Bank.")
    bundling.merge(by=boss, need=receipt.contribution.need, into=into, reason="Dasselbe.")
    return receipt.contribution


def followed(boss) -> tuple[Need, Need]:
    """A need that had no effect, and the one that follows on it."""
    before = need_of(carried_out(2))
    after = succeeding.succeed(by=boss, need=before, title="", wording="Es fehlt Schatten.", reason="Nein.")
    way.advance(by=PROGRAM, need=before, target=State.EVALUATED, reason="Nicht wirksam.")
    return again(before), after


def test_what_follows_on_another_is_not_merged_away_with_the_voices_behind_both(mara):
    before, after = followed(mara)
    way.advance(by=mara, need=before, target=State.DELIBERATING, reason="Neue Tatsachen.")
    into = need("Eine Bank.")
    checking.accept(by=mara, need=into)
    for one in (before, after):
        with pytest.raises(Refused, match="folgen aufeinander"):
            bundling.merge(by=mara, need=one, into=into, reason="Dasselbe.")
    bundling.merge(by=mara, need=into, into=after, reason="Dasselbe.")
    assert again(after).voices == 3


def test_one_voice_that_is_taken_back_ends_no_need_that_others_stand_behind(mara):
    before, after = followed(mara)
    voice = merged(mara, after)
    contributing.withdraw(by=None, contribution=voice)
    assert again(after).state == State.DELIBERATING and again(after).voices == before.voices


def test_what_follows_ends_with_the_last_voice_behind_both(mara):
    before, after = followed(mara)
    way.advance(by=mara, need=before, target=State.DELIBERATING, reason="Neue Tatsachen.")
    for voice in before.contributions.all():
        assert again(after).state == State.DELIBERATING
        contributing.withdraw(by=None, contribution=voice)
    assert [again(one).state for one in (before, after)] == [State.WITHDRAWN] * 2
    assert again(after).voices == 0


def test_what_becomes_of_a_voice_is_told_of_what_follows_on_its_need_too(mara):
    before, after = followed(mara)
    receipt = said("Frau Kowalski sitzt dort auch.")
    later = again(receipt.contribution.need)
    way.advance(by=mara, need=before, target=State.DELIBERATING, reason="Neue Tatsachen.")
    bundling.merge(by=mara, need=later, into=before, reason="Dasselbe.")
    checking.reword(
        by=mara, need=after, title="Ein Platz für Frau Kowalski", wording="Frau Kowalski braucht ihn."
    )
    voice = receipt.contribution
    checking.read_words(by=mara, contribution=voice, letters=len(voice.text))
    assert again(after).voices == 3 and "Kowalski" in again(after).said
    checking.black_out(by=mara, contribution=voice, spans=[(5, 13)])
    found = again(after)
    assert "Kowalski" not in f"{found.title} {found.wording} {found.said}"


def test_a_need_whose_last_voice_is_split_off_ends_and_the_conference_hears(mara):
    receipt = said()
    into = receipt.contribution.need
    voice = merged(mara, into)
    checking.accept(by=mara, need=into)
    contributing.withdraw(by=None, contribution=receipt.contribution)
    assert again(into).state == State.DELIBERATING
    own = bundling.split(by=mara, contribution=voice, reason="Doch zweierlei.")
    assert (again(into).state, own.state) == (State.WITHDRAWN, State.REGISTERED)
    told = Message.objects.get(letter="withdrawn_from")
    assert told.account == mara and told.subject_key == str(into.pk) and "zurückgezogen" in told.body


def test_a_voice_taken_back_is_not_split_off_and_its_objection_is_answered_all_the_same(mara):
    into = need()
    voice = merged(mara, into)
    objection = contributing.object_to(by=None, contribution=voice, text="Es ist ein anderer Ort.")
    contributing.withdraw(by=None, contribution=voice)
    with pytest.raises(Refused, match="zurückgezogen"):
        bundling.split(by=mara, contribution=voice, reason="Doch.")
    bundling.settle_objection(by=mara, objection=objection, answer="Sie haben recht.", granted=True)
    objection.refresh_from_db()
    assert objection.answered and again(voice.origin).state == State.MERGED


def test_a_granted_objection_never_throws_back_a_need_that_has_moved_on(mara):
    into, other = need("Eine Bank."), need("Ein Baum.")
    voice = merged(mara, into)
    for one in (into, other):
        checking.accept(by=mara, need=one)
        way.advance(by=mara, need=one, target=State.NOT_CARRIED, reason="Nein.")
    objection = contributing.object_to(by=None, contribution=voice, text="Doch!")
    own = bundling.split(by=mara, contribution=voice, reason="Zweierlei.")
    way.advance(by=mara, need=into, target=State.DELIBERATING, reason="Neues.")
    way.advance(by=mara, need=into, target=State.CARRIED, reason="Ja.")
    way.advance(by=mara, need=other, target=State.DELIBERATING, reason="Neues.")
    bundling.merge(by=mara, need=own, into=other, reason="Doch dort.")
    way.advance(by=mara, need=other, target=State.NOT_CARRIED, reason="Nein.")
    bundling.settle_objection(by=mara, objection=objection, answer="Sie haben recht.", granted=True)
    assert again(into).state == State.CARRIED
    assert not Entry.objects.filter(act="needs.stepped", details__from=State.CARRIED).exists()


def test_what_is_taken_up_anew_lies_with_no_department(mara):
    one = need()
    checking.redirect(by=mara, need=one, service="Bauhof", reason="Ein Schaden.")
    assert again(one).department == "Bauhof"
    way.advance(by=mara, need=one, target=State.DELIBERATING, reason="Neue Tatsachen.")
    assert again(one).department == ""

"""Those who registered it are asked, and answer by their receipt; words are theirs until somebody releases them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sozialraum.planning.effects.actions import inquiring
from sozialraum.planning.effects.models import Inquiry, Reply
from sozialraum.planning.effects.queries.replies import counts, sentence
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import messages_on
from sozialraum.planning.needs.actions import contributing
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.evaluating import asked, carried_out, need_of
from worlds.people import somebody_as
from worlds.voices import manager

pytestmark = pytest.mark.django_db


def soon(days: int = 28):
    return clock.today() + timedelta(days=days)


def test_all_whose_voices_stand_behind_it_are_owed_the_questions(mara):
    receipts = carried_out(2)
    made = inquiring.inquire(by=mara, need=need_of(receipts), until=soon())
    assert made.asked == 2
    for receipt in receipts:
        letter = messages_on("contribution", str(receipt.contribution.pk)).last()
        assert letter.letter == "inquiry" and "drei Fragen" in letter.body
        assert receipt.code not in letter.body
    line = Entry.objects.get(act="effects.inquired")
    assert line.subject_kind == "need" and line.details["asked"] == 2 and line.details["by_mail"] == 1
    assert Message.objects.filter(entry_id=line.pk).count() == 2


@pytest.mark.parametrize("case", ["too early", "yesterday", "twice", "elsewhere"])
def test_who_may_not_ask_or_not_now(mara, case):
    receipts = carried_out(until=State.IMPLEMENTING if case == "too early" else State.IMPLEMENTED)
    by, until = (manager("planungsraeume/2", "Nora") if case == "elsewhere" else mara), soon()
    if case == "twice":
        inquiring.inquire(by=mara, need=need_of(receipts), until=until)
    if case == "yesterday":
        until = soon(-1)
    before = Message.objects.count()
    with pytest.raises(NotAllowed if case == "elsewhere" else Refused):
        inquiring.inquire(by=by, need=need_of(receipts), until=until)
    assert Message.objects.count() == before and Inquiry.objects.count() == (case == "twice")


def test_an_answer_can_be_changed_while_it_is_open_and_hidden_again_by_that(mara):
    receipts = carried_out()
    made = asked(mara, receipts, "yes", closed=False)
    voice = receipts[0].contribution
    reply = made.replies.get()
    inquiring.release_words(by=mara, reply=reply, shown=True)
    again = inquiring.reply(
        by=None, contribution=voice, helped="no", better=reply.better, missing=reply.missing
    )
    assert again.pk == reply.pk and again.released and again.helped == "no"
    inquiring.reply(by=None, contribution=voice, helped="no", missing="Frau Meier.")
    reply.refresh_from_db()
    assert (reply.released, reply.better, reply.missing) == (None, "", "Frau Meier.")
    with pytest.raises(Refused, match="inzwischen geändert"):
        inquiring.release_words(by=mara, reply=again, shown=True)
    inquiring.prolong(by=mara, inquiry=made, until=soon(60))
    inquiring.close_inquiry(by=mara, inquiry=made)
    for act in (
        lambda: inquiring.reply(by=None, contribution=voice, helped="yes"),
        lambda: inquiring.close_inquiry(by=mara, inquiry=made),
        lambda: inquiring.prolong(by=mara, inquiry=made, until=soon(90)),
    ):
        with pytest.raises(Refused):
            act()


def test_nobody_answers_who_was_not_asked_or_took_it_back(mara):
    receipts, other = carried_out(2), carried_out()
    asked(mara, receipts, closed=False)
    with pytest.raises(Refused):
        inquiring.reply(by=None, contribution=other[0].contribution, helped="yes")
    type(receipts[1].contribution).objects.filter(pk=receipts[1].contribution.pk).update(
        withdrawn=clock.now()
    )
    with pytest.raises(Refused):
        inquiring.reply(by=None, contribution=receipts[1].contribution, helped="yes")


def test_the_journal_knows_that_somebody_answered_and_not_what(mara):
    receipts = carried_out()
    asked(mara, receipts, "no")
    inquiries = Entry.objects.filter(act__startswith="effects.")
    told = " ".join(f"{line.reason} {line.details}" for line in inquiries)
    assert [line.act for line in inquiries.order_by("pk")] == [
        "effects.inquired", "effects.replied", "effects.inquiry_closed",
    ]  # fmt: skip
    assert "Schatten" not in told and "'no'" not in told


def test_the_manager_writes_down_what_somebody_told_on_paper(mara):
    receipts = carried_out()
    asked(mara, receipts, closed=False)
    with pytest.raises(NotAllowed):
        inquiring.reply_for(
            by=somebody_as("council_member"), contribution=receipts[0].contribution, helped="yes"
        )
    made = inquiring.reply_for(
        by=mara, contribution=receipts[0].contribution, helped="partly", missing=" Schatten\r\n "
    )
    assert made.missing == "Schatten"
    line = Entry.objects.get(act="effects.replied")
    assert line.actor_id == mara.pk and line.details["channel"] == "on_behalf"


def test_erasing_an_author_erases_the_words_and_keeps_the_number(mara):
    receipts = carried_out()
    asked(mara, receipts, "no")
    inquiring.release_words(by=mara, reply=Reply.objects.get(), shown=True)
    contributing.erase_author(by=None, contribution=receipts[0].contribution)
    kept = Reply.objects.get()
    assert (kept.helped, kept.better, kept.missing, kept.released) == ("no", "", "", None)
    assert Entry.objects.filter(act="effects.words_erased").count() == 1


def test_fewer_than_three_alike_are_not_told_apart(mara):
    few = carried_out(2)
    made = asked(mara, few, "yes", "no")
    assert counts(made) == {"asked": 2, "replies": 2, "answers": {}, "rest": 2}
    assert "so wenige" in sentence(counts(made))
    many = carried_out(6)
    made = asked(mara, many, "yes", "yes", "yes", "yes", "no", "partly")
    assert counts(made)["answers"] == {}  # a rest of two would tell who said no
    more = carried_out(7)
    made = asked(mara, more, "yes", "yes", "yes", "no", "partly", "unknown")
    assert counts(made) == {"asked": 7, "replies": 6, "answers": {"yes": 3}, "rest": 3}
    assert sentence(counts(made)).startswith(
        "6 von 7 Gefragten haben geantwortet. Hat es geholfen? 3-mal „ja"
    )

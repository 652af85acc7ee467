"""What the manager hasn't read is seen by nobody else; and the journal, which forgets nothing, holds nobody's words."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import note_bounce
from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import mark, messages_on
from sozialraum.planning.needs import rules
from sozialraum.planning.needs.actions import attaching, bundling, checking, contributing, reviewing
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.pictures import Picture
from sozialraum.planning.needs.queries import queue
from sozialraum.planning.needs.queries.similar import similar
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from worlds.contributing import words
from worlds.voices import manager, need, reviewed, said

NAMED = "Frau Sabine Kowalski, Lindenweg 12, ist am Kiosk angefahren worden."


@pytest.fixture
def boss():
    return manager()


@pytest.fixture
def open_need(boss):
    made = need()
    checking.accept(by=boss, need=made)
    made.refresh_from_db()
    return made


def everywhere(client, one: Need) -> str:
    """All that somebody without an account can read of a need."""
    pages = (f"/bedarfe/{one.pk}/", "/bedarfe/", "/bedarfe/tabelle.csv", "/bedarfe/feed.atom", "/bedarfe/punkte.json",
             "/bedarfe/?q=Kowalski", "/suche/?q=Kowalski", f"/bedarfe/{one.pk}/?aus=1")  # fmt: skip
    return (
        "".join(client.get(page).content.decode() for page in pages)
        .replace("q=Kowalski", "")
        .replace('value="Kowalski"', "")
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
class TestNobodyElseSeesIt:
    def test_a_voice_that_is_put_to_a_public_need(self, client, boss, open_need):
        other = need(NAMED)
        bundling.merge(by=boss, need=other, into=open_need, reason="Dieselbe Kreuzung.")
        open_need.refresh_from_db()
        assert open_need.voices == 2 and "Sabine" not in open_need.said
        assert "Lindenweg" not in everywhere(client, open_need)
        assert list(queue.unread(boss)) == [open_need]

    def test_what_is_added_later(self, client, boss):
        receipt = said()
        one = receipt.contribution.need
        checking.accept(by=boss, need=one)
        contributing.add(by=None, contribution=receipt.contribution, text=NAMED)
        one.refresh_from_db()
        shown = everywhere(client, one)
        assert "Am Anger fehlt eine Bank." in shown and "Sabine" not in shown
        assert NAMED in words(client.get(reverse("needs:receipt", args=[receipt.code])))
        assert list(queue.unread(boss)) == [one]

    def test_a_picture_that_comes_later_is_told_until_somebody_looked_at_it(self, boss):
        receipt = said()
        checking.accept(by=boss, need=receipt.contribution.need)
        assert not queue.unread(boss)
        (row,) = attaching.attach(by=None, contribution=receipt.contribution, made=[Picture(b"x", 1, 1)])
        assert len(queue.unread(boss)) == 1
        attaching.show(by=boss, attachment=row)
        assert not queue.unread(boss)

    def test_the_manager_is_told_blacks_out_and_reads_it(self, client, boss, open_need):
        other = said(NAMED)
        bundling.merge(by=boss, need=other.contribution.need, into=open_need, reason="Dieselbe Kreuzung.")
        client.force_login(boss)
        assert open_need.number in words(client.get("/bedarfe/pruefen/"))
        assert "die noch niemand gelesen hat" in words(client.get("/schreibtisch/"))
        voice = Contribution.objects.get(pk=other.contribution.pk)
        checking.black_out(by=boss, contribution=voice, spans=[(5, 20)])
        where = f"/bedarfe/pruefen/{open_need.pk}/"
        assert "Gelesen: Niemand ist zu erkennen" in words(client.get(where))
        given = {"act": "gelesen", "contribution": voice.pk, "letters": len(NAMED)}
        assert client.post(where, given).status_code == 302
        shown = everywhere(Client(), open_need)
        assert "Lindenweg 12" in shown and "Sabine" not in shown
        assert not queue.unread(boss) and Entry.objects.filter(act="needs.words_read").count() == 1

    def test_only_what_was_there_is_read(self, boss, open_need):
        voice = open_need.contributions.get()
        seen = len(voice.text)
        contributing.add(by=None, contribution=voice, text="Und noch etwas.")
        checking.read_words(by=boss, contribution=voice, letters=seen)
        assert list(queue.unread(boss)) == [open_need]
        with pytest.raises(NotAllowed):
            checking.read_words(
                by=manager("planungsraeume/9", "Noch Andere"), contribution=voice, letters=999
            )

    def test_what_came_while_it_was_checked_is_read_first(self, client, boss):
        receipt = said()
        one = receipt.contribution.need
        seen = rules.print_of(receipt.contribution.text)
        contributing.add(by=None, contribution=receipt.contribution, text=NAMED)
        with pytest.raises(Refused, match="Inzwischen kam etwas dazu"):
            checking.accept(by=boss, need=one, seen=seen)
        one.refresh_from_db()
        assert one.state == State.REGISTERED

    def test_a_public_need_does_not_vanish_in_an_unchecked_one(self, boss, open_need):
        with pytest.raises(Refused, match="wird schon beraten"):
            bundling.merge(by=boss, need=open_need, into=need("Noch ungeprüft."), reason="Dasselbe.")

    def test_nothing_is_added_to_what_has_ended(self, boss):
        receipt = said()
        checking.give_back(by=boss, need=receipt.contribution.need, reason="Ohne Ort.")
        with pytest.raises(Refused, match="zu Ende"):
            contributing.add(by=None, contribution=receipt.contribution, text="Der Ort ist der Anger.")
        assert "Etwas ergänzen" not in words(Client().get(reverse("needs:receipt", args=[receipt.code])))

    def test_a_granted_objection_opens_a_need_and_not_the_words_that_nobody_read(self, client, boss):
        receipt = said(NAMED)
        checking.give_back(
            by=boss, need=receipt.contribution.need, reason="Es geht um eine bestimmte Person."
        )
        made = contributing.object_to(
            by=None, contribution=receipt.contribution, text="Es geht um die Kreuzung."
        )
        bundling.settle_objection(by=boss, objection=made, answer="Sie haben recht.", granted=True)
        one = Need.objects.get(pk=receipt.contribution.need_id)
        assert one.state == State.DELIBERATING and one.title == one.number
        shown = everywhere(client, one)
        assert "Sabine" not in shown and "Lindenweg" not in shown and list(queue.unread(boss)) == [one]
        checking.read_words(by=boss, contribution=receipt.contribution, letters=len(NAMED))
        assert Need.objects.get(pk=one.pk).title.startswith("Frau Sabine Kowalski")

    def test_no_reason_of_likeness_names_it(self, boss, open_need):
        near = need("Am Anger fehlt eine Bank, sagt Kowalski aus dem Lindenweg.")
        checking.accept(by=boss, need=near)
        voice = open_need.contributions.get()
        contributing.add(by=None, contribution=voice, text="Kowalski und Lindenweg und Kowalski.")
        open_need.refresh_from_db()
        near.refresh_from_db()
        told = str([one.reasons for one in similar(near, public_only=True)])
        assert "owalski" not in told and "indenweg" not in told

    def test_whoever_is_put_beside_others_does_not_get_their_unread_words(self, boss):
        mine, theirs = said(), said(NAMED)
        bundling.merge(
            by=boss, need=mine.contribution.need, into=theirs.contribution.need, reason="Dasselbe."
        )
        letter = messages_on("contribution", str(mine.contribution.pk)).get(letter="merged")
        assert "Sabine" not in letter.body and theirs.contribution.need.number in letter.body
        page = words(Client().get(reverse("needs:receipt", args=[mine.code])))
        assert "Sabine" not in page

    def test_what_was_written_to_one_is_not_told_to_who_joins_later(self, boss, open_need):
        first, second = said(), said("Auch am Anger.")
        bundling.merge(
            by=boss, need=first.contribution.need, into=open_need, reason="Nur für Sie: passt hierher."
        )
        bundling.split(by=boss, contribution=first.contribution, reason="Doch zweierlei, nur für Sie.")
        own = Need.objects.get(pk=first.contribution.origin_id)
        checking.accept(by=boss, need=own)
        bundling.merge(by=boss, need=second.contribution.need, into=own, reason="Beides dort.")
        pages = [words(Client().get(reverse("needs:receipt", args=[one.code]))) for one in (first, second)]
        assert "nur für Sie" in pages[0] and "nur für Sie" not in pages[1].replace("Nur für Sie: passt", "")

    def test_a_need_is_not_called_by_words_that_were_taken_back(self, boss, open_need):
        other = said("Die Bank am Anger ist kaputt.")
        bundling.merge(by=boss, need=other.contribution.need, into=open_need, reason="Dieselbe Bank.")
        checking.read_words(by=boss, contribution=other.contribution, letters=99)
        contributing.withdraw(by=None, contribution=open_need.origin_of)
        open_need.refresh_from_db()
        assert open_need.title == "Die Bank am Anger ist kaputt."


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
class TestTheJournalHoldsNobodysWords:
    def test_whatever_is_said_blacked_out_reworded_or_objected(self, boss):
        receipt = said(NAMED)
        voice = receipt.contribution
        checking.black_out(by=boss, contribution=voice, spans=[(5, 20)])
        checking.reword(
            by=boss, need=Need.objects.get(pk=voice.need_id), title="Kreuzung am Kiosk", wording=NAMED
        )
        contributing.add(by=None, contribution=voice, text="Mein Mann Peter sagt das auch.")
        checking.give_back(by=boss, need=voice.need, reason="Bitte mit Ort.")
        made = contributing.object_to(by=None, contribution=voice, text="Ich heiße Hilde Bergmann.")
        checking.answer_objection(
            by=boss, objection=made, answer="Sie haben recht, Frau Bergmann.", reopen=True
        )
        contributing.erase_author(by=None, contribution=voice)
        kept = "".join(f"{line.subject_title} {line.reason} {line.details}" for line in Entry.objects.all())
        for word in ("Kowalski", "Lindenweg", "Peter", "Bergmann", "Kiosk"):
            assert word not in kept
        assert "Sie haben recht" not in words(Client().get(f"/bedarfe/{voice.need_id}/"))

    def test_a_letter_that_was_changed_before_it_went_out(self, boss):
        voice = said("Am Anger fehlt eine Bank.", email="wer@example.org").contribution
        with reviewed("returned"):
            checking.give_back(by=boss, need=voice.need, reason="Bitte mit Ort.")
        held = Message.objects.get(state="review")
        reviewing.release(
            by=boss,
            number=held.pk,
            title="Liebe Frau Bergmann",
            body="Frau Kowalski vom Lindenweg weiß mehr.",
        )
        note_bounce(by=PROGRAM, number=held.pk, mark=mark(held), why="wer@example.org unknown")
        assert Entry.objects.filter(act="messages.not_delivered").exists()
        kept = "".join(f"{line.subject_title} {line.reason} {line.details}" for line in Entry.objects.all())
        for word in ("Bergmann", "Kowalski", "Lindenweg", "wer@", held.title, held.body):
            assert word not in kept
        assert Message.objects.get(pk=held.pk).written_body == held.body

    def test_a_title_of_ones_own_stays_and_loses_only_the_name(self, boss):
        voice = said(NAMED).contribution
        checking.reword(by=boss, need=voice.need, title="Unfall von Sabine Kowalski am Kiosk", wording="")
        checking.black_out(by=boss, contribution=voice, spans=[(5, 20)])
        one = Need.objects.get(pk=voice.need_id)
        assert one.title == "Unfall von ██████ ████████ am Kiosk"
        assert "Kowalski" not in one.former_wordings.get().title

    def test_blacking_out_reaches_letters_and_objections(self, boss):
        receipt = said(NAMED)
        voice = receipt.contribution
        checking.accept(by=boss, need=voice.need)  # overlooked
        letter = messages_on("contribution", str(voice.pk)).get(letter="deliberating")
        assert "Kowalski" in letter.body
        checking.black_out(by=boss, contribution=voice, spans=[(5, 20)])
        letter.refresh_from_db()
        assert "Kowalski" not in letter.body and "███" in letter.body

    def test_a_title_from_the_text_ends_with_a_whole_word(self):
        long = "Wir schlafen hier seit Jahren schlecht, weil die Straßenbahn in der Kurve so laut quietscht."
        one = need(long)
        assert one.title.endswith("…") and len(one.title) <= 80
        assert long.startswith(one.title[:-1]) and long[len(one.title) - 1] in " ,"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("published")
def test_whoever_acts_on_the_same_voice_at_once_never_waits_for_ever(boss):
    """Withdrawing and blacking out lock in the same order: no deadlock, whichever comes first."""
    for _turn in range(8):
        receipt, ready, failed = said(NAMED), Barrier(2), []

        def one(act, ready=ready, failed=failed):
            ready.wait()
            try:
                act()
            except Refused:
                pass
            except Exception as error:
                failed.append(error)
            finally:
                connections.close_all()

        voice = receipt.contribution
        acts = (
            lambda voice=voice: contributing.withdraw(by=None, contribution=voice),
            lambda voice=voice: checking.black_out(by=boss, contribution=voice, spans=[(5, 20)]),
        )
        threads = [Thread(target=one, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []

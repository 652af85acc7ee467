"""Whoever has themselves erased can ask that what tells who they are be blacked out in their text, too."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.needs.actions import checking, contributing
from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.needs.queries import queue
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.contributing import words
from worlds.voices import manager, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
TEXT = "Ich bin Hilde Bergmann und mir fehlt am Anger eine Bank. Das sagt auch Paul Meier."


def at(receipt, name: str) -> str:
    return reverse(f"needs:{name}", args=[receipt.code])


@pytest.fixture
def boss():
    return manager()


@pytest.fixture
def asked(client):
    """Somebody had themselves erased and asked for the rest."""
    receipt = said(TEXT, email="wer@example.org")
    client.post(at(receipt, "receipt_erase"), {"blacken": "on"})
    return receipt


def voice() -> Contribution:
    return Contribution.objects.get()


def test_the_person_is_erased_at_once_and_the_rest_is_asked_for(client, asked):
    assert Contact.objects.get().erased and voice().to_blacken
    assert "wer Sie sind. Das Planungsraummanagement liest ihn noch." in words(
        client.get(at(asked, "receipt"))
    )
    form = words(client.get(at(asked, "receipt_erase")))
    assert "bitte schwärzen" not in form and "haben Sie gebeten" in form
    line = Entry.objects.get(act="needs.blackout_asked")
    assert line.subject_title == str(voice()) and not line.reason and not line.details


def test_nobody_is_asked_where_nobody_wants_it(client, boss):
    receipt = said(TEXT)
    assert "Auch in meinem Text steht, wer ich bin" in words(client.get(at(receipt, "receipt_erase")))
    client.post(at(receipt, "receipt_erase"))
    assert voice().to_blacken is None and queue.wishes(boss) == []


def test_the_manager_is_told_blacks_out_and_nothing_stays_sealed(client, asked, boss):
    checking.accept(by=boss, need=voice().need)
    client.force_login(boss)
    assert "1 Mensch bittet" in words(client.get("/schreibtisch/"))
    shown = words(client.get("/bedarfe/pruefen/"))
    assert "Bitten um Schwärzung" in shown and str(voice()) in shown
    where = f"/bedarfe/pruefen/{voice().need_id}/"
    assert "Auch in diesem Text steht, wer es schrieb." in words(client.get(where))
    checking.black_out(by=boss, contribution=voice(), spans=[(8, 22)])
    assert voice().to_blacken is None and voice().sealed_text is None and "Bergmann" not in voice().text
    assert "Bergmann" not in voice().need.title and "Bergmann" not in voice().need.said
    assert queue.wishes(boss) == [] and "Bitten um Schwärzung" not in words(client.get("/bedarfe/pruefen/"))
    told = words(client.get(at(asked, "receipt")))
    assert "In Ihrem Text ist jetzt geschwärzt, wer Sie sind" in told and "liest ihn noch" not in told


def test_what_was_sealed_before_goes_too(asked, boss):
    before = said("Paul Meier parkt hier immer.").contribution
    checking.black_out(by=boss, contribution=before, spans=[(0, 10)])
    assert Contribution.objects.get(pk=before.pk).sealed_text
    contributing.erase_author(by=None, contribution=before, blacken=True)
    checking.wish_done(by=boss, contribution=before)
    kept = Contribution.objects.get(pk=before.pk)
    assert kept.sealed_text is None and kept.text == "████ █████ parkt hier immer."


def test_she_can_say_that_there_is_nothing(client, boss):
    receipt = said("Am Anger fehlt eine Bank.")
    client.post(at(receipt, "receipt_erase"), {"blacken": "on"})
    client.force_login(boss)
    where = f"/bedarfe/pruefen/{voice().need_id}/"
    answer = client.post(where, {"act": "bitte", "contribution": voice().pk}, follow=True)
    assert "Erledigt." in words(answer)
    assert Entry.objects.filter(act="needs.blackout_needless").exists()
    assert "Ihr Text nennt Sie nicht" in words(client.get(at(receipt, "receipt")))
    with pytest.raises(Refused):
        checking.wish_done(by=boss, contribution=voice())
    client.post(at(receipt, "receipt_erase"), {"blacken": "on"})
    assert voice().to_blacken  # once more


def test_a_withdrawn_voice_is_kept_and_so_its_wish_is_read(client, asked, boss):
    contributing.withdraw(by=None, contribution=voice())
    assert queue.wishes(boss) == [voice()]
    client.force_login(boss)
    where = f"/bedarfe/pruefen/{voice().need_id}/"
    shown = client.get(where)
    assert "Zurückgezogen: Niemand sonst liest diese Meldung." in words(shown)
    (item,) = shown.context["voices"]
    given = {"act": "schwaerzen", "contribution": voice().pk, f"m{voice().pk}-words": "Hilde Bergmann",
             f"m{voice().pk}-seen": item["voice"].print}  # fmt: skip
    assert client.post(where, given).status_code == 302
    assert "Bergmann" not in voice().text and voice().to_blacken is None


def test_it_is_the_managers_of_the_place(asked):
    stranger = manager("planungsraeume/9", "Fremd")
    assert queue.wishes(stranger) == []
    with pytest.raises(NotAllowed):
        checking.wish_done(by=stranger, contribution=voice())


def test_in_easy_language(client):
    receipt = said(TEXT)
    easily = "?sprache=leicht"
    assert "Bitte machen Sie ihn schwarz." in words(client.get(at(receipt, "receipt_erase") + easily))
    client.post(at(receipt, "receipt_erase") + easily, {"blacken": "on"})
    assert "Sie macht Ihren Namen schwarz." in words(client.get(at(receipt, "receipt") + easily))

"""The way of a need: steps by the table, journal, messages; and what never happens."""

from __future__ import annotations

from uuid import uuid4

import pytest

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Contact, Message
from sozialraum.planning.messages.queries import messages_on
from sozialraum.planning.needs import receipts, states
from sozialraum.planning.needs.actions import bundling, checking, contributing, way
from sozialraum.planning.needs.actions.contributing import Heard
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.people import somebody, somebody_as
from worlds.voices import manager, need, said

pytestmark = pytest.mark.django_db


def lines(about: Need) -> list[tuple[str, str, str]]:
    found = Entry.objects.filter(subject_kind="need", subject_key=str(about.pk)).order_by("id")
    return [(e.act.partition(".")[2], e.details.get("from", ""), e.details.get("to", "")) for e in found]


def letters_of(contribution: Contribution) -> list[str]:
    return [m.title for m in messages_on("contribution", str(contribution.pk))]


def test_a_voice_becomes_a_need_of_its_own_with_a_receipt():
    receipt = said("Am Anger fehlt eine Bank.", email="wer@example.org")
    made = receipt.contribution
    assert made.need.state == State.REGISTERED and made.need.title == "Am Anger fehlt eine Bank."
    assert receipts.print_of(receipt.code.lower().replace("-", " ")) == made.code_print
    assert lines(made.need) == [("registered", "", "registered")]
    assert letters_of(made) == ["Ihre Meldung ist angekommen"]


def test_a_form_sent_twice_is_kept_once():
    token = uuid4()
    first, second = said(token=token), said(token=token)
    assert first.code == second.code and first.contribution.pk == second.contribution.pk
    assert (
        Contribution.objects.count(),
        Need.objects.count(),
        Entry.objects.filter(act="needs.registered").count(),
    ) == (1, 1, 1)


def test_contact_data_are_sealed_and_nowhere_in_the_journal():
    said(email="erika@example.org")
    contact = Contact.objects.get()
    assert b"erika" not in bytes(contact.sealed)
    for entry in Entry.objects.all():
        assert "erika" not in f"{entry.subject_title}{entry.reason}{entry.details}{entry.actor_name}"


def test_only_the_manager_of_the_place_checks():
    one = need()
    with pytest.raises(NotAllowed):
        checking.accept(by=manager("planungsraeume/2", "Nora Nebenan"), need=one)
    checking.accept(by=manager(), need=one)
    one.refresh_from_db()
    assert one.state == State.DELIBERATING
    assert lines(one)[-1] == ("stepped", "registered", "deliberating")


def test_an_end_needs_a_reason_and_tells_everybody():
    receipt = said(language="en")
    with pytest.raises(Refused):
        checking.give_back(by=manager(), need=receipt.contribution.need, reason="  ")
    receipt.contribution.need.refresh_from_db()
    assert receipt.contribution.need.state == State.REGISTERED
    checking.give_back(
        by=somebody_as_manager(), need=receipt.contribution.need, reason="Es ist kein Ort genannt."
    )
    last = messages_on("contribution", str(receipt.contribution.pk)).last()
    assert last.language == "en" and "Es ist kein Ort genannt." in last.body


def somebody_as_manager():
    return manager(name="Mona Manager")


def test_merging_loses_nothing_and_splitting_brings_it_back():
    boss = manager()
    one, other = (
        said("Der Spielplatz ist kaputt."),
        said("Kinder können nirgends spielen.", dimensions=("culture_leisure",)),
    )
    into, gone = one.contribution.need, other.contribution.need
    bundling.merge(by=boss, need=gone, into=into, reason="Beides meint den Spielplatz.")
    into.refresh_from_db()
    gone.refresh_from_db()
    assert gone.state == State.MERGED and gone.merged_into_id == into.pk
    assert (into.voices, gone.voices, into.dimensions) == (2, 0, ["culture_leisure"])
    assert "nirgends spielen" in into.said
    assert letters_of(other.contribution)[-1] == "Ihre Meldung steht jetzt neben anderen"
    other.contribution.refresh_from_db()
    bundling.split(by=boss, contribution=other.contribution, reason="Es sind doch zwei Orte.")
    gone.refresh_from_db()
    into.refresh_from_db()
    assert gone.state == State.REGISTERED and gone.merged_into_id is None
    assert (into.voices, gone.voices) == (1, 1)


def test_what_was_blacked_out_is_sealed_and_no_longer_found():
    receipt = said("Frau Meier aus Nummer 4 lärmt. Es fehlt ein Treff.")
    checking.black_out(by=manager(), contribution=receipt.contribution, spans=[(0, 10)])
    kept = Contribution.objects.get()
    assert kept.text.startswith("████ █████ aus Nummer 4")
    assert "Meier" not in kept.need.said and "Meier" not in kept.need.title
    assert b"Meier" not in bytes(kept.sealed_text)


def test_withdrawing_the_last_voice_ends_the_need():
    receipt = said()
    contributing.withdraw(by=None, contribution=receipt.contribution)
    one = Need.objects.get()
    assert one.state == State.WITHDRAWN and one.voices == 0
    assert lines(one)[-1] == ("stepped", "registered", "withdrawn")


def test_a_carried_need_belongs_to_all_and_is_not_withdrawn():
    receipt, boss = said(), manager()
    checking.accept(by=boss, need=receipt.contribution.need)
    way.advance(by=boss, need=receipt.contribution.need, target=State.CARRIED)
    with pytest.raises(Refused):
        contributing.withdraw(by=None, contribution=receipt.contribution)


def test_erasing_a_person_leaves_the_plan():
    receipt = said(email="wer@example.org")
    contributing.erase_author(by=None, contribution=receipt.contribution)
    contact = Contact.objects.get()
    assert (bytes(contact.sealed), contact.fingerprint) == (b"", "") and contact.erased
    kept = Contribution.objects.get()
    assert kept.contact is None and kept.text and kept.need.state == State.REGISTERED
    assert Entry.objects.filter(act="messages.contact_erased").exists()


def test_objecting_reaches_the_conference_once():
    receipt, boss = said(), manager()
    with pytest.raises(Refused):
        contributing.object_to(by=None, contribution=receipt.contribution, text="Doch!")
    checking.give_back(by=boss, need=receipt.contribution.need, reason="Einzelfall.")
    objection = contributing.object_to(
        by=None, contribution=receipt.contribution, text="Es betrifft die ganze Straße."
    )
    with pytest.raises(Refused):
        contributing.object_to(by=None, contribution=receipt.contribution, text="Noch einmal.")
    checking.answer_objection(
        by=boss, objection=objection, answer="Die Konferenz gibt Ihnen recht.", reopen=True
    )
    assert Need.objects.get().state == State.DELIBERATING
    assert letters_of(receipt.contribution)[-2:] == [
        "Die Konferenz hat Ihren Widerspruch beraten", "Ihre Meldung kommt in die Beratung"
    ]  # fmt: skip


def test_speaking_for_others_needs_the_right():
    heard = Heard("Frauen aus dem Deutschkurs", channel="talk", persons=7)
    with pytest.raises(NotAllowed):
        said(by=somebody_as("resident"), heard=heard)
    made = said(by=somebody_as("provider"), heard=heard).contribution
    assert (made.persons, made.need.voices, made.account) == (7, 7, None)


def test_support_counts_once():
    boss, one = manager(), need()
    with pytest.raises(Refused):
        bundling.support(need=one, mark="a")
    checking.accept(by=boss, need=one)
    one.refresh_from_db()
    assert [bundling.support(need=one, mark=m) for m in ("a", "a", "b")] == [True, False, True]
    one.refresh_from_db()
    assert one.supports == 2


def test_every_state_has_an_owner_or_is_an_end_and_every_one_is_reached():
    assert set(State) == set(states.BALL) | states.END
    assert not set(states.BALL) & states.END
    assert {step.target for step in states.TABLE} | {State.REGISTERED} == set(State)
    assert len({(s.source, s.target) for s in states.TABLE}) == len(states.TABLE)


def test_a_step_that_the_table_does_not_know_is_refused():
    with pytest.raises(Refused):
        way.advance(by=manager(), need=need(), target=State.EVALUATED, reason="x")


def test_an_account_without_address_is_told_at_the_receipt_and_others_by_mail():
    quiet, loud = said(), said(email="wer@example.org")
    assert [m.state for m in messages_on("contribution", str(quiet.contribution.pk))] == [Message.State.SHOWN]
    assert [m.state for m in messages_on("contribution", str(loud.contribution.pk))] == [Message.State.READY]
    assert somebody("Wer Anders").contributions.count() == 0


def test_the_diagram_in_the_docs_is_the_table():
    import re

    from architecture import ROOT

    text = (ROOT / "docs" / "process.md").read_text(encoding="utf-8")
    assert re.findall(r"```mermaid\n(.*?)\n```", text, re.S)[:1] == [states.diagram()]

"""Several voices become one need and are taken apart again; wording; what the conference says to objections."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.queries import messages_on
from sozialraum.planning.needs.actions import bundling, checking, contributing, way
from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.models import Need, Objection
from sozialraum.planning.needs.queries.objections import objections_for
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.people import somebody_as
from worlds.voices import EDITION, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
ELSEWHERE = Place("space", EDITION, "sozialraeume/D", "planungsraeume/2")
BANK = "Am Anger fehlt eine Bank im Schatten für alte Leute."


@pytest.fixture
def boss(client):
    person = manager()
    client.force_login(person)
    return person


def where(one: Need, what: str = "buendeln") -> str:
    return f"/bedarfe/{one.pk}/{what}/"


def page(client, address):
    return client.get(address).content.decode()


# -- bundling --------------------------------------------------------------------------------------------------


def test_several_are_taken_in_at_once_and_everybody_is_told(client, boss):
    into, one, far = need(BANK), said(BANK), need("Bus fährt nie.")
    other = said("Bank im Schatten am Anger fehlt alten Leuten.")
    shown = page(client, where(into))
    assert f'id="dazu-{one.contribution.need_id}"' in shown
    by_number = f"{other.contribution.need.number}; "
    values = {"chosen": [one.contribution.need_id], "numbers": by_number, "reason": "Dasselbe."}
    assert client.post(where(into), values)["Location"] == where(into)
    into.refresh_from_db()
    assert into.voices == 3
    for receipt in (one, other):
        letters = messages_on("contribution", str(receipt.contribution.pk))
        assert letters.last().title == "Ihre Meldung steht jetzt neben anderen"
        assert "Dasselbe." in letters.last().body
    far.refresh_from_db()
    assert far.state == State.REGISTERED
    shown = page(client, where(into))
    assert shown.count("/loesen/") == 2 and BANK in shown


def test_all_or_none(client, boss):
    into, good, there = need(BANK), need(BANK), need(BANK, place=ELSEWHERE)
    answer = client.post(where(into), {"numbers": f"{good.number}, {there.number}", "reason": "Dasselbe."})
    assert answer.status_code == 422
    good.refresh_from_db()
    assert good.state == State.REGISTERED
    assert not Entry.objects.filter(act="needs.gathered").exists()


def test_bundling_asks_for_something_and_a_reason(client, boss):
    into, other = need(BANK), need(BANK)
    for values in (
        {"reason": "x"}, {"chosen": [other.pk]}, {"numbers": "B-0", "reason": "x"},
        {"chosen": ["x"], "reason": "x"}, {"numbers": into.number, "reason": "x"},
    ):  # fmt: skip
        assert client.post(where(into), values).status_code == 422
    with pytest.raises(Refused):
        bundling.merge_all(by=boss, needs=[into], into=into, reason="x")


def test_what_is_further_on_is_shown_but_does_not_come(client, boss):
    into, ahead = need(BANK), need(BANK)
    checking.accept(by=boss, need=ahead)
    way.advance(by=boss, need=ahead, target=State.CARRIED)
    shown = page(client, where(into))
    assert "Ähnlich, aber schon weiter" in shown
    assert f'id="dazu-{ahead.pk}"' not in shown
    assert client.post(where(into), {"chosen": [ahead.pk], "reason": "x"}).status_code == 422
    assert client.post(where(into), {"numbers": ahead.number, "reason": "x"}).status_code == 422


def test_into_what_has_ended_nothing_goes(client, boss):
    into, other = need(BANK), need(BANK)
    checking.give_back(by=boss, need=into, reason="Einzelfall.")
    assert "Hier ist nichts mehr zu prüfen" in page(client, where(into))
    assert client.post(where(into), {"numbers": other.number, "reason": "x"}).status_code == 422


def test_the_page_asks_as_often_for_many_as_for_few(client, boss):
    into = need(BANK)
    need(BANK)
    client.get(where(into))
    with CaptureQueriesContext(connection) as few:
        client.get(where(into))
    for number in range(15):
        need(f"{BANK} {number}")
    bundling.merge_all(
        by=boss, needs=[need(f"{BANK} {number}") for number in range(5)], into=into, reason="Dasselbe."
    )
    with CaptureQueriesContext(connection) as many:
        client.get(where(into))
    assert len(many) <= len(few)


def test_one_is_taken_out_again_and_is_checked_anew(client, boss):
    into, receipt = need(BANK), said("Es fehlt ein Dach.")
    own = receipt.contribution.need
    bundling.merge(by=boss, need=own, into=into, reason="Dasselbe.")
    out = f"/bedarfe/meldung/{receipt.contribution.pk}/loesen/"
    assert "Es fehlt ein Dach." in page(client, out)
    assert client.post(out, {"reason": ""}).status_code == 422
    assert (
        client.post(out, {"reason": "Ein Dach ist keine Bank."})["Location"] == f"/bedarfe/pruefen/{own.pk}/"
    )
    own.refresh_from_db()
    into.refresh_from_db()
    assert (own.state, own.voices, into.voices) == (State.REGISTERED, 1, 1)
    told = messages_on("contribution", str(receipt.contribution.pk)).last()
    assert told.title == "Ihre Meldung steht wieder für sich"
    assert f"als Bedarf {own.number}" in told.body and "Der Grund: Ein Dach ist keine Bank." in told.body
    assert client.post(out, {"reason": "noch einmal"}).status_code == 422


@pytest.mark.parametrize("what", ["buendeln", "wortlaut"])
def test_nobody_bundles_or_rewords_outside_of_their_place(client, what):
    one = need(BANK)
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    before = Entry.objects.count()
    assert client.get(where(one, what)).status_code == 403
    answer = client.post(where(one, what), {"title": "x", "wording": "x", "reason": "x", "numbers": "B-1"})
    assert answer.status_code == 403
    assert (
        client.post(f"/bedarfe/meldung/{one.contributions.get().pk}/loesen/", {"reason": "x"}).status_code
        == 403
    )
    assert Entry.objects.count() == before


def test_the_original_stands_beside_the_rewording(client, boss):
    one = need(BANK)
    assert BANK in page(client, where(one, "wortlaut"))
    assert client.post(where(one, "wortlaut"), {"title": " ", "wording": "x"}).status_code == 422
    client.post(where(one, "wortlaut"), {"title": "Sitzen im Schatten", "wording": "Zwei Bänke am Anger."})
    one.refresh_from_db()
    assert (one.title, one.wording) == ("Sitzen im Schatten", "Zwei Bänke am Anger.")
    shown = page(client, where(one, "wortlaut"))
    assert BANK in shown and "Zwei Bänke am Anger." in shown
    assert one.former_wordings.get().title.startswith("Am Anger")
    assert "Anger" not in str(Entry.objects.get(act="needs.reworded").details)


# -- objections ------------------------------------------------------------------------------------------------


def objected(stop, text: str = "Doch, es betrifft alle.", **values) -> Objection:
    """Somebody objects after `stop` was done to their need."""
    receipt = said(BANK, **values)
    stop(receipt.contribution.need)
    receipt.contribution.refresh_from_db()
    return contributing.object_to(by=None, contribution=receipt.contribution, text=text)


def test_the_minute_taker_answers_and_what_was_given_back_is_deliberated(client, boss):
    one = objected(lambda n: checking.give_back(by=boss, need=n, reason="Einzelfall."))
    assert "wartet auf Antwort" in page(client, "/bedarfe/widersprueche/")
    at = f"/bedarfe/widersprueche/{one.pk}/"
    assert "Doch, es betrifft alle." in page(client, at)
    assert client.post(at, {"reopen": "yes", "answer": " "}).status_code == 422
    assert client.post(at, {"answer": "Ja."}).status_code == 422
    assert (
        client.post(at, {"reopen": "yes", "answer": "Sie haben recht."})["Location"]
        == "/bedarfe/widersprueche/"
    )
    one.refresh_from_db()
    assert one.need.state == State.DELIBERATING
    assert "Sie haben recht." in messages_on("contribution", str(one.contribution_id)).order_by("-pk")[1].body
    assert "Antwort der Konferenz" in page(client, at)
    assert client.post(at, {"reopen": "no", "answer": "Doch nicht."}).status_code == 422


def test_a_refused_objection_leaves_it_as_it_was(client, boss):
    one = objected(lambda n: checking.redirect(by=boss, need=n, service="Bauhof", reason="Ein Schaden."))
    client.post(f"/bedarfe/widersprueche/{one.pk}/", {"reopen": "no", "answer": "Der Bauhof kommt."})
    one.refresh_from_db()
    assert one.answered and one.need.state == State.REDIRECTED


def test_who_was_merged_against_their_will_stands_for_themselves_again(client, boss):
    into = need("Eine Bank.")
    one = objected(lambda n: bundling.merge(by=boss, need=n, into=into, reason="Dasselbe."))
    client.post(f"/bedarfe/widersprueche/{one.pk}/", {"reopen": "yes", "answer": "Es ist ein anderer Ort."})
    one.refresh_from_db()
    into.refresh_from_db()
    assert one.answered and one.need.state == State.REGISTERED
    assert (one.need.voices, into.voices) == (1, 1)


def test_what_has_moved_on_meanwhile_is_not_thrown_back():
    boss, into = manager(), need("Eine Bank.")
    one = objected(lambda n: bundling.merge(by=boss, need=n, into=into, reason="Dasselbe."))
    own = bundling.split(by=boss, contribution=one.contribution, reason="Doch zweierlei.")
    checking.accept(by=boss, need=own)
    way.advance(by=boss, need=own, target=State.CARRIED)
    bundling.settle_objection(by=boss, objection=one, answer="Das ist schon geschehen.", granted=True)
    own.refresh_from_db()
    assert own.state == State.CARRIED


def test_objections_are_answered_where_one_takes_the_minutes(client, boss):
    one = objected(lambda n: checking.give_back(by=boss, need=n, reason="Einzelfall."))
    other = manager("planungsraeume/2", "Nora Nebenan")
    assert list(objections_for(boss)) == [one] and not objections_for(other).exists()
    client.force_login(other)
    assert "Niemand hat widersprochen" in page(client, "/bedarfe/widersprueche/")
    assert (
        client.post(f"/bedarfe/widersprueche/{one.pk}/", {"reopen": "yes", "answer": "x"}).status_code == 403
    )
    with pytest.raises(NotAllowed):
        bundling.settle_objection(by=somebody_as("provider"), objection=one, answer="x", granted=True)


def test_the_list_asks_as_often_for_many_as_for_one(client, boss):
    def stop(one):
        checking.give_back(by=boss, need=one, reason="Einzelfall.")

    objected(stop)
    client.get("/bedarfe/widersprueche/")
    with CaptureQueriesContext(connection) as few:
        client.get("/bedarfe/widersprueche/")
    for _ in range(12):
        objected(stop)
    with CaptureQueriesContext(connection) as many:
        client.get("/bedarfe/widersprueche/")
    assert len(many) == len(few)

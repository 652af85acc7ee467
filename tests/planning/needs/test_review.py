"""Letters that somebody reads before they go out: owed with the act, seen by nobody, changed with proof, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages import queries
from sozialraum.planning.messages.actions import send_due
from sozialraum.planning.messages.models import Contact, Message
from sozialraum.planning.needs.actions import bundling, checking, contributing, reviewing
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import review
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.people import somebody, somebody_as
from worlds.voices import manager, need, reviewed, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
LIST = "/bedarfe/nachrichten/"
REASON = "Das ist ein Einzelfall."
TO = "erika@example.org"


@pytest.fixture
def boss(client):
    person = manager()
    client.force_login(person)
    return person


@pytest.fixture
def held(boss):
    """A letter that waits, the receipt of whom it is for, and what waits before it is gone."""
    receipt = said(email=TO)
    send_due()
    mail.outbox.clear()
    with reviewed("returned"):
        checking.give_back(by=boss, need=receipt.contribution.need, reason=REASON)
        yield receipt, Message.objects.get(state=Message.State.REVIEW)


def at(message: Message) -> str:
    return f"{LIST}{message.pk}/"


def seen_by_author(receipt) -> str:
    return Client().get(f"/meldung/{receipt.code}/").content.decode()


@pytest.mark.parametrize(("language", "again"), [("de", "/melden/"), ("en", "/en/melden/")])
def test_what_comes_back_says_where_to_contribute_again(boss, language, again):
    receipt = said(language=language)
    checking.give_back(by=boss, need=receipt.contribution.need, reason=REASON)
    body = Message.objects.get(letter="returned").body
    assert f": {settings.ADDRESS}{again}\n" in body


def test_until_it_is_released_nobody_sees_it(held):
    receipt, message = held
    assert send_due()["sent"] == 0 and not mail.outbox
    shown = seen_by_author(receipt)
    assert message.title not in shown and "wird noch gelesen" in shown
    assert REASON not in shown  # nor in the way of the need
    assert message.title not in [m.title for m in queries.messages_on("contribution", message.subject_key)]


def test_only_what_the_city_names_waits(boss):
    with reviewed("returned"):
        checking.accept(by=boss, need=need())
    assert not queries.in_review().exists()


def test_released_it_goes_the_usual_way(client, held):
    receipt, message = held
    assert client.post(at(message), {"title": message.title, "body": message.body}).status_code == 302
    assert send_due()["sent"] == 1 and mail.outbox[0].to == [TO]
    assert message.title in seen_by_author(receipt) and seen_by_author(receipt).count(REASON) == 2
    line = Entry.objects.get(act="messages.released")
    assert "changed" not in line.details and not Message.objects.get(pk=message.pk).written_body
    assert line.actor_role == "planning_area_manager"
    assert line.subject_kind == "need"


def test_what_was_changed_stands_beside_the_letter_and_the_journal_says_only_that_it_was(client, held):
    _receipt, message = held
    client.post(at(message), {"title": "Bitte noch einmal", "body": "Guten Tag.\r\n\r\nEs fehlt der Ort."})
    after = Message.objects.get(pk=message.pk)
    assert (after.title, after.body) == ("Bitte noch einmal", "Guten Tag.\n\nEs fehlt der Ort.")
    line = Entry.objects.get(act="messages.released")
    assert line.details["changed"] is True
    assert (after.written_title, after.written_body) == (message.title, message.body)
    kept = f"{line.subject_title} {line.reason} {line.details}"
    for words in (message.title, message.body, after.title, "Guten Tag"):
        assert words not in kept
    send_due()
    assert "Es fehlt der Ort." in mail.outbox[0].body


def test_a_reason_that_was_changed_is_not_told_beside_the_letter(client, held):
    receipt, message = held
    client.post(at(message), {"title": message.title, "body": "Bitte noch einmal, mit Ort."})
    shown = seen_by_author(receipt)
    assert "Bitte noch einmal, mit Ort." in shown and REASON not in shown


def test_line_ends_of_a_browser_are_no_change(client, boss):
    receipt = said()
    with reviewed("returned"):
        checking.give_back(by=boss, need=receipt.contribution.need, reason="Eins.\r\n\r\nZwei.")
    message = Message.objects.get(state="review")
    assert "Eins.\n\nZwei." in message.body and "\r" not in message.body
    Message.objects.update(body=message.body.replace("\n", "\r\n"))  # as those that wait already
    sent = {"title": message.title, "body": message.body.replace("\n", "\r\n")}
    assert client.post(at(message), sent).status_code == 302
    assert "changed" not in Entry.objects.get(act="messages.released").details
    assert not Message.objects.get(pk=message.pk).written_body


def test_nothing_empty_goes_out(client, held):
    _receipt, message = held
    assert client.post(at(message), {"title": " ", "body": "x"}).status_code == 422
    assert client.post(at(message), {"title": "x", "body": " "}).status_code == 422
    assert queries.in_review().count() == 1


def test_twice_released_goes_out_once(client, boss, held):
    _receipt, message = held
    reviewing.release(by=boss, number=message.pk, title=message.title, body=message.body)
    with pytest.raises(Refused):
        reviewing.release(by=boss, number=message.pk, title="anders", body="anders")
    assert client.get(at(message)).status_code == 302
    assert send_due()["sent"] == 1


def test_it_is_the_managers_of_the_place(client, held):
    _receipt, message = held
    stranger = manager("planungsraeume/9", "Fremd")
    for person in (stranger, somebody_as("city_administrator")):
        with pytest.raises(NotAllowed):
            reviewing.release(by=person, number=message.pk, title="x", body="y")
    client.force_login(stranger)
    assert client.get(at(message)).status_code == 403
    assert message.title not in client.get(LIST).content.decode()
    assert review.load_of(stranger).count == 0


def test_the_longest_waiting_comes_first_with_how_long(client, boss):
    with reviewed("deliberating"):
        new, old = need("Neu."), need("Alt.")
        for one in (new, old):
            checking.accept(by=boss, need=one)
    Message.objects.filter(subject_key=str(old.origin_of.pk), state="review").update(
        made=timezone.now() - timedelta(days=9)
    )
    page = client.get(LIST).content.decode()
    assert page.index(old.number) < page.index(new.number) and "seit 9 Tagen" in page
    assert "2 Nachrichten warten darauf" in client.get("/schreibtisch/").content.decode()
    assert "2 Nachrichten warten darauf" in client.get("/bedarfe/pruefen/").content.decode()
    assert "1 Nachricht dazu ist noch nicht" in client.get(f"/bedarfe/pruefen/{old.pk}/").content.decode()


def test_the_same_words_are_read_once_and_go_to_everybody(client, boss):
    into = said(email=TO).contribution
    for number in range(3):
        other = said(f"Auch hier, {number}.", email=f"{number}@example.org").contribution
        bundling.merge(by=boss, need=other.need, into=into.need, reason="Dasselbe.")
    send_due()
    mail.outbox.clear()
    with reviewed("deliberating"):
        checking.accept(by=boss, need=Need.objects.get(pk=into.need_id))
    (line,) = review.rows(review.waiting_for(boss))
    assert line.count == 4
    assert "4 Mal mit denselben Worten" in client.get(LIST).content.decode()
    assert reviewing.release(by=boss, number=line.pk, title=line.title, body="Anders.") == 4
    assert send_due()["sent"] == 4 and all("Anders." in letter.body for letter in mail.outbox)
    assert Entry.objects.filter(act="messages.released").count() == 1


def test_the_same_words_are_locked_together_and_in_order(boss):
    into = said(email=TO).contribution
    other = said("Auch hier.", email="o@example.org").contribution
    bundling.merge(by=boss, need=other.need, into=into.need, reason="Dasselbe.")
    with reviewed("deliberating"):
        checking.accept(by=boss, need=Need.objects.get(pk=into.need_id))
    last = queries.in_review().order_by("-pk")[0]
    with CaptureQueriesContext(connection) as told:
        assert reviewing.release(by=boss, number=last.pk, title="x", body="y") == 2
    locks = [one["sql"] for one in told if "FOR UPDATE" in one["sql"] and "owed_message" in one["sql"]]
    assert not any(f'"id" = {last.pk} ' in sql for sql in locks)
    assert [sql.split("ORDER BY ")[1].split()[0] for sql in locks] == [
        '"owed_message"."id"',
        "1",
    ]  # the first column


def test_as_many_statements_for_twenty_as_for_two(client, boss):
    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            assert client.get(LIST).status_code == 200
        return len(told)

    with reviewed("deliberating"):
        for number in range(2):
            checking.accept(by=boss, need=need(f"Bank {number}"))
        client.get(LIST)
        few = statements()
        for number in range(18):
            checking.accept(by=boss, need=need(f"Bus {number}"))
    assert statements() == few


# -- nothing is lost -----------------------------------------------------------------------------------------


def test_erased_while_it_waits_it_stands_at_the_receipt_and_goes_to_nobody(boss, held):
    receipt, message = held
    contributing.erase_author(by=None, contribution=receipt.contribution)
    assert Contact.objects.get().erased and queries.in_review().count() == 1
    reviewing.release(by=boss, number=message.pk, title=message.title, body=message.body)
    assert send_due() == {"sent": 0, "waiting": 0, "failed": 0}
    assert message.title in seen_by_author(receipt)


def test_erased_with_an_account_it_goes_to_nobody_either(boss):
    author = somebody("Arno Autor")
    receipt = said(by=author)
    with reviewed("returned"):
        checking.give_back(by=boss, need=receipt.contribution.need, reason=REASON)
    message = Message.objects.get(state="review")
    contributing.erase_author(by=None, contribution=receipt.contribution)
    reviewing.release(by=boss, number=message.pk, title=message.title, body=message.body)
    assert send_due()["sent"] == 0 and not mail.outbox


def test_withdrawn_while_it_waits_it_can_still_be_released(boss):
    receipt = said(email=TO)
    with reviewed("deliberating"):
        checking.accept(by=boss, need=receipt.contribution.need)
    contributing.withdraw(by=None, contribution=receipt.contribution)
    message = Message.objects.get(state="review")
    reviewing.release(by=boss, number=message.pk, title=message.title, body=message.body)
    assert message.title in seen_by_author(receipt)


def test_it_is_owed_and_not_given(client, held):
    receipt, message = held
    one = Need.objects.get(pk=receipt.contribution.need_id)
    assert one.state == "returned" and review.on_need(one) == 1
    assert queries.waiting_for_review()["count"] == 1
    client.force_login(somebody_as("city_administrator"))
    assert (
        "vor dem Versand vom Planungsraummanagement gelesen"
        in client.get("/verwaltung/nachrichten/").content.decode()
    )
    assert message.done is None


def test_taken_out_of_the_settings_it_still_waits(client, boss):
    with reviewed("deliberating"):
        checking.accept(by=boss, need=need())
    assert send_due()["sent"] == 0
    assert "Ihre Meldung" in client.get(LIST).content.decode()


def test_the_row_stands_or_falls_with_the_step(boss):
    one = need()
    with reviewed("returned"), pytest.raises(Refused):
        checking.give_back(by=boss, need=one, reason=" ")
    assert not queries.in_review().exists()

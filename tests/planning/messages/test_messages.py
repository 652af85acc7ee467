"""Messages go out once, wait for a mail server that is away, and are seen when they come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sozialraum.planning.journal.actions import Subject
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages import actions, queries, vault
from sozialraum.planning.messages.models import Contact, Message, Subscription
from sozialraum.planning.people.rules import PROGRAM
from worlds.voices import manager, said

pytestmark = pytest.mark.django_db
ADDRESS = "erika@example.org"


class Away:
    """A mail server that does not answer."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def send_messages(self, _messages):
        raise ConnectionRefusedError("nobody there")


def test_what_waits_goes_out_once():
    said(email=ADDRESS)
    assert actions.send_due()["sent"] == 1
    assert actions.send_due() == {"sent": 0, "waiting": 0, "failed": 0}
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS] and "Ihre Meldung ist angekommen" in letter.subject
    assert Message.objects.get().state == Message.State.SENT


def test_whoever_was_erased_while_it_was_released_gets_nothing_and_it_is_not_called_sent():
    # Released and erased at once: the row is ready, and there is no address.
    for address in (ADDRESS, "andere@example.org", "3@example.org"):
        said(email=address)
    first, second, _third = Message.objects.order_by("pk")
    Contact.objects.filter(pk=first.contact_id).update(sealed=b"", fingerprint="", erased=timezone.now())
    Message.objects.filter(pk=second.pk).update(contact=None)
    assert actions.send_due() == {"sent": 1, "waiting": 0, "failed": 0}
    assert [letter.to for letter in mail.outbox] == [["3@example.org"]]
    assert [m.state for m in Message.objects.order_by("pk")] == ["shown", "shown", "sent"]
    assert all(m.done and not m.failure for m in Message.objects.all())


def test_where_nothing_waits_no_mail_server_is_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(actions, "get_connection", lambda: asked.append(1))
    assert actions.send_due()["sent"] == 0 and not asked


def test_a_mail_server_that_is_away_is_tried_again_and_then_the_failure_is_seen(monkeypatch):
    said(email=ADDRESS)
    monkeypatch.setattr(actions, "get_connection", Away)
    for turn in range(len(actions.RETRIES)):
        assert actions.send_due()["waiting"] == 1, turn
        assert actions.send_due()["waiting"] == 0  # not before its time
        Message.objects.update(next_try=timezone.now())
    assert actions.send_due()["failed"] == 1
    assert "nobody there" in Message.objects.get().failure
    assert list(queries.not_delivered()) == [Message.objects.get()]
    assert Entry.objects.filter(act="messages.not_delivered").count() == 1


def test_a_bounce_counts_only_with_its_mark():
    said(email=ADDRESS)
    actions.send_due()
    message = Message.objects.get()
    actions.note_bounce(by=PROGRAM, number=message.pk, mark="0" * 16, why="guessed")
    assert Message.objects.get().state == Message.State.SENT
    actions.note_bounce(by=PROGRAM, number=message.pk, mark=queries.mark(message), why=f"<{ADDRESS}> unknown")
    assert Message.objects.get().state == Message.State.FAILED
    assert ADDRESS not in str(list(Entry.objects.values()))


def test_what_was_kept_long_enough_is_erased_by_itself_with_proof():
    said(email=ADDRESS)
    contact = Contact.objects.get()
    assert actions.erase_expired(today=contact.keep_until - timedelta(days=1)) == 0
    assert actions.erase_expired(today=contact.keep_until) == 1
    contact.refresh_from_db()
    assert queries.opened(contact) == {} and contact.erased
    line = Entry.objects.get(act="messages.contact_erased")
    assert line.details["purpose"] == "feedback" and line.actor_role == "program"
    assert actions.send_due() == {"sent": 0, "waiting": 0, "failed": 0}


def test_a_seal_is_bound_to_its_place_and_its_key(settings):
    sealed = vault.seal({"email": ADDRESS}, "contact/feedback")
    assert vault.unseal(sealed, "contact/feedback") == {"email": ADDRESS}
    with pytest.raises(vault.SealBroken):
        vault.unseal(sealed, "contact/subscription")
    with pytest.raises(vault.SealBroken):
        vault.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), "contact/feedback")
    settings.VAULT_KEY = "another"
    with pytest.raises(vault.SealBroken):
        vault.unseal(sealed, "contact/feedback")


def test_the_database_keeps_nothing_of_an_erased_contact():
    from django.db import IntegrityError, transaction

    said(email=ADDRESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.update(erased=timezone.now())


def subscribed() -> Subscription:
    return actions.subscribe(email=ADDRESS, subject=Subject("social_space", "sozialraeume/A", "Altstadt"))


def test_a_subscription_counts_after_its_link_was_opened_and_ends_with_the_address():
    made = subscribed()
    assert queries.live_subscriptions([("social_space", "sozialraeume/A")]) == []
    actions.send_due()
    link = queries.subscription_link(str(made.pk))
    assert link in mail.outbox[0].body
    client = Client()
    assert (
        client.get(link).status_code == 200
    )  # looking confirms nothing: mail programs open links by themselves
    assert Subscription.objects.get().confirmed is None
    client.post(link)
    assert len(queries.live_subscriptions([("social_space", "sozialraeume/A")])) == 1
    client.post(link, {"was": "beenden"})
    assert queries.live_subscriptions([("social_space", "sozialraeume/A")]) == []
    assert Contact.objects.get().erased


def test_a_guessed_link_to_a_subscription_leads_nowhere():
    made = subscribed()
    assert Client().post(reverse("messages:subscription", args=[made.pk, "0" * 32])).status_code == 404
    assert Subscription.objects.get().confirmed is None


def test_subscribers_hear_of_a_step_each_once():
    from sozialraum.planning.needs.actions import checking

    for subject in (
        Subject("social_space", "sozialraeume/A", "x"),
        Subject("social_space", "sozialraeume/A", "x"),
    ):
        one = actions.subscribe(email=ADDRESS, subject=subject)
        actions.confirm(number=one.pk, mark=queries.subscription_mark(one.pk))
    need = said().contribution.need
    checking.accept(by=manager(), need=need)
    news = Message.objects.filter(subject_kind="subscription", title__startswith="Neues zu")
    assert news.count() == 1


def test_the_officer_sees_what_is_kept(client):
    from worlds.people import somebody_as

    said(email=ADDRESS)
    client.force_login(somebody_as("data_protection_officer"))
    page = client.get(reverse("messages:vault")).content.decode()
    assert "owed.<wbr>Contact.<wbr>sealed" in page and ADDRESS not in page

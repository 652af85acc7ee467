"""What comes back is seen: real shapes of returned mails, what is none, garbage, and the mailbox."""

from __future__ import annotations

import logging
import random
import time

import pytest
from django.test import Client

from sozialraum.commands import sending
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages import actions, bounces, mailbox, queries
from sozialraum.planning.messages.models import Contact, Message
from sozialraum.planning.needs.actions import contributing
from sozialraum.planning.people.rules import PROGRAM, NotAllowed
from worlds import returned
from worlds.people import somebody_as
from worlds.returned import TO, FakeMailbox, served
from worlds.voices import manager, said

ID = "<17.0123456789abcdef@sozialraum>"
SHAPES = (returned.postfix, returned.exchange, returned.exim)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_shapes_of_real_mail_servers(shape):
    found = bounces.read(shape(ID))
    assert found is not None
    assert (found.number, found.mark) == (17, "0123456789abcdef")
    assert found.why.startswith(("5.1.1", "550 5.1.1"))
    assert "\n" not in found.why and not found.why.startswith("smtp")


def test_what_is_still_tried_or_arrived_is_no_bounce():
    for action, status in (("delayed", "4.4.1"), ("delivered", "2.0.0"), ("relayed", "2.0.0"), ("", "4.2.2")):
        assert bounces.read(returned.postfix(ID, action, status)) is None, action
    assert bounces.read(returned.exim_delayed(ID)) is None


def test_who_gave_up_after_days_did_not_deliver():
    """By RFC 3464 `failed` means: no further try, whatever the last error was."""
    found = bounces.read(returned.postfix(ID, "failed (expired)", "4.4.1", "X-Postfix; connect timed out"))
    assert found is not None and found.why == "4.4.1 connect timed out"


def test_one_of_several_recipients_failed():
    two = returned.postfix(ID).replace(
        b"Final-Recipient:",
        b"Final-Recipient: rfc822; a@example.org\r\nAction: delivered\r\n\r\nFinal-Recipient:",
        1,
    )
    assert bounces.read(two) is not None


def test_replies_of_people_and_their_machines_are_no_bounces():
    assert bounces.read(returned.away(ID)) is None
    read = returned.postfix(ID).replace(b"message/delivery-status", b"message/disposition-notification")
    assert bounces.read(read) is None
    assert bounces.read(returned.exim(ID).replace(b"@sozialraum", b"@elsewhere")) is None


def test_garbage_breaks_nothing():
    noise = random.Random(3)
    whole = returned.exchange(ID)
    for _turn in range(300):
        broken = bytearray(whole)
        for _hit in range(noise.randint(1, 40)):
            broken[noise.randrange(len(broken))] = noise.randrange(256)
        bounces.read(bytes(broken[: noise.randint(0, len(broken))]))
    assert bounces.read(b"") is None
    assert bounces.read(noise.randbytes(200_000)) is None
    strange = returned.exchange(ID).replace(b'charset="utf-8"', b'charset="klingon\xff"')
    assert bounces.read(strange) is not None


@pytest.mark.parametrize(
    "mail",
    [
        b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(20_000)
        ),
        b"Content-Type: message/rfc822\r\n\r\n" * 30_000,
        b"Subject: x\r\n\r\n" + b"x" * 20 * 2**20,
        b"X-Failed-Recipients: a\r\n\r\n" + b"> Message-ID:\r\n " * 60_000,
        b"From: postmaster@x\r\n\r\n" + b"not been able to deliver " * 40_000 + ID.encode(),
        b"From: postmaster@x\r\n\r\n" + b"\n" * 1_000_000 + b" " * 48_000,
    ],
    ids=["nested", "letters in letters", "20 MB", "many lines", "many words", "nothing but lines"],
)
def test_large_and_nested_mails_cost_little(mail):
    before = time.process_time()
    assert bounces.read(mail) is None
    assert time.process_time() - before < 2


def test_the_reason_is_short_and_holds_no_nul():
    found = bounces.read(returned.postfix(ID, said="smtp; 550 \x00 " + "lang " * 500))
    assert found is not None and len(found.why) <= bounces.LONGEST_REASON and "\x00" not in found.why


# -- what is noted ---------------------------------------------------------------------------------------------


def sent() -> tuple[Message, str]:
    """A message that went out, and its Message-ID."""
    said(email=TO)
    actions.send_due()
    message = Message.objects.latest("pk")
    return message, f"<{message.pk}.{queries.mark(message)}@sozialraum>"


@pytest.mark.django_db
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_returned_mail_is_noted_once(shape):
    message, message_id = sent()
    assert actions.note_returned(by=PROGRAM, mail=shape(message_id))
    assert not actions.note_returned(by=PROGRAM, mail=shape(message_id))
    message.refresh_from_db()
    assert message.state == Message.State.FAILED
    assert Entry.objects.filter(act="messages.not_delivered").count() == 1


@pytest.mark.django_db
def test_a_wrong_mark_or_number_is_passed_over():
    message, _id = sent()
    for number in (message.pk, 10**17):
        mail = returned.postfix(f"<{number}.{'0' * 16}@sozialraum>")
        assert not actions.note_returned(by=PROGRAM, mail=mail)
    assert Message.objects.get().state == Message.State.SENT


@pytest.mark.django_db
def test_nobody_but_the_program_notes_what_came_back():
    with pytest.raises(NotAllowed):
        actions.note_returned(by=somebody_as("resident"), mail=b"")


@pytest.mark.django_db
def test_what_comes_back_after_the_erasure_brings_no_address_again():
    said_ = said(email=TO)
    actions.send_due()
    message = Message.objects.get()
    contributing.erase_author(by=None, contribution=said_.contribution)
    assert Contact.objects.get().erased
    mail = returned.postfix(f"<{message.pk}.{queries.mark(message)}@sozialraum>")
    assert actions.note_returned(by=PROGRAM, mail=mail)
    assert TO not in Message.objects.get().failure


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_the_author_and_the_manager_see_it():
    told = said(email=TO)
    actions.send_due()
    message = Message.objects.get()
    mail = returned.postfix(f"<{message.pk}.{queries.mark(message)}@sozialraum>")
    actions.note_returned(by=PROGRAM, mail=mail)
    client = Client()
    assert "konnte nicht zugestellt werden" in client.get(f"/meldung/{told.code}/").content.decode()
    client.force_login(manager())
    page = client.get(f"/bedarfe/pruefen/{told.contribution.need_id}/").content.decode()
    assert "Kam per E-Mail nicht an:" in page and message.title in page and TO not in page
    client.force_login(somebody_as("city_administrator"))
    assert "5.1.1" in client.get("/verwaltung/nachrichten/").content.decode()


# -- the mailbox ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_mailbox_is_read_once_and_nothing_is_deleted():
    _message, message_id = sent()
    with served(FakeMailbox(returned.postfix(message_id), returned.away(message_id), b"\xff" * 100)) as box:
        assert actions.read_mailbox(by=PROGRAM, box=mailbox.Mailbox.of(box.address)) == (3, 1)
        assert box.seen == set(box.mails)
        assert actions.read_mailbox(by=PROGRAM, box=mailbox.Mailbox.of(box.address)) == (0, 0)
        assert not [words for words in box.said if "Deleted" in words or "EXPUNGE" in words]


@pytest.mark.django_db
def test_what_was_not_looked_at_to_the_end_comes_again(monkeypatch):
    _message, message_id = sent()
    with served(FakeMailbox(returned.postfix(message_id))) as box:
        with monkeypatch.context() as broken:
            broken.setattr(actions, "note_returned", lambda **_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                actions.read_mailbox(by=PROGRAM, box=mailbox.Mailbox.of(box.address))
        assert not box.seen
        assert actions.read_mailbox(by=PROGRAM, box=mailbox.Mailbox.of(box.address)) == (1, 1)


@pytest.mark.django_db
def test_a_mailbox_that_is_away_is_said_once_and_asked_rarely(settings, monkeypatch, caplog):
    clock = iter(range(0, 100_000, 100))
    monkeypatch.setattr(sending.time, "monotonic", lambda: next(clock))
    asked = []
    real = mailbox.unread
    monkeypatch.setattr(mailbox, "unread", lambda box: asked.append(box) or real(box))
    watch = sending.MailboxWatch()
    with served(FakeMailbox()) as box, caplog.at_level(logging.INFO):
        settings.BOUNCES = box.address.replace("heim", "raten")
        for _turn in range(12):
            watch.look()
        assert len([line for line in caplog.messages if "can't be read" in line]) == 1
        assert 2 <= len(asked) <= 6
        settings.BOUNCES = box.address
        for _turn in range(6):
            watch.look()
        assert len([line for line in caplog.messages if "answers again" in line]) == 1
    assert "raten" not in caplog.text and "heim" not in caplog.text


def test_a_server_that_is_not_there_is_away():
    with pytest.raises(mailbox.MailboxAway):
        list(mailbox.unread(mailbox.Mailbox.of("imap://a:b@127.0.0.1:1/INBOX")))


@pytest.mark.parametrize(
    "address",
    ["mail.stadt.de", "https://a:b@mail.stadt.de", "imaps://mail.stadt.de/INBOX", "imaps://a@h/", "imaps://a:b@h:x/",
     "imaps://a:b@[h/INBOX", "imaps://a:b@h/%C3%BC"],
)  # fmt: skip
def test_an_address_that_is_none_is_said_without_its_password(address):
    with pytest.raises(mailbox.MailboxUnusable) as refused:
        mailbox.Mailbox.of(address)
    assert "SOZIALRAUM_BOUNCES" in str(refused.value) and address not in str(refused.value)


def test_an_address_is_taken_apart():
    box = mailbox.Mailbox.of("imaps://user%40stadt.de:p%2Fw@mail.stadt.de/Post/Zur%20Kenntnis")
    assert (box.user, box.password, box.port) == ("user@stadt.de", "p/w", 993)
    assert box.folder == "Post/Zur Kenntnis" and "p/w" not in repr(box)


def test_standard_input_is_read_to_its_end_but_not_kept():
    import io

    stream = io.BytesIO(b"x" * (bounces.LARGEST + 3 * 2**16 + 5))
    assert len(sending._first_of(stream)) == bounces.LARGEST
    assert stream.read() == b""

"""What the receipt code opens, and that a guessed one opens nothing."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sozialraum.planning.messages.actions import send_due
from sozialraum.planning.messages.models import Contact, Message
from sozialraum.planning.messages.queries import closing, messages_on
from sozialraum.planning.needs import easy, receipts, spam
from sozialraum.planning.needs.actions import bundling, checking, way
from sozialraum.planning.needs.actions.attaching import attach
from sozialraum.planning.needs.actions.contributing import Heard
from sozialraum.planning.needs.models import Attachment, Contribution, Objection, Repair
from sozialraum.planning.needs.pictures import Picture
from sozialraum.planning.needs.queries.way import NEXT, way_of
from sozialraum.planning.needs.states import END, State
from sozialraum.planning.needs.views.contribute import TROUBLES
from sozialraum.planning.needs.views.receipt import DONE
from worlds.contributing import send, words
from worlds.people import somebody_as
from worlds.voices import manager, reviewed, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def at(receipt, name: str = "receipt") -> str:
    return reverse(f"needs:{name}", args=[receipt.code])


class TestFollowing:
    def test_it_shows_words_way_ball_and_messages(self, client):
        receipt = said(email="wer@example.org", dimensions=("mobility",), groups=("age_65_plus",))
        shown = words(client.get(at(receipt)))
        for piece in ("Am Anger fehlt eine Bank.", "Planungsraummanagement", "Ihre Meldung ist angekommen", "Raum A",
                      "Mobilität", "Ältere Menschen", "Die Form wird geprüft"):  # fmt: skip
            assert piece in shown
        checking.accept(by=manager(), need=receipt.contribution.need)
        shown = words(client.get(at(receipt)))
        assert "Die Sozialraumkonferenz berät, ob sie den Bedarf mitträgt." in shown and "Mara" not in shown

    def test_it_is_between_us(self, client):
        answer = client.get(at(said()))
        assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "same-origin" and b'name="robots"' in answer.content

    def test_after_merging_both_ways_are_shown(self, client):
        boss, one, other = manager(), said(), said("Es fehlen Bänke.")
        bundling.merge(
            by=boss, need=other.contribution.need, into=one.contribution.need, reason="Beides meint Bänke."
        )
        shown = words(client.get(at(other)))
        assert (
            "Weiter mit anderen zusammen" in shown
            and "Beides meint Bänke." in shown
            and "Widersprechen" in shown
        )
        assert "Es fehlen Bänke." in shown  # one's own words
        assert one.contribution.need.number in shown  # its title, once everybody may read it

    def test_the_number_of_statements_does_not_depend_on_how_much_there_is(self, client):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        receipt, boss = said(), manager()
        client.get(at(receipt))
        with CaptureQueriesContext(connection) as few:
            client.get(at(receipt))
        need = receipt.contribution.need
        checking.accept(by=boss, need=need)
        for target in (State.DEFERRED, State.CARRIED, State.DELIBERATING, State.DEFERRED, State.CARRIED):
            way.advance(by=boss, need=need, target=target)
        attach(by=None, contribution=receipt.contribution, made=[Picture(bytes([n]), 1, 1) for n in range(5)])
        with CaptureQueriesContext(connection) as many:
            client.get(at(receipt))
        assert len(many) == len(few) <= 9

    def test_the_way_names_roles_and_no_people_and_every_open_state_says_what_is_next(self):
        receipt = said(by=somebody_as("resident", "Rita Resident"))
        checking.give_back(by=manager(), need=receipt.contribution.need, reason="Kein Ort genannt.")
        found = way_of(Contribution.objects.get().need, letters=Message.objects.all())
        assert [one.reason for one in way_of(Contribution.objects.get().need).steps] == ["", ""]
        assert [(str(s.role), s.state, s.reason, s.is_last) for s in found.steps] == [
            ("Bewohnerschaft", "registered", "", False),
            ("Planungsraummanagement", "returned", "Kein Ort genannt.", True),
        ]
        assert str(found.holder) == "" and set(State) - END <= set(NEXT)

    @pytest.mark.parametrize(
        ("state", "says"),
        [
            (State.RETURNED, "Sie können es neu melden oder widersprechen."),
            (State.MERGED, "Meinen Sie etwas anderes, können Sie widersprechen."),
            (State.REDIRECTED, "Sind Sie nicht einverstanden, können Sie widersprechen."),
            (State.WITHDRAWN, "Sie können jederzeit etwas Neues melden."),
            (State.NOT_CARRIED, "kann die Konferenz den Bedarf wieder aufnehmen"),
            (State.SOLVED_LOCALLY, "kann die Konferenz den Bedarf wieder aufnehmen"),
        ],
    )
    def test_an_end_says_what_can_still_be_done(self, client, state, says):
        receipt, boss = said(), manager()
        need = receipt.contribution.need
        if state == State.MERGED:
            bundling.merge(
                by=boss, need=need, into=said("Es fehlen Bänke.").contribution.need, reason="Dasselbe."
            )
        elif state == State.REDIRECTED:
            checking.redirect(by=boss, need=need, service="Bauhof", reason="Ein Schaden.")
        elif state == State.WITHDRAWN:
            client.post(at(receipt, "receipt_withdraw"))
        else:
            if state != State.RETURNED:
                checking.accept(by=boss, need=need)
            way.advance(by=boss, need=need, target=state, reason="So ist es.")
        shown = words(client.get(at(receipt)))
        assert says in shown
        if state in (State.RETURNED, State.MERGED, State.REDIRECTED):
            assert client.post(at(receipt, "receipt_object"), {"text": "Doch."}).status_code == 302
            assert "Hier endet der Weg" not in shown

    def test_mails_lead_to_it(self):
        receipt = said(email="wer@example.org", language="en")
        message = messages_on("contribution", str(receipt.contribution.pk)).get()
        assert f"/en/meldung/{receipt.code}/" in closing(message)


class TestCodes:
    def test_typed_in_any_way(self, client):
        receipt = said()
        code = receipt.code
        for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
            answer = client.post("/meldung/", {"code": typed})
            assert answer.status_code == 302 and answer["Location"] == at(receipt)

    @pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "kurz", "x" * 40, "'; DROP TABLE", "äöü", "0", "%00"])
    def test_wrong_and_unknown_ones_look_the_same(self, client, code):
        expected = words(client.get("/meldung/0000-0000-0000/"))
        for answer in (client.get(f"/meldung/{code}/"), client.post("/meldung/", {"code": code})):
            assert answer.status_code == 404 and "Zu diesem Code gibt es keine Meldung" in words(answer)
            assert words(answer) == expected

    def test_an_empty_one_is_told(self, client):
        assert "Bitte geben Sie Ihren Meldecode ein." in words(client.post("/meldung/", {"code": " "}))

    @pytest.mark.parametrize("how", ["get", "post", "act"])
    def test_guessing_ends_after_thirty_in_a_minute(self, client, how):
        receipt = said()
        tries = {
            "get": lambda n: client.get(f"/meldung/{n:012}/"),
            "post": lambda n: client.post("/meldung/", {"code": f"{n:012}"}),
            "act": lambda n: client.post(f"/meldung/{n:012}/zurueckziehen/"),
        }
        statuses = [tries[how](n).status_code for n in range(32)]
        assert statuses == [404] * 30 + [429] * 2
        assert client.get(at(receipt)).status_code == 429  # a right guess would not be told either
        assert client.post("/meldung/", {"code": receipt.code}).status_code == 429

    def test_reading_ones_own_is_not_counted(self, client):
        receipt = said()
        assert {client.get(at(receipt)).status_code for _ in range(40)} == {200}


class TestActing:
    def test_adding(self, client):
        receipt = said()
        assert client.post(at(receipt, "receipt_add"), {"text": ""}).status_code == 422
        long = client.post(at(receipt, "receipt_add"), {"text": "x" * 5990})
        assert long.status_code == 422 and "x" * 5990 in long.content.decode()
        answer = client.post(at(receipt, "receipt_add"), {"text": "Und ein Baum."})
        assert "Ihre Ergänzung ist da." in words(client.get(answer["Location"]))
        assert Contribution.objects.get().text.endswith("Und ein Baum.")

    def test_withdrawing_asks_first(self, client):
        receipt = said()
        assert "Ja, zurückziehen" in words(client.get(at(receipt, "receipt_withdraw")))
        assert not Contribution.objects.get().withdrawn
        client.post(at(receipt, "receipt_withdraw"))
        assert Contribution.objects.get().withdrawn
        shown = words(client.get(at(receipt)))
        assert "Sie haben diese Meldung zurückgezogen" in shown and "Etwas ergänzen" not in shown
        assert client.post(at(receipt, "receipt_add"), {"text": "Doch!"}).status_code == 422

    def test_whoever_withdraws_is_told_once_at_the_receipt_and_by_mail(self, client):
        boss, receipt, other = (
            manager(),
            said(email="wer@example.org"),
            said("Bänke fehlen.", email="b@example.org"),
        )
        need = other.contribution.need
        bundling.merge(by=boss, need=receipt.contribution.need, into=need, reason="Dasselbe.")
        send_due()
        mail.outbox.clear()
        client.post(at(receipt, "receipt_withdraw"))
        client.post(at(receipt, "receipt_withdraw"))
        checking.accept(by=boss, need=need)  # what comes afterwards is told to the other alone
        send_due()
        assert [m.to for m in mail.outbox] == [["wer@example.org"], ["b@example.org"]]
        assert "Sie haben Ihre Meldung zurückgezogen" in mail.outbox[0].subject
        assert f"Der Bedarf {need.number} geht mit ihren Stimmen weiter." in mail.outbox[0].body
        assert "Sie haben Ihre Meldung zurückgezogen" in words(client.get(at(receipt)))

    def test_the_last_voice_that_is_withdrawn_is_told_once(self, client):
        account = somebody_as("resident", "Rita Resident")
        receipt = said(by=account, language="en")
        client.force_login(account)
        assert "ohne Ihren Namen" not in words(client.get(at(receipt, "receipt_withdraw")))
        client.post(at(receipt, "receipt_withdraw"))
        told = messages_on("contribution", str(receipt.contribution.pk)).order_by("-id")
        assert [m.title for m in told] == [
            "You have withdrawn your contribution",
            "Your contribution has arrived",
        ]
        assert "stays in the journal." in told[0].body  # where the name of an account does stand

    def test_a_carried_need_is_not_withdrawn_and_says_why(self, client):
        receipt, boss = said(), manager()
        checking.accept(by=boss, need=receipt.contribution.need)
        way.advance(by=boss, need=receipt.contribution.need, target=State.CARRIED)
        answer = client.post(at(receipt, "receipt_withdraw"))
        assert answer.status_code == 422 and "gehört jetzt allen" in words(answer)

    def test_objecting(self, client):
        receipt = said()
        assert client.post(at(receipt, "receipt_object"), {"text": "Doch!"}).status_code == 422
        checking.give_back(by=manager(), need=receipt.contribution.need, reason="Einzelfall.")
        assert client.post(at(receipt, "receipt_object"), {"text": ""}).status_code == 422
        client.post(at(receipt, "receipt_object"), {"text": "Es betrifft die ganze Straße."})
        assert Objection.objects.get().text == "Es betrifft die ganze Straße."
        shown = words(client.get(at(receipt)))
        assert "Es betrifft die ganze Straße." in shown and "Liegt der Konferenz vor." in shown

    def test_erasing_with_and_without_pictures(self, client):
        receipt = said(email="wer@example.org")
        attach(by=None, contribution=receipt.contribution, made=[Picture(b"x", 1, 1)])
        client.post(at(receipt, "receipt_erase"))
        assert Contact.objects.get().erased and Attachment.objects.get().removed is None
        assert "Ihre Angaben sind gelöscht." in words(client.get(at(receipt) + "?getan=geloescht"))
        client.post(at(receipt, "receipt_erase"), {"pictures": "on"})
        assert Attachment.objects.get().removed and Contribution.objects.get().text

    def test_everything_that_is_kept_is_told_to_the_person_alone(self, client):
        heard = Heard("Frauen aus dem Deutschkurs", persons=3)
        receipt = said(by=somebody_as("provider"), heard=heard, email="wer@example.org")
        assert client.get(at(receipt, "receipt_export")).status_code == 200
        answer = client.post(at(receipt, "receipt_export"))
        assert (
            answer["Content-Disposition"].startswith("attachment") and answer["Cache-Control"] == "no-store"
        )
        told = answer.json()
        assert told["contact"]["email"] == "wer@example.org" and told["contact"]["erased_on"]
        assert told["contribution"]["on_behalf_of"] == "Frauen aus dem Deutschkurs"
        assert (
            told["messages"][0]["title"] == "Ihre Meldung ist angekommen"
            and told["need"]["state"] == "registered"
        )
        client.post(at(receipt, "receipt_erase"))
        after = client.post(at(receipt, "receipt_export"))
        assert after.json()["contact"] is None and "wer@example.org" not in after.content.decode()
        assert receipts.code_of(receipt.contribution.token) not in answer.content.decode()


class TestWhatIsKept:
    """The Auskunft: the same to read and as a file, and nothing of anybody else."""

    def test_it_is_read_in_plain_words_and_local_times(self, client):
        receipt = said(email="wer@example.org", dimensions=("culture_leisure",), groups=("disabled",))
        Contribution.objects.update(registered="2026-07-01T22:30:00+00:00")
        page = client.get(at(receipt, "receipt_export"))
        shown = words(page)
        for piece in ("wer@example.org", "Am Anger fehlt eine Bank.", "Kultur", "Menschen mit Behinderung", "Raum A",
                      "Ihre Meldung ist angekommen", "2. Juli 2026 00:30", "Bedarf gemeldet"):  # fmt: skip
            assert piece in shown
        assert "culture_leisure" not in shown and page["Cache-Control"] == "no-store"
        told = client.post(at(receipt, "receipt_export")).json()["contribution"]
        assert told["registered"] == "2026-07-02T00:30:00+02:00" and told["group_titles"] == [
            "Menschen mit Behinderung"
        ]

    def test_in_english(self, client):
        receipt = said(groups=("disabled",))
        shown = words(client.get("/en" + at(receipt, "receipt_export")))
        assert "People with disabilities" in shown and "Menschen mit" not in shown

    def test_it_holds_ones_own_words_from_before_they_were_blacked_out(self, client):
        receipt, text = said("Frau Sabine Kowalski parkt hier."), "Frau Sabine Kowalski parkt hier."
        checking.black_out(by=manager(), contribution=receipt.contribution, spans=[(5, 20)])
        assert "Kowalski" not in words(client.get(at(receipt)))
        assert text in words(client.get(at(receipt, "receipt_export")))
        told = client.post(at(receipt, "receipt_export")).json()
        assert told["contribution"]["text_before_blacking_out"] == text
        assert [line["act"] for line in told["journal"]] == ["needs.registered", "needs.blacked_out"]
        assert "Mara" not in str(told)  # who did it stays with them

    def test_letters_that_somebody_reads_are_counted_and_not_told(self, client):
        receipt = said()
        with reviewed("returned"):
            checking.give_back(by=manager(), need=receipt.contribution.need, reason="Bitte mit Ort.")
        shown = words(client.get(at(receipt, "receipt_export")))
        assert "1 Nachricht an Sie wird noch gelesen" in shown and "Bitte mit Ort." not in shown
        assert client.post(at(receipt, "receipt_export")).json()["messages_not_released_yet"] == 1

    def test_it_says_what_a_service_was_sent_of_ones_own_and_of_nobody_else(self, client):
        boss, receipt = (
            manager(),
            said("Die Laterne ist kaputt, sagt Frau Sabine Kowalski.", email="wer@example.org"),
        )
        other = said("Stimmt, seit Mai.")
        need = receipt.contribution.need
        bundling.merge(by=boss, need=other.contribution.need, into=need, reason="Dasselbe.")
        Contribution.objects.update(read_to=999)
        Repair.objects.create(
            need=need, service="Bauhof", endpoint="x", code="7", title="Laterne", state="sent", request="A-17",
            failure="Stimmt, seit Mai.",
        )  # fmt: skip
        page = client.get(at(receipt, "receipt_export")).content.decode()
        assert "Bauhof, Laterne" in page and "A-17" in page and "seit Mai" not in page
        assert "Die Laterne ist kaputt, sagt Frau ██████ ████████." in page
        (sent,) = client.post(at(receipt, "receipt_export")).json()["sent_to_services"]
        assert sent["service"] == "Bauhof" and "Kowalski" not in sent["words"]


class TestInEasyLanguage:
    def test_every_state_says_something(self):
        assert set(easy.STANDS) == set(State) and all(easy.STANDS.values())

    def test_whoever_contributed_in_it_reads_on_in_it(self, client, monkeypatch):
        monkeypatch.setattr(spam, "QUICKEST", 0)
        answer = send(client, "/melden/leicht/")
        assert answer["Location"].endswith("?neu=1&sprache=leicht")
        shown = words(client.get(answer["Location"]))
        assert "Ihr Melde-Code" in shown and "Eine Person von der Stadt liest sie." in shown

    @pytest.mark.parametrize(
        ("page", "given", "says"),
        [
            ("receipt_add", {"text": "Auch ein Baum."}, "Danke. Ihre neuen Worte sind da."),
            ("receipt_withdraw", {}, "Niemand spricht mehr darüber."),
            ("receipt_erase", {}, "Wir haben Ihre Daten gelöscht."),
        ],
    )
    def test_what_can_be_done_is_asked_and_told_in_it(self, client, page, given, says):
        receipt = said(email="wer@example.org")
        where = at(receipt, page) + "?sprache=leicht"
        asked = words(client.get(where))
        assert all(str(line) in asked for line in easy.ASKED[page].lines)
        answer = client.post(where, given)
        assert answer.status_code == 302 and "sprache=leicht" in answer["Location"]
        assert says in words(client.get(answer["Location"]))

    def test_an_error_keeps_to_it(self, client):
        answer = client.post(at(said(), "receipt_add") + "?sprache=leicht", {"text": ""})
        assert answer.status_code == 422 and "Was möchten Sie noch sagen?" in words(answer)

    def test_what_is_wrong_or_not_done_is_told_in_it(self, client):
        receipt, boss, easily = said(), manager(), "?sprache=leicht"

        def told(page: str, **given: object) -> str:
            answer = client.post(at(receipt, page) + easily, given)
            assert answer.status_code == 422
            return words(answer)

        assert str(easy.ERRORS["text.nothing"]) in told("receipt_add", text="")
        assert str(easy.ERRORS["too_long"]) in told("receipt_add", text="x" * 6001)
        assert str(easy.REFUSED["too_long"]) in told("receipt_add", text="x" * 5990)
        shown = told("receipt_add", text="Ein Baum.", pictures=SimpleUploadedFile("baum.jpg", b"kein Bild"))
        assert "Dieses Foto können wir nicht öffnen: baum.jpg" in shown and "JPEG, PNG und WebP" not in shown
        assert str(easy.REFUSED["nothing_to_object"]) in told("receipt_object", text="Doch!")
        assert str(easy.ERRORS["required"]) in told("receipt_object", text="")
        checking.give_back(by=boss, need=receipt.contribution.need, reason="Einzelfall.")
        client.post(at(receipt, "receipt_object") + easily, {"text": "Doch!"})
        assert str(easy.REFUSED["objected_before"]) in told("receipt_object", text="Doch!")
        assert str(easy.REFUSED["moved_on"]) in told("receipt_withdraw")

    def test_everything_that_is_done_has_its_words(self):
        assert set(easy.DONE) == set(DONE) and set(easy.TROUBLES) == set(TROUBLES)
        short = [len(s.split()) for text in all_texts() for s in re.split(r"[.?:]", text)]
        assert max(short) <= 12


def all_texts() -> list[str]:
    """What is told in Leichte Sprache when something is done or wrong."""
    return [
        str(one) for table in (easy.DONE, easy.ERRORS, easy.REFUSED, easy.TROUBLES) for one in table.values()
    ]

"""Minutes write themselves, are laid before those who were there, approved by the body or by silence, and stay."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from sozialraum import paper
from sozialraum.paper.html import html
from sozialraum.paper.kept import as_data, of_data
from sozialraum.paper.pdf import pdf
from sozialraum.planning.conferences import passes
from sozialraum.planning.conferences.actions import (
    agenda,
    attending,
    balloting,
    minuting,
    resolving,
    seating,
    speaking,
)
from sozialraum.planning.conferences.models import AgendaItem, Ballot, Holding, Minutes, Session, Vote
from sozialraum.planning.conferences.papers.minutes import minutes as composed
from sozialraum.planning.conferences.queries.record import record
from sozialraum.planning.conferences.states import MinutesState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import closing
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Scope
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from worlds.conferring import conference, seat
from worlds.evening import DISSENT, HIDDEN, bench, evening, minutes_of
from worlds.meeting import attendees, balloted, opened
from worlds.pdf_ua import faults, words
from worlds.people import LONG_AGO, somebody, somebody_as
from worlds.voices import AREA

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(mara) -> Minutes:
    return minutes_of(evening(mara))


def text_of(minutes: Minutes) -> str:
    return html(composed(record(minutes)))


def blocks_of(minutes: Minutes, kind: type) -> list:
    return [one for one in composed(record(minutes)).blocks if isinstance(one, kind)]


# -- they write themselves --


def test_who_was_there_by_bank_who_came_late_and_how_many_guests(held):
    tables = {one.caption: one for one in blocks_of(held, paper.Table)}
    chairs = tables["Sitze mit Stimme, und wie viele davon besetzt waren"]
    assert ("Bewohnerschaft", "3", "3") in chairs.rows
    late = [row for row in tables["Anwesende"].rows if str(row[3]).startswith("ab ")]
    assert [row[2] for row in late] == ["Bewohnerschaft"]
    assert "Ein Gast war da." in text_of(held)
    assert "Gustav Gast" not in text_of(held)
    assert "Beschlussfähig war die Runde von" in text_of(held)


def test_the_need_in_the_words_of_who_said_it_and_what_came_of_it(held):
    told = text_of(held)
    quotes = {one.text: one for one in blocks_of(held, paper.Quote)}
    assert "Am Anger fehlt eine Bank." in quotes
    assert "Wir pflegen sie mit." in told
    assert "Ihm gehört der Anger." in told
    assert "wurde aufgehoben und zählt nicht: Zu früh ausgezählt." in told
    assert "Angenommen mit 6 Ja, 1 Nein, 0 Enthaltungen." in told
    assert "Für das Protokoll noch einmal gezählt: dasselbe Ergebnis." in told
    assert "Die Konferenz trägt die Bank mit." in told
    assert "Verschoben auf die nächste Sitzung" in told
    assert "Wo tagt die nächste Konferenz?" in told


def test_every_table_has_a_name_of_its_own(mara):
    session = evening(mara, closed=False)
    item = session.items.get(need__isnull=False)
    resolving.take_back(by=mara, resolution=item.resolutions.get(), reason="Noch eine Runde.")
    item = balloting.take_up(by=mara, item=item)
    voters = [one for one in attendees(session) if one.voting and not one.conflicts.exists()]
    balloted(item, mara, dict.fromkeys(voters, "yes"))
    names = [
        one.caption
        for one in blocks_of(minutes_of(resolving.close_session(by=mara, session=session)), paper.Table)
    ]
    assert len(names) == len(set(names)) and "Ergebnis zu Punkt 1, 2. Wiederholung" in names


def test_what_nobody_has_read_stands_in_no_minutes(mara):
    session = evening(mara, closed=False)
    need = session.items.get(need__isnull=False).need
    from worlds.voices import said

    second = said("Frau Meier ist schuld.").contribution
    from sozialraum.planning.needs.actions import bundling

    bundling.merge(by=mara, need=second.need, into=Need.objects.get(pk=need.pk), reason="Dasselbe.")
    resolving.close_session(by=mara, session=session)
    told = text_of(minutes_of(session))
    assert "Frau Meier" not in told
    assert "und eine weitere Meldung" in told


def test_who_did_not_allow_their_name_is_nowhere_named(mara, held):
    session = held.session
    minuting.write(by=mara, minutes=held, opening=f"{HIDDEN} kam zuerst.", closing=f"Dank an {HIDDEN}!")
    session.chair = HIDDEN
    session.save(update_fields=["chair"])
    for language in ("de", "en"):
        with override(language):
            assert HIDDEN not in str(as_data(composed(record(minutes_of(session)))))
    told = text_of(minutes_of(session))
    assert "ein Mitglied der Bank Bewohnerschaft kam zuerst." in told
    quotes = {one.text: one.by for one in blocks_of(held, paper.Quote)}
    assert quotes[DISSENT] == "ein Mitglied der Bank Bewohnerschaft"


def test_a_dissent_bears_a_name_only_where_it_was_given_with_it(mara):
    session = evening(mara, closed=False)
    item = session.items.get(need__isnull=False)
    first = session.attendees.filter(bank="politics").first()
    speaking.dissent(attendee=first, item=item, text="Mit Namen.")
    speaking.dissent(attendee=first, item=item, text="Ohne Namen.", named=False)
    resolving.close_session(by=mara, session=session)
    quotes = {one.text: one.by for one in blocks_of(minutes_of(session), paper.Quote)}
    assert quotes["Mit Namen."] == first.name
    assert quotes["Ohne Namen."] == "ein Mitglied der Bank Politik"


def test_a_round_that_could_never_resolve_is_said_to_have_been_so(mara):
    running = opened(conference(mara, seats=2), mara, absent=6)
    session = resolving.close_session(by=mara, session=running)
    told = text_of(minutes_of(session))
    assert "nicht beschlussfähig: Nötig waren 4 Stimmen." in told
    assert "Es wurde nichts beschlossen." in told


def test_the_table_can_resolve_from_when_enough_are_there_until_too_many_left(mara):
    body = conference(mara, seats=1, quorum_percent=75)
    running = opened(body, mara, absent=2)
    third = attending.arrive(by=mara, session=running, holding=Holding.objects.filter(seat__body=body)[2])
    attending.leave(by=mara, attendee=third)
    held = minutes_of(resolving.close_session(by=mara, session=running))
    (span,) = record(held).quorate
    assert span == (third.presences.get().arrived, third.presences.get().left)


def test_an_invitation_that_came_late_is_named_with_its_reason(mara, held):
    from sozialraum.planning.conferences import steps
    from sozialraum.planning.journal.actions import Actor

    session = held.session
    session.invited = session.begins - timedelta(days=3)
    session.save(update_fields=["invited"])
    actor = Actor(None, "x", "program")
    steps.note(by=actor, act="conferences.invited", what=session, reason="Die Halle ist abgebrannt.")
    told = text_of(held)
    assert "3 Tage vorher" in told and "Die Frist von 14 Tagen ist nicht eingehalten." in told
    assert "Die Halle ist abgebrannt." in told
    session.invited = session.begins - timedelta(days=20)
    session.save(update_fields=["invited"])
    assert "Die Frist ist eingehalten." in text_of(minutes_of(session))


def test_a_result_that_does_not_hold_when_counted_again_is_said_so(held):
    ballot = Ballot.objects.get(item__session=held.session, state="closed")
    Vote.objects.filter(ballot=ballot, value="no").update(value="yes")
    assert "Es kommt etwas anderes heraus." in text_of(held)


def test_as_many_statements_for_a_long_evening_as_for_a_short_one(mara, held):
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            composed(record(minutes_of(held.session)))
        return len(captured)

    statements()  # what is asked once a process
    before = statements()
    session = held.session
    Session.objects.filter(pk=session.pk).update(state="running")
    for n in range(3):
        need = bench(mara, f"Noch eine Bank {n}.")
        item = agenda.add(by=mara, session=session, kind="need", title="Bank", need=need, method="carry")
        Ballot.objects.create(
            item=item, number=1, method="carry", question="?", motion="carried", state="closed",
            rules=Ballot.objects.filter(state="closed").first().rules,
            result=Ballot.objects.filter(state="closed").first().result,
        )  # fmt: skip
    Session.objects.filter(pk=session.pk).update(state="closed")
    assert statements() == before


# -- from draft to published --


def test_a_draft_is_written_presented_and_approved_by_silence(mara, held):
    item = held.session.items.first()
    minuting.write(by=mara, minutes=held, opening="Begrüßung.", courses={item.pk: "Es regnete."})
    kept = minuting.present(by=mara, minutes=held)
    assert kept.silence_until == timezone.localdate() + timedelta(days=14)
    with pytest.raises(Refused, match="schon vorgelegt"):
        minuting.write(by=mara, minutes=held, opening="Anders.")
    assert minuting.approve_silent() == 0
    Minutes.objects.update(silence_until=timezone.localdate())
    assert minuting.approve_silent() == 0  # the last day counts whole
    Minutes.objects.update(silence_until=timezone.localdate() - timedelta(days=1))
    assert minuting.approve_silent() == 1
    held.refresh_from_db()
    assert held.state == MinutesState.PUBLISHED and held.approved_in is None
    assert set(held.document) == {"de", "en"}


def test_an_empty_course_is_taken_out_again_and_one_of_elsewhere_refused(mara, held):
    item = held.session.items.first()
    minuting.write(by=mara, minutes=held, courses={item.pk: "Es regnete."})
    minuting.write(by=mara, minutes=held, courses={item.pk: "Es schneite."})
    assert [one.text for one in held.remarks.all()] == ["Es schneite."]
    minuting.write(by=mara, minutes=held, courses={item.pk: " "})
    assert not held.remarks.exists()
    with pytest.raises(Refused):
        minuting.write(by=mara, minutes=held, courses={0: "x"})


def test_an_objection_stops_silence_and_taken_up_opens_the_draft(mara, held):
    minuting.present(by=mara, minutes=held)
    sat = held.session.attendees.filter(holding__name=HIDDEN).get()
    objection = minuting.object_to(minutes=held, holding=sat.holding, text="Ich kam um sieben.")
    Minutes.objects.update(silence_until=timezone.localdate() - timedelta(days=1))
    assert minuting.approve_silent() == 0
    with pytest.raises(Refused):
        minuting.take_up(by=mara, objection=objection, answer=" ")
    kept = minuting.take_up(by=mara, objection=objection, answer="Geändert.")
    assert kept.state == MinutesState.DRAFT
    with pytest.raises(Refused, match="schon beantwortet"):
        minuting.take_up(by=mara, objection=objection, answer="Noch einmal.")
    again = minuting.present(by=mara, minutes=held)
    assert again.silence_until > timezone.localdate()
    Minutes.objects.update(silence_until=timezone.localdate() - timedelta(days=1))
    assert minuting.approve_silent() == 1


def test_who_may_object_and_who_may_not(mara, held):
    with pytest.raises(Refused, match="solange das Protokoll vorliegt"):
        minuting.object_to(by=mara, minutes=held, text="Zu früh.")
    minuting.present(by=mara, minutes=held)
    with pytest.raises(NotAllowed):
        minuting.object_to(by=somebody("Frieda Fremd"), minutes=held, text="x")
    with pytest.raises(NotAllowed):
        minuting.object_to(minutes=held, text="x")
    other = seating.set_up_body(
        by=mara, kind="other", name="Anderswo", scope=Scope("planning_area", AREA), since=LONG_AGO
    )
    elsewhere = seat(other, mara)
    with pytest.raises(NotAllowed):
        minuting.object_to(minutes=held, holding=elsewhere, text="x")
    with pytest.raises(NotAllowed):
        minuting.present(by=somebody_as("council_member"), minutes=held)


def test_published_minutes_never_change(mara, held):
    minuting.present(by=mara, minutes=held)
    Minutes.objects.update(silence_until=timezone.localdate() - timedelta(days=1))
    minuting.approve_silent()
    page = reverse("conferences:minutes", args=[held.session_id])
    before = Client().get(page).content
    Need.objects.update(title="Ganz anders", wording="Ganz anders")
    Ballot.objects.update(question="Ganz anders")
    AgendaItem.objects.update(title="Ganz anders")
    assert Client().get(page).content == before
    with pytest.raises(Refused):
        minuting.publish(by=mara, minutes=held)


def test_who_was_there_on_a_seat_gets_a_letter_with_their_own_link_and_nobody_else(mara, held):
    minuting.present(by=mara, minutes=held)
    letters = Message.objects.filter(letter="minutes")
    assert letters.count() == 9
    mail = letters.get(contact__isnull=False)
    sat = held.session.attendees.get(holding__name=HIDDEN)
    assert "Hat bis dahin niemand einen Einwand" in mail.body
    assert passes.of_place(sat) not in mail.body
    assert passes.of_place(sat) in closing(mail)


# -- pages --


@pytest.fixture
def page(held) -> str:
    return reverse("conferences:minutes", args=[held.session_id])


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_before_they_are_published_everybody_reads_that_they_are_being_written(mara, held, page):
    answer = Client().get(page)
    assert answer.status_code == 200 and "Noch kein Protokoll" in answer.content.decode()
    assert "Am Anger" not in answer.content.decode().partition("<main")[2].partition("<h1")[2]
    assert Client().get(reverse("conferences:minutes_pdf", args=[held.session_id])).status_code == 404
    own = signed_in(mara).get(page).content.decode()
    assert "Das ist ein Entwurf." in own and DISSENT in own


def test_of_a_session_that_is_not_public_nobody_else_reads_even_that(mara):
    session = evening(mara, is_public=False)
    page = reverse("conferences:minutes", args=[session.pk])
    assert Client().get(page).status_code == 302
    assert signed_in(somebody("Frieda Fremd")).get(page).status_code == 403
    assert signed_in(mara).get(page).status_code == 200


def test_by_the_link_of_their_place_somebody_objects(mara, held, page):
    minuting.present(by=mara, minutes=held)
    sat = held.session.attendees.get(holding__name=HIDDEN)
    own = f"{page}?platz={passes.of_place(sat)}"
    client = Client()
    assert "War etwas anders?" in client.get(own).content.decode()
    assert client.get(own)["Cache-Control"] == "no-store"
    assert client.post(own, {"text": ""}).status_code == 422
    done = client.post(own, {"text": "Ich kam um sieben."})
    assert done["Location"] == f"{own}&getan" and set(client.cookies) <= {"csrftoken"}
    assert held.remarks.get().name == HIDDEN
    assert "Ich kam um sieben." in client.get(own).content.decode()
    assert "Noch kein Protokoll" in client.get(f"{page}?platz={sat.pk}-falsch").content.decode()
    guest = held.session.attendees.get(holding__isnull=True)
    assert "Noch kein Protokoll" in client.get(f"{page}?platz={passes.of_place(guest)}").content.decode()


def test_the_page_of_who_writes_them_does_it_all(mara, held):
    edit, client = reverse("conferences:minutes_edit", args=[held.session_id]), signed_in(mara)
    item = held.session.items.first()
    shown = client.get(edit).content.decode()
    assert "Angenommen mit 6 Ja" in shown
    ids = [part.partition('"')[0] for part in shown.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    given = {f"course-{one.pk}": "Lang beraten." for one in held.session.items.all()} | {
        "opening": "",
        "closing": "",
    }
    assert client.post(edit, given | {"act": "write"}).status_code == 302
    assert held.remarks.get(item=item).text == "Lang beraten."
    assert client.post(edit, given | {"act": "present"}).status_code == 302
    assert (
        client.post(edit, {"act": "object", "gehoert-text": "Nein.", "gehoert-name": "Frau X"}).status_code
        == 302
    )
    objection = held.remarks.get(kind="objection")
    taken = {"act": "take-up", "objection": objection.pk, "antwort-answer": "Doch."}
    assert client.post(edit, taken | {"antwort-answer": ""}).status_code == 422
    assert client.post(edit, taken).status_code == 302
    assert client.post(edit, {"act": "publish"}).status_code == 422
    held.refresh_from_db()
    assert held.state == MinutesState.DRAFT


def fields_of(page: str) -> dict[str, str]:
    """What the form of somebody who opened the page sends along."""
    hidden = re.findall(r'<input type="hidden" name="(seen-[^"]+)" value="([^"]+)"', page)
    areas = re.findall(r'<textarea name="(opening|closing|course-[^"]+)"[^>]*>([^<]*)</textarea>', page)
    return {name: text.strip() for name, text in (*hidden, *areas)}


def test_two_who_write_at_once_lose_nothing(mara, held):
    edit, client = reverse("conferences:minutes_edit", args=[held.session_id]), signed_in(mara)
    first, second = held.session.items.order_by("position")[:2]
    minuting.write(by=mara, minutes=held, opening="Begrüßung.", courses={second.pk: "Am Anfang."})
    one, other = (fields_of(client.get(edit).content.decode()) for _n in range(2))
    one |= {"opening": "Begrüßung durch Rosa.", f"course-{first.pk}": "Es regnete.", "act": "write"}
    assert client.post(edit, one).status_code == 302
    # What the other left alone is not set back, what only they wrote is written.
    other |= {f"course-{second.pk}": "Am Ende.", "act": "write"}
    assert client.post(edit, other).status_code == 302
    held.refresh_from_db()
    texts = dict(held.remarks.values_list("item", "text"))
    assert held.opening == "Begrüßung durch Rosa."
    assert texts == {first.pk: "Es regnete.", second.pk: "Am Ende."}


def test_the_same_text_written_by_two_is_refused_with_both(mara, held):
    edit, client = reverse("conferences:minutes_edit", args=[held.session_id]), signed_in(mara)
    item = held.session.items.order_by("position").first()
    mine = fields_of(client.get(edit).content.decode())
    minuting.write(by=mara, minutes=held, opening="Von Rosa.", closing="Auch von Rosa.")
    lines = Entry.objects.filter(act="conferences.minutes_written").count()
    mine |= {"opening": "Von mir.", f"course-{item.pk}": "Es regnete."}
    for act in ("write", "present"):
        answer = client.post(edit, mine | {"act": act})
        told = answer.content.decode()
        assert answer.status_code == 422 and "Es ist noch nichts gespeichert" in told
        assert "Von Rosa." in told and told.count("anders geschrieben") == 1
        shown = fields_of(told)
        assert shown["opening"] == "Von mir." and shown[f"course-{item.pk}"] == "Es regnete."
        assert shown["closing"] == "Auch von Rosa."
    held.refresh_from_db()
    assert held.opening == "Von Rosa." and held.state == MinutesState.DRAFT and not held.remarks.exists()
    assert Entry.objects.filter(act="conferences.minutes_written").count() == lines
    # Having seen both, they decide.
    assert client.post(edit, shown | {"act": "write"}).status_code == 302
    held.refresh_from_db()
    assert (held.opening, held.closing) == ("Von mir.", "Auch von Rosa.")
    assert held.remarks.get().text == "Es regnete."


def test_what_was_typed_while_somebody_presented_stays_on_the_page(mara, held):
    edit, client = reverse("conferences:minutes_edit", args=[held.session_id]), signed_in(mara)
    mine = fields_of(client.get(edit).content.decode()) | {"closing": "Noch ein Dank.", "act": "write"}
    minuting.present(by=mara, minutes=held)
    answer = client.post(edit, mine)
    assert answer.status_code == 422 and "schon vorgelegt" in answer.content.decode()
    assert fields_of(answer.content.decode())["closing"] == "Noch ein Dank."


def test_nothing_is_noted_where_nothing_was_changed(mara, held):
    edit, client = reverse("conferences:minutes_edit", args=[held.session_id]), signed_in(mara)
    mine = fields_of(client.get(edit).content.decode()) | {"act": "write"}
    assert client.post(edit, mine).status_code == 302
    assert not Entry.objects.filter(act="conferences.minutes_written").exists()


def test_they_are_an_accessible_pdf_in_both_languages(mara, held):
    for language, title in (("de", "Protokoll"), ("en", "Minutes")):
        with override(language):
            made = pdf(composed(record(minutes_of(held.session))))
        assert faults(made) == []
        assert title in words(made) and DISSENT in words(made) and HIDDEN not in words(made)
    answer = signed_in(mara).get(reverse("conferences:minutes_pdf", args=[held.session_id]))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "no-store"


def test_a_ballot_on_paper_counts_again_too(mara):
    session = evening(mara, closed=False)
    item = session.items.get(need__isnull=False)
    resolving.take_back(by=mara, resolution=item.resolutions.get(), reason="Noch einmal.")
    balloting.take_up(by=mara, item=item)
    from sozialraum.planning.conferences.actions import voting

    one = session.attendees.filter(bank="politics").last()
    attending.use_paper(by=mara, attendee=one, on_paper=True)
    ballot = balloting.open_ballot(by=mara, item=item)
    counter = session.attendees.filter(bank="providers").first()
    attending.let_count(by=mara, attendee=counter)
    counter.refresh_from_db()
    given = {"ballot": ballot, "number": 1, "bank": "politics", "given": {"vote": "yes"}}
    voting.read_slip(by=mara, **given)
    voting.read_slip(attendee=counter, **given)
    balloting.close_ballot(by=mara, ballot=ballot)
    held = minutes_of(resolving.close_session(by=mara, session=session))
    assert record(held).agrees[ballot.pk] is True


def test_words_that_are_blacked_out_later_are_black_in_published_minutes_too(mara):
    held = minutes_of(evening(mara))
    item = AgendaItem.objects.filter(session=held.session, need__isnull=False).first()
    voice = item.need.contributions.first()
    word = max(re.findall(r"\w+", voice.text), key=len)
    Minutes.objects.filter(pk=held.pk).update(document=as_data(composed(record(held))))
    before = Minutes.objects.get(pk=held.pk).document
    assert word in str(before)
    begin = voice.text.index(word)
    checking.black_out(by=PROGRAM, contribution=voice, spans=[(begin, begin + len(word))])
    after = Minutes.objects.get(pk=held.pk).document
    assert word not in re.findall(r"\w+", str(after)) and html(of_data(after))

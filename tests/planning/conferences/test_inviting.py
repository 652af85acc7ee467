"""Invitations: who gets one and how, what calendars understand of it, what changes, answers, one reminder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from icalendar import Calendar

from sozialraum.planning.conferences import passes
from sozialraum.planning.conferences.actions import agenda, finding, inviting, preparing, seating
from sozialraum.planning.conferences.models import DateAnswer, Holding, Invitation, Session
from sozialraum.planning.conferences.queries.inviting import guests
from sozialraum.planning.conferences.queries.preparation import agenda_changed
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import send_due
from sozialraum.planning.messages.models import Message
from sozialraum.planning.people.actions import create_account
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from worlds.conferring import conference, seat, session
from worlds.people import LONG_AGO, somebody, today
from worlds.voices import manager, reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
AT = datetime(2027, 3, 2, 17, 0, tzinfo=UTC)  # 18:00 in Berlin


@pytest.fixture
def boss():
    return manager()


@pytest.fixture
def body(boss):
    made = conference(boss, seats=0)
    seat(made, boss, bank="residents", name="Erika Mail", email="erika@example.org")
    seat(made, boss, bank="politics", name="Paul Papier")
    return made


@pytest.fixture
def planned(body, boss):
    begins = timezone.now().replace(microsecond=0) + timedelta(days=30)
    made = session(body, boss, begins=begins, place="Bürgerhaus", access="Stufenlos")
    agenda.add(by=boss, session=made, kind="topic", title="Bank am Anger")
    return made


def letters_to(name: str) -> list[Message]:
    keys = [str(pk) for pk in Invitation.objects.filter(holding__name=name).values_list("pk", flat=True)]
    return list(Message.objects.filter(subject_kind="invitation", subject_key__in=keys).order_by("pk"))


def link(name: str) -> str:
    return f"/konferenzen/einladung/{passes.of_invitation(Invitation.objects.get(holding__name=name))}/"


def event(text: str):
    made = Calendar.from_ical(text)
    (one,) = made.walk("VEVENT")
    return made, one


def why_late(session: Session) -> tuple[int, str] | None:
    """Where the period of invitation was not kept: by how many days, and the reason, as the journal has it."""
    lines = Entry.objects.filter(
        subject_kind="session", subject_key=str(session.pk), act="conferences.invited"
    )
    found = lines.filter(details__has_key="late_days").order_by("pk").first()
    return (int(found.details["late_days"]), found.reason) if found else None


# -- inviting --------------------------------------------------------------------------------------------------


def test_everybody_who_holds_a_seat_on_that_day_is_invited(planned, body, boss):
    gone = seat(body, boss, name="Nora Nichtmehr", email="n@example.org")
    Holding.objects.filter(pk=gone.pk).update(during=DateRange(LONG_AGO, today() + timedelta(days=29)))
    seating.seat_somebody(
        by=boss, seat=Holding.objects.get(name="Erika Mail").seat, part="deputy", name="Vera Vertretung",
        email="v@example.org", since=LONG_AGO,
    )  # fmt: skip
    assert inviting.invite(by=boss, session=planned) == 3
    planned.refresh_from_db()
    assert planned.state == SessionState.INVITED and planned.invited and planned.sequence == 0
    (erika,) = letters_to("Erika Mail")
    assert erika.state == Message.State.READY and erika.letter == "invitation"
    assert "Einladung: Sozialraumkonferenz Anger, 1. Sitzung" in erika.title
    for words in ("Bürgerhaus", "Stufenlos", "1. Bank am Anger", "für Erika Mail"):
        assert words in erika.body
    assert "\n\n\n" not in erika.body
    (vera,) = letters_to("Vera Vertretung")
    assert "wenn das Mitglied nicht kann" in vera.body
    (paul,) = letters_to("Paul Papier")
    assert paul.state == Message.State.SHOWN
    entry = Entry.objects.get(act="conferences.invited")
    assert entry.details == {"invited": 3, "on_paper": 1}


def test_a_letter_holds_no_link_but_the_mail_does(planned, boss):
    inviting.invite(by=boss, session=planned)
    (erika,) = letters_to("Erika Mail")
    assert link("Erika Mail") not in erika.body + erika.calendar
    assert "erika@example.org" not in erika.calendar
    send_due()
    assert link("Erika Mail") in mail.outbox[0].body


def test_the_mail_as_it_goes_over_the_wire(planned, boss):
    inviting.invite(by=boss, session=planned)
    send_due()
    (sent,) = mail.outbox
    read = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    parts = {part.get_content_type(): part for part in read.walk() if not part.is_multipart()}
    assert set(parts) == {"text/plain", "text/calendar", "application/ics"}
    inline = parts["text/calendar"]
    assert inline.get_param("method") == "REQUEST" and inline.get_content_charset() == "utf-8"
    assert parts["application/ics"].get_filename() == "termin.ics"
    assert [part.get_content_type() for part in read.walk()][:2] == [
        "multipart/mixed",
        "multipart/alternative",
    ]
    for raw in (inline.get_content(), parts["application/ics"].get_content().decode()):
        made, one = event(raw)
        assert made["METHOD"] == "REQUEST" and one["UID"].startswith(str(planned.uid))
        assert one["ATTENDEE"] == "mailto:erika@example.org" and one["ATTENDEE"].params["RSVP"] == "FALSE"
        assert one["ORGANIZER"].lower().startswith("mailto:")


def test_the_entry_knows_its_time_zone(body, boss):
    made = session(body, boss, begins=AT, place="Bürgerhaus")
    agenda.add(by=boss, session=made, kind="topic", title='Bank, Baum; und "Dach"')
    inviting.invite(by=boss, session=made, reason="Frist")
    text = letters_to("Paul Papier")[0].calendar
    assert "DTSTART;TZID=Europe/Berlin:20270302T180000" in text
    assert text.count("BEGIN:VTIMEZONE") == 1 and "TZID:Europe/Berlin" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text and text.index("VTIMEZONE") < text.index("VEVENT")
    made, one = event(text)
    assert (int(one["SEQUENCE"]), one["STATUS"], one["LOCATION"]) == (0, "CONFIRMED", "Bürgerhaus")
    assert one.decoded("DTEND") - one.decoded("DTSTART") == timedelta(hours=2)
    assert 'Bank, Baum; und "Dach"' in one["DESCRIPTION"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_each_reads_their_own_language(planned, body, boss):
    john = create_account(by=PROGRAM, name="John", email="john@example.org", language="en")
    seat(body, boss, name="John", account=john)
    inviting.invite(by=boss, session=planned)
    (letter,) = letters_to("John")
    assert letter.language == "en" and letter.title.startswith("Invitation: ") and letter.account == john


def test_what_is_missing_is_said(planned, body, boss):
    for values in ({"place": ""}, {"begins": timezone.now() - timedelta(hours=1)}):
        Session.objects.filter(pk=planned.pk).update(**values)
        with pytest.raises(Refused):
            inviting.invite(by=boss, session=planned)
        Session.objects.filter(pk=planned.pk).update(begins=planned.begins, place=planned.place)
    planned.items.all().delete()
    with pytest.raises(Refused):
        inviting.invite(by=boss, session=planned)
    assert not Message.objects.filter(subject_kind="invitation").exists()
    with pytest.raises(NotAllowed):
        inviting.invite(by=somebody(), session=planned)


def test_too_late_needs_a_reason_and_the_minutes_know_it(body, boss):
    soon = session(body, boss, begins=timezone.now() + timedelta(days=5), place="Bürgerhaus")
    agenda.add(by=boss, session=soon, kind="topic", title="x")
    with pytest.raises(Refused) as refused:
        inviting.invite(by=boss, session=soon)
    assert refused.value.code == "late" and "9 Tage zu spät" in str(refused.value)
    inviting.invite(by=boss, session=soon, reason="Der Weg bricht ein.")
    assert why_late(soon) == (9, "Der Weg bricht ein.")


def test_in_time_on_the_last_day(planned, body, boss):
    begins = timezone.now() + timedelta(days=14)
    last = session(body, boss, begins=begins, place="x")
    agenda.add(by=boss, session=last, kind="topic", title="x")
    inviting.invite(by=boss, session=last)
    assert why_late(last) is None


# -- what changes ----------------------------------------------------------------------------------------------


def test_another_time_reaches_every_calendar(planned, boss):
    inviting.invite(by=boss, session=planned)
    later = planned.begins + timedelta(days=1)
    preparing.change(by=boss, session=planned, begins=later, ends=later + timedelta(hours=3))
    _first, second = letters_to("Erika Mail")
    assert second.title.startswith("Verlegt: ") and "ist verlegt" in second.body
    made, one = event(second.calendar)
    assert (made["METHOD"], int(one["SEQUENCE"])) == ("REQUEST", 1)
    assert one["UID"] == event(_first.calendar)[1]["UID"]
    assert one.decoded("DTSTART") == later


def test_what_concerns_nobody_is_not_sent(planned, boss):
    inviting.invite(by=boss, session=planned)
    preparing.change(by=boss, session=planned, chair="Mara Manager")
    planned.refresh_from_db()
    assert planned.sequence == 0 and len(letters_to("Erika Mail")) == 1


def test_another_agenda_is_sent_by_a_click(planned, boss):
    inviting.invite(by=boss, session=planned)
    assert not agenda_changed(planned)
    agenda.add(by=boss, session=planned, kind="topic", title="Ein Dach")
    assert agenda_changed(planned)
    inviting.invite(by=boss, session=planned)
    assert not agenda_changed(planned)
    told = letters_to("Erika Mail")[-1]
    assert told.title.startswith("Geänderte Einladung") and "2. Ein Dach" in told.body
    assert int(event(told.calendar)[1]["SEQUENCE"]) == 1


def test_who_lost_the_seat_is_told_and_their_link_is_void(client, planned, boss):
    inviting.invite(by=boss, session=planned)
    old, held = link("Paul Papier"), Holding.objects.get(name="Paul Papier")
    assert client.get(old).status_code == 200
    seating.seat_somebody(by=boss, seat=held.seat, name="Nora Neu", email="nora@example.org", since=today())
    inviting.invite(by=boss, session=planned)
    made, one = event(letters_to("Paul Papier")[-1].calendar)
    assert (made["METHOD"], one["STATUS"]) == ("CANCEL", "CANCELLED")
    assert client.get(old).status_code == 404
    assert [m.letter for m in letters_to("Nora Neu")] == ["invitation"]
    inviting.invite(by=boss, session=planned)
    assert len(letters_to("Paul Papier")) == 2


def test_a_session_called_off_leaves_the_calendars(planned, boss):
    inviting.invite(by=boss, session=planned)
    with pytest.raises(Refused):
        preparing.cancel(by=boss, session=planned, reason=" ")
    preparing.cancel(by=boss, session=planned, reason="Der Saal ist nass.")
    told = letters_to("Erika Mail")[-1]
    assert told.title.startswith("Abgesagt: ") and "Der Saal ist nass." in told.body
    made, one = event(told.calendar)
    assert (made["METHOD"], one["STATUS"], int(one["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    with pytest.raises(Refused):
        preparing.cancel(by=boss, session=planned, reason="noch einmal")


# -- answers ---------------------------------------------------------------------------------------------------


def test_somebody_answers_by_their_link_without_an_account(client, planned, boss):
    inviting.invite(by=boss, session=planned)
    at = link("Erika Mail")
    shown = client.get(at)
    assert shown["Cache-Control"] == "no-store" and "noindex" in shown["X-Robots-Tag"]
    assert "Bank am Anger" in shown.content.decode()
    assert "Stellvertretung kommt" not in shown.content.decode()
    assert client.post(at, {"note": "x"}).status_code == 422
    assert client.post(at, {"answer": "deputy"}).status_code == 422
    assert (
        client.post(at, {"answer": "yes", "note": "Ich brauche eine Schleife."})["Location"] == f"{at}?getan"
    )
    kept = Invitation.objects.get(holding__name="Erika Mail")
    assert (kept.answer, kept.note) == ("yes", "Ich brauche eine Schleife.")
    line = Entry.objects.get(act="conferences.invitation_answered")
    assert (
        line.actor_role == "seat"
        and "Schleife" not in str(line.details)
        and line.actor_name == "für Erika Mail"
    )
    assert set(client.cookies) <= {"csrftoken"}


def test_whose_deputy_is_to_come_has_them_told_once(planned, boss):
    held = Holding.objects.get(name="Erika Mail")
    seating.seat_somebody(
        by=boss, seat=held.seat, part="deputy", name="Vera", email="v@example.org", since=LONG_AGO
    )
    inviting.invite(by=boss, session=planned)
    mine = Invitation.objects.get(holding=held)
    for _turn in range(2):
        inviting.answer(by=None, invitation=mine, answer="deputy")
    assert [m.letter for m in letters_to("Vera")] == ["invitation", "deputy"]


def test_a_guessed_link_opens_nothing(client, planned, boss):
    inviting.invite(by=boss, session=planned)
    at = link("Erika Mail")
    for wrong in (at[:-3] + "xx/", at.replace("-", "1-", 1), "/konferenzen/einladung/x/"):
        assert client.get(wrong).status_code == 404


def test_before_it_is_told_and_after_it_is_off_nothing_is_answered(client, planned, boss):
    inviting.invite(by=boss, session=planned)
    mine = Invitation.objects.get(holding__name="Erika Mail")
    preparing.cancel(by=boss, session=planned, reason="x")
    with pytest.raises(Refused):
        inviting.answer(by=None, invitation=mine, answer="yes")
    assert "abgesagt" in client.get(link("Erika Mail")).content.decode()


def test_the_calendar_file_of_a_personal_page(client, planned, boss):
    inviting.invite(by=boss, session=planned)
    answer = client.get(f"{link('Erika Mail')}?als=ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert event(answer.content.decode())[1]["SUMMARY"] == "Sozialraumkonferenz Anger, 1. Sitzung"


# -- reminders -------------------------------------------------------------------------------------------------


def near(planned, days: float = 3) -> None:
    Session.objects.filter(pk=planned.pk).update(
        begins=timezone.now() + timedelta(days=days), ends=None, invited=timezone.now() - timedelta(days=20)
    )


def test_who_has_not_answered_is_reminded_once(planned, boss):
    inviting.invite(by=boss, session=planned)
    assert inviting.remind_due() == 0
    near(planned)
    inviting.answer(by=None, invitation=Invitation.objects.get(holding__name="Paul Papier"), answer="no")
    assert inviting.remind_due() == 1
    assert inviting.remind_due() == 0
    assert [m.letter for m in letters_to("Erika Mail")] == ["invitation", "reminder"]
    assert len(letters_to("Paul Papier")) == 1
    assert Entry.objects.get(act="conferences.reminded").details == {"reminded": 1}


def test_nobody_is_reminded_of_what_came_yesterday_or_is_over(planned, boss):
    inviting.invite(by=boss, session=planned)
    near(planned)
    Session.objects.filter(pk=planned.pk).update(invited=timezone.now() - timedelta(days=1))
    assert inviting.remind_due() == 0
    near(planned, days=-1)
    assert inviting.remind_due() == 0
    with pytest.raises(NotAllowed):
        inviting.remind_due(by=somebody())


def test_a_deputy_is_reminded_only_where_they_are_to_come(planned, boss):
    held = Holding.objects.get(name="Erika Mail")
    seating.seat_somebody(
        by=boss, seat=held.seat, part="deputy", name="Vera", email="v@example.org", since=LONG_AGO
    )
    inviting.invite(by=boss, session=planned)
    near(planned)
    inviting.answer(by=None, invitation=Invitation.objects.get(holding__name="Erika Mail"), answer="deputy")
    inviting.answer(by=None, invitation=Invitation.objects.get(holding__name="Paul Papier"), answer="yes")
    assert inviting.remind_due() == 1
    assert letters_to("Vera")[-1].letter == "reminder"


# -- pages -----------------------------------------------------------------------------------------------------


def test_the_page_of_invitations(client, planned, boss):
    client.force_login(boss)
    at = f"/konferenzen/sitzungen/{planned.pk}/einladungen/"
    shown = client.get(at).content.decode()
    assert "Erika Mail" in shown and "Brief drucken" in shown and "So lautet sie" in shown
    assert client.post(at)["Location"] == at
    printed = client.get(f"{at}?briefe").content.decode()
    assert link("Paul Papier") in printed and link("Erika Mail") not in printed
    Session.objects.filter(pk=planned.pk).update(state=SessionState.CLOSED)
    assert client.post(at).status_code == 422
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    assert client.get(at).status_code == 403 and client.post(at).status_code == 403


def heard(of: Session, name: str, **said: str) -> dict[str, object]:
    """The form for an answer that somebody heard, as a browser sends it."""
    who = Invitation.objects.get(session=of, holding__name=name).pk
    return {"do": "heard", "gehoert-who": who} | {f"gehoert-{key}": text for key, text in said.items()}


def test_an_answer_heard_by_telephone_is_written_down(client, planned, boss):
    at = f"/konferenzen/sitzungen/{planned.pk}/einladungen/"
    client.force_login(boss)
    assert "die Sie gehört haben" not in client.get(at).content.decode()  # nobody is invited yet
    client.post(at)
    assert "die Sie gehört haben" in client.get(at).content.decode()
    assert client.post(at, heard(planned, "Paul Papier", answer="")).status_code == 422
    wrong = client.post(at, heard(planned, "Paul Papier", answer="deputy"))
    assert wrong.status_code == 422 and "keine Stellvertretung" in wrong.content.decode()
    done = client.post(at, heard(planned, "Paul Papier", answer="no", note="Ist verreist."))
    assert done["Location"] == at
    paul = Invitation.objects.get(holding__name="Paul Papier")
    assert (paul.answer, paul.note) == ("no", "Ist verreist.")
    line = Entry.objects.get(act="conferences.invitation_answered")
    assert line.actor_id == boss.pk and line.details["heard"] is True
    elsewhere = heard(planned, "Paul Papier", answer="yes") | {"gehoert-who": 0}
    assert client.post(at, elsewhere).status_code == 422
    with pytest.raises(NotAllowed):
        inviting.note_answer(by=somebody("Frieda Fremd"), invitation=paul, answer="yes")


def test_dates_heard_by_telephone_are_written_down_and_their_letters_printed(client, body, boss):
    looking = preparing.plan(by=boss, body=body)
    at = f"/konferenzen/sitzungen/{looking.pk}/termin/"
    client.force_login(boss)
    assert "die Sie gehört haben" not in client.get(at).content.decode()
    moments = [timezone.now() + timedelta(days=days) for days in (30, 31)]
    finding.propose_dates(by=boss, session=looking, moments=moments)
    shown = client.get(at).content.decode()
    assert "Eine Person hat keine E-Mail-Adresse" in shown and f"/{looking.pk}/einladungen/?briefe" in shown
    printed = client.get(f"/konferenzen/sitzungen/{looking.pk}/einladungen/?briefe").content.decode()
    assert link("Paul Papier") in printed and "Wann passt es?" in printed
    first, second = looking.date_proposals.all()
    only = {f"date_{first.pk}": "yes"}
    assert client.post(at, heard(looking, "Paul Papier", **only)).status_code == 422
    both = only | {f"date_{second.pk}": "no"}
    assert client.post(at, heard(looking, "Paul Papier", **both))["Location"] == at
    said = DateAnswer.objects.filter(invitation__holding__name="Paul Papier")
    assert dict(said.values_list("proposal", "answer")) == {first.pk: "yes", second.pk: "no"}
    line = Entry.objects.get(act="conferences.dates_answered")
    assert line.actor_id == boss.pk and line.details["heard"] is True
    with pytest.raises(NotAllowed):
        finding.note_dates(by=somebody("Frieda Fremd"), invitation=said[0].invitation, answers={})


def test_after_a_change_letters_are_to_be_printed_again(client, planned, boss):
    at = f"/konferenzen/sitzungen/{planned.pk}/einladungen/"
    client.force_login(boss)
    inviting.invite(by=boss, session=planned)
    assert "Neue Briefe zum Drucken" not in client.get(at).content.decode()
    inviting.invite(by=boss, session=Session.objects.get(pk=planned.pk))
    shown = client.get(at).content.decode()
    told = shown.partition("Neue Briefe zum Drucken")[2].partition("</ul>")[0]
    assert "Paul Papier: " in told and "Erika Mail" not in told
    assert "wenn Sie „Allen neu schicken“" in shown


def test_late_is_warned_of_on_the_page(client, body, boss):
    client.force_login(boss)
    soon = session(body, boss, begins=timezone.now() + timedelta(days=5), place="Bürgerhaus")
    agenda.add(by=boss, session=soon, kind="topic", title="x")
    at = f"/konferenzen/sitzungen/{soon.pk}/einladungen/"
    assert "Die Einladungsfrist ist vorbei" in client.get(at).content.decode()
    assert client.post(at, {"reason": ""}).status_code == 422
    assert client.post(at, {"reason": "Es eilt."}).status_code == 302


def test_guests_are_found_in_two_statements(planned, body, boss, django_assert_num_queries):
    for number in range(5):
        seat(body, boss, name=f"Person {number}", email=f"p{number}@example.org")
    with django_assert_num_queries(2):
        assert len(guests(planned)) == 7


def test_an_invitation_waits_on_the_desk_of_who_has_an_account(client, planned, body, boss):
    member = somebody("Anton Account")
    seat(body, boss, name="Anton Account", account=member)
    client.force_login(member)
    assert "Einladungen zu Sitzungen" not in client.get("/schreibtisch/").content.decode()
    inviting.invite(by=boss, session=planned)
    shown = client.get("/schreibtisch/").content.decode()
    assert link("Anton Account") in shown and "Bitte sagen Sie, ob Sie kommen." in shown
    client.post(link("Anton Account"), {"answer": "yes"})
    assert Entry.objects.filter(act="conferences.invitation_answered").get().actor_id == member.pk
    assert "Bitte sagen Sie, ob Sie kommen." not in client.get("/schreibtisch/").content.decode()


def test_while_it_runs_the_link_leads_into_the_room(client, planned, boss):
    inviting.invite(by=boss, session=planned)
    at = link("Erika Mail")
    assert client.post(at, {"do": "enter"}).status_code == 422
    Session.objects.filter(pk=planned.pk).update(state=SessionState.RUNNING)
    assert "In den Raum" in client.get(at).content.decode()
    there = client.post(at, {"do": "enter"})["Location"]
    assert there.startswith("/platz/") and client.get(there).status_code == 200


def test_a_city_that_reads_letters_before_releases_them_here(client, planned, boss):
    client.force_login(boss)
    at = f"/konferenzen/sitzungen/{planned.pk}/einladungen/"
    with reviewed("invitation"):
        client.post(at)
    assert {m.state for m in Message.objects.filter(letter="invitation")} == {Message.State.REVIEW}
    send_due()
    assert not mail.outbox
    assert "2 Briefe warten" in client.get(at).content.decode()
    assert client.post(at, {"do": "release"})["Location"] == at
    send_due()
    assert len(mail.outbox) == 1 and mail.outbox[0].alternatives
    assert letters_to("Paul Papier")[0].state == Message.State.SHOWN
    with pytest.raises(Refused):
        inviting.release_letters(by=boss, session=planned)

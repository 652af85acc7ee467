"""A session is opened, or not after all; who comes and goes stands in the journal; the door can't be filled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sozialraum.planning.conferences import passes
from sozialraum.planning.conferences.actions import (
    attending,
    balloting,
    finding,
    inviting,
    options,
    preparing,
    resolving,
)
from sozialraum.planning.conferences.models import Attendee, Holding, Session
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.conferring import conference, item, session
from worlds.meeting import attendees, opened
from worlds.people import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def chair_of(held: Session) -> str:
    return reverse("conferences:chair", args=[held.pk])


def acts(held: Session) -> list[str]:
    lines = Entry.objects.filter(subject_kind="session", subject_key=str(held.pk)).order_by("pk")
    return [line.act.removeprefix("conferences.") for line in lines]


def test_a_session_opened_by_mistake_is_as_it_was(mara, desk):
    held = opened(conference(mara, seats=1), mara)
    item(held, mara)
    link = passes.of_place(attendees(held)[0])
    assert "Eröffnung zurücknehmen" in desk.get(chair_of(held)).content.decode()
    assert desk.post(chair_of(held), {"act": "unopen"}).status_code == 302
    held.refresh_from_db()
    assert (held.state, held.opened, held.door_code) == (SessionState.PLANNED, None, "")
    assert not held.attendees.exists() and acts(held)[-1] == "unopened"
    gone = Client().get(f"/platz/{link}/")
    assert gone.status_code == 404 and "Dieser Platz gilt nicht mehr" in gone.content.decode()
    assert attending.open_session(by=mara, session=held).state == SessionState.RUNNING


def test_an_invited_one_is_invited_again_and_not_only_planned(mara):
    held = session(conference(mara, seats=1), mara, begins=timezone.now() + timedelta(days=30), place="Saal")
    item(held, mara)
    inviting.invite(by=mara, session=held)
    attending.open_session(by=mara, session=held)
    assert attending.unopen(by=mara, session=held).state == SessionState.INVITED


def test_what_has_begun_is_not_unopened(mara, desk):
    held = opened(conference(mara, seats=1), mara)
    balloting.take_up(by=mara, item=item(held, mara))
    with pytest.raises(Refused, match="schon ein Punkt aufgerufen"):
        attending.unopen(by=mara, session=held)
    assert "Eröffnung zurücknehmen" not in desk.get(chair_of(held)).content.decode()
    with pytest.raises(NotAllowed):
        attending.unopen(by=somebody("nora@example.org"), session=held)


def test_another_day_is_said_before_it_is_opened(mara, desk):
    later = session(conference(mara, seats=1), mara, begins=timezone.now() + timedelta(days=9))
    assert "Öffnen Sie sie heute nur" in desk.get(chair_of(later)).content.decode()
    preparing.change(by=mara, session=later, begins=timezone.now(), ends=None)
    assert "Öffnen Sie sie heute nur" not in desk.get(chair_of(later)).content.decode()


def test_who_comes_goes_and_votes_on_paper_stands_in_the_journal(mara):
    held = opened(conference(mara, seats=1), mara, absent=1)
    before = len(acts(held))
    last = Holding.objects.filter(seat__body=held.body).order_by("pk").last()
    came = attending.arrive(by=mara, session=held, holding=last)
    attending.arrive_as_guest(by=mara, session=held, name="Gudrun Gast")
    attending.use_paper(by=mara, attendee=came, on_paper=True)
    attending.use_paper(by=mara, attendee=came, on_paper=False)
    attending.leave(by=mara, attendee=came)
    assert acts(held)[before:] == ["arrived", "arrived", "on_paper", "on_device", "left"]
    line = Entry.objects.filter(act="conferences.left").get()
    assert line.details["attendee"] == came.pk and line.details["seat"] == last.seat_id
    assert "Gast" not in str(list(Entry.objects.values_list("details", "reason")))


def test_a_full_door_is_cleared_at_once_and_one_address_does_not_fill_it_again(mara, desk, settings):
    held = opened(conference(mara, seats=1), mara)
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"knock": "5/5m/ip"}
    answers = [
        Client().post("/raum/", {"code": held.door_code, "name": f"Klopfer {n}"}).status_code
        for n in range(6)
    ]
    assert answers == [302] * 5 + [429]
    assert "Niemanden davon einlassen" in desk.get(chair_of(held)).content.decode()
    desk.post(chair_of(held), {"act": "clear-door"})
    assert not Attendee.objects.filter(session=held, admitted=False).exists()
    assert held.attendees.count() == 4 and acts(held)[-1] == "door_cleared"


def test_a_name_turns_nothing_around_it(mara):
    held = opened(conference(mara, seats=1), mara)
    Client().post("/raum/", {"code": held.door_code, "name": "\u202eKarla\u2066 Klopf"})
    assert held.attendees.get(admitted=False).name == "Karla Klopf"


def test_a_point_comes_up_during_the_session(mara, desk):
    held = opened(conference(mara, seats=1), mara)
    at = reverse("conferences:agenda", args=[held.pk])
    assert f"{at}#eigener" in desk.get(chair_of(held)).content.decode()
    page = desk.get(at).content.decode()
    assert "Ein eigener Punkt" in page and "Das schlägt sich vor" not in page
    given = {"do": "add", "kind": "topic", "title": "Der Baum ist umgestürzt", "minutes": 5}
    answer = desk.post(at, given)
    assert answer.status_code == 302 and answer["Location"].startswith(chair_of(held))
    assert "Der Baum ist umgestürzt" in desk.get(chair_of(held)).content.decode()
    resolving.close_session(by=mara, session=held)
    assert "Ein eigener Punkt" not in desk.get(at).content.decode()


def test_the_wall_tells_what_is_voted_on(mara):
    held = opened(conference(mara, seats=1), mara)
    point = balloting.take_up(by=mara, item=item(held, mara, method="consensing"))
    options.add_option(by=mara, item=point, title="Eine Linde pflanzen")
    balloting.open_ballot(by=mara, item=point)
    assert "Eine Linde pflanzen" in Client().get(f"/raum/{held.room_key}/leinwand/").content.decode()


def test_who_is_there_is_asked_only_while_it_runs(mara):
    held = opened(conference(mara, seats=1), mara, absent=2)
    at = f"/raum/{held.room_key}/"
    assert "nicht beschlussfähig" in Client().get(at).content.decode()
    resolving.close_session(by=mara, session=held)
    assert "beschlussfähig" not in Client().get(at).content.decode()


def test_a_moment_that_has_passed_is_not_chosen(mara):
    looked_for = preparing.plan(by=mara, body=conference(mara, seats=1))
    soon = [timezone.now() + timedelta(days=n) for n in (20, 21)]
    finding.propose_dates(by=mara, session=looked_for, moments=soon)
    proposal = looked_for.date_proposals.order_by("begins").first()
    proposal.begins = timezone.now() - timedelta(hours=1)
    proposal.save(update_fields=["begins"])
    with pytest.raises(Refused, match="schon vorbei"):
        finding.choose_date(by=mara, session=looked_for, proposal=proposal)


def test_a_year_that_nobody_means_is_refused(mara):
    body = conference(mara, seats=1)
    body.during = DateRange(date(1900, 1, 1), None)
    body.save(update_fields=["during"])
    for year in (9999, 1980):
        with pytest.raises(Refused, match="Jahr"):
            session(body, mara, begins=timezone.now().replace(year=year, month=12, day=31))


def test_a_second_click_sends_no_second_letter(mara, desk):
    held = session(conference(mara, seats=1), mara, begins=timezone.now() + timedelta(days=30), place="Saal")
    item(held, mara)
    at = reverse("conferences:invitations", args=[held.pk])
    seen = {"seen": held.as_invited}
    assert desk.post(at, seen).status_code == 302
    second = desk.post(at, seen)
    assert second.status_code == 422 and "schon unterwegs" in second.content.decode()
    assert acts(held).count("invited_again") == 0
    held.refresh_from_db()
    assert desk.post(at, {"seen": held.as_invited}).status_code == 302
    assert acts(held)[-1] == "invited_again"


def test_a_session_called_off_stands_with_those_to_come(mara):
    body = conference(mara, seats=1)
    held = session(body, mara, begins=timezone.now() + timedelta(days=30), place="Saal")
    item(held, mara)
    inviting.invite(by=mara, session=held)
    preparing.cancel(by=mara, session=held, reason="Der Saal ist gesperrt.")
    missed = session(body, mara, begins=timezone.now() - timedelta(days=3))
    browser = Client()
    browser.force_login(mara)
    here = browser.get(reverse("conferences:body", args=[body.pk])).context["here"]
    assert [one.pk for one in here.coming] == [held.pk]
    assert [one.pk for one in here.past] == [missed.pk]

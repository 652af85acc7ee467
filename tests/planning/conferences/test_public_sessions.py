"""What everybody sees of sessions: the calendar, one session, resolutions, and files for their own calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from sozialraum.planning.conferences.actions import agenda, inviting, preparing
from sozialraum.planning.conferences.models import Attendee, Minutes, Presence, Resolution, Session
from sozialraum.planning.conferences.states import Outcome, SessionState
from sozialraum.planning.needs.actions import checking
from worlds.conferring import conference, session
from worlds.people import somebody
from worlds.voices import manager, need

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def boss():
    return manager()


@pytest.fixture
def body(boss):
    return conference(boss)


def invited(body, boss, days: int = 30, **values) -> Session:
    """A session to which was invited, with one need on its agenda."""
    one = need("Am Anger fehlt eine Bank.")
    checking.accept(by=boss, need=one)
    made = session(body, boss, begins=timezone.now() + timedelta(days=days), place="Bürgerhaus", **values)
    agenda.add(by=boss, session=made, kind="need", title=f"{one.number} Bank", need=one)
    inviting.invite(by=boss, session=made, reason="x")
    made.refresh_from_db()
    return made


def closed(made: Session, text: str = "Die Bank wird getragen.", **values) -> Resolution:
    """It was held, and resolved this."""
    now = timezone.now()
    Session.objects.filter(pk=made.pk).update(state=SessionState.CLOSED, closed=now)
    item = made.items.first()
    return Resolution.objects.create(
        session=made, item=item, need=item.need, number=1, outcome=Outcome.CARRIED, text=text,
        **({"effective": now} | values),
    )  # fmt: skip


def events_of(answer) -> dict[str, object]:
    return {str(one["SUMMARY"]): one for one in Calendar.from_ical(answer.content.decode()).walk("VEVENT")}


# -- the calendar ----------------------------------------------------------------------------------------------


def test_a_session_is_public_from_its_invitation_on(client, body, boss):
    planned = session(body, boss, begins=timezone.now() + timedelta(days=30))
    shown = client.get("/konferenzen/").content.decode()
    assert "Noch ist keine Sitzung angekündigt" in shown
    assert client.get(f"/konferenzen/sitzungen/{planned.pk}/").status_code == 404
    assert client.get(f"/konferenzen/sitzungen/{planned.pk}/termin.ics").status_code == 404
    agenda.add(by=boss, session=planned, kind="topic", title="x")
    preparing.change(by=boss, session=planned, place="Bürgerhaus")
    inviting.invite(by=boss, session=planned)
    assert "Bürgerhaus" in client.get("/konferenzen/").content.decode()
    assert client.get(f"/konferenzen/sitzungen/{planned.pk}/").status_code == 200


def test_what_is_not_public_is_for_those_who_sit_there(client, body, boss):
    made = invited(body, boss, is_public=False)
    at = f"/konferenzen/sitzungen/{made.pk}/"
    assert client.get(at).status_code == 404
    assert "Bürgerhaus" not in client.get("/konferenzen/").content.decode()
    assert not events_of(client.get("/konferenzen/kalender.ics"))
    member = somebody()
    held = body.seats.first().holdings.first()
    type(held).objects.filter(pk=held.pk).update(account=member)
    client.force_login(member)
    assert client.get(at).status_code == 200
    assert "nicht öffentlich" in client.get("/konferenzen/").content.decode()


def test_who_runs_it_sees_what_they_prepare(client, body, boss):
    planned = session(body, boss, begins=timezone.now() + timedelta(days=30))
    client.force_login(boss)
    shown = client.get("/konferenzen/").content.decode()
    assert f"/konferenzen/sitzungen/{planned.pk}/vorbereiten/" in shown
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    assert "Das bereiten Sie vor" not in client.get("/konferenzen/").content.decode()


def test_the_calendar_is_narrowed(client, body, boss):
    invited(body, boss)
    for query, there in (
        ("?planungsraum=1", True), ("?planungsraum=2", False), ("?art=social_space_conference", True),
        ("?art=steering_group", False), (f"?gremium={body.pk}", True), ("?gremium=999999", False), ("?art=x", True),
    ):  # fmt: skip
        assert ("Bürgerhaus" in client.get(f"/konferenzen/{query}").content.decode()) is there, query
        assert bool(events_of(client.get(f"/konferenzen/kalender.ics{query}"))) is there, query


def test_the_calendar_asks_as_often_for_many_as_for_few(client, body, boss):
    closed(invited(body, boss))
    invited(body, boss)
    for at in ("/konferenzen/", "/konferenzen/beschluesse/", "/konferenzen/kalender.ics"):
        client.get(at)
        with CaptureQueriesContext(connection) as few:
            client.get(at)
        for _number in range(4):
            closed(invited(body, boss))
            invited(body, boss)
        with CaptureQueriesContext(connection) as many:
            client.get(at)
        assert len(many) <= len(few), at


# -- as iCalendar ----------------------------------------------------------------------------------------------


def test_the_feed_is_asked_again_only_to_hear_that_nothing_has_changed(client, body, boss):
    made = invited(body, boss)
    at = "/konferenzen/kalender.ics"
    first = client.get(at)
    assert first["Content-Type"] == "text/calendar; charset=utf-8" and first["Last-Modified"]
    assert client.get(at, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(at, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    (one,) = events_of(first).values()
    assert (one["STATUS"], one["LOCATION"], int(one["SEQUENCE"])) == ("CONFIRMED", "Bürgerhaus", 0)
    assert f"/konferenzen/sitzungen/{made.pk}/" in one["URL"]
    preparing.cancel(by=boss, session=made, reason="Der Saal ist nass.")
    second = client.get(at, headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    (one,) = events_of(second).values()
    assert (one["STATUS"], int(one["SEQUENCE"])) == ("CANCELLED", 1) and "Der Saal ist nass." in one[
        "DESCRIPTION"
    ]


def test_one_called_off_before_anybody_knew_is_in_no_calendar(client, body, boss):
    planned = session(body, boss, begins=timezone.now() + timedelta(days=30))
    preparing.cancel(by=boss, session=planned, reason="x")
    assert not events_of(client.get("/konferenzen/kalender.ics"))


def test_one_session_for_a_calendar(client, body, boss):
    made = invited(body, boss)
    answer = client.get(f"/konferenzen/sitzungen/{made.pk}/termin.ics")
    assert "attachment" in answer["Content-Disposition"]
    (one,) = events_of(answer).values()
    assert one["UID"].startswith(str(made.uid)) and "ATTENDEE" not in one and "ORGANIZER" not in one


# -- one session -----------------------------------------------------------------------------------------------


def test_the_agenda_leads_to_its_needs(client, body, boss):
    made = invited(body, boss)
    shown = client.get(f"/konferenzen/sitzungen/{made.pk}/").content.decode()
    assert f"/bedarfe/{made.items.first().need_id}/" in shown and "Bürgerhaus" in shown
    assert "/vorbereiten/" not in shown


def test_what_was_resolved_and_what_became_of_it(client, body, boss):
    made = invited(body, boss)
    closed(made)
    voter = Attendee.objects.create(
        session=made, holding=body.seats.first().holdings.first(), name="Politik 1", bank="politics"
    )
    Presence.objects.create(attendee=voter)
    Presence.objects.create(attendee=voter, left=timezone.now())
    guest = Attendee.objects.create(session=made, name="Gerda Gast")
    Presence.objects.create(attendee=guest)
    shown = client.get(f"/konferenzen/sitzungen/{made.pk}/").content.decode()
    assert "Die Bank wird getragen." in shown and "heute: in der Beratung" in shown
    assert "<td>1</td><td>2</td>" in shown and "Dazu ein Gast" in shown and "Gerda" not in shown
    assert "sobald es genehmigt" in shown
    Minutes.objects.create(session=made, state="approved")
    assert "sobald es genehmigt" in client.get(f"/konferenzen/sitzungen/{made.pk}/").content.decode()


def test_what_is_not_effective_is_not_told(client, body, boss):
    made = invited(body, boss)
    closed(made, effective=None)
    assert "Die Bank wird getragen." not in client.get(f"/konferenzen/sitzungen/{made.pk}/").content.decode()
    assert "Die Bank wird getragen." not in client.get("/konferenzen/beschluesse/").content.decode()


# -- resolutions -----------------------------------------------------------------------------------------------


def test_resolutions_are_searched_narrowed_and_taken_along(client, body, boss):
    one = closed(invited(body, boss))
    at = "/konferenzen/beschluesse/"
    year = timezone.localtime(one.session.begins).year
    for query, there in (
        ("", True), ("?q=Bank", True), (f"?q=b-{one.need_id}", True), ("?q=Dach", False),
        (f"?gremium={body.pk}&ergebnis=carried&jahr={year}", True),
        ("?ergebnis=rejected", False), ("?jahr=1999", False),
        ("?jahr=x&ergebnis=x&sortierung=gremium&seite=99", True),
    ):  # fmt: skip
        assert ("Die Bank wird getragen." in client.get(at + query).content.decode()) is there, query
        file = client.get(f"{at}tabelle.csv{query}").content.decode()
        assert ("Die Bank wird getragen." in file) is there, query
    assert client.get(f"{at}tabelle.xlsx").status_code == 200
    assert client.get(f"{at}tabelle.pdf").status_code == 404


def test_resolutions_of_a_closed_circle_stay_there(client, body, boss):
    closed(invited(body, boss, is_public=False))
    assert "Die Bank" not in client.get("/konferenzen/beschluesse/").content.decode()
    client.force_login(boss)
    assert "Die Bank" in client.get("/konferenzen/beschluesse/").content.decode()

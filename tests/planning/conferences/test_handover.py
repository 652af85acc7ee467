"""The report of a planning area's manager, what is left to the next one, and what stands on desks."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sozialraum.planning.conferences.actions import handing_over, seating
from sozialraum.planning.conferences.models import HandOver, Minutes, Session
from sozialraum.planning.conferences.queries import handover
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import checking, contributing, way
from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from worlds.conferring import conference, seat, session
from worlds.people import somebody_as, today
from worlds.voices import AREA, EDITION, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
PAGE, DESK = "/konferenzen/uebergabe/", "/schreibtisch/"
ELSEWHERE = Place("space", EDITION, "sozialraeume/D", "planungsraeume/2")
NOTE = "Frau Kaya vom Chor kennt alle. Der Bauhof wartet auf einen Anruf."


@pytest.fixture
def mara(client):
    person = manager()
    client.force_login(person)
    return person


def page(client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def handed_over(by, *, late: bool = False, **values):
    """A need that a department has."""
    one = need(**values)
    checking.accept(by=by, need=one)
    for state in (State.CARRIED, State.BUNDLED):
        one = way.advance(by=PROGRAM, need=one, target=state)
    due = today() + timedelta(days=-3 if late else 30)
    return way.advance(by=PROGRAM, need=one, target=State.HANDED_OVER, department="Bauamt", due=due)


def report():
    return handover.report(AREA, today() - timedelta(days=30), today() + timedelta(days=1))


def test_it_counts_what_went_up_came_back_and_is_open(client, mara):
    handed_over(mara, late=True)
    answered = way.advance(by=PROGRAM, need=handed_over(mara), target=State.ANSWERED, reason="Ja, 2027.")
    need()  # waits for its check
    handed_over(PROGRAM, place=ELSEWHERE)  # not of this area
    back = said().contribution
    checking.give_back(by=mara, need=back.need, reason="Einzelfall.")
    back.refresh_from_db()
    contributing.object_to(by=None, contribution=back, text="Doch.")
    found = report()
    assert dict(found.up) == {
        "in der Beratung": 2, "von der Sozialraumkonferenz getragen": 2, "auf der Liste des Planungsraums": 2,
        "beim Fachamt": 2,
    }  # fmt: skip
    assert dict(found.back) == {"beantwortet": 1} and dict(found.ended) == {"zurückgegeben": 1}
    assert {title: n for title, n, _address in found.open} == {"beim Fachamt": 1, "beantwortet": 1}
    for title, _n, address in found.open:  # each leads to those needs, and to no other
        listed, state = client.get(address).content.decode(), parse_qs(urlsplit(address).query)["zustand"][0]
        shown = {
            one.number
            for one in Need.objects.all()
            if f">{one.number}" in listed or f"{one.number} " in listed
        }
        assert shown == {one.number for one in Need.objects.filter(state=state, planning_area=AREA)}, title
    assert (found.queue, found.objections, len(found.overdue)) == (1, 1, 1)
    assert [one.need for one in found.answers] == [answered]
    shown = page(client)
    assert answered.number in shown and "Bauamt" in shown and "Überfällig" in shown


def test_only_the_time_asked_for_counts(client, mara):
    handed_over(mara)
    before = today() - timedelta(days=400)
    shown = page(client, f"{PAGE}?von={before}&bis={today() - timedelta(days=1)}")
    assert shown.count("Nichts in dieser Zeit.") == 2
    assert "Nichts in dieser Zeit." in page(client)  # nothing came back yet
    for nonsense in ("von=gestern", "von=2026-02-31&bis=x", "bis=0001-01-01", "von=2030-01-01"):
        assert client.get(f"{PAGE}?{nonsense}").status_code == 200


def test_it_tells_of_conferences_and_seats(client, mara):
    body = conference(mara, seats=1)
    held = session(body, mara, begins=timezone.now() - timedelta(days=5))
    Session.objects.filter(pk=held.pk).update(state="closed")
    session(body, mara, begins=timezone.now() + timedelta(days=5), place="Bürgerhaus")
    seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Mieterbeirat")
    shown = page(client)
    assert "Eine Sitzung in dieser Zeit." in shown and "Bürgerhaus" in shown
    assert "Sozialraumkonferenz Anger</a>: 1 frei" in shown


def test_a_session_that_was_opened_before_its_day_counts_when_it_took_place(client, mara):
    held = session(conference(mara, seats=1), mara, begins=timezone.now() + timedelta(days=20))
    opened = timezone.now() - timedelta(days=1)
    Session.objects.filter(pk=held.pk).update(state="closed", opened=opened)
    assert "Eine Sitzung in dieser Zeit." in page(client)


def test_a_note_is_written_read_and_confirmed_by_the_next(client, mara):
    assert client.post(PAGE, {"note": " "}).status_code == 422
    client.post(PAGE, {"note": "Erster Entwurf"})
    client.post(PAGE, {"note": NOTE})
    kept = HandOver.objects.get()
    assert kept.note == NOTE and kept.open_work["queue"] == 0 and not kept.read
    with pytest.raises(Refused):
        handing_over.confirm(by=mara, hand_over=kept)
    nele = manager(name="Nele Nachfolge")
    client.force_login(nele)
    shown = page(client)
    assert "Eine Übergabe wartet auf Sie" in shown and "Frau Kaya" in shown
    client.post(PAGE, {"act": "bestaetigen", "uebergabe": kept.pk})
    kept.refresh_from_db()
    assert kept.read_by == nele
    assert "Gelesen und bestätigt von Nele Nachfolge" in page(client)
    assert client.post(PAGE, {"act": "bestaetigen", "uebergabe": kept.pk}).status_code == 422
    assert client.post(PAGE, {"act": "bestaetigen", "uebergabe": "x"}).status_code == 404
    lines = Entry.objects.filter(subject_kind="planning_area", act__startswith="conferences.")
    assert [one.act for one in lines.order_by("id")] == [
        "conferences.handed_over", "conferences.handed_over", "conferences.hand_over_read",
    ]  # fmt: skip
    assert not any("Kaya" in f"{one.details}{one.reason}" for one in lines)
    handing_over.hand_over(by=mara, planning_area=AREA, note="Noch etwas.")
    assert HandOver.objects.count() == 2  # what was read stays as it was read


def test_the_note_is_for_the_managers_of_the_place_alone(client, mara):
    kept = handing_over.hand_over(by=mara, planning_area=AREA, note=NOTE)
    other = manager("planungsraeume/2", "Otto Anderswo")
    client.force_login(other)
    assert "Kaya" not in page(client)
    assert client.get(f"{PAGE}?planungsraum={AREA}").status_code == 403
    assert client.post(PAGE, {"act": "bestaetigen", "uebergabe": kept.pk}).status_code == 404
    planner = somebody_as("social_planner")
    client.force_login(planner)
    shown = page(client, f"{PAGE}?planungsraum={AREA}")
    assert "Planungsraum West" in shown and "Kaya" not in shown
    with pytest.raises(NotAllowed):
        handing_over.hand_over(by=planner, planning_area=AREA, note="x")
    with pytest.raises(NotAllowed):
        handing_over.confirm(by=other, hand_over=kept)


def test_the_report_asks_as_often_for_much_as_for_little(client, mara):
    body = conference(mara, seats=1)
    handed_over(mara, late=True)
    way.advance(by=PROGRAM, need=handed_over(mara), target=State.ANSWERED, reason="Ja.")
    session(body, mara, begins=timezone.now() + timedelta(days=5))
    seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Mieterbeirat")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for n in range(4):
        handed_over(mara, late=True)
        way.advance(by=PROGRAM, need=handed_over(mara), target=State.ANSWERED, reason="Ja.")
        session(body, mara, begins=timezone.now() + timedelta(days=6 + n))
        seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of=f"Sitz {n}")
        seat(body, mara, name=f"Wer {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) <= len(few)


# -- desks -----------------------------------------------------------------------------------------------------


def test_a_desk_without_conferences_says_how_to_begin(client, mara):
    assert "Noch gibt es hier keine Konferenz" in page(client, DESK)


def test_a_manager_sees_what_each_session_needs_and_by_when(client, mara):
    body = conference(mara, seats=1, invitation_days=14)
    assert "Für eine Konferenz ist noch keine Sitzung geplant." in page(client, DESK)
    soon = session(body, mara, begins=timezone.now() + timedelta(days=10))  # should have been invited by now
    shown = page(client, DESK)
    assert "einladen bis" in shown and "überfällig" in shown and "keine Sitzung geplant" not in shown
    states = (
        ("invited", "Tagesordnung füllen"),
        ("running", "läuft gerade"),
        ("closed", "Protokoll fertigstellen"),
    )
    for state, words in states:
        Session.objects.filter(pk=soon.pk).update(state=state)
        assert words in page(client, DESK), state
    for state, words in (
        ("presented", "Einwände gegen das Protokoll abwarten"),
        ("approved", "veröffentlichen"),
    ):
        Minutes.objects.update_or_create(session=soon, defaults={"state": state})
        assert words in page(client, DESK), state
    Minutes.objects.update(state="published")
    assert "Protokoll" not in page(client, DESK)


def test_a_manager_sees_seats_that_run_out_and_a_note_that_is_unread(client, mara):
    body = conference(mara, seats=1)
    seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Mieterbeirat")
    note = handing_over.hand_over(by=mara, planning_area=AREA, note=NOTE)
    shown = page(client, DESK)
    assert (
        "Ein Sitz ist frei oder endet bald" in shown
        and "Mieterbeirat" in shown
        and "Übergabe für West" not in shown
    )
    nele = manager(name="Nele Nachfolge")
    client.force_login(nele)
    shown = page(client, DESK)
    assert "Übergabe für West" in shown and "Kaya" not in shown
    handing_over.confirm(by=nele, hand_over=note)
    assert "Übergabe für West" not in page(client, DESK)
    client.force_login(manager("planungsraeume/2", "Otto Anderswo"))
    assert "Mieterbeirat" not in page(client, DESK)


def test_who_holds_a_seat_sees_it_with_the_next_session(client):
    mara, rita = manager(), somebody_as("resident", "Rita Resident")
    body = conference(mara, seats=1)
    client.force_login(rita)
    assert "Ihre Sitze am Tisch" not in page(client, DESK)
    held = seat(body, mara, name="Rita Resident", account=rita)
    assert "noch kein Termin" in page(client, DESK)
    session(body, mara, begins=timezone.now() + timedelta(days=10), place="Bürgerhaus", is_public=False)
    shown = page(client, DESK)
    assert "Ihre Sitze am Tisch" in shown and "Bürgerhaus" in shown
    seating.end_holding(by=mara, holding=held, on=today(), reason="zieht weg")
    assert "Ihre Sitze am Tisch" not in page(client, DESK)


def test_a_desk_asks_as_often_for_many_sessions_as_for_one(client, mara):
    body = conference(mara, seats=1)
    seat(body, mara, name="Mara Manager", account=mara)
    seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Mieterbeirat")
    session(body, mara, begins=timezone.now() + timedelta(days=10))
    client.get(DESK)
    with CaptureQueriesContext(connection) as few:
        client.get(DESK)
    for n in range(5):
        session(body, mara, begins=timezone.now() + timedelta(days=11 + n))
        seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of=f"Sitz {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(DESK)
    assert len(many) == len(few)

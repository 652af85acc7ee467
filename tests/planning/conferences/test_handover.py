"""The report of a planning area's manager, what is left to the next one, and what stands on desks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sozialraum.planning.conferences.actions import handing_over, seating
from sozialraum.planning.conferences.models import HandOver, Session
from sozialraum.planning.conferences.queries import handover
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import checking, contributing, way
from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from worlds.conferring import conference, seat, session
from worlds.people import somebody_as, today
from worlds.voices import AREA, EDITION, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
PAGE = "/konferenzen/uebergabe/"
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
    assert dict(found.open) == {"beim Fachamt": 1, "beantwortet": 1}
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
    assert "Bewohnerschaft · Mieterbeirat</a>: frei" in shown


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

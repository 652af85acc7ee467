"""The public list and page of bodies; setting them up, their rules, their end; seats filled and handed on."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sozialraum.planning.conferences.actions import establishing, seating
from sozialraum.planning.conferences.models import Body, Holding, Resolution, Seat, Session
from sozialraum.planning.conferences.queries import places, terms
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import checking, way
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.conferring import conference, item, seat, session
from worlds.people import somebody, somebody_as, today
from worlds.voices import AREA, manager, need

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
LIST = "/konferenzen/gremien/"
SOON = timedelta(days=20)


@pytest.fixture
def mara(client):
    person = manager()
    client.force_login(person)
    return person


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def at(body: Body, what: str = "") -> str:
    return f"{LIST}{body.pk}/{what}"


# -- what everybody sees ---------------------------------------------------------------------------------------


def test_an_empty_list_teaches_and_a_manager_sees_how_to_begin(client):
    shown = page(client, LIST)
    assert "Hier stehen bald die Konferenzen der Stadt" in shown and "einrichten</span>" not in shown
    client.force_login(manager())
    shown = page(client, LIST)
    assert "Es fehlen 3 Konferenzen" in shown and f"{LIST}planungsraum/1/" in shown
    assert f"{LIST}planungsraum/2/" not in shown


def test_the_list_says_where_when_and_who_may_come(client):
    mara = manager()
    body = conference(mara, seats=2)
    seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Mieterbeirat")
    shown = page(client, LIST)
    assert "Sozialraumkonferenz Anger" in shown and "Raum A" in shown and "8 von 9 besetzt" in shown
    assert "noch kein Termin" in shown
    Session.objects.filter(pk=session(body, mara, begins=timezone.now() + SOON).pk).update(state="invited")
    assert "noch kein Termin" not in page(client, LIST)
    assert "Sozialraumkonferenz Anger" not in page(client, f"{LIST}?art=steering_group")
    assert "Sozialraumkonferenz Anger" not in page(client, f"{LIST}?planungsraum=planungsraeume/2")
    assert "Sozialraumkonferenz Anger" in page(client, f"{LIST}?planungsraum={AREA}")


def test_the_list_can_be_taken_along(client):
    conference(manager(), seats=2)
    rows = list(csv.reader(client.get(f"{LIST}tabelle.csv").content.decode().splitlines()))
    head = next(i for i, row in enumerate(rows) if "seats_residents" in row)
    found = dict(zip(rows[head], rows[head + 1], strict=True))
    assert (found["name"], found["seats"], found["seats_residents"], found["public"]) == (
        "Sozialraumkonferenz Anger", "8", "2", "true",
    )  # fmt: skip
    assert client.get(f"{LIST}tabelle.exe").status_code == 404


def test_a_planned_session_and_one_that_is_not_public_are_for_those_who_sit_there(client):
    mara, member = manager(), somebody("Rita Resident")
    body = conference(mara, seats=1)
    seat(body, mara, name="Rita Resident", account=member)
    hidden = session(body, mara, begins=timezone.now() + SOON, place="Küche", is_public=False)
    Session.objects.filter(pk=hidden.pk).update(state="invited")
    session(body, mara, begins=timezone.now() + SOON, place="Keller")
    for who, sees in (
        (None, False),
        (manager("planungsraeume/2", "Otto"), False),
        (member, True),
        (mara, True),
    ):
        client.logout()
        if who:
            client.force_login(who)
        shown = page(client, at(body))
        assert ("Küche" in shown, "Keller" in shown) == (sees, sees), who


def test_who_does_not_want_to_be_named_is_not_and_vacant_seats_are_called_so(client):
    mara = manager()
    body = conference(mara, seats=1)
    chair = seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Eltern")
    seating.seat_somebody(
        by=mara, seat=chair, name="Heimlich Still", name_is_public=False, appointed_by="Wahl der Eltern"
    )
    seating.make_seat(by=mara, body=body, bank="providers", on_behalf_of="Kita Regenbogen")
    shown = page(client, at(body))
    assert "besetzt, Name nicht öffentlich" in shown and "Heimlich" not in shown
    assert "berufen durch Wahl der Eltern" in shown
    assert "1 frei" in shown and "Kita Regenbogen" in shown
    client.force_login(mara)
    assert "Heimlich" not in page(client, at(body))  # the public page is the same for all
    assert "Heimlich Still" in page(client, at(body, "sitze/"))


def test_rules_are_told_in_plain_words(client):
    body = conference(
        manager(), quorum_percent=60, quorum_per_bank=2, majority="two_thirds", banks_equal=False, secret=True,
        is_public=False, invitation_days=21, gains_after=3, rests_after=2, silence_days=0,
    )  # fmt: skip
    shown = page(client, at(body))
    for words in (
        "Mindestens 60 Prozent", "Von jeder Bank müssen mindestens 2", "zwei Drittel", "Jede Stimme zählt gleich viel",
        "Abgestimmt wird geheim", "nicht öffentlich", "spätestens 21 Tage vorher", "zum 3. Mal", "2 Mal nacheinander",
        "in der nächsten Sitzung",
    ):  # fmt: skip
        assert words in shown, words


def test_a_resolution_stands_with_what_became_of_its_need(client):
    mara = manager()
    body, one = conference(mara, seats=1), need("Eine Bank am Anger.")
    checking.accept(by=mara, need=one)
    held = session(body, mara, begins=timezone.now() - SOON)
    point = item(held, mara, need=one)
    Session.objects.filter(pk=held.pk).update(state="closed")
    way.advance(by=mara, need=one, target=State.CARRIED)
    values = {"session": held, "item": point, "need": one, "outcome": "carried", "text": "Wir tragen das."}
    waiting = Resolution.objects.create(**values)
    assert "Wir tragen das." not in page(client, at(body))  # not before it takes effect
    Resolution.objects.filter(pk=waiting.pk).update(effective=timezone.now(), number=1)
    shown = page(client, at(body))
    assert "Wir tragen das." in shown and f"/bedarfe/{one.pk}/" in shown
    assert "Heute: von der Sozialraumkonferenz getragen" in shown


def test_the_pages_ask_as_often_for_many_as_for_few(client, mara):
    conference(mara, seats=1)
    body = Body.objects.get()

    def asked() -> list[int]:
        counts = []
        for where in (LIST, at(body), at(body, "sitze/")):
            client.get(where)
            with CaptureQueriesContext(connection) as few:
                client.get(where)
            counts.append(len(few))
        return counts

    before = asked()
    establishing.set_up_area(by=mara, planning_area=AREA, seats_per_bank=4)
    for n in range(5):
        seat(body, mara, name=f"Noch wer {n}")
        session(body, mara, begins=timezone.now() + SOON + timedelta(days=n))
    assert all(now <= then for now, then in zip(asked(), before, strict=True))


# -- setting up ------------------------------------------------------------------------------------------------


def test_a_body_is_set_up_with_a_name_and_empty_seats(client, mara):
    values = {
        "kind": "social_space_conference", "place": "social_space:sozialraeume/A", "name": "", "purpose": "",
        "since": today(), "until": "", "seats_per_bank": 2,
    }  # fmt: skip
    answer = client.post(f"{LIST}neu/", values)
    body = Body.objects.get()
    assert answer["Location"] == at(body, "sitze/")
    assert (body.name, body.planning_area, body.seats.count()) == ("Sozialraumkonferenz Raum A", AREA, 8)
    assert Entry.objects.filter(act="conferences.body_set_up").count() == 1
    assert client.post(f"{LIST}neu/", values).status_code == 422  # a place has one conference
    elsewhere = values | {"place": "social_space:sozialraeume/D"}
    assert client.post(f"{LIST}neu/", elsewhere).status_code == 422
    wrong_kind = values | {"kind": "planning_area_conference"}
    assert "nur für einen Planungsraum" in client.post(f"{LIST}neu/", wrong_kind).content.decode()
    backwards = values | {"kind": "other", "name": "Runder Tisch", "until": today() - timedelta(days=1)}
    assert client.post(f"{LIST}neu/", backwards).status_code == 422
    assert Body.objects.count() == 1


def test_all_conferences_of_an_area_come_in_one_step(client, mara):
    where = f"{LIST}planungsraum/1/"
    assert "Planungsraumkonferenz West" in page(client, where)
    client.post(where, {"seats_per_bank": 3, "since": today()})
    found = {one.name: one for one in Body.objects.all()}
    assert set(found) == {
        "Planungsraumkonferenz West",
        "Sozialraumkonferenz Raum A",
        "Sozialraumkonferenz Raum C",
    }
    assert {one.seats.count() for one in found.values()} == {12}
    assert places.lacking(AREA) == []
    with pytest.raises(Refused):
        establishing.set_up_area(by=mara, planning_area=AREA)
    assert client.get(f"{LIST}planungsraum/2/").status_code == 403
    assert client.get(f"{LIST}planungsraum/99/").status_code == 404
    with pytest.raises(NotAllowed):
        establishing.set_up_area(by=mara, planning_area="planungsraeume/2")
    assert Body.objects.count() == 3


def test_what_ends_makes_room_for_another_of_the_same_place(mara):
    body = conference(mara, seats=1)
    seating.end_body(by=mara, body=body, on=today(), reason="Neue Grenzen")
    assert not any(one.during.upper is None for one in body.seats.all())
    made = establishing.set_up_area(by=mara, planning_area=AREA, seats_per_bank=0)
    assert len(made) == 3


def test_a_body_with_a_session_ahead_is_not_dissolved(client, mara):
    body = conference(mara, seats=1)
    session(body, mara, begins=timezone.now() + SOON)
    ended = {"act": "aufloesen", "ende-on": today() + timedelta(days=1), "ende-reason": "x"}
    answer = client.post(at(body, "regeln/"), ended)
    assert answer.status_code == 422 and "noch eine Sitzung geplant" in answer.content.decode()
    body.refresh_from_db()
    assert body.during.upper is None


def test_rules_change_from_now_on_and_the_journal_says_how(client, mara):
    body = conference(mara, seats=1)
    values = {field: getattr(body, field) for field in seating.RULES} | {
        "quorum_percent": 66,
        "reason": "Satzung",
    }
    values = {key: value for key, value in values.items() if value is not False}
    assert client.post(at(body, "regeln/"), values)["Location"] == at(body)
    line = Entry.objects.get(act="conferences.rules_changed")
    assert line.details == {"quorum_percent": [50, 66]} and line.reason == "Satzung"
    assert client.post(at(body, "regeln/"), values | {"quorum_percent": 101}).status_code == 422


# -- seats -----------------------------------------------------------------------------------------------------


def seating_values(**values: object) -> dict[str, object]:
    return {
        "act": "besetzen", "part": "member", "name": "Nora Neu", "email": "", "appointed_by": "", "since": today(),
        "until": "",
    } | values  # fmt: skip


def test_a_seat_is_made_filled_and_handed_on(client, mara):
    body = conference(mara, seats=0)
    client.post(
        at(body, "sitze/neu/"),
        {"bank": "residents", "on_behalf_of": "Mieterbeirat", "voting": "on", "since": today(), "until": ""},
    )
    chair = Seat.objects.get()
    assert "Das steht an" in page(client, at(body, "sitze/"))
    where = f"/konferenzen/sitze/{chair.pk}/"
    assert (
        client.post(where, seating_values(name_is_public="on", email="nora@example.org")).status_code == 302
    )
    held = chair.holdings.get()
    assert held.name_is_public and held.contact is not None and held.account is None
    assert "Das steht an" not in page(client, at(body, "sitze/"))
    later = seating_values(name="Otto Nachher", since=today() + SOON)
    assert client.post(where, later).status_code == 302
    held.refresh_from_db()
    assert held.during.upper == today() + SOON
    held.contact.refresh_from_db()
    assert (
        bytes(held.contact.sealed) and held.contact.keep_until == today() + SOON
    )  # still invited until then
    assert "Das steht an" not in page(client, at(body, "sitze/"))  # somebody follows
    shown = page(client, where)
    assert "Otto Nachher" in shown and "künftig" in shown


def test_an_address_of_an_account_gives_the_seat_to_it(client, mara):
    body, account = conference(mara, seats=1), somebody("Rita Resident")
    chair = seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Eltern")
    where = f"/konferenzen/sitze/{chair.pk}/"
    client.post(where, seating_values(name="Rita Resident", email="RITA-resident@example.org"))
    held = chair.holdings.get()
    assert held.account == account and held.contact is None
    other = seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Chor")
    found = page(client, f"/konferenzen/sitze/{other.pk}/?suche=rita")
    assert f"?konto={account.pk}" in found and "example.org" not in found
    assert "mindestens drei Buchstaben" in page(client, f"/konferenzen/sitze/{other.pk}/?suche=ri")
    answer = client.post(f"/konferenzen/sitze/{other.pk}/", seating_values(konto=account.pk))
    assert (
        answer.status_code == 422 and "schon einen Sitz in diesem Gremium: Eltern" in answer.content.decode()
    )


def test_a_name_is_corrected_and_hidden_and_the_journal_does_not_keep_it(client, mara):
    body = conference(mara, seats=0)
    held = seat(body, mara, name="Nora Nuo")
    name = f"b{held.pk}"
    where = f"/konferenzen/sitze/{held.seat_id}/"
    client.post(
        where, {"act": f"berichtigen-{held.pk}", f"{name}-name": "Nora Neu", f"{name}-appointed_by": "Wahl"}
    )
    held.refresh_from_db()
    assert (held.name, held.name_is_public, held.appointed_by) == ("Nora Neu", False, "Wahl")
    line = Entry.objects.get(act="conferences.holding_corrected")
    assert "Nora" not in str(line.details)
    answer = client.post(where, {"act": f"berichtigen-{held.pk}", f"{name}-name": " "})
    assert answer.status_code == 422


def test_a_term_ends_or_is_taken_back(client, mara):
    body = conference(mara, seats=0)
    held = seat(body, mara, name="Nora Neu")
    where = f"/konferenzen/sitze/{held.seat_id}/"
    key = f"e{held.pk}"
    act = {"act": f"beenden-{held.pk}", f"{key}-on": today()}
    assert client.post(where, act).status_code == 422  # a reason is asked for
    assert client.post(where, act | {f"{key}-reason": "zieht weg"}).status_code == 302
    assert "Der Sitz ist frei." in page(client, where) and "Wer ihn früher hatte" in page(client, where)
    coming = seating.seat_somebody(by=mara, seat=held.seat, name="Irrtum", email="i@example.org")
    client.post(where, {"act": f"zurueck-{coming.pk}", f"z{coming.pk}-reason": "falsche Person"})
    assert not Holding.objects.filter(pk=coming.pk).exists()
    coming.contact.refresh_from_db()
    assert coming.contact.erased


def test_who_was_there_is_not_taken_back(mara):
    body = conference(mara, seats=0)
    held = seat(body, mara, name="Nora Neu")
    session(body, mara).attendees.create(holding=held, name="Nora Neu", bank="residents")
    with pytest.raises(Refused):
        seating.take_back(by=mara, holding=held, reason="x")
    assert Holding.objects.filter(pk=held.pk).exists()


def test_a_seat_loses_its_vote_only_with_a_reason_and_ends_with_its_term(client, mara):
    body = conference(mara, seats=0)
    held = seat(body, mara, name="Nora Neu")
    where = f"/konferenzen/sitze/{held.seat_id}/"
    assert client.post(where, {"act": "angaben", "sitz-on_behalf_of": "Chor"}).status_code == 422
    assert (
        client.post(where, {"act": "angaben", "sitz-on_behalf_of": "Chor", "sitz-voting": "on"}).status_code
        == 302
    )
    later = seating.seat_somebody(by=mara, seat=held.seat, name="Später", since=today() + SOON)
    ended = {
        "act": "aufheben",
        "ende-on": today() + timedelta(days=1),
        "ende-reason": "Chor gibt es nicht mehr",
    }
    assert client.post(where, ended).status_code == 422
    seating.take_back(by=mara, holding=later, reason="kommt nicht")
    assert client.post(where, ended).status_code == 302
    held.seat.refresh_from_db()
    assert held.seat.on_behalf_of == "Chor" and held.seat.during.upper == today() + timedelta(days=1)
    with pytest.raises(Refused):
        seating.seat_somebody(by=mara, seat=held.seat, name="x", since=today() + SOON)


def test_what_is_due_is_vacant_or_ends_within_ninety_days(mara):
    body = conference(mara, seats=0)
    for days in (89, 92):
        held = seat(body, mara, name=f"{days}")
        seating.end_holding(by=mara, holding=held, on=today() + timedelta(days=days), reason="x")
    vacant = seating.make_seat(by=mara, body=body, bank="politics", on_behalf_of="Fraktion")
    found = [one.seat.on_behalf_of for one in terms.due(terms.chairs_of(body))]
    assert found == [vacant.on_behalf_of, "für 89"]


@pytest.mark.parametrize("what", ["regeln/", "sitze/", "sitze/neu/"])
def test_nobody_runs_a_body_elsewhere(client, what):
    body = conference(manager(), seats=1)
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    assert client.get(at(body, what)).status_code == 403
    client.force_login(somebody_as("social_planner"))
    assert client.get(at(body, what)).status_code == 200


# -- on the page of a space ------------------------------------------------------------------------------------


def test_the_page_of_a_space_shows_its_conference(client):
    assert "Hier gibt es noch keine Konferenz" in page(client, "/raeume/sozialraeume/A/")
    mara = manager()
    body = conference(mara, seats=2)
    coming = session(body, mara, begins=timezone.now() + SOON, place="Bürgerhaus")
    shown = page(client, "/raeume/sozialraeume/A/")
    assert at(body) in shown and "Politik 2, Verwaltung 2" in shown and "Bürgerhaus" not in shown
    Session.objects.filter(pk=coming.pk).update(state="invited")
    assert "Bürgerhaus" in page(client, "/raeume/sozialraeume/A/")
    assert at(body) in page(client, "/planungsraeume/1/")
    assert at(body) not in page(client, "/planungsraeume/2/")
    assert at(body) not in page(client, "/raeume/sozialraeume/D/")

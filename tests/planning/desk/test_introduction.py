"""The assistant for a city that begins: it sees by itself what stands; missing bodies come and go in one step."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.conferences.actions import introducing, seating
from sozialraum.planning.conferences.models import Body, Seat
from sozialraum.planning.conferences.queries import introducing as bodies
from sozialraum.planning.desk.introduction import assistant
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.planning.reports import actions as reports
from sozialraum.planning.spaces.actions import publish_editions
from sozialraum.site.city import Service, Site
from sozialraum.warehouse.city import NotPublishedError
from worlds.people import administrator, appointed, organisation, somebody, somebody_as
from worlds.voices import manager, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(published):
    return somebody_as("social_planner", "Petra Planung")


@pytest.fixture
def spaces(published):
    """The editions of the city on squared paper, known to planning."""
    editions = [one for one in published.editions() if one.role in ("social_space", "planning_area")]
    systems = {one["key"]: one for one in published.settings["space_system"]}
    return publish_editions(by=PROGRAM, systems=list(systems.values()), editions=editions)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def step(key):
    return next(one for one in assistant.introduction().steps if one.key == key)


def state(key):
    """Title of each point and whether it stands; what can wait is "wait"."""
    return {one.title: "wait" if one.is_hint else one.is_done for one in step(key).points}


# -- what it sees --


def test_an_empty_city_is_told_what_to_do_first(client, monkeypatch):
    def nothing():
        raise NotPublishedError("nothing")

    monkeypatch.setattr(assistant, "current", nothing)
    client.force_login(administrator())
    page = text(client.get("/einfuehrung/"))
    assert "sozialraum load" in page and "sozialraum publish" in page
    assert "Erst müssen die Räume da sein" in page
    assert not any(step(key).is_done for key in ("raeume", "daten", "gremien", "erste-runde"))


def test_settings_say_which_line_to_write(published, settings):
    with override_settings(CITY=replace(settings.CITY, name="", demonstration=False, site=Site())):
        found = step("einstellungen")
        assert [one.title for one in found.open] == [
            "Name der Stadt",
            "Adresse im Netz",
            "Verschlüsselte Verbindung",
        ]
        assert 'hosts = ["sozialraum.example.org"]' in found.open[1].lines
    there = Site(hosts=("sozialraum.example.org",), https=True, trusted_proxies=1)
    needs = replace(settings.CITY.needs, services=(Service("Bauhof"),))
    with override_settings(CITY=replace(settings.CITY, demonstration=False, site=there, needs=needs)):
        assert step("einstellungen").is_done and not step("einstellungen").hints


def test_spaces_and_data_are_read_from_what_is_published(spaces):
    assert state("raeume")["Sozialräume"] is True
    assert state("raeume")["Jeder Sozialraum in einem Planungsraum"] is True
    assert step("daten").is_done
    gaps = next(one for one in step("daten").points if one.title == "Lücken")
    assert 0 < len(gaps.names) < 10


def test_a_role_that_nobody_holds_is_missing_until_somebody_does(spaces):
    assert "Administration" in step("rollen").points[0].names
    for role in ("city_administrator", "social_planner", "statistics_officer", "data_protection_officer"):
        somebody_as(role)
    assert state("rollen")["Rollen für die ganze Stadt"] is True
    lacking = step("rollen").points[1].names
    manager()
    assert len(step("rollen").points[1].names) == len(lacking) - 1


def test_a_department_needs_two_different_people(published):
    office = organisation("Jugendamt")
    where = ("department", str(office.pk))
    one = somebody("Otto Office")
    from sozialraum.planning.people.models import Scope

    appointed(one, "department_officer", Scope(*where))
    assert step("rollen").points[2].names == ("Jugendamt: niemand gibt frei",)
    appointed(one, "department_head", Scope(*where))
    assert step("rollen").points[2].names == ("Jugendamt: Entwurf und Freigabe liegen bei einer Person",)
    appointed(somebody("Hanna Head"), "department_head", Scope(*where))
    assert state("rollen")["Fachämter"] is True


def test_money_and_voices_count_once_they_are_there(planner):
    assert not step("kosten").is_done and state("erste-runde")["Erste Stimmen"] is False
    from django.utils import timezone

    reports.plan_cost(
        by=planner, kind="rooms", title="Saal", price=reports.Decimal("10.00"), year=timezone.now().year
    )
    said()
    assert step("kosten").is_done and state("erste-runde")["Erste Stimmen"] is True


def test_the_number_of_statements_does_not_depend_on_the_city(client, planner):
    client.force_login(planner)
    said()
    client.get("/einfuehrung/")
    with CaptureQueriesContext(connection) as few:
        client.get("/einfuehrung/")
    introducing.set_up_missing(by=planner)
    for n in range(4):
        organisation(f"Amt {n}")
        said(f"Es fehlt etwas, Nummer {n}.")
    with CaptureQueriesContext(connection) as many:
        assert client.get("/einfuehrung/").status_code == 200
    assert len(many) <= len(few) + 1


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_link_of_the_page_leads_somewhere(client, planner, prefix):
    appointed(planner, "city_administrator")
    client.force_login(planner)
    main = client.get(f"{prefix}/einfuehrung/").content.decode().partition("<main")[2].partition("</main>")[0]
    later = "/beschluesse/zustaendigkeiten/"  # a page of the next app, looked at there
    links = {one for one in re.findall(r'href="(/[^"#]*)"', main) if not one.endswith((later, "/antworten/"))}
    assert len(links) > 8
    assert {one: client.get(one).status_code for one in links} == dict.fromkeys(links, 200)


def test_the_list_is_there_on_paper_and_the_desk_says_what_is_next(client, planner):
    client.force_login(planner)
    assert client.get("/einfuehrung/liste.pdf").content.startswith(b"%PDF")
    assert "Als Nächstes:" in text(client.get("/schreibtisch/"))


# -- bodies in one step --


def test_all_missing_bodies_come_with_seats_on_four_banks(client, planner):
    lacking = bodies.missing()
    assert lacking[0].kind == Body.Kind.STEERING_GROUP
    client.force_login(planner)
    assert client.post("/einfuehrung/gremien/", {"seats_per_bank": "0"}).status_code == 422
    answer = client.post("/einfuehrung/gremien/", {"seats_per_bank": "2"}, follow=True)
    assert f"{len(lacking)} Gremien sind eingerichtet." in text(answer)
    assert bodies.missing() == []
    assert Seat.objects.count() == len(lacking) * 2 * len(Bank)
    assert all(not one.banks and one.seats == 8 for one in bodies.tables())
    again = client.post("/einfuehrung/gremien/", {"seats_per_bank": "2"})
    assert again.status_code == 422 and "Es fehlt kein Gremium." in text(again)


def test_the_step_is_taken_back_as_long_as_nobody_touched_it(client, planner):
    made = introducing.set_up_missing(by=planner, seats_per_bank=1)
    seated, renamed, *others = made
    seating.seat_somebody(by=planner, seat=seated.seats.first(), name="Erika Beispiel")
    seating.correct_seat(by=planner, seat=renamed.seats.first(), on_behalf_of="Ortsbeirat")
    assert {one.pk for one in bodies.of_last_step()} == {one.pk for one in others}
    client.force_login(planner)
    answer = client.post("/einfuehrung/gremien/", {"act": "zurueck"}, follow=True)
    assert "zurückgenommen" in text(answer)
    assert set(Body.objects.values_list("pk", flat=True)) == {seated.pk, renamed.pk}
    assert Entry.objects.filter(act="conferences.body_taken_back").count() == len(others)
    twice = client.post("/einfuehrung/gremien/", {"act": "zurueck"})
    assert twice.status_code == 422 and "nichts mehr zurückzunehmen" in text(twice)
    assert len(introducing.set_up_missing(by=planner)) == len(others)


def test_only_who_runs_bodies_of_the_whole_city_does_it(client, published):
    with pytest.raises(NotAllowed):
        introducing.set_up_missing(by=manager())
    with pytest.raises(NotAllowed):
        introducing.take_back_missing(by=administrator())
    client.force_login(somebody_as("planning_area_manager"))
    assert client.get("/einfuehrung/gremien/").status_code == 403
    assert not Body.objects.exists()


def test_a_bank_without_a_seat_is_named(planner):
    body = introducing.set_up_missing(by=planner)[0]
    for seat in body.seats.filter(bank=Bank.RESIDENTS):
        seat.delete()
    assert [one.banks for one in bodies.tables() if one.body == body] == [("Bewohnerschaft",)]
    with pytest.raises(Refused):
        introducing.set_up_missing(by=planner)

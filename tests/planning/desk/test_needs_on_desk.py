"""What stands on a desk about needs: what waits, what came of what was passed on, what one said or brought."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sozialraum.planning.needs import receipts
from sozialraum.planning.needs.actions import bundling, checking, contributing, way
from sozialraum.planning.needs.actions.contributing import Heard, Place
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import own
from sozialraum.planning.needs.states import State
from worlds.people import somebody, somebody_as
from worlds.voices import EDITION, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
DESK = "/schreibtisch/"
ELSEWHERE = Place("space", EDITION, "sozialraeume/D", "planungsraeume/2")


def desk_of(client, person) -> str:
    client.force_login(person)
    return client.get(DESK).content.decode()


def test_the_manager_sees_how_many_wait_since_when_and_what_is_overdue(client):
    boss = manager()
    assert "Es wartet nichts auf Ihre Prüfung" in desk_of(client, boss)
    need(), need(place=ELSEWHERE)
    oldest = timezone.now() - timedelta(days=15)
    Need.objects.filter(pk=need().pk).update(registered=oldest)
    shown = desk_of(client, boss)
    day = timezone.localdate(oldest).strftime("%d.%m.%Y")
    assert f"2 Meldungen warten auf Ihre Prüfung, die älteste seit dem {day}." in shown
    assert "1 ist überfällig." in shown


@pytest.mark.parametrize(("hours", "overdue"), [(14 * 24 - 1, 0), (14 * 24 + 1, 1)])
def test_overdue_begins_after_the_days_that_the_city_has_set(hours, overdue):
    boss, one = manager(), need()
    Need.objects.filter(pk=one.pk).update(registered=timezone.now() - timedelta(hours=hours))
    assert own.managed(boss).load.overdue == overdue


def test_what_was_passed_on_is_followed_and_who_has_the_ball(client):
    boss, other = manager(), manager(name="Mona Manager")
    mine, redirected, hers, back = need("Eine Bank."), need("Die Lampe."), need("Der Bus."), need("Ein Dach.")
    checking.accept(by=boss, need=mine)
    checking.redirect(by=boss, need=redirected, service="Bauhof", reason="Ein Schaden.")
    checking.accept(by=other, need=hers)
    checking.give_back(by=boss, need=back, reason="Einzelfall.")
    way.advance(by=boss, need=mine, target=State.CARRIED)
    lines = own.managed(boss).passed_on
    assert [line.need for line in lines] == [redirected, mine]
    assert (lines[1].state, str(lines[1].holder)) == ("von der Sozialraumkonferenz getragen", "Konferenz")
    assert "Am Zug: Konferenz" in desk_of(client, boss)


def test_what_comes_back_lies_on_top(client):
    boss = manager()
    listed, into, apart = need("Eine Bank."), need("Ein Bus."), said("Ein Dach.")
    checking.accept(by=boss, need=listed)
    for step in (State.CARRIED, State.BUNDLED):
        way.advance(by=boss, need=listed, target=step)
    bundling.merge(by=boss, need=apart.contribution.need, into=into, reason="Dasselbe.")
    assert [line.need for line in own.managed(boss).back] == [listed]
    apart.contribution.refresh_from_db()
    bundling.split(by=boss, contribution=apart.contribution, reason="Doch nicht.")
    assert [line.need for line in own.managed(boss).back] == [listed, apart.contribution.origin]
    assert "Was zu Ihnen zurückkam" in desk_of(client, boss)


def test_what_has_ended_is_not_bundled_any_more(client):
    boss, one, redirected = manager(), need("Eine Bank."), need("Die Lampe.")
    checking.accept(by=boss, need=one)
    checking.redirect(by=boss, need=redirected, service="Bauhof", reason="Ein Schaden.")
    shown = desk_of(client, boss)
    assert f"/bedarfe/{one.pk}/buendeln/" in shown and f"/bedarfe/{redirected.pk}/buendeln/" not in shown


@pytest.mark.parametrize(("role", "links"), [
    ("council_member", ["/bedarfe/", "/bedarfe/stille/"]), ("data_protection_officer", ["/verwaltung/datenschutz/"]),
])  # fmt: skip
def test_a_desk_leads_to_what_its_role_looks_at(client, role, links):
    section = (
        desk_of(client, somebody_as(role))
        .partition(f'aria-labelledby="rolle-{role}"')[2]
        .partition("</section>")[0]
    )
    assert all(f'href="{link}"' in section for link in links)


def test_objections_wait_on_the_desk(client):
    boss, receipt = manager(), said()
    checking.give_back(by=boss, need=receipt.contribution.need, reason="Einzelfall.")
    receipt.contribution.refresh_from_db()
    contributing.object_to(by=None, contribution=receipt.contribution, text="Doch.")
    assert "1 Widerspruch wartet auf die Antwort der Konferenz." in desk_of(client, boss)


def test_a_resident_sees_what_they_said_and_how_it_stands(client):
    boss, person = manager(), somebody_as("resident")
    assert "Was fehlt, was stört, was ist gut?" in desk_of(client, person)
    mine = said("Mehr Bäume in der Nordstraße.", by=person).contribution
    said("Etwas von jemand anderem.")
    shown = desk_of(client, person)
    assert "Mehr Bäume in der Nordstraße." in shown and "jemand anderem" not in shown
    assert "gemeldet" in shown
    link = f'href="/meldung/{receipts.code_of(mine.token)}/"'
    assert link in shown
    checking.accept(by=boss, need=mine.need)
    shown = desk_of(client, person)
    assert link in shown and "in der Beratung" in shown
    gone = said("Ein Irrtum.", by=person).contribution
    contributing.withdraw(by=person, contribution=gone)
    assert "zurückgezogen" in desk_of(client, person)


def test_what_one_said_is_there_without_a_role_too(client):
    person = somebody()
    assert "Ihre Meldungen" not in desk_of(client, person)
    said("Mehr Bäume.", by=person)
    assert "Mehr Bäume." in desk_of(client, person)


def test_a_provider_sees_what_they_brought_for_others(client):
    person = somebody_as("provider")
    assert "Hier steht, was Sie für andere einbringen" in desk_of(client, person)
    said("Eine Nähwerkstatt.", by=person, heard=Heard("Deutschkurs", persons=9, by=person))
    assert "Eine Nähwerkstatt." in desk_of(client, person)


def test_as_many_statements_for_much_as_for_little(client):
    boss = manager()

    def statements() -> int:
        client.get(DESK)
        with CaptureQueriesContext(connection) as told:
            client.get(DESK)
        return len(told)

    client.force_login(boss)
    checking.accept(by=boss, need=need())
    need()
    few = statements()
    for number in range(12):
        need()
        checking.accept(by=boss, need=need(f"Bank {number}."))
    assert statements() == few

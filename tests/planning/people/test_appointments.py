"""Roles are held for a time; nobody holds the same one twice; the time is half-open."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

import sozialraum
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people import actions, queries
from sozialraum.planning.people.models import WHOLE_CITY, Account, Appointment, Scope
from sozialraum.planning.people.roles import (
    PERMISSIONS,
    ROLES,
    UnknownPermissionError,
    UnknownRoleError,
    role,
    roles_with,
)
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused, acting, may, permissions_of
from worlds.people import LONG_AGO, SOMEWHERE, administrator, appointed, somebody, somebody_as, today

pytestmark = pytest.mark.django_db
NORTH, SOUTH = Scope("planning_area", "planungsraeume/1"), Scope("planning_area", "planungsraeume/2")


def test_an_unknown_role_or_permission_raises():
    with pytest.raises(UnknownRoleError, match="mayor"):
        role("mayor")
    with pytest.raises(UnknownPermissionError):
        roles_with("everything.do")
    with pytest.raises(UnknownPermissionError):
        may(None, "everything.do")


def test_every_permission_is_held_by_a_role_and_every_role_says_what_it_is():
    assert {p for item in ROLES.values() for p in item.permissions} == set(PERMISSIONS)
    assert all(len(str(item.description)) > 30 and item.scopes for item in ROLES.values())
    package = Path(sozialraum.__file__).parent
    asked = "".join(one.read_text("utf-8") for one in package.rglob("*.py") if one.name != "roles.py")
    assert [one for one in PERMISSIONS if f'"{one}"' not in asked] == []  # each is asked for somewhere


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 29), True),
        (date(2026, 6, 30), False),
    ],
)
def test_a_role_counts_from_its_first_day_until_the_day_before_its_end(day, held):
    person = somebody()
    appointed(person, "statistics_officer", since=date(2026, 1, 1), until=date(2026, 6, 30))
    assert may(person, "statistics.publish", on=day) is held
    assert ("statistics.publish" in permissions_of(person, on=day)) is held
    assert bool(queries.in_force_of(person, on=day)) is held


def test_a_role_in_one_place_says_nothing_about_another():
    person = somebody()
    appointed(person, "planning_area_manager", NORTH)
    assert may(person, "needs.carry", NORTH)
    assert may(person, "needs.carry", Scope("social_space", "x"), NORTH)
    assert may(person, "needs.carry")
    assert not may(person, "needs.carry", SOUTH)
    with pytest.raises(NotAllowed):
        acting(person, "needs.carry", SOUTH)


def test_a_role_for_the_whole_city_counts_everywhere():
    person = somebody()
    appointed(person, "provider", WHOLE_CITY)
    assert may(person, "needs.register", SOUTH)


def test_the_journal_is_told_the_role_that_allowed_it():
    person = somebody()
    appointed(person, "data_protection_officer")
    appointed(person, "city_administrator")
    assert acting(person, "journal.read").role == "city_administrator"
    assert acting(person, "texts.edit").role == "city_administrator"
    assert acting(PROGRAM, "texts.edit").role == "program"


def test_who_is_not_signed_in_or_closed_may_nothing():
    person = somebody_as("data_protection_officer")
    actions.deactivate(by=PROGRAM, account=person, reason="Ausgeschieden")
    person.refresh_from_db()
    assert not may(person, "journal.read")
    assert permissions_of(person) == frozenset()
    assert not may(None, "journal.read")


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 3, 1), date(2026, 4, 1)),
        (date(2025, 1, 1), None),
        (date(2026, 6, 29), date(2027, 1, 1)),
        (date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_the_same_role_twice_at_a_time_is_refused(since, until):
    person = somebody()
    appointed(person, "planning_area_manager", NORTH, since=date(2026, 1, 1), until=date(2026, 6, 30))
    with pytest.raises(Refused, match="schon"):
        appointed(person, "planning_area_manager", NORTH, since=since, until=until)
    assert Appointment.objects.count() == 1


def test_next_to_each_other_elsewhere_and_by_somebody_else_is_no_overlap():
    person = somebody()
    appointed(person, "planning_area_manager", NORTH, since=date(2026, 1, 1), until=date(2026, 6, 30))
    appointed(person, "planning_area_manager", NORTH, since=date(2026, 6, 30))
    appointed(person, "planning_area_manager", SOUTH, since=date(2026, 1, 1))
    appointed(person, "provider", WHOLE_CITY, since=date(2026, 1, 1))
    appointed(somebody("Max Muster"), "planning_area_manager", NORTH, since=date(2026, 1, 1))
    assert Appointment.objects.count() == 5


def test_the_database_itself_refuses_the_overlap():
    person = somebody()
    appointed(person, "planning_area_manager", NORTH, since=LONG_AGO)
    copy = (
        "INSERT INTO people_appointment (account_id, role, scope_kind, scope_key, bank, voting, during)"
        " SELECT account_id, role, scope_kind, scope_key, bank, voting, '[2026-01-01,2026-02-01)'"
        " FROM people_appointment"
    )
    with pytest.raises(IntegrityError, match="appointment_once_at_a_time"), transaction.atomic():
        connection.cursor().execute(copy)


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("role", "'mayor'", "appointment_role_known"),
        ("bank", "'sparkasse'", "appointment_bank_known"),
        ("scope_key", "''", "appointment_scope_whole"),
        ("during", "'empty'", "appointment_time_begins"),
        ("during", "'(,2026-01-01)'", "appointment_time_begins"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(column, value, constraint):
    appointed(somebody(), "planning_area_manager", NORTH)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        connection.cursor().execute(f"UPDATE people_appointment SET {column} = {value}")


def test_a_role_exists_only_for_its_scopes():
    with pytest.raises(Refused, match="Zuständigkeit"):
        appointed(somebody(), "department_head", WHOLE_CITY)


def test_ending_a_role_needs_a_reason_and_leaves_its_past():
    ada, person = administrator(), somebody()
    role_held = appointed(person, "resident", WHOLE_CITY)
    with pytest.raises(Refused, match="Grund"):
        actions.end_appointment(by=ada, appointment=role_held, on=today(), reason=" ")
    actions.end_appointment(by=ada, appointment=role_held, on=today(), reason="Sie ist umgezogen")
    role_held.refresh_from_db()
    assert (role_held.during.lower, role_held.during.upper) == (LONG_AGO, today())
    assert not may(person, "needs.register")
    assert may(person, "needs.register", on=today() - timedelta(days=1))
    line = Entry.objects.filter(act="people.appointment_ended").get()
    assert (line.actor_name, line.actor_role, line.reason) == (
        "Ada Admin",
        "city_administrator",
        "Sie ist umgezogen",
    )
    assert line.details["ended_on"] == today().isoformat()
    with pytest.raises(Refused, match="früher"):
        actions.end_appointment(by=ada, appointment=role_held, on=today(), reason="noch einmal")


def test_a_role_that_has_not_begun_is_taken_back():
    role_held = appointed(somebody(), "council_member", WHOLE_CITY, since=today() + timedelta(days=30))
    actions.end_appointment(by=PROGRAM, appointment=role_held, on=today(), reason="Wahl angefochten")
    assert not Appointment.objects.exists()
    assert Entry.objects.filter(act="people.appointment_taken_back").exists()


def test_a_role_passes_over_on_a_day_until_the_same_end():
    anna, berta = somebody("Anna"), somebody("Berta")
    end, day = today() + timedelta(days=365), today() + timedelta(days=10)
    before = appointed(anna, "planning_area_manager", NORTH, until=end, voting=True)
    after = actions.hand_over(by=PROGRAM, appointment=before, to=berta, on=day, reason="Elternzeit")
    before.refresh_from_db()
    assert before.during.upper == day
    assert (after.during.lower, after.during.upper, after.voting, after.scope) == (day, end, True, NORTH)
    for when, anna_may, berta_may in [
        (day - timedelta(days=1), True, False),
        (day, False, True),
        (end, False, False),
    ]:
        assert may(anna, "needs.carry", NORTH, on=when) is anna_may
        assert may(berta, "needs.carry", NORTH, on=when) is berta_may
    line = Entry.objects.get(act="people.appointment_handed_over")
    assert line.details["handed_to"] == {"account": berta.pk, "name": "Berta"}


def test_nobody_hands_over_to_themselves_or_to_a_closed_account():
    anna, berta = somebody("Anna"), somebody("Berta")
    held = appointed(anna, "planning_area_manager", NORTH)
    actions.deactivate(by=PROGRAM, account=berta, reason="Ruhestand")
    berta.refresh_from_db()
    for to in (anna, berta):
        with pytest.raises(Refused, match="andere Person"):
            actions.hand_over(by=PROGRAM, appointment=held, to=to, on=today(), reason="x")


def test_the_last_administrator_stays():
    ada = administrator()
    held = Appointment.objects.get(account=ada)
    with pytest.raises(Refused, match="letzte Administration"):
        actions.end_appointment(by=ada, appointment=held, on=today(), reason="Umzug")
    with pytest.raises(Refused, match="letzte Administration"):
        actions.deactivate(by=ada, account=ada, reason="Umzug")
    somebody_as("city_administrator", "Bela Admin")
    actions.deactivate(by=ada, account=ada, reason="Umzug")
    assert not Account.objects.get(pk=ada.pk).is_active


def test_closing_an_account_ends_what_it_holds_and_takes_back_what_is_to_come():
    person = somebody()
    past = appointed(person, "provider", until=date(2021, 1, 1))
    now = appointed(person, "council_member")
    appointed(person, "statistics_officer", since=today() + timedelta(days=5))
    actions.deactivate(by=PROGRAM, account=person, reason="Ausgeschieden")
    past.refresh_from_db()
    now.refresh_from_db()
    assert past.during.upper == date(2021, 1, 1)
    assert now.during.upper == today()
    assert person.appointments.count() == 2
    assert Entry.objects.filter(act="people.account_deactivated", reason="Ausgeschieden").exists()
    actions.reactivate(by=PROGRAM, account=person, reason="Rückkehr")
    assert queries.in_force_of(person) == []


@pytest.mark.parametrize("role_key", [key for key in ROLES if key != "city_administrator"])
def test_nobody_but_the_administration_makes_accounts_or_appoints(role_key):
    person = somebody_as(role_key)
    with pytest.raises(NotAllowed, match="Berufung"):
        actions.create_account(by=person, email="x@example.org", name="X")
    with pytest.raises(NotAllowed):
        actions.appoint(by=person, account=person, role_key="city_administrator", since=today())
    with pytest.raises(NotAllowed):
        actions.register_organisation(by=person, name="X", bank="providers")


def test_who_holds_a_role():
    anna = somebody("Anna")
    appointed(anna, "planning_area_manager", NORTH)
    assert list(queries.holders("planning_area_manager", [NORTH])) == [anna]
    assert list(queries.holders("planning_area_manager")) == [anna]
    assert not queries.holders("planning_area_manager", [SOUTH]).exists()
    assert not queries.holders("planning_area_manager", on=date(2019, 1, 1)).exists()


def test_every_role_can_be_given_for_each_of_its_scopes():
    person = somebody()
    for key, item in ROLES.items():
        for kind in item.scopes:
            appointed(person, key, SOMEWHERE[kind])
    assert permissions_of(person) == set(PERMISSIONS)

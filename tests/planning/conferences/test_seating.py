"""Bodies, seats, who holds them from when until when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sozialraum.planning.conferences.actions import resolving, seating
from sozialraum.planning.conferences.models import Holding
from sozialraum.planning.conferences.queries.seats import seated, voting_seats
from sozialraum.planning.conferences.queries.terms import next_vacant
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.conferring import conference, seat
from worlds.meeting import opened
from worlds.people import LONG_AGO, somebody, today
from worlds.voices import manager

pytestmark = pytest.mark.django_db


def test_each_chair_has_its_bank_and_counts_once(mara):
    body = conference(mara, seats=2)
    assert [one.seat.bank for one in seated(body)] == sorted(
        [one.seat.bank for one in seated(body)],
        key=["politics", "administration", "providers", "residents"].index,
    )
    assert voting_seats(body) == {"politics": 2, "administration": 2, "providers": 2, "residents": 2}


def test_who_follows_ends_the_term_before_and_both_stand_in_the_record(mara):
    body = conference(mara, seats=1)
    held = Holding.objects.filter(seat__body=body, seat__bank="residents").get()
    new = seating.seat_somebody(by=mara, seat=held.seat, name="Nora Neu", since=today())
    held.refresh_from_db()
    assert held.during.upper == today() == new.during.lower
    assert [one.member.name for one in seated(body) if one.seat.bank == "residents"] == ["Nora Neu"]
    yesterday = seated(body, today() - timedelta(days=1))
    assert [one.member.name for one in yesterday if one.seat.bank == "residents"] == [held.name]


def test_two_members_of_one_seat_at_a_time_are_refused(mara):
    body = conference(mara, seats=1)
    held = Holding.objects.filter(seat__body=body, seat__bank="residents").get()
    seating.seat_somebody(by=mara, seat=held.seat, name="Später", since=today() + timedelta(days=30))
    with pytest.raises(Refused):
        seating.seat_somebody(by=mara, seat=held.seat, name="Noch jemand", since=today() + timedelta(days=20))


def test_a_seat_without_anybody_does_not_count_for_the_quorum(mara):
    body = conference(mara, seats=1)
    seating.make_seat(by=mara, body=body, bank="residents", on_behalf_of="Mieterbeirat")
    assert voting_seats(body)["residents"] == 1
    seat(body, mara, bank="residents", name="Gast", voting=False)
    assert voting_seats(body)["residents"] == 1


def test_only_who_runs_the_place_may_seat(mara):
    body = conference(mara, seats=1)
    with pytest.raises(NotAllowed):
        seating.make_seat(by=somebody(), body=body, bank="residents", on_behalf_of="x")
    other = manager("planungsraeume/2", "Otto Anderer")
    with pytest.raises(NotAllowed):
        seating.change_rules(by=other, body=body, quorum_percent=10)


def test_an_address_goes_when_its_term_ends(mara):
    body = conference(mara, seats=1)
    held = seat(body, mara, name="Mit Adresse", email="a@example.org")
    assert held.contact is not None and bytes(held.contact.sealed)
    seating.end_holding(by=mara, holding=held, on=today(), reason="zieht weg")
    held.refresh_from_db()
    held.contact.refresh_from_db()
    assert held.contact.erased and not bytes(held.contact.sealed)
    assert held.during.upper == today() > date(2020, 1, 1)


def test_a_young_body_asks_for_no_more_attendance_than_there_was(mara):
    """A vote that is gained by the third session leaves nobody without one in the first and the second."""
    body = conference(mara, seats=1, gains_after=3)
    assert sum(voting_seats(body).values()) == 4
    first = opened(body, mara, absent=1)
    resolving.close_session(by=mara, session=first)
    tomorrow = today() + timedelta(days=1)
    assert sum(voting_seats(body, tomorrow).values()) == 3  # who did not come has yet to gain it


def test_the_next_vacant_seat_is_of_the_same_bank_first(mara):
    body = conference(mara, seats=1)
    assert next_vacant(body.seats.first()) is None
    free = [
        seating.make_seat(by=mara, body=body, bank=bank, on_behalf_of=f"frei {bank}", since=LONG_AGO)
        for bank in ("politics", "residents")
    ]
    assert next_vacant(body.seats.get(bank="residents", holdings__isnull=False)) == free[1]
    seating.seat_somebody(by=mara, seat=free[1], name="Künftig", since=today() + timedelta(days=9))
    assert next_vacant(body.seats.get(bank="providers")) == free[0]

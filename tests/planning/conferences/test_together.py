"""Many at once by one act: a body gets all its seats, and all who are there when a session begins come in."""

from __future__ import annotations

import pytest

from sozialraum.planning.conferences.actions import attending, establishing, seating
from sozialraum.planning.conferences.actions.establishing import Chair, Holder
from sozialraum.planning.conferences.models import Attendee, Holding, Seat
from sozialraum.planning.conferences.queries.quorum import quorum
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.conferring import conference, seat, session

pytestmark = pytest.mark.django_db
MEMBER, DEPUTY = Holding.Part.MEMBER, Holding.Part.DEPUTY


def chairs(**values: object) -> list[Chair]:
    """One a bank, each with a member and a deputy."""
    return [
        Chair(bank, f"für {bank.label}", (Holder(f"A {bank}", MEMBER, **values), Holder(f"B {bank}", DEPUTY)))
        for bank in Bank
    ]


def test_a_body_gets_all_its_seats_in_one_line(mara):
    body = conference(mara, seats=0)
    before = Entry.objects.count()
    made = establishing.constitute(by=mara, body=body, chairs=chairs())
    assert len(made) == body.seats.count() == 4 and Holding.objects.filter(seat__body=body).count() == 8
    line = Entry.objects.order_by("-pk").first()
    assert Entry.objects.count() == before + 1 and line.act == "conferences.constituted"
    assert [one[0] for one in line.details["seats"]] == [one.pk for one in made]
    assert not any(name in str(line.details) for name in ("A politics", "B residents"))


def test_a_body_with_seats_nameless_chairs_and_one_person_twice_are_refused(mara):
    body = conference(mara, seats=0)
    with pytest.raises(Refused, match="einen Namen"):
        establishing.constitute(by=mara, body=body, chairs=[Chair(Bank.POLITICS, " ", ())])
    with pytest.raises(Refused, match="mehr als einen Sitz"):
        establishing.constitute(by=mara, body=body, chairs=chairs(account=mara))
    with pytest.raises(NotAllowed):
        establishing.constitute(by=Account.objects.create(email="x@x"), body=body, chairs=chairs())
    assert not Seat.objects.filter(body=body).exists()
    establishing.constitute(by=mara, body=body, chairs=chairs())
    with pytest.raises(Refused, match="schon Sitze"):
        establishing.constitute(by=mara, body=body, chairs=chairs())


def test_all_who_are_there_come_in_once_with_one_line(mara):
    body = conference(mara, seats=2)
    held = list(Holding.objects.filter(seat__body=body).order_by("pk"))
    opened = attending.open_session(by=mara, session=session(body, mara))
    early = attending.arrive(by=mara, session=opened, holding=held[0])
    before = Entry.objects.count()
    came = attending.arrive_together(by=mara, session=opened, holdings=held[:6])
    assert [one.holding for one in came] == held[1:6] and early not in came
    assert Entry.objects.count() == before + 1
    details = Entry.objects.order_by("-pk").first().details
    assert details["attendees"] == [[one.pk, one.holding.seat_id] for one in came]
    assert attending.arrive_together(by=mara, session=opened, holdings=held[:6]) == []
    found = quorum(opened)
    assert found.present == 6 and Attendee.objects.filter(session=opened).count() == 6


def test_nobody_sits_on_two_chairs_and_on_somebody_elses(mara):
    body = conference(mara, seats=1)
    first = seat(body, mara, name="Mara", account=mara)
    second = seat(body, mara, bank=Bank.POLITICS, name="Mara", account=mara, part=DEPUTY)
    opened = attending.open_session(by=mara, session=session(body, mara))
    came = attending.arrive_together(by=mara, session=opened, holdings=[first, second])
    assert [one.holding for one in came] == [first]
    gone = Holding.objects.filter(seat__body=body, name="Verwaltung 1").get()
    seating.seat_somebody(by=mara, seat=gone.seat, name="Nachfolge")
    gone.refresh_from_db()
    with pytest.raises(Refused, match="jemand anderem"):
        attending.arrive_together(by=mara, session=opened, holdings=[gone])

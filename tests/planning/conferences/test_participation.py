"""Participation by bank against the population: what is counted, what is kept back, who could be outvoted."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sozialraum.planning.conferences.actions import seating
from sozialraum.planning.conferences.models import Attendee, Body, Presence, Session, Speech
from sozialraum.planning.conferences.queries import participation
from sozialraum.planning.conferences.queries.participation import Tally
from worlds.conferring import conference, seat, session
from worlds.people import LONG_AGO
from worlds.voices import manager, said

PAGE = "/konferenzen/teilnahme/"
BANKS = ("politics", "administration", "providers", "residents")


def held(body: Body, by, came: dict[str, int], *, spoke: str = "", ago: int = 10) -> Session:
    """A session to which so many of each bank came; of one bank everybody spoke."""
    one = session(body, by, begins=timezone.now() - timedelta(days=ago))
    Session.objects.filter(pk=one.pk).update(state="closed")
    for bank, count in came.items():
        chairs = body.seats.filter(bank=bank).order_by("pk")[:count]
        for chair in chairs:
            who = Attendee.objects.create(
                session=one, holding=chair.holdings.first(), name="x", bank=bank, voting=chair.voting
            )
            Presence.objects.create(attendee=who)
            if bank == spoke:
                Speech.objects.create(session=one, attendee=who, called=timezone.now(), ended=timezone.now())
    return one


def counted(*chairs: int) -> dict[str, Tally]:
    """Banks with so many chairs each."""
    return {bank: Tally(chairs={100 * i + n for n in range(many)}, possible=many, represented=many - 1)
            for i, (bank, many) in enumerate(zip(BANKS, chairs, strict=True))}  # fmt: skip


@pytest.mark.parametrize(
    ("chairs", "expected"),
    [
        ((3, 3, 3, 3), [("politics",), ("administration",), ("providers",), ("residents",)]),
        ((2, 2, 2, 2), [("politics", "administration"), ("providers", "residents")]),
        ((1, 5, 4, 6), [("politics", "providers"), ("administration",), ("residents",)]),
        ((1, 1, 0, 9), [("politics", "administration", "residents")]),
        ((1, 0, 0, 1), []),
        ((0, 0, 0, 0), []),
        ((2, 2, 2, 0), [("politics", "administration", "providers")]),
        ((2, 2, 2, 3), [("politics", "administration", "providers"), ("residents",)]),
    ],
)
def test_no_line_tells_of_fewer_than_three_chairs(chairs, expected):
    found = participation.lines(counted(*chairs))
    assert [line.banks for line in found] == expected
    assert all(line.chairs >= 3 for line in found)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ((5, 6, 7, 8), [5, 6, 7, 8]),
        ((1, 6, 7, 8), [None, None, 7, 8]),  # one alone could be reckoned from the sum
        ((2, 0, 7, 8), [None, None, 7, 8]),
        ((0, 6, 7, 8), [None, 6, 7, 8]),
    ],
)
def test_up_to_two_voices_are_not_told_apart(spoken, expected):
    told = participation.told(dict(zip(BANKS, spoken, strict=True)), 1000.0)
    assert [one.count for one in told] == expected
    assert all((one.rate is None) == (one.count is None) for one in told)


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
class TestThePage:
    def test_it_counts_who_came_who_spoke_and_who_told_something(self, client):
        mara = manager()
        body = conference(mara, seats=3)
        held(body, mara, {"administration": 3, "residents": 1}, spoke="residents")
        held(body, mara, {"administration": 3, "residents": 2, "politics": 2})
        held(body, mara, {"administration": 3}, ago=800)  # long ago
        for n in range(4):
            said(f"Es fehlt etwas, Nummer {n}.")
        shown = " ".join(client.get(f"{PAGE}?gremium={body.pk}").content.decode().split())
        row = '<th scope="row">{}</th><td>{}</td><td>{}&nbsp;%</td><td>{}</td>'
        assert row.format("Verwaltung", 3, 100, 0) in shown
        assert row.format("Bewohnerschaft", 3, 50, 1) in shown
        assert row.format("Träger", 3, 0, 0) in shown
        assert '<th scope="row">Bewohnerschaft</th><td>4</td>' in shown
        assert "hatte eine Bank allein mehr als die Hälfte der Köpfe: Verwaltung" in shown
        assert "Gezählt sind 3 Sitzungen" in " ".join(
            client.get(f"{PAGE}?gremium={body.pk}&zeit=alle").content.decode().split()
        )

    def test_the_whole_tells_no_more_than_the_one_body_that_met(self):
        mara = manager()
        body = conference(mara, seats=2)
        other = seating.set_up_body(
            by=mara, kind="other", name="Runder Tisch", scope=body.scopes[1], seats_per_bank=3, since=LONG_AGO
        )
        held(body, mara, {"residents": 1})
        found = participation.found([body, other], "")
        assert found.whole.lines == found.met[0].lines
        assert all(len(line.banks) > 1 or line.chairs >= 3 for line in found.whole.lines)

    def test_it_says_which_bank_could_be_outvoted(self, client):
        mara = manager()
        body = conference(mara, seats=1, banks_equal=False)
        for n in range(3):
            seat(body, mara, bank="administration", name=f"Amt {n}")
        shown = client.get(f"{PAGE}?gremium={body.pk}").content.decode()
        assert "Politik, Träger, Bewohnerschaft: weniger als halb so viele Stimmen wie Verwaltung." in shown
        assert "wiegt, entscheidet" not in shown
        seating.change_rules(by=mara, body=body, banks_equal=True)
        assert (
            "entscheidet die Zahl der Köpfe hier nicht"
            in client.get(f"{PAGE}?gremium={body.pk}").content.decode()
        )

    def test_it_can_be_taken_along_and_names_nobody(self, client):
        mara = manager()
        body = conference(mara, seats=2)
        seat(body, mara, name="Heimlich Still")
        held(body, mara, {"residents": 2})
        content = client.get(f"{PAGE}tabelle.csv").content.decode()
        assert "Heimlich" not in content
        rows = list(csv.reader(content.splitlines()))
        head = next(row for row in rows if "represented_percent" in row)
        lines = [
            dict(zip(head, row, strict=True)) for row in rows if len(row) == len(head) and row is not head
        ]
        mine = [one for one in lines if one["body"] == str(body.pk) and one["banks"]]
        assert [one["banks"] for one in mine] == ["politics administration providers", "residents"]
        assert all(int(one["chairs"]) >= 3 for one in mine)
        assert client.get(f"{PAGE}tabelle.exe").status_code == 404

    def test_it_asks_as_often_for_many_as_for_one(self, client):
        mara = manager()
        body = conference(mara, seats=2)
        held(body, mara, {"residents": 1})
        client.get(PAGE)
        with CaptureQueriesContext(connection) as few:
            client.get(PAGE)
        other = seating.set_up_body(
            by=mara, kind="other", name="Runder Tisch", scope=body.scopes[1], seats_per_bank=3, since=LONG_AGO
        )
        for n in range(4):
            held(body, mara, {"residents": 2}, ago=n + 20)
        held(other, mara, {})
        with CaptureQueriesContext(connection) as many:
            client.get(PAGE)
        assert len(many) == len(few)

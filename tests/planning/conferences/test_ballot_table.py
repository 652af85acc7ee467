"""The ballots of a session as a file: whole and by bank, as numbers."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from sozialraum.planning.conferences.actions import agenda, balloting
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import Session
from sozialraum.planning.conferences.queries.ballot_table import table
from sozialraum.planning.people.roles import Bank
from worlds.conferring import conference
from worlds.evening import bench, evening
from worlds.meeting import attendees, balloted, on_need, opened

pytestmark = pytest.mark.django_db


def rows_of(session: Session) -> list[dict[str, object]]:
    made = table(session)
    return [dict(zip(made.columns, row, strict=True)) for row in made.rows]


def test_yes_and_no_by_bank_and_an_annulled_one_with_its_reason_alone(mara):
    session = evening(mara)
    void, yes, no, abstained = rows_of(session)
    assert void["Ergebnis"] == "Zu früh ausgezählt." and void["Wert"] is None
    assert (yes["Vorschlag"], yes["Wert"], no["Wert"], abstained["Wert"]) == ("Ja", 6.0, 1.0, 0.0)
    assert sum(yes[bank.label] for bank in Bank) == 6.0
    assert no["Bewohnerschaft"] == 1.0


def test_every_method_has_its_rows(mara):
    running = opened(conference(mara), mara)
    everybody = attendees(running)
    for method, given in (
        ("consensing", "o"),
        ("dots", "o"),
        ("order", "choice"),
        ("fund", "choice"),
        ("election", "choice"),
    ):
        item = agenda.add(
            by=mara,
            session=running,
            kind="topic",
            title=method,
            method=method,
            fund=100_00 if method == "fund" else None,
        )
        for title in ("Eins", "Zwei"):
            choosing.add_option(by=mara, item=item, title=title, cost=60_00 if method == "fund" else None)
        item = balloting.take_up(by=mara, item=item)
        options = [one.pk for one in item.options.all()]
        filled = {"choice": [str(options[-1])]}
        if given == "o":  # every option has its number; the last one the smallest, or all the dots
            filled = {
                f"o-{pk}": "1" if pk == options[-1] else "9" if method == "consensing" else "0"
                for pk in options
            }
        balloted(item, mara, dict.fromkeys(everybody, filled))
    found = rows_of(running)
    assert {row["Worum es geht"] for row in found} == {"consensing", "dots", "order", "fund", "election"}
    two = {row["Worum es geht"]: row["Wert"] for row in found if row["Vorschlag"] == "Zwei"}
    assert two == {"consensing": 1.0, "dots": 8.0, "order": 8.0, "fund": 8.0, "election": 8.0}
    assert "Stimmen; bezahlt" in {row["Wert ist"] for row in found}


def test_few_secret_votes_are_not_told_by_bank(mara):
    running = opened(conference(mara), mara)
    item = on_need(running, bench(mara), mara)
    balloted(item, mara, dict.fromkeys(attendees(running), "yes"), secret=True)
    assert all(row[bank.label] is None for row in rows_of(running) for bank in Bank)


def test_both_files_are_there_for_whoever_sees_the_session(mara):
    session = evening(mara)
    address = reverse("conferences:ballots_download", args=[session.pk, "csv"])
    answer = Client().get(address)
    found = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["Wert"] for row in found] == ["", "6", "1", "0"]
    assert (
        Client().get(reverse("conferences:ballots_download", args=[session.pk, "xlsx"])).content[:2] == b"PK"
    )
    assert Client().get(address.replace("csv", "doc")).status_code == 404
    Session.objects.update(is_public=False)
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("method", ["election", "dots"])
def test_few_secret_votes_make_no_file_fail(mara, method):
    """Where only the share is told, the file tells the share."""
    running = opened(conference(mara, seats=2), mara)
    item = agenda.add(
        by=mara, session=running, kind="topic", title="Wahl", method=method, secret=True, places=1
    )
    options = [choosing.add_option(by=mara, item=item, title=title) for title in ("Eins", "Zwei")]
    item = balloting.take_up(by=mara, item=item)
    given = {"choice": [str(options[0].pk)]} if method == "election" else {f"o-{options[0].pk}": "1"}
    balloted(item, mara, dict.fromkeys(attendees(running)[:3], given), secret=True)
    first, second = rows_of(running)
    assert (first["Wert"], second["Wert"]) == (1.0, 0.0) and first["Wert ist"] == "Anteil"
    assert all(first[bank.label] is None for bank in Bank)

"""The page of the data protection officer: what is kept by plain titles, and what was erased, naming nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages import actions, personal, queries
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.needs.actions import attaching, checking, contributing
from sozialraum.planning.needs.pictures import Picture
from worlds.contributing import words
from worlds.people import somebody, somebody_as
from worlds.voices import manager, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
PAGE, FILE = "/verwaltung/datenschutz/", "/verwaltung/datenschutz/loeschungen.csv"


@pytest.fixture
def officer(client):
    client.force_login(somebody_as("data_protection_officer", "Dora Datenschutz"))
    return client


def test_the_desk_leads_there(officer):
    assert f'href="{PAGE}"' in officer.get("/schreibtisch/").content.decode()


def test_columns_stand_under_their_purpose_with_plain_titles(officer):
    page = officer.get(PAGE)
    shown = words(page)
    for column in personal.columns():
        assert str(column.title) in shown and str(column.purpose.value) in shown
    assert shown.count("besondere Kategorien") == sum(column.is_special for column in personal.columns())
    assert "needs.<wbr>Contribution.<wbr>on_<wbr>behalf_<wbr>of" in page.content.decode()
    named = {column.field for column in personal.columns()}
    assert {
        "needs.Contribution.longitude", "needs.Contribution.latitude", "needs.Contribution.groups",
        "journal.Entry.details", "needs.Objection.answer", "owed.Message.title",
    } <= named  # fmt: skip


def test_nothing_erased_yet_says_what_will_stand_there(officer):
    assert "Noch ist nichts gelöscht" in words(officer.get(PAGE))


def test_erasures_say_what_when_and_why_and_name_nobody(officer):
    boss, author = manager(), somebody("Arno Autor")
    late = said(email="spaet@example.org").contribution
    Contact.objects.filter(pk=late.contact_id).update(keep_until=timezone.localdate() - timedelta(days=1))
    actions.erase_expired()
    one = said("Hilde Bergmann hat keine Bank.", by=author).contribution
    (picture,) = attaching.attach(by=None, contribution=one, made=[Picture(b"x", 1, 1)])
    attaching.remove(by=boss, attachment=picture, reason="Auf dem Bild ist Hilde Bergmann.")
    contributing.erase_author(by=author, contribution=one, blacken=True)
    checking.black_out(by=boss, contribution=one, spans=[(0, 14)])
    found = queries.erasures(queries.erasure_lines())
    assert [(str(e.what), str(e.detail), str(e.why)) for e in found] == [
        ("Was im Text die Person erkennen ließ, die ihn schrieb", "", "auf Wunsch der Person"),
        ("Konto und Kontakt an einer Meldung, für wen gesprochen wurde", "", "auf Wunsch der Person"),
        ("Bild zu einer Meldung", "", "durch die Stadt; der Grund steht im Vorgangsjournal"),
        ("Kontaktdaten", "Rückmeldung zu einer Meldung", "Aufbewahrungsfrist abgelaufen"),
    ]
    file = officer.get(FILE).content.decode("utf-8-sig")
    assert file.splitlines()[0] == "Wann;Was;Wofür es da war;Warum" and len(file.splitlines()) == 5
    for told in (words(officer.get(PAGE)), file):
        assert "Aufbewahrungsfrist abgelaufen" in told
        for name in ("Bergmann", "Arno", "Mara", "spaet@", str(one), one.need.number):
            assert name not in told


def test_many_are_leafed_through(officer):
    for _number in range(51):
        contributing.erase_author(by=None, contribution=said().contribution)
    assert Entry.objects.filter(act="needs.author_erased").count() == 51
    assert officer.get(PAGE).content.decode().count("Konto und Kontakt an einer Meldung") == 50
    assert officer.get(f"{PAGE}?seite=2").content.decode().count("Konto und Kontakt an einer Meldung") == 1
    assert len(officer.get(FILE).content.decode().splitlines()) == 52


def test_it_is_the_officers(client):
    client.force_login(manager())
    assert client.get(PAGE).status_code == client.get(FILE).status_code == 403

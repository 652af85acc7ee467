"""366 real contributions of residents of Köln-Ehrenfeld: what a person would call the same is found, words are found.

Pairs are given by the numbers of the published table; a person has read them and says that both mean the same.
"""

from __future__ import annotations

import csv

import pytest

from sozialraum.planning.needs.actions.vocabulary import count_words
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.search import narrowed
from sozialraum.planning.needs.queries.similar import similar
from worlds.voices import AREA, EDITION, HERE, SPACE, Place, need

pytestmark = [pytest.mark.django_db, pytest.mark.shared]

SAME = [
    ("E1461", "E1486"), ("E1508", "E1759"), ("E1477", "E1495"), ("E1503", "E1538"), ("E1585", "E1538"),
    ("E1584", "E1785"), ("E1522", "E1791"), ("E1453", "E1651"), ("E1485", "E1770"), ("E1803", "E1802"),
    ("E1480", "E1481"), ("E1524", "E1523"), ("E1628", "E1809"),
]  # fmt: skip


@pytest.fixture
def koeln(shared, django_capture_on_commit_callbacks) -> dict[str, Need]:
    """The needs that the contributions begin, by their numbers."""
    path = next((shared / "references" / "contributions_koeln_ehrenfeld").glob("*.csv"))
    with path.open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with django_capture_on_commit_callbacks(execute=True):
        made = {row["document_id"]: _said(row) for row in rows}
    count_words()
    return made


def _said(row: dict[str, str]) -> Need:
    longitude, latitude = (float(row[name].replace(",", ".")) for name in ("lon", "lat"))
    here = Place("point", EDITION, SPACE, AREA, longitude, latitude)
    if not 6 < longitude < 8:  # E1514 has lost its decimal point: it is somewhere in the space
        here = HERE
    return need(row["text"] or row["title"], title=row["title"], place=here, dimensions=("mobility",))


def test_what_a_person_calls_the_same_stands_among_the_first_eight(koeln):
    assert len(koeln) == 366
    missing = [
        (one, other)
        for pair in SAME
        for one, other in (pair, pair[::-1])
        if koeln[other].pk not in {s.need.pk for s in similar(koeln[one])}
    ]
    assert missing == []


def test_words_are_found_by_stem_as_parts_and_mistyped(koeln):
    everything = Need.objects.all()
    for typed, number in [
        ("Lichtstraße Einbahnstrasse", "E1791"), ("Kurven gefährlich", "E1785"), ("Kreuzungen sicher", "E1454"),
        ("Litfaßsäule", "E1551"), ("Hüttenstraße", "E1461"), ("Vogelsanger radw", "E1770"),
        ("Stellplätze Kino", "E1591"),
    ]:  # fmt: skip
        found, corrected, *_more = narrowed(everything, typed)
        assert koeln[number] in found, typed
        assert found.count() < 60, typed
        assert corrected == "" or typed == "Litfaßsäule"
    for typed, right, number in [
        ("Hütenstrasse", "Hüttenstraße", "E1759"), ("Fahradparkhaus", "Fahrradparkhaus", "E1800"),
        ("Glasscherbn", "Glasscherben", "E1735"), ("Rechtsabieger", "Rechtsabbieger", "E1464"),
    ]:  # fmt: skip
        found, corrected, *_more = narrowed(everything, typed)
        assert corrected in ("", right)  # a part of it may be enough
        assert koeln[number] in found and found.count() < 60, typed

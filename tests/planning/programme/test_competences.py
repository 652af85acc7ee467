"""Which body decides by matter and sum: the boundaries, the settings, the question that anybody may ask."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.programme.actions import competences
from sozialraum.planning.programme.models import Competence
from sozialraum.planning.programme.queries.competences import competent
from worlds.deciding import planner
from worlds.people import somebody_as

RULES = [
    *(
        Competence(level=level, name=name, up_to=None if up_to is None else Decimal(up_to))
        for level, name, up_to in competences.DEFAULTS
    ),
    Competence(level="committee", name="Schulausschuss", dimension="education", up_to=Decimal(500_000)),
    Competence(level="department", name="Gesundheitsamt", dimension="health", up_to=Decimal(30_000)),
]


@pytest.mark.parametrize(
    ("dimensions", "cost", "level", "name"),
    [
        ((), "0.01", "conference", None), ((), "2000.00", "conference", None), ((), "2000.01", "department", None),
        ((), "10000.00", "department", None), ((), "10000.01", "steering", None), ((), "50000", "steering", None),
        ((), "250000.00", "committee", "Ausschuss"), ((), "250000.01", "council", "Rat"),
        ((), None, "department", None), ((), "0", "department", None),  # no fund pays what costs nothing
        (("education",), "5", "committee", "Schulausschuss"), (("education",), "500000.01", "council", "Rat"),
        (("health",), "30000.00", "department", "Gesundheitsamt"), (("health",), "30000.01", "steering", None),
        (("health", "education"), "100", "committee", "Schulausschuss"),  # of two matters the higher body
        (("housing",), "1500", "conference", None),
    ],
)  # fmt: skip
def test_who_decides_by_matter_and_sum(dimensions, cost, level, name):
    found = competent(dimensions, None if cost is None else Decimal(cost), RULES)
    assert found is not None and found.level == level and name in (None, found.name)


def test_nobody_is_competent_where_no_rule_reaches():
    assert competent((), Decimal(1), []) is None
    assert competent((), Decimal(20_000), RULES[:2]) is None


@pytest.mark.django_db
def test_settings_are_kept_by_who_writes_papers_and_told_to_the_journal(published):
    petra = planner()
    with pytest.raises(NotAllowed):
        competences.take_defaults(by=somebody_as("department_head"))
    assert competences.take_defaults(by=petra) == 5
    with pytest.raises(Refused):
        competences.take_defaults(by=petra)
    with pytest.raises(Refused, match="schon jemand"):
        competences.set_competence(by=petra, level="steering", name="Andere", up_to=Decimal(10_000))
    rule = Competence.objects.get(level="department")
    competences.set_competence(
        by=petra, level="department", name="Fachamt", up_to=Decimal(15_000), competence=rule
    )
    competences.remove_competence(by=petra, competence=Competence.objects.get(level="conference"))
    with pytest.raises(Refused, match="nicht mehr"):
        gone = Competence(pk=rule.pk + 100)
        competences.set_competence(by=petra, level="council", name="Rat", competence=gone)
    last = Entry.objects.filter(act="programme.competence_set").latest("id")
    assert last.details["up_to"] == "15000" and last.details["before"]["up_to"] == "10000.00"
    assert Entry.objects.filter(act="programme.competence_removed").count() == 1


@pytest.mark.django_db
def test_anybody_may_ask_who_decides_and_defaults_come_by_one_click(published):
    browser, page = Client(), reverse("programme:competences")
    assert "Dafür hat die Stadt noch keine Regel" in browser.get(page, {"kosten": "5"}).content.decode()
    browser.force_login(planner())
    assert "Damit beginnen" in browser.get(page).content.decode()
    browser.post(reverse("programme:competence_defaults"))
    asked = browser.get(page, {"kosten": "10000.01", "sache": "mobility"})
    assert asked.status_code == 200 and "bis 50.000\u00a0€" in asked.content.decode()
    wrong = browser.get(page, {"kosten": "viel"})
    assert wrong.status_code == 422
    there = Competence.objects.get(level="committee")
    edited = reverse("programme:competence", args=[there.pk])
    values = {"level": "committee", "name": "Bauausschuss", "up_to": "50000"}
    assert browser.post(edited, values).status_code == 422  # the steering group has that limit
    assert browser.post(edited, values | {"up_to": "300000"}).status_code == 302
    assert browser.post(edited, {"loeschen": "1"}).status_code == 302
    assert not Competence.objects.filter(pk=there.pk).exists()

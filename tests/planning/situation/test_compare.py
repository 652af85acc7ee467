"""Spaces side by side."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from worlds import grid, monitored
from worlds.served import named, published_city, serve

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def cells(answer, indicator: str) -> list[float]:
    rows = [r for s in answer.context["sections"] for r in s.rows if r.indicator.key == indicator]
    return [c.figure.value for c in rows[0].cells]


def references(answer) -> list[str]:
    return [s.reference for s in answer.context["shown"].spaces]


def test_spaces_of_different_systems_stand_side_by_side_with_the_door_s_figures(client, published):
    answer = client.get("/vergleich/?raum=sozialraeume/A&raum=planungsraeume/2&raum=city/city")
    assert cells(answer, "unemployment_share") == [
        published.figures("unemployment_share", system, period="2022").row(code).value
        for system, code in (("sozialraeume", "A"), ("planungsraeume", "2"), ("city", "city"))
    ]
    page = text(answer)
    assert f"/werte/unemployment_share/{grid.NEW}/A/2022/total/" in page
    assert page.count("<h1>") == 1 and "Arbeitslosenanteil" in page


def test_earlier_boundaries_can_stand_beside_those_of_today(client, published):
    answer = client.get(f"/vergleich/?raum={grid.OLD}/B&raum=sozialraeume/B&jahr=2015")
    both = [published.figures("unemployment_share", edition=e, period="2015") for e in (grid.OLD, grid.NEW)]
    then, now = (figures.row("B") for figures in both)
    row = next(
        r for s in answer.context["sections"] for r in s.rows if r.indicator.key == "unemployment_share"
    )
    assert [c.figure.numerator for c in row.cells] == [then.numerator, now.numerator]
    assert then.numerator != now.numerator
    assert references(answer) == [f"{grid.OLD}/B", "sozialraeume/B"]


def test_both_languages(client, published):
    assert "Compare spaces" in text(client.get("/en/vergleich/?raum=A"))
    assert "Räume vergleichen" in text(client.get("/vergleich/?raum=A"))


def test_a_typed_name_is_added_and_the_address_names_it(client, published):
    answer = client.get("/vergleich/?raum=A&dazu=raum+b")
    assert answer.status_code == 302
    assert answer["Location"] == "/vergleich/?raum=sozialraeume/A&raum=sozialraeume/B"
    assert references(client.get("/vergleich/?raum=A&dazu=Karostadt", follow=True))[-1] == "city/city"


def test_a_name_that_may_mean_several_is_asked_back(client, published):
    answer = client.get("/vergleich/?raum=A&dazu=Raum")
    assert answer.status_code == 200
    refused = client.get("/vergleich/tabelle.csv?raum=A&dazu=Raum")
    assert (refused.status_code, text(refused).split(".")[0]) == (404, "„Raum“ passt auf mehrere Räume")
    labels = [entry.title for entry, _to in answer.context["proposals"]]
    assert {"Raum A", "Raum B", "Raum C", "Raum D"} <= set(labels)
    to = next(to for e, to in answer.context["proposals"] if e.title == "Raum C")
    assert references(client.get(to)) == ["sozialraeume/A", "sozialraeume/C"]


def test_a_space_is_taken_out_again(client, published):
    answer = client.get("/vergleich/?raum=A&raum=B&jahr=2020")
    _n, _space, without = answer.context["spaces"][0]
    left = client.get(without)
    assert references(left) == ["sozialraeume/B"]
    assert left.context["shown"].period == "2020"


def test_the_planning_area_and_the_city_are_offered(client, published):
    answer = client.get("/vergleich/?raum=B")
    assert [label for label, _to in answer.context["suggestions"]] == ["Ost", "Karostadt"]
    for _label, to in answer.context["suggestions"]:
        assert len(references(client.get(to))) == 2


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("raum=A&raum=Z", "„Z“ gibt es nicht"),
        ("raum=mond/A", "gibt es nicht"),
        ("raum=A&gruppe=marsmenschen", "keine Zahlen"),
        ("raum=A&jahr=1899", "1899"),
        ("raum=A&dazu=xyzzyx", "kein Raum dieser Stadt"),
        ("raum=A&datenstand=x", "Datenstand"),
        (
            "&".join(f"raum=bloecke/{i:02}" for i in range(7)),
            "Mehr als 5 Räume passen nicht nebeneinander. Nicht gezeigt: Block 05 (Text), Block 06 (Text).",
        ),
    ],
)
def test_what_cannot_be_had_is_said(client, published, query, note):
    answer = client.get(f"/vergleich/?{query}")
    assert answer.status_code == 200
    assert any(note in n for n in answer.context["shown"].notes)
    refused = client.get(f"/vergleich/tabelle.csv?{query}")
    assert refused.status_code == 404
    assert "Darum gibt es diese Datei nicht." in text(refused)
    for _label, address, _what in answer.context["files"]:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "query", ["raum=", "raum=/", "raum=%00/%00", "dazu=%00", "raum=A&raum=A", "dazu=" + "x" * 9999]
)
def test_odd_questions_are_answered(client, published, query):
    assert client.get(f"/vergleich/?{query}").status_code == 200


def test_an_empty_comparison_teaches(client, published):
    page = text(client.get("/vergleich/"))
    assert "Hier stehen Ihre Räume nebeneinander" in page
    assert "<table" not in page


def test_what_a_space_does_not_have_is_a_sign(client, published):
    """Unemployed were never counted by block."""
    answer = client.get("/vergleich/?raum=A&raum=bloecke/00")
    row = next(
        r for s in answer.context["sections"] for r in s.rows if r.indicator.key == "unemployment_share"
    )
    assert [bool(c.path) for c in row.cells] == [True, False]
    assert "unbekannt" in text(answer)


def test_dimensions_without_figures_are_named(client, published):
    answer = client.get("/vergleich/?raum=A")
    assert "Wozu hier Zahlen fehlen" in text(answer)
    assert len(answer.context["gaps"]) + len(answer.context["sections"]) == 10


def test_a_secret_figure_stays_secret(client, tmp_path, monkeypatch):
    version = serve(monkeypatch, published_city(tmp_path, monitored.delivery())).current()
    answer = client.get(f"/vergleich/?raum={monitored.HIDDEN}&jahr=2020")
    row = next(
        r for s in answer.context["sections"] for r in s.rows if r.indicator.key == "unemployment_share"
    )
    assert row.cells[0].figure.state.name == "SECRET"
    assert "geheim gehalten" in text(answer)
    table = client.get(f"/vergleich/tabelle.csv?raum={monitored.HIDDEN}&jahr=2020")
    line = next(r for r in csv.DictReader(io.StringIO(text(table))) if r["indicator"] == "unemployment_share")
    assert (line["value"], line["numerator"], line["sign"]) == ("", "", "·")
    assert line["data_version"] == version.id


def test_a_comparison_can_be_taken_along(client, published):
    query = "raum=sozialraeume/A&raum=city/city&jahr=2020"
    rows = list(csv.DictReader(io.StringIO(text(client.get(f"/vergleich/tabelle.csv?{query}")))))
    shown = client.get(f"/vergleich/?{query}")
    told = [float(r["value"]) for r in rows if r["indicator"] == "unemployment_share"]
    assert told == pytest.approx(cells(shown, "unemployment_share"))
    assert client.get(f"/vergleich/tabelle.xlsx?{query}").content[:2] == b"PK"
    assert client.get(f"/vergleich/tabelle.pdf?{query}").status_code == 404


def test_statements_do_not_grow_with_the_number_of_spaces(client, published):
    counts = []
    for query in ("raum=A", "raum=A&raum=B&raum=C&raum=D&raum=city/city"):
        with CaptureQueriesContext(connection) as statements:
            client.get(f"/vergleich/?{query}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_two_spaces_of_one_name_are_told_apart(client, tmp_path, monkeypatch):
    names = ["Nord", *(f"Viertel {i}" for i in range(8))]  # a planning area is called Nord, too
    serve(monkeypatch, published_city(tmp_path, named(monitored.delivery(), names)))
    answer = client.get("/vergleich/?dazu=Nord")
    details = {re.sub(r" .*", "", entry.detail) for entry, _to in answer.context["proposals"]}
    assert details == {"Sozialraum", "Planungsraum"}


def test_the_latest_year_with_a_number_is_compared(client, tmp_path, monkeypatch):
    serve(monkeypatch, published_city(tmp_path, grid.silent_in_2022()))
    answer = client.get("/vergleich/?raum=A&raum=city/city")
    rows = {r.indicator.key: r for s in answer.context["sections"] for r in s.rows}
    assert rows["unemployment_share"].period == "2021"
    assert rows["foreign_share"].period == "2022"


def test_groups_are_offered_by_axis_and_age(client, published):
    place = published.catalogue.group_place
    mixed = {"age_80_plus", "women_and_age_0_4", "age_10_14", "foreign", "total", "age_0_4", "women"}
    ordered = ["total", "women", "foreign", "age_0_4", "age_10_14", "age_80_plus", "women_and_age_0_4"]
    assert sorted(mixed, key=place) == ordered
    offered = [g for g, _title in client.get("/vergleich/?raum=A").context["groups"]]
    assert offered == sorted(offered, key=place)

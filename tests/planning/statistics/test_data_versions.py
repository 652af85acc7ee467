"""Data versions and their issue logs: what each was made of, what changed, what was noticed."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from sozialraum.warehouse.issues import Issue
from worlds import grid, monitored
from worlds.served import published_city, serve, shipped

pytestmark = pytest.mark.django_db

ISSUES = (
    Issue(
        "zero_is_unknown", "harmonise", "warning", file="work_after.csv", column="unemployed@total", period="2020",
        count=3, found="0",
    ),
    Issue("unknown_space", "recognise", "warning", file="people.csv", found="Atlantis", expected=grid.NEW, count=2),
    *(
        Issue("space_skipped", "recognise", "note", file="people.csv", found=f"Ort {i}", period="2019")
        for i in range(60)
    ),
    Issue("label_nobody_knows", "read", "note", found="<b>x</b>", file="kitas.geojson"),
)  # fmt: skip


def text(answer):
    return answer.content.decode()


@pytest.fixture
def two(tmp_path, monkeypatch):
    """A city with two data versions: the second has other unemployed, and issues."""
    city = published_city(tmp_path, grid.delivery())
    first = city.current().id
    city.stage(replace(grid.delivery(secret=True), issues=ISSUES))
    city.build(shipped())
    city.publish(date(2026, 2, 1))
    serve(monkeypatch, city)
    return first, city.current().id


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_all_data_versions_stand_there_the_newest_first(client, two, prefix):
    answer = client.get(f"{prefix}/datenstaende/")
    lines = answer.context["versions"]
    assert [v.id for v in lines] == [two[1], two[0]]
    assert [v.is_current for v in lines] == [True, False]
    assert (lines[0].issues, lines[0].warnings, lines[1].issues) == (len(ISSUES), 2, 0)
    assert lines[0].periods == "2013–2022"
    for id_ in two:
        assert f'href="{prefix}/datenstaende/{id_}/"' in text(answer)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_data_version_names_all_it_was_made_of(client, two, prefix):
    answer = client.get(f"{prefix}/datenstaende/{two[1]}/")
    page, shown = text(answer), answer.context["sheet"]
    assert {s.key for s in shown.sources} == {"people", "work_before", "work_after"}
    assert {s.key for s in shown.facilities} == {"kitas"}
    assert len(shown.editions) == 5  # blocks, two of social spaces, planning areas, the city
    assert len(shown.crosswalks) == 2
    for told in ("people.csv", "0" * 64, "dl-de/by-2-0", "Karostadt"):
        assert told in page
    assert f'href="{prefix}/datenstaende/{two[1]}/hinweise/"' in page
    assert dict(shown.issues) == {"warning": 2, "note": 61}


def test_what_changed_since_the_version_before(client, two):
    changes = dict(client.get(f"/datenstaende/{two[1]}/").context["sheet"].changes)
    assert set(changes) == {"Lieferungen", "Kennzahlen"}
    assert [c.what for c in changes["Lieferungen"]] == ["geändert: 2019–2022", "geändert: 2013–2018"]
    (indicator,) = changes["Kennzahlen"]
    assert (indicator.title, indicator.path) == ("Arbeitslosenanteil", "/kennzahlen/unemployment_share/")
    english = dict(client.get(f"/en/datenstaende/{two[1]}/").context["sheet"].changes)
    assert english["Indicators"][0].what == "changed: 2013–2022"


def test_the_first_one_has_nothing_before_it(client, two):
    page = text(client.get(f"/datenstaende/{two[0]}/"))
    assert "erste Datenstand" in page
    assert "durch einen neueren abgelöst" in page
    assert "Nichts. Alle Zahlen" in page


@pytest.mark.parametrize("path", ["2026-01-02-00000000/", "x/", "x/hinweise/", "x/hinweise.csv"])
def test_an_unknown_data_version_is_not_found(client, two, path):
    assert client.get(f"/datenstaende/{path}").status_code == 404


# -- the issue log ------------------------------------------------------------------------------------------------


def log(client, two, query="", prefix=""):
    return client.get(f"{prefix}/datenstaende/{two[1]}/hinweise/{query}")


@pytest.mark.parametrize(("prefix", "title", "todo"), [
    ("", "Unbekannter Raum: Atlantis", "Zu tun:"), ("/en", "Unknown space: Atlantis", "To do:"),
])  # fmt: skip
def test_issues_are_told_in_words_warnings_first(client, two, prefix, title, todo):
    answer = log(client, two, prefix=prefix)
    page, shown = text(answer), answer.context["log"]
    assert [i.severity for i in shown.issues] == ["warning"] * 2 + ["note"] * 61
    assert title in page and todo in page
    assert "{" not in page.partition('<ol class="issues">')[2].partition("</ol>")[0]


def test_columns_have_their_names_and_files_their_source(client, two):
    issue = log(client, two).context["log"].issues[0]
    assert ("Merkmal", "Arbeitslose") in issue.place
    assert ("Datei", "work_after.csv") in issue.place
    assert issue.source == "work_after"


def test_an_unknown_kind_is_shown_rather_than_hidden(client, two):
    page = text(log(client, two, "?art=label_nobody_knows"))
    assert "label_nobody_knows" in page
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


@pytest.mark.parametrize(("query", "count"), [
    ("?schwere=warning", 2), ("?schwere=note", 61), ("?art=space_skipped", 60), ("?quelle=people", 61),
    ("?quelle=work_after", 1), ("?jahr=2020", 1), ("?jahr=2019&quelle=people", 60), ("?q=atlantis", 1),
    ("?q=Ort+17", 1), ("?schwere=note&q=atlantis", 0), ("?q=work_after", 1),
])  # fmt: skip
def test_filters(client, two, query, count):
    assert len(log(client, two, query).context["log"].issues) == count
    rows = client.get(f"/datenstaende/{two[1]}/hinweise.csv{query}").content.decode()
    assert len(list(csv.DictReader(io.StringIO(rows)))) == count


def test_nothing_that_fits_is_said(client, two):
    assert "Kein Hinweis passt" in text(log(client, two, "?q=xyzxyz"))


@pytest.mark.parametrize("query", ["?schwere=schlimm", "?art=x", "?quelle=x", "?jahr=1900", "?jahr=<b>"])
def test_unknown_choices_are_said_and_left_out(client, two, query):
    answer = log(client, two, query)
    assert len(answer.context["log"].issues) == len(ISSUES)
    assert "gibt es hier nicht" in text(answer)
    assert "<b>" not in text(answer)


def test_the_log_is_leafed_through_with_its_filter(client, two):
    second = log(client, two, "?art=space_skipped&seite=2")
    page = text(second)
    assert page.count('class="issue issue--') == 25
    assert "art=space_skipped&amp;seite=3" in page
    for far in ("99", "x", "-1"):
        assert log(client, two, f"?seite={far}").status_code == 200


def test_an_empty_log_teaches(client, two):
    page = text(client.get(f"/datenstaende/{two[0]}/hinweise/"))
    assert "Nichts fiel auf" in page
    assert "<form" not in page.partition("<main")[2]


def test_the_file_holds_raw_values_and_words(client, two):
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/en/datenstaende/{two[1]}/hinweise.csv").content.decode()))
    )
    first = next(r for r in rows if r["kind"] == "unknown_space")
    assert first["title"] == "Unknown space: Atlantis"
    assert (first["file"], first["count"], first["source"]) == ("people.csv", "2", "people")
    assert {r["data_version"] for r in rows} == {two[1]}


def test_leipzig_s_log_reads_in_both_languages(shared, tmp_path, monkeypatch, client):
    """No placeholder is left open in any of the texts of a real city's log."""
    from sozialraum import intake
    from sozialraum.recipes import recipe_folder

    city = published_city(tmp_path, intake.load(recipe_folder("leipzig"), shared / "cities" / "leipzig"))
    serve(monkeypatch, city)
    for prefix in ("", "/en"):
        shown = client.get(f"{prefix}/datenstaende/{city.current().id}/hinweise/").context["log"]
        assert len(shown.issues) > 100
        for issue in shown.issues:
            assert issue.title and issue.text
            assert "{" not in issue.title + issue.text + issue.what_to_do


def test_monitored_city_has_one_delivery(client, tmp_path, monkeypatch):
    version = serve(monkeypatch, published_city(tmp_path, monitored.delivery())).current()
    shown = client.get(f"/datenstaende/{version.id}/").context["sheet"]
    assert [s.key for s in shown.sources] == ["everything"]
    assert shown.crosswalks == []
    assert "Beschluss 1/2012" in [e.basis for e in shown.editions]


def test_levels_and_boundaries_are_named_by_title(client, tmp_path, monkeypatch):
    issues = (
        Issue(
            "levels_differ", "check", "note", column="inhabitants@total", period="2020", count=1, found="+5",
            details={"parts": "sozialraeume", "whole": "city"},
        ),
        Issue("unknown_space", "recognise", "warning", file="people.csv", found="Atlantis", expected=grid.NEW, count=2),
    )  # fmt: skip
    serve(monkeypatch, published_city(tmp_path, replace(grid.delivery(), issues=issues)))
    (version,) = client.get("/datenstaende/").context["versions"]
    log = client.get(f"/datenstaende/{version.id}/hinweise/").context["log"]
    told = {i.kind: i for i in log.issues}
    assert "der Ebene „Stadt“ weicht 1-mal von der Summe der Ebene „Text“ ab" in told["levels_differ"].text
    assert told["levels_differ"].what_to_do.startswith("Bei der Quelle erfragen")
    assert "gibt es in Text, Grenzen ab 2019 nicht" in told["unknown_space"].text

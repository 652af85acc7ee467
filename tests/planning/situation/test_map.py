"""The map: what it shows, that its address shows it again, and what leaves by its other addresses."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from datetime import date

import brotli
import numpy as np
import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sozialraum.planning.statistics.class_names import STATUS
from sozialraum.warehouse.city import City
from sozialraum.warehouse.values import State
from worlds import grid, monitored
from worlds.served import published_city, serve

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


@pytest.fixture
def nine(tmp_path, monkeypatch):
    """Nine social spaces with an index: one excluded, one with a figure kept secret."""
    return serve(monkeypatch, published_city(tmp_path, monitored.delivery())).current()


def legend(page: str) -> dict[str, str]:
    entries = re.findall(r'legend__label">(.*?)</span><span class="legend__count">(.*?)</span>', page, re.S)
    return dict(entries)


def spaces_in(legend_: dict[str, str]) -> int:
    return sum(int(count.split()[0]) for count in legend_.values())


# -- the page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prefix", "heading"), [("", "Arbeitslosenanteil"), ("/en", "Unemployment share")])
def test_a_view_says_what_it_shows_in_both_languages(client, published, prefix, heading):
    page = text(client.get(f"{prefix}/karte/?kennzahl=unemployment_share&jahr=2020"))
    assert f"<h1>{heading}</h1>" in page
    assert "<space-map" in page and "<svg" in page
    assert page.count("<tr data-code=") == 4
    assert page.count(f'href="{prefix}/raeume/sozialraeume/A/"') == 2  # in the drawing and in the table


def test_every_space_stands_in_the_legend_once(client, nine):
    for query in (
        "kennzahl=unemployment_share",
        "kennzahl=social_monitoring",
        "kennzahl=unemployment_share&klassen=gleich",
    ):
        assert spaces_in(legend(text(client.get(f"/karte/?kennzahl={query}")))) == 9


def test_a_secret_figure_is_hatched_and_no_tone_of_the_scale(client, nine):
    answer = client.get("/karte/?kennzahl=unemployment_share&jahr=2020")
    secret = int((nine.figures("unemployment_share", period="2020").states == State.SECRET).sum())
    assert secret >= 2  # the one that is small, and one more that keeps it from being calculated
    assert legend(text(answer))["geheim gehalten"] == f"{secret} Räume"
    data = client.get("/karte/werte.json?kennzahl=unemployment_share&jahr=2020").json()
    hidden = data["codes"].index(monitored.HIDDEN)
    assert data["looks"][data["look"][hidden]] == "secret"
    assert data["text"][hidden] == "·"
    assert answer.context["map"].svg.count('class="map__space secret"') == secret


def test_an_index_is_shown_in_its_method_s_classes_by_neutral_names(client, nine):
    page = text(client.get("/karte/?kennzahl=social_monitoring&jahr=2020"))
    shown = legend(page)
    assert [name["de"] for name in STATUS] == list(shown)[:4]
    figures = nine.figures("social_monitoring", period="2020")
    for code, name in enumerate(STATUS):
        assert int(shown[name["de"]].split()[0]) == int((figures.classes == code).sum())
    assert int(shown["ausgenommen"].split()[0]) == 1  # too few inhabitants
    assert "Status sehr niedrig" in page  # what the method calls it is one click away
    assert 'name="klassen"' not in page


def test_the_address_of_a_view_shows_the_view_again(client, nine):
    query = "kennzahl=unemployment_share&jahr=2016&klassen=gleich&anzahl=4&stand=planungsraeume"
    first = client.get(f"/karte/?{query}")
    again = client.get(first.context["address"])
    assert nine.id in first.context["address"]
    assert again.context["map"].svg == first.context["map"].svg
    assert again.context["map"].legend == first.context["map"].legend
    assert legend(text(again)) == legend(text(first))
    assert len(legend(text(first))) <= 4
    assert again.context["view"].notes == ()


def test_classes_are_cut_as_chosen(client, nine):
    views = {
        cut: client.get(f"/karte/?kennzahl=unemployment_share&jahr=2020&klassen={cut}&anzahl=3").context[
            "map"
        ]
        for cut in ("quantile", "gleich", "natuerlich")
    }
    assert len({tuple(e.count for e in m.legend) for m in views.values()}) > 1
    assert all(sum(e.count for e in m.legend) == 9 for m in views.values())
    assert all(len([e for e in m.legend if e.look.startswith("tone")]) == 3 for m in views.values())


def test_the_years_are_walked_one_by_one_with_everything_else_kept(client, nine):
    page = client.get("/karte/?kennzahl=unemployment_share&jahr=2013&klassen=gleich&anzahl=3")
    assert page.context["before"] == ""
    year, address = page.context["after"]
    assert year == "2014"
    following = client.get(address).context["view"]
    assert (following.period, following.cut, following.count) == ("2014", "gleich", 3)
    assert client.get("/karte/?kennzahl=unemployment_share&jahr=2022").context["after"] == ""


def test_figures_carried_over_a_reform_are_said_to_be(client, published):
    before = text(client.get("/karte/?kennzahl=unemployment_share&jahr=2015"))
    after = text(client.get("/karte/?kennzahl=unemployment_share&jahr=2020"))
    own = text(client.get(f"/karte/?kennzahl=unemployment_share&jahr=2015&stand={grid.OLD}"))
    assert "Auf diese Grenzen umgerechnet" in before and "Grenzen 2013 bis 2018" in before
    assert "Bruch in der Reihe" in after and "ab 2019" in after
    assert "umgerechnet" not in own


def test_a_population_group_can_be_chosen_where_there_are_figures_of_it(client, published):
    answer = client.get("/karte/?kennzahl=foreign_share")
    assert [g for g, _title in answer.context["forms"]["groups"]] == ["total"]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("kennzahl=nichts", "gibt es nicht"),
        ("kennzahl=rent_offer_median", "noch keine Zahlen"),
        ("jahr=1899", "Zu sehen ist 2013"),
        ("jahr=morgen", "Zu sehen ist 2022"),
        ("gruppe=marsmenschen", "Bevölkerungsgruppe|Gruppe"),
        ("stand=mond", "gibt es nicht"),
        ("kennzahl=unemployment_share&stand=bloecke", "liegen keine Zahlen vor"),
        ("datenstand=1999", "gibt es nicht"),
    ],
)
def test_what_cannot_be_had_is_said_and_the_nearest_is_shown(client, published, query, note):
    answer = client.get(f"/karte/?{query}")
    assert answer.status_code == 200
    assert re.search(note, " ".join(answer.context["view"].notes))
    assert len(answer.context["view"].notes) == 1
    assert 'class="notice notice--warning"' in text(answer)


@pytest.mark.parametrize(
    "query", ["anzahl=999", "anzahl=-1", "anzahl=x", "klassen=<b>", "raum=%00", "seite=99", "sort=zz"]
)
def test_what_changes_no_figure_is_put_right_quietly(client, published, query):
    answer = client.get(f"/karte/?{query}")
    assert answer.status_code == 200
    assert answer.context["view"].notes == ()
    assert "<b>" not in text(answer)


def test_the_chosen_space_is_brought_out(client, published):
    answer = client.get("/karte/?raum=B")
    assert 'selected="B"' in text(answer)
    assert "map__selected" in answer.context["map"].svg


def test_an_earlier_data_version_can_be_seen_again(client, tmp_path, monkeypatch):
    city = serve(monkeypatch, published_city(tmp_path, grid.delivery()))
    old = city.current().id
    published_city(tmp_path, grid.delivery(factor=2), date(2026, 2, 3))
    values = {
        id_: client.get(f"/karte/?kennzahl=unemployment_share&jahr=2020{id_}").context["view"].figures.values
        for id_ in ("", f"&datenstand={old}")
    }
    assert city.current().id != old
    assert not np.array_equal(values[""], values[f"&datenstand={old}"])
    page = text(client.get(f"/karte/?datenstand={old}"))
    assert "früheren Datenstand" in page
    shape = re.search(r'outlines="(.*?)"', page)[1]
    assert client.get(shape).status_code == 200


def test_statements_do_not_grow_with_the_number_of_spaces(client, published):
    counts = []
    for edition in (grid.AREAS, grid.BLOCKS):
        client.get(f"/karte/?kennzahl=foreign_share&stand={edition}")
        with CaptureQueriesContext(
            connection,
        ) as statements:
            client.get(f"/karte/?kennzahl=foreign_share&stand={edition}")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 2


def test_without_a_data_version_every_page_says_how_to_get_one(client, tmp_path, monkeypatch):
    serve(monkeypatch, City(tmp_path))
    for path in ("/", "/karte/", "/karte/werte.json", "/karte/tabelle.csv", "/vergleich/", "/suche/"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "sozialraum load" in text(answer)


# -- other addresses --------------------------------------------------------------------------------------------


def test_the_boundaries_lie_at_an_address_that_never_changes_its_meaning(client, published):
    page = text(client.get("/karte/"))
    address = re.search(r'outlines="(.*?)"', page)[1]
    answer = client.get(address)
    assert answer.content == published.outlines(published.edition())
    assert "immutable" in answer["Cache-Control"]
    assert address in text(client.get("/en/karte/"))  # the same for all languages
    assert client.get(address.replace(".json", "0.json")).status_code == 404
    assert client.get(address.replace(grid.NEW, "mond")).status_code == 404


def test_the_boundaries_are_packed_as_the_browser_takes_them(client, published):
    address = re.search(r'outlines="(.*?)"', text(client.get("/karte/")))[1]
    plain = client.get(address).content
    packed = client.get(address, headers={"accept-encoding": "gzip, br"})
    zipped = client.get(address, headers={"accept-encoding": "br;q=0, gzip"})
    assert packed["Content-Encoding"] == "br" and brotli.decompress(packed.content) == plain
    assert zipped["Content-Encoding"] == "gzip" and gzip.decompress(zipped.content) == plain
    assert "Content-Encoding" not in client.get(address, headers={"accept-encoding": "identity"})


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_the_figures_of_the_live_map_are_sent_once(client, published, encoding):
    address = "/karte/werte.json?kennzahl=unemployment_share&jahr=2020"
    first = client.get(address, headers={"accept-encoding": encoding})
    again = client.get(address, headers={"accept-encoding": encoding, "if-none-match": first["ETag"]})
    assert first.status_code == 200
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/karte/werte.json?kennzahl=unemployment_share&jahr=2021")
    assert other["ETag"] != first["ETag"]


def test_the_live_map_is_given_what_the_door_gives(client, published):
    data = client.get("/en/karte/werte.json?kennzahl=unemployment_share&jahr=2020").json()
    figures = published.figures("unemployment_share", period="2020")
    assert data["codes"] == list(figures.codes)
    assert data["text"] == [f"{v:.1f}\u202f%" for v in figures.values]
    assert set(data["look"]) <= set(range(len(data["looks"])))


def test_a_table_to_take_along_holds_the_same_figures_and_says_what_it_is(client, nine):
    answer = client.get("/karte/tabelle.csv?kennzahl=unemployment_share&jahr=2020")
    rows = list(csv.DictReader(io.StringIO(text(answer))))
    figures = nine.figures("unemployment_share", period="2020")
    assert [r["code"] for r in rows] == list(figures.codes)
    assert [float(r["value"]) if r["value"] else np.nan for r in rows] == pytest.approx(
        figures.values, nan_ok=True
    )
    hidden = rows[monitored.CODES.index(monitored.HIDDEN)]
    assert (hidden["value"], hidden["sign"], hidden["state"]) == ("", "·", "secret")
    assert hidden["numerator"] == ""
    assert {(r["data_version"], r["city"], r["invented"]) for r in rows} == {(nine.id, "Neunstadt", "true")}
    assert "erfunden" in answer["Content-Disposition"] and nine.id in answer["Content-Disposition"]


def test_a_spreadsheet_to_take_along_explains_itself(client, nine):
    answer = client.get("/karte/tabelle.xlsx?kennzahl=social_monitoring&jahr=2020")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    values, about = (book.get_sheet_by_index(i).to_python() for i in (0, 1))
    head = next(i for i, row in enumerate(values) if row[0] == "code")
    assert len(values) - head - 1 == 9
    words = " ".join(str(cell) for row in [*values[:head], *about] for cell in row)
    assert nine.id in words and "Neunstadt (erfunden)" in words and "ausgenommen" in words
    figures = nine.figures("social_monitoring", period="2020")
    column = values[head].index("value")
    told = [row[column] if row[column] != "" else np.nan for row in values[head + 1 :]]
    assert told == pytest.approx(figures.values, nan_ok=True)


def test_a_layer_to_take_along_has_every_boundary_and_figure(client, nine):
    found = json.loads(client.get("/karte/tabelle.geojson?kennzahl=unemployment_share&jahr=2020").content)
    edition = nine.edition()
    assert found["data_version"] == nine.id and found["invented"] is True
    assert [f["properties"]["code"] for f in found["features"]] == list(edition.codes)
    for feature, polygon in zip(found["features"], edition.geometry, strict=True):
        assert shapely.geometry.shape(feature["geometry"]).equals_exact(polygon, 1e-9)
    hidden = found["features"][monitored.CODES.index(monitored.HIDDEN)]["properties"]
    assert (hidden["value"], hidden["numerator"], hidden["state"]) == (None, None, "secret")


def test_no_other_kind_of_file_is_there(client, published):
    assert client.get("/karte/tabelle.pdf").status_code == 404


def test_names_that_look_like_formulas_stay_text(client, tmp_path, monkeypatch):
    from worlds.served import named

    names = ["=1+1", "Viertel <b>", *(f"Viertel {i}" for i in range(7))]
    serve(monkeypatch, published_city(tmp_path, named(monitored.delivery(), names)))
    rows = list(csv.DictReader(io.StringIO(text(client.get("/karte/tabelle.csv")))))
    assert rows[0]["name"] == "'=1+1"
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/karte/tabelle.xlsx").content))
    assert any("=1+1" in row for row in book.get_sheet_by_index(0).to_python())
    page = text(client.get("/karte/"))
    assert "Viertel &lt;b&gt;" in page and "Viertel <b>" not in page


# -- what isn't there ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["kennzahl=zz", "jahr=1", "gruppe=zz", "stand=zz", "datenstand=zz"])
@pytest.mark.parametrize("path", ["/karte/tabelle.csv", "/karte/tabelle.geojson", "/karte/werte.json"])
def test_a_file_never_holds_something_else_than_asked_for(client, published, path, asked):
    answer = client.get(f"{path}?{asked}")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/plain")
    assert "Zu sehen ist" not in text(answer)
    assert text(answer).strip().endswith("Darum gibt es diese Datei nicht.")
    assert "So there is no such file." in text(client.get(f"/en{path}?{asked}"))


@pytest.mark.parametrize("asked", ["", "kennzahl=zz&jahr=1&gruppe=zz&stand=zz&datenstand=zz"])
def test_the_files_of_a_page_are_what_it_shows(client, published, asked):
    answer = client.get(f"/karte/?{asked}")
    for _label, address, _what in answer.context["files"]:
        assert client.get(address).status_code == 200


def test_without_a_year_the_latest_with_a_value_is_shown(client, tmp_path, monkeypatch):
    serve(monkeypatch, published_city(tmp_path, grid.silent_in_2022()))
    answer = client.get("/karte/?kennzahl=unemployment_share")
    assert answer.context["view"].period == "2021"
    assert ("2022", "2022") in answer.context["forms"]["periods"]
    assert client.get("/karte/?kennzahl=unemployment_share&jahr=2022").context["view"].period == "2022"


@pytest.mark.parametrize("page", ["/karte/?kennzahl={}", "/kennzahlen/{}/"])
def test_the_column_of_an_index_says_which_view_of_it(client, nine, page):
    shown = text(client.get(page.format("social_monitoring_dynamics")))
    assert "Soziale Lage: Entwicklung</a></th>" in re.sub(r"<span[^>]*>.*?</span>", "", shown)
    assert "Entwicklung: Entwicklung" not in shown

"""The page of a planning area: its spaces side by side, their order, their map; what addresses may ask."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from sozialraum.planning.situation.queries import area as query
from sozialraum.planning.situation.side_by_side import Row, Side, _spread
from sozialraum.warehouse.figures import Figure
from sozialraum.warehouse.values import State
from worlds import grid, monitored
from worlds.served import published_city, serve

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


@pytest.fixture
def nine(tmp_path, monkeypatch):
    return serve(monkeypatch, published_city(tmp_path, monitored.delivery())).current()


def heads(page):
    """Names of the spaces in the order of the table's columns."""
    table = re.search(r'<table class="table beside">.*?</thead>', page, re.S)[0]
    return re.findall(r'<th scope="col"><a href=".*?">(.*?)</a>', table)


def row(page, indicator):
    return re.search(
        rf'<tr><th scope="row"[^>]*><a href="[^"]*/kennzahlen/{indicator}/".*?</tr>', page, re.S
    )[0]


def beside(page):
    return re.search(r'<table class="table beside">.*?</table>', page, re.S)[0]


@pytest.mark.parametrize(
    ("prefix", "title"), [("", "Die Räume nebeneinander"), ("/en", "The spaces side by side")]
)
def test_the_page_in_both_languages(client, nine, prefix, title):
    page = text(client.get(f"{prefix}/planungsraeume/2/"))
    assert "<h1>Mitte</h1>" in page
    assert title in page
    assert heads(page) == ["Viertel 4", "Viertel 5", "Viertel 6"]
    assert page.count(f'href="{prefix}/raeume/sozialraeume/4/"') == 3  # drawing, list, head of its column


def test_every_space_stands_with_the_figure_the_door_gives(client, nine):
    cells = row(beside(text(client.get("/planungsraeume/2/"))), "unemployment_share")
    shown = nine.figures("unemployment_share", edition=monitored.SPACES)
    for code in "456":
        value = f"{shown.row(code).value:.1f}".replace(".", ",")
        assert f'/werte/unemployment_share/{monitored.SPACES}/{code}/2022/total/">{value}' in cells
    values = sorted(shown.row(c).value for c in "456")
    span = f"von {values[0]:.1f} bis {values[-1]:.1f}".replace(".", ",")
    assert span in cells


def test_spaces_are_put_in_the_order_of_an_indicator(client, nine):
    shown = nine.figures("unemployment_share", edition=monitored.SPACES)
    by_value = [f"Viertel {c}" for c in sorted("456", key=lambda c: shown.row(c).value)]
    up = text(client.get("/planungsraeume/2/?sort=unemployment_share"))
    down = text(client.get("/planungsraeume/2/?sort=-unemployment_share"))
    assert heads(up) == by_value
    assert heads(down) == by_value[::-1]
    assert 'aria-sort="ascending"' in row(beside(up), "unemployment_share")
    assert 'aria-sort="descending"' in row(beside(down), "unemployment_share")
    assert 'href="?sort=-unemployment_share#vergleich"' in up


def test_unknown_values_come_last_in_both_orders(client, nine):
    shown = nine.figures("unemployment_share", edition=monitored.SPACES)
    hidden = {f"Viertel {c}" for c in "789" if shown.row(c).state is State.SECRET}
    assert len(hidden) == 2  # the small one, and the one that keeps it from being calculated
    for sign in ("", "-"):
        order = heads(text(client.get(f"/planungsraeume/3/?sort={sign}unemployment_share")))
        assert set(order[1:]) == hidden


def test_one_dimension_at_a_time(client, nine):
    page = beside(text(client.get("/planungsraeume/2/?dimension=work")))
    assert "/kennzahlen/unemployment_share/" in page
    assert "/kennzahlen/youth_ratio/" not in page
    assert "&amp;dimension=work#vergleich" in page


def test_with_many_spaces_the_table_begins_with_one_dimension(client, nine, monkeypatch):
    monkeypatch.setattr(query, "FIGURES_AT_ONCE", 2)
    asked = ("", "?dimension=alle", "?alles=1")
    tables = [beside(text(client.get(f"/planungsraeume/2/{q}"))) for q in asked]
    assert tables[0].count('scope="rowgroup"') == 1
    assert tables[1].count('scope="rowgroup"') > 1
    assert tables[2].count('scope="rowgroup"') == tables[1].count('scope="rowgroup"')


def test_a_counted_zero_is_called_the_same_in_its_cell_and_in_the_span(nine):
    figures = [
        Figure("4", "Viertel 4", 0.0, State.EXACT_ZERO, 0.0, 90.0, 0.0, 4.0, -1),
        Figure("5", "Viertel 5", 8.0, State.OBSERVED, 8.0, 100.0, 4.0, 15.0, -1),
    ]
    of_all = nine.figures("unemployment_share", edition=monitored.SPACES)
    nowhere = Side(nine.edition(), "2", None)
    row = Row(nine.catalogue.indicators["unemployment_share"], of_all, figures, nowhere, nowhere)
    assert "von genau null bis 8,0" in _spread(row, "von {low} bis {high}", "de")


@pytest.mark.parametrize("asked", ["sort=quatsch", "sort=-", "dimension=quatsch", "stand=x", "datenstand=x"])
def test_a_wrong_parameter_falls_back(client, nine, asked):
    answer = client.get(f"/planungsraeume/2/?{asked}")
    assert answer.status_code == 200
    assert heads(text(answer)) == ["Viertel 4", "Viertel 5", "Viertel 6"]
    assert ("notice--warning" in text(answer)) == (asked != "sort=-")


def test_what_does_not_exist_is_not_found(client, published):
    assert client.get("/planungsraeume/99/").status_code == 404
    assert client.get("/planungsraeume/99/tabelle.csv").status_code == 404
    assert client.get("/planungsraeume/1/tabelle.pdf").status_code == 404


def test_a_city_without_planning_areas_has_no_such_page(client, tmp_path, monkeypatch):
    delivery = grid.delivery()
    city = {k: v for k, v in delivery.city.items() if k != "planning_areas"}
    serve(monkeypatch, published_city(tmp_path, replace(delivery, city=city)))
    assert client.get("/planungsraeume/1/").status_code == 404


def test_the_area_has_figures_of_its_own_beside_the_city(client, published):
    page = text(client.get("/planungsraeume/1/"))
    shown = published.figures("foreign_share", edition=grid.AREAS).row("1")
    value = f"{shown.value:.1f}".replace(".", ",")
    assert f'/werte/foreign_share/{grid.AREAS}/1/2022/total/">{value}' in page
    assert "Kita Eins" in page


def test_the_file_holds_area_city_and_spaces(client, nine):
    rows = list(csv.DictReader(io.StringIO(text(client.get("/planungsraeume/2/tabelle.csv")))))
    of = [r for r in rows if r["indicator"] == "unemployment_share"]
    assert [r["code"] for r in of] == ["4", "5", "6", "2", "city"]
    shown = nine.figures("unemployment_share", edition=monitored.SPACES).row("4")
    assert float(of[0]["value"]) == pytest.approx(shown.value)
    assert client.get("/planungsraeume/2/tabelle.xlsx").content[:2] == b"PK"


def test_a_file_of_what_is_not_there_is_refused(client, nine):
    for asked in ("stand=zz", "datenstand=zz"):
        assert client.get(f"/planungsraeume/2/tabelle.csv?{asked}").status_code == 404
        for _label, address, _what in client.get(f"/planungsraeume/2/?{asked}").context["files"]:
            assert client.get(address).status_code == 200

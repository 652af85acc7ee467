"""The page of the whole city: disparity, segregation, its own figures; choice of the spaces compared."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from sozialraum.planning.situation.queries import city as query
from worlds import grid, monitored
from worlds.served import published_city, serve

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def section(page, key):
    return re.search(rf'<section class="dimension" id="{key}".*?</section>', page, re.S)[0]


@pytest.fixture
def nine(tmp_path, monkeypatch):
    return serve(monkeypatch, published_city(tmp_path, monitored.delivery())).current()


def german(value, decimals=1):
    return f"{value:.{decimals}f}".replace(".", ",")


@pytest.mark.parametrize(
    ("prefix", "title", "said"),
    [
        ("", "Neunstadt im Ganzen", "müssten in einen anderen Raum ziehen"),
        ("/en", "Neunstadt as a whole", "would have to move"),
    ],
)
def test_the_page_in_both_languages(client, nine, prefix, title, said):
    page = text(client.get(f"{prefix}/stadt/"))
    assert f"<h1>{title}</h1>" in page
    assert said in page
    assert f'href="{prefix}/methoden/segregation/"' in page
    assert f'href="{prefix}/methoden/disparity/"' in page


def test_disparity_is_the_data_versions_own(client, nine):
    measured = nine.summary(nine.edition())["disparity"]["long_term_unemployment_share"]["2022"]
    rows = section(text(client.get("/stadt/")), "unterschiede")
    row = re.search(
        r'<tr><th scope="row"><a href="/kennzahlen/long_term_unemployment_share/.*?</tr>', rows, re.S
    )[0]
    assert german(measured["mean"]) in row
    assert f"{german(measured['sd'])}\u202fProzentpunkte" in row
    assert german(100 * measured["cv"], 0) in row
    assert german(measured["gini"], 2) in row


def test_what_only_describes_is_no_disparity(client, nine):
    assert "/kennzahlen/youth_ratio/" not in section(text(client.get("/stadt/")), "unterschiede")


def test_segregation_is_shown_corrected_with_its_interval(client, nine):
    page = section(text(client.get("/stadt/")), "getrennt")
    for column, periods in nine.summary(nine.edition())["segregation"].items():
        latest = periods["2022"]
        assert f"2022: {german(100 * latest['corrected'])} von 100" in page, column
    assert 'class="chart__band"' in page


def test_other_spaces_can_be_compared(client, nine):
    spaces, areas = text(client.get("/stadt/")), text(client.get("/stadt/?stand=planungsraeume@2013-01-01"))
    assert section(spaces, "unterschiede") != section(areas, "unterschiede")
    assert "notice--warning" not in areas
    assert 'value="planungsraeume@2013-01-01" selected' in areas


@pytest.mark.parametrize("asked", ["stand=quatsch", "stand=city", "datenstand=quatsch"])
def test_a_wrong_parameter_falls_back_and_says_so(client, nine, asked):
    answer = client.get(f"/stadt/?{asked}")
    assert answer.status_code == 200
    assert "notice--warning" in text(answer)
    assert section(text(answer), "getrennt") == section(text(client.get("/stadt/")), "getrennt")


def test_the_citys_own_figures_stand_among_its_spaces(client, nine):
    work = section(text(client.get("/stadt/")), "work")
    city = nine.figures("unemployment_share", edition="city").row("city")
    assert f'/city/2022/total/">{german(city.value)}' in work
    assert "hier" in work
    assert 'class="mini__city"' in work
    assert 'class="mini__dot"' not in work


def test_with_too_few_spaces_nothing_is_compared_and_the_page_says_what_will_stand_there(
    client, tmp_path, monkeypatch
):
    delivery = grid.delivery()
    nobody = replace(delivery, releases=delivery.releases[1:])  # without inhabitants nothing can be weighted
    serve(monkeypatch, published_city(tmp_path, nobody))
    page = text(client.get("/stadt/"))
    assert "Noch keine Unterschiede zu zeigen" in page
    assert "Noch keine Gruppen zu vergleichen" in page
    assert client.get("/stadt/tabelle.csv").status_code == 200


def test_the_file_holds_every_measure_and_year(client, nine):
    rows = list(csv.DictReader(io.StringIO(text(client.get("/stadt/tabelle.csv")))))
    assert {r["measure"] for r in rows} == {"cv", "gini", "dissimilarity"}
    measured = nine.summary(nine.edition())["disparity"]["long_term_unemployment_share"]
    of = {
        r["period"]: r for r in rows if (r["measure"], r["subject"]) == ("cv", "long_term_unemployment_share")
    }
    assert sorted(of) == sorted(measured)
    assert float(of["2022"]["value"]) == pytest.approx(measured["2022"]["cv"])
    separate = [r for r in rows if r["measure"] == "dissimilarity"]
    assert all(float(r["lower"]) <= float(r["value"]) <= float(r["upper"]) for r in separate)
    assert client.get("/stadt/tabelle.xlsx").content[:2] == b"PK"
    assert client.get("/stadt/tabelle.pdf").status_code == 404


def test_sentence_and_chart_judge_a_change_alike(client, nine, monkeypatch):
    """The intervals overlap, and yet the difference is more than chance."""
    measures = {
        "2013": {"corrected": 0.241, "lower": 0.210, "upper": 0.272},
        "2022": {"corrected": 0.190, "lower": 0.160, "upper": 0.220},
    }
    found = {"disparity": {}, "segregation": {"inhabitants@age_0_14": measures}}
    monkeypatch.setattr(nine, "summary", lambda edition: found)
    (one,) = query.separations(nine, nine.edition())
    assert "wohnt heute weniger getrennt" in one.sentence
    assert "Zufall" not in one.chart.sentence


@pytest.mark.parametrize("asked", ["stand=quatsch", "datenstand=quatsch"])
def test_a_file_of_what_is_not_there_is_refused(client, nine, asked):
    assert client.get(f"/stadt/tabelle.csv?{asked}").status_code == 404
    for _label, address, _what in client.get(f"/stadt/?{asked}").context["files"]:
        assert client.get(address).status_code == 200

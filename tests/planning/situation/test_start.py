"""The public start page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sozialraum.planning.statistics.models import Publication
from worlds import grid, monitored
from worlds.served import published_city, serve

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("prefix", "heading"),
    [("", "Wie lebt es sich in Karostadt?"), ("/en", "What is life like in Karostadt?")],
)
def test_the_city_at_a_glance_in_both_languages(client, published, prefix, heading):
    page = text(client.get(f"{prefix}/"))
    assert heading in page
    assert 'id="raumnamen"' in page and '<option value="Raum A">' in page
    assert f'href="{prefix}/raeume/sozialraeume/A/"' in page  # by the small map
    assert "<title>Raum A: 0</title>" not in page
    assert page.count("<h1>") == 1


def test_inhabitants_and_key_figures_are_those_of_the_whole_city(client, published):
    glance = client.get("/").context["glance"]
    city = published.edition("city")
    assert glance.inhabitants == f"{published.population(city, '2022').values[0]:,.0f}".replace(",", ".")
    assert (glance.spaces, glance.areas, glance.first_period, glance.last_period) == (4, 2, "2013", "2022")
    for key in glance.figures:
        expected = published.figures(key.indicator.key, edition=city.key, period=key.period).at(0)
        assert key.figure.value == expected.value
        assert key.spark is not None
        assert "{value}" not in key.means
    assert [k.indicator.key for k in glance.figures] == ["unemployment_share", "foreign_share"]


def test_a_key_figure_that_is_secret_in_the_latest_year_is_shown_of_the_year_before(
    client, tmp_path, monkeypatch
):
    serve(monkeypatch, published_city(tmp_path, monitored.delivery()))
    for key in client.get("/").context["glance"].figures:
        assert key.figure.value == key.figure.value  # never a missing one


def test_what_is_going_on_is_the_latest_publications(client, published):
    assert "Bisher ist nichts eingetragen" in text(client.get("/"))
    Publication.objects.create(version="2026-01-01-first")
    Publication.objects.create(version="2026-02-01-second")
    page = text(client.get("/"))
    assert page.index("2026-02-01-second") < page.index("2026-01-01-first")
    assert 'href="/datenstaende/2026-02-01-second/"' in page
    assert str(timezone.localdate().year) in page


def test_the_cycle_says_which_stages_are_there(client, published):
    page = text(client.get("/"))
    steps = page.partition('class="round"')[2].partition("</ol>")[0]
    assert steps.count("<li") == 6
    assert "kommt noch" not in steps


def test_a_city_without_a_known_number_of_inhabitants_says_none(client, tmp_path, monkeypatch):
    delivery = grid.delivery()
    work_only = type(delivery)(**{**vars(delivery), "releases": delivery.releases[1:]})
    serve(monkeypatch, published_city(tmp_path, work_only))
    answer = client.get("/")
    assert answer.status_code in (200, 503)
    assert "nan" not in text(answer).lower().replace("finanz", "")


def test_few_statements_whatever_there_is(client, published):
    client.get("/")
    with CaptureQueriesContext(connection) as statements:
        client.get("/")
    assert len(statements) <= 3


def test_everybody_else_is_not_shown_the_demonstration_sign_in(client, published):
    assert "Zum Ausprobieren" not in text(client.get("/"))

"""The page of one space: what it shows of every state, in both languages, and for addresses that ask for too much."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sozialraum import intake
from sozialraum.planning.situation.queries.profile import KEY_LINES
from sozialraum.recipes import recipe_folder
from sozialraum.warehouse.profile import profile
from worlds import grid, monitored
from worlds.served import published_city, serve

pytestmark = pytest.mark.django_db
PATH = "/raeume/sozialraeume/{}/"


def text(answer):
    return answer.content.decode()


def words(html):
    """What is to be read, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def section(page, key):
    """One dimension of the page."""
    return re.search(rf'<section class="dimension" id="{key}".*?</section>', page, re.S)[0]


@pytest.fixture
def nine(tmp_path, monkeypatch):
    """Nine social spaces with an index: one excluded, one with a figure kept secret."""
    return serve(monkeypatch, published_city(tmp_path, monitored.delivery())).current()


# -- what is on it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "title", "gap", "people"),
    [
        (
            "",
            "Arbeitslosenanteil",
            "Dafür hat die Stadt noch keine Zahlen.",
            "Hier leben 570 Menschen (2022).",
        ),
        ("/en", "Unemployment share", "Possible sources:", "570 people live here (2022)."),
    ],
)
def test_the_page_in_both_languages(client, published, prefix, title, gap, people):
    page = text(client.get(prefix + PATH.format("B")))
    assert "<h1>Raum B</h1>" in page
    assert title in section(page, "work")
    assert gap in section(page, "wellbeing")
    assert people in section(page, "bevoelkerung")
    # The dimensions, population, neighbourhood, and what later stages offer.
    assert page.count('<section class="dimension" id="') == 10 + 5


def test_all_ten_dimensions_stand_in_their_order(client, published):
    page = text(client.get(PATH.format("A")))
    keys = [
        k
        for k in re.findall(r'<section class="dimension" id="(\w+)"', page)
        if k in published.catalogue.dimensions
    ]
    assert keys == list(published.catalogue.dimensions)
    for key, dimension in published.catalogue.dimensions.items():
        assert f'<a href="#{key}"' in page
        if key in profile(published, published.edition(), "A").gaps:
            assert dimension.gap_question["de"] in section(page, key)


def test_a_figure_stands_with_its_interval_its_area_and_the_city(client, published):
    row = section(text(client.get(PATH.format("A"))), "social_relations")
    shown = {
        where: published.figures("foreign_share", edition=edition).row(code)
        for where, edition, code in (
            ("here", grid.NEW, "A"),
            ("area", grid.AREAS, "1"),
            ("city", "city", "city"),
        )
    }
    for where, edition, code in (
        ("here", grid.NEW, "A"),
        ("area", grid.AREAS, "1"),
        ("city", "city@2013-01-01", "city"),
    ):
        value = f"{shown[where].value:.1f}".replace(".", ",")
        link = f'href="/werte/foreign_share/{edition}/{code}/2022/total/">{value}'
        assert link in row
    bounds = [f"{x:.1f}".replace(".", ",") for x in (shown["here"].lower, shown["here"].upper)]
    assert " bis ".join(bounds) in row
    assert 'class="mini mini--strip"' in row
    assert 'class="mini mini--trend"' in row


def test_a_sentence_is_made_of_the_same_figures(client, published):
    shown = published.figures("unemployment_share", edition=grid.NEW).row("D")
    said = words(section(text(client.get(PATH.format("D"))), "work"))
    assert f"sind hier {shown.value:.1f}".replace(".", ",") in said
    assert "in der Stadt" in said


def test_a_break_is_drawn_and_named(client, published):
    work = section(text(client.get(PATH.format("D"))), "work")
    assert 'class="mini__break"' in work
    assert "nur eingeschränkt vergleichbar" in work
    assert 'class="mini__break"' not in section(text(client.get(PATH.format("D"))), "social_relations")


def test_every_year_stands_in_a_table(client, published):
    work = section(text(client.get(PATH.format("D"))), "work")
    for period, value in zip(*_series(published, "unemployment_share", "D"), strict=True):
        assert f'<th scope="col">{period}</th>' in work
        assert f"{value:.1f}".replace(".", ",") in work


def _series(version, indicator, code):
    e = version.edition(grid.NEW)
    s = version.series_of(indicator, e, e.index_of(code))
    return s.periods, s.values.tolist()


def test_facilities_stand_in_their_dimension_with_their_names(client, published):
    education = section(text(client.get(PATH.format("A"))), "education")
    assert "Kita Eins" in education
    assert "Kita Zwei" not in education
    assert "1. Juni 2020" in education
    assert "1 June 2020" in section(text(client.get("/en" + PATH.format("A"))), "education")
    assert "<strong>1</strong>" in education
    assert "<strong>0</strong>" in section(text(client.get(PATH.format("B"))), "education")


def test_neighbours_and_similar_spaces_are_linked(client, published):
    raum = section(text(client.get(PATH.format("A"))), "raum")
    for code in "BCD":
        assert f'href="/raeume/sozialraeume/{code}/"' in raum
    assert 'href="/en/raeume/sozialraeume/B/"' in section(text(client.get("/en" + PATH.format("A"))), "raum")


def test_what_the_space_was_before_the_reform(client, published):
    assert "25 % der Menschen von dort" in words(section(text(client.get(PATH.format("D"))), "raum"))
    assert "dieselben wie vor 2019" in section(text(client.get(PATH.format("A"))), "raum")
    assert f"/raeume/{grid.OLD}/B/" in section(text(client.get(PATH.format("D"))), "raum")


# -- states ---------------------------------------------------------------------------------------------------------


def test_a_secret_figure_is_never_a_number(client, nine):
    page = text(client.get(PATH.format(monitored.HIDDEN)))
    row = re.search(r'<tr><th scope="row"><a href="/kennzahlen/unemployment_share/.*?</tr>', page, re.S)[0]
    assert "figure--secret" in row
    assert "geheim gehalten" in row
    assert 'class="mini mini--strip"' not in row
    assert "geheim gehalten" in re.search(r'<dl class="signs">.*?</dl>', page, re.S)[0]


def test_a_space_without_a_class_says_why(client, nine):
    index = section(text(client.get(PATH.format(monitored.SMALL))), "index")
    assert index.count("weniger als 300 Menschen") == 2
    assert "Woraus der Wert entsteht" not in index


def test_a_class_comes_with_its_uncertainty_and_its_parts(client, nine):
    index = words(section(text(client.get("/en" + PATH.format("3"))), "index"))
    assert "The value of the index is" in index
    assert "Allowing for chance" in index
    assert "What the value is made of" in index


def test_groups_stand_below_their_indicator(client, tmp_path, monkeypatch, shared):
    version = _leipzig(tmp_path, monkeypatch, shared)
    page = text(client.get("/raeume/ortsteile/70/"))
    groups = re.search(r'<tr class="lines__groups">.*?</tr>', section(page, "work"), re.S)[0]
    women = version.figures("unemployment_share", group="women").row("70")
    assert f"{women.value:.1f}".replace(".", ",") in groups
    assert "/women/" in groups


def test_a_long_dimension_shows_few_lines_and_folds_the_rest(client, tmp_path, monkeypatch, shared):
    version = _leipzig(tmp_path, monkeypatch, shared)
    lines = profile(version, version.edition(), "70").lines["work"]
    path = "/raeume/ortsteile/70/"
    work = section(text(client.get(path)), "work")
    before, fold, after = work.partition('<details class="more rest">')
    assert before.count('<th scope="row"><a') == KEY_LINES
    assert fold
    assert f"<summary>{len(lines) - KEY_LINES} weitere Kennzahlen zu" in after
    rest = after.partition("Alle Jahre als Tabelle")[0]
    assert rest.count('<th scope="row"><a') == len(lines) - KEY_LINES
    for key in {x.indicator.key for x in lines}:
        assert work.count(f'<th scope="row"><a href="/kennzahlen/{key}/"') == 1
    opened = text(client.get(f"{path}?alles=1"))
    assert '<details class="more rest" open>' in section(opened, "work")
    assert not re.search(r'<details class="more (rest|groups)">', opened)
    assert "more indicators of" in section(text(client.get(f"/en{path}")), "work")


def test_two_lists_of_the_same_kind_stand_together_the_newest_first(client, tmp_path, monkeypatch, shared):
    _leipzig(tmp_path, monkeypatch, shared)
    education = section(text(client.get("/raeume/ortsteile/70/")), "education")
    newest, older = education.index("OpenStreetMap, Stand"), education.index("Ältere Liste:")
    assert newest < older
    assert "Kindertagesstätten 2016" in education[older : older + 80]
    assert "Kindertagesstätten 2016" not in education[:older]
    assert "zeigt darum nicht, was dazugekommen oder weggefallen ist" in education[older:]


# -- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/raeume/sozialraeume/Z/",
        "/raeume/gibtsnicht/A/",
        "/raeume/bloecke/00/",
        "/raeume/sozialraeume@1999-01-01/A/",
    ],
)
def test_what_does_not_exist_is_not_found(client, published, path):
    assert client.get(path).status_code == 404
    assert client.get(path + "tabelle.csv").status_code == 404


def test_another_edition_can_be_chosen_in_two_ways(client, published):
    for path in (f"{PATH.format('B')}?stand={grid.OLD}", f"/raeume/{grid.OLD}/B/"):
        page = text(client.get(path))
        assert "Grenzen 2013 bis 2018" in page
        assert "dieser Raum geteilt" in page
        assert "notice--warning" not in page


@pytest.mark.parametrize(
    "query", ["stand=quatsch", "stand=sozialraeume", f"stand={grid.AREAS}", "datenstand=gestern"]
)
def test_a_wrong_parameter_shows_the_nearest_and_says_so(client, published, query):
    answer = client.get(f"{PATH.format('B')}?{query}")
    assert answer.status_code == 200
    assert "notice--warning" in text(answer)
    assert "gibt es" in re.search(r"notice--warning.*?</div></div>", text(answer), re.S)[0]


def test_city_and_planning_areas_have_pages_of_their_own(client, published):
    assert client.get("/raeume/planungsraeume/1/").headers["Location"] == "/planungsraeume/1/"
    assert client.get("/en/raeume/city/city/").headers["Location"] == "/en/stadt/"


def test_names_of_spaces_can_not_break_out(client, tmp_path, monkeypatch):
    from worlds.served import named

    nasty = ['<script>alert("a")</script>', "A & B", "C'\"", "D"]
    serve(monkeypatch, published_city(tmp_path, named(grid.delivery(), nasty)))
    for path in ("/raeume/sozialraeume/A/", "/planungsraeume/1/", "/stadt/"):
        page = text(client.get(path))
        assert "<script>alert" not in page
    assert "A &amp; B" in text(client.get("/raeume/sozialraeume/B/"))


# -- files ----------------------------------------------------------------------------------------------------------


def test_the_file_holds_every_figure_with_its_state(client, nine):
    answer = client.get("/raeume/sozialraeume/8/tabelle.csv")
    rows = list(csv.DictReader(io.StringIO(text(answer))))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="neunstadt_')
    assert {r["city"] for r in rows} == {"Neunstadt"}
    assert {r["data_version"] for r in rows} == {nine.id}
    shown = nine.figures("long_term_unemployment_share", edition=monitored.SPACES, period="2020").row("8")
    (row,) = (
        r
        for r in rows
        if (r["indicator"], r["period"], r["group"]) == ("long_term_unemployment_share", "2020", "total")
    )
    assert float(row["value"]) == pytest.approx(shown.value)
    assert float(row["lower"]) == pytest.approx(shown.lower)
    hidden = [r for r in rows if r["indicator"] == "unemployment_share"]
    assert hidden
    assert {(r["value"], r["state"], r["numerator"]) for r in hidden} == {("", "secret", "")}


def test_the_spreadsheet_names_city_and_data_version(client, published):
    answer = client.get("/raeume/sozialraeume/A/tabelle.xlsx")
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    first = sheets.get_sheet_by_index(0).to_python()
    assert "Raum A" in first[0][0]
    assert published.id in first[1][0]
    assert "erfunden" in first[1][0]
    assert client.get("/raeume/sozialraeume/A/tabelle.pdf").status_code == 404


# -- cost -----------------------------------------------------------------------------------------------------------


def test_statements_do_not_grow_with_the_city(client, published, monkeypatch, tmp_path):
    counts = []
    for path in (PATH.format("A"), "/planungsraeume/1/"):
        client.get(path)
        with CaptureQueriesContext(connection) as statements:
            client.get(path)
        counts.append(len(statements))
    serve(monkeypatch, published_city(tmp_path, monitored.delivery()))
    client.get(PATH.format("1"))
    with CaptureQueriesContext(connection) as statements:
        client.get(PATH.format("1"))
    assert {*counts, len(statements)} == {len(statements)}
    assert len(statements) <= 6


# -- a real city ----------------------------------------------------------------------------------------------------


def _leipzig(folder, monkeypatch, shared):
    delivery = intake.load(recipe_folder("leipzig"), shared / "cities" / "leipzig", lambda *_: None)
    return serve(monkeypatch, published_city(folder, delivery)).current()


def test_every_locality_of_leipzig_has_its_page(client, tmp_path, monkeypatch, shared):
    version = _leipzig(tmp_path, monkeypatch, shared)
    for code, name in zip(version.edition().codes, version.edition().names, strict=True):
        answer = client.get(f"/raeume/ortsteile/{code}/")
        assert answer.status_code == 200
        page = text(answer)
        assert f"<h1>{name}</h1>" in page
        assert ">nan" not in page
        assert "nan," not in page
    for code in version.edition("stadtbezirke").codes:
        assert client.get(f"/planungsraeume/{code}/").status_code == 200


def test_leipzigs_break_of_2011_is_not_told_as_a_change(client, tmp_path, monkeypatch, shared):
    _leipzig(tmp_path, monkeypatch, shared)
    housing = words(section(text(client.get("/raeume/ortsteile/70/")), "housing"))
    assert "Seit 2011 ist der Wert" in housing
    assert "Seit 2000 ist der Wert" not in housing


# -- former boundaries ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prefix", "held", "today"), [
    ("", "Diese Grenzen galten bis 2018.", "Heute:"), ("/en", "These boundaries held until 2018.", "Today:"),
])  # fmt: skip
def test_former_boundaries_are_said_in_the_lead_with_the_way_to_those_of_today(
    client, published, prefix, held, today
):
    page = text(client.get(f"{prefix}/raeume/{grid.OLD}/B/"))
    lead = page[page.index("<h1>") : page.index('class="profile-head__map"')]
    assert f"{held} {today}" in words(lead)
    for code in "BD":
        assert f'href="{prefix}/raeume/sozialraeume/{code}/"' in lead
    assert held not in text(client.get(prefix + PATH.format("B")))


def test_the_base_of_shares_is_told_by_title_and_only_where_there_are_shares(client, published):
    divided, whole = (section(text(client.get(PATH.format(code))), "raum") for code in "BA")
    base = "Grundlage der Anteile: Anteile der Einwohner der Bausteine (Text, Grenzen ab 2013)"
    assert base in words(divided)
    assert "Grundlage der Anteile" not in whole


@pytest.mark.parametrize("asked", ["stand=zz", "datenstand=zz"])
def test_a_file_of_what_is_not_there_is_refused(client, published, asked):
    assert client.get(f"{PATH.format('A')}tabelle.csv?{asked}").status_code == 404
    for _label, address, _what in client.get(f"{PATH.format('A')}?{asked}").context["files"]:
        assert client.get(address).status_code == 200

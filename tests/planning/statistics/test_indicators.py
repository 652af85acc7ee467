"""The catalogue and the page of one indicator: what they show, of what, and what leaves as a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sozialraum.planning.statistics.queries import pattern
from sozialraum.planning.statistics.queries.choice import choose
from sozialraum.warehouse.city import City
from worlds import grid, monitored
from worlds.served import published_city, serve

pytestmark = pytest.mark.django_db
NOTE = {"de": "Hier nur die Gemeldeten.", "en": "Only those registered here."}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def nine(tmp_path, monkeypatch):
    """Nine social spaces with an index, one of them with a note of the city's own."""
    return serve(monkeypatch, published_city(tmp_path, monitored.delivery(note=NOTE))).current()


# -- the catalogue ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prefix", "title", "gap"), [
    ("", "Arbeitslosenanteil", "Dafür hat die Stadt noch keine Zahlen."),
    ("/en", "Unemployment share", "The city has no figures"),
])  # fmt: skip
def test_all_dimensions_stand_there_those_without_data_too(client, published, prefix, title, gap):
    page = text(client.get(f"{prefix}/kennzahlen/"))
    for key, dimension in published.catalogue.dimensions.items():
        assert f'id="{key}"' in page
        assert dimension.title["en" if prefix else "de"] in page
    assert title in page
    assert page.count(gap) == len(published.catalogue.gaps(["unemployed@total", "inhabitants@age_15_64"]))
    assert published.catalogue.dimensions["nutrition"].gap_question["en" if prefix else "de"] in page


def test_an_entry_says_the_latest_year_and_how_many_spaces(client, published):
    listing = client.get("/kennzahlen/").context["listing"]
    entries = {e.key: e for s in listing.sections for e in (*s.available, *s.missing)}
    found = entries["unemployment_share"]
    assert (found.period, found.known, found.of) == ("2022", 4, 4)
    missing = [e for e in entries.values() if not e.is_available]
    assert missing
    assert all(e.source for e in missing)
    assert set(entries) == set(published.catalogue.indicators)


def test_hidden_figures_are_not_counted_as_figures(client, nine):
    listing = client.get("/kennzahlen/").context["listing"]
    entries = {e.key: e for s in listing.sections for e in s.available}
    shown = nine.figures("unemployment_share").values
    assert entries["unemployment_share"].known == int((~np.isnan(shown)).sum()) < 9
    assert entries["unemployment_share"].own


def test_indices_stand_on_top_with_their_variants(client, nine):
    page = text(client.get("/kennzahlen/"))
    assert page.index("Soziale Lage") < page.index('id="housing"')
    for key in ("social_monitoring", "social_monitoring_dynamics", "social_monitoring_fixed"):
        assert f'href="/kennzahlen/{key}/"' in page


def test_choice_by_dimension_word_and_what_there_is(client, published):
    listing = client.get("/kennzahlen/?dimension=work").context["listing"]
    assert [s.key for s in listing.sections] == ["work"]
    found = client.get("/kennzahlen/?q=ARBEITSLOSENANTEIL").context["listing"]
    assert [e.key for s in found.sections for e in (*s.available, *s.missing)] == ["unemployment_share"]
    assert client.get("/kennzahlen/?q=arbeitslosen+wohnung+schule").context["listing"].sections == ()
    assert "Nichts gefunden" in text(client.get("/kennzahlen/?q=xyzxyz"))
    page = text(client.get("/kennzahlen/?nur=1"))
    assert "/kennzahlen/unemployment_share/" in page
    assert "/kennzahlen/long_term_unemployment_share/" not in page


def test_umlauts_may_be_typed_any_way(client, published):
    titles = {
        word: [
            e.key for s in client.get(f"/kennzahlen/?q={word}").context["listing"].sections for e in s.missing
        ]
        for word in ("ärzt", "aerzt", "arzt")
    }
    assert titles["ärzt"]
    assert titles["ärzt"] == titles["aerzt"] == titles["arzt"]


def test_an_unknown_dimension_is_said(client, published):
    page = text(client.get("/kennzahlen/?dimension=<b>"))
    assert "Die Dimension „&lt;b&gt;“ gibt es nicht" in page


# -- one indicator ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_an_indicator_holds_all_of_it(client, published, prefix):
    answer = client.get(f"{prefix}/kennzahlen/unemployment_share/?stand={grid.NEW}&jahr=2020")
    page, language = text(answer), "en" if prefix else "de"
    indicator = published.catalogue.indicators["unemployment_share"]
    for told in (indicator.title, indicator.explanation, indicator.weaknesses, indicator.source):
        assert told[language].replace("'", "&#x27;") in page
    assert page.count("<tr data-code=") == 4
    assert page.count("<svg") >= 5  # distribution, map, years, disparity, two lines of planning areas
    assert f'href="{prefix}/karte/?kennzahl=unemployment_share' in page
    assert f"{prefix}/werte/unemployment_share/{grid.NEW}/A/2020/total/" in page
    assert published.id in page


def test_the_reading_aid_takes_the_space_in_the_middle(client, published):
    context = client.get("/kennzahlen/unemployment_share/?jahr=2020").context
    figures = published.figures("unemployment_share", period="2020")
    order = np.argsort(figures.values)
    middle = figures.at(int(order[1]))
    assert context["example"].startswith(f"{middle.name}, 2020: ")
    assert f"{middle.value:.1f}".replace(".", ",") in context["example"]


def test_the_formula_is_told_in_words(client, published):
    told = client.get("/kennzahlen/unemployment_share/").context["definition"]
    assert told.formula == "Arbeitslose ÷ Einwohnerinnen und Einwohner (15 bis 64 Jahre) × 100"
    assert "100" in told.minimum
    difference = client.get("/kennzahlen/transfer_without_unemployment_share/").context["definition"]
    assert difference.formula.startswith("(")
    assert " − " in difference.numerator


def test_what_the_city_does_otherwise_is_said(client, nine):
    assert NOTE["de"] in text(client.get("/kennzahlen/unemployment_share/"))
    assert NOTE["en"] in text(client.get("/en/kennzahlen/unemployment_share/"))


def test_planning_areas_and_disparity_over_the_years(client, published):
    shown = client.get("/kennzahlen/unemployment_share/").context["sheet"]
    areas = published.series("unemployment_share", published.edition(grid.AREAS))
    assert [a.name for a in shown.areas.rows] == ["West", "Ost"]
    assert (shown.areas.first, shown.areas.last) == (areas.periods[0], areas.periods[-1])
    assert shown.areas.rows[0].last.heard.endswith(" Prozent")
    assert shown.areas.rows[0].last.value.startswith(f"{areas.values[-1, 0]:.1f}".replace(".", ","))
    measures = published.summary(published.edition())["disparity"]["unemployment_share"]
    assert len(shown.disparity.rows) == len(measures)
    assert "Arbeitslosenanteil 2022: Die Menschen lebten im Mittel" in shown.gap
    assert shown.breaks == published.breaks(published.edition(), "unemployment_share")


def test_a_break_in_the_series_is_said(client, published):
    assert published.breaks(published.edition(grid.NEW), "unemployment_share")
    assert "Bruch in der Reihe" in text(client.get(f"/kennzahlen/unemployment_share/?stand={grid.NEW}"))


def test_the_whole_city_is_one_space_without_map(client, published):
    answer = client.get("/kennzahlen/unemployment_share/?stand=city")
    shown = answer.context["sheet"]
    assert shown.map is None and shown.histogram is None and shown.disparity is None and shown.areas is None
    assert text(answer).count("<tr data-code=") == 1


@pytest.mark.parametrize(("query", "said"), [
    ("jahr=1950", "Für 1950 liegen keine Zahlen vor. Zu sehen ist 2013."),
    ("jahr=2099", "Zu sehen ist 2022."),
    ("jahr=gestern", "Für gestern liegen keine Zahlen vor. Zu sehen ist 2022."),
    ("gruppe=women", "gibt es diese Kennzahl nicht"),
    ("gruppe=%3Cscript%3E", "&lt;script&gt;"),
    ("stand=wahlkreise", "Für den Raumstand „wahlkreise“"),
    ("datenstand=1999-01-01-0", "Den Datenstand „1999-01-01-0“ gibt es nicht"),
])  # fmt: skip
def test_wrong_parameters_show_the_nearest_and_say_so(client, published, query, said):
    answer = client.get(f"/kennzahlen/unemployment_share/?{query}")
    assert answer.status_code == 200
    assert said in text(answer)
    assert "<script>" not in text(answer)


def test_an_earlier_data_version_can_be_asked_for(client, tmp_path, monkeypatch):
    city = published_city(tmp_path, grid.delivery())
    first = city.current()
    serve(monkeypatch, published_again(city, grid.delivery(factor=2)))
    old = client.get(f"/kennzahlen/foreign_share/?datenstand={first.id}").context
    assert old["version"].id == first.id
    assert client.get("/kennzahlen/foreign_share/").context["version"].id != first.id


def published_again(city: City, delivery) -> City:
    from worlds.served import shipped

    city.stage(delivery)
    city.build(shipped())
    city.publish(date(2026, 2, 1))
    return city


def test_an_unknown_indicator_is_not_found(client, published):
    for path in ("gibt-es-nicht", "unemployment_share@total", "social_monitoring_x"):
        assert client.get(f"/kennzahlen/{path}/").status_code == 404
    assert client.get("/kennzahlen/gibt-es-nicht/tabelle.csv").status_code == 404
    assert client.get("/kennzahlen/unemployment_share/tabelle.pdf").status_code == 404


def test_what_the_city_lacks_has_a_page_with_the_question_who_could_supply_it(client, published):
    page = text(client.get("/kennzahlen/long_term_unemployment_share/"))
    assert published.catalogue.dimensions["work"].gap_question["de"] in page
    assert published.catalogue.indicators["long_term_unemployment_share"].source["de"] in page
    assert "<table" not in page
    assert client.get("/kennzahlen/social_monitoring/").status_code == 200
    assert client.get("/kennzahlen/long_term_unemployment_share/tabelle.csv").status_code == 404


# -- an index ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["social_monitoring", "social_monitoring_dynamics", "social_monitoring_fixed"]
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_index_and_its_variants_have_pages(client, nine, key, prefix):
    answer = client.get(f"{prefix}/kennzahlen/{key}/")
    page = text(answer)
    assert answer.status_code == 200
    assert page.count("<tr data-code=") == 9
    assert [here for _t, _p, here in answer.context["variants"]].count(True) == 1
    counts = answer.context["sheet"].class_years[0].counts
    found = nine.figures(key)
    assert sum(counts) == 9
    assert counts[-1] == int((found.classes < 0).sum()) >= 1
    assert f'href="{prefix}/kennzahlen/unemployment_share/"' in page


def test_an_index_says_how_much_it_depends_on_its_indicators(client, nine):
    from sozialraum.warehouse.decomposition import decompose

    told = client.get("/kennzahlen/social_monitoring/?jahr=2020").context["sheet"].unsteady
    found = decompose(nine, "social_monitoring", nine.edition(), "2020")
    assert f"von {int((found.classes >= 0).sum())} Räumen bei {int(found.unsteady().sum())}" in told


# -- spatial pattern --------------------------------------------------------------------------------------------


def board(tmp_path, monkeypatch, size=8):
    """Squares whose unemployed are many in the west and few in the east."""
    import shapely

    from sozialraum.warehouse.draft import Delivery, EditionDraft
    from sozialraum.warehouse.values import Column

    n = size * size
    codes = tuple(f"{i:02}" for i in range(n))
    spaces = EditionDraft(
        space_system="sozialraeume", valid_from="2013-01-01", valid_until=None, basis=grid.BOTH, codes=codes,
        names=tuple(f"Feld {c}" for c in codes), parents=("",) * n, parent_system=None,
        geometry=tuple(shapely.to_wkb(grid.square(i % size, i // size)) for i in range(n)),
    )  # fmt: skip
    west = [float(60 + i % 3 if i % size < 3 else 20 + i % 5) for i in range(n)]
    columns = {"unemployed@total": Column.of(west), "inhabitants@age_15_64": Column.of([600.0] * n)}
    city = {**grid.CITY, "space_system": [{**s, "parent": None} for s in grid.CITY["space_system"][1:2]]}
    release = grid.release("work", spaces.key, {"2020": columns, "2021": columns})
    return serve(
        monkeypatch, published_city(tmp_path, Delivery(city=city, editions=(spaces,), releases=(release,)))
    )


def test_a_pattern_is_told_in_a_sentence_with_the_places(client, tmp_path, monkeypatch):
    version = board(tmp_path, monkeypatch).current()
    answer = client.get("/kennzahlen/unemployment_share/")
    assert "Räume mit hohen Werten liegen hier beieinander" in text(answer)
    kinds = dict(answer.context["pattern"].kinds)
    high = [name for name, _path in kinds["hohe Werte zwischen hohen"]]
    assert len(high) >= 8
    assert all(int(name[-2:]) % 8 < 3 for name in high)
    english = text(client.get("/en/kennzahlen/unemployment_share/"))
    assert "Spaces with high values lie together here" in english
    assert version.id in english


def test_the_pattern_is_the_same_every_time_and_made_once(tmp_path, monkeypatch):
    version = board(tmp_path, monkeypatch).current()
    choice = choose(version, "unemployment_share", {})
    where = (version, "unemployment_share", choice.edition, "total", choice.period)
    first = pattern.found(*where)
    assert pattern.found(*where) is first
    pattern.found.cache_clear()
    assert pattern.found(*where).p.tolist() == first.p.tolist()


def test_no_pattern_is_sought_among_few_or_very_many(client, published, monkeypatch, tmp_path):
    assert client.get("/kennzahlen/unemployment_share/").context["pattern"] is None
    board(tmp_path, monkeypatch)
    monkeypatch.setattr(pattern, "MOST", 63)
    assert client.get("/kennzahlen/unemployment_share/").context["pattern"] is None


@pytest.mark.parametrize("asked", ["jahr=1", "gruppe=zz", "stand=zz", "datenstand=zz"])
def test_a_file_of_what_is_not_there_is_refused(client, published, asked):
    answer = client.get(f"/kennzahlen/unemployment_share/tabelle.csv?{asked}")
    assert answer.status_code == 404
    assert "Darum gibt es diese Datei nicht." in text(answer)
    for _label, address, _what in client.get(f"/kennzahlen/unemployment_share/?{asked}").context["files"]:
        assert client.get(address).status_code == 200


def test_an_empty_last_year_is_not_what_opens(client, tmp_path, monkeypatch):
    version = serve(monkeypatch, published_city(tmp_path, grid.silent_in_2022())).current()
    answer = client.get("/kennzahlen/unemployment_share/")
    assert answer.context["choice"].period == "2021"
    assert answer.context["forms"]["periods"][0] == ("2022", "2022")
    entries = {e.key: e for s in client.get("/kennzahlen/").context["listing"].sections for e in s.available}
    found = entries["unemployment_share"]
    assert (found.period, found.known) == ("2021", 4)
    assert version.figures("unemployment_share").period == "2021"


# -- files ------------------------------------------------------------------------------------------------------


def test_csv_holds_value_sign_state_and_data_version(client, nine):
    answer = client.get("/kennzahlen/unemployment_share/tabelle.csv?jahr=2020")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    figures = nine.figures("unemployment_share", period="2020")
    assert [r["code"] for r in rows] == list(figures.codes)
    hidden = next(r for r in rows if r["code"] == monitored.HIDDEN)
    assert (hidden["value"], hidden["numerator"], hidden["state"], hidden["sign"]) == ("", "", "secret", "·")
    assert {r["data_version"] for r in rows} == {nine.id}
    assert "erfunden" in answer["Content-Disposition"]
    for row, value in zip(rows, figures.values, strict=True):
        assert np.isnan(value) or float(row["value"]) == value


def test_csv_of_all_years(client, nine):
    body = client.get("/kennzahlen/unemployment_share/tabelle.csv?umfang=alle").content.decode()
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == 9 * 10
    assert {r["period"] for r in rows} == {str(y) for y in monitored.YEARS}


@pytest.mark.parametrize(("prefix", "word"), [("", "Geheim"), ("/en", "secret")])
def test_xlsx_names_city_unit_signs_and_licence(client, nine, prefix, word):
    body = client.get(f"{prefix}/kennzahlen/unemployment_share/tabelle.xlsx?jahr=2020").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    everything = " ".join(
        str(c) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for c in row
    )
    for told in ("Neunstadt", nine.id, "dl-de/by-2-0", "·"):
        assert told in everything
    assert re.search(word, everything, re.IGNORECASE)


def test_classes_of_an_index_leave_by_name(client, nine):
    body = client.get("/kennzahlen/social_monitoring/tabelle.csv").content.decode()
    rows = {r["code"]: r for r in csv.DictReader(io.StringIO(body))}
    assert rows[monitored.SMALL]["class"] == ""
    assert rows["6"]["class"]


# -- all of it --------------------------------------------------------------------------------------------------


def test_the_number_of_statements_does_not_depend_on_spaces(client, nine, tmp_path, monkeypatch):
    def statements(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    few = [statements(p) for p in ("/kennzahlen/", "/kennzahlen/unemployment_share/")]
    board(tmp_path / "board", monkeypatch)
    assert [statements(p) for p in ("/kennzahlen/", "/kennzahlen/unemployment_share/")] == few
    assert max(few) <= 2


def test_without_a_data_version_the_page_teaches(client, tmp_path, monkeypatch):
    serve(monkeypatch, City(tmp_path))
    for path in ("/kennzahlen/", "/kennzahlen/unemployment_share/", "/datenstaende/", "/datenstaende/x/"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "sozialraum load" in text(answer)


def test_only_reading(client, published):
    assert client.post("/kennzahlen/").status_code == 405

"""Any figure explains itself: what it is, what it is made of, where that came from, how to calculate it again."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.statistics.queries.calculation import exact
from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.values import Column, State
from worlds import grid, monitored
from worlds.served import published_city, serve

pytestmark = pytest.mark.django_db
NEW = f"/werte/unemployment_share/{grid.NEW}"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def nine(tmp_path, monkeypatch):
    """Nine social spaces with an index: one too small, one with a figure kept secret."""
    return serve(monkeypatch, published_city(tmp_path, monitored.delivery())).current()


@pytest.fixture
def one_figure(tmp_path, monkeypatch):
    """A city whose first space has these unemployed of so many people of working age."""

    def made(above: float, below: float, state: State | None = None):
        columns = {
            "unemployed@total": Column.of([above, 30.0, 40.0, 50.0], state and [state, 0, 0, 0]),
            "inhabitants@age_15_64": Column.of([below, 400.0, 500.0, 600.0]),
        }
        delivery = replace(grid.delivery(), releases=(grid.release("work", grid.NEW, {"2020": columns}),))
        return serve(monkeypatch, published_city(tmp_path, delivery, date(2026, 1, 2)))

    return made


def sheet(client, path):
    return client.get(path).context["sheet"]


# -- value, calculation, parts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_figure_shows_value_parts_and_sources(client, published, prefix):
    answer = client.get(f"{prefix}{NEW}/A/2020/total/")
    page = text(answer)
    figure = published.figures("unemployment_share", edition=grid.NEW, period="2020").row("A")
    shown = f"{figure.value:.1f}"
    assert (shown if prefix else shown.replace(".", ",")) in page
    for told in ("work_after.csv", "people.csv", "dl-de/by-2-0", "Karostadt", published.id):
        assert told in page
    for to in ("/raeume/sozialraeume/A/", "/kennzahlen/unemployment_share/", "/methoden/shares/"):
        assert f'href="{prefix}{to}"' in page
    assert page.count("<h1>") == 1


def test_the_calculation_can_be_done_again_by_hand(client, published):
    steps = sheet(client, f"{NEW}/A/2020/total/").steps
    (line,) = [s.text for s in steps if s.is_result]
    above, below, times, full = re.fullmatch(
        r"([\d.,]+) ÷ ([\d.,]+) × (\d+) = ([\d.,]+), gerundet .*", line
    ).groups()
    number = {
        k: float(v.replace(".", "").replace(",", ".")) for k, v in {"a": above, "b": below, "f": full}.items()
    }
    assert number["a"] / number["b"] * float(times) == pytest.approx(number["f"], abs=5e-5)
    figure = published.figures("unemployment_share", edition=grid.NEW, period="2020").row("A")
    assert (number["a"], number["b"]) == (figure.numerator, figure.denominator)


def test_several_terms_are_added_up_first(client, nine):
    path = f"/werte/transfer_without_unemployment_share/{monitored.SPACES}/1/2020/total/"
    steps = [s.text for s in sheet(client, path).steps]
    figure = nine.figures("transfer_without_unemployment_share", period="2020").row("1")
    assert steps[0].startswith("Zähler: ")
    assert steps[0].endswith(f"= {exact(figure.numerator)}")
    assert " − " in steps[0]


def test_how_each_part_came_here_is_told(client, published):
    delivered = sheet(client, f"{NEW}/A/2020/total/")
    assert delivered.numerator[0].how == "Diese Zahl wurde genau so geliefert."
    assert delivered.denominator[0].how.startswith("Zusammengezählt aus")
    converted = sheet(client, f"{NEW}/B/2015/total/")
    assert converted.numerator[0].how.startswith("Umgerechnet aus")
    assert converted.numerator[0].number == "22,5"
    assert "Ein Teil der Zahlen wurde aus anderen Grenzen umgerechnet." in converted.state


def test_the_interval_is_told_in_words(client, published):
    told = sheet(client, f"{NEW}/A/2020/total/").interval
    figure = published.figures("unemployment_share", edition=grid.NEW, period="2020").row("A")
    for end in (figure.lower, figure.upper):
        assert f"{end:.1f}".replace(".", ",") in told
    assert "95 %" in told
    without = sheet(client, f"/werte/foreign_share/{grid.NEW}/A/2020/total/")
    assert without.interval


def test_where_it_stands_and_what_is_around(client, published):
    shown = sheet(client, f"{NEW}/A/2020/total/")
    values = published.figures("unemployment_share", edition=grid.NEW, period="2020").values
    higher, lower = int((values > values[0]).sum()), int((values < values[0]).sum())
    assert shown.standing.startswith("Von 3 anderen Räumen mit einem Wert")
    assert f"{higher} einen höheren, {lower} einen niedrigeren" in shown.standing
    assert [b.title for b in shown.around] == ["West", "Karostadt"]
    assert shown.around[0].path == f"/werte/unemployment_share/{grid.AREAS}/1/2020/total/"


def test_the_years_before_and_after(client, published):
    middle = sheet(client, f"{NEW}/A/2020/total/")
    assert middle.before.path == f"{NEW}/A/2019/total/"
    assert middle.after.path == f"{NEW}/A/2021/total/"
    assert sheet(client, f"{NEW}/A/2013/total/").before is None
    assert sheet(client, f"{NEW}/A/2022/total/").after is None


def test_the_city_itself_has_explained_figures(client, published):
    city = published.edition("city").key
    shown = sheet(client, f"/werte/unemployment_share/{city}/city/2020/total/")
    assert shown.around == []
    assert shown.strip is None
    assert shown.paths["profile"] == "/stadt/"
    area = sheet(client, f"/werte/unemployment_share/{grid.AREAS}/1/2020/total/")
    assert area.paths["profile"] == "/planungsraeume/1/"


# -- states -------------------------------------------------------------------------------------------------------


def test_a_secret_figure_gives_nothing_away(client, nine):
    answer = client.get(f"/werte/unemployment_share/{monitored.SPACES}/{monitored.HIDDEN}/2020/total/")
    shown = answer.context["sheet"]
    assert shown.value == "·"
    assert "herauslesen" in shown.state
    assert shown.steps == []
    assert shown.why_no_steps
    assert shown.numerator[0].number == "·"
    assert shown.standing == ""
    assert ">2<" not in text(answer)


@pytest.mark.parametrize(("above", "below", "state", "told"), [
    (np.nan, 500.0, None, "Es fehlt: Arbeitslose."),
    (np.nan, 500.0, State.SECRET, "Schon die Stelle, die die Zahl führt"),
    (2.0, 500.0, None, "Veröffentlicht werden nur Zahlen ab 3 Menschen"),
    (600.0, 500.0, None, "Der Teil wäre größer als das Ganze"),
    (20.0, 50.0, None, "Im Nenner stehen hier 50. Ein Wert wird erst ab 100 gezeigt"),
    (0.0, 2.0, None, "zu unsicher, um sie zu zeigen."),
    (0.0, 0.0, None, "Im Nenner steht null"),
    (0.0, 500.0, None, "Genau null"),
    (20.0, 500.0, State.PROVISIONAL, "vorläufig"),
])  # fmt: skip
def test_each_state_is_told_with_its_reason(client, one_figure, above, below, state, told):
    one_figure(above, below, state)
    answer = client.get(f"{NEW}/A/2020/total/")
    assert answer.status_code == 200
    assert told in answer.context["sheet"].state
    assert " nan" not in answer.context["sheet"].state
    english = client.get(f"/en{NEW}/A/2020/total/")
    assert told not in text(english)
    assert english.context["sheet"].state


def test_numbers_that_lead_to_no_figure_may_still_be_seen(client, one_figure):
    one_figure(20.0, 50.0)
    shown = sheet(client, f"{NEW}/A/2020/total/")
    assert shown.value == "/"
    assert shown.denominator[0].number == "50"
    assert not any(s.is_result for s in shown.steps)


@pytest.mark.parametrize(("kind", "column", "spaces", "told"), [
    ("zero_is_unknown", "unemployed@total", ["A"], "Geliefert ist eine Null, die keine ist; sie ist gelesen als: "),
    ("zero_is_unknown", "unemployed@total", [], "Geliefert ist eine Null"),
    ("value_withheld", "unemployed@total", ["A"], "Geliefert ist eine Zahl, die nicht verwendet wird."),
    ("zero_is_unknown", "unemployed@total", ["B"], "Unbekannt: Die Stelle"),
    ("zero_is_unknown", "inhabitants@total", ["A"], "Unbekannt: Die Stelle"),
])  # fmt: skip
def test_a_part_that_is_missing_is_not_called_delivered(
    client, tmp_path, monkeypatch, kind, column, spaces, told
):
    reason = {"de": "Nicht mehr veröffentlicht.", "en": "No longer published."}
    issue = Issue(
        kind, "harmonise", "warning", file="work.csv", column=column, period="2019–2020", expected="unknown",
        details={"reason": reason, "periods": ["2019", "2020"], "spaces": spaces},
    )  # fmt: skip
    columns = {
        "unemployed@total": Column.of([np.nan, 30.0, 40.0, 50.0]),
        "inhabitants@age_15_64": Column.of([500.0, 400.0, 500.0, 600.0]),
    }
    delivery = replace(
        grid.delivery(), releases=(grid.release("work", grid.NEW, {"2020": columns}),), issues=(issue,)
    )
    version = serve(monkeypatch, published_city(tmp_path, delivery, date(2026, 1, 2))).current()
    answer = client.get(f"{NEW}/A/2020/total/")
    (part,) = answer.context["sheet"].numerator
    assert part.how.startswith(told)
    assert "genau so geliefert" not in part.how
    found = told.startswith("Geliefert")
    assert ("Nicht mehr veröffentlicht." in part.how) == found
    if found:
        assert part.log.startswith(f"/datenstaende/{version.id}/hinweise/?")
        log = client.get(part.log).context["log"]
        assert ([i.kind for i in log.issues], log.notes) == ([kind], ())
        assert "Zum Hinweisprotokoll" in text(answer)


def test_a_link_whose_text_is_a_sign_says_its_meaning(client, nine):
    page = text(client.get(f"/werte/unemployment_share/{monitored.SPACES}/{monitored.HIDDEN}/2020/total/"))
    links = re.findall(r'<a [^>]*href="/werte/[^>]*>(.*?)</a>', page, re.S)
    shown = [t for t in links if "·" in t]
    assert shown
    assert all('<span class="kern-sr-only">geheim gehalten</span>' in t for t in shown)


# -- an index -----------------------------------------------------------------------------------------------------

KEYS = ("social_monitoring", "social_monitoring_dynamics", "social_monitoring_fixed")


def index_path(key, code, period="2020"):
    return f"/werte/{key}/{monitored.SPACES}/{code}/{period}/total/"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_index_shows_the_contribution_of_each_indicator(client, nine, key, prefix):
    answer = client.get(prefix + index_path(key, "6"))
    index = answer.context["sheet"].index
    assert len(index.contributions) == 4
    assert index.class_name
    assert len(index.steps) == 2
    for contribution in index.contributions:
        assert f'href="{prefix}{contribution.path}"' in text(answer)
    number = answer.context["sheet"].value
    assert index.steps[-1].text.endswith(f"= {number}")


def test_the_steps_of_an_index_can_be_done_again(client, nine):
    index = sheet(client, index_path("social_monitoring", "6")).index

    def parsed(words: str) -> float:
        return float(words.replace("−", "-").replace(",", "."))

    for c in index.contributions:
        value = parsed(c.value.split("\u202f")[0])
        assert (value - parsed(c.mean)) / parsed(c.sd) == pytest.approx(parsed(c.z), abs=0.05)
    total = parsed(index.steps[0].text.rpartition("= ")[2])
    assert sum(parsed(c.z) for c in index.contributions) == pytest.approx(total, abs=0.005)
    figure = nine.figures("social_monitoring", period="2020").row("6")
    sd = parsed(index.steps[1].text.partition("÷ ")[2].partition(" =")[0])
    assert total / sd == pytest.approx(figure.value, abs=0.01)


def test_a_fixed_index_says_by_which_year_it_is_measured(client, nine):
    assert "2013" in sheet(client, index_path("social_monitoring_fixed", "6")).index.measured_by
    assert sheet(client, index_path("social_monitoring", "6")).index.measured_by == ""


def test_dynamics_show_both_years_and_the_change(client, nine):
    index = sheet(client, index_path("social_monitoring_dynamics", "3")).index
    assert (index.earlier, index.period, index.is_dynamics) == ("2018", "2020", True)
    assert all(c.earlier and c.change for c in index.contributions)


def test_the_class_and_how_far_the_next_one_is(client, nine):
    figures = nine.figures("social_monitoring", period="2020")
    for code in ("1", "4", "6"):
        index = sheet(client, index_path("social_monitoring", code)).index
        value = figures.row(code).value
        assert f"{value:.2f}".replace("-", "−").replace(".", ",") in index.why_class
        away = min(abs(value - cut) for cut in (-1.0, 1.0, 1.5))
        assert f"fehlen {away:.2f}".replace(".", ",") in index.close


def test_a_class_that_hangs_on_one_indicator_says_on_which(client, nine):
    from sozialraum.warehouse.decomposition import decompose

    found = decompose(nine, "social_monitoring", nine.edition(), "2020")
    for row, code in enumerate(nine.edition().codes):
        if found.classes[row] < 0:
            continue
        told = sheet(client, index_path("social_monitoring", code)).index.unsteady
        assert told.startswith("Mit einer Kennzahl weniger" if found.unsteady()[row] else "Auch wenn man")
    assert found.unsteady().any()


def test_an_excluded_space_says_why(client, nine):
    answer = client.get(index_path("social_monitoring", monitored.SMALL))
    index = answer.context["sheet"].index
    assert "weniger als 300 Menschen" in index.excluded
    assert index.steps == []
    assert index.class_name == ""


def test_the_steps_of_an_index_give_no_secret_away(client, nine):
    answer = client.get(index_path("social_monitoring", monitored.HIDDEN))
    index = answer.context["sheet"].index
    assert index.hidden
    assert index.steps == []
    assert all(c.z == "" for c in index.contributions)
    assert not math.isnan(nine.figures("social_monitoring", period="2020").row(monitored.HIDDEN).value)


# -- what isn't there ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [
    f"/werte/gibt_es_nicht/{grid.NEW}/A/2020/total/",
    "/werte/unemployment_share/wahlkreise/A/2020/total/",
    f"{NEW}/Z/2020/total/",
    f"{NEW}/A/1950/total/",
    f"{NEW}/A/gestern/total/",
    f"{NEW}/A/2020/women/",
    f"{NEW}/A/2020/%3Cscript%3E/",
    f"/werte/long_term_unemployment_share/{grid.NEW}/A/2020/total/",
    f"/werte/social_monitoring%23class/{grid.NEW}/A/2020/total/",
])  # fmt: skip
def test_what_is_not_there_is_not_found(client, published, path):
    assert client.get(path).status_code == 404


def test_an_unknown_data_version_is_said(client, published):
    answer = client.get(f"{NEW}/A/2020/total/?datenstand=nie")
    assert answer.status_code == 200
    assert "Diesen Datenstand gibt es nicht" in text(answer)


def test_a_space_system_may_stand_for_its_newest_edition(client, published):
    assert sheet(client, "/werte/unemployment_share/sozialraeume/A/2020/total/").space == "Raum A"


def test_no_statement_is_needed(client, published):
    client.get(f"{NEW}/A/2020/total/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{NEW}/A/2020/total/")
    assert len(queries) <= 2


@pytest.mark.parametrize(("value", "shown"), [
    (118.0, "118"), (22.5, "22,5"), (1234.5678, "1.234,5678"), (1 / 3, "0,3333"), (0.0, "0"), (-2.25, "−2,25"),
])  # fmt: skip
def test_numbers_keep_the_decimals_they_have(value, shown):
    assert exact(value) == shown

"""Tables by department, space and bank: what is counted, what is kept back, in which order, as a file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.answers.queries import public
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import silent
from sozialraum.planning.reports.queries import banks, departments, groups, spaces
from sozialraum.planning.reports.queries.grid import shown
from sozialraum.planning.reports.queries.keeping_back import KEPT_BACK
from worlds import reported
from worlds.people import organisation
from worlds.voices import EDITION, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def days(n: int):
    return clock.today() + timedelta(days=n)


def rows_of(grid) -> dict[str, dict]:
    return {row.title: dict(row.values) for row in grid.rows}


def from_(code: str, count: int, **values: object) -> None:
    area = "planungsraeume/1" if code in "AC" else "planungsraeume/2"
    for i in range(count):
        said(f"Hier fehlt Nummer {i}.", place=Place("space", EDITION, f"sozialraeume/{code}", area), **values)


@pytest.fixture
def offices():
    """Three departments with requests: on time, late, open, overdue, passed on, negotiated."""
    youth, green, roads = (organisation(name) for name in ("Jugendamt", "Grünamt", "Tiefbauamt"))
    ask = reported.request
    first = reported.answered(ask(need(), youth, days(-40), due=days(-20)), days(-30), "own_means")
    reported.negotiated(first, "agreed")
    late = ask(need(), youth, days(-40), due=days(-30), at_lead=days(-34))
    reported.passed_on(late, green, youth)
    reported.negotiated(reported.answered(late, days(-10), "not_funded"), "dissent", resistance=90)
    ask(need(), green, days(-40), due=days(-1), first_due=days(-9))
    ask(need(), green, days(-4), due=days(0))
    ask(need(), roads, days(-4), due=days(9), state="unassigned")
    return youth, green, roads


def test_departments_are_counted_by_their_own_clock(offices):
    page = departments.page()
    times = rows_of(page.grids[0])
    youth, green, nobody = times["Jugendamt"], times["Grünamt"], times["noch ohne Amt"]
    assert (youth["requests"], youth["answered"], youth["on_time"], youth["open"]) == (2, 2, 50.0, 0)
    assert (youth["days"], youth["days_in_all"]) == (17.0, 20.0)  # of 10 and 24, of 10 and 30
    assert (green["open"], green["overdue"], green["extended"], green["passed_on"]) == (2, 1, 1, 1)
    assert green["on_time"] is None and green["days"] is None
    assert (nobody["requests"], nobody["open"], "Tiefbauamt" in times) == (
        1,
        1,
        False,
    )  # with the steering group
    assert "noch ohne Amt" not in rows_of(page.grids[1])
    Need.objects.update(state="handed_over")  # as every need that departments were asked about
    for row in page.grids[0].rows:  # each row leads to the list that it counts
        wanted = public.Wanted.of(QueryDict(row.address.partition("?")[2]))
        told = {
            one.query.partition("stand=")[2]: one.count for one in public.counts(replace(wanted, state=""))
        }
        assert public.found(wanted).count() == row.values["requests"], row.title
        if row.title != "noch ohne Amt":
            assert (told["offen"], told["ueberfaellig"]) == (row.values["open"], row.values["overdue"]), (
                row.title
            )
    assert rows_of(page.grids[1])["Jugendamt"]["not_funded"] == 1
    assert (
        rows_of(page.grids[2])["Jugendamt"] | {"agreed": 1, "dissent": 1}
        == rows_of(page.grids[2])["Jugendamt"]
    )
    assert "bei der Steuerungsgruppe" in " ".join(page.sentences)
    assert page.grids[0].total.values["requests"] == 5


def test_departments_of_a_year_and_of_an_area(offices):
    year = days(-40).year
    assert departments.counted(year).years[0] == days(-4).year
    assert departments.counted(1999).whole.counts["requests"] == 0
    assert departments.counted(area="planungsraeume/2").whole.counts["requests"] == 0


def test_a_table_is_sorted_by_each_of_its_columns_and_what_is_missing_stands_last(client, offices):
    grid = departments.page().grids[0]

    def order(sort: str) -> list[str]:
        return [row.title for row, _cells in shown(grid, QueryDict(f"sort={sort}")).rows]

    assert order("fristen.requests") == ["noch ohne Amt", "Grünamt", "Jugendamt"]
    assert order("-fristen.on_time")[0] == order("fristen.on_time")[0] == "Jugendamt"
    assert order("-fristen.") == ["noch ohne Amt", "Jugendamt", "Grünamt"]
    assert order("arten.requests") == order("gibts.nicht") == ["Grünamt", "Jugendamt", "noch ohne Amt"]
    page = client.get("/uebersicht/aemter/?sort=-fristen.requests&jahr=²").content.decode()
    assert 'aria-sort="descending"' in page and "Was das bedeutet" in page


def test_spaces_hide_a_few_voices_and_show_money_to_the_cent():
    for code, count in {"A": 7, "B": 5, "C": 1, "D": 4}.items():
        from_(code, count)
    year, office = clock.today().year, organisation()
    reported.measure(office, "sozialraeume/A", {year: ("1000.10", "400.05"), year + 1: ("0.20", None)})
    reported.measure(office, "planungsraeume/2", {year: ("500.00", None)}, area="planungsraeume/2")
    reported.measure(office, "", {year: ("70.00", None)})
    page = spaces.page()
    by_key = {row.key.partition("/")[2]: row.values for row in page.grids[0].rows}
    assert by_key["C"]["voices"] is KEPT_BACK and by_key["A"]["voices"] is KEPT_BACK  # of one area
    assert (by_key["B"]["voices"], by_key["D"]["voices"]) == (5, 4)
    assert by_key["C"]["voices_rate"] is KEPT_BACK and by_key["C"]["people_rate"] is KEPT_BACK
    money = {row.key.partition("/")[2]: row.values for row in page.grids[2].rows}
    assert money["A"]["planned"] == Decimal("1000.30") and money["A"]["spent"] == Decimal("400.05")
    assert money["B"]["planned"] == 0 and page.grids[2].total.values["planned"] == Decimal("1570.30")
    areas = {
        row.key.partition("/")[2]: row.values for row in spaces.page(year, level=spaces.AREAS).grids[2].rows
    }
    assert areas["1"]["planned"] == Decimal("1000.10") and areas["2"]["planned"] == Decimal("500.00")
    assert "für mehr als einen Raum" in " ".join(page.sentences)


def test_groups_of_an_area_and_of_its_spaces_stand_against_the_population_there(client, monkeypatch):
    for code, women, old in (("A", 6, 4), ("C", 1, 3), ("B", 5, 0), ("D", 0, 3)):
        from_(code, women, groups=("women",))
        from_(code, old, groups=("age_65_plus",))
    nan = float("nan")  # by space A to D: nobody knows the women of C
    part, whole = np.array([50.0, 30.0, nan, 20.0]), np.array([100.0, 100.0, 50.0, 100.0])
    known = {"women": (part, whole), "age_65_plus": (np.array([100.0, 10, 5, 80]), whole)}
    monkeypatch.setattr(groups, "_population", lambda *_: known)
    one = {
        grid.key: {row.key: row.values for row in grid.rows}
        for grid in spaces.page(area="planungsraeume/1").grids[3:]
    }
    assert list(one) == ["gruppen-a-1", "gruppen-s-A", "gruppen-s-C"]
    area, a, c = one.values()
    assert (area["women"]["voices"], area["women"]["share"], area["women"]["population"]) == (7, 50.0, None)
    assert area["age_65_plus"]["population"] == pytest.approx(100 * 105 / 150)
    assert (
        c["women"]["voices"] is a["women"]["voices"] is a["women"]["share"] is KEPT_BACK
    )  # 7 − 6 would tell
    assert a["women"]["population"] == 50.0 and c["women"]["population"] is None
    assert (a["age_65_plus"]["voices"], c["age_65_plus"]["share"]) == (4, 75.0)
    assert list(a) == list(c) and a["homeless"]["voices"] is KEPT_BACK  # none is not told apart from a few
    whole_city = {grid.key: grid for grid in spaces.page().grids}
    assert {"gruppen-stadt", "gruppen-a-1", "gruppen-a-2"} <= set(whole_city)
    says = [grid.says for grid in spaces.page(area="planungsraeume/1").grids[3:]]
    assert (
        "Ältere Menschen (40 von 100 Meldungen, 100 von 100 Menschen" in says[1] and says[0] == says[2] == ""
    )
    assert "Frauen" not in whole_city["gruppen-a-2"].says and whole_city["gruppen-a-2"].is_folded
    text = client.get("/uebersicht/raeume/tabelle.csv?planungsraum=planungsraeume/1").content.decode()
    lines = {(row["table"], row["key"]): row for row in csv.DictReader(io.StringIO(text))}
    assert (
        lines["gruppen-s-C", "women"]["kept_back"] == "voices share"
        and lines["gruppen-a-1", "women"]["voices"] == "7"
    )
    page = client.get("/uebersicht/raeume/?planungsraum=planungsraeume/1").content.decode()
    assert page.count('<details class="more folded"') == 2 and "Für wen gesprochen wird" in page


def test_money_is_drawn_against_the_burden_where_there_is_an_index(monkeypatch):
    from_("A", 4)
    reported.measure(organisation(), "sozialraeume/A", {2026: ("1000.10", None)})
    assert "bars" in spaces.page().charts[0].svg
    found = (np.array([1.5, 0.1, -0.5, -1.0]), np.array([3, 1, 1, 0], dtype=np.int8), "2022")
    monkeypatch.setattr(silent, "_burden", lambda *_: found)
    drawn = spaces.page().charts[0]
    assert "scatter" in drawn.svg and len(drawn.rows) == 4
    assert (
        drawn.sentence.startswith("In den stärker belasteten Räumen sind es")
        and "den anderen 0\u00a0€" in drawn.sentence
    )


def test_spaces_count_public_needs_alone():
    mara = manager()
    checking.accept(by=mara, need=need())
    need("Noch ungeprüft.")
    page = spaces.page()
    assert page.grids[1].total.values["needs"] == page.grids[1].total.values["deliberated"] == 1


def test_banks_keep_back_what_few_said_and_count_offers(offices):
    from_("A", 5)
    page = banks.page()
    grids = {grid.key: rows_of(grid) for grid in page.grids}
    assert (
        grids["meldungen"]["Bewohnerschaft"]["voices"] == 10
    )  # nobody of the other banks: nothing to work out
    assert grids["meldungen"]["Politik"]["voices"] is KEPT_BACK
    assert grids["haltungen"]["Politik"] == {"positions": 2, "resistance": 5.5, "strong": 1}
    assert grids["angebote"]["Fachamt"]["offered"] == Decimal("2000.20")


def test_providers_are_told_by_what_they_carry_out():
    office, house = organisation(), organisation("Haus am Anger", "providers")
    year = clock.today().year
    reported.measure(office, "sozialraeume/A", {year: ("10.10", "3.03")}, provider=house)
    reported.measure(office, "sozialraeume/A", {year - 1: ("20.20", "20.20")}, provider=house, state="done")
    for state in ("planned", "paused"):
        reported.measure(office, "sozialraeume/A", {year - 1: ("0.00", None)}, provider=house, state=state)
    told = {row.title: row.values for row in banks.provider_rows(banks.ALL)}["Haus am Anger"]
    assert told["measures"] == sum(told[name] for name in banks.BY_STATE.values())
    assert told == {
        "measures": 4,
        "to_begin": 1,
        "running": 1,
        "paused": 1,
        "ended": 1,
        "abandoned": 0,
        "planned": Decimal("30.30"),
        "spent": Decimal("23.23"),
    }
    assert banks.provider_rows(year)[0].values["measures"] == 1 and banks.provider_rows(year - 7) == ()


def test_a_file_holds_exact_money_and_names_what_is_kept_back(client):
    from_("C", 1)
    reported.measure(organisation(), "sozialraeume/A", {2026: ("1000.10", None)})
    text = client.get("/uebersicht/raeume/tabelle.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"table", "key", "name", "voices", "planned", "kept_back"} <= set(rows[0])
    by_key = {(row["table"], row["key"]): row for row in rows}
    assert by_key["geld", "sozialraeume/A"]["planned"] == "1000.10"
    c = by_key["stimmen", "sozialraeume/C"]
    assert c["voices"] == "" and c["kept_back"].split()[0] == "voices"
    assert client.get("/uebersicht/raeume/tabelle.xlsx").content[:2] == b"PK"
    assert client.get("/uebersicht/raeume/tabelle.doc").status_code == 404


def test_empty_tables_teach(client):
    for path in ("aemter", "raeume", "baenke", "kennzahlen"):
        assert "Noch ist nichts zu zählen" in client.get(f"/uebersicht/{path}/").content.decode(), path


@pytest.mark.parametrize("path", ["aemter", "raeume", "baenke", "kennzahlen"])
def test_as_many_statements_for_many_as_for_few(client, offices, path):
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(f"/uebersicht/{path}/").status_code == 200
        return len(asked)

    from_("A", 3)
    reported.measure(
        offices[0], "sozialraeume/A", {2026: ("1.00", None)}, provider=organisation("Haus", "providers")
    )
    few = statements()
    for i in range(4):
        office = organisation(f"Amt {i}")
        reported.negotiated(
            reported.answered(reported.request(need(), office, days(-9), due=days(9)), days(-2))
        )
        house = organisation(f"Haus {i}", "providers")
        reported.measure(office, "sozialraeume/B", {2026: ("1.00", None)}, provider=house)
        from_("B", 3)
    assert statements() == few <= 16

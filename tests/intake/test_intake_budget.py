"""A municipal budget is read to the cent, every total is proved, and what is wrong is named with its place."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from sozialraum.intake.budget import PLAN, RESULT, Budget, entry_of, read_budget
from sozialraum.intake.recipe import read_recipe
from sozialraum.intake.wording import describe
from sozialraum.recipes import recipe_folder

NAMES = (
    "Innenstadt",
    "Rodenkirchen",
    "Lindenthal",
    "Ehrenfeld",
    "Nippes",
    "Chorweiler",
    "Porz",
    "Kalk",
    "Mülheim",
)
DISTRICTS = {str(number): name for number, name in enumerate(NAMES, 1)}
HEAD = "Produktbereich,Produktbereichsbezeichnung,Teilplan,Teilplanbezeichnung,Teilplanzeile,Ergebnis 2010,Plan 2011\n"


def read(content: str | bytes, name: str = "teilergebnisplan.csv") -> Budget:
    recipe = read_recipe(recipe_folder("koeln"))
    entry = entry_of(recipe, name)
    assert entry is not None
    given = content if isinstance(content, bytes) else content.encode()
    return read_budget(name, given, entry, recipe.dialects[entry.get("dialect", "plain")], DISTRICTS)


def found(budget: Budget) -> list[tuple[str, int | None, str, str, str]]:
    return [(one.kind, one.row, one.column, one.found, one.expected) for one in budget.issues]


@pytest.mark.shared
def test_koeln_by_product(shared: Path) -> None:
    read_ = read((shared / "cities/koeln/budget/teilergebnisplan.csv").read_bytes())
    assert read_.is_sound and len(read_.rows) == 2828
    assert read_.years == ((2010, RESULT), *((year, PLAN) for year in range(2011, 2016)))
    assert len({row.product for row in read_.rows}) == 101
    assert len({row.product_area for row in read_.rows}) == 18
    by = {(row.product, row.line): row for row in read_.rows}
    line = by["0101", "17"]
    assert (line.line_title, line.is_total, line.is_income) == ("ordentliche Aufwendungen", True, False)
    assert line.amounts[2012, PLAN] == Decimal(16222250)
    assert line.product_title == "Politische Gremien, Verwaltungsführung und internationale Angelegenheiten"
    # The plan of the product areas is published too: their sums, added here from the products, must be the same.
    inner = [row.amounts[2012, PLAN] for row in read_.rows if row.product_area == "01" and row.line == "11"]
    assert abs(sum(inner) - Decimal(140745296)) <= len(inner)
    kinds = Counter(one.kind for one in read_.issues)
    assert set(kinds) == {"budget_sum_rounded"}  # by one or two euros, never more
    assert sum(one.count for one in read_.issues) == 54 + 141 + 58 + 2 + 7 + 102


@pytest.mark.shared
def test_koeln_by_district_has_its_results_turned_and_one_name_misspelt(shared: Path) -> None:
    read_ = read(
        (shared / "cities/koeln/budget/bezirke_produktgruppen.csv").read_bytes(), "bezirke_produktgruppen.csv"
    )
    assert read_.is_sound and len(read_.rows) == 1529
    by = {(row.product, row.line, row.district): row.amounts for row in read_.rows}
    assert by["0101", "28", "stadtbezirke/1"][2011, PLAN] == Decimal(-5250)
    assert by["0101", "17", "stadtbezirke/1"][2011, PLAN] == Decimal(5250)
    kinds = Counter(one.kind for one in read_.issues)
    assert not kinds["budget_sum_differs"], [one for one in read_.issues if one.kind == "budget_sum_differs"][
        :5
    ]
    named = next(one for one in read_.issues if one.kind == "budget_district_named")
    assert (named.found, named.expected, named.count) == ("Mühlheim", "Mülheim", 179)
    turned = next(one for one in read_.issues if one.kind == "budget_turned")
    assert turned.count == 319 + 136 * 4 + 6  # every line that holds income, and every result
    assert by["0111", "10", "stadtbezirke/1"][2011, PLAN] == Decimal(5000)  # delivered as -5000
    assert by["0111", "28", "stadtbezirke/1"][2011, PLAN] == Decimal(-1490681)


def test_what_is_wrong_is_named_with_row_column_found_and_expected() -> None:
    rows = [
        "01,A,0101,B,02 - Zuwendungen,10.50,20", "01,A,0101,B,04 - Entgelte,1,",
        "01,A,0101,B,10 = Erträge,14.51,20", "01,A,0101,B,02 - Zuwendungen,1,1", "01,A,0101,B,Personal,1,1",
        "01,A,0101,B,11 - Personal,1.234,zwei", "01,A,0101,B,12 - Kurz",
    ]  # fmt: skip
    budget = read(HEAD + "\n".join(rows) + "\n")
    assert not budget.is_sound
    assert found(budget) == [
        ("budget_amount_missing", 3, "Plan 2011", "", ""),
        ("budget_line_twice", 5, "", "0101 02", "2"),
        ("budget_line_unknown", 6, "Teilplanzeile", "Personal", "10 = …"),
        ("budget_amount_bad", 7, "Ergebnis 2010", "1.234", "1234.56"),
        ("budget_amount_bad", 7, "Plan 2011", "zwei", "1234.56"),
        ("broken_row", 8, "", "5", "7"),
        ("budget_sum_differs", 4, "Ergebnis 2010", "14.51", "11.50"),
    ]
    assert (2011, PLAN) not in budget.rows[1].amounts  # unknown, never zero


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\xff\xfe", "wrong_encoding"), (b"", "budget_column_missing"), (b"a,b\n1,2\n", "budget_column_missing"),
     (HEAD.replace("2010", "x").replace("2011", "y").encode(), "budget_column_missing"),
     (HEAD.encode() + b'"a', "budget_unreadable")],
)  # fmt: skip
def test_a_file_that_is_another_one_is_refused(content: bytes, kind: str) -> None:
    budget = read(content)
    assert not budget.is_sound and [one.kind for one in budget.issues] == [kind]
    assert not re.search(r"\b(the|there|is no|column)\b", " ".join(describe(budget.issues[0], "de")))


def test_an_unknown_district_stays_out() -> None:
    head = "Produktbereich,PB_BEZ,Teilplan,PG_BEZ,Bezirk,Bezeichnung,Teilplanzeile,Plan 2011\n"
    budget = read(head + "01,A,0101,B,17,Nirgends,02 - Zuwendungen,5\n", "bezirke_produktgruppen.csv")
    assert budget.rows == () and found(budget) == [("unknown_space", 2, "Bezirk", "17", "stadtbezirke")]

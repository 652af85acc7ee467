"""The table of figures: order, signs, links and pages."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest
from django.http import QueryDict

from sozialraum.site.tables import figures_table, sort_key
from sozialraum.warehouse.values import State

NAMES = ["Zentrum", "Äußere Neustadt", "Grünau", "Südvorstadt"]


def figures(values, states=None, names=NAMES, **more):
    v = np.array(values, dtype=np.float64)
    s = np.array(states if states is not None else np.where(np.isnan(v), State.UNKNOWN, State.OBSERVED))
    given = {
        "indicator": "unemployment_share", "title": {"de": "Anteil", "en": "Share"}, "unit": "percent", "decimals": 1,
        "edition": SimpleNamespace(key="ortsteile@2000-01-01"), "period": "2022", "group": "total", "values": v,
        "states": s.astype(np.uint8), "lower": v - 1, "upper": v + 1, "names": tuple(names),
        "codes": tuple(f"{i:02d}" for i in range(len(v))),
    } | more  # fmt: skip
    return SimpleNamespace(**given)


def table(*columns, query="", language="de", **more):
    return figures_table(
        columns, caption="Anteil", language=language, query=QueryDict(query), link="/raeume/x/{code}/", **more
    )


def order(html):
    return re.findall(r'<tr data-code="(\d+)"', html)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["00", "01", "02", "03"]),
        ("name", ["01", "02", "03", "00"]),
        ("-name", ["00", "03", "02", "01"]),
        ("0", ["03", "00", "02", "01"]),
        ("-0", ["02", "00", "03", "01"]),
        ("7", ["00", "01", "02", "03"]),
        ("²", ["00", "01", "02", "03"]),
        ("<script>", ["00", "01", "02", "03"]),
    ],
)
def test_the_order_is_the_one_asked_for_and_missing_values_come_last(sort, expected):
    assert order(table(figures([5, np.nan, 9, 1]), query=f"sort={sort}")) == expected


def test_names_are_ordered_as_in_a_dictionary():
    assert sorted(["Zoo", "Ärzte", "Asse", "Aß", "az"], key=sort_key) == ["Ärzte", "Aß", "Asse", "az", "Zoo"]


def test_heads_sort_and_keep_the_rest_of_the_query():
    html = table(figures([1, 2, 3, 4]), query="jahr=2022&sort=-0")
    assert 'aria-sort="descending"><a href="?jahr=2022&amp;sort=0">Anteil (%)' in html
    assert '<a href="?jahr=2022&amp;sort=name">Name' in html
    assert html.count("aria-sort") == 1


def test_cells_hold_numbers_that_explain_themselves():
    html = table(figures([1.25, 2, 3, 4]))
    assert (
        '<a class="figure" href="/werte/unemployment_share/ortsteile@2000-01-01/00/2022/total/">1,2</a>'
        in html
    )
    assert '<th scope="row"><a href="/raeume/x/02/">Grünau</a></th>' in html
    english = table(figures([1234.5, 2, 3, 4]), language="en")
    assert ">1,234.5</a>" in english
    assert 'href="/en/raeume/x/02/"' in english


def test_signs_are_seen_heard_and_explained_below():
    html = table(
        figures([np.nan, np.nan, 0, 4], [State.SECRET, State.UNKNOWN, State.EXACT_ZERO, State.PROVISIONAL])
    )
    assert html.count("geheim gehalten") == 2
    assert re.search(r"<dt>·</dt><dd>geheim gehalten</dd>", html)
    assert re.search(r"<dt>–</dt><dd>genau null</dd>", html)
    assert re.search(r"<dt>p</dt><dd>vorläufig</dd>", html)
    assert "0,0" not in html


def test_a_missing_number_under_a_plain_state_is_unknown():
    assert "unbekannt" in table(figures([np.nan, 1, 2, 3], [State.OBSERVED] * 4))


def test_intervals_and_words_stand_beside():
    html = table(
        figures([5, np.nan, 9, 1]), labels=[("Bezirk", ["Mitte", "Nord", "Mitte", "<b>"])], interval=True
    )
    assert '<td class="is-quiet">4,0 bis 6,0</td>' in html
    assert '<td class="is-quiet"></td>' in html
    assert "&lt;b&gt;" in html
    assert order(table(figures([5, 6, 9, 1]), labels=[("Bezirk", ["d", "c", "b", "a"])], query="sort=0")) == [
        "03", "02", "01", "00",
    ]  # fmt: skip


def test_several_indicators_stand_side_by_side():
    html = table(figures([1, 2, 3, 4]), ("Zweiter", figures([4, 3, 2, 1], unit="persons")), query="sort=-1")
    assert order(html) == ["00", "01", "02", "03"]
    assert ">Zweiter<" in html


def test_a_long_table_is_leafed_through_in_its_order():
    many = figures(np.arange(1200.0), names=[f"Block {i}" for i in range(1200)])
    first = table(many, query="sort=-0")
    assert len(order(first)) == 500
    assert order(first)[0] == "1199"
    assert 'href="?sort=-0&amp;seite=2"' in first
    assert order(table(many, query="sort=-0&seite=3"))[-1] == "00"
    assert len(order(table(many, query="seite=unsinn"))) == 500


def test_the_selected_space_is_marked():
    assert 'data-code="02" class="is-selected" aria-current="true"' in table(
        figures([1, 2, 3, 4]), selected="02"
    )


def test_names_from_outside_are_escaped():
    html = table(figures([1.0], names=["<script>alert(1)</script>"]))
    assert "<script>" not in html

"""The parts of pages: what they show, what they say, and that words from outside stay words."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from sozialraum import charts
from sozialraum.warehouse.values import State


def render(
    source: str, path: str = "/karte/?jahr=2022&sort=name", language: str = "de", **context: object
) -> str:
    request = RequestFactory().get(path)
    with translation.override(language):
        return Template("{% load components %}" + source).render(Context({"request": request, **context}))


OF = SimpleNamespace(
    unit="percent", decimals=1, indicator="unemployment_share", edition=SimpleNamespace(key="ortsteile@2000-01-01"),
    period="2022", group="total",
)  # fmt: skip


def test_a_figure_leads_to_its_explanation():
    row = SimpleNamespace(value=11.42, state=State.OBSERVED, code="07")
    html = render("{% figure row of=of %}", row=row, of=OF)
    assert 'href="/werte/unemployment_share/ortsteile@2000-01-01/07/2022/total/"' in html
    assert "11,4\u202f%" in html
    assert "11.4\u202f%" in render("{% figure row of=of %}", language="en", row=row, of=OF)
    assert "<a" not in render("{% figure row of=of link=False %}", row=row, of=OF)


def test_a_figure_without_its_place_is_no_link():
    html = render("{% figure row of=of %}", row=SimpleNamespace(value=1.0, state=0), of=OF)
    assert "href" not in html


@pytest.mark.parametrize(
    ("state", "sign", "heard"),
    [
        (State.SECRET, "·", "geheim gehalten"),
        (State.UNKNOWN, "k.\u202fA.", "unbekannt"),
        (State.LATER, "…", "kommt später"),
    ],
)
def test_a_missing_value_is_seen_heard_and_explained(state, sign, heard):
    html = render(
        "{% figure row of=of %}", row=SimpleNamespace(value=math.nan, state=state, code="07"), of=OF
    )
    assert f'<span aria-hidden="true">{sign}</span>' in html
    assert f'<span class="kern-sr-only">{heard}</span>' in html
    assert "title=" in html
    assert ">0" not in html


def test_words_from_outside_stay_words():
    evil = '<img src=x onerror="1">'
    for source in (
        '{% figure_value 1 unit="percent" name=evil href=evil %}',
        '{% notice "info" title=evil %}{{ evil }}{% endnotice %}',
        "{% empty evil %}{{ evil }}{% endempty %}",
        '{% filter_select name="x" label=evil options=options selected=evil %}',
        "{% breadcrumb trail %}",
        "{% tabs items %}",
        "{% downloads files %}",
        "{% gap_card card %}",
        "{% definition_card card href=evil %}",
    ):
        html = render(
            source, evil=evil, options=[(evil, evil)], trail=[(evil, evil), (evil, None)], items=[(evil, evil, True)],
            files=[(evil, evil, evil)], card={"title": {"de": evil}, "explanation": evil, "gap_question": evil},
        )  # fmt: skip
        assert "<img src=x" not in html, source
        assert "&lt;img" in html, source


def test_content_of_a_block_is_not_escaped_twice():
    assert "<p>Neue Grenzen & mehr</p>" in render(
        '{% notice "warning" %}<p>Neue Grenzen & mehr</p>{% endnotice %}'
    )


def test_a_notice_of_an_unknown_kind_raises():
    with pytest.raises(TemplateSyntaxError, match="none of"):
        render('{% notice "blink" %}x{% endnotice %}')


def test_texts_fall_back_to_german():
    table = {"de": "Arbeit", "en": "Work"}
    assert render("{{ t|text }}", t=table) == "Arbeit"
    assert render("{{ t|text }}", language="en", t=table) == "Work"
    assert render("{% text t %}", language="en", t={"de": "Arbeit"}) == "Arbeit"
    assert render("{% text t %}", t=None) == ""


def test_addresses_follow_the_language():
    assert render('{% path "/karte/" %}') == "/karte/"
    assert render('{% path "/karte/" %}', language="en") == "/en/karte/"


def test_a_query_is_changed_and_the_rest_kept():
    assert render('{% query jahr="2021" sort=None %}') == "?jahr=2021"
    assert render('{% query gruppe="women" %}') == "?jahr=2022&amp;sort=name&amp;gruppe=women"


def test_the_pager_keeps_the_query_and_is_silent_on_one_page():
    html = render("{% pager page %}", page=Paginator(range(200), 10).get_page(4))
    assert 'href="?jahr=2022&amp;sort=name&amp;seite=5"' in html
    assert html.count('aria-current="page"') == 1
    assert render("{% pager page %}", page=Paginator(range(5), 10).get_page(1)) == ""


def test_choices_mark_the_chosen_one_and_may_be_grouped():
    html = render(
        '{% filter_select name="jahr" label="Jahr" options=options selected=2021 %}',
        options=[("2022", "2022"), ("2021", "2021"), ("früher", [("1999", "1999")])],
    )
    assert html.count(" selected") == 1
    assert '<option value="2021" selected>' in html
    assert '<optgroup label="früher"><option value="1999">' in html
    assert 'for="wahl-jahr"' in html


def test_a_form_carries_along_what_it_is_told_to():
    html = render('{% filter_form keep="sort fehlt" %}x{% endfilter_form %}')
    assert '<input type="hidden" name="sort" value="name">' in html
    assert "fehlt" not in html


def test_what_few_ask_for_is_folded_away_until_somebody_did():
    assert "<details" in render('{% filter_more "amt art" %}x{% endfilter_more %}')
    assert " open>" not in render('{% filter_more "amt art" %}x{% endfilter_more %}')
    assert " open>" in render('{% filter_more "amt sort" %}x{% endfilter_more %}')


def test_a_chart_stands_with_sentence_and_table():
    chart = charts.trend(["2021", "2022"], [1.0, 2.0], title="Anteil", unit="percent", decimals=1)
    html = render("{% chart c %}", c=chart)
    assert "<svg" in html
    assert "stieg der Wert" in html
    assert '<th scope="row">2022</th><td>2,0' in html
    assert "<svg" in render("{{ c }}", c=chart)
    assert "<details" not in render("{% chart c table=False %}", c=chart)


def test_a_gap_asks_its_question():
    card = {"title": {"de": "Ernährung"}, "gap_question": {"de": "Wer weiß das?"}}
    assert "Wer weiß das?" in render("{% gap_card d %}", d=card)

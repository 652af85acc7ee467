"""Head and foot of every page: language, navigation, the data version, and pages for what went wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from sozialraum.site import context
from sozialraum.site.links import figure_address, in_language
from sozialraum.site.navigation import EFFECTS, SITUATION, STAGES, place

SITE = Path(context.__file__).parent


def rendered(template: str, path: str = "/", language: str = "de", **extra: object) -> str:
    request = RequestFactory().get(path)
    with translation.override(language):
        return render_to_string(template, {**context.page(request), "request": request, **extra})


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("/", "/en/"),
        ("/karte/?jahr=2022", "/en/karte/?jahr=2022"),
        ("/energie/", "/en/energie/"),
        ("/?q=1", "/en/?q=1"),
    ],
)
def test_every_page_has_an_address_in_the_other_language(german, english):
    assert in_language(german, "en") == in_language(english, "en") == english
    assert in_language(german, "de") == in_language(english, "de") == german


@given(st.text(alphabet="abcen/?=-&", max_size=20).map(lambda s: "/" + s.lstrip("/")))
def test_there_and_back_is_the_same_page(path):
    german = in_language(path, "de")
    assume(german == in_language(german, "de"))  # no German page lies below /en
    assert in_language(in_language(german, "en"), "de") == german


def test_the_address_of_a_figure_holds_any_code():
    assert (
        figure_address("x", "a@2000-01-01", "1/ä", "2022", "total", "en")
        == "/en/werte/x/a@2000-01-01/1%2F%C3%A4/2022/total/"
    )


@pytest.mark.parametrize("path", ["/raeume/ortsteile/07/", "/karte/", "/werte/a/b/c/d/e/"])
def test_pages_of_the_situation_stand_under_it(path):
    assert place(path, STAGES) == "/karte/"
    html = rendered("404.html", path)
    assert html.count('aria-current="true"') >= 2


def test_a_section_is_marked_in_either_language():
    html = rendered("404.html", "/en/stadt/", "en")
    assert '<a href="/en/stadt/" aria-current="true">City as a whole</a>' in html
    assert place("/impressum/", SITUATION) == ""
    assert place("/wirkung/lebensbedingungen/", EFFECTS) == "/wirkung/lebensbedingungen/"
    assert place("/wirkung/massnahmen/3/", EFFECTS) == "/wirkung/"


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_stage_says_who_acts_who_is_consulted_and_who_decides(language):
    prefix = "/en" if language == "en" else ""
    html = rendered("site/cycle.html", f"{prefix}/planungskreislauf/", language)
    with translation.override(language):
        for stage in STAGES:
            part = html.partition(f'id="{stage.anchor}"')[2].partition("</li>")[0]
            assert str(stage.who) in part
            assert all(f'href="{prefix}{one.path}"' in part for one in (stage, *stage.further))
            assert stage.further


def test_an_invented_city_says_so_and_a_real_one_does_not():
    assert "ist erfunden" in rendered("404.html", city={"name": "Musterstadt", "demonstration": True})
    assert "ist erfunden" not in rendered("404.html", city={"name": "Leipzig", "demonstration": False})


def test_the_switch_keeps_page_and_query():
    assert 'href="/en/karte/?jahr=2022&amp;gruppe=women"' in rendered(
        "404.html", "/karte/?jahr=2022&gruppe=women"
    )


@pytest.mark.parametrize("code", ["400", "403", "404", "429"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_went_wrong_is_said_in_plain_words(code, language):
    html = rendered(f"{code}.html", "/x/", language)
    assert f'<html lang="{language}">' in html
    assert html.count("<h1>") == 1
    assert len(re.findall(r'<p class="lead">[^<]{40,}', html)) == 1


def test_the_page_for_a_broken_server_needs_nothing():
    html = render_to_string("500.html")
    assert "{" not in html
    assert "Something went wrong" in html


def test_no_template_writes_script_or_style_into_the_page():
    for template in SITE.glob("templates/**/*.html"):
        text = template.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), template
        assert not re.search(r"\s(style|on[a-z]+)=", text), template
        assert "<style" not in text, template


def test_no_page_names_a_foreign_host():
    own = [
        p for kind in ("templates/**/*.html", "static/css/*.css", "static/js/*.js") for p in SITE.glob(kind)
    ]
    assert len(own) > 20
    for path in own:
        found = re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", path.read_text("utf-8"))
        assert found == [], path


def test_every_word_of_the_site_has_its_english():
    entries = re.findall(
        r'msgid "(.+)"\nmsgstr "(.*)"', (SITE / "locale/en/LC_MESSAGES/django.po").read_text("utf-8")
    )
    translated = {german for german, english in entries if english}
    assert [german for german, english in entries if not english] == []
    used = set()
    for template in SITE.glob("templates/**/*.html"):
        text = template.read_text("utf-8")
        used |= {a or b for a, b in re.findall(r"""\{% translate (?:"([^"]+)"|'([^']+)') %\}""", text)}
    assert used - translated == set()

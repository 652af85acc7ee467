"""The pages about methods: each can be read, in both languages, and names what it makes."""

from __future__ import annotations

import html
import re

import pytest

from sozialraum import documents
from sozialraum.planning.statistics.method_list import BY_KEY, METHODS
from sozialraum.warehouse.city import City
from worlds import monitored
from worlds.served import published_city, serve

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(("prefix", "language"), [("", "de"), ("/en", "en")])
def test_all_methods_are_listed_each_in_a_sentence(client, published, prefix, language):
    page = html.unescape(text(client.get(f"{prefix}/methoden/")))
    for method in METHODS:
        assert f'href="{prefix}/methoden/{method.key}/"' in page
        assert method.title[language] in page


@pytest.mark.parametrize("key", sorted({*BY_KEY, *documents.method_keys()}))
@pytest.mark.parametrize(("prefix", "language"), [("", "de"), ("/en", "en")])
def test_each_method_has_a_page_with_its_text(client, published, key, prefix, language):
    answer = client.get(f"{prefix}/methoden/{key}/")
    page = text(answer)
    assert answer.status_code == 200
    assert page.count("<h1>") == 1
    document = documents.method_text(key, language)
    headings = re.findall(r"^## +(.+)$", document, re.MULTILINE)
    assert all(h.split("`")[0].strip("* ") in page for h in headings)
    assert "](" not in re.sub(r"<pre.*?</pre>", "", page, flags=re.S)
    assert document or BY_KEY[key].proved[language].split(":")[0] in page


def test_texts_exist_in_both_languages_or_in_none():
    folder = documents.methods_folder()
    assert {p.name[:-6] for p in folder.glob("*.de.md")} == {p.name[:-6] for p in folder.glob("*.en.md")}


def test_every_method_of_the_list_is_a_module():
    from importlib.util import find_spec

    for key in BY_KEY:
        places = [f"sozialraum.methods.{key}", f"sozialraum.warehouse.{key}"]
        assert any(find_spec(place) for place in places), key


def test_a_method_names_the_indicators_it_makes(client, tmp_path, monkeypatch):
    serve(monkeypatch, published_city(tmp_path, monitored.delivery()))
    made = {
        key: [path for _title, path in client.get(f"/methoden/{key}/").context["indicators"]]
        for key in ("social_monitoring", "shares", "deprivation")
    }
    assert made["social_monitoring"] == [
        f"/kennzahlen/{k}/"
        for k in ("social_monitoring", "social_monitoring_dynamics", "social_monitoring_fixed")
    ]
    assert "/kennzahlen/unemployment_share/" in made["shares"]
    assert made["deprivation"] == []


@pytest.mark.parametrize("key", ["gibt-es-nicht", "README", "..%2f..%2fREADME", "shares.de"])
def test_an_unknown_method_is_not_found(client, published, key):
    assert client.get(f"/methoden/{key}/").status_code == 404


def test_methods_can_be_read_before_there_are_figures(client, tmp_path, monkeypatch):
    serve(monkeypatch, City(tmp_path))
    assert client.get("/methoden/").status_code == 200
    assert client.get("/methoden/shares/").context["indicators"] == []


def test_a_link_between_texts_leads_to_the_page(client, published, monkeypatch):
    from sozialraum.planning.statistics.queries import methods

    linked = "# X\n\nSiehe [Anteile](shares.de.md) und [z](./zscores.en.md#a)."
    monkeypatch.setattr(documents, "method_text", lambda key, language: linked)
    methods._method.cache_clear()
    try:
        assert '<a href="/methoden/shares/">Anteile</a> und <a href="/methoden/zscores/">z</a>' in text(
            client.get("/methoden/shares/")
        )
        assert '<a href="/en/methoden/shares/">' in text(client.get("/en/methoden/shares/"))
    finally:
        methods._method.cache_clear()


def test_a_wheel_takes_the_texts_along():
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["docs/methods"] == f"sozialraum/{documents.INSIDE}"

"""Finding things by what people type, and by where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.planning.situation.queries.search import coordinate, similar, slips
from worlds import grid, monitored
from worlds.served import named, published_city, serve

pytestmark = pytest.mark.django_db
NAMES = [
    "Grünau-Mitte", "Grünau-Ost", "Schönefeld-Abtnaundorf", "Neustadt-Neuschönefeld", "Südvorstadt",
    "Großzschocher", "Althen-Kleinpösna", "Lützschena-Stahmeln", "Zentrum",
]  # fmt: skip
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=14)


def text(answer):
    return answer.content.decode()


def titles(answer, kind: str = "space") -> list[str]:
    found = [entry for _title, entries, _more in answer.context["results"] for entry in entries]
    return [entry.title for entry in found if entry.kind == kind]


@pytest.fixture
def leipzig_like(tmp_path, monkeypatch):
    return serve(monkeypatch, published_city(tmp_path, named(monitored.delivery(), NAMES))).current()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("grunau", ["Grünau-Mitte", "Grünau-Ost"]),
        ("Gruenau", ["Grünau-Mitte", "Grünau-Ost"]),
        ("GRÜNAU ost", ["Grünau-Ost"]),
        ("gr", ["Großzschocher", "Grünau-Mitte", "Grünau-Ost"]),
        ("Schoenefeld", ["Schönefeld-Abtnaundorf", "Neustadt-Neuschönefeld"]),
        ("schonefeld", ["Schönefeld-Abtnaundorf", "Neustadt-Neuschönefeld"]),
        ("Schöenfeld", ["Schönefeld-Abtnaundorf"]),
        ("grosszschocher", ["Großzschocher"]),
        ("Grosschocher", ["Großzschocher"]),
        ("suedvorstdat", ["Südvorstadt"]),
        ("Luetzschena", ["Lützschena-Stahmeln"]),
        ("kleinposna", ["Althen-Kleinpösna"]),
    ],
)
def test_spaces_are_found_as_people_type_them(client, leipzig_like, typed, found):
    assert titles(client.get("/suche/", {"q": typed})) == found


def test_a_whole_name_comes_first_and_a_number_is_enough(client, leipzig_like):
    assert titles(client.get("/suche/", {"q": "Zentrum"}))[0] == "Zentrum"
    assert "Großzschocher" in titles(client.get("/suche/", {"q": "6"}))


def test_indicators_and_methods_are_found_in_both_languages(client, leipzig_like):
    for prefix, words in (("", "arbeitslos"), ("", "unemployment"), ("/en", "unemployment")):
        answer = client.get(f"{prefix}/suche/", {"q": words})
        assert f'href="{prefix}/kennzahlen/unemployment_share/"' in text(answer)
    assert 'href="/methoden/local_moran/"' in text(client.get("/suche/", {"q": "moran"}))
    assert 'href="/kennzahlen/social_monitoring/"' in text(client.get("/suche/", {"q": "soziale lage"}))


def test_a_space_of_earlier_boundaries_is_found_only_where_it_differs(client, published):
    answer = client.get("/suche/?q=Raum")
    assert titles(answer)[:4] == ["Raum A", "Raum B", "Raum C", "Raum D"]


def test_nothing_found_teaches_what_can_be_found(client, published):
    page = text(client.get("/suche/?q=xyzzyx"))
    assert "Nichts gefunden" in page and "/karte/" in page and "Straßen" in page


def test_without_a_question_all_spaces_are_listed_by_planning_area(client, published):
    page = text(client.get("/suche/")).partition('class="directory"')[2]
    assert page.index("Ost</a>") < page.index("Raum B") < page.index("West</a>") < page.index("Raum A")
    assert 'href="/planungsraeume/2/"' in page


def test_what_was_typed_is_shown_as_text(client, published):
    page = text(client.get("/suche/", {"q": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "x" * 5000, "q=%F0%9F%98%80", "q=%25%25", "q=a&q=b", "seite=x"]
)
def test_odd_questions_are_answered(client, published, query):
    assert client.get(f"/suche/?{query}").status_code == 200


# -- by place ---------------------------------------------------------------------------------------------------


def test_a_place_leads_to_the_spaces_it_lies_in(client, published):
    middle = grid.square(2, 1).centroid  # the block that went from B to D
    answer = client.get("/suche/", {"lat": f"{middle.y:.5f}", "lon": f"{middle.x:.5f}".replace(".", ",")})
    assert [(s.name, s.path) for s in answer.context["spaces_here"]] == [
        ("Raum D", "/raeume/sozialraeume/D/"), ("Ost", "/planungsraeume/2/"),
    ]  # fmt: skip


def test_a_place_outside_of_the_city_is_said_to_be(client, published):
    assert "liegt nicht in der Stadt" in text(client.get("/suche/?lat=40&lon=3"))


@pytest.mark.parametrize(
    "query", ["lat=x&lon=1", "lat=51", "lon=12", "lat=91&lon=12", "lat=nan&lon=nan", "lat=inf&lon=1"]
)
def test_no_place_is_said_to_be_none(client, published, query):
    answer = client.get(f"/suche/?{query}")
    assert answer.status_code == 200
    assert "verstehen wir nicht" in text(answer)


def test_coordinates_are_degrees():
    assert coordinate(" 51,34 ", 90) == 51.34
    assert coordinate("-180", 180) == -180
    assert coordinate("90.1", 90) is None
    assert coordinate("nan", 90) is None


# -- slips ------------------------------------------------------------------------------------------------------


@given(WORDS, st.data())
def test_one_slip_never_hides_a_word(word, data):
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcxyz"))
    wrong = data.draw(
        st.sampled_from([
            word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ])
    )  # fmt: skip
    assert similar(wrong, word)


@given(WORDS)
def test_the_beginning_of_a_word_needs_no_slip(word):
    assert slips(word[:4], word, 1) == 0


def test_words_that_differ_more_are_others():
    assert not similar("grunau", "gohlis")
    assert not similar("zentrum", "sudvorstadt")
    assert slips("abcd", "wxyz", 1) == 2

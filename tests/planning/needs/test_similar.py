"""Needs that mean the same are found and explained; nobody is shown what isn't theirs to see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from sozialraum.planning.needs.actions import bundling, checking, contributing
from sozialraum.planning.needs.actions.vocabulary import count_words
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.similar import likely, similar
from worlds.voices import AREA, EDITION, SPACE, Place, manager, need, said

pytestmark = pytest.mark.django_db
ELSEWHERE = Place("space", EDITION, "sozialraeume/D", "planungsraeume/2")
LATITUDE, A_HUNDRED_METRES = 51.0, 100 / 111_195


def at(metres: float, space: str = SPACE) -> Place:
    """A point so many metres north of a first one."""
    return Place("point", EDITION, space, AREA, 11.0, LATITUDE + metres * A_HUNDRED_METRES / 100)


def public(one: Need) -> Need:
    checking.accept(by=manager(one.planning_area, f"Mo {one.planning_area}"), need=one)
    one.refresh_from_db()
    return one


def titles(one: Need, **options: object) -> list[str]:
    return [found.need.title for found in similar(one, **options)]


def test_the_one_with_the_rare_words_comes_first_and_says_why(published):
    for i in range(6):
        need(f"Hier fehlt eine Bank vor Haus {i}.")
    same = public(need("Der Trinkbrunnen ist kaputt.", place=at(0), dimensions=("mobility",)))
    other = need("Es fehlt ein Trinkbrunnen.", place=at(120), dimensions=("mobility", "health"))
    count_words()
    first = similar(other)[0]
    assert first.need == same and 0 < first.score < 1
    assert first.reasons == (
        "gemeinsame Wörter: Trinkbrunnen", "120 m entfernt", "gleiche Lebenslage: Mobilität", "derselbe Sozialraum",
    )  # fmt: skip
    with override("en"):
        assert len(similar(other)[0].reasons) == 4


def test_before_anybody_counted_rare_words_are_rare_all_the_same():
    for i in range(6):
        need(f"Hier fehlt eine Bank vor Haus {i}.")
    same = need("Ein Trinkbrunnen wäre gut.")
    assert similar(need("Hier fehlt ein Trinkbrunnen."))[0].need == same


def test_words_of_the_same_stem_are_the_same():
    need("Hier fehlt ein Zebrastreifen.")
    playground = need("Ein Spielplatz für alle")
    assert titles(need("Wir brauchen Spielplätze.")) == [playground.title]


def test_what_is_not_checked_is_shown_in_its_planning_area_only():
    here, there = need("Der Trinkbrunnen ist kaputt."), need("Der Trinkbrunnen ist kaputt.", place=ELSEWHERE)
    assert titles(need("Der Trinkbrunnen ist kaputt.")) == [here.title]
    public(there)
    asking = need("Ein Trinkbrunnen ist kaputt.")
    assert {found.need.pk for found in similar(asking)} >= {here.pk, there.pk}
    assert [found.need.pk for found in similar(asking, public_only=True)] == [there.pk]


def test_what_has_ended_is_not_proposed():
    one = need("Der Trinkbrunnen ist kaputt.")
    checking.give_back(by=manager(), need=one, reason="Es fehlt der Ort.")
    receipt = said("Der Trinkbrunnen ist kaputt.")
    contributing.withdraw(by=None, contribution=receipt.contribution)
    assert titles(need("Der Trinkbrunnen ist kaputt.")) == []


def test_what_anybody_says_and_a_cut_title_make_nothing_alike(published):
    long = "Seit Jahren wünschen wir uns hier, dass wir nachts schlafen können und die Züge langsamer fahren, bitte."
    one, other = need(long), need("Seit Jahren immer viel zu wenig!")
    assert one.title.endswith("…")
    same = need("Die Züge fahren nachts, wir schlafen schlecht.")
    (found,) = similar(one)
    assert (found.need, found.place) == (same, "Raum A") and other.pk
    words = found.reasons[0].removeprefix("gemeinsame Wörter: ").split(", ")
    assert set(words) == {"nachts", "schlafen", "Züge", "fahren"}


def test_many_are_asked_of_at_once_with_the_same_answer():
    texts = [
        "Der Trinkbrunnen ist kaputt.",
        "Ein Trinkbrunnen läuft nicht.",
        "Die Ampel blinkt.",
        "Ein Chor singt.",
    ]
    made = [need(text, place=at(900 * i)) for i, text in enumerate(texts)]
    with CaptureQueriesContext(connection) as caught:
        counts = likely(made, 5)
    assert len(caught) <= 5
    assert counts == {one.pk: sum(found.is_likely for found in similar(one, 5)) for one in made}
    assert counts[made[0].pk] == 1


def test_one_voice_of_many_is_enough():
    boss = manager()
    big = need("Der Platz ist zu laut.")
    texts = (
        "Abends wird gefeiert, niemand schläft.",
        "Der Trinkbrunnen ist kaputt.",
        "Müll liegt überall herum, wie schade.",
        "Lastwagen fahren durch die Gasse, immer morgens.",
    )
    for text in texts:
        bundling.merge(by=boss, need=need(text), into=big, reason="Alles meint den Platz.")
    small = need("Der Brunnen tropft und der Abfluss ist verstopft.")
    asking = need("Der Trinkbrunnen ist kaputt.")
    found = {one.need.pk: one.score for one in similar(asking)}
    assert found[big.pk] > 0.6 and small.pk not in {k for k, score in found.items() if score >= found[big.pk]}


def test_what_lies_near_is_looked_at_without_a_word_in_common():
    near = need("Die Ampel schaltet zu schnell.", place=at(60), dimensions=("mobility",))
    need("Kein Café weit und breit", place=at(900))
    asking = need("Kinder kommen nicht hinüber.", place=at(0), dimensions=("mobility",))
    found = similar(asking)
    assert [one.need.pk for one in found] == [near.pk]
    assert found[0].reasons[0] == "60 m entfernt"


def test_everybody_is_told_distances_only_roughly():
    public(need("Der Trinkbrunnen ist kaputt.", place=at(0)))
    asking = need("Der Trinkbrunnen läuft nicht.", place=at(33))
    assert "30 m entfernt" in similar(asking)[0].reasons
    assert "etwa 100 m entfernt" in similar(asking, public_only=True)[0].reasons


def test_a_need_without_words_or_place_has_nobody_like_it():
    need("Der Trinkbrunnen ist kaputt.")
    assert similar(need("??")) == []


def test_as_many_as_asked_for_with_the_same_number_of_statements():
    def statements(one: Need) -> int:
        with CaptureQueriesContext(connection) as caught:
            similar(one)
        return len(caught)

    asking = need("Der Trinkbrunnen ist kaputt.", place=at(0), dimensions=("mobility",))
    for i in range(4):
        need(f"Der Trinkbrunnen {i} ist kaputt.", place=at(10 * i), dimensions=("mobility",))
    count_words()
    before = statements(asking)
    for i in range(20):
        need(f"Der Trinkbrunnen {i} ist kaputt.", place=at(10 * i), dimensions=("mobility",))
    assert statements(asking) == before <= 6
    assert len(similar(asking)) == 8 and len(similar(asking, 3)) == 3
    scores = [one.score for one in similar(asking)]
    assert scores == sorted(scores, reverse=True)

"""Words find needs: by stem, as parts of compounds, by number, in spite of typing errors; the vocabulary is kept."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.needs.actions import checking, contributing
from sozialraum.planning.needs.actions.vocabulary import count_words
from sozialraum.planning.needs.models import Need, Word
from sozialraum.planning.needs.queries import compounds
from sozialraum.planning.needs.queries.search import narrowed
from sozialraum.planning.needs.queries.spelling import edits, trigrams, words_of
from worlds.voices import manager, need, said

TEXTS = {
    "playground": "Der Wasserspielplatz am Anger ist kaputt.",
    "benches": "Auf dem Spielplatz fehlen Bänke für ältere Leute.",
    "stop": "Die Haltestelle hat kein Dach. Im Regen wird man nass.",
    "light": "Die Beleuchtung in der Lindenstraße ist ausgefallen.",
    "care": "Kinder brauchen nachmittags eine gute Betreuung.",
    "tenants": "Die Mieterberatung hat geschlossen.",
}


@pytest.fixture
def needs(db, django_capture_on_commit_callbacks) -> dict[str, Need]:
    with django_capture_on_commit_callbacks(execute=True):
        return {name: need(text) for name, text in TEXTS.items()}


def found(needs: dict[str, Need], typed: str) -> list[str]:
    names = {one.pk: name for name, one in needs.items()}
    return sorted(names[one.pk] for one in narrowed(Need.objects.all(), typed)[0])


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Bank", ["benches"]),  # Bänke
        ("kaputte", ["playground"]),
        ("SPIELPLÄTZE", ["benches", "playground"]),  # stands in Wasserspielplatz
        ("Spielplaetze", ["benches", "playground"]),
        ("Kinderspielplatz", ["benches"]),  # is a kind of Spielplatz
        ("Bushaltestelle", ["stop"]),
        ("Kinderbetreuung", ["care"]),
        ("Beratung", ["tenants"]),
        ("Lindenstrasse", ["light"]),
        ("spielpl", ["benches", "playground"]),  # still being typed
        ("beleuchtun", ["light"]),  # whose stem is shorter than what is typed
        ("Haltestelle Dach", ["stop"]),
        ("Dach oder Bank", ["benches", "stop"]),
        ("Spielplatz -Wasserspielplatz", ["benches"]),
        ('"kein Dach"', ["stop"]),
        ('"Dach Haltestelle"', []),
        ("„kein Dach“", ["stop"]),
        ("Lichtstraße", []),  # a name: neither light nor streets
    ],
)
def test_finds(needs, typed, names):
    assert found(needs, typed) == names
    assert narrowed(Need.objects.all(), typed)[1] == ""


@pytest.mark.parametrize(
    ("typed", "right", "names"),
    [
        ("Spielpaltz", "Spielplatz", ["benches", "playground"]),
        ("haltestlle", "haltestelle", ["stop"]),
        ("Beleuchtng Lindenstraße", "Beleuchtung Lindenstraße", ["light"]),
        ("Beleuhctung Lidnenstraße", "Beleuchtung Lindenstraße", ["light"]),
        ("Mietreberatung", "Mieterberatung", ["tenants"]),
        ("Betreung -Regen", "Betreuung -Regen", ["care"]),
    ],
)
def test_typing_errors_are_taken_back_and_said(needs, typed, right, names):
    shown, corrected, _any = narrowed(Need.objects.all(), typed)
    assert corrected == right
    assert found(needs, typed) == names
    assert shown.count() == len(names)


@pytest.mark.parametrize("typed", ["xyzzyqwert", "Dchs", "Regal", "Nax"])
def test_what_is_no_typing_error_finds_nothing_and_is_not_replaced(needs, typed):
    shown, corrected, _any = narrowed(Need.objects.all(), typed)
    assert (list(shown), corrected) == ([], "")


def test_a_number_is_the_need_of_this_number(needs):
    one = needs["light"]
    for typed in (f"B-{one.pk}", f" b {one.pk} ", f"B{one.pk}", f"b–{one.pk}"):
        assert list(narrowed(Need.objects.all(), typed)[0]) == [one]
    assert list(narrowed(Need.objects.all(), "B-999999999999")[0]) == []


def test_a_number_alone_is_the_need_and_what_speaks_of_it(needs):
    one, other = needs["light"], need(f"Bei Nummer {needs['light'].pk} fehlt ein Geländer.")
    assert list(narrowed(Need.objects.all(), str(one.pk))[0]) == [one, other]
    assert list(narrowed(Need.objects.all(), "999999999999")[0]) == []


def test_all_words_or_where_they_never_stand_together_any(needs):
    shown, corrected, is_any = narrowed(Need.objects.all(), "Haltestelle Bank Dach")
    assert list(shown) == [needs["stop"], needs["benches"]] and is_any and corrected == ""
    assert not narrowed(Need.objects.all(), "Haltestelle Dach").is_any
    shown, corrected, is_any = narrowed(Need.objects.all(), "Haltestlle Mieterberatung -Bank")
    assert set(shown) == {needs["stop"], needs["tenants"]} and is_any
    assert corrected == "Haltestelle Mieterberatung -Bank"
    assert found(needs, "Haltestelle Bank -Regen") == ["benches"]


def test_what_holds_both_parts_of_a_compound_comes_first(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        way = need("Der Weg zur Schule ist dunkel.")
        ways = need("Alle Wege zu den Schulen sind schlecht.")
        exact = need("Auf dem Schulweg rasen Autos.")
        meal = need("Warmes Essen in der Schule, auch wegen der Kleinen")
    shown, corrected, is_any = narrowed(Need.objects.all(), "Schulweg")
    assert list(shown) == [exact, ways, way, meal] and (corrected, is_any) == ("", False)
    shown, corrected, _any = narrowed(Need.objects.exclude(pk=exact.pk), "Schulweg")
    assert list(shown) == [ways, way, meal] and corrected == ""


@pytest.mark.parametrize("typed", ["", "   ", "der", "!!!", "-", '""', "- -", "oder"])
def test_what_holds_no_word_narrows_nothing(needs, typed):
    shown, corrected, _any = narrowed(Need.objects.all(), typed)
    assert corrected == "" and (shown.count() == len(TEXTS) or typed == "der")


@pytest.mark.parametrize(
    "typed",
    [
        "'); DROP TABLE needs_need; --", "a & | ! b", "a:*b", "\\", "\0", "%s %(x)s {y}", "ß" * 300, "x" * 100_000,
        "(((", "İstanbul ſ", "a oder oder b", "-\"nicht das\" doch", "%_%", "e\u0301tude", "👩‍🦽 Rampe",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_it(needs, typed):
    shown, corrected, _any = narrowed(Need.objects.all(), typed)
    assert shown.count() >= 0 and isinstance(corrected, str)


def test_a_correction_tells_nothing_of_what_may_not_be_seen(needs):
    hidden = Need.objects.exclude(pk=needs["tenants"].pk)
    assert narrowed(hidden, "Mietreberatung")[1] == ""


def test_how_much_there_is_changes_no_number_of_statements(needs, django_capture_on_commit_callbacks):
    def statements(typed: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            list(narrowed(Need.objects.all(), typed)[0])
        return len(caught)

    def more() -> list[int]:
        with django_capture_on_commit_callbacks(execute=True):
            for i in range(20):
                need(f"Der Spielplatz ist auch in Haus {i} ein Thema, Spielplätze fehlen.")
        return [statements("Spielplatz"), statements("Spielpaltz")]

    first = more()
    assert more() == first
    assert first[0] <= 4 and first[1] <= 9


def test_a_common_word_is_meant_by_a_rare_mistyped_one(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        right = [need("Der Spielplatz ist zu klein.") for _ in range(20)]
        wrong = need("Der Spielpaltz ist zu klein.")
    assert list(narrowed(Need.objects.all(), "Spielpaltz")[0]) == [wrong]  # nobody has counted yet
    count_words()
    shown, corrected, _any = narrowed(Need.objects.all(), "Spielpaltz")
    assert corrected == "Spielplatz" and set(shown) == {*right, wrong}
    assert narrowed(Need.objects.all(), "Spielplatz")[1] == ""


# -- the vocabulary --


def seen() -> dict[str, int]:
    return dict(Word.objects.values_list("word", "seen"))


def test_words_are_counted_by_voices_and_forgotten_when_no_text_holds_them(
    db, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        receipt = said("Frau Quastenflosser lärmt. Es fehlen Bänke.")
        said("Eine Bank, noch eine Bank.")
    assert seen()["quastenflosser"] == 0
    count_words()
    assert (seen()["quastenflosser"], seen()["bänke"], seen()["bank"]) == (1, 2, 2)
    checking.black_out(by=manager(), contribution=receipt.contribution, spans=[(0, 19)])
    count_words()
    assert "quastenflosser" not in seen() and seen()["bänke"] == 2
    contributing.withdraw(by=None, contribution=receipt.contribution)
    count_words()
    assert seen()["bank"] == 1
    assert "quastenflosser" not in seen() and "flosser" not in seen()


def test_what_is_added_and_reworded_is_learned(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        receipt = said("Es fehlen Bänke.")
        contributing.add(by=None, contribution=receipt.contribution, text="Und ein Trinkbrunnen.")
        checking.reword(
            by=manager(), need=receipt.contribution.need, title="Sitzgelegenheiten", wording="Verweilen"
        )
    count_words()
    assert {"trinkbrunnen", "sitzgelegenheiten", "verweilen"} <= set(seen())


def test_what_does_not_stand_is_not_learned(db, django_capture_on_commit_callbacks):
    from django.db import transaction

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        said("Quastenflosser")
        raise ZeroDivisionError
    assert "quastenflosser" not in seen()


@pytest.mark.django_db(transaction=True)
def test_two_who_learn_the_same_words_at_once_wait_for_nobody():
    from threading import Barrier, Thread

    from django.db import connections

    start, broken = Barrier(4), []

    def speak(turn: int) -> None:
        words = [f"wort{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(200)]
        start.wait()
        try:
            for i in range(5):
                part = words[i * 40 : (i + 1) * 40]
                said(" ".join(part if turn % 2 else reversed(part)))
        except Exception as error:
            broken.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=speak, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert broken == []
    assert Word.objects.filter(word__startswith="wort").count() == 200


# -- letters --


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("bank", "bank", 0), ("bank", "bnak", 1), ("bank", "ban", 1), ("bank", "banke", 1), ("bank", "bunk", 1),
        ("Bänke", "banke", 0), ("straße", "strasse", 0), ("spielplatz", "spielpaltz", 1),
        ("spielplatz", "speilpaltz", 2), ("spielplatz", "haltestelle", 3), ("ab", "abcde", 3),
    ],
)  # fmt: skip
def test_edits(one, other, distance):
    assert edits(one, other) == distance == edits(other, one)


def test_words_and_trigrams():
    assert words_of("Die Bänke, die BÄNKE im E-Mail-Amt 4b: a!") == ["die", "bänke", "im", "mail", "amt"]
    assert trigrams("Bänk") == ["__b", "_ba", "ban", "ank", "nk_"]


@pytest.mark.parametrize(
    ("stem", "known", "parts", "kind"),
    [
        ("kinderspielplatz", {"kind", "spielplatz", "platz"}, ("kind", "spielplatz"), "spielplatz"),
        ("verkehrsberuhigung", {"verkehr", "beruhigung"}, ("verkehr", "beruhigung"), "beruhigung"),
        ("jugendzentrumsleit", {"jugend", "zentrum", "leit"}, ("jugend", "zentrum", "leit"), ""),
        ("spielplatz", {"platz"}, (), ""),
        ("lindenstrass", {"linden", "strass"}, (), ""),
        ("bank", {"bank"}, (), ""),
        ("schulweg", {"schul", "weg"}, ("schul", "weg"), ""),
        ("radweg", {"weg"}, (), ""),
    ],
)  # fmt: skip
def test_compounds(stem, known, parts, kind):
    assert compounds.parts(stem, known) == parts
    assert compounds.last_part(stem, known) == kind
    assert stem.endswith("strass") or set(parts) <= set(compounds.possible_parts(stem))

"""What a text says of others is found: a golden list of sentences, and what holds for every text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sozialraum.planning.needs.queries.first_names import FIRST_NAMES
from sozialraum.planning.needs.queries.personal_data import KINDS, found

# Each sentence with what must be found in it, and nothing else.
GOLDEN = (
    ("Rufen Sie mich an: 0361 655-1234.", ["0361 655-1234"]),
    ("Tel. 0170/1234567 abends", ["0170/1234567"]),
    ("+49 (0)361 6551234 ist meine Nummer", ["+49 (0)361 6551234"]),
    ("0049 170 1234567", ["0049 170 1234567"]),
    ("(0361) 65 51 23 ruft keiner an", ["(0361) 65 51 23"]),
    ("Telefon: 65512 vormittags", ["65512"]),
    ("Handy 01701234567", ["01701234567"]),
    ("Der Bus 12 kommt um 07:30 Uhr und um 08:15 Uhr.", []),
    ("99084 Erfurt und 04109 Leipzig", []),
    ("Zwischen 2015 und 2020 waren es 1.200 Kinder.", []),
    ("Am 03.05.2024 war die Bank kaputt.", []),
    ("Im Notfall 112 rufen", []),
    ("Postleitzahlen 04103-04105", []),
    ("Schreiben Sie an erika.muster@example.org bitte", ["erika.muster@example.org"]),
    ("max+x@mail.example.de", ["max+x@mail.example.de"]),
    ("Treffen @ Jugendhaus", []),
    ("DE89 3704 0044 0532 0130 00 bitte überweisen", ["DE89 3704 0044 0532 0130 00"]),
    ("Konto DE89370400440532013000.", ["DE89370400440532013000"]),
    ("EF-AB 123 parkt auf dem Gehweg", ["EF-AB 123"]),
    ("Das Auto L-XY 1234E blockiert alles", ["L-XY 1234E"]),
    ("Der Wagen mit EF AB 12 steht da", ["EF AB 12"]),
    ("Spielgeräte nach DIN EN 1176", []),
    ("Hilfe nach SGB II 12 Monate", []),
    ("Bedarf B-17 und Linie S-4", []),
    ("Mein Sohn, geb. 3.5.2012, hat keinen Platz.", ["3.5.2012"]),
    ("geboren am 12. März 1956", ["12. März 1956"]),
    ("Geburtsdatum: 01.02.1970", ["01.02.1970"]),
    ("Seit 1956 gibt es hier nichts.", []),
    ("In der Karl-Marx-Straße fehlt ein Zebrastreifen.", []),
    ("Die Karl-Marx-Straße 12 ist zu laut.", ["Karl-Marx-Straße 12"]),
    ("Goethestr. 5a im Hinterhaus", ["Goethestr. 5a"]),
    ("In der Leipziger Straße 77 wohnt niemand.", ["Leipziger Straße 77"]),
    ("Magdeburger Allee 5-7", ["Magdeburger Allee 5-7"]),
    ("Straße des Friedens 12 im Keller", ["Straße des Friedens 12"]),
    ("Am Anger 7 wohnt sie", ["Am Anger 7"]),
    ("Am Anger fehlt eine Bank.", []),
    ("Am Bahnhof 3 Bänke aufstellen", []),
    ("Auf dem Spielplatz 2 Schaukeln", []),
    ("Die Straße 30 km/h", []),
    ("Der Radweg 3 ist schlecht", []),
    ("In der Goethestraße 30 km/h einführen", []),
    ("Parkplatz 12 ist immer voll", []),
    ("Der Weg 5 Minuten zur Schule ist gefährlich", []),
    ("Wiesenweg 14", ["Wiesenweg 14"]),
    ("Herr Schmidt lässt keinen spielen.", ["Schmidt"]),
    ("Frau Meier aus Nummer 4 lärmt.", ["Meier"]),
    ("Die Familie Öztürk braucht eine Wohnung", ["Öztürk"]),
    ("Dr. von Hagen nimmt keine Patienten", ["Hagen"]),
    ("bei Herrn Dr. Kowalski", ["Kowalski"]),
    ("Frau Prof. Anna Maria Lange", ["Anna Maria Lange"]),
    ("Der Frau Holle Spielplatz ist schön.", []),
    ("Am Frau-Holle-Spielplatz fehlt Schatten.", []),
    ("Jede Frau hat Angst im Park.", []),
    ("Wenn eine Frau Hilfe braucht, ist keiner da.", []),
    ("Frau und Mann", []),
    ("Die Familie braucht Platz.", []),
    ("Familie Zentrum fehlt", []),
    ("Dr. Wilhelm-Külz-Straße", []),
    ("Peter Schmidt aus dem Haus", ["Peter Schmidt"]),
    ("Ayşe Yılmaz hat das gesagt", ["Ayşe Yılmaz"]),
    ("Mehmet Özdemir und Olga Petrowa helfen", ["Mehmet Özdemir", "Olga Petrowa"]),
    ("Krzysztof Nowak wohnt hier", ["Krzysztof Nowak"]),
    ("Fatima Al-Hassan", ["Fatima Al-Hassan"]),
    ("Hans-Peter Müller", ["Hans-Peter Müller"]),
    ("Kevin S. schlägt andere", ["Kevin S."]),
    ("Die Anna Seghers Schule braucht ein Dach.", []),
    ("Käthe Kollwitz Platz", []),
    ("Der Sankt Martin Umzug war schön", []),
    ("Karl braucht Hilfe", []),
    ("Karl Marx Straße", []),
    ("Im Ernst Thälmann Park", []),
    ("Hans im Glück", []),
    ("████ █████ aus Nummer 4", []),
    ("", []),
    ("Umbau der Takustraße 28.01.2013 beendet", []),
    ("Krankenhaus St. Anna Klinik", []),
    ("Die Rosa Bank am Platz", []),
    (
        "Frau Müller-Lüdenscheidt, 0361 1234567, meier@example.org",
        ["Müller-Lüdenscheidt", "0361 1234567", "meier@example.org"],
    ),
    ("Sergej Iwanow und Oksana Bondarenko", ["Sergej Iwanow", "Oksana Bondarenko"]),
    ("Иван Петров живёт здесь", ["Иван Петров"]),
)
KIND_OF = {
    "0361 655-1234": "phone", "a@b.de": "email", "DE89 3704 0044 0532 0130 00": "iban", "EF-AB 123": "plate",
    "geb. 3.5.2012": "birth", "Goethestr. 5": "address", "Herr Schmidt": "name",
}  # fmt: skip
# Pieces of which things that look like names, numbers and streets are made.
PIECES = st.lists(
    st.sampled_from(
        ["Frau", "Herr", "Dr.", "Meier", "Peter", "Straße", "Karl-Marx-", "straße", " ", "12", "0361", "-", "/", "@",
         "x.de", "geb.", "3.5.2012", "EF-AB", "DE89", "3704", "\n", "█", "Ş", "ß", ".", "(", ")", "+49", "Am", "Anger",
         "\u00a0"]
    ), max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), GOLDEN, ids=[text[:40] for text, _ in GOLDEN])
def test_the_golden_list(text, wanted):
    assert [text[one.begin : one.end] for one in found(text)] == wanted


def test_the_golden_list_is_long_and_says_no_as_often_as_yes():
    assert len(GOLDEN) >= 60
    assert len([1 for _text, wanted in GOLDEN if not wanted]) >= 25


@pytest.mark.parametrize(("text", "kind"), KIND_OF.items())
def test_each_kind_is_told(text, kind):
    assert [one.kind for one in found(text)] == [kind]
    assert set(KIND_OF.values()) == set(KINDS)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=300), PIECES))
def test_spans_lie_in_the_text_in_order_and_apart(text):
    spans = found(text)
    for one in spans:
        assert 0 <= one.begin < one.end <= len(text)
        assert one.kind in KINDS
        assert text[one.begin : one.end] == text[one.begin : one.end].strip()
    assert all(one.end <= other.begin for one, other in pairwise(spans))


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_what_is_blacked_out_is_not_found_again(text):
    letters = list(text)
    for begin, end, _kind in found(text):
        letters[begin:end] = ["█" if letter.strip() else letter for letter in letters[begin:end]]
    once = "".join(letters)
    for begin, end, _kind in found(once):
        assert "█" not in once[begin:end]


@pytest.mark.parametrize(
    "piece",
    [
        "0",
        "a",
        "A-",
        "0 ",
        "@",
        "1234 ",
        "Frau ",
        "A.",
        "AB ",
        "+49 1 ",
        "a.b@",
        "straße",
        "x-straße-",
        "DE12 ",
    ],
)
def test_no_text_takes_long(piece):
    text = (piece * 6000)[:6000]
    begin = time.perf_counter()
    found(text)
    assert time.perf_counter() - begin < 1


def test_first_names_are_capitalised_words():
    assert len(FIRST_NAMES) > 500
    assert all(name[0].isupper() and name.isalpha() for name in FIRST_NAMES)

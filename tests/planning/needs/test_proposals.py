"""What a text may speak of: sentences as people say them, and 366 real contributions of a dialogue on cycling."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter

import pytest

from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.queries.proposals import dimensions_of, folded, groups_of
from sozialraum.recipes import catalogue_folder, words_file
from sozialraum.warehouse import catalogue

HOUSING, EDUCATION, WORK, MOBILITY, HEALTH = "housing", "education", "work", "mobility", "health"
NUTRITION, RELATIONS, PARTICIPATION = "nutrition", "social_relations", "participation"
LEISURE, WELLBEING = "culture_leisure", "wellbeing"

FIRST = {
    # Wohnen
    "Die Miete ist schon wieder um 120 Euro gestiegen.": HOUSING,
    "In unserem Haus schimmelt es, der Vermieter tut nichts. Überall Schimmel!": HOUSING,
    "Seit zwei Jahren suchen wir eine größere Wohnung und finden keine Sozialwohnung.": HOUSING,
    "Der Aufzug im Hochhaus ist seit Wochen kaputt.": HOUSING,
    "Aus drei Altbauwohnungen sind Ferienwohnungen geworden.": HOUSING,
    "Die Mülltonnen im Innenhof quellen über": HOUSING,
    "Mein Onkel ist obdachlos, und die Notunterkunft ist voll.": HOUSING,
    # Bildung
    "Wir bekommen keinen Kitaplatz für unsere Tochter.": EDUCATION,
    "Hausaufgabenhilfe wäre schön, am besten mit Nachhilfe in Mathe": EDUCATION,
    "Im Deutschkurs sind keine Plätze frei": EDUCATION,
    "Die Grundschule hat zu wenig Lehrkräfte, dauernd fällt Unterricht aus.": EDUCATION,
    "Ich würde gern lesen und schreiben lernen, aber es gibt keinen Kurs zur Alphabetisierung.": EDUCATION,
    # Arbeit und Einkommen
    "Mein Sohn findet keinen Ausbildungsplatz.": WORK,
    "Im Viertel sind viele arbeitslos und vom Jobcenter kommt wenig Hilfe.": WORK,
    "Meine Rente reicht nicht bis zum Ende des Monats, das ist Altersarmut.": WORK,
    "Eine Schuldnerberatung hier vor Ort fehlt": WORK,
    # Mobilität
    "Der Radweg hört mitten auf der Straße auf.": MOBILITY,
    "Abends fährt kein Bus mehr, die Haltestelle ist abgehängt.": MOBILITY,
    "Der Bürgersteig ist immer zugeparkt": MOBILITY,
    "Wir brauchen dringend einen Zebrastreifen auf dem Schulweg": MOBILITY,
    "Tempo 30 vor der Kita!": MOBILITY,
    "Mit dem Rollstuhl kommt man nicht in die Straßenbahn.": MOBILITY,
    "Der Aufzug am Bahnhof ist defekt": MOBILITY,
    "Ladesäulen für E-Autos fehlen": MOBILITY,
    # Gesundheit
    "Es gibt hier keinen Kinderarzt mehr.": HEALTH,
    "Der Lärm vom Güterverkehr macht uns krank.": HEALTH,
    "Therapieplätze: ein Jahr Wartezeit": HEALTH,
    "Auf dem Platz liegen Spritzen herum, die Suchthilfe müsste öfter kommen": HEALTH,
    "Ein Pflegedienst, der auch am Wochenende kommt": HEALTH,
    "Im Sommer ist es unerträglich, wir brauchen Hitzeschutz und Trinkbrunnen": HEALTH,
    # Ernährung
    "Der letzte Supermarkt hat zugemacht.": NUTRITION,
    "Ein Wochenmarkt mit Obst und Gemüse aus der Region": NUTRITION,
    "Viele Kinder kommen ohne Frühstück und ohne Pausenbrot": NUTRITION,
    "Die Tafel hat nur einmal in der Woche offen und die Schlange ist lang.": NUTRITION,
    # Soziale Beziehungen
    "Meine Nachbarin ist sehr einsam.": RELATIONS,
    "Wir wünschen uns ein Nachbarschaftsfest zum Kennenlernen": RELATIONS,
    "Als Alleinerziehende kenne ich hier niemanden": RELATIONS,
    "Ein Besuchsdienst für Menschen, die allein sind": RELATIONS,
    "Der Seniorentreff soll bleiben": RELATIONS,
    # Teilhabe
    "Niemand hat uns gefragt, wir wollen mitreden und mitentscheiden.": PARTICIPATION,
    "Die Anträge versteht kein Mensch, bitte in Leichter Sprache": PARTICIPATION,
    "Ein Jugendparlament für die ganze Stadt": PARTICIPATION,
    "Das Bürgerbüro hat nur vormittags offen": PARTICIPATION,
    "Das Ehrenamt wird nicht wertgeschätzt": PARTICIPATION,
    # Kultur und Freizeit
    "Der Wasserspielplatz ist kaputt.": LEISURE,
    "Für die Kinder gibt es zu wenig Spielplätze.": LEISURE,
    "Zu wenig Spielplaetze": LEISURE,
    "Ein Proberaum für Bands, es muss kein schöner sein": LEISURE,
    "Die Stadtteilbibliothek darf nicht schließen": LEISURE,
    "Im Park fehlen Bänke und Grillplätze.": LEISURE,
    "Das Freibad ist zu teuer und zu weit weg, ein Schwimmbad fehlt": LEISURE,
    # Wohlbefinden
    "Nachts habe ich Angst, durch die Unterführung zu gehen. Es ist dunkel und unheimlich.": WELLBEING,
    "Ich wohne gern hier und fühle mich wohl.": WELLBEING,
    "Der Platz ist dreckig und verwahrlost": WELLBEING,
    "Am Kiosk stehen Dealer, die Polizei kommt nie.": WELLBEING,
}
FIRST_IN_ENGLISH = {
    "The rent went up again and the landlord does nothing about the mould.": HOUSING,
    "There is no nursery place for my daughter; the school is full as well.": EDUCATION,
    "I am looking for work and can't find an apprenticeship.": WORK,
    "Cars are parked on the pavement all day": MOBILITY,
    "The bus stop has no shelter": MOBILITY,
    "We need a doctor for children, the next pharmacy is far away": HEALTH,
    "The last supermarket closed, where can we buy food?": NUTRITION,
    "My neighbour is lonely. A place to meet people would help.": RELATIONS,
    "Nobody asked us. We want to have a say in decisions of the city council.": PARTICIPATION,
    "The playground needs new swings": LEISURE,
    "I am scared at night, it is dark": WELLBEING,
}
# (text, what must not be proposed)
FALSE_FRIENDS = [
    ("Im Radio lief gute Musik", MOBILITY),
    ("Die Kinder spielen mit Kameraden im Garten", MOBILITY),
    ("Der Wohnwagen steht auf dem Spielplatz", HOUSING),
    ("Das Krankenhaus ist weit weg", HOUSING),
    ("Eine Fahrschule fehlt", EDUCATION),
    ("Ich habe mir die Schulter gebrochen", EDUCATION),
    ("Die Tierarztpraxis am Platz schließt", HEALTH),
    ("Auf der Infotafel steht nichts", NUTRITION),
    ("Der Kindergarten braucht Plätze", NUTRITION),
    ("Der Parkplatz ist voll", LEISURE),
    ("Zum Beispiel am Rathausplatz", LEISURE),
    ("Die Entscheidung über die Ampel", RELATIONS),
    ("Der Automat ist kaputt", MOBILITY),
    ("Die Sozialarbeit im Jugendclub ist gut", WORK),
    ("Die Freiwillige Feuerwehr hatte Lärm gemacht", PARTICIPATION),
    ("Laut Stadtverwaltung soll ein Bolzplatz kommen", HEALTH),
    ("The bus shelter is broken", HOUSING),
    ("The car park is full of cars", LEISURE),
    ("Street food in my business", MOBILITY),
]
NAMED = {
    "Für die Kinder gibt es keinen Spielplatz": "age_0_14",
    "Jugendliche haben keinen Ort, an dem sie sich treffen können": "age_15_24",
    "Für ältere Menschen fehlen Bänke. Senioren brauchen Pausen.": "age_65_plus",
    "Mit dem Rollstuhl komme ich nicht hinein, das ist nicht barrierefrei": "disabled",
    "Familien mit Kinderwagen müssen auf die Straße ausweichen, Eltern sind verärgert": "with_children",
    "Alleinerziehende finden keine Betreuung": "single_parent",
    "Geflüchtete warten lange auf einen Deutschkurs": "newcomers",
    "Die Einbürgerung dauert Jahre, Migrantinnen und Migranten werden vertröstet": "migration_background",
    "Frauen trauen sich abends nicht allein durch den Park, Mädchen auch nicht": "women",
    "Wer Bürgergeld bekommt und wenig Geld hat, kann sich das Ticket nicht leisten": "low_income",
    "Obdachlose Menschen schlafen am Bahnhof": "homeless",
    "Ich pflege meine Mutter, die Kurzzeitpflege hat keinen Platz. Wir sind beide pflegebedürftig": "carers",
}


def test_there_are_enough_sentences():
    assert len(FIRST) + len(FIRST_IN_ENGLISH) >= 60


@pytest.mark.parametrize("text", FIRST)
def test_a_sentence_speaks_first_of_its_lebenslage(text):
    assert dimensions_of(text)[:1] == (FIRST[text],)


@pytest.mark.parametrize("text", FIRST_IN_ENGLISH)
def test_an_english_sentence_does_too(text):
    assert dimensions_of(text, "en")[:1] == (FIRST_IN_ENGLISH[text],)
    assert dimensions_of(text, "de")[:1], "whoever writes English in the German form is understood"


@pytest.mark.parametrize(("text", "key"), FALSE_FRIENDS)
def test_a_word_within_another_is_no_friend(text, key):
    assert key not in dimensions_of(text, "en" if text.startswith(("The ", "Street ")) else "de")


@pytest.mark.parametrize("text", NAMED)
def test_a_sentence_names_its_group(text):
    assert groups_of(text)[:1] == (NAMED[text],)


def test_umlauts_count_either_way():
    assert folded("Straßen\u0308") == folded("strassen")
    assert folded("Spielpla\u0308tze") == folded("SPIELPLÄTZE") == folded("Spielplaetze") == " spielplaetze "
    for text in ("Ärzte fehlen", "Aerzte fehlen", "ÄRZTE FEHLEN"):
        assert dimensions_of(text) == (HEALTH,)


def test_there_are_three_at_most_the_heaviest_first():
    text = "Wohnung, Wohnung, Miete, Vermieter! Dazu Radweg und Ampel, Kinderarzt und Apotheke, Supermarkt und Bäcker."
    found = dimensions_of(text)
    assert len(found) == 3
    assert found[0] == HOUSING


def test_what_is_only_touched_on_is_not_proposed():
    text = "Radweg, Ampel, Kreuzung, Bordstein und Parkplatz sind schlecht; gegenüber ist ein Spielplatz."
    assert dimensions_of(text) == (MOBILITY,)


@pytest.mark.parametrize("text", ["", "  \n", "…!?", "asdf qwertz", "😀", "12345"])
def test_of_nothing_nothing_is_proposed(text):
    assert dimensions_of(text) == ()
    assert groups_of(text) == ()


def test_an_unknown_language_is_read_as_german():
    assert dimensions_of("Ein Spielplatz", "tr") == (LEISURE,)


def test_a_very_long_text_is_read_at_once():
    """The pattern does not go astray on what only resembles its words; 1 MB is cut before."""
    assert dimensions_of("wohn" * 250_000) == ()
    assert dimensions_of("Spielplatz " * 100_000) == (LEISURE,)


def test_the_word_list_knows_all_lebenslagen_and_says_enough_of_each():
    content = tomllib.loads(words_file().read_text(encoding="utf-8"))
    known = catalogue.load(catalogue_folder())
    assert [entry["key"] for entry in content["dimension"]] == list(known.dimensions)
    for entry in content["dimension"]:
        assert len({*entry["de"], *entry["hints_de"]}) >= 40, entry["key"]
        assert len({*entry["en"], *entry["hints_en"]}) >= 20, entry["key"]
    for entry in content["dimension"] + content["group"]:
        for name in set(entry) - {"key"}:
            words = entry[name]
            assert all(word == word.lower() and word.strip("|").strip() for word in words), (
                entry["key"],
                name,
            )
            twice = [word for word, times in Counter(words).items() if times > 1]
            assert not twice, (entry["key"], name, twice)


def test_every_group_that_can_be_chosen_has_its_words():
    content = tomllib.loads(words_file().read_text(encoding="utf-8"))
    assert {entry["key"] for entry in content["group"]} == set(GROUPS) - {"total"}


@pytest.mark.shared
def test_real_contributions_on_cycling_speak_of_mobility(shared, capsys):
    path = next((shared / "references" / "contributions_koeln_ehrenfeld").glob("*.csv"))
    with path.open(encoding="cp1252", newline="") as lines:
        texts = [f"{row['title']}. {row['text']}" for row in csv.DictReader(lines, delimiter=";")]
    assert len(texts) == 366
    found = [dimensions_of(text) for text in texts]
    first, among = sum(keys[:1] == (MOBILITY,) for keys in found), sum(MOBILITY in keys for keys in found)
    with capsys.disabled():
        print(f"\n366 contributions on cycling: {first} first of mobility, {among} among others")
    assert first >= 355
    assert sum(len(keys) > 1 for keys in found) < 60, "little else is proposed for them"


@pytest.mark.parametrize(("text", "groups"), [
    ("Frau Erika Muster wohnt hier, und der Aufzug ist kaputt.", ()),
    ("Der Hausmeister sagt, die Frau Dr. Meier kümmert sich.", ()),
    ("Mrs. Miller told me about the broken lamp.", ()),
    ("Als Frau Angst zu haben, ist hier normal.", ("women",)),
    ("Eine Frau im Rollstuhl kommt nicht hinein, und Frau Erika auch nicht.", ("women",)),
    ("Frauen fehlt ein Treff.", ("women",)),
])  # fmt: skip
def test_the_title_of_a_name_is_no_hint_to_a_group(text, groups):
    assert tuple(key for key in groups_of(text) if key == "women") == groups

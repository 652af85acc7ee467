"""What conferences in Musterstadt talk about beside the needs of the people: invented, in turn. {raum}: the place."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """A point of an agenda. `options`: title, what it means, cost in euros; the first one is to win.

    said: what the table states in the end; {best}: what won. fund: euros.
    """

    key: str
    title: str
    said: str
    text: str = ""
    method: str = "none"
    outcome: str = "noted"
    options: tuple[tuple[str, str, int], ...] = ()
    fund: int = 0
    places: int = 0
    minutes: int = 10
    kind: str = "topic"
    secret: bool = False


def _choices(*titles: str) -> tuple[tuple[str, str, int], ...]:
    return tuple((title, "", 0) for title in titles)


OPENING = {"space": "opening", "area": "opening_area", "city": "opening_city"}

SPACE = (
    Topic(
        "report", "Bericht des Planungsraummanagements",
        "Die Konferenz nimmt den Bericht zur Kenntnis. Der Aushang am Stadtteilbüro wird erneuert.",
        "Was seit der letzten Sitzung gemeldet wurde, was weitergegeben ist und worauf wir noch warten.",
    ),
    Topic(
        "brief", "Brief an die Verkehrsbetriebe: Anschluss am Abend",
        "Die Konferenz schickt den Brief ab. Eine Antwort wird zur übernächsten Sitzung erwartet.",
        "Der Entwurf lag der Einladung bei.", "carry", "adopted",
    ),
    Topic(
        "first", "Worum wir uns im nächsten Jahr zuerst kümmern",
        "Die meisten Punkte hat „{best}“. Das Planungsraummanagement bereitet dazu einen Rundgang vor.",
        "Alle haben fünf Punkte. Man kann sie verteilen oder häufen.", "dots", "chosen",
        _choices("Wege, die auch abends sicher sind", "Treffpunkte für Jugendliche", "Älter werden im Viertel",
                 "Schatten und Wasser im Sommer", "Beratung, ohne in die Innenstadt zu fahren"), places=5, minutes=20,
    ),
    Topic(
        "summer", "Das Sommerfest im Rückblick",
        "Rund 400 Menschen waren da. Der Stand der Konferenz hat 31 Zettel mit Wünschen gesammelt.",
        "Was gelungen ist, und was beim nächsten Mal anders gehen soll.",
    ),
    Topic(
        "fund", "Verfügungsfonds: Was bezahlen wir in diesem Jahr?",
        "Das Geld ist verteilt wie ausgezählt. Wer gefördert wird, berichtet in der übernächsten Sitzung.",
        "Sechs Anträge sind fristgerecht eingegangen. Zu verteilen sind 3.000 Euro.", "fund", "funded",
        (("Nachbarschaftsfrühstück im Hof", "Zwölf Samstage, mit Kinderbetreuung", 600),
         ("Werkzeugkiste zum Ausleihen", "Bohrmaschine, Leiter, Anhänger", 750),
         ("Lesepatinnen und Lesepaten", "Bücher und Fahrscheine für ein Jahr", 500),
         ("Hochbeete an der Haltestelle", "Die Pflege übernimmt das Haus nebenan", 900),
         ("Filmabend im Freien", "Leinwand und Technik geliehen", 700),
         ("Deutsch im Alltag, ein Kurs am Abend", "Honorar für zehn Abende", 1200)),
        3000, minutes=30, kind="fund",
    ),
    Topic(
        "building_site", "Baustelle in der Ortsmitte: Was kommt auf uns zu?",
        "Das Tiefbauamt hat den Ablauf erklärt. Der Zugang zur Apotheke bleibt frei, auch mit dem Rollstuhl.",
        "Das Amt stellt vor, wann wo gesperrt wird.",
    ),
    Topic(
        "speaker", "Wahl: Wer spricht für die Konferenz im Planungsraum?",
        "{best} spricht für die Konferenz im Planungsraum. Die Wahl ist angenommen.",
        "Gewählt wird für zwei Jahre, geheim und auf einem Zettel.", "election", "elected", places=1, minutes=15,
        kind="election", secret=True,
    ),
    Topic(
        "name", "Ein Name für den neuen Treff",
        "Der Treff heißt „{best}“. Der Schriftzug kommt an die Tür, sobald die Farbe trocken ist.",
        "Aus der Schule und aus dem Seniorenkreis kamen Vorschläge.", "consensing", "chosen",
        _choices("Treff am Brunnen", "Offene Tür", "Das Wohnzimmer"), minutes=15,
    ),
    Topic(
        "heat", "Heiße Tage: Wo kann man sich abkühlen?",
        "Die Karte mit kühlen Orten wird gedruckt und liegt beim Arzt, in der Apotheke und im Stadtteilbüro.",
        "Die Liste wird in der Sitzung ergänzt.",
    ),
    Topic(
        "hour", "Beginn der Sitzungen um 18 Uhr",
        "Die Sitzungen beginnen weiter um 18 Uhr, mit Kinderbetreuung ab 17:30 Uhr.",
        "Wer Schicht arbeitet, hatte um eine spätere Stunde gebeten. Eine Umfrage an der Tür ergab 18 Uhr.",
        "carry", "adopted", minutes=5,
    ),
    Topic(
        "youth", "Die Jugend stellt sich vor",
        "Zwei Jugendliche nehmen künftig mit beratender Stimme teil. Die Konferenz dankt für den klaren Vortrag.",
        "Die Klasse 9 hat aufgeschrieben, wo sie sich trifft und wo sie weggeschickt wird.",
    ),
    Topic(
        "school_way", "Rundgang auf dem Schulweg",
        "Der Rundgang findet statt. Verkehrsamt, Schule und Elternvertretung sind dabei.",
        "Vorschlag der Grundschule.", "carry", "adopted", minutes=5,
    ),
)  # fmt: skip

AREA = (
    Topic(
        "spaces_report", "Bericht aus den Sozialräumen",
        "Die Konferenz nimmt die Berichte zur Kenntnis. Wo es an Stimmen fehlt, wird als Nächstes hingegangen.",
        "Je Sozialraum fünf Minuten, von denen, die dort gewählt sind.", minutes=20,
    ),
    Topic(
        "answers", "Antworten der Fachämter: Was trägt, was nicht?",
        "Die Konferenz bittet die Ämter, Antworten in einfacher Sprache zu geben und einen Tag zu nennen.",
        "Eine Übersicht lag der Einladung bei.", minutes=20,
    ),
    Topic(
        "area_fund", "Planungsraumbudget: kleine Vorhaben",
        "Das Budget ist verteilt wie ausgezählt. Was übrig ist, wandert ins nächste Jahr.",
        "Vorschläge der Sozialraumkonferenzen; zu verteilen sind 12.000 Euro.", "fund", "funded",
        (("Zwei Bänke mit Lehne am Weg zum Friedhof", "Aufstellen und Pflege durch das Gartenamt", 3200),
         ("Bewegliche Rampe für den Bürgersaal", "Auch für andere Häuser zu leihen", 1900),
         ("Sprachmittlung bei Versammlungen", "Für ein Jahr, in vier Sprachen", 4500),
         ("Mobile Jugendarbeit in den Ferien", "Zwei Honorarkräfte für sechs Wochen", 5400),
         ("Beratungsbus einmal im Monat", "Schulden, Rente, Wohnen", 3800)),
        12000, minutes=35, kind="fund",
    ),
    Topic(
        "doctor", "Hausärztliche Versorgung im Planungsraum",
        "Die Konferenz lädt die Kassenärztliche Vereinigung zur nächsten Sitzung ein.",
        "Zwei Praxen schließen bis Jahresende. Das Sozialamt legt Zahlen vor.",
    ),
    Topic(
        "rota", "Die Konferenz tagt künftig reihum",
        "Die Sitzungen finden reihum in den Sozialräumen statt, jeweils in einem Haus ohne Stufen.",
        "Vorschlag der Bewohnerschaft.", "carry", "adopted", minutes=5,
    ),
    Topic(
        "silent", "Wo wir nichts hören",
        "In zwei Sozialräumen wird im Frühjahr an den Türen gefragt, gemeinsam mit dem Bürgerverein.",
        "Wo die Lasten groß sind und kaum jemand etwas meldet, gehen wir hin.",
    ),
    Topic(
        "school_places", "Schulplätze und Ganztag",
        "Das Amt für Bildung berichtet in sechs Monaten wieder. Die Elternvertretungen bekommen die Zahlen vorab.",
        "Wie viele Plätze fehlen, und wo angebaut werden kann.",
    ),
    Topic(
        "focus", "Schwerpunkte des Planungsraums",
        "Die meisten Punkte hat „{best}“. Die Sozialraumkonferenzen beraten, was sie dazu beitragen.",
        "Alle haben sechs Punkte.", "dots", "chosen",
        _choices("Kinder aus armen Familien", "Wohnen, das bezahlbar bleibt", "Gesund alt werden",
                 "Sicher unterwegs", "Ankommen und dazugehören"), places=6, minutes=20,
    ),
)  # fmt: skip

CITY = (
    Topic(
        "year", "Jahresbericht der Planungsräume",
        "Die Steuerungsgruppe nimmt den Bericht zur Kenntnis und legt ihn dem Rat vor.",
        "Wie viele Bedarfe gemeldet, getragen, beantwortet und umgesetzt wurden.", minutes=30,
    ),
    Topic(
        "every_bank", "Keine Bank darf fehlen",
        "Beschlussfähig ist eine Konferenz künftig nur, wenn von jeder Bank jemand da ist. Empfohlen ab sofort.",
        "Eine Sozialraumkonferenz hatte ohne die Bewohnerschaft abgestimmt. Das soll nicht mehr vorkommen.",
        "carry", "adopted", minutes=20,
    ),
    Topic(
        "late", "Überfällige Antworten der Ämter",
        "Die Dezernate benennen je eine Person, die über Fristen wacht und der Steuerungsgruppe berichtet.",
        "Jede fünfte Antwort kam zu spät.", "carry", "adopted", minutes=15,
    ),
    Topic(
        "figures", "Neue Zahlen aus der Statistikstelle",
        "Die Steuerungsgruppe nimmt die Zahlen zur Kenntnis. In drei Sozialräumen hat sich viel verändert.",
        "Was gestiegen und was gesunken ist.", minutes=20,
    ),
    Topic(
        "chair", "Wahl des Vorsitzes",
        "{best} leitet die Steuerungsgruppe in den nächsten zwei Jahren.",
        "Gewählt wird geheim.", "election", "elected", places=1, minutes=15, kind="election", secret=True,
    ),
    Topic(
        "next_year", "Schwerpunkt der Stadt im nächsten Jahr",
        "Der geringste Widerstand gilt „{best}“. Die Planungsräume bereiten es vor.",
        "Die Planungsraumkonferenzen haben Vorschläge gemacht.", "consensing", "chosen",
        _choices("Kinderarmut", "Wohnen im Alter", "Hitze in der Stadt"), minutes=25,
    ),
)  # fmt: skip

TOPICS: dict[str, tuple[Topic, ...]] = {"space": SPACE, "area": AREA, "city": CITY}

OPENINGS = (
    Topic(
        "opening", "Wer hier sitzt, und nach welchen Regeln",
        "Die Konferenz nimmt ihre Regeln an: Jede Bank wiegt gleich viel, und wer anderer Meinung ist, steht mit "
        "eigenen Worten im Protokoll.",
        "Alle stellen sich vor. Die Regeln lagen der Einladung bei.", "carry", "adopted", minutes=20,
    ),
    Topic(
        "opening_area", "Wie der Planungsraum Bedarfe reiht",
        "Die Liste wird nach Zustimmung gereiht, sodass jeder Sozialraum nach und nach zum Zug kommt.",
        "Das Verfahren wird an einem Beispiel gezeigt.", "carry", "adopted", minutes=25,
    ),
    Topic(
        "opening_city", "Aufgaben der Steuerungsgruppe",
        "Die Steuerungsgruppe tagt zweimal im Jahr und entscheidet, wenn kein Amt zuständig sein will.",
        "Der Rat hat sie eingesetzt.", "carry", "adopted", minutes=20,
    ),
)  # fmt: skip
BY_KEY: dict[str, Topic] = {one.key: one for one in (*SPACE, *AREA, *CITY, *OPENINGS)}
# Topics on which nobody has to vote, because nobody is against it.
UNOPPOSED = ("opening", "opening_area", "hour", "rota", "school_way")


def topic_of(source: str) -> Topic | None:
    """The topic that a point of an agenda came from, by its source."""
    kind, _colon, key = source.partition(":")
    return BY_KEY.get(key) if kind == "topic" else None

"""Who sits in Musterstadt's conferences beside those with an account, and where they meet. All of it is invented."""

from __future__ import annotations

FIRST_NAMES = (
    "Anneliese", "Bashir", "Christa", "Dieter", "Esra", "Friedhelm", "Gudrun", "Halina", "Ingo", "Jamila", "Karsten",
    "Liesel", "Mehmet", "Nele", "Oksana", "Pit", "Rosa", "Samuel", "Traudel", "Urs", "Viktor", "Walburga", "Xenia",
    "Yvonne", "Zeki", "Alma", "Bruno", "Camille", "Dragan", "Edda", "Finn",
)  # fmt: skip
LAST_NAMES = (
    "Ahlers", "Bittner", "Cordes", "Demir", "Ebeling", "Faber", "Grote", "Hoppe", "Iversen", "Janssen", "Kroll",
    "Lüders", "Marquardt", "Nasser", "Ostermann", "Petrovic", "Quandt", "Rademacher", "Sommer", "Tesfaye", "Uhlig",
    "Vogel", "Wiegand", "Yildirim", "Zielinski", "Arslan", "Brandl", "Dressler", "Eggers", "Fröhlich", "Gerber",
    "Hinrichs", "Jelinek", "Kappel", "Lange", "Moser", "Noack",
)  # fmt: skip

# On behalf of whom somebody without an account sits there, in turn.
POLITICS = (
    "Ortsbeirat {raum}, Vorsitz",
    "Ortsbeirat {raum}",
    "Sachkundige Einwohnerschaft im Sozialausschuss",
)
OFFICES = (
    "Allgemeiner Sozialer Dienst",
    "Ordnungsamt, Bezirksdienst",
    "Jugendhilfeplanung",
    "Gesundheitsamt",
)
PROVIDERS = (
    "Grundschule, Schulleitung", "Kindertagesstätten im Viertel", "Kirchengemeinde", "Offene Kinder- und Jugendarbeit",
    "Seniorenbegegnungsstätte", "Sportverein 1911", "Wohnungsgesellschaft, Hausverwaltung", "Sozialstation",
)  # fmt: skip
RESIDENTS = (
    "Bewohnerschaft, in der Versammlung gewählt", "Eltern der Grundschule", "Menschen mit Behinderung",
    "Mieterinnen und Mieter der Hochhäuser", "Ältere im Viertel", "Zugewanderte im Viertel",
)  # fmt: skip
YOUNG = "Jugend im Viertel"
MANAGEMENT = "Planungsraummanagement"
APPOINTED_BY = {
    "politics": "den Rat der Stadt", "administration": "die Verwaltungsleitung", "providers": "die Runde der Träger",
    "residents": "die Versammlung der Bewohnerschaft",
}  # fmt: skip

PLACES = (
    "Stadtteilbüro, Saal im Erdgeschoss", "Aula der Grundschule", "Bürgerhaus, Raum 2", "Gemeindesaal",
    "Jugendtreff, großer Raum",
    "Begegnungsstätte, Speisesaal", "Vereinsheim am Sportplatz",
)  # fmt: skip
CITY_PLACE = "Rathaus, Sitzungssaal 1"
ACCESS = (
    "Stufenlos. Kinderbetreuung ab 17:30 Uhr, bitte anmelden.",
    "Aufzug am Seiteneingang. Höranlage im Saal.",
    "Stufenlos. Dolmetschen in Ukrainisch und Arabisch auf Wunsch.",
    "Eine Stufe am Eingang, eine Rampe liegt bereit. Die Haltestelle ist vor der Tür.",
)
PURPOSE = {
    "space": "Hier entscheiden Politik, Verwaltung, Träger und Bewohnerschaft gemeinsam, welche Bedarfe der Sozialraum "
             "trägt.",
    "area": "Hier kommen die getragenen Bedarfe der Sozialräume in eine Reihenfolge und gehen von hier an die Ämter.",
    "city": "Wacht über das Verfahren, entscheidet, wenn kein Amt zuständig sein will, und berichtet dem Rat.",
}  # fmt: skip
NOTES = (
    "Bitte bringen Sie mit, was Sie in Ihrem Haus gehört haben.", "Die Unterlagen liegen auch im Stadtteilbüro aus.",
    "Wer nicht kommen kann, sagt bitte der Stellvertretung Bescheid.", "", "",
)  # fmt: skip
PROXIES = (
    "Ich komme mit dem Rollstuhl und brauche einen Platz am Gang.", "Ich muss um 19:30 Uhr gehen.",
    "Ich bringe mein Kind mit.", "Bitte in großer Schrift.", "", "", "", "", "",
)  # fmt: skip
GUESTS = (
    "Elternvertretung der Grundschule", "Presse", "Polizei, Kontaktbereich", "Fachhochschule, Seminar Sozialraum",
    "Nachbarschaft", "Feuerwehr", "Kassenärztliche Vereinigung",
)  # fmt: skip

LEAVES = "Umzug in eine andere Stadt"
ENDS = ("Aus dem Amt ausgeschieden", "Auf eigenen Wunsch", "Wechsel der Arbeitsstelle")
CALLED_OFF = (
    "Die Heizung im Saal ist ausgefallen, und ein anderer Raum ohne Stufen war so schnell nicht zu finden."
)
FELLOW = "Frieda Lachmann"  # shared the management of a planning area until she retired
HAND_OVER = """Wir haben uns die Stelle drei Jahre lang geteilt, nun gehe ich in den Ruhestand. Was man wissen sollte:

Die Bürgervereine kommen von selbst, wenn man sie rechtzeitig anruft. Eine Einladung im Kasten genügt nicht.
Aus den Hochhäusern meldet sich kaum jemand. Gehen Sie an den Waschtagen in den Keller, dort wird geredet.
Das Tiefbauamt antwortet auf Fragen mit einem Foto schneller als auf lange Briefe.
Bei zwei Bedarfen ist die Frist bald um; sie stehen unten in den Zahlen.

Die Schlüssel für den Bürgersaal hat der Hausmeister. Er heißt beim Vornamen, das hilft."""
NEW_RULE = "Empfehlung der Steuerungsgruppe: Keine Bank darf fehlen."


def invented(number: int) -> str:
    """A name that nobody bears here; another one for each number."""
    last = (5 * number + number // len(FIRST_NAMES)) % len(LAST_NAMES)
    return f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {LAST_NAMES[last]}"

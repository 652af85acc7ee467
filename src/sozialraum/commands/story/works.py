"""What is done in Musterstadt, in the words of those who do it: steps, costs, sources, what came between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Work:
    """How one kind of measure goes. days: of its steps after the begin; share: of the costs that each source pays."""

    steps: tuple[tuple[str, int], ...]
    cost: str
    line: str  # of the budget; empty: others pay
    sources: tuple[tuple[str, str, str], ...] = ()  # source, name, share in percent
    moves: tuple[str, ...] = ()  # indicators

    @property
    def total(self) -> Decimal:
        return Decimal(self.cost)


# By the office that is responsible.
WORKS: dict[str, Work] = {
    "amt-gruen": Work(
        (("Ort mit den Nachbarn festlegen", 12), ("Auftrag vergeben", 30), ("Aufbau", 75),
         ("Eröffnung mit dem Quartier", 95)),
        "14250.00", "1301.13", (("foundation", "Bürgerstiftung Musterstadt", "20"),), ("life_satisfaction",),
    ),
    "amt-jugend": Work(
        (("Räume und Zeiten absprechen", 10), ("Zwei Fachkräfte einstellen", 25), ("Erstes Angebot beginnt", 50),
         ("Zwischenstand in der Konferenz", 110)),
        "68400.50", "0602.15", (("state", "Landesprogramm Starke Quartiere", "40"), ("provider", "", "10")),
        ("unemployment_share",),
    ),
    "amt-schule": Work(
        (("Schulkonferenz stimmt zu", 9), ("Küche und Räume herrichten", 32), ("Probebetrieb", 60),
         ("Jeden Schultag", 100)),
        "38900.20", "0305.15", (("state", "Ganztag vor Ort", "30"),),
    ),
    "amt-verkehr": Work(
        (("Bestand aufnehmen", 14), ("Plan öffentlich auslegen", 35), ("Bauen", 120), ("Abnahme", 140)),
        "212000.00", "1201.13", (("federal", "Soziale Stadt", "33"), ("eu", "EFRE", "25")),
    ),
    "amt-soziales": Work(
        (("Partner gewinnen", 9), ("In fünf Sprachen bekannt machen", 24), ("Erstes Angebot", 50),
         ("Nach drei Monaten zusammensitzen", 95)),
        "9800.75", "", (("foundation", "Stiftung Nachbarschaft", "55"), ("provider", "", "15")),
    ),
    "amt-stadtentwicklung": Work(
        (("Gespräch mit der Wohnungsgesellschaft", 8), ("Vereinbarung unterschreiben", 40), ("Auswertung", 100)),
        "3120.40", "0903.16",
    ),
}  # fmt: skip
NOTES = (
    "Es waren mehr Leute da als gedacht.", "Die Nachbarn haben selbst mit angefasst.", "",
    "Es ging ohne Umwege, weil alle an einem Tisch saßen.",
    "Beim ersten Termin fehlte noch jemand, beim zweiten waren alle da.",
)  # fmt: skip
MOVED = (
    "Die Lieferung kommt erst in vier Wochen.", "Es gab kein Angebot unter dem Preis; wir fragen noch einmal.",
    "Die Fachkraft fängt erst nach den Ferien an.",
)  # fmt: skip
PAUSED = "Eine Kollegin fällt länger aus. Sobald die Stelle vertreten ist, geht es weiter."
ABANDONED = "Der Partner, mit dem das geplant war, hat abgesagt, und ein anderer war nicht zu finden."
DROPPED = "Das ist mit dem Schritt davor schon getan."
DONE = (
    "Alles steht und wird benutzt. Kommen Sie vorbei und sehen Sie es sich an.",
    "Das Angebot läuft jede Woche, und es kommen auch die, die sonst nicht kommen.",
)  # fmt: skip
# Measures that answer no need: title, text, office, Lebenslage, group, line of the budget, cost, place, days since its
# begin, days until its end.
# A provider proposes it to an office.
PROPOSED = (
    "Reparaturtreff am Samstag", "Einmal im Monat reparieren wir zusammen Fahrräder und Haushaltsgeräte.",
    "amt-jugend", "participation", "total", "0602.15", "4800.00",
)  # fmt: skip
OTHERS = (
    ("Sprachmittlung in allen Stadtteilbüros",
     "Wer wenig Deutsch spricht, bekommt Hilfe beim Ausfüllen und am Telefon.",
     "amt-soziales", "participation", "newcomers", "0506.11", "96000.00", "city", 210, 420),
    ("Sichere Wege zur Schule", "Zebrastreifen, Tempo 30 und gute Sicht an zwölf Kreuzungen.",
     "amt-verkehr", "mobility", "age_0_14", "1201.13", "184500.00", "area", 95, 200),
    ("Trinkbrunnen an den Spielplätzen", "Drei Brunnen, die im Sommer jeden Tag geprüft werden.",
     "amt-gruen", "health", "total", "0604.13", "27300.90", "space", 60, 45),
    ("Ferien ohne Koffer", "Sechs Wochen Programm für Kinder, die nicht wegfahren.",
     "amt-jugend", "culture_leisure", "age_0_14", "0602.15", "41250.00", "area", 300, -40),
    ("Beratung gegen Einsamkeit im Alter", "Besuche zu Hause, ein Telefon am Abend, ein Mittagstisch.",
     "amt-soziales", "social_relations", "age_65_plus", "0504.11", "52800.00", "former", -20, 380),
)  # fmt: skip
# Measures from before there were conferences, entered afterwards. Their years have figures on both sides, so that of
# them can be told what they changed, or that nothing but chance shows.
# Title, text, office, Lebenslage, group, line of the budget, cost, social space, begin, end, indicators.
BEFORE = (
    ("Kita am Vogelweideplatz", "Ein Neubau mit vier Gruppen, davon zwei für Kinder unter drei Jahren.",
     "amt-jugend", "education", "age_0_14", "0601.15", "1840000.00", "0303", date(2022, 2, 1), date(2023, 7, 31),
     ("daycare_places_rate", "daycare_under_3")),
    ("Arbeit finden im Hafen", "Beratung am Kai, einmal die Woche bis in den Abend, mit Betrieben aus der Nähe.",
     "amt-soziales", "work", "total", "0501.15", "214000.00", "0702", date(2022, 4, 1), date(2024, 3, 31),
     ("unemployment_share",)),
)  # fmt: skip
NAMES = ("Vorbereitet", "Begonnen", "Zur Hälfte getan", "Fertig")  # steps of a measure without a need

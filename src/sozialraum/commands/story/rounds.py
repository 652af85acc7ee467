"""What conferences and offices say to each other in a negotiation, in the words of people of Musterstadt. Invented."""

from __future__ import annotations

from typing import NamedTuple


class Offered(NamedTuple):
    """An offer, its condition, its cost in euros; months until it is done."""

    text: str
    conditions: str = ""
    cost: str = ""
    months: int = 0


OPENED = (
    "Die Antwort hilft nur einem Teil derer, die es gemeldet haben. Die Konferenz möchte etwas, das allen hilft.",
    "Der Termin liegt zu weit weg: Bis dahin sind zwei Winter vorbei.",
    "Die kleine Lösung ist ein guter Anfang. Die Konferenz möchte wissen, wie es danach weitergeht.",
    "Was das Amt nennt, gibt es dort schon, und es reicht nicht. Das haben mehrere vor Ort gezeigt.",
    "Ohne einen Betrag und einen Tag kann niemand planen. Beides fehlt in der Antwort.",
    "Die Konferenz hält es für machbar, wenn die Träger vor Ort einen Teil übernehmen. Danach wurde nicht gefragt.",
)  # fmt: skip
COUNTERS = (
    Offered(
        "Ein Versuch von einem Jahr mit einer Lösung für alle. Danach schauen Konferenz und Amt gemeinsam, was bleibt.",
        "Das Amt nennt eine Person, die ansprechbar ist.", "18500.00", 10,
    ),
    Offered(
        "Die erste Hälfte noch in diesem Jahr, die zweite im nächsten. Dafür verzichtet die Konferenz auf den Umbau.",
        "", "24000.00", 14,
    ),
    Offered(
        "Der Träger vor Ort stellt den Raum und zwei Ehrenamtliche, das Amt trägt die Sachkosten.",
        "Der Träger bekommt eine Zusage für zwei Jahre.", "6400.50", 6,
    ),
    Offered(
        "Zuerst die Stelle, an der es gefährlich ist, dann der Rest. Die Reihenfolge legt die Konferenz vor Ort fest.",
        "Das Amt kommt zu einer Begehung.", "31200.00", 12,
    ),
    Offered(
        "An drei Nachmittagen in der Woche statt an einem, dafür ohne den Ferienbetrieb.", "", "9800.00", 4,
    ),
)  # fmt: skip
OFFERS = (
    Offered(
        "Wir beginnen ein halbes Jahr früher und prüfen nach einem Jahr gemeinsam, ob es reicht.",
        "Die Konferenz hilft bei der Ankündigung vor Ort.", "12400.00", 8,
    ),
    Offered(
        "Zwei Drittel können wir zusagen. Für den Rest stellen wir einen Antrag auf Landesmittel.",
        "Das Land bewilligt bis Ende März.", "16750.00", 12,
    ),
    Offered(
        "Die Sachkosten übernehmen wir für zwei Jahre, wenn der Träger den Raum stellt.", "", "6400.50", 5,
    ),
    Offered(
        "Die gefährliche Stelle sofort, mit eigenen Leuten. Über den Rest entscheiden wir nach der Begehung.",
        "", "8900.00", 3,
    ),
    Offered(
        "Zwei Nachmittage in der Woche, dafür verlässlich und auch in den Ferien.",
        "Eine Vertretung steht bereit.", "11300.00", 4,
    ),
)  # fmt: skip
OUTCOMES = (
    "Beide Seiten sind sich näher gekommen. Offen bleibt, wer den Rest bezahlt.",
    "Das Amt nimmt die Frage mit und rechnet nach. Die Konferenz fragt beim Träger, was er beitragen kann.",
    "Die Begehung hat gezeigt, wo es am nötigsten ist. Über das Geld reden beide in der nächsten Runde.",
)  # fmt: skip
SECOND = Offered(
    "Wir gehen auf den Vorschlag des Amts ein, wenn er nach einem Jahr in der Konferenz ausgewertet wird.",
    "Die Auswertung ist öffentlich.", "14000.00", 11,
)  # fmt: skip
LAST = Offered(
    "Einverstanden mit der Auswertung. Der Beginn ist verbindlich, die Ausweitung hängt am Haushalt.",
    "",
    "14000.00",
    11,
)
# What both end at: something for every body that decides.
ENDS = ("14000.00", "46250.00", "7850.00", "128400.00", "1750.00", "318900.00", "23600.50")
ATTITUDES = {
    "politics": "Bezahlbar muss es sein, und es muss im Plan stehen.",
    "administration": "Machbar, wenn der Zeitplan nicht zu eng ist.",
    "providers": "Wir können helfen, brauchen aber eine Zusage.",
    "residents": "Wir warten schon lange. Lieber ein Anfang als ein großer Plan.",
}
WORDINGS = (
    "Das Amt beginnt mit der kleinen Lösung spätestens in acht Monaten. Nach einem Jahr prüfen Konferenz und Amt "
    "gemeinsam, ob sie reicht. Reicht sie nicht, legt das Amt einen Vorschlag für mehr vor.",
    "Zwei Drittel werden im nächsten Jahr umgesetzt. Für das letzte Drittel stellt das Amt bis Ende Februar einen "
    "Antrag auf Landesmittel und berichtet der Konferenz, was daraus wurde.",
    "Der Träger stellt den Raum, das Amt trägt die Sachkosten für zwei Jahre. Danach entscheidet die Konferenz, ob es "
    "weitergeht.",
    "Die gefährliche Stelle wird in den nächsten drei Monaten gesichert. Die Reihenfolge für den Rest legen Konferenz "
    "und Amt bei einer Begehung fest.",
)  # fmt: skip
DECLINED = "Der Termin fehlt. Ohne ihn können wir das nicht unterschreiben."
DISSENTS = (
    (
        "Die kleine Lösung kommt bei denen nicht an, die es am meisten brauchen. Wir halten an unserem Vorschlag fest.",
        "Mehr als die kleine Lösung ist mit den Stellen, die wir haben, nicht zu leisten. Geld allein hilft nicht.",
    ),
    (
        "Für andere Stadtteile war in den letzten Jahren Geld da. Wir sehen nicht, warum es hier fehlt.",
        "Der Haushalt sieht dafür in den nächsten zwei Jahren nichts vor. Darüber entscheidet der Rat, nicht das Amt.",
    ),
    (
        "Wer dort wohnt, erlebt es jeden Tag. Eine weitere Untersuchung ersetzt keine Abhilfe.",
        "Ohne Untersuchung dürfen wir nicht bauen. Das schreibt das Gesetz vor, auch wenn es dauert.",
    ),
)  # fmt: skip
TO_STEERING = (
    "Beide Seiten warten aufeinander. Es geht um Geld, über das keine von beiden entscheiden kann.",
    "Zwei Ämter müssten sich einigen, und keins fängt an.",
)  # fmt: skip
MEDIATED = Offered(
    "Ein Anfang aus dem Topf für Unvorhergesehenes, dazu eine feste Zusage für den nächsten Haushalt.",
    "Beide Seiten berichten der Steuerungsgruppe im Herbst.", "9500.00", 9,
)  # fmt: skip
STATED = "Zwei Gespräche haben nichts geändert. Der Rat soll beide Sichten kennen, bevor er entscheidet."

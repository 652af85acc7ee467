"""What the invented offices say: answers by kind, parts, questions, and the plans to which they refer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sozialraum.planning.answers.states import POSSIBLE, AnswerKind


@dataclass(frozen=True)
class Words:
    """An answer in plain words, with its reasons."""

    text: str
    reason: str
    legal_basis: str = ""


K = AnswerKind
ANSWERS: Mapping[AnswerKind, tuple[Words, ...]] = {
    K.OWN_MEANS: (
        Words(
            "Ja. Wir machen das selbst und brauchen dafür keinen Beschluss. Vor Beginn kommen wir in die "
            "Konferenz und "
            "zeigen, wie es aussehen soll.",
            "Die Fläche gehört der Stadt, und die Arbeiten passen in unser Jahresprogramm.",
        ),
        Words(
            "Ja, wir nehmen es in das Programm des nächsten Jahres auf. Bis dahin helfen wir mit einer "
            "einfachen Lösung.",
            "Dafür reicht unser Budget. Andere Vorhaben werden dadurch nicht später fertig.",
        ),
    ),
    K.NEEDS_DECISION: (
        Words(
            "Es ist möglich. Wir haben geplant, was es braucht, und schreiben die Vorlage, sobald die Konferenz "
            "einverstanden ist.",
            "Die Kosten liegen über dem, was das Amt allein ausgeben darf. Deshalb muss ein Ausschuss zustimmen.",
        ),
        Words(
            "Wir halten das für richtig. Umsetzen können wir es in zwei Schritten: zuerst das Dringendste, "
            "ein Jahr später "
            "den Rest.",
            "Personal und laufende Kosten sind im Haushalt noch nicht vorgesehen; darüber entscheidet der Rat.",
        ),
        Words(
            "Ja, wenn der Rat das Geld dafür gibt. Die Planung liegt vor, gebaut werden kann im nächsten Sommer.",
            "Ein Förderantrag ist möglich; ohne eigenen Anteil der Stadt wird er nicht bewilligt.",
        ),
    ),
    K.PARTLY: (
        Words(
            "Für die Hälfte reicht das Geld in diesem Jahr; wir beginnen dort, wo die meisten es "
            "brauchen.",
            "Alles auf einmal würde das Personal binden, das die Nachbarräume genauso brauchen.",
        ),
        Words(
            "Einen Teil machen wir sofort: längere Zeiten an zwei Tagen. Für mehr fehlen im Moment Fachkräfte.",
            "Zwei Stellen sind seit einem halben Jahr nicht zu besetzen. Wir schreiben sie wieder aus.",
        ),
    ),
    K.EXISTS: (
        Words(
            "Das gibt es schon, zehn Minuten zu Fuß entfernt, und es ist noch Platz. Wir sorgen dafür, dass "
            "es mehr Menschen "
            "wissen, und hängen ab sofort in fünf Sprachen aus.",
            "Das Angebot ist zu zwei Dritteln ausgelastet. Ein zweites würde das erste gefährden.",
        ),
    ),
    K.NOT_LEGAL: (
        Words(
            "Das dürfen wir nicht. Auf dieser Straße ist die Anordnung an Bedingungen gebunden, die hier "
            "nicht erfüllt sind. "
            "Was wir dürfen, prüfen wir mit der Konferenz: eine Insel in der Mitte.",
            "Ohne besondere Gefahrenlage ist die Beschränkung nicht zulässig. Die Unfallzahlen geben sie nicht her.",
            "§ 45 Abs. 9 StVO",
        ),
    ),
    K.NOT_FUNDED: (
        Words(
            "Dafür ist in diesem und im nächsten Haushalt kein Geld. Wir schlagen vor, mit dem Verfügungsfonds klein "
            "anzufangen.",
            "Der Haushalt steht unter Aufsicht. Neue freiwillige Leistungen sind bis auf Weiteres nicht genehmigt.",
        ),
    ),
    K.NOT_PROFESSIONAL: (
        Words(
            "Wir raten davon ab. An dieser Stelle würde es das Problem nur in die nächste Straße verlegen. "
            "Wir kommen gern "
            "in die Konferenz und suchen mit Ihnen etwas Besseres.",
            "Nach einer Begehung mit der Polizei und dem Träger vor Ort halten alle drei eine andere Lösung "
            "für wirksamer.",
        ),
    ),
}  # fmt: skip
# One after the other: what is possible more often than what is not.
TURN = (
    K.NEEDS_DECISION, K.OWN_MEANS, K.PARTLY, K.NEEDS_DECISION, K.NOT_FUNDED, K.NEEDS_DECISION, K.EXISTS, K.PARTLY,
    K.NEEDS_DECISION, K.NOT_LEGAL, K.OWN_MEANS, K.NOT_PROFESSIONAL,
)  # fmt: skip
COSTS = (
    "48250.50", "1850.00", "12400.00", "186000.00", "7320.75", "64900.00", "329500.00", "960.40", "23780.00",
)  # fmt: skip
ASKED = (
    "Was ist möglich, was kostet es, und bis wann kann es fertig sein?",
    "Die Konferenz möchte wissen, ob es schon etwas in der Nähe gibt und warum es nicht genutzt wird.",
    "Bitte sagen Sie auch, was sofort geht, bevor das Ganze fertig ist.",
)
NOT_OURS = (
    "Wir sind nicht zuständig: Die Fläche verwaltet das andere Amt. Wir haben dort angerufen.",
    "Das ist keine Aufgabe unseres Amts. Zuständig ist, wer den Betrieb bezahlt.",
    "Wir planen das nicht, wir werden dazu nur gehört.",
)
NOBODYS = "Weder wir noch die Ämter, die wir gefragt haben, sind dafür zuständig. Bitte entscheiden Sie."
ASSIGNED = "Die Steuerungsgruppe hat beide Ämter gehört: Wer den größten Teil der Kosten trägt, antwortet."
PARTS = (
    "Aus unserer Sicht spricht nichts dagegen. Den Anschluss übernehmen wir mit der ohnehin geplanten Erneuerung.",
    "Bitte denken Sie an einen Weg ohne Stufen. Dafür stellen wir unseren Entwurf zur Verfügung.",
    "Wir beteiligen uns mit zwei Stunden in der Woche, wenn ein Raum da ist.",
)
QUESTIONS = (
    (
        "Ist die ganze Straße gemeint oder nur der Platz vor der Schule?",
        "Der Platz vor der Schule und die Querung dahin.",
    ),
    (
        "Zu welcher Tageszeit fehlt es am meisten?",
        "Nachmittags ab drei, wenn die Schule aus ist, und am Samstag.",
    ),
    (
        "Gibt es einen Träger, der den Schlüssel übernehmen würde?",
        "Ja, das Stadtteilbüro hat es in der Sitzung zugesagt.",
    ),
)
REMARK = (
    "Bitte nennen Sie die laufenden Kosten getrennt und sagen Sie einfacher, warum es erst im Sommer geht."
)
LONGER = "Die Begehung mit dem Träger war wegen Krankheit erst jetzt möglich."
# Office, kind, title, years before and after the first day of the story, address, passage.
PLANS = (
    ("amt-jugend", "youth", "Jugendhilfeplan, Teil Kinder- und Jugendarbeit", 1, 4, "Kapitel 4.2"),
    ("amt-schule", "schools", "Schulentwicklungsplan", 2, 4, "Tabelle 12"),
    ("amt-stadtentwicklung", "housing", "Wohnraumkonzept", 3, 5, "Maßnahme 9"),
    ("amt-stadtentwicklung", "land_use", "Flächennutzungsplan", 9, None, "Blatt 7"),
    ("amt-verkehr", "transport", "Verkehrsentwicklungsplan Nahmobilität", 2, 8, "Achse 3"),
    ("amt-soziales", "health", "Rahmenplan Gesundheit im Quartier", 1, 3, "Ziel 5"),
    ("amt-soziales", "old_age", "Altenhilfe- und Pflegeplan", 1, 4, "Kapitel 3"),
    ("amt-gruen", "other", "Spielflächenleitplan", 2, 3, "Nummer 41"),
)  # fmt: skip
PASSAGES = {title: passage for _office, _kind, title, _before, _after, passage in PLANS}


def kind_of(number: int) -> AnswerKind:
    """The kind of the answer to a need of the story."""
    return TURN[number % len(TURN)]


def words_of(number: int) -> Words:
    """What is said."""
    known = ANSWERS[kind_of(number)]
    return known[number // len(TURN) % len(known)]


def cost_of(number: int) -> Decimal | None:
    """What it costs, where it is possible."""
    return Decimal(COSTS[number % len(COSTS)]) if kind_of(number) in POSSIBLE else None

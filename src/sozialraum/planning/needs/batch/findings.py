"""The issue log of a table: where something stands, what was found, what was expected, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Severity(StrEnum):
    """An error keeps a row out, a warning leaves a value out, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITIES: dict[Severity, Promise] = {
    Severity.ERROR: _("Zeile wird nicht übernommen"),
    Severity.WARNING: _("Zeile wird übernommen, Angabe bitte prüfen"),
    Severity.NOTE: _("nur zur Kenntnis"),
}
E, W, N = Severity
# kind → severity, what is the matter, what was expected
KINDS: dict[str, tuple[Severity, Promise, Promise | str]] = {
    "no_text": (E, _("Es fehlt, was gesagt wurde."), _("ein Satz oder mehr")),
    "too_long": (E, _("Der Text ist zu lang."), _("höchstens 6.000 Zeichen")),
    "broken_row": (E, _("Die Zeile hat mehr Zellen als der Tabellenkopf."),
        _("Texte mit Trennzeichen in Anführungszeichen")),
    "formula_failed": (E, _("Eine Formel ergab hier einen Fehler."), _("der Wert selbst")),
    "no_behalf": (E, _("Es fehlt, für wen gesprochen wird."), _("ein Wort in der Tabelle oder oben auf der Seite")),
    "no_place": (E, _("Der Ort fehlt."), _("Längen- und Breitengrad oder ein Sozialraum")),
    "bad_coordinate": (E, _("Das ist kein Längen- oder Breitengrad."), _("Grad als Zahl, zum Beispiel 12,3731")),
    "outside": (E, _("Der Punkt liegt nicht in der Stadt."), _("ein Punkt innerhalb der Stadtgrenze")),
    "swapped": (E, _("Länge und Breite sind vertauscht."), _("die beiden Spalten andersherum zuordnen")),
    "unknown_space": (E, _("Diesen Sozialraum gibt es nicht."), _("Name oder Nummer eines Sozialraums")),
    "bad_persons": (E, _("Für wie viele Menschen das gesagt wurde, ist nicht zu lesen."),
        _("eine ganze Zahl von 1 bis 10.000, oder nichts für einen Menschen")),
    "said_before": (E, _("Das haben Sie schon aus einer anderen Tabelle gemeldet."),
        _("Wortlaut und Ort, die neu sind")),
    "space_differs": (W, _("Der Punkt liegt in einem anderen Sozialraum. Es gilt der Punkt."),
        _("derselbe Sozialraum")),
    "space_passed_over": (W, _("Diesen Sozialraum gibt es nicht. Es gilt der Punkt."),
        _("Name oder Nummer eines Sozialraums")),
    "title_cut": (W, _("Der Titel ist zu lang und wird gekürzt."), _("höchstens 160 Zeichen")),
    "unknown_kind": (W, _("Diese Art gibt es nicht; es gilt „fehlt oder stört“."), _("fehlt, gut oder Idee")),
    "unknown_dimension": (W, _("Diese Lebenslage gibt es nicht."), _("eine der Lebenslagen, mehrere mit Komma")),
    "unknown_group": (W, _("Diese Gruppe gibt es nicht."), _("eine der Gruppen, mehrere mit Komma")),
    "unknown_channel": (W, _("Diesen Weg gibt es nicht; es gilt „aus einer Tabelle“."),
        _("Papier, Gespräch, Gang oder Tabelle")),
    "unknown_language": (W, _("Diese Sprache kennt das Programm nicht; es gilt Deutsch."), _("de oder en")),
    "bad_date": (W, _("Das ist kein Datum."), _("zum Beispiel 24.10.2025")),
    "future_date": (W, _("Dieser Tag liegt in der Zukunft."), _("heute oder früher")),
    "names_somebody": (W, _("Der Text nennt vielleicht einen Menschen."),
        _("keine Namen, Telefonnummern und Adressen einzelner Menschen")),
    "lost_letters": (W, _("In diesem Text sind Buchstaben verloren gegangen, bevor die Datei hierher kam."),
        _("ä, ö, ü, ß statt �")),
    "behalf_cut": (W, _("Die Angabe, für wen gesprochen wird, ist zu lang und wird gekürzt."),
        _("höchstens 200 Zeichen")),
    "looks_like_formula": (N, _("Der Text beginnt wie eine Formel. Er wird als Text genommen."), _("Text")),
    "same_twice": (N, _("Derselbe Wortlaut am selben Ort steht mehrmals in der Tabelle. Jede Zeile zählt."),
        _("eine Zeile für jede Stimme")),
    "empty_rows": (N, _("Leere Zeilen werden übergangen."), "–"),
    "column_not_taken": (N, _("Diese Spalte wird nicht übernommen."), "–"),
    "sheet_not_read": (N, _("Weitere Tabellenblätter werden nicht gelesen."),
        _("alle Meldungen auf dem ersten Blatt")),
    "encoding": (N, _("Die Datei ist nicht in UTF-8 geschrieben; sie wurde als Windows-Text gelesen."),
        _("lesbare Umlaute: Sehen Sie die Vorschau durch")),
}  # fmt: skip
SHOWN = 80  # characters of what was found; more is in the file


@dataclass(frozen=True)
class Finding:
    """One line of the log. row: as a spreadsheet numbers it; None where the whole file is meant."""

    kind: str
    row: int | None = None
    column: str = ""
    found: str = ""
    count: int = 1

    @property
    def severity(self) -> Severity:
        return KINDS[self.kind][0]

    @property
    def consequence(self) -> Promise:
        return SEVERITIES[self.severity]

    @property
    def text(self) -> Promise:
        return KINDS[self.kind][1]

    @property
    def expected(self) -> Promise | str:
        return KINDS[self.kind][2]


class Log:
    """Findings as they come; the same about the whole file is one line with a count."""

    def __init__(self) -> None:
        self._lines: dict[object, Finding] = {}

    def add(self, kind: str, row: int | None = None, column: str = "", found: str = "") -> None:
        """Note a finding; an unknown kind raises."""
        severity = KINDS[kind][0]
        shown = found if len(found) <= SHOWN else found[: SHOWN - 1] + "…"
        same = (kind, column, shown) if row is None else (kind, row, column, severity)
        held = self._lines.get(same)
        made = Finding(kind, row, column, shown)
        self._lines[same] = made if held is None else replace(held, count=held.count + 1)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take over what an earlier phase found."""
        for one in findings:
            self._lines[len(self._lines), one.kind] = one

    def findings(self) -> tuple[Finding, ...]:
        """Errors first, then warnings, then notes; each by row."""
        order = list(Severity)
        return tuple(sorted(self._lines.values(), key=lambda f: (order.index(f.severity), f.row or 0)))

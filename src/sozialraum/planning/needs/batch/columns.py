"""Phase two: which column is what. The heads tell; whoever brings the table can choose otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXT, TITLE, LONGITUDE, LATITUDE, SPACE = "text", "title", "longitude", "latitude", "space"
KIND, DIMENSION, GROUP, PERSONS, BEHALF = "kind", "dimension", "group", "persons", "on_behalf_of"
CHANNEL, DATE, LANGUAGE = "channel", "date", "language"
# What a column can be, as it is shown.
MEANINGS: dict[str, Promise] = {
    TEXT: _("Was gesagt wurde"),
    TITLE: _("Titel"),
    LONGITUDE: _("Längengrad"),
    LATITUDE: _("Breitengrad"),
    SPACE: _("Sozialraum (Name oder Nummer)"),
    KIND: _("Art: fehlt, gut, Idee"),
    DIMENSION: _("Lebenslage"),
    GROUP: _("Für welche Gruppe"),
    PERSONS: _("Wie viele Menschen"),
    BEHALF: _("Im Namen von wem"),
    CHANNEL: _("Auf welchem Weg gehört"),
    DATE: _("Wann gehört"),
    LANGUAGE: _("Sprache"),
}
# Heads as people write them, folded; the first that fits wins.
_HEADS: dict[str, tuple[str, ...]] = {
    TEXT: (
        "text", "wortlaut", "meldung", "was gesagt wurde", "beitrag", "beschreibung", "anliegen", "bedarf", "was",
        "was fehlt", "kommentar", "vorschlag", "contribution", "description", "comment", "message", "words",
    ),
    TITLE: ("titel", "title", "kurz gesagt", "ueberschrift", "betreff", "subject", "headline", "name"),
    LONGITUDE: ("lon", "lng", "long", "longitude", "laengengrad", "laenge", "geo laenge", "x"),
    LATITUDE: ("lat", "latitude", "breitengrad", "breite", "geo breite", "y"),
    SPACE: (
        "sozialraum", "sozialraum nr", "raum", "ort", "stadtteil", "ortsteil", "quartier", "viertel", "stadtviertel",
        "social space", "space", "district", "quarter", "neighbourhood", "neighborhood", "place",
    ),
    KIND: ("art", "typ", "kind", "type"),
    DIMENSION: ("lebenslage", "lebenslagen", "dimension", "dimensionen", "thema", "themen", "kategorie",
                "dimensions", "topic", "category"),
    GROUP: ("gruppe", "gruppen", "zielgruppe", "fuer wen", "fuer welche gruppe", "betroffene", "group", "groups",
    "for whom"),
    PERSONS: ("personen", "anzahl", "anzahl personen", "wie viele", "wie viele menschen", "menschen", "persons",
              "people", "number of people", "how many"),
    BEHALF: ("im namen von", "im namen von wem", "fuer wen gesprochen", "wer", "von wem", "on behalf of", "who",
    "from"),
    CHANNEL: ("weg", "kanal", "wie gehoert", "auf welchem weg gehoert", "channel", "how heard"),
    DATE: ("datum", "tag", "am", "wann", "gehoert am", "wann gehoert", "date", "heard on", "when"),
    LANGUAGE: ("sprache", "language", "lang"),
}  # fmt: skip
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

Columns = dict[str, int]  # meaning → position of the column


def folded(text: str) -> str:
    """Small letters without umlauts, signs as blanks: “Sozialraum-Nr.” is “sozialraum nr”."""
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold().translate(_SPELT)))


def recognise(heads: Sequence[str], further: Mapping[str, str] | None = None) -> Columns:
    """The columns that can be told by their heads. further: heads that only this city uses, and what they mean."""
    plain = [folded(head) for head in heads]
    found: Columns = {}
    for meaning, known in _HEADS.items():
        own = tuple(folded(head) for head, what in (further or {}).items() if what == meaning)
        for head in (*known, *own):
            if head in plain and plain.index(head) not in found.values():
                found[meaning] = plain.index(head)
                break
    return found


def chosen(heads: Sequence[str], given: Mapping[str, str], proposed: Columns) -> Columns:
    """What was chosen by hand (meaning → number of the column, "" for none); without a choice what was proposed."""
    found = dict(proposed)
    for meaning in MEANINGS:
        if meaning in given:
            found.pop(meaning, None)
            text = given[meaning]
            if text.isascii() and text.isdecimal() and int(text) < len(heads):
                found[meaning] = int(text)
    return found

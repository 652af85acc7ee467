"""What a text says of other people: found, and proposed for blacking out. A person decides what is blacked out.

Finds too much rather than too little: a street with a house number is proposed even where a shop is meant. A street
alone is a place and no personal data, and so is what is named after somebody (“Anna-Seghers-Schule”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.needs.queries.first_names import FIRST_NAMES

EMAIL, IBAN, PHONE, PLATE, BIRTH, ADDRESS, NAME = (
    "email",
    "iban",
    "phone",
    "plate",
    "birth",
    "address",
    "name",
)
KINDS: dict[str, Promise] = {
    EMAIL: _("E-Mail-Adresse"), IBAN: _("Bankverbindung"), PHONE: _("Telefonnummer"), PLATE: _("Kennzeichen"),
    BIRTH: _("Geburtsdatum"), ADDRESS: _("Straße mit Hausnummer"), NAME: _("Name"),
}  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Span(NamedTuple):
    """A part of a text, half-open in characters: [begin, end)."""

    begin: int
    end: int
    kind: str


def found(text: str) -> list[Span]:
    """What may tell who somebody is, in the order of the text; no two overlap."""
    taken: list[Span] = []
    for find in (_emails, _ibans, _births, _phones, _plates, _addresses, _titled, _full_names):
        for span in find(text):
            if not any(span.begin < other.end and other.begin < span.end for other in taken):
                taken.append(span)
    return sorted(taken)


# -- by their form -----------------------------------------------------------------------------------------

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_IBAN = re.compile(
    r"\bDE ?\d{2}(?: ?\d{4}){4} ?\d{2}\b|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b", re.A
)
_DAY = r"\d{1,2}\. ?(?:\d{1,2}\. ?|[A-Za-zä]{3,9}\.? )\d{2,4}"
_BIRTH = re.compile(
    rf"(?:\bgeb(?:\.|oren)|\bgeburtsdatum:?|\bgeburtstag:?|[*✶])\s{{0,2}}(?:ist |war |am |den )*({_DAY}|\d{{4}}\b)",
    re.I,
)
_PHONE = re.compile(
    r"(?<![\w.,+])(?:(?:\+|00)[1-9]\d{0,2}(?:[ \u00a0()/–-]{0,3}\d){6,13}"
    r"|\(?0[1-9]\d{1,4}\)?(?:[ \u00a0/–-]{0,3}\d){4,10})(?!\d|[.,]\d)",
    re.A,
)
_CALLED = re.compile(
    r"\b(?:tel(?:efon)?(?:nummer)?|fon|handy(?:nummer)?|mobil|fax|rufnummer|whatsapp|anrufen unter)\.?:? {0,2}"
    r"(?:ist |unter )?(\d(?:[ /–-]?\d){4,13})",
    re.I | re.A,
)
_TWO_POSTCODES = re.compile(r"\d{5}\D{1,5}\d{5}")
_PLATE = re.compile(r"(?<![\w-])([A-ZÄÖÜ]{1,3})(?:-| ?- ?| )([A-Z]{1,2}) ?[1-9]\d{0,3}[EH]?(?![\w-])")
_NO_DISTRICTS = _words("DIN ISO EN SGB BGB TV AG GG IC EG OG KG PKW LKW ÖPNV")


def _emails(text: str) -> Iterator[Span]:
    return (Span(*match.span(), EMAIL) for match in _EMAIL.finditer(text))


def _ibans(text: str) -> Iterator[Span]:
    return (Span(*match.span(), IBAN) for match in _IBAN.finditer(text))


def _births(text: str) -> Iterator[Span]:
    return (Span(*match.span(1), BIRTH) for match in _BIRTH.finditer(text))


def _phones(text: str) -> Iterator[Span]:
    for match in _PHONE.finditer(text):
        if not _TWO_POSTCODES.fullmatch(match.group()):
            yield Span(*match.span(), PHONE)
    for match in _CALLED.finditer(text):
        yield Span(*match.span(1), PHONE)


def _plates(text: str) -> Iterator[Span]:
    for match in _PLATE.finditer(text):
        if match[1] not in _NO_DISTRICTS and match[2] not in _NO_DISTRICTS:
            yield Span(*match.span(), PLATE)


# -- where somebody lives ----------------------------------------------------------------------------------

_WAYS = r"stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|ring|damm|ufer|chaussee|steig|markt|graben|pfad|hof|zeile|anger"
_NUMBER = r"\d{1,3} ?(?:[a-hA-H]\b)?(?: ?[-–/] ?\d{1,3}[a-h]?)?"
# The end of a street's name and the number; the beginning is looked for backwards, so that no text takes long.
_STREET = re.compile(rf"(?:{_WAYS}) ?({_NUMBER})(?![\w:]|\.\d)", re.I)
_LONGEST_STREET = 60
_STREET_NAME = re.compile(r"[^\W\d_][\w.-]*$")
_ALONE = re.compile(
    rf"\b([A-ZÄÖÜ]\w+(?:er|es?|n)) "
    r"((?:Stra(?:ß|ss)e|Str\.|Weg|Gasse|Allee|Platz|Ring|Damm|Ufer|Chaussee|Steig|Markt|Hof))"
    rf" ({_NUMBER})(?![\w:])"
)
_OF = re.compile(
    rf"\b(Stra(?:ß|ss)e|Platz|Allee|Weg) (?:des|der|zum|zur) [A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)? ({_NUMBER})(?![\w:])"
)
_AT = re.compile(
    rf"\b(?:Am|An der|An den|Auf der|Auf dem|Zum|Zur|Unter den|Hinter der|Hinter dem|Vor dem|Vor der) [A-ZÄÖÜ][\w-]+"
    rf" ({_NUMBER})(?=\s*(?:$|[.,;:!?)]|(?:wohn|leb|ist|hat|und|steht|sind|in|im|neben|gegenüber|bei)\w*))"
)
_ARTICLES = _words(
    """Die Der Das Eine Einer Diese Dieser Jede Jeder Keine Meine Meiner Ihre Unsere Unserer Eure Welche Alle"""
)
_PLACES_OF_ALL = re.compile(
    r"(?:spiel|park|sport|bolz|fußball|tennis|arbeits|stell|sitz|liege|schlaf|kita|ausbildungs|betreuungs|schul|bahn|fried|"
    r"innen|hinter|pausen|rad|geh|fuß|super|wochen|floh|jahr|weihnachts|wander|wohnungs|arbeits|fahrrad|bau|marktp)"
    r"(?:platz|hof|weg|markt|ring)$|^(?:spielstraße|einbahnstraße|fahrradstraße|umgehungsstraße|straße|strasse|str\.|weg|"
    r"platz|hof|markt|ring|allee|gasse|feldweg|bauernhof|vorhof|ausweg|umweg|unterwegs)$",
    re.I,
)
_COUNTED = re.compile(
    r"\s*(?:km|m|cm|uhr|meter|minuten|jahre|prozent|personen|leute|mal|neue|kinder|bänke|bäume|stunden|autos|euro|x)\b|\s*[%€×]",
    re.I,
)


def _addresses(text: str) -> Iterator[Span]:
    for match in _STREET.finditer(text):
        before = _STREET_NAME.search(text[max(0, match.start() - _LONGEST_STREET) : match.start()])
        name = (before.group() if before else "") + text[match.start() : match.start(1)].rstrip()
        if before and name[0].isupper() and not _PLACES_OF_ALL.search(name):
            yield from _address(text, match, len(before.group()))
    for match in _ALONE.finditer(text):
        if match[1] not in _ARTICLES:
            yield from _address(text, match)
    for pattern in (_OF, _AT):
        for match in pattern.finditer(text):
            yield from _address(text, match)


def _address(text: str, match: re.Match[str], more: int = 0) -> Iterator[Span]:
    """more: how many characters before the match belong to the street."""
    if not _COUNTED.match(text, match.end()):
        end = match.end() - (len(match.group()) - len(match.group().rstrip()))
        yield Span(match.start() - more, end, ADDRESS)


# -- names -------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_TITLES = _words(
    """Herr Herrn Frau Fr. Hr. Familie Fam. Dr. Prof. Doktor Professor Professorin Pfarrer Pfarrerin Pastor"""
)
_BETWEEN = _words("von van de der den zu al el ben")
_ANY = _words("eine einer einen jede jeder keine mancher manche welche als pro je für")
# After "Frau" and "Familie" these are no surnames; "Frau Holle" is a fairy tale, and many playgrounds are called so.
_NO_NAMES = _words(
    """Holle Hilfe Angst Probleme Problem Kinder Kind Mann Männer Zeit Geld Arbeit Zentrum Treff Haus Beruf Familie
    Familien Luther Frau Frauen Herr Mutter Vater Gott Sorgerecht Zuhause Ort Leben Gesundheit Doktor Meldung
    Wohnung Sozial Stadt Bürgermeister Bürgermeisterin Oberbürgermeister Oberbürgermeisterin"""
)
_PLACE_WORD = re.compile(
    r"(?:stra(?:ß|ss)e|str\.?|platz|weg|allee|gasse|schule|gymnasium|kita|kindergarten|haus|heim|park|kirche|brunnen|"
    r"denkmal|stift|halle|bad|brücke|ring|ufer|siedlung|stiftung|hof|markt|institut|universität|bibliothek|zentrum|club|"
    r"verein|klinik|klinikum|krankenhaus|garten|eck|treff|stadion|museum|quartier|viertel|höhe|fest|umzug|tag)$",
    re.I,
)
_SAINTS = _words("Sankt St. Heilige Heiliger")


class _Token(NamedTuple):
    word: str
    begin: int
    end: int

    @property
    def is_name(self) -> bool:
        """Whether it could be a surname: begins with a capital and is no word of a place."""
        plain = self.word.rstrip(".")
        return plain[:1].isupper() and plain not in _NO_NAMES and not _PLACE_WORD.search(plain)


def _tokens(text: str) -> list[_Token]:
    """Words with their places; a full stop stays only with titles and single letters."""
    made = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.endswith(".") and word not in _TITLES and word not in _SAINTS and len(word) > 2:
            word = word[:-1]
        made.append(_Token(word, match.start(), match.start() + len(word)))
    return made


def _beside(text: str, one: _Token, other: _Token) -> bool:
    between = text[one.end : other.begin]
    return 0 < len(between) <= 2 and not between.strip(" \u00a0")


def _titled(text: str) -> Iterator[Span]:
    """Names after Herr, Frau, Familie, Dr.; the title stays readable, the name is the span."""
    tokens = _tokens(text)
    for at, token in enumerate(tokens):
        if token.word not in _TITLES or (
            at and tokens[at - 1].word.lower() in _ANY and token.word in ("Frau", "Familie")
        ):
            continue
        names, place = _following(text, tokens, at)
        if names and not place:
            yield Span(names[0].begin, names[-1].end, NAME)


def _full_names(text: str) -> Iterator[Span]:
    """A frequent first name and a capitalised word, or a single letter, after it."""
    tokens = _tokens(text)
    for at, token in enumerate(tokens):
        first = token.word.partition("-")[0] if "-" in token.word else token.word
        if first not in FIRST_NAMES or (at and tokens[at - 1].word in _SAINTS):
            continue
        if "-" in token.word and token.word.rpartition("-")[2] not in FIRST_NAMES:
            continue  # Karl-Marx-Straße
        names, place = _following(text, tokens, at)
        if names and not place:
            yield Span(token.begin, names[-1].end, NAME)


def _following(text: str, tokens: list[_Token], at: int) -> tuple[list[_Token], bool]:
    """Up to three names after a token, and whether they belong to a place: “Anna Seghers Schule”."""
    names: list[_Token] = []
    here = tokens[at]
    for token in tokens[at + 1 : at + 5]:
        if not _beside(text, here, token):
            break
        here = token
        if token.word in _TITLES or (token.word in _BETWEEN and len(names) < 3):
            continue
        if _PLACE_WORD.search(token.word.rstrip(".")) and token.word[:1].isupper():
            return names, True
        if not token.is_name or len(names) == 3:
            break
        names.append(token)
    return names, False

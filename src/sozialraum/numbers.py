"""Numbers and typed values as text, in German and in English: one place for pages, sentences and drawings.

A figure is a value and a state; both are always said. What the eye reads as a sign (DIN 55301) the ear hears
as words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sozialraum.warehouse.values import State

THIN = "\u202f"  # narrow no-break space, between a number and its unit
NO_BREAK = "\u00a0"  # before €: the sum and its sign stand on one line
MINUS = "\u2212"
DASH = "\u2013"

# unit: (short de, short en, spoken de, spoken en); a short unit of "" is not written behind the number
UNITS: dict[str, tuple[str, str, str, str]] = {
    "percent": ("%", "%", "Prozent", "percent"),
    "percentage_points": ("Prozentpunkte", "percentage points", "Prozentpunkte", "percentage points"),
    "per_100": ("je 100", "per 100", "je 100", "per 100"),
    "per_1000": ("je 1.000", "per 1,000", "je tausend", "per thousand"),
    "per_10000": ("je 10.000", "per 10,000", "je zehntausend", "per ten thousand"),
    "per_100000": ("je 100.000", "per 100,000", "je hunderttausend", "per hundred thousand"),
    "per_km2": ("je km²", "per km²", "je Quadratkilometer", "per square kilometre"),
    "euro_per_month": ("€", "€", "Euro im Monat", "euros per month"),
    "m2_per_dwelling": ("m²", "m²", "Quadratmeter je Wohnung", "square metres per dwelling"),
    "persons": ("", "", "Personen", "persons"),
    "persons_per_ha": ("je ha", "per ha", "Personen je Hektar", "persons per hectare"),
    "persons_per_household": ("", "", "Personen je Haushalt", "persons per household"),
    "households": ("", "", "Haushalte", "households"),
    "dwellings": ("", "", "Wohnungen", "dwellings"),
    "buildings": ("", "", "Gebäude", "buildings"),
    "places": ("", "", "Plätze", "places"),
    "cases": ("", "", "Fälle", "cases"),
    "euro": ("€", "€", "Euro", "euros"),
    "euro_per_m2": ("€/m²", "€/m²", "Euro je Quadratmeter", "euros per square metre"),
    "m2": ("m²", "m²", "Quadratmeter", "square metres"),
    "m2_per_person": ("m²", "m²", "Quadratmeter je Person", "square metres per person"),
    "ha": ("ha", "ha", "Hektar", "hectares"),
    "km2": ("km²", "km²", "Quadratkilometer", "square kilometres"),
    "metres": ("m", "m", "Meter", "metres"),
    "minutes": ("min", "min", "Minuten", "minutes"),
    "years": ("Jahre", "years", "Jahre", "years"),
    "days": ("Tage", "days", "Tage", "days"),
    "points": ("", "", "Punkte", "points"),
    "score": ("", "", "Punkte", "points"),
    "index": ("", "", "", ""),
    "ratio": ("", "", "", ""),
    "": ("", "", "", ""),
}

# Spoken German units that change in the dative, as behind "von", "bei", "mit", "zwischen", by their first word.
DATIVE = {
    "Fälle": "Fällen", "Gebäude": "Gebäuden", "Haushalte": "Haushalten", "Jahre": "Jahren", "Meter": "Metern",
    "Plätze": "Plätzen", "Prozentpunkte": "Prozentpunkten", "Punkte": "Punkten", "Quadratmeter": "Quadratmetern",
    "Quadratkilometer": "Quadratkilometern", "Tage": "Tagen",
}  # fmt: skip

# What stands on a page where DIN 55301 has a sign that looks like another one: "." beside "·".
_SHOWN = {State.UNKNOWN: (f"k.{THIN}A.", "n/a")}

# state: (short de, short en, long de, long en)
MEANINGS: dict[State, tuple[str, str, str, str]] = {
    State.OBSERVED: ("erhoben", "observed", "Der Wert ist erhoben.", "The value was observed."),
    State.EXACT_ZERO: (
        "genau null", "exactly zero",
        "Genau null: Es gibt hier keinen Fall.", "Exactly zero: there is no case here.",
    ),
    State.ROUNDED_ZERO: (
        "gerundet null", "rounded to zero",
        "Mehr als nichts, aber weniger als die Hälfte der kleinsten gezeigten Einheit.",
        "More than nothing, but less than half of the smallest unit shown.",
    ),
    State.SECRET: (
        "geheim gehalten", "kept secret",
        "Geheim gehalten, damit niemand einzelne Menschen aus der Zahl herauslesen kann.",
        "Kept secret so that nobody can read single persons out of the figure.",
    ),
    State.UNKNOWN: (
        "unbekannt", "unknown",
        "Unbekannt: Die Stelle, die diese Zahl führt, hat hier keinen Wert geliefert.",
        "Unknown: the office that holds this figure has delivered no value here.",
    ),
    State.LATER: (
        "kommt später", "comes later", "Die Zahl liegt noch nicht vor.", "The figure is not available yet.",
    ),
    State.NOT_APPLICABLE: (
        "ausgenommen", "excluded",
        "Nicht sinnvoll oder von der Auswertung ausgenommen, zum Beispiel wegen zu weniger Menschen.",
        "Not meaningful or excluded from the analysis, for example because too few people live here.",
    ),
    State.UNRELIABLE: (
        "zu unsicher", "too unreliable",
        "Die Zahl ist zu unsicher, um sie zu zeigen.", "The figure is too unreliable to be shown.",
    ),
    State.LIMITED: (
        "eingeschränkt verlässlich", "of limited reliability",
        "Die Zahl ist nur eingeschränkt verlässlich.", "The figure is of limited reliability.",
    ),
    State.PROVISIONAL: (
        "vorläufig", "provisional", "Die Zahl ist vorläufig.", "The figure is provisional.",
    ),
    State.REVISED: (
        "berichtigt", "revised", "Die Zahl wurde nachträglich berichtigt.", "The figure was revised later.",
    ),
    State.ESTIMATED: (
        "geschätzt", "estimated",
        "Die Zahl ist geschätzt, nicht gezählt.", "The figure is an estimate, not a count.",
    ),
    State.FORECAST: (
        "Vorausberechnung", "forecast", "Die Zahl ist vorausberechnet.", "The figure is a forecast.",
    ),
}  # fmt: skip

_MARKED = frozenset({State.PROVISIONAL, State.REVISED, State.ESTIMATED, State.FORECAST})


@dataclass(frozen=True)
class Writer:
    """The functions of this module with unit, decimals and language already chosen.

    Without a state a number is taken as observed and NaN as unknown.
    """

    unit: str = ""
    decimals: int = 0
    language: str = "de"

    def number(self, value: float) -> str:
        """The bare number: 11,4."""
        return number(value, self.decimals, self.language)

    def figure(self, value: float, state: int = State.OBSERVED) -> str:
        """For the eye: 11,4 %."""
        return figure(value, state, self.unit, self.decimals, self.language)

    def spoken(self, value: float, state: int = State.OBSERVED, *, dative: bool = False) -> str:
        """For the ear: 11,4 Prozent; in the dative 11,4 Jahren."""
        return spoken(value, state, self.unit, self.decimals, self.language, dative=dative)

    def bare(self, value: float, state: int = State.OBSERVED) -> str:
        """For the ear without the unit, which another number of the same sentence bears."""
        return spoken(value, state, "", self.decimals, self.language)

    def span(self, lower: float, upper: float) -> str:
        """Two bounds: 9,8 bis 13,1 %; nothing where one is unknown."""
        if math.isnan(lower) or math.isnan(upper):
            return ""
        return span(lower, upper, self.unit, self.decimals, self.language)


def number(value: float, decimals: int = 0, language: str = "de") -> str:
    """A number with its thousands and decimals set as the language does: 1.234,5 or 1,234.5."""
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(c in "123456789" for c in text)
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if negative else text


def euros(cents: int, language: str = "de") -> str:
    """An amount of money, exact to the cent: whole euros without decimals.

    >>> euros(100_000), euros(100_050, "en")
    ('1.000\xa0€', '€1,000.50')
    """
    whole, rest = divmod(abs(cents), 100)
    text = f"{whole:,}" + (f".{rest:02}" if rest else "")
    if language != "en":
        text = text.translate(str.maketrans(",.", ".,"))
    sign_ = "−" if cents < 0 else ""
    return f"{sign_}€{text}" if language == "en" else f"{sign_}{text}{NO_BREAK}€"


class NotAnAmountError(ValueError):
    """What somebody typed can't be read as an amount of money without guessing."""


# Whole part and cents. Where both marks stand, the last one is the decimal mark in either language.
_GERMAN = re.compile(r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?|([0-9]+)\.([0-9]{1,2})")
_ENGLISH = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?|([0-9]+),([0-9]{1,2})")
_BOTH = (
    re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]{1,2})"),
    re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{1,2})"),
)
LARGEST_AMOUNT = Decimal("999999999999.99")


def amount(text: str, language: str = "de") -> Decimal:
    """Money as people type it, exact to the cent: 1.234,56; 1234,5; 1234.50; 1 234 €. Never below 0.

    A mark before three digits sets thousands apart as the language does. Raises NotAnAmountError for all that could be
    read in two ways.

    >>> amount("1.234,56"), amount("1.234"), amount("1,234", "en")
    (Decimal('1234.56'), Decimal('1234.00'), Decimal('1234.00'))
    """
    bare = re.sub(r"\s|€|Euros?|EUR", "", text, flags=re.IGNORECASE)
    for form in (_ENGLISH if language == "en" else _GERMAN, *_BOTH):
        found = form.fullmatch(bare)
        if found is not None:
            whole, cents, *_rest = [*(one for one in found.groups() if one is not None), ""]
            break
    else:
        raise NotAnAmountError(text)
    value = Decimal(f"{re.sub('[.,]', '', whole)}.{cents.ljust(2, '0')}")
    if value > LARGEST_AMOUNT:
        raise NotAnAmountError(text)
    return value


LONGEST_ID = 15  # digits


def one_number(text: str) -> int | None:
    """A whole number as addresses and forms bring it, from anybody and in any letters; None where it is none.

    "²" is a digit to Python, and no number; no id has more than fifteen digits.

    >>> one_number("17"), one_number("²"), one_number("-1")
    (17, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None


def with_unit(text: str, unit: str, language: str = "de") -> str:
    """Set a unit behind a number that is already text; nothing for plain counts."""
    short = _unit(unit)[0 if language == "de" else 1]
    return f"{text}{THIN}{short}" if short else text


def figure(value: float, state: int, unit: str, decimals: int = 0, language: str = "de") -> str:
    """A typed value for the eye: 11,4 %, –, ·, (11,4 %), 11,4 % p."""
    kind = State(state)
    if not kind.is_number or math.isnan(value):
        return sign(kind if not kind.is_number else State.UNKNOWN, language)
    if kind is State.EXACT_ZERO:
        return kind.sign
    text = with_unit(number(value, decimals, language), unit, language)
    if kind is State.LIMITED:
        return f"({text})"
    return f"{text}{THIN}{kind.sign}" if kind in _MARKED else text


def spoken(
    value: float, state: int, unit: str, decimals: int = 0, language: str = "de", *, dative: bool = False
) -> str:
    """The same for the ear and for sentences: 11,4 Prozent; geheim gehalten; 11,4 Prozent, vorläufig.

    dative: the unit as it stands behind "von", "bei", "mit", "zwischen".
    """
    kind = State(state)
    if not kind.is_number or math.isnan(value):
        return meaning(kind if not kind.is_number else State.UNKNOWN, language)
    if kind is State.EXACT_ZERO:
        return meaning(kind, language)
    words = _in_dative(_unit(unit)[2]) if dative and language == "de" else unit_words(unit, language)
    text = f"{number(value, decimals, language)} {words}".strip()
    if kind is State.OBSERVED:
        return text
    return f"{text}, {meaning(kind, language)}"


def sign(state: int, language: str = "de") -> str:
    """A state as pages show it in place of a number: ·, k. A., x."""
    shown = _SHOWN.get(State(state))
    return shown[0 if language == "de" else 1] if shown else State(state).sign


def meaning(state: int, language: str = "de") -> str:
    """A state in two words: geheim gehalten."""
    return MEANINGS[State(state)][0 if language == "de" else 1]


def explanation(state: int, language: str = "de") -> str:
    """A state in a sentence that a newcomer understands."""
    return MEANINGS[State(state)][2 if language == "de" else 3]


def legend(states: Iterable[int], language: str = "de") -> list[tuple[str, str]]:
    """The signs that occur, each with its meaning, in the order of the states; plain numbers need none."""
    occurring = sorted({int(s) for s in states} - {int(State.OBSERVED)})
    return [(sign(s, language), meaning(s, language)) for s in occurring]


def span(lower: float, upper: float, unit: str, decimals: int = 0, language: str = "de") -> str:
    """Two bounds of an interval: 9,8 bis 13,1 %."""
    between = " bis " if language == "de" else " to "
    return (
        number(lower, decimals, language)
        + between
        + with_unit(number(upper, decimals, language), unit, language)
    )


def unit_words(unit: str, language: str = "de") -> str:
    """The unit's name for axes, heads of tables and screen readers: Prozent, Euro je Quadratmeter."""
    return _unit(unit)[2 if language == "de" else 3]


def _in_dative(words: str) -> str:
    first, space, rest = words.partition(" ")
    return DATIVE.get(first, first) + space + rest


def _unit(unit: str) -> tuple[str, str, str, str]:
    """A unit the catalogue of a city adds is shown by its own name."""
    plain = unit.replace("_", " ")
    return UNITS.get(unit) or (plain, plain, plain, plain)

"""What a figure says, in plain words: made from the figures and nothing else, in German and in English.

The wording is neutral: a sentence says what is counted, how it is elsewhere and how it has moved, and never that
something is good or bad. What is secret, unknown or too uncertain is said to be so; a difference that may be chance
is said to be so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sozialraum import numbers
from sozialraum.numbers import Writer
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.changes import Change, Verdict
from sozialraum.warehouse.figures import Figure
from sozialraum.warehouse.profile import Line
from sozialraum.warehouse.values import State

WORDS: dict[str, tuple[str, str]] = {
    "are": ("{where} sind es {value}", "{where} it is {value}"),
    "also": ("{where} {value}", "{where} {value}"),
    "amounts": ("{where} beträgt er {value}", "{where} it is {value}"),
    "city": ("in der Stadt", "in the city"),
    "secret": (
        "{title}: Der Wert für {period} wird hier geheim gehalten, damit niemand einzelne Menschen herauslesen kann",
        "{title}: the value for {period} is kept secret here so that nobody can read single persons out of it",
    ),
    "unknown": (
        "{title}: Für {period} liegt hier kein Wert vor",
        "{title}: there is no value for {period} here",
    ),
    "later": (
        "{title}: Der Wert für {period} liegt hier noch nicht vor",
        "{title}: the value for {period} is not available here yet",
    ),
    "not_applicable": (
        "{title}: Für {period} lässt sich hier kein Wert sinnvoll angeben",
        "{title}: no meaningful value can be given here for {period}",
    ),
    "unreliable": (
        "{title}: Der Wert für {period} ist hier zu unsicher, um ihn zu zeigen",
        "{title}: the value for {period} is too uncertain here to be shown",
    ),
    "last_known": ("Zuletzt bekannt war er für {period}: {value}.", "It was last known for {period}: {value}."),
    "chance": ("Der Unterschied zur Stadt kann Zufall sein.", "The difference from the city may be chance."),
    "rose": ("{span} ist {it} von {a} auf {b} gestiegen.", "{span} {it} has risen from {a} to {b}."),
    "fell": ("{span} ist {it} von {a} auf {b} gesunken.", "{span} {it} has fallen from {a} to {b}."),
    "same": ("{span} ist {it} gleich geblieben.", "{span} {it} has stayed the same."),
    "noise_share": (
        "{span} hat sich {it} nicht erkennbar verändert; der Unterschied kann Zufall sein.",
        "{span} {it} has not changed noticeably; the difference may be chance.",
    ),
    "noise": (
        "{span} schwankt {it}, ohne dass eine Richtung zu erkennen ist.",
        "{span} {it} has gone up and down without a clear direction.",
    ),
    "since": ("Seit {since}", "Since {since}"),
    "between": ("Von {since} bis {until}", "From {since} to {until}"),
    "break": (
        "Ältere Werte sind wegen neuer Grenzen oder einer anderen Zählweise nur eingeschränkt vergleichbar.",
        "Older values can be compared only to a limited extent because boundaries or the way of counting changed.",
    ),
}  # fmt: skip

# What a figure is called when it moves: by its unit, a number "per" something is a number.
_IT = {
    "percent": ("der Anteil", "the share"), "per": ("die Zahl", "the number"), "euro": ("der Betrag", "the amount"),
    "": ("der Wert", "the value"),
}  # fmt: skip

_MISSING = {
    State.SECRET: "secret", State.UNKNOWN: "unknown", State.LATER: "later",
    State.NOT_APPLICABLE: "not_applicable", State.UNRELIABLE: "unreliable",
}  # fmt: skip

# German words for areas that are feminine by their ending, and so stand behind "in der".
_FEMININE = (
    "region",
    "stadt",
    "gemeinde",
    "einheit",
    "gruppe",
    "zone",
    "ung",
    "schaft",
    "gegend",
    "lage",
    "fläche",
)

# A figure older than the newest of its dimension by more than this doesn't speak for it.
_STALE_YEARS = 3


def say(key: str, language: str, **parts: str) -> str:
    """The words for a key in "de" or "en", with its parts filled in."""
    return WORDS[key][0 if language == "de" else 1].format(**parts)


def within(unit: str, language: str) -> str:
    """In a space of this kind: im Stadtbezirk, in der Planungsregion, in the district."""
    if language != "de":
        return f"in the {unit[:1].lower()}{unit[1:]}"
    return f"in der {unit}" if unit.casefold().endswith(_FEMININE) else f"im {unit}"


def dimension_sentences(lines: Sequence[Line], area: str, language: str) -> list[str]:
    """What a dimension says of a space: its first resource and its first burden, else what only describes.

    lines: of one dimension, in the catalogue's order, which is that of their weight. area: the planning area's kind,
    "" where there is none beside. Where nothing is known the first line says why. Nothing for no lines.
    """
    return [line_sentence(x, area, language) for x in telling_lines(lines)]


def telling_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines that speak for their dimension; nothing for no lines that could."""
    telling = [x for x in lines if not x.indicator.context]
    if not telling:
        return []
    newest = max(int(x.period) for x in telling)
    known = [x for x in telling if not math.isnan(x.figure.value)]
    known = [x for x in known if newest - int(x.period) <= _STALE_YEARS] or known
    first = {
        d: next((x for x in known if x.indicator.direction == d), None)
        for d in ("burden", "resource", "neutral")
    }
    chosen = [x for x in (first["resource"], first["burden"]) if x is not None]
    if not chosen and first["neutral"] is not None:
        chosen = [first["neutral"]]
    return chosen or telling[:1]


def line_sentence(line: Line, area: str, language: str) -> str:
    """All that one line of a profile says: its figure, those beside it, and how it has moved."""
    parts = [
        figure_sentence(line.indicator, line.period, line.figure, beside(line, area, language), language)
    ]
    if math.isnan(line.figure.value):
        parts.append(_last_known(line, language))
    else:
        parts += [_remark(line.figure, language), _chance(line, language)]
        parts.append(change_sentence(line.indicator, line.change, line.period, language))
        parts.append(_break(line, language))
    return " ".join(part for part in parts if part)


def beside(line: Line, area: str, language: str) -> list[tuple[str, Figure]]:
    """Places to compare with and their figures, as far as these are numbers."""
    pairs = [(within(area, language) if area else "", line.parent), (say("city", language), line.city)]
    return [(where, f) for where, f in pairs if where and f is not None and not math.isnan(f.value)]


def figure_sentence(
    indicator: Indicator, period: str, figure: Figure, others: Sequence[tuple[str, Figure]], language: str
) -> str:
    """One figure with its year beside others: "Von 100 … (2022); im Stadtbezirk sind es 6,1, in der Stadt 5,4."."""
    if math.isnan(figure.value):
        return _missing_sentence(indicator, period, figure, others, language)
    write = Writer(indicator.unit, indicator.decimals, language)
    aid = indicator.reading_aid[language].format(value=_number(write, figure.value, figure.state)).rstrip(".")
    compared = _compared([(where, _number(write, f.value, f.state)) for where, f in others], "are", language)
    return f"{aid} ({period}){compared}."


def _missing_sentence(
    indicator: Indicator, period: str, figure: Figure, others: Sequence[tuple[str, Figure]], language: str
) -> str:
    write = Writer(indicator.unit, indicator.decimals, language)
    key = _MISSING.get(figure.state, "unknown")
    said = say(key, language, title=indicator.title[language], period=period)
    return (
        said
        + _compared([(where, write.spoken(f.value, f.state)) for where, f in others], "amounts", language)
        + "."
    )


def _compared(others: Sequence[tuple[str, str]], first: str, language: str) -> str:
    """; im Stadtbezirk sind es 6,1, in der Stadt 5,4"""
    said = [
        say("also" if i else first, language, where=where, value=value)
        for i, (where, value) in enumerate(others)
    ]
    return f"; {', '.join(said)}" if said else ""


def _number(write: Writer, value: float, state: int) -> str:
    return "0" if state == State.EXACT_ZERO else write.number(value)


def _remark(figure: Figure, language: str) -> str:
    """What the state of a number adds; nothing for one that was simply observed or counted as none."""
    plain = figure.state in (State.OBSERVED, State.EXACT_ZERO)
    return "" if plain else numbers.explanation(figure.state, language)


def _chance(line: Line, language: str) -> str:
    """Whether the city's value lies within the uncertainty of the space's own."""
    if line.city is None or math.isnan(line.city.value) or math.isnan(line.figure.lower):
        return ""
    decimals = line.indicator.decimals
    differs = round(line.city.value, decimals) != round(line.figure.value, decimals)
    inside = line.figure.lower <= line.city.value <= line.figure.upper
    return say("chance", language) if differs and inside else ""


def change_sentence(indicator: Indicator, change: Change, period: str, language: str) -> str:
    """How the figure has moved since the first year that can be compared; nothing where none can.

    period: of the figure that was told before; a change that ends earlier names its end.
    """
    if change.verdict is Verdict.UNKNOWN:
        return ""
    write = Writer(indicator.unit, indicator.decimals, language)
    key = change.verdict.value
    if change.verdict is Verdict.NOISE and not math.isnan(change.lower):
        key = "noise_share"
    open_ended = change.until == period
    span = say("since" if open_ended else "between", language, since=change.since, until=change.until)
    a, b = _number(write, change.before, change.states[0]), _number(write, change.after, change.states[1])
    return say(key, language, it=subject(indicator.unit, language), a=a, b=b, span=span)


def subject(unit: str, language: str) -> str:
    """What a figure of this unit is called in a sentence: der Anteil, die Zahl, der Betrag, der Wert."""
    kind = unit if unit in _IT else unit.partition("_")[0]
    return _IT.get(kind, _IT[""])[0 if language == "de" else 1]


def _last_known(line: Line, language: str) -> str:
    """The latest value before a missing one, said."""
    found = last_known(line)
    if found is None:
        return ""
    period, value, state = found
    said = Writer(line.indicator.unit, line.indicator.decimals, language).spoken(value, state)
    return say("last_known", language, period=period, value=said)


def last_known(line: Line) -> tuple[str, float, int] | None:
    """Period, value and state of the latest number of a series; None where there is none."""
    s = line.series
    for period, value, state in reversed(
        list(zip(s.periods, s.values.tolist(), s.states.tolist(), strict=True))
    ):
        if not math.isnan(value):
            return period, value, state
    return None


def _break(line: Line, language: str) -> str:
    """That values from before a break exist and were left out of the comparison."""
    known = [
        p for p, v in zip(line.series.periods, line.series.values.tolist(), strict=True) if not math.isnan(v)
    ]
    before = [p for p in known if line.series.breaks and p < max(line.series.breaks)]
    return say("break", language) if before else ""

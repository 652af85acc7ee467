"""What is said of a space beside its indicators: who lives there, its class in an index, where it came from."""

from __future__ import annotations

import math

from sozialraum import numbers
from sozialraum.methods.social_monitoring import Exclusion
from sozialraum.numbers import Writer
from sozialraum.planning.statistics.class_names import class_names
from sozialraum.warehouse.index_standing import IndexStanding
from sozialraum.warehouse.lineage import Lineage, Relative
from sozialraum.warehouse.population import Count, Population, Split
from sozialraum.warehouse.values import State

WORDS: dict[str, tuple[str, str]] = {
    "people": ("Hier leben {count} Menschen ({period}).", "{count} people live here ({period})."),
    "people_missing": (
        "Wie viele Menschen hier {period} lebten, ist {state}.",
        "How many people lived here in {period} is {state}.",
    ),
    "more": (
        "Das sind {count} mehr als {period} ({percent}).",
        "That is {count} more than in {period} ({percent}).",
    ),
    "fewer": (
        "Das sind {count} weniger als {period} ({percent}).",
        "That is {count} fewer than in {period} ({percent}).",
    ),
    "as_many": ("Das sind so viele wie {period}.", "That is as many as in {period}."),
    "of_100": ("Von 100 Menschen sind hier {here}", "Of 100 people here {here}"),
    "of_100_city": ("; in der Stadt sind es {city}", "; in the city it is {city}"),
    "women": ("{value} weiblich", "{value} are female"),
    "foreign": ("{value} ohne deutsche Staatsangehörigkeit", "{value} do not have German nationality"),
    "class": ("{period}: {name}.", "{period}: {name}."),
    "class_value": (
        "Der Wert des Index ist {value}; null ist die Mitte aller Räume.",
        "The value of the index is {value}; zero is the middle of all spaces.",
    ),
    "class_span": (
        "Rechnet man mit dem Zufall in den Kennzahlen, liegt er zwischen {lower} und {upper}.",
        "Allowing for chance in the indicators it lies between {lower} and {upper}.",
    ),
    "class_open": (
        "Die Einordnung ist unsicher: Die Zahlen lassen auch „{others}“ zu.",
        "The class is uncertain: the figures also allow for “{others}”.",
    ),
    "or": (" oder ", " or "),
    "class_unsteady": (
        "Ohne eine einzelne der {count} Kennzahlen käme der Raum in eine andere Klasse.",
        "Without a single one of the {count} indicators the space would be in another class.",
    ),
    "class_steady": (
        "Die Einordnung bleibt gleich, welche einzelne der {count} Kennzahlen man auch weglässt.",
        "The class stays the same whichever single one of the {count} indicators is left out.",
    ),
    "outlier": (
        "Die Stadt hat diesen Raum vom Index ausgenommen, weil er mit den anderen nicht zu vergleichen ist.",
        "The city has excluded this space from the index because it can't be compared with the others.",
    ),
    "too_few": (
        "Hier leben weniger als {least} Menschen, oder ihre Zahl ist unbekannt. Bei so wenigen sagt der Index nichts "
        "Verlässliches; darum ist der Raum ausgenommen.",
        "Fewer than {least} people live here, or their number is unknown. For so few the index says nothing "
        "reliable; the space is therefore excluded.",
    ),
    "no_data": (
        "Mindestens eine der {count} Kennzahlen, aus denen der Index besteht, ist hier für {period} unbekannt. Darum "
        "gibt es keine Einordnung.",
        "At least one of the {count} indicators that make up the index is unknown here for {period}. There is "
        "therefore no class.",
    ),
    "same_before": (
        "Die Grenzen sind dieselben wie vor {year}.", "The boundaries are the same as before {year}.",
    ),
    "same_after": (
        "Die Grenzen blieben auch nach der Änderung von {year} dieselben.",
        "The boundaries stayed the same after the change of {year}.",
    ),
    "from_one": (
        "Vor {year} gehörte alles, was heute dazugehört, zu: {parts}.",
        "Before {year} everything that belongs here today belonged to: {parts}.",
    ),
    "from_many": (
        "Bei der Änderung der Grenzen {year} entstand dieser Raum aus: {parts}.",
        "When the boundaries changed in {year} this space was made of: {parts}.",
    ),
    "to_one": (
        "Seit {year} gehört der ganze Raum zu: {parts}.", "Since {year} the whole space belongs to: {parts}.",
    ),
    "to_many": (
        "Bei der Änderung der Grenzen {year} wurde dieser Raum geteilt: {parts}.",
        "When the boundaries changed in {year} this space was divided: {parts}.",
    ),
    "all_of": ("{name} (ganz)", "{name} (all of it)"),
    "part_of": ("{name} ({share} der Menschen von dort)", "{name} ({share} of the people from there)"),
    "part_to": ("{name} ({share} der Menschen von hier)", "{name} ({share} of the people from here)"),
    "and": (" und ", " and "),
}  # fmt: skip


def say(key: str, language: str, **parts: object) -> str:
    """The words for a key in "de" or "en", with its parts filled in."""
    return WORDS[key][0 if language == "de" else 1].format(**parts)


# Who lives here ----------------------------------------------------------------------------------------------------


def population_sentences(population: Population, language: str) -> list[str]:
    """How many people live in the space, how their number has moved, and who they are; nothing where unknown."""
    if not population.periods:
        return []
    value, state, period = population.total[-1], population.states[-1], population.periods[-1]
    if math.isnan(value):
        return [say("people_missing", language, period=period, state=numbers.meaning(state, language))]
    write = Writer("persons", 0, language)
    first = say("people", language, count=write.number(value), period=period)
    known = [(p, v) for p, v in zip(population.periods, population.total, strict=True) if not math.isnan(v)]
    if len(known) > 1:
        first += " " + _moved(known[0], value, write, language)
    splits = [told for split in population.splits if (told := split_sentence(split, language))]
    return [first, " ".join(splits)] if splits else [first]


def _moved(first: tuple[str, float], value: float, write: Writer, language: str) -> str:
    period, before = first
    key = "as_many" if value == before else "more" if value > before else "fewer"
    percent = Writer("percent", 0 if abs(value / before - 1) >= 0.095 else 1, language) if before else None
    return say(
        key, language, count=write.number(abs(value - before)), period=period,
        percent=("+" if value > before else "") + percent.figure((value / before - 1) * 100) if percent else "–",
    )  # fmt: skip


def split_sentence(split: Split, language: str) -> str:
    """How many of 100 are women, or foreign nationals; nothing for ages and for what isn't known."""
    told = {"sex": "women", "origin": "foreign"}.get(split.axis, "")
    count = next((c for c in split.counts if c.group == told), None)
    if count is None or math.isnan(count.share):
        return ""
    write = Writer("percent", 1, language)
    here = say("of_100", language, here=say(told, language, value=write.number(count.share)))
    city = (
        ""
        if math.isnan(count.city_share)
        else say("of_100_city", language, city=write.number(count.city_share))
    )
    return f"{here}{city}."


def hidden(counts: tuple[Count, ...]) -> bool:
    """Whether some of the counts are secret."""
    return any(c.state is State.SECRET for c in counts)


# Its class in an index ---------------------------------------------------------------------------------------------


def index_sentences(standing: IndexStanding, language: str) -> list[str]:
    """The space's class in an index or in its dynamics, how sure it is, or why it has none."""
    count = len(standing.contributions)
    names = [name[language] for name in class_names(standing.key)]
    if standing.figure.class_ < 0:
        key = {Exclusion.OUTLIER: "outlier", Exclusion.TOO_FEW: "too_few"}.get(standing.exclusion, "no_data")
        least = numbers.number(standing.definition.minimum_population, 0, language)
        return [say(key, language, least=least, count=count, period=standing.period)]
    write = Writer("index", 2, language)
    said = [say("class", language, period=standing.period, name=names[standing.figure.class_])]
    said.append(say("class_value", language, value=write.number(standing.figure.value)))
    if not math.isnan(standing.lower):
        said.append(
            say(
                "class_span", language, lower=write.number(standing.lower), upper=write.number(standing.upper)
            )
        )
    others = [names[c] for c in standing.possible if c != standing.figure.class_]
    if others:
        said.append(say("class_open", language, others=say("or", language).join(others)))
    if count > 1:
        said.append(say("class_unsteady" if standing.unsteady else "class_steady", language, count=count))
    return said


# Where it came from ------------------------------------------------------------------------------------------------


def lineage_sentences(lineage: Lineage, since: str, until: str, language: str) -> list[str]:
    """What the space was before a reform and became after it. since, until: years in which its edition begins, ends."""
    said = []
    if lineage.predecessors:
        said.append(_origin(lineage.predecessors, since, language))
    if lineage.successors:
        said.append(_future(lineage.successors, until, language))
    return said


def _origin(relatives: tuple[Relative, ...], year: str, language: str) -> str:
    if relatives[0].whole:
        return say("same_before", language, year=year)
    parts = [_relative(r, "part_of", language) for r in relatives]
    return say(
        "from_one" if len(parts) == 1 else "from_many", language, year=year, parts=_listed(parts, language)
    )


def _future(relatives: tuple[Relative, ...], year: str, language: str) -> str:
    if relatives[0].whole:
        return say("same_after", language, year=year)
    parts = [r.name if len(relatives) == 1 else _relative(r, "part_to", language) for r in relatives]
    return say(
        "to_one" if len(parts) == 1 else "to_many", language, year=year, parts=_listed(parts, language)
    )


def has_share(relative: Relative) -> bool:
    """Whether only some of the people are meant, so that their share is told."""
    return relative.share <= 0.9995


def _relative(relative: Relative, key: str, language: str) -> str:
    if not has_share(relative):
        return say("all_of", language, name=relative.name)
    share = Writer("percent", 0 if relative.share >= 0.01 else 1, language).figure(relative.share * 100)
    return say(key, language, name=relative.name, share=share)


def _listed(parts: list[str], language: str) -> str:
    """a, b und c"""
    return say("and", language).join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)

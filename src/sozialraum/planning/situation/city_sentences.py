"""What is said of the city as a whole: how far its spaces lie apart, and how apart its groups live."""

from __future__ import annotations

from collections.abc import Sequence

from sozialraum import numbers
from sozialraum.warehouse.changes import Change, Verdict
from sozialraum.warehouse.figures import Series

WORDS: dict[str, tuple[str, str]] = {
    "moves": (
        "{period}: {value} von 100 müssten in einen anderen Raum ziehen, damit diese Gruppe überall den gleichen "
        "Anteil hätte.",
        "{period}: {value} of 100 would have to move to another space for this group to have the same share "
        "everywhere.",
    ),
    "was": ("{period} waren es {value}.", "In {period} it was {value}."),
    "rose": ("Die Gruppe wohnt heute getrennter.", "The group lives more separately today."),
    "fell": ("Die Gruppe wohnt heute weniger getrennt.", "The group lives less separately today."),
    "noise": ("Der Unterschied kann Zufall sein.", "The difference may be chance."),
    "same": ("Das hat sich nicht verändert.", "This has not changed."),
    "moved": (
        "Bei {one} von {all} Kennzahlen liegen die Räume heute {direction} als im ersten vergleichbaren Jahr, bei "
        "{other} {opposite}.",
        "In {one} of {all} indicators the spaces lie {direction} today than in the first comparable year, in {other} "
        "{opposite}.",
    ),
    "not_moved": (
        "Bei keiner von {all} Kennzahlen liegen die Räume heute erkennbar weiter auseinander oder näher beieinander "
        "als im ersten vergleichbaren Jahr.",
        "In none of {all} indicators do the spaces lie noticeably further apart or closer together today than in the "
        "first comparable year.",
    ),
    "rest": ("Bei {rest} ist keine klare Richtung zu erkennen.", "In {rest} there is no clear direction."),
    "of_one": (
        "Nur eine Kennzahl lässt sich über die Jahre vergleichen: {said}.",
        "Only one indicator can be compared over the years: {said}.",
    ),
    "none": ("keiner", "none"),
    "one": ("einer", "one"),
    "no_summary": (
        "Für einen Vergleich über die Jahre gibt es noch zu wenige Zahlen.",
        "There are not yet enough figures for a comparison over the years.",
    ),
    "closer": ("näher beieinander", "closer together"),
    "apart": ("weiter auseinander", "further apart"),
    "unclear": ("keine klare Richtung", "no clear direction"),
    "unchanged": ("unverändert", "unchanged"),
}  # fmt: skip


def say(key: str, language: str, **parts: str) -> str:
    """The words for a key in "de" or "en", with its parts filled in."""
    return WORDS[key][0 if language == "de" else 1].format(**parts)


def separation_sentence(series: Series, change: Change, language: str) -> str:
    """How apart a group lives. series: dissimilarity in percent by year, every value known."""
    period, value = series.periods[-1], numbers.number(float(series.values[-1]), 1, language)
    said = [say("moves", language, period=period, value=value)]
    if change.verdict is not Verdict.UNKNOWN:
        said.append(
            say("was", language, period=change.since, value=numbers.number(change.before, 1, language))
        )
        said.append(say(change.verdict.value, language))
    return " ".join(said)


def disparity_summary(changes: Sequence[Change], language: str) -> str:
    """In how many indicators the spaces have come closer together."""
    known = [c.verdict for c in changes if c.verdict is not Verdict.UNKNOWN]
    if not known:
        return say("no_summary", language)
    fell, rose = known.count(Verdict.FELL), known.count(Verdict.ROSE)
    everything, rest = len(known), len(known) - fell - rose
    if everything == 1:
        word = "closer" if fell else "apart" if rose else "unclear"
        return say("of_one", language, said=say(word, language))
    if not fell and not rose:
        return say("not_moved", language, all=numbers.number(everything, 0, language))
    more, less = ("apart", "closer") if rose >= fell else ("closer", "apart")
    said = [
        say(
            "moved", language, one=_count(max(rose, fell), language), other=_count(min(rose, fell), language),
            all=numbers.number(everything, 0, language), direction=say(more, language), opposite=say(less, language),
        )
    ]  # fmt: skip
    return " ".join([*said, say("rest", language, rest=_count(rest, language))] if rest else said)


def _count(count: int, language: str) -> str:
    """How many of the indicators, as it stands behind a preposition: keiner, einer, 12."""
    return say(("none", "one")[count], language) if count < 2 else numbers.number(count, 0, language)


def direction(change: Change, language: str) -> str:
    """Whether the spaces have come closer together, in two words; nothing where it can't be told."""
    key = {
        Verdict.FELL: "closer", Verdict.ROSE: "apart", Verdict.NOISE: "unclear", Verdict.SAME: "unchanged",
    }.get(change.verdict)  # fmt: skip
    return say(key, language) if key else ""

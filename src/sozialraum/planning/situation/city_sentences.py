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
    "summary": (
        "Von {all} Kennzahlen liegen die Räume bei {fell} heute näher beieinander als im ersten vergleichbaren "
        "Jahr, bei {rose} weiter auseinander. Bei {rest} ist keine klare Richtung zu erkennen.",
        "Of {all} indicators the spaces lie closer together today than in the first comparable year in {fell}, "
        "and further apart in {rose}. In {rest} there is no clear direction.",
    ),
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
    counts = {"all": len(known), "fell": fell, "rose": rose, "rest": len(known) - fell - rose}
    return say("summary", language, **{k: numbers.number(v, 0, language) for k, v in counts.items()})


def direction(change: Change, language: str) -> str:
    """Whether the spaces have come closer together, in two words; nothing where it can't be told."""
    key = {
        Verdict.FELL: "closer", Verdict.ROSE: "apart", Verdict.NOISE: "unclear", Verdict.SAME: "unchanged",
    }.get(change.verdict)  # fmt: skip
    return say(key, language) if key else ""

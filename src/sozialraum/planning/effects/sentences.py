"""What figures tell of a measure, in plain words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sozialraum import numbers
from sozialraum.methods.difference_in_differences import Effect
from sozialraum.numbers import Writer
from sozialraum.planning.effects.queries import figures
from sozialraum.planning.effects.queries.figures import Told
from sozialraum.planning.statistics.words import language, title_of
from sozialraum.warehouse.version import Version

VERDICTS: Mapping[str, Promise] = {
    figures.HELPED: gettext_lazy("spricht für eine Wirkung"),
    figures.AGAINST: gettext_lazy("ging in die andere Richtung"),
    figures.CHANGED: gettext_lazy("hat sich verändert"),
    figures.CHANCE: gettext_lazy("keine Wirkung zu sehen"),
    figures.UNTOLD: gettext_lazy("lässt sich nicht sagen"),
}
# Why it cannot be told; each sentence says when it could be.
WHY: Mapping[str, Promise] = {
    "no_periods_after": gettext_lazy("Für die Jahre nach dem Beginn gibt es noch keine Zahlen."),
    "few_periods_after": gettext_lazy("Nach dem Beginn liegt erst ein Jahr mit Zahlen vor; es braucht zwei."),
    "few_periods_before": gettext_lazy(
        "Vor dem Beginn liegen zu wenige Jahre mit Zahlen vor; es braucht drei, um ähnliche Räume zu finden."
    ),
    "break": gettext_lazy(
        "Die Zahlen wurden dazwischen auf andere Weise gezählt; davor und danach lassen sich nicht vergleichen."
    ),
    "unknown": gettext_lazy("Für diesen Raum fehlen Zahlen aus mehreren Jahren."),
    "secret": gettext_lazy("Die Zahlen sind hier so klein, dass sie geheim gehalten werden."),
    "few_comparisons": gettext_lazy(
        "Es gibt zu wenige Räume, denen es vorher genauso ging und in denen nichts geschah."
    ),
    "few_placebos": gettext_lazy(
        "Es gibt zu wenige andere Räume, um zu prüfen, was ohne Maßnahme an Bewegung üblich ist."
    ),
    "not_parallel": gettext_lazy(
        "Schon vor der Maßnahme entwickelte sich der Raum anders als die ähnlichsten anderen."
    ),
    figures.EVERYWHERE: gettext_lazy("Die Maßnahme gilt überall; es gibt keinen Raum zum Vergleichen."),
    figures.NO_SUCH_FIGURES: gettext_lazy("Für diese Kennzahl oder diesen Raum gibt es keine Zahlen."),
}
NOTHING = gettext_lazy(
    "Die Maßnahme nennt keine Kennzahl, die sie bewegen soll. Ob sie geholfen hat, sagen hier nur die Menschen."
)


def difference_unit(unit: str) -> str:
    """The unit in which two values differ."""
    return "percentage_points" if unit == "percent" else unit


def writer(told: Told, *, plain: bool = False) -> Writer:
    """Writes differences of an indicator, or its plain values."""
    unit, decimals = unit_of(told.version, told.indicator)
    return Writer(unit if plain else difference_unit(unit), decimals, language())


def unit_of(version: Version, indicator: str) -> tuple[str, int]:
    """Unit and decimals of an indicator or index."""
    definition = version.catalogue.indicators.get(indicator)
    return (definition.unit, definition.decimals) if definition else ("index", 2)


def title(told: Told) -> str:
    """The indicator's title; its own key where the catalogue has dropped it."""
    return title_of(told.version, told.indicator) if told.indicator in told.version.names else told.indicator


def untold(why: str) -> str:
    """Why it cannot be told, as a sentence."""
    return _("Das lässt sich aus den Zahlen nicht sagen.") + " " + str(WHY.get(why, ""))


def short(verdict: str, why: str = "") -> str:
    """One plain sentence for a list."""
    if verdict == figures.UNTOLD:
        return f"{VERDICTS[verdict]}: {WHY[why]}" if why in WHY else str(VERDICTS[verdict])
    return str(VERDICTS.get(verdict, ""))


def sentences(told: Told) -> list[str]:
    """What is to be seen, what it means, and what the level alone would have done."""
    effect = told.effect
    if effect is None or not effect.is_told:
        return [untold(told.why)]
    write = writer(told)
    return [part for part in (_seen(effect, write), _meant(told, effect), *_by_itself(effect, write)) if part]


def _seen(effect: Effect, write: Writer) -> str:
    said = _(
        "Verändert hat sich der Wert dort um %(there)s, in den Vergleichsräumen um %(others)s. Der Unterschied ist "
        "%(effect)s (%(span)s)."
    )
    return said % {
        "there": signed(write, effect.treated_change), "others": signed(write, effect.comparison_change),
        "effect": signed(write, effect.effect), "span": span(write, effect.lower, effect.upper),
    }  # fmt: skip


def signed(write: Writer, value: float) -> str:
    """A difference with its sign and unit."""
    plus = "+" if value > 0 and any(c in "123456789" for c in write.number(value)) else ""
    return plus + write.figure(value)


def span(write: Writer, lower: float, upper: float) -> str:
    """The interval of a difference."""
    return _("%(lower)s bis %(upper)s") % {"lower": write.number(lower), "upper": write.number(upper)}


def _meant(told: Told, effect: Effect) -> str:
    as_large = int((abs(effect.placebos) >= abs(effect.effect)).sum())
    of = len(effect.placebos)
    rare = ngettext(
        "Mindestens so viel bewegte sich in %(n)d von %(of)d Räumen, in denen nichts geschah.",
        "Mindestens so viel bewegte sich in %(n)d von %(of)d Räumen, in denen nichts geschah.", of,
    )  # fmt: skip
    if len(told.rows) > 1:
        rare = _(
            "Mindestens so viel bewegte sich in %(n)d von %(of)d Gruppen von Räumen, in denen nichts geschah."
        )
    if not as_large:
        rare = _("So viel bewegte sich in keinem der %(of)d Räume, in denen nichts geschah.")
        if len(told.rows) > 1:
            rare = _("So viel bewegte sich in keiner der %(of)d Gruppen von Räumen, in denen nichts geschah.")
    meant = {
        figures.HELPED: _("Das spricht dafür, dass die Maßnahme geholfen hat."),
        figures.AGAINST: _("Der Wert bewegte sich deutlich, aber nicht in die Richtung, die gewollt war."),
        figures.CHANGED: _(
            "Der Wert bewegte sich deutlich; ob das gut ist, sagt diese Kennzahl allein nicht."
        ),
        figures.CHANCE: _(
            "Eine Wirkung der Maßnahme ist in den Zahlen nicht zu sehen; das kann Zufall sein."
        ),
    }[told.verdict]
    return f"{rare % {'n': as_large, 'of': of}} {meant}"


def _by_itself(effect: Effect, write: Writer) -> Sequence[str]:
    """Regression to the mean, where it is more than nothing."""
    if math.isnan(effect.expected) or write.number(effect.expected) == write.number(0):
        return ()
    said = _(
        "Räume, die so weit vom Durchschnitt entfernt liegen, rücken ihm oft von selbst näher: Hier wären auch ohne "
        "Maßnahme etwa %(expected)s zu erwarten."
    ) % {"expected": signed(write, effect.expected)}
    if write.number(effect.apart) == write.number(0):
        rest = _("Die Vergleichsräume lagen ebenso; das ist also schon abgezogen.")
    else:
        rest = _("Die Vergleichsräume lagen ähnlich; nicht abgezogen sind davon etwa %(apart)s.") % {
            "apart": signed(write, effect.apart)
        }
    return (f"{said} {rest}",)


def percent(share: float) -> str:
    """A share as text."""
    return numbers.with_unit(numbers.number(share * 100, 0, language()), "percent", language())

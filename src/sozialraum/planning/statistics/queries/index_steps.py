"""How an index came to its value and class in one space, and how easily it could have been another class."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.methods.social_monitoring import Exclusion
from sozialraum.planning.statistics.addresses import figure_path
from sozialraum.planning.statistics.class_names import class_names, method_names
from sozialraum.planning.statistics.queries.calculation import Step
from sozialraum.planning.statistics.words import language, said
from sozialraum.warehouse.decomposition import Decomposition
from sozialraum.warehouse.explanation import Explanation
from sozialraum.warehouse.version import Version

# Nearer to a border than this, the class is said to be a close call.
CLOSE = 0.1


@dataclass(frozen=True)
class Contribution:
    """One indicator's part in the index of one space; numbers as text. without: the class if it were left out."""

    title: str
    path: str
    value: str
    earlier: str
    change: str
    mean: str
    sd: str
    z: str
    weight: str
    without: str
    changes_class: bool


@dataclass(frozen=True)
class IndexSteps:
    """All steps; texts are empty where there is nothing to tell."""

    contributions: list[Contribution]
    steps: list[Step]
    hidden: str
    class_name: str
    method_name: str
    why_class: str
    close: str
    unsteady: str
    excluded: str
    is_dynamics: bool
    period: str
    earlier: str
    measured_by: str
    weighted: bool


def index_steps(version: Version, told: Explanation, key: str) -> IndexSteps:
    """The steps of an index's figure; `told` was made for a space and an index."""
    found, figure = told.decomposition, told.figure
    assert found is not None and figure is not None  # noqa: S101
    row = told.edition.index_of(figure.code)
    code = int(found.classes[row])
    return IndexSteps(
        contributions=[_contribution(version, told, found, key, j, row) for j in range(len(found.indicators))],
        steps=_steps(found, row), hidden=_hidden(found, row),
        class_name=said(class_names(key)[code]) if code >= 0 else "",
        method_name=said(method_names(key)[code]) if code >= 0 else "",
        why_class=_why_class(found, key, row), close=_close(found, key, row), unsteady=_unsteady(found, key, row),
        excluded=_excluded(version, told, found, row), is_dynamics=found.kind == "dynamics", period=found.period,
        earlier=found.earlier,
        measured_by=_(
            "Mittel und Standardabweichung sind die des Jahres {year}."
        ).format(year=found.reference)
        if found.reference != found.period
        else "",
        weighted=any(w != 1 for w in found.weights),
    )  # fmt: skip


def _n(value: float, decimals: int = 3) -> str:
    return "" if math.isnan(value) else numbers.number(value, decimals, language())


def _contribution(
    version: Version, told: Explanation, found: Decomposition, key: str, j: int, row: int
) -> Contribution:
    indicator, moments = found.indicators[j], found.moments[j]
    shown = version.figures(indicator.key, edition=told.edition.key, period=found.period)
    write = numbers.Writer(indicator.unit, indicator.decimals + 1, language())
    earlier = change = ""
    if found.earlier:
        before = version.figures(indicator.key, edition=told.edition.key, period=found.earlier)
        earlier = write.figure(float(before.values[row]), int(before.states[row]))
        change = _n(float(found.values[j, row]))
    other, own = int(found.without[j, row]), int(found.classes[row])
    return Contribution(
        said(indicator.title), figure_path(indicator.key, told.edition, told.edition.codes[row], found.period, "total"),
        write.figure(float(shown.values[row]), int(shown.states[row])), earlier, change, _n(moments.mean),
        _n(moments.sd), _n(float(found.contributions[j, row])), _n(found.weights[j], 2),
        said(class_names(key)[other]) if other >= 0 and own >= 0 else "", other != own and other >= 0 and own >= 0,
    )  # fmt: skip


def _steps(found: Decomposition, row: int) -> list[Step]:
    """From the distances to the index, with the numbers put in."""
    total = float(found.total[row])
    if math.isnan(total):
        return []
    parts = [float(z) for z in found.contributions[:, row]]
    summed = " ".join(f"{'−' if z < 0 else '+'} {_n(abs(z))}" for z in parts).removeprefix("+ ")
    mean, sd = found.of_total.mean, found.of_total.sd
    below = f"({_n(total)} − {_n(mean)})" if mean >= 0 else f"({_n(total)} + {_n(abs(mean))})"
    if abs(mean) < 5e-4:
        below = _n(total)
    return [
        Step(_("Summe der Abstände: {terms} = {total}").format(terms=summed, total=_n(total))),
        Step(
            _(
                "Index: {above} ÷ {sd} = {index}"
            ).format(above=below, sd=_n(sd), index=_n(float(found.index[row]), 2)),
            is_result=True,
        ),
    ]  # fmt: skip


def _hidden(found: Decomposition, row: int) -> str:
    if found.open[row] or int(found.exclusions[row]) != Exclusion.NONE:
        return ""
    return _(
        "Die Schritte werden für diesen Raum nicht gezeigt: Mindestens eine der Kennzahlen ist hier geheim, "
        "und aus den übrigen Schritten ließe sie sich errechnen."
    )


def _why_class(found: Decomposition, key: str, row: int) -> str:
    """Between which borders the value lies."""
    code, value = int(found.classes[row]), float(found.index[row])
    if code < 0 or math.isnan(value):
        return ""
    low = found.cuts[code - 1] if code > 0 else None
    high = found.cuts[code] if code < len(found.cuts) else None
    shown = _n(value, 2)
    if low is None:
        return _("Mit {value} liegt der Index unter {high}.").format(value=shown, high=_n(high or 0.0, 1))
    if high is None:
        return _("Mit {value} liegt der Index über {low}.").format(value=shown, low=_n(low, 1))
    return _("Mit {value} liegt der Index zwischen {low} und {high}.").format(
        value=shown, low=_n(low, 1), high=_n(high, 1)
    )


def _close(found: Decomposition, key: str, row: int) -> str:
    """How far it is to the next class."""
    code, value = int(found.classes[row]), float(found.index[row])
    if code < 0 or math.isnan(value):
        return ""
    near = [i for i in (code - 1, code) if 0 <= i < len(found.cuts)]
    cut = min(near, key=lambda i: abs(found.cuts[i] - value))
    other = said(class_names(key)[cut if cut < code else cut + 1])
    away = abs(found.cuts[cut] - value)
    text = _("Bis zur Klasse „{other}“ fehlen {away}.").format(other=other, away=_n(away, 2))
    if away < CLOSE:
        return f"{text} " + _("Das ist knapp: Schon kleine Änderungen der Zahlen könnten die Klasse ändern.")
    return text


def _unsteady(found: Decomposition, key: str, row: int) -> str:
    own = int(found.classes[row])
    if own < 0 or len(found.indicators) < 2:
        return ""
    moved = [
        (said(i.title), said(class_names(key)[int(c)]))
        for i, c in zip(found.indicators, found.without[:, row], strict=True)
        if int(c) not in (own, -1)
    ]
    if not moved:
        return _("Auch wenn man eine der Kennzahlen wegließe, bliebe die Klasse dieselbe.")
    told = "; ".join(_("ohne „{title}“: {other}").format(title=t, other=o) for t, o in moved)
    return _("Mit einer Kennzahl weniger käme teils eine andere Klasse heraus – {cases}.").format(cases=told)


def _excluded(version: Version, told: Explanation, found: Decomposition, row: int) -> str:
    """Why a space has no index."""
    exclusion = Exclusion(int(found.exclusions[row]))
    if exclusion is Exclusion.OUTLIER:
        return _(
            "Die Stadt hat diesen Raum ausgenommen, weil er sich mit den anderen nicht vergleichen lässt."
        )
    if exclusion is Exclusion.TOO_FEW:
        return _(
            "Räume mit weniger als {least} Menschen bekommen keinen Index: Einzelne Haushalte würden ihn "
            "bestimmen."
        ).format(least=numbers.number(found.definition.minimum_population, 0, language()))
    if exclusion is Exclusion.NO_DATA:
        missing = _missing(version, told, found, row)
        return _("Für mindestens eine der Kennzahlen fehlt hier die Zahl: {missing}.").format(
            missing=", ".join(missing)
        )
    return ""


def _missing(version: Version, told: Explanation, found: Decomposition, row: int) -> list[str]:
    return [
        f"{said(i.title)} ({p})"
        for i in found.indicators
        for p in filter(None, (found.earlier, found.period))
        if math.isnan(version.figures(i.key, edition=told.edition.key, period=p).values[row])
    ]

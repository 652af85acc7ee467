"""Everything that one figure has to say for itself, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import charts, numbers
from sozialraum.charts import Chart
from sozialraum.planning.statistics.addresses import figure_path, indicator_path, map_path, space_path
from sozialraum.planning.statistics.queries.calculation import Step, exact, steps
from sozialraum.planning.statistics.queries.index_steps import IndexSteps, index_steps
from sozialraum.planning.statistics.queries.reread import WITHHELD, issue_path, reread
from sozialraum.planning.statistics.queries.versions import available
from sozialraum.planning.statistics.words import edition_title, group_title, language, said, title_of
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.explanation import Explanation, Part, Reason, explain
from sozialraum.warehouse.figures import Figure, Figures
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import NoFiguresError, Version


@dataclass(frozen=True)
class PartWords:
    """One part of the numerator or denominator, as the page tells it."""

    title: str
    meaning: str
    sign: str
    number: str
    unit: str
    state: str
    source: str
    publisher: str
    licence: str
    url: str
    files: tuple[str, ...]
    more_files: int
    how: str
    log: str  # where the issue log tells why a number was not taken as delivered
    release: str


@dataclass(frozen=True)
class Beside:
    """Another figure of the same space: what it is of, its value for eye and ear, its page."""

    title: str
    value: str
    heard: str
    path: str


@dataclass(frozen=True)
class FigureSheet:
    """One figure explained. Texts are empty, lists empty and objects None where there is nothing to tell."""

    told: Explanation
    title: str
    space: str
    value: str
    heard: str
    reading: str
    state: str
    interval: str
    steps: list[Step]
    why_no_steps: str
    numerator: list[PartWords]
    denominator: list[PartWords]
    standing: str
    strip: Chart | None
    before: Beside | None
    after: Beside | None
    groups: list[Beside]
    around: list[Beside]
    index: IndexSteps | None
    paths: dict[str, str]


def figure_sheet(
    version: Version, indicator: str, edition: Edition, code: str, period: str, group: str
) -> FigureSheet:
    """Explain one figure; raises NoFiguresError or UnknownSpaceError for what doesn't exist."""
    if period not in available(version)[edition.key].get(indicator, {}).get(group, ()):
        raise NoFiguresError(f"There are no figures of {indicator} for {group}, {edition.key}, {period}.")
    told = explain(version, indicator, edition, code, period, group)
    figures = version.figures(indicator, edition=edition.key, period=period, group=group)
    figure = told.figure
    assert figure is not None  # noqa: S101  (a space was named)
    write = numbers.Writer(figures.unit, figures.decimals, language())
    calculated = steps(told)
    around = _around(version, told, figures)
    return FigureSheet(
        told=told, title=title_of(version, indicator), space=figure.name,
        value=write.figure(figure.value, figure.state), heard=write.spoken(figure.value, figure.state),
        reading=_reading(told, write), state=_state(version, told, write),
        interval=_interval(told, figures, write), steps=calculated,
        why_no_steps="" if calculated or told.decomposition is not None else _why_no_steps(told),
        numerator=[_part(version, told, p) for p in told.numerator],
        denominator=[_part(version, told, p) for p in told.denominator],
        standing=_standing(told), strip=_strip(told, figures, around),
        before=_year(version, told, indicator, -1), after=_year(version, told, indicator, 1),
        groups=_groups(version, told, indicator), around=[b for b, _v in around],
        index=index_steps(version, told, indicator) if told.decomposition is not None else None,
        paths={
            "profile": space_path(version, edition, code), "indicator": indicator_path(indicator),
            "map": map_path(indicator, edition, period, group, code),
        },
    )  # fmt: skip


def figure_of(told: Explanation) -> Figure:
    """The figure, which is there since a space was named."""
    assert told.figure is not None  # noqa: S101
    return told.figure


# The value -------------------------------------------------------------------------------------------------------


def _reading(told: Explanation, write: numbers.Writer) -> str:
    figure = figure_of(told)
    if math.isnan(figure.value) or told.group != "total" or not isinstance(told.definition, Indicator):
        return ""
    return said(told.definition.reading_aid).replace("{value}", write.number(figure.value))


def _state(version: Version, told: Explanation, write: numbers.Writer) -> str:
    """The state in a sentence, and why it is so."""
    sentence = numbers.explanation(figure_of(told).state, language())
    if told.decomposition is not None:
        return ""  # an index is never observed, and why a space has none is told in a sentence of its own
    return f"{sentence} {_reason(version, told, write)}".strip()


def _reason(version: Version, told: Explanation, write: numbers.Writer) -> str:
    missing = [said(p.title) for p in (*told.numerator, *told.denominator) if math.isnan(p.value)]
    texts = {
        Reason.SECRET_AT_SOURCE: _("Schon die Stelle, die die Zahl führt, hat sie nicht herausgegeben."),
        Reason.SECRET_HERE: _(
            "Hier wären nur sehr wenige Menschen gezählt, oder man könnte aus dieser Zahl eine solche Zahl "
            "eines anderen Raums errechnen. Veröffentlicht werden nur Zahlen ab {threshold} Menschen."
        ).format(threshold=version.settings.get("threshold", 0)),
        Reason.MISSING: _("Es fehlt: {parts}.").format(parts=", ".join(missing)),
        Reason.IMPOSSIBLE: _(
            "Die gelieferten Zahlen passen nicht zueinander: Der Teil wäre größer als das Ganze. Darum wird "
            "nichts daraus berechnet; der Fall steht im Hinweisprotokoll."
        ),
        Reason.FEW: _few(told),
        Reason.NOBODY: _(
            "Im Nenner steht null: Es gibt hier niemanden, auf den sich die Zahl beziehen könnte."
        ),
        Reason.DIVIDED: _("Ein Teil der Zahlen wurde aus anderen Grenzen umgerechnet."),
        Reason.HIDDEN_PARTS: _(
            "In die Summe gehen einige geheime Zahlen ein; für sie ist die Mitte dessen eingesetzt, was sie "
            "sein können. Das ändert das Ergebnis kaum."
        ),
    }  # fmt: skip
    return texts.get(told.reason, "")


def _few(told: Explanation) -> str:
    denominator = figure_of(told).denominator
    if not isinstance(told.definition, Indicator) or math.isnan(denominator):
        return ""
    return _(
        "Im Nenner stehen hier {number}. Ein Wert wird erst ab {least} gezeigt, weil ihn sonst der Zufall "
        "bestimmt."
    ).format(number=exact(denominator), least=exact(told.definition.minimum_denominator))


def _interval(told: Explanation, figures: Figures, write: numbers.Writer) -> str:
    figure = figure_of(told)
    if math.isnan(figure.value) or told.decomposition is not None:
        return ""
    if math.isnan(figure.lower):
        return _(
            "Einen Bereich der Unsicherheit gibt es zu dieser Zahl nicht: Sie ist kein Anteil von Gezählten "
            "an Gezählten."
        )
    return _(
        "Mit 95 % Sicherheit liegt der Anteil, der hinter dieser Zahl steht, zwischen {span}. Das heißt: Bei "
        "so vielen Menschen wie hier schwankt die Zahl schon durch Zufall in diesem Bereich. Erst ein "
        "Unterschied, der deutlich darüber hinausgeht, sagt etwas aus."
    ).format(span=_between(figure.lower, figure.upper, write))


def _between(lower: float, upper: float, write: numbers.Writer) -> str:
    return _("{low} und {high}").format(low=write.number(lower), high=write.figure(upper))


def _why_no_steps(told: Explanation) -> str:
    if figure_of(told).state is State.SECRET:
        return _("Die Rechnung wird nicht gezeigt, denn aus ihr ließe sich die geheime Zahl ablesen.")
    if any(math.isnan(p.value) for p in (*told.numerator, *told.denominator)):
        return _("Ohne die fehlende Zahl lässt sich nichts rechnen.")
    return ""


# Its parts -------------------------------------------------------------------------------------------------------

_MOST_FILES = 6


def _part(version: Version, told: Explanation, part: Part) -> PartWords:
    known = not math.isnan(part.value)
    files = part.origin.files
    issue = None if known else reread(version, told.period, figure_of(told).code, part)
    return PartWords(
        title=said(part.title), meaning=said(part.meaning), sign="−" if part.sign < 0 else "",
        number=exact(part.value) if known else numbers.sign(part.state, language()),
        unit=numbers.unit_words(part.unit, language()),
        state="" if known and part.state is State.OBSERVED else numbers.meaning(part.state, language()),
        source=said(part.source), publisher=part.publisher, licence=part.licence, url=part.origin.url,
        files=files[:_MOST_FILES], more_files=max(0, len(files) - _MOST_FILES), how=_how(version, part, issue),
        log=issue_path(version, issue) if issue else "",
        release=part.origin.release if part.origin.release in version.releases else "",
    )  # fmt: skip


def _how(version: Version, part: Part, issue: Mapping[str, Any] | None) -> str:
    """How the number got to this edition's spaces; of a missing one what was delivered instead."""
    origin = part.origin
    made_from = said(origin.made_from) if origin.made_from else ""
    of = {e.key: edition_title(e) for e in version.editions()}.get(origin.edition, origin.edition)
    texts = {
        "delivered": _("Diese Zahl wurde genau so geliefert."),
        "summed": _("Zusammengezählt aus den Zahlen für: {of}. Grundlage: {basis}."),
        "divided": _("Umgerechnet aus den Zahlen für: {of}. Grundlage: {basis}. Darum ist sie geschätzt."),
        "counted": _("Gezählt aus den Standorten auf der Karte."),
    }
    came = texts[origin.how].format(of=of, basis=made_from)
    if not math.isnan(part.value):
        return came
    missing = numbers.explanation(part.state, language())
    if issue is not None:
        text = (
            _("Geliefert ist eine Zahl, die nicht verwendet wird. {reason}")
            if issue["kind"] == WITHHELD
            else _("Geliefert ist eine Null, die keine ist; sie ist gelesen als: {state}. {reason}")
        )
        state, reason = numbers.meaning(part.state, language()), said(issue["details"]["reason"])
        missing = text.format(state=state, reason=reason)
    return missing if origin.how == "delivered" else f"{came} {missing}"


# Where it stands -------------------------------------------------------------------------------------------------


def _standing(told: Explanation) -> str:
    at = told.standing
    if at is None or at.ranked < 2:
        return ""
    others = at.ranked - 1
    text = ngettext(
        "Von {others} anderen Räumen mit einem Wert hat {higher} einen höheren, {lower} einen niedrigeren.",
        "Von {others} anderen Räumen mit einem Wert haben {higher} einen höheren, {lower} einen niedrigeren.",
        at.higher,
    )
    return text.format(
        others=numbers.number(others, 0, language()), higher=numbers.number(at.higher, 0, language()),
        lower=numbers.number(at.lower, 0, language()),
    )  # fmt: skip


def _strip(told: Explanation, figures: Figures, around: list[tuple[Beside, float]]) -> Chart | None:
    figure = figure_of(told)
    if told.standing is None or told.standing.ranked < 3:
        return None
    return charts.strip(
        figures.values, figure.value, title=_("Der Platz unter allen Räumen"), unit=figures.unit,
        decimals=figures.decimals, language=language(), state=figure.state, label=figure.name,
        marks=[(beside.title, value) for beside, value in around],
    )  # fmt: skip


def _around(version: Version, told: Explanation, figures: Figures) -> list[tuple[Beside, float]]:
    """The same figure for the planning area and for the city, where there is one."""
    edition, row = told.edition, told.edition.index_of(figure_of(told).code)
    parent, city = version.parent_of(edition), version.edition(CITY)
    found = []
    for other in dict.fromkeys((parent, city)):
        if other is None or other is edition:
            continue
        at = 0 if other is city else int(version.parent_rows(edition)[row])
        if at < 0 or figures.period not in available(version)[other.key].get(figures.indicator, {}).get(
            told.group, ()
        ):
            continue
        there = version.figures(figures.indicator, edition=other.key, period=figures.period, group=told.group)
        found.append((_beside(there, at, there.names[at]), float(there.values[at])))
    return found


def _beside(figures: Figures, row: int, title: str) -> Beside:
    write = numbers.Writer(figures.unit, figures.decimals, language())
    value, state = float(figures.values[row]), int(figures.states[row])
    path = figure_path(figures.indicator, figures.edition, figures.codes[row], figures.period, figures.group)
    return Beside(title, write.figure(value, state), write.spoken(value, state), path)


# The same of other years and groups --------------------------------------------------------------------------------


def _year(version: Version, told: Explanation, indicator: str, step: int) -> Beside | None:
    periods: Any = available(version)[told.edition.key][indicator][told.group]
    at = periods.index(told.period) + step
    if not 0 <= at < len(periods):
        return None
    figures = version.figures(indicator, edition=told.edition.key, period=periods[at], group=told.group)
    return _beside(figures, told.edition.index_of(figure_of(told).code), periods[at])


def _groups(version: Version, told: Explanation, indicator: str) -> list[Beside]:
    row = told.edition.index_of(figure_of(told).code)
    return [
        _beside(
            version.figures(indicator, edition=told.edition.key, period=told.period, group=group), row,
            group_title(version, group),
        )
        for group, periods in available(version)[told.edition.key][indicator].items()
        if group != told.group and told.period in periods
    ]  # fmt: skip

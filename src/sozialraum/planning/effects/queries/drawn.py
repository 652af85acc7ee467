"""One indicator of a measure as a page shows it: sentences, the series, the placebos, who is compared with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sozialraum import charts, numbers
from sozialraum.charts import Chart
from sozialraum.methods.difference_in_differences import Effect
from sozialraum.numbers import Writer
from sozialraum.planning.effects import sentences
from sozialraum.planning.effects.queries.figures import Told
from sozialraum.planning.statistics.addresses import space_path
from sozialraum.planning.statistics.words import language
from sozialraum.warehouse.values import Floats, State


@dataclass(frozen=True)
class Compared:
    """A space that is compared with, how far it was alike, and how it changed."""

    name: str
    path: str
    level: str
    change: str
    distance: str


@dataclass(frozen=True, eq=False)
class Figure:
    """Everything that is shown of one indicator."""

    told: Told
    title: str
    path: str
    verdict: Promise | str
    sentences: tuple[str, ...]
    chart: Chart | None
    placebos: Chart | None
    compared: tuple[Compared, ...]
    where: tuple[tuple[str, str], ...]  # names and paths of the spaces it acts in
    before: str
    after: str
    p: str

    @property
    def is_told(self) -> bool:
        return self.told.effect is not None and self.told.effect.is_told


def figure(told: Told) -> Figure:
    """Draw it."""
    compared = _compared(told)
    before, after = _years(told)
    known = told.indicator in told.version.catalogue.indicators
    return Figure(
        told, sentences.title(told), f"/kennzahlen/{told.indicator}/" if known else "",
        sentences.VERDICTS[told.verdict], tuple(sentences.sentences(told)), _series(told), _placebos(told), compared,
        _where(told), before, after, _p(told),
    )  # fmt: skip


def _where(told: Told) -> tuple[tuple[str, str], ...]:
    edition = told.edition
    if edition is None or len(told.rows) == len(edition):
        return ()
    return tuple(
        (edition.names[row], space_path(told.version, edition, edition.codes[row])) for row in told.rows
    )


def _series(told: Told) -> Chart | None:
    """There against the mean of the comparison spaces, with the year of the measure marked."""
    series = told.series
    if series is None or not told.rows:
        return None
    rows = list(told.rows)
    own: Floats = series.values[:, rows].mean(axis=1)
    effect = told.effect
    others = [] if effect is None or np.isnan(effect.comparison_series).all() else [_shared(effect)]
    unit, decimals = sentences.unit_of(told.version, told.indicator)
    states = [int(s) for s in series.states[:, rows[0]]] if len(rows) == 1 else _states(own)
    return charts.trend(
        series.periods, own.tolist(), title=sentences.title(told), unit=unit, decimals=decimals, language=language(),
        states=states, breaks=series.breaks, label=_("dort, wo gehandelt wurde"),
        compare=[(_("Mittel der Vergleichsräume"), one.tolist()) for one in others],
        mark=(str(told.begins), _("Beginn")),
    )  # fmt: skip


def _shared(effect: Effect) -> Floats:
    """The mean of the comparison spaces in the years that are compared: outside of them they needn't be alike."""
    years = np.flatnonzero(effect.used)
    shown = np.full(len(effect.used), np.nan)
    within = slice(years[0], years[-1] + 1)
    shown[within] = effect.comparison_series[within]
    return shown


def _states(values: Floats) -> list[int]:
    return [int(State.UNKNOWN if np.isnan(v) else State.OBSERVED) for v in values]


def _placebos(told: Told) -> Chart | None:
    effect = told.effect
    if effect is None or len(effect.placebos) < 2 or np.isnan(effect.effect):
        return None
    unit, decimals = sentences.unit_of(told.version, told.indicator)
    words = numbers.unit_words(sentences.difference_unit(unit), language())
    title = _("Was sich ohne Maßnahme bewegte")
    # The unit stands once, in the title: at every tick it would run into the next.
    return charts.strip(
        [*effect.placebos.tolist(), effect.effect], effect.effect, title=f"{title} ({words})" if words else title,
        unit="", decimals=decimals, language=language(), label=_("dort, wo gehandelt wurde"),
    )  # fmt: skip


def _compared(told: Told) -> tuple[Compared, ...]:
    effect, edition, series = told.effect, told.edition, told.series
    if effect is None or edition is None or series is None:
        return ()
    before = effect.used & ~effect.after
    plain, change = sentences.writer(told, plain=True), sentences.writer(told)
    apart = Writer("", 1, language())
    made = []
    for row, distance in zip(effect.comparisons.tolist(), effect.distances.tolist(), strict=True):
        level, later = (
            float(series.values[before, row].mean()),
            float(series.values[effect.after, row].mean()),
        )
        made.append(
            Compared(
                edition.names[row], space_path(told.version, edition, edition.codes[row]), plain.figure(level),
                sentences.signed(change, later - level), apart.number(distance),
            )
        )  # fmt: skip
    return tuple(made)


def _years(told: Told) -> tuple[str, str]:
    """The years that count, as text: 2019, 2020, 2021 and 2023, 2024."""
    if told.effect is None or told.series is None:
        return "", ""
    used, after = told.effect.used, told.effect.after
    periods = np.array(told.series.periods)
    return ", ".join(periods[used & ~after]), ", ".join(periods[used & after])


def _p(told: Told) -> str:
    effect = told.effect
    return "" if effect is None or np.isnan(effect.p) else Writer("", 2, language()).number(effect.p)

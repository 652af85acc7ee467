"""What the page of an indicator draws: distribution, years, disparity, planning areas, map; made once a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.translation import gettext as _

from sozialraum import charts, numbers
from sozialraum.charts import Chart, SpaceMap
from sozialraum.charts.svg import Svg
from sozialraum.methods import classes as classification
from sozialraum.methods.classes import Classes
from sozialraum.planning.statistics.addresses import figure_path, profile_path, space_path
from sozialraum.planning.statistics.class_names import class_names
from sozialraum.planning.statistics.queries.choice import Choice
from sozialraum.planning.statistics.queries.versions import available, outlines_of
from sozialraum.planning.statistics.words import group_title, language, said, title_of
from sozialraum.warehouse.changes import changes
from sozialraum.warehouse.decomposition import decompose, kind_of
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.indices import DYNAMICS
from sozialraum.warehouse.version import Version

CLASSES = 5


@dataclass(frozen=True)
class Shown:
    """A value as text, for the eye and for the ear."""

    value: str
    heard: str


@dataclass(frozen=True)
class Area:
    """A planning area in the table of the years: its line, its first and latest value, where that explains itself."""

    name: str
    path: str
    line: Svg
    first: Shown
    last: Shown
    figure: str


@dataclass(frozen=True)
class Areas:
    """The planning areas over the same years."""

    title: str
    first: str
    last: str
    rows: tuple[Area, ...]


@dataclass(frozen=True)
class ClassYear:
    """How many spaces an index puts into each class in a year; the last number is of those without a class."""

    period: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Sheet:
    """Everything drawn on the page; None or empty where there is nothing to draw."""

    histogram: Chart | None
    years: Chart | None
    areas: Areas | None
    disparity: Chart | None
    gap: str
    map: SpaceMap | None
    class_years: tuple[ClassYear, ...]
    breaks: tuple[str, ...]
    unsteady: str
    missing: str


def sheet(choice: Choice) -> Sheet:
    """All drawings of a view in the visitor's language."""
    return _sheet(choice.version, choice.indicator, choice.edition, choice.group, choice.period, language())


@lru_cache(maxsize=96)
def _sheet(
    version: Version, indicator: str, edition: Edition, group: str, period: str, _language: str
) -> Sheet:
    figures = version.figures(indicator, edition=edition.key, period=period, group=group)
    several, index = len(edition) > 1, indicator not in version.catalogue.indicators
    apart = several and not index and group == "total"
    classes = _classes(figures)
    return Sheet(
        histogram=_histogram(version, figures, classes) if several and len(classes) else None,
        years=None if index else _years(version, indicator, group),
        areas=None if index or not several else _areas(version, indicator, edition, group),
        disparity=_disparity(version, indicator, edition) if apart else None,
        gap=_gap(version, indicator, edition) if apart else "",
        map=_map(version, figures, classes) if several else None,
        class_years=_class_years(version, indicator, edition) if index else (),
        breaks=_breaks(version, indicator, edition),
        unsteady=_unsteady(version, indicator, edition, period) if index else "",
        missing=_missing(figures) if several else "",
    )


# Distribution and map ------------------------------------------------------------------------------------------


def _classes(figures: Figures) -> Classes:
    """As on the map: an index's own classes, else as many spaces in each."""
    if figures.classes is not None:
        return classification.named(figures.values, figures.classes, len(class_names(figures.indicator)))
    return classification.quantiles(figures.values, CLASSES)


def _histogram(version: Version, figures: Figures, classes: Classes) -> Chart:
    if figures.classes is not None:  # named classes have no bounds of their own to draw
        cuts = decompose(version, figures.indicator, figures.edition, figures.period).cuts
        classes = Classes(cuts, classes.lowest, classes.highest, classes.index, classes.counts)
    return charts.histogram(
        figures.values, classes, title=_("Wie sich die Räume verteilen, {year}").format(year=figures.period),
        unit=figures.unit, decimals=figures.decimals, language=language(), mark=_city_mark(version, figures),
    )  # fmt: skip


def _city_mark(version: Version, figures: Figures) -> tuple[str, float] | None:
    city = version.edition(CITY)
    if figures.period not in available(version)[city.key].get(figures.indicator, {}).get(figures.group, ()):
        return None
    value = version.figures(
        figures.indicator, edition=city.key, period=figures.period, group=figures.group
    ).values[0]
    return None if np.isnan(value) else (_("Stadt"), float(value))


def _map(version: Version, figures: Figures, classes: Classes) -> SpaceMap:
    named = figures.classes is not None
    return charts.space_map(
        outlines_of(version, figures.edition), codes=figures.codes, names=figures.names, values=figures.values,
        states=figures.states, classes=classes,
        title=_("{title}, {year}").format(title=title_of(version, figures.indicator), year=figures.period),
        unit=figures.unit, decimals=figures.decimals, language=language(),
        class_names=[said(n) for n in class_names(figures.indicator)] if named else (),
        diverging=figures.indicator.endswith(DYNAMICS), link=profile_path(version, figures.edition),
    )  # fmt: skip


def _missing(figures: Figures) -> str:
    """How many spaces have no number, and of which kind."""
    without = np.isnan(figures.values)
    if not without.any():
        return ""
    kinds, counts = np.unique(figures.states[without], return_counts=True)
    told = ", ".join(
        f"{numbers.meaning(int(k), language())}: {numbers.number(int(c), 0, language())}"
        for k, c in zip(kinds, counts, strict=True)
    )
    return _("{count} von {all} Räumen haben hier keinen Wert ({kinds}).").format(
        count=numbers.number(int(without.sum()), 0, language()),
        all=numbers.number(len(without), 0, language()), kinds=told,
    )  # fmt: skip


# Over the years ------------------------------------------------------------------------------------------------


def _years(version: Version, indicator: str, group: str) -> Chart | None:
    """The city over the years; for a group beside everybody."""
    city = version.edition(CITY)
    here = available(version)[city.key].get(indicator, {})
    if len(here.get(group, ())) < 2:
        return None
    series = version.series_of(indicator, city, 0, group)
    compare = []
    if group != "total" and "total" in here:
        everybody = version.series_of(indicator, city, 0)
        by_period = dict(zip(everybody.periods, everybody.values.tolist(), strict=True))
        compare = [(group_title(version, "total"), [by_period.get(p, np.nan) for p in series.periods])]
    definition = version.catalogue.indicators[indicator]
    return charts.trend(
        series.periods, series.values, title=_("Die ganze Stadt über die Jahre"), unit=definition.unit,
        decimals=definition.decimals, language=language(), states=series.states, lower=series.lower,
        upper=series.upper, compare=compare, breaks=series.breaks,
        label=group_title(version, group) if compare else _("Stadt"),
        change=changes([series], [definition.decimals])[0],
    )  # fmt: skip


def _areas(version: Version, indicator: str, edition: Edition, group: str) -> Areas | None:
    """The spaces that hold those of the edition, or the edition's own where it is that of the planning areas."""
    own = edition.space_system == version.settings.get("planning_areas")
    areas = edition if own else version.parent_of(edition)
    if areas is None or len(areas) == 1 or group not in available(version)[areas.key].get(indicator, {}):
        return None
    series = version.series(indicator, areas, group)
    if len(series.periods) < 2:
        return None
    unit, decimals = (
        version.catalogue.indicators[indicator].unit,
        version.catalogue.indicators[indicator].decimals,
    )
    write = numbers.Writer(unit, decimals, language())
    rows = tuple(
        Area(
            name, space_path(version, areas, code),
            charts.spark(
                series.values[:, i], title=name, unit=unit, decimals=decimals, language=language(),
                states=series.states[:, i].tolist(),
            ),
            _shown(write, series.values[0, i], series.states[0, i]),
            _shown(write, series.values[-1, i], series.states[-1, i]),
            figure_path(indicator, areas, code, series.periods[-1], group),
        )
        for i, (code, name) in enumerate(zip(areas.codes, areas.names, strict=True))
    )  # fmt: skip
    return Areas(said(areas.title), series.periods[0], series.periods[-1], rows)


def _shown(write: numbers.Writer, value: float, state: int) -> Shown:
    return Shown(write.figure(value, state), write.spoken(value, state))


def _breaks(version: Version, indicator: str, edition: Edition) -> tuple[str, ...]:
    if indicator in version.catalogue.indicators:
        return version.breaks(edition, indicator)
    parts = kind_of(version, indicator)[0].status
    return tuple(sorted({p for i in parts for p in version.breaks(edition, i)}))


# How far apart -------------------------------------------------------------------------------------------------


def _measures(version: Version, indicator: str, edition: Edition) -> Mapping[str, Mapping[str, float]]:
    return version.summary(edition)["disparity"].get(indicator, {})


def _disparity(version: Version, indicator: str, edition: Edition) -> Chart | None:
    """Standard deviation between the spaces, weighted by inhabitants, year by year."""
    measures = _measures(version, indicator, edition)
    if len(measures) < 2:
        return None
    definition = version.catalogue.indicators[indicator]
    unit = "percentage_points" if definition.unit == "percent" else definition.unit
    periods = sorted(measures)
    return charts.trend(
        periods, [measures[p].get("sd", np.nan) for p in periods],
        title=_("Wie weit die Räume auseinanderliegen"), unit=unit, decimals=max(1, definition.decimals),
        language=language(), label=_("Standardabweichung zwischen den Räumen"),
        breaks=version.breaks(edition, indicator),
    )  # fmt: skip


def _gap(version: Version, indicator: str, edition: Edition) -> str:
    """What the chart of disparity means, with the latest numbers."""
    measures = _measures(version, indicator, edition)
    if len(measures) < 2:
        return ""
    last = max(measures)
    definition = version.catalogue.indicators[indicator]
    write = numbers.Writer(definition.unit, definition.decimals, language())
    sd, mean = measures[last].get("sd", np.nan), measures[last].get("mean", np.nan)
    apart = "percentage_points" if definition.unit == "percent" else definition.unit
    return _(
        "{title} {year}: Die Menschen lebten im Mittel in einem Raum mit dem Wert {mean}. Davon wichen die Räume "
        "typischerweise um {sd} ab. Fällt die Linie, gleichen sich die Räume an; steigt sie, entfernen sie "
        "sich voneinander. Räume mit vielen Menschen zählen dabei mehr."
    ).format(
        title=said(definition.title), year=last, mean=write.figure(mean),
        sd=numbers.Writer(apart, max(1, definition.decimals), language()).figure(sd),
    )  # fmt: skip


# An index ------------------------------------------------------------------------------------------------------


def _class_years(version: Version, indicator: str, edition: Edition) -> tuple[ClassYear, ...]:
    made = []
    for period in reversed(version.periods(indicator, edition)):
        classes = version.figures(indicator, edition=edition.key, period=period).classes
        if classes is None:
            continue
        counts = np.bincount(classes[classes >= 0], minlength=len(class_names(indicator)))
        made.append(ClassYear(period, (*(int(c) for c in counts), int((classes < 0).sum()))))
    return tuple(made)


def _unsteady(version: Version, indicator: str, edition: Edition, period: str) -> str:
    """What leaving out one indicator would change: how much the classes depend on the choice of indicators."""
    found = decompose(version, indicator, edition, period)
    if len(found.indicators) < 2:
        return ""
    classed, moved = int((found.classes >= 0).sum()), int(found.unsteady().sum())
    changed = found.changed_without()
    most = int(np.argmax(changed))
    text = _(
        "Der Index hängt davon ab, welche Kennzahlen in ihn eingehen. Ließe man jeweils eine der {count} "
        "Kennzahlen weg, käme von {all} Räumen bei {moved} wenigstens einmal eine andere Klasse heraus."
    ).format(count=len(found.indicators), all=classed, moved=moved)
    if not moved:
        return text
    return f"{text} " + _("Am meisten änderte es, „{title}“ wegzulassen ({count} Räume).").format(
        title=said(found.indicators[most].title), count=int(changed[most])
    )

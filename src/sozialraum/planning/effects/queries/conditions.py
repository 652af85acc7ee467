"""Whether living conditions moved where the city acted: the gap to the rest, and how far the city lies apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import charts
from sozialraum.charts import Chart
from sozialraum.methods.acted_on import ActedOn, acted_on
from sozialraum.numbers import Writer
from sozialraum.planning.effects.queries import figures
from sozialraum.planning.effects.sentences import difference_unit, signed, unit_of
from sozialraum.planning.statistics.addresses import space_path
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.words import language, said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import Floats, Mask
from sozialraum.warehouse.version import Version

INDICATOR, DIMENSION = "kennzahl", "lebenslage"  # which measures count: those that name it, or its dimension
FIRST = ("unemployment_share", "minimum_income_share", "children_income_support_share")


@dataclass(frozen=True)
class Line:
    """A year, or a planning area, of the table: as text."""

    title: str
    path: str
    cells: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Page:
    """Everything on the page."""

    version: Version
    edition: Edition
    indicator: str
    by: str
    title: str
    indicators: list[tuple[str, list[tuple[str, str]]]]
    measures: int
    spaces: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    gap: Chart | None
    spread: Chart | None
    years: tuple[Line, ...]
    areas: tuple[Line, ...]
    first: str
    last: str
    periods: tuple[str, ...] = ()
    found: ActedOn | None = None


def page(asked: Mapping[str, str], version: Version) -> Page:
    """Gather it; one statement."""
    edition = version.edition()
    offered = choices(version, edition)
    keys = [key for _group, options in offered for key, _title in options]
    key = asked.get("kennzahl", "")
    if key not in keys:
        key = next((one for one in FIRST if one in keys), keys[0] if keys else "")
    by = DIMENSION if asked.get("massnahmen") == DIMENSION else INDICATOR
    if not key:
        return Page(version, edition, "", by, "", offered, 0, (), (), None, None, (), (), "", "")
    if "massnahmen" not in asked and not _counted(version, edition, key, INDICATOR)[0]:
        by = DIMENSION
    begun, rows = _counted(version, edition, key, by)
    return _page(version, edition, key, by, offered, begun, rows)


def choices(version: Version, edition: Edition) -> list[tuple[str, list[tuple[str, str]]]]:
    """Indicators with at least two years, by dimension."""
    found = []
    for dimension in version.catalogue.dimensions.values():
        options = [
            (one.key, said(one.title)) for one in version.catalogue.indicators.values()
            if one.dimension == dimension.key and len(version.periods(one.key, edition)) > 1
        ]  # fmt: skip
        if options:
            found.append((said(dimension.title), options))
    return found


def _counted(version: Version, edition: Edition, key: str, by: str) -> tuple[list[int], frozenset[int]]:
    """In which year each measure that counts began, and the rows of the spaces in which they act; those of the whole
    city act nowhere."""
    dimension = version.catalogue.indicators[key].dimension
    begun, rows = list[int](), set[int]()
    for one in figures.acting().measures:
        if key in one.indicators or (by == DIMENSION and dimension in one.dimensions):
            there, some = figures.rows_of(version, one.edition, one.space)
            if there is not None and there.key == edition.key and len(some) < len(edition):
                begun.append(one.begins.year)
                rows |= set(some)
    return begun, frozenset(rows)


def _page(
    version: Version, edition: Edition, key: str, by: str, offered: list[tuple[str, list[tuple[str, str]]]],
    begun: list[int], rows: frozenset[int],
) -> Page:  # fmt: skip
    definition = version.catalogue.indicators[key]
    names = tuple((edition.names[r], space_path(version, edition, edition.codes[r])) for r in sorted(rows))
    periods, values, weights = _since_the_break(version, edition, key)
    who: Mask = np.isin(np.arange(len(edition)), list(rows))
    found = acted_on(values, weights, who)
    known = [i for i in range(len(periods)) if not np.isnan(found.gap[i])]
    if not rows or len(known) < 2:
        why = _("Noch hat hier keine Maßnahme begonnen, die das bewegen soll.") if not rows else _(
            "Für diese Kennzahl liegen zu wenige Jahre in gleicher Zählweise vor. Das lässt sich noch nicht sagen."
        )  # fmt: skip
        return Page(version, edition, key, by, said(definition.title), offered, len(begun), names, (why,), None, None,
                    (), (), "", "")  # fmt: skip
    first, last = periods[known[0]], periods[known[-1]]
    return Page(
        version, edition, key, by, said(definition.title), offered, len(begun), names,
        (*_sentences(version, key, found, periods, known, len(rows)), *_too_late(begun, last)),
        _gap(version, key, found, periods), _spread(version, key, found, periods),
        tuple(_years(version, key, found, periods, known)),
        tuple(_areas(version, edition, key, values, weights, who, known)),
        first, last, tuple(periods), found,
    )  # fmt: skip


def _since_the_break(version: Version, edition: Edition, key: str) -> tuple[list[str], Floats, Floats]:
    """Periods, values and weights (denominators, else inhabitants) since the series was last made otherwise."""
    series = figures.series_of(version, key, edition.key)
    start = max((series.periods.index(b) for b in series.breaks if b in series.periods), default=0)
    periods = list(series.periods[start:])
    weights = [_weights(version, edition, key, period) for period in periods]
    return periods, series.values[start:], np.array(weights)


def _weights(version: Version, edition: Edition, key: str, period: str) -> Floats:
    below = version.figures(key, edition=edition.key, period=period).denominator
    if not np.isnan(below).all():
        return np.maximum(below, 0)
    people = version.population(edition, period)
    return people.values if people is not None else np.ones(len(edition))


def _writers(version: Version, key: str) -> tuple[Writer, Writer]:
    unit, decimals = unit_of(version, key)
    return Writer(unit, decimals, language()), Writer(difference_unit(unit), decimals, language())


def _sentences(
    version: Version, key: str, found: ActedOn, periods: Sequence[str], known: list[int], spaces: int
) -> list[str]:
    plain, apart = _writers(version, key)
    a, z = known[0], known[-1]
    told = {
        "n": spaces, "first": periods[a], "last": periods[z], "acted_a": plain.figure(found.acted[a]),
        "acted_z": plain.figure(found.acted[z]), "rest_a": plain.figure(found.rest[a]),
        "rest_z": plain.figure(found.rest[z]), "gap_a": apart.figure(abs(found.gap[a])),
        "gap_z": apart.figure(abs(found.gap[z])), "by": apart.figure(abs(abs(found.gap[z]) - abs(found.gap[a]))),
    }  # fmt: skip
    where = ngettext(
        "In dem Raum mit Maßnahmen lag der Wert %(first)s bei %(acted_a)s, in den übrigen bei %(rest_a)s; %(last)s bei "
        "%(acted_z)s und %(rest_z)s.",
        "In den %(n)d Räumen mit Maßnahmen lag der Wert %(first)s bei %(acted_a)s, in den übrigen bei %(rest_a)s; "
        "%(last)s bei %(acted_z)s und %(rest_z)s.", spaces,
    )  # fmt: skip
    return [
        where % told,
        _gap_sentence(found, apart, a, z) % told,
        *_spread_sentence(found, apart, a, z, told),
    ]


def _too_late(begun: Sequence[int], last: str) -> list[str]:
    """That measures began after the figures end, so that these tell only how it was before."""
    late = sum(year >= int(last) for year in begun) if last.isdigit() else 0
    if not late:
        return []
    if late == len(begun):
        said_ = ngettext(
            "Die Maßnahme begann erst %(last)s oder später. Die Zahlen zeigen also, wie es vorher war, und noch "
            "keine Wirkung.",
            "Alle %(n)d Maßnahmen begannen erst %(last)s oder später. Die Zahlen zeigen also, wie es vorher war, und "
            "noch keine Wirkung.", late,
        )  # fmt: skip
    else:
        said_ = ngettext(
            "Eine von %(all)d Maßnahmen begann erst %(last)s oder später; von ihr zeigen die Zahlen noch nichts.",
            "%(n)d von %(all)d Maßnahmen begannen erst %(last)s oder später; von ihnen zeigen die Zahlen noch nichts.",
            late,
        )  # fmt: skip
    return [said_ % {"n": late, "all": len(begun), "last": last}]


def _gap_sentence(found: ActedOn, apart: Writer, a: int, z: int) -> str:
    before, after = abs(found.gap[a]), abs(found.gap[z])
    if np.sign(found.gap[a]) != np.sign(found.gap[z]) and apart.number(before) != apart.number(after):
        return _("Der Abstand hat sich umgekehrt: erst %(gap_a)s, jetzt %(gap_z)s auf der anderen Seite.")
    if apart.number(before) == apart.number(after):
        return _("Der Abstand ist gleich geblieben: %(gap_z)s.")
    if after < before:
        return _("Der Abstand ist um %(by)s kleiner geworden: von %(gap_a)s auf %(gap_z)s.")
    return _("Der Abstand ist um %(by)s größer geworden: von %(gap_a)s auf %(gap_z)s.")


def _spread_sentence(
    found: ActedOn, apart: Writer, a: int, z: int, told: Mapping[str, object]
) -> list[str]:  # fmt: skip
    if np.isnan([found.sd[a], found.sd[z], found.sd_still[z]]).any():
        return []
    names = {
        "sd_a": found.sd[a],
        "sd_z": found.sd[z],
        "still": found.sd_still[z],
        "rest_sd": found.sd_rest[z],
    }
    told = dict(told) | {key: apart.figure(value) for key, value in names.items()}
    said_ = (
        _("Typischer Abstand aller Räume vom Durchschnitt der Stadt: %(first)s %(sd_a)s, %(last)s %(sd_z)s.")
        % told
    )
    if apart.number(found.sd[z]) == apart.number(found.sd_still[z]):
        return [said_, _("Was sich in diesen Räumen bewegte, hat daran nichts geändert.")]
    if found.sd[z] < found.sd_still[z]:
        return [
            said_,
            _("Wäre der Abstand geblieben wie %(first)s, läge die Stadt weiter auseinander: %(still)s.")
            % told,
        ]
    return [
        said_,
        _("Wäre der Abstand geblieben wie %(first)s, läge die Stadt näher beieinander: %(still)s.") % told,
    ]


def _gap(version: Version, key: str, found: ActedOn, periods: Sequence[str]) -> Chart:
    unit, decimals = unit_of(version, key)
    return charts.trend(
        periods, found.acted.tolist(), title=_("Räume mit Maßnahmen und die übrigen"), unit=unit, decimals=decimals,
        language=language(), label=_("Räume mit Maßnahmen"), compare=[(_("übrige Räume"), found.rest.tolist())],
    )  # fmt: skip


def _spread(version: Version, key: str, found: ActedOn, periods: Sequence[str]) -> Chart:
    unit, decimals = unit_of(version, key)
    return charts.trend(
        periods, found.sd.tolist(), title=_("Wie weit die Stadt auseinanderliegt"), unit=difference_unit(unit),
        decimals=decimals, language=language(), label=_("alle Räume"),
        compare=[(_("wäre der Abstand geblieben"), found.sd_still.tolist()),
                 (_("ohne die Räume mit Maßnahmen"), found.sd_rest.tolist())],
    )  # fmt: skip


def _years(
    version: Version, key: str, found: ActedOn, periods: Sequence[str], known: list[int]
) -> list[Line]:
    plain, apart = _writers(version, key)
    return [
        Line(
            periods[i], "",
            (plain.figure(found.acted[i]), plain.figure(found.rest[i]), signed(apart, found.gap[i]),
             apart.figure(found.sd[i]), apart.figure(found.sd_rest[i]), apart.figure(found.sd_still[i])),
        )
        for i in reversed(known)
    ]  # fmt: skip


def _areas(
    version: Version, edition: Edition, key: str, values: Floats, weights: Floats, who: Mask, known: list[int]
) -> list[Line]:
    """The same within each planning area in which there are spaces of both kinds."""
    parent = version.parent_of(edition)
    if parent is None:
        return []
    rows, apart, made = version.parent_rows(edition), _writers(version, key)[1], []
    for area, name in enumerate(parent.names):
        here = rows == area
        if not (who & here).any() or not (~who & here).any():
            continue
        part = acted_on(values[:, here], weights[:, here], who[here])
        first, last = part.gap[known[0]], part.gap[known[-1]]
        cells = (f"{int((who & here).sum())} / {int(here.sum())}", signed(apart, first), signed(apart, last),
                 signed(apart, abs(last) - abs(first)))  # fmt: skip
        made.append(Line(name, f"/planungsraeume/{parent.codes[area]}/", cells))
    return made


def table(asked: Mapping[str, str], version: Version) -> Table:
    """The years to take along."""
    shown = page(asked, version)
    columns = [
        "year",
        "indicator",
        "acted_on",
        "rest",
        "gap",
        "spread",
        "spread_rest",
        "spread_had_gap_stayed",
    ]
    found, rows = shown.found, []
    if found is not None:
        series = (found.acted, found.rest, found.gap, found.sd, found.sd_rest, found.sd_still)
        rows = [
            [period, shown.indicator, *(float(s[i]) for s in series)]
            for i, period in enumerate(shown.periods)
        ]
    about = [
        (_("Kennzahl"), shown.title), (_("Räume mit Maßnahmen"), ", ".join(name for name, _path in shown.spaces)),
    ]  # fmt: skip
    return Table(_("Lebensbedingungen, wo die Stadt gehandelt hat"), columns, rows, about)

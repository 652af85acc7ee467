"""A space on paper: who lives there, what has changed lately, and its figures by Lebenslage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sozialraum import charts, numbers, paper
from sozialraum.planning.needs.queries.evidence import key_lines
from sozialraum.planning.situation import sentences, space_sentences
from sozialraum.planning.situation.locator import locator
from sozialraum.planning.situation.queries.area import members
from sozialraum.planning.situation.queries.people import People, people
from sozialraum.planning.situation.queries.spaces import Where
from sozialraum.planning.situation.rows import states_of
from sozialraum.planning.statistics.addresses import space_path
from sozialraum.planning.statistics.words import edition_title, language, said, title_of
from sozialraum.warehouse.changes import Change, Verdict, changes
from sozialraum.warehouse.figures import Figure, Series
from sozialraum.warehouse.index_standing import index_standings
from sozialraum.warehouse.population import population
from sozialraum.warehouse.profile import Line, Profile, profile

MOST_CHANGES = 16
SIDE_BY_SIDE = 5  # figures of an area's spaces in one table
HALF = 0.5  # of a page's width


def space(of: Where) -> Iterator[paper.Block]:
    """All blocks, from a heading of level 1 on."""
    version, found = of.version, profile(of.version, of.edition, of.code)
    yield paper.Heading(1, _("%(name)s in Zahlen") % {"name": of.name}, "raum")
    yield from _beginning(of, people(population(version, of.edition, of.code), version, of.name, language()))
    yield from _indices(of)
    yield from _lately(found)
    yield from _side_by_side(of)
    yield from _dimensions(of, found)
    states = {state for lines in found.lines.values() for state in states_of(key_lines(lines))}
    if legend := numbers.legend(sorted(states), language()):
        yield paper.Paragraph("; ".join(f"{sign}: {meaning}" for sign, meaning in legend), "muted")


# -- who lives there --


def _beginning(of: Where, who: People) -> Iterator[paper.Block]:
    path = space_path(of.version, of.edition, of.code)
    yield paper.Paragraph(
        (f"{capfirst(said(of.edition.unit))} ", paper.Link(of.name, path), f", {edition_title(of.edition)}"),
        "muted",
    )
    drawn = locator(of.version, of.edition, of.code, language())
    map_ = paper.Picture(drawn, _("Wo %(name)s in der Stadt liegt") % {"name": of.name}, width=HALF)
    yield paper.Columns(
        ((map_,), tuple(paper.Paragraph(one) for one in who.sentences) or (paper.Paragraph(""),))
    )
    drawings = [chart for chart in (who.years, who.ages) if chart is not None]
    if drawings:
        yield paper.Columns(tuple((paper.of_chart(chart),) for chart in drawings))


def _indices(of: Where) -> Iterator[paper.Block]:
    standings = index_standings(of.version, of.edition, of.code)
    if not standings:
        return
    yield paper.Heading(2, _("Im Vergleich aller Räume"))
    yield paper.Bullets(
        tuple(
            (
                paper.Strong(f"{title_of(of.version, one.key)}: "),
                " ".join(space_sentences.index_sentences(one, language())),
            )
            for one in standings
        )
    )


# -- what has changed --


def _lately(found: Profile) -> Iterator[paper.Block]:
    lines = [x for some in found.lines.values() for x in some if not x.indicator.context]
    moved = [(x, change) for x, change in lately(lines) if change.verdict in (Verdict.ROSE, Verdict.FELL)]
    yield paper.Heading(2, _("Was sich zuletzt verändert hat"), "veraendert")
    if not moved:
        yield paper.Paragraph(
            _("Gegenüber dem Jahr davor hat sich keine Kennzahl mehr verändert, als der Zufall erklärt.")
        )
        return
    heads = (_("Kennzahl"), _("davor"), _("zuletzt"), _("Veränderung"))
    rows = tuple(_moved(x, change) for x, change in moved[:MOST_CHANGES])
    yield paper.Table(_("Mehr verändert, als der Zufall erklärt"), heads, rows, right=(1, 2, 3))


def lately(lines: Iterable[Line]) -> list[tuple[Line, Change]]:
    """Each line with its change from the last year but one to the last; only shares, whose chance can be told."""
    pairs = [(x, short) for x in lines if (short := _last_two(x.series)) is not None]
    found = changes([short for _line, short in pairs], [x.indicator.decimals for x, _short in pairs])
    return [
        (x, change) for (x, _short), change in zip(pairs, found, strict=True) if not np.isnan(change.lower)
    ]


def _last_two(series: Series) -> Series | None:
    """A series of its last two known years, if no break lies between them."""
    known = np.flatnonzero(~np.isnan(series.values)).tolist()
    for before, after in reversed(list(pairwise(known))):
        if any(series.periods[before] < one <= series.periods[after] for one in series.breaks):
            return None
        at = [before, after]
        return replace(
            series, periods=tuple(series.periods[i] for i in at), values=series.values[at], states=series.states[at],
            lower=series.lower[at], upper=series.upper[at], breaks=(),
        )  # fmt: skip
    return None


def _moved(line: Line, change: Change) -> tuple[paper.Text, ...]:
    write = numbers.Writer(line.indicator.unit, line.indicator.decimals, language())
    by = numbers.number(change.difference, max(line.indicator.decimals, 1), language())
    before, after = (
        f"{write.figure(value, state)} ({period})"
        for value, state, period in zip(
            (change.before, change.after), change.states, (change.since, change.until), strict=True
        )
    )
    return said(line.indicator.title), before, after, f"+{by}" if change.difference > 0 else by


# -- by Lebenslage --


def _dimensions(of: Where, found: Profile) -> Iterator[paper.Block]:
    yield paper.Heading(2, _("Lebenslagen"), "lebenslagen")
    area = said(found.parent_edition.unit) if found.parent_edition else ""
    for key, dimension in of.version.catalogue.dimensions.items():
        lines = found.lines[key]
        yield paper.Heading(3, said(dimension.title))
        if not key_lines(lines):
            yield paper.Paragraph((_("Dazu gibt es keine Zahlen. "), said(dimension.gap_question)), "muted")
            continue
        telling = sentences.telling_lines(lines)
        told = tuple(paper.Paragraph(one) for one in sentences.dimension_sentences(lines, area, language()))
        chart = next((drawn for x in telling if (drawn := _chart(x, found)) is not None), None)
        if chart is not None and told:
            yield paper.Columns(((paper.of_chart(chart),), told))
        else:
            yield from told
        yield _table(said(dimension.title), key_lines(lines), found, area)


def _chart(line: Line, found: Profile) -> charts.Chart | None:
    """The years of one figure beside the area and the city; nothing where there are not two."""
    s = line.series
    if np.count_nonzero(~np.isnan(s.values)) < 2:
        return None
    other = [(found.parent_name, line.parent_values), (_("Stadt"), line.city_values)]
    compare = [(name, values.tolist()) for name, values in other if name and not np.isnan(values).all()]
    return charts.trend(
        s.periods, s.values.tolist(), title=said(line.indicator.title), unit=line.indicator.unit,
        decimals=line.indicator.decimals, language=language(), states=s.states.tolist(), lower=s.lower.tolist(),
        upper=s.upper.tolist(), breaks=set(s.breaks), compare=compare, change=line.change, label=found.name,
    )  # fmt: skip


def _table(title: str, lines: list[Line], found: Profile, area: str) -> paper.Table:
    heads = [_("Kennzahl"), _("Jahr"), _("hier"), *([capfirst(area)] if area else []), _("Stadt")]
    rows = tuple(
        (
            said(x.indicator.title), x.period, _figure(x, x.figure), *((_figure(x, x.parent),) if area else ()),
            _figure(x, x.city),
        )
        for x in lines
    )  # fmt: skip
    return paper.Table(
        _("%(title)s: Kennzahlen") % {"title": title}, tuple(heads), rows, right=tuple(range(1, len(heads)))
    )


def _figure(line: Line, figure: Figure | None) -> str:
    if figure is None:
        return "–" if line.city is None else _("keine Angabe")
    i = line.indicator
    return numbers.figure(figure.value, figure.state, i.unit, i.decimals, language())


# -- the spaces of an area --


def _side_by_side(of: Where) -> Iterator[paper.Block]:
    """Of a planning area: its social spaces by the figures that speak first."""
    spaces, rows = members(of)
    if spaces is None or not rows:
        return
    found = [profile(of.version, spaces, spaces.codes[row]) for row in rows]
    firsts = [x for some in found[0].lines.values() for x in sentences.telling_lines(some)[:1]][:SIDE_BY_SIDE]
    if not firsts:
        return
    by_key = [{x.indicator.key: x for some in one.lines.values() for x in some} for one in found]
    table = tuple(
        (
            paper.Link(one.name, space_path(of.version, spaces, one.code)),
            *(_figure(x, mine[x.indicator.key].figure) if x.indicator.key in mine else "–" for x in firsts),
        )
        for one, mine in zip(found, by_key, strict=True)
    )
    heads = (said(spaces.unit), *(f"{said(x.indicator.title)} ({x.period})" for x in firsts))
    yield paper.Heading(2, _("Die Sozialräume nebeneinander"))
    yield paper.Table(
        _("Je eine Kennzahl aus den ersten Lebenslagen"), heads, table, right=tuple(range(1, len(heads)))
    )

"""Rows of indicators as HTML in one piece: figure, uncertainty, planning area, city, position, years, groups.

A template loop over a hundred indicators with all their parts takes longer than everything else of the page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sozialraum import numbers
from sozialraum.charts.words import say
from sozialraum.planning.situation import drawings
from sozialraum.planning.situation.sentences import change_sentence, last_known
from sozialraum.planning.statistics.words import group_title
from sozialraum.warehouse.changes import Verdict
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.figures import Figure, Figures
from sozialraum.warehouse.profile import Line
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

# Resources stand before burdens, and both together.
DIRECTIONS = ("resource", "burden", "neutral")


@dataclass(frozen=True, eq=False)
class Setting:
    """What all rows of a page have in common.

    area, city: the planning area and the city beside the space, None where there is none. grounds: figures whose
    spread a strip shows instead of those of the space's own edition, by indicator. opened: nothing is folded.
    """

    version: Version
    language: str
    edition: Edition
    code: str
    area: tuple[Edition, str] | None
    area_title: str
    city: Edition | None
    grounds: Mapping[str, Figures] = field(default_factory=dict)
    opened: bool = False

    @property
    def prefix(self) -> str:
        """What stands before a German path in the visitor's language."""
        return "/en" if self.language == "en" else ""

    def explained(
        self, indicator: str, edition: Edition, code: str, period: str, group: str = "total"
    ) -> str:
        """Where one figure explains itself."""
        return f"{self.prefix}/werte/{indicator}/{edition.key}/{quote(code, safe='')}/{period}/{group}/"


def lines_table(lines: Sequence[Line], setting: Setting, caption: str) -> SafeString:
    """A table of indicators, resources before burdens; nothing for no lines."""
    if not lines:
        return SafeString("")
    heads = [_("Kennzahl"), _("Hier") if setting.city else _("Stadt")]
    heads += [setting.area_title] if setting.area else []
    heads += [_("Stadt")] if setting.city else []
    heads += [_("Unter allen Räumen") if setting.city else _("Die Räume"), _("Über die Jahre")]
    row = _row_writer(setting, heads)
    bodies = []
    for direction, title in zip(DIRECTIONS, _direction_titles(), strict=True):
        some = [x for x in lines if x.indicator.direction == direction]
        if some:
            head = f'<tr class="lines__group"><th colspan="{len(heads)}" scope="rowgroup">{title}</th></tr>'
            bodies.append(f"<tbody>{head}{''.join(map(row, some))}</tbody>")
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return SafeString(
        f'<table class="lines lines--space"><caption class="kern-sr-only">{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead>{''.join(bodies)}</table>"
    )


def _direction_titles() -> tuple[str, str, str]:
    return (
        _("Ressourcen – ein höherer Wert heißt: mehr davon ist da"),
        _("Belastungen – ein höherer Wert heißt: mehr Menschen oder Haushalte sind betroffen"),
        _("Zur Einordnung – ohne Wertung"),
    )


def _row_writer(setting: Setting, heads: Sequence[str]) -> Callable[[Line], str]:
    """A function that writes one line; what is the same in all of them is worked out before."""
    language, prefix = setting.language, setting.prefix
    label = iter(heads[2:])
    area_label = f' data-label="{escape(next(label))}"' if setting.area else ""
    city_label = f' data-label="{escape(next(label))}"' if setting.city else ""
    where_label, years_label = (f' data-label="{escape(x)}"' for x in label)
    here_label = f' data-label="{escape(heads[1])}"'
    uncertain = f'<span class="kern-sr-only">{escape(_("Unsicherheit (95 %)"))}: </span>'
    before = _("zuletzt {period}: {value}")
    counts, moves = _("{higher} höher, {lower} niedriger"), _move_words()

    def write(line: Line) -> str:
        i, f = line.indicator, line.figure
        decimals, unit = i.decimals, i.unit
        parts = [
            f'<tr><th scope="row"><a href="{prefix}/kennzahlen/{i.key}/">{escape(i.title[language])}</a>'
            f' <span class="lines__year">{line.period}</span></th>',
            f'<td class="lines__here"{here_label}>',
            figure(
                f,
                unit,
                decimals,
                language,
                setting.explained(i.key, setting.edition, setting.code, line.period),
            ),
        ]
        if not math.isnan(f.lower):
            span = numbers.span(f.lower, f.upper, unit, decimals, language)
            parts.append(f'<span class="lines__span">{uncertain}{span}</span>')
        elif f.value != f.value:
            parts.append(_last_known(line, language, before))
        parts.append("</td>")
        if setting.area:
            edition, code = setting.area
            href = setting.explained(i.key, edition, code, line.period)
            parts.append(f"<td{area_label}>{_other(line.parent, unit, decimals, language, href)}</td>")
        if setting.city:
            href = setting.explained(i.key, setting.city, "city", line.period)
            parts.append(f"<td{city_label}>{_other(line.city, unit, decimals, language, href)}</td>")
        parts.append(f'<td class="lines__drawn"{where_label}>{_position(line, setting, counts)}</td>')
        parts.append(f'<td class="lines__drawn"{years_label}>{_years(line, setting, moves)}</td></tr>')
        if line.groups:
            parts.append(_groups(line, setting, len(heads)))
        return "".join(parts)

    return write


def figure(f: Figure, unit: str, decimals: int, language: str, href: str) -> str:
    """One figure that leads to its explanation; a sign is shown to the eye, its meaning is said to the ear."""
    seen = numbers.figure(f.value, f.state, unit, decimals, language)
    if f.state is State.OBSERVED and f.value == f.value:
        return f'<a class="figure" href="{href}">{seen}</a>'
    state = f.state if f.value == f.value or not f.state.is_number else State.UNKNOWN
    heard = numbers.spoken(f.value, state, unit, decimals, language)
    return (
        f'<a class="figure figure--{state.name.lower().replace("_", "-")}" href="{href}" '
        f'title="{escape(numbers.explanation(state, language))}"><span aria-hidden="true">{escape(seen)}</span>'
        f'<span class="kern-sr-only">{escape(heard)}</span></a>'
    )


def _last_known(line: Line, language: str, before: str) -> str:
    """The latest number before a missing one, small below its sign."""
    found = last_known(line)
    if found is None:
        return ""
    period, value, state = found
    shown = numbers.figure(value, state, line.indicator.unit, line.indicator.decimals, language)
    return f'<span class="lines__span">{escape(before.format(period=period, value=shown))}</span>'


def _other(f: Figure | None, unit: str, decimals: int, language: str, href: str) -> str:
    if f is None:  # the other has no figures of this indicator and year at all
        return f'<span class="muted">{escape(_("keine Angabe"))}</span>'
    return figure(f, unit, decimals, language, href)


def standing(line: Line) -> tuple[int, int, int]:
    """How many spaces have a higher and a lower figure, and how many others there are."""
    higher = line.rank - 1
    lower = round(2 * line.percentile * line.ranked - line.ranked + higher)
    return higher, lower, line.ranked - 1


def _position(line: Line, setting: Setting, counts: str) -> str:
    language = setting.language
    ground = setting.grounds.get(line.indicator.key)
    value, marks = line.figure.value, (_value(line.parent), _value(line.city))
    if ground is not None:  # the city among its spaces
        return str(drawings.strip(ground, (), (math.nan, value), _range(line, ground, language))) + _ends(
            line, ground, language
        )
    if line.rank == 0 or line.ranked < 2:
        return ""
    higher, lower, others = standing(line)
    words = {
        k: numbers.number(c, 0, language)
        for k, c in (("higher", higher), ("lower", lower), ("others", others))
    }
    drawn = drawings.strip(line.of_all, (value,), marks, say("position", language, **words))
    return f'{drawn}<span class="lines__say" aria-hidden="true">{counts.format(**words)}</span>'


def _range(line: Line, ground: Figures, language: str) -> str:
    base = drawings.ground(ground)
    write = numbers.Writer(line.indicator.unit, line.indicator.decimals, language)
    return _("Die Räume liegen zwischen {low} und {high}.").format(
        low=write.bare(base.low), high=write.spoken(base.high, dative=True)
    )


def _ends(line: Line, ground: Figures, language: str) -> str:
    base = drawings.ground(ground)
    if not base.strokes:
        return ""
    span = numbers.span(base.low, base.high, line.indicator.unit, line.indicator.decimals, language)
    return f'<span class="lines__say" aria-hidden="true">{span}</span>'


def _value(f: Figure | None) -> float:
    return math.nan if f is None else f.value


def _move_words() -> dict[Verdict, str]:
    return {
        Verdict.ROSE: pgettext("trend", "gestiegen"), Verdict.FELL: pgettext("trend", "gesunken"),
        Verdict.SAME: pgettext("trend", "gleich geblieben"), Verdict.NOISE: pgettext("trend", "keine klare Richtung"),
        Verdict.UNKNOWN: "",
    }  # fmt: skip


def _years(line: Line, setting: Setting, moves: Mapping[Verdict, str]) -> str:
    """The line over the years with its first and last year and the direction."""
    s = line.series
    known = [p for p, v in zip(s.periods, s.values.tolist(), strict=True) if v == v]
    if len(known) < 2:
        return ""
    said = change_sentence(line.indicator, line.change, "", setting.language)
    said = said or _("Werte von {first} bis {last}.").format(first=known[0], last=known[-1])
    drawn = drawings.trend(s.periods, s.values, s.lower, s.upper, line.city_values, s.breaks, said)
    move = moves[line.change.verdict]
    since = line.change.since if move else known[0]
    words = f"{since}–{line.change.until if move else known[-1]}" + (f": {move}" if move else "")
    return f'{drawn}<span class="lines__say" aria-hidden="true">{escape(words)}</span>'


def _groups(line: Line, setting: Setting, columns: int) -> str:
    i = line.indicator
    cells = []
    for g in line.groups:
        href = setting.explained(i.key, setting.edition, setting.code, g.period, g.group)
        year = "" if g.period == line.period else f' <span class="lines__year">{g.period}</span>'
        cells.append(
            f"<div><dt>{escape(group_title(setting.version, g.group))}{year}</dt>"
            f"<dd>{figure(g.figure, i.unit, i.decimals, setting.language, href)}</dd></div>"
        )
    summary = (
        f'{escape(_("Nach Gruppen"))}<span class="kern-sr-only">: {escape(i.title[setting.language])}</span>'
    )
    return (
        f'<tr class="lines__groups"><td colspan="{columns}"><details class="more groups"'
        f"{' open' if setting.opened else ''}><summary>{summary}</summary><dl>{''.join(cells)}</dl></details></td></tr>"
    )


def years_table(lines: Sequence[Line], setting: Setting, caption: str) -> SafeString:
    """All indicators of a dimension by year as a plain table; nothing for no lines."""
    periods = sorted({p for x in lines for p in x.series.periods})
    if not periods:
        return SafeString("")
    heads = "".join(f'<th scope="col">{p}</th>' for p in periods)
    rows = "".join(_years_row(x, periods, setting.language) for x in lines)
    return SafeString(
        f'<div class="table-scroll" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f'<table class="table"><caption class="kern-sr-only">{escape(caption)}</caption><thead><tr>'
        f'<th scope="col" class="is-text">{escape(_("Kennzahl"))}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _years_row(line: Line, periods: Sequence[str], language: str) -> str:
    i, s = line.indicator, line.series
    have = {p: (v, st) for p, v, st in zip(s.periods, s.values.tolist(), s.states.tolist(), strict=True)}
    cells = "".join(
        f"<td>{_plain(*have[p], i.decimals, language) if p in have else ''}</td>" for p in periods
    )
    unit = numbers.with_unit("", i.unit, language).strip()
    title = escape(i.title[language]) + (f" ({escape(unit)})" if unit else "")
    return f'<tr><th scope="row">{title}</th>{cells}</tr>'


def _plain(value: float, state: int, decimals: int, language: str) -> str:
    if state == State.OBSERVED and value == value:
        return numbers.number(value, decimals, language)
    heard = numbers.spoken(value, state, "", decimals, language)
    seen = numbers.figure(value, state, "", decimals, language)
    return f'<span aria-hidden="true">{escape(seen)}</span><span class="kern-sr-only">{escape(heard)}</span>'


def states_of(lines: Sequence[Line]) -> set[int]:
    """States that occur anywhere in these rows, for the legend of the signs."""
    found: set[int] = set()
    for x in lines:
        found.update(x.series.states.tolist())
        found.update(int(f.state) for f in (x.parent, x.city, *(g.figure for g in x.groups)) if f is not None)
    return found

"""All that the page of one space shows, gathered and put into words; the template only places it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.charts.svg import Svg
from sozialraum.planning.situation import sentences, space_sentences
from sozialraum.planning.situation.locator import locator
from sozialraum.planning.situation.queries.people import People, people
from sozialraum.planning.situation.queries.spaces import Where, editions_of
from sozialraum.planning.situation.rows import Setting, lines_table, states_of, years_table
from sozialraum.planning.statistics.addresses import space_path
from sozialraum.planning.statistics.class_names import class_names
from sozialraum.planning.statistics.words import (
    day_in_words,
    edition_title,
    language,
    last_year,
    said,
    title_of,
)
from sozialraum.warehouse.draft import Text
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.index_standing import IndexStanding, index_standings
from sozialraum.warehouse.lineage import Lineage, lineage
from sozialraum.warehouse.near import alike, touching
from sozialraum.warehouse.population import population
from sozialraum.warehouse.profile import Line, Profile, profile
from sozialraum.warehouse.version import Version

# So many lines of a dimension stand open; the others are folded where there are more than one of them.
KEY_LINES = 3
# Names of facilities that stand on the page; of more only the number is said first.
NAMES_SHOWN = 400


@dataclass(frozen=True)
class Facilities:
    """Facilities of one source in a space: how many, their names in order, and older sources of the same kind."""

    title: str
    count: str
    names: tuple[tuple[str, str], ...]
    as_of: str
    publisher: str
    older: tuple[Facilities, ...] = ()


@dataclass(frozen=True)
class Section:
    """One dimension: what is said of it, its indicators, its facilities, or its gap.

    table: the few lines that speak for it; more: all others, `more_title` says how many they are.
    """

    key: str
    title: str
    explanation: str
    is_gap: bool
    question: str
    sources: str
    sentences: tuple[str, ...]
    table: SafeString
    more_title: str
    more: SafeString
    years: SafeString
    facilities: tuple[Facilities, ...]
    also: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Classified:
    """The space in one index or its dynamics, with the parts of its value."""

    standing: IndexStanding
    title: str
    name: str
    sentences: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    history: tuple[tuple[str, str], ...]
    map: str


@dataclass(frozen=True, eq=False)
class Page:
    """Everything on the page of one space."""

    where: Where
    profile: Profile
    unit: str
    within: str
    edition: str
    area_path: str
    locator: Svg
    people: People
    sections: tuple[Section, ...]
    states: tuple[int, ...]
    indices: tuple[Classified, ...]
    touching: tuple[tuple[str, str], ...]
    alike: tuple[tuple[str, str], ...]
    lineage: tuple[str, ...]
    relatives: tuple[tuple[str, str], ...]
    made_from: str
    held_until: str  # the last year of former boundaries, "" for those of today
    today: tuple[tuple[str, str], ...]  # what became of the space in today's boundaries: name, path
    others: tuple[tuple[str, str, bool], ...]


def page(where: Where, opened: bool = False) -> Page:
    """Gather the page of a space. opened: nothing on it is folded."""
    version, edition, code = where.version, where.edition, where.code
    found = profile(version, edition, code)
    setting = setting_of(version, found, opened=opened)
    area_unit = said(found.parent_edition.unit) if found.parent_edition else ""
    came = lineage(version, edition, code)
    until = edition.valid_until[:4] if edition.valid_until else ""
    relatives = [(came.before, r) for r in came.predecessors] + [(came.after, r) for r in came.successors]
    return Page(
        where, found, capfirst(said(edition.unit)),
        sentences.within(area_unit, language()) if area_unit else "", edition_title(edition),
        space_path(version, found.parent_edition, found.parent_code) if found.parent_edition else "",
        locator(version, edition, code, language()),
        people(population(version, edition, code), version, where.name, language()),
        tuple(sections(version, found, setting, area_unit)),
        tuple(sorted({s for some in found.lines.values() for s in states_of(some)})),
        tuple(_classified(version, s) for s in index_standings(version, edition, code)),
        tuple((n.name, space_path(version, edition, n.code)) for n in touching(edition, code)),
        tuple((n.name, space_path(version, edition, n.code)) for n in alike(version, edition, code)),
        tuple(space_sentences.lineage_sentences(came, edition.valid_from[:4], until, language())),
        tuple((f"{r.name}, {edition_title(e)}", space_path(version, e, r.code)) for e, r in relatives if e),
        said(_base_of_shares(came)),
        last_year(edition.valid_until) if edition.valid_until and _is_former(version, edition) else "",
        tuple((r.name, space_path(version, came.newest, r.code)) for r in came.today if came.newest),
        tuple(_others(version, edition, code)),
    )  # fmt: skip


def _is_former(version: Version, edition: Edition) -> bool:
    return version.edition(edition.space_system) is not edition


def _base_of_shares(came: Lineage) -> Text:
    """What the shares rest on; nothing where none is told, because spaces went or came as a whole."""
    for relatives, base in (
        (came.predecessors, came.before_made_from), (came.successors, came.after_made_from),
    ):  # fmt: skip
        if base and any(space_sentences.has_share(r) for r in relatives):
            return base
    return {"de": "", "en": ""}


def setting_of(
    version: Version, found: Profile, grounds: Mapping[str, Figures] | None = None, opened: bool = False
) -> Setting:
    """What all rows of a profile have in common."""
    city = version.edition(CITY)
    return Setting(
        version, language(), found.edition, found.code,
        (found.parent_edition, found.parent_code) if found.parent_edition else None,
        capfirst(said(found.parent_edition.unit)) if found.parent_edition else "",
        None if found.edition.role == CITY else city, grounds or {}, opened,
    )  # fmt: skip


def sections(version: Version, found: Profile, setting: Setting, area_unit: str) -> list[Section]:
    """All dimensions in their order; one without data is there as a gap with its question."""
    facilities = _facilities(version, found.edition, found.code)
    also = _also(found.lines)
    made = []
    for key, dimension in version.catalogue.dimensions.items():
        lines, title = found.lines[key], said(dimension.title)
        few, rest = _parted(lines)
        caption = _("{title}: Kennzahlen für {name}").format(title=title, name=found.name)
        more_title = _("{count} weitere Kennzahlen zu „{title}“").format(count=len(rest), title=title)
        made.append(
            Section(
                key,
                title,
                said(dimension.explanation),
                key in found.gaps,
                said(dimension.gap_question),
                said(dimension.sources),
                tuple(sentences.dimension_sentences(lines, area_unit, language())),
                lines_table(few, setting, caption),
                more_title,
                lines_table(rest, setting, f"{caption} ({more_title})"),
                years_table(
                    lines, setting, _("{title}: alle Jahre für {name}").format(title=title, name=found.name)
                ),
                tuple(facilities.get(key, ())),
                tuple(also.get(key, ())),
            )
        )
    return made


def _parted(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The few lines that speak for a dimension, and the rest; both in the catalogue's order."""
    if len(lines) <= KEY_LINES + 1:  # one alone isn't worth a fold
        return list(lines), []
    first = sentences.telling_lines(lines)
    keys = [x.indicator.key for x in [*first, *(x for x in lines if x not in first)]][:KEY_LINES]
    return [x for x in lines if x.indicator.key in keys], [x for x in lines if x.indicator.key not in keys]


def _also(lines: Mapping[str, Sequence[Line]]) -> dict[str, list[tuple[str, str]]]:
    """Indicators that say something about a further dimension, with where they stand."""
    found: dict[str, list[tuple[str, str]]] = {}
    for dimension, some in lines.items():
        for line in some:
            for other in line.indicator.also:
                if not line.indicator.context:
                    found.setdefault(other, []).append((said(line.indicator.title), f"#{dimension}"))
    return found


def _facilities(version: Version, edition: Edition, code: str) -> dict[str, list[Facilities]]:
    row = edition.index_of(code)
    kinds: dict[tuple[str, str], list[tuple[str, Facilities]]] = {}
    for f in version.facilities(edition):
        here = np.flatnonzero(f.spaces == row)
        shown = here.tolist() if edition.role != CITY else []  # of a whole city only their number
        named = sorted((f.names[i], f.details[i] if f.details else "") for i in shown)
        count = numbers.number(len(here), 0, language())
        made = Facilities(
            said(f.title), count, tuple(named[:NAMES_SHOWN]), day_in_words(f.as_of), f.publisher
        )
        kind = f.kind.removesuffix(f"_{f.as_of[:4]}")  # kita_2016 is the kind kita, as it was counted in 2016
        kinds.setdefault((f.dimension, kind), []).append((f.as_of, made))
    found: dict[str, list[Facilities]] = {}
    for (dimension, _kind), some in kinds.items():
        (_day, newest), *older = sorted(some, key=lambda dated: dated[0], reverse=True)
        found.setdefault(dimension, []).append(replace(newest, older=tuple(one for _day, one in older)))
    return found


def _classified(version: Version, standing: IndexStanding) -> Classified:
    write = numbers.Writer("index", 2, language())
    names = [said(n) for n in class_names(standing.key)]
    code = standing.figure.class_
    known = [c for c in standing.contributions if not math.isnan(c.value)]
    return Classified(
        standing, title_of(version, standing.key), names[code] if code >= 0 else "",
        tuple(space_sentences.index_sentences(standing, language())),
        tuple((said(c.indicator.title), write.number(c.value)) for c in known),
        tuple((p, names[c] if c >= 0 else "") for p, c, _value in standing.history),
        f"/karte/?kennzahl={standing.key}",
    )  # fmt: skip


def _others(version: Version, edition: Edition, code: str) -> list[tuple[str, str, bool]]:
    """The editions of this space system that have the space: title, query, whether it is the one shown."""
    having = [e for e in editions_of(version, edition.space_system) if code in e.codes]
    if len(having) < 2:
        return []
    return [(edition_title(e), space_path(version, e, code), e is edition) for e in having]

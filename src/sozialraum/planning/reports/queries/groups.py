"""For whom something is said, against the population: of the city, of each planning area and of each social space.

Over all years. A contribution may speak for several groups, so groups don't add up; places do, and so do the
contributions that name a group and those that name none. What is kept back follows from all of these sums at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import CharField, Count, F, Func, Q
from django.utils.translation import gettext as _

from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.reports.queries.columns import GROUPS_HERE
from sozialraum.planning.reports.queries.grid import Grid, Row, percent
from sozialraum.planning.reports.queries.heard import ALL, CITY, Heard, heard, place_of
from sozialraum.planning.reports.queries.keeping_back import KEPT_BACK, kept_back
from sozialraum.planning.reports.queries.keeping_back import Sum as SumOf
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import Floats
from sozialraum.warehouse.version import Version

NAMED, UNNAMED, VOICES = "+named", "+unnamed", "+voices"  # beside the keys of groups
BASES = ("inhabitants", "households")
KNOWN = 0.9  # of the people of a place have to live where the figures of a group are known
FEWER = 0.5  # named less often than half of its share
MENTIONED = 3
Cell = tuple[str, str]  # a place and a group


@dataclass(frozen=True, eq=False)
class ByGroup:
    """Contributions by place and group, and of how many people each group is made: part and whole, by space."""

    counts: Mapping[Cell, int]
    hidden: frozenset[Cell]
    population: Mapping[str, tuple[Floats, Floats]]


def by_group(version: Version, edition: Edition, voices: Heard | None = None) -> ByGroup:
    """Count them; two statements, one more without the contributions by year."""
    voices = voices or heard(version, edition)
    counts: dict[Cell, int] = defaultdict(int)
    standing = Contribution.objects.filter(withdrawn__isnull=True).order_by()
    each = Func(F("groups"), function="unnest", output_field=CharField())
    each.set_returning = True
    lines = list(
        standing.annotate(one=each).values_list("edition", "social_space", "one").annotate(n=Count("pk"))
    )
    names_one = Count("pk", filter=~Q(groups=[]))
    lines += [
        (key, place, NAMED, n)
        for key, place, n in standing.values_list("edition", "social_space").annotate(n=names_one)
    ]
    for key, place, group, n in lines:
        where = place_of(version, edition, key, place)
        for one in {*where, CITY} if where and (group in GROUPS or group == NAMED) else ():
            counts[one, group] += n
    places = [place for place, year in voices.voices if year == ALL]
    for place in places:
        counts[place, VOICES] = voices.voices[place, ALL]
        counts[place, UNNAMED] = counts[place, VOICES] - counts[place, NAMED]
        for group in GROUPS:
            counts[place, group] += 0
    told_elsewhere = frozenset((place, VOICES) for place, year in voices.hidden if year == ALL)
    return ByGroup(
        counts, kept_back(counts, _sums(places, voices), told_elsewhere), _population(version, edition)
    )


def _sums(places: Iterable[str], voices: Heard) -> list[SumOf[Cell]]:
    sums = [SumOf((place, VOICES), ((place, NAMED), (place, UNNAMED))) for place in places]
    for group in (*GROUPS, NAMED, UNNAMED):
        sums += [
            SumOf((area, group), tuple((s, group) for s in ones)) for area, ones in voices.inside.items()
        ]
        if CITY not in voices.inside:
            sums.append(SumOf((CITY, group), tuple((area, group) for area in voices.inside)))
    return sums


def _population(version: Version, edition: Edition) -> dict[str, tuple[Floats, Floats]]:
    """Of each group that the figures know, in the latest year: how many belong to it, out of how many, by space."""
    found = {}
    periods = list(reversed(version.facts.periods(edition.key)))
    for group in GROUPS:
        for base in BASES if group != "total" else ():
            period = next((p for p in periods if f"{base}@{group}" in version.facts.at(edition.key, p)), "")
            part = version.column(edition, period, f"{base}@{group}") if period else None
            whole = version.column(edition, period, f"{base}@total") if period else None
            if part is not None and whole is not None:
                found[group] = (part.values, whole.values)
                break
    return found


def share_of(found: ByGroup, group: str, rows: Sequence[int]) -> float | None:
    """Of a group in some spaces, in percent; None where there are no figures or too many of them are missing."""
    if group not in found.population or not rows:
        return None
    part, whole = (values[list(rows)] for values in found.population[group])
    known = ~(np.isnan(part) | np.isnan(whole))
    everybody, counted = float(np.nansum(whole)), float(whole[known].sum())
    if not counted or counted < KNOWN * everybody:
        return None
    return float(100 * part[known].sum() / counted)


def grid_of(found: ByGroup, place: str, rows: Sequence[int], key: str, title: str, **how: Any) -> Grid:
    """A row a group, all of them, so that none is told apart from none by being left out."""
    told = tuple(_row(found, place, group, title_, rows) for group, title_ in GROUPS.items())
    return Grid(key, title, _("Gruppe"), GROUPS_HERE, told, says=_fewer(told), **how)


def _row(found: ByGroup, place: str, group: str, title: Any, rows: Sequence[int]) -> Row:
    n, is_hidden = found.counts[place, group], (place, group) in found.hidden
    is_share_hidden = is_hidden or (place, NAMED) in found.hidden
    share = KEPT_BACK if is_share_hidden else percent(n, found.counts[place, NAMED])
    told = {
        "voices": KEPT_BACK if is_hidden else n,
        "share": share,
        "population": share_of(found, group, rows),
    }
    return Row(str(title), told, key=group)


def _fewer(rows: Sequence[Row]) -> str:
    """Who is named clearly less often than there are such people, in words."""
    known = [
        (row.values["population"] - row.values["share"], row)
        for row in rows
        if isinstance(row.values["share"], float)
        and row.values["population"] is not None
        and row.values["share"] < FEWER * row.values["population"]
    ]
    if not known:
        return ""
    one = _("%(group)s (%(share)d von 100 Meldungen, %(population)d von 100 Menschen oder Haushalten)")
    said = [
        one
        % {
            "group": row.title,
            "share": round(row.values["share"]),
            "population": round(row.values["population"]),
        }
        for _gap, row in sorted(known, key=lambda pair: -pair[0])[:MENTIONED]
    ]
    return _("Seltener genannt, als es ihrem Anteil entspricht: %(groups)s.") % {"groups": ", ".join(said)}

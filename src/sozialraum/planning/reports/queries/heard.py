"""Contributions by place and year, and what of that is kept back; keys of spaces "s/<code>", of areas "a/<code>"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.needs.queries.silent import row_of
from sozialraum.planning.reports.queries.keeping_back import Sum as SumOf
from sozialraum.planning.reports.queries.keeping_back import kept_back
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import Version

ALL = 0  # years together
CITY = ""
Cell = tuple[str, int]  # a place and a year


@dataclass(frozen=True, eq=False)
class Heard:
    """By place and year of the edition in force; `hidden` are not told. inside: the spaces of each area."""

    voices: Mapping[Cell, int]
    people: Mapping[Cell, int]
    hidden: frozenset[Cell]
    inside: Mapping[str, Sequence[str]]

    @property
    def years(self) -> set[int]:
        """In which anybody spoke."""
        return {year for _place, year in self.voices if year}


def place_of(version: Version, edition: Edition, key: str, place: str) -> tuple[str, str] | None:
    """Keys of a space of registration and of its area, as they are in force; None where there is no such space."""
    row = row_of(version, edition, key, place)
    if row < 0:
        return None
    return f"s/{edition.codes[row]}", f"a/{edition.parents[row]}" if edition.parents else CITY


def spaces_inside(edition: Edition) -> dict[str, list[str]]:
    """The spaces of each area; of the city where it has no areas."""
    inside: dict[str, list[str]] = defaultdict(list)
    for row, code in enumerate(edition.codes):
        inside[f"a/{edition.parents[row]}" if edition.parents else CITY].append(f"s/{code}")
    return inside


def heard(version: Version, edition: Edition) -> Heard:
    """Count them; one statement."""
    voices: dict[Cell, int] = defaultdict(int)
    people: dict[Cell, int] = defaultdict(int)
    inside = spaces_inside(edition)
    counted = Contribution.objects.filter(withdrawn__isnull=True).order_by()
    lines = counted.values_list("edition", "social_space", "registered__year")
    for key, place, year, n, persons in lines.annotate(n=Count("pk"), persons_=Sum("persons")):
        where = place_of(version, edition, key, place)
        for one in {*where, CITY} if where else ():
            for when in (year, ALL):
                voices[one, when] += n
                people[one, when] += persons
    years = {year for _place, year in voices} | {ALL}
    for one in {CITY, *inside, *(space for spaces in inside.values() for space in spaces)}:
        for year in years:
            voices[one, year] += 0
    return Heard(voices, people, kept_back(voices, _sums(voices, inside)), inside)


def _sums(voices: Mapping[Cell, int], inside: Mapping[str, Sequence[str]]) -> list[SumOf[Cell]]:
    """What adds up: spaces to their area, areas to the city, years to all years."""
    places = sorted({place for place, _year in voices})
    years = sorted({year for _place, year in voices} - {ALL})
    sums = [SumOf((place, ALL), tuple((place, year) for year in years)) for place in places]
    for year in (*years, ALL):
        sums += [SumOf((area, year), tuple((s, year) for s in spaces)) for area, spaces in inside.items()]
        if CITY not in inside:
            sums.append(SumOf((CITY, year), tuple((area, year) for area in inside)))
    return [one for one in sums if one.parts]

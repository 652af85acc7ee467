"""One need as everybody may read it: from whom it comes in numbers, what was said, whom it concerns too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sozialraum.planning.needs.models import Attachment, Contribution, Need
from sozialraum.planning.needs.queries import drawing, labels
from sozialraum.planning.needs.queries.drawing import Where
from sozialraum.planning.needs.queries.evidence import Beside, beside
from sozialraum.planning.needs.queries.originals import standing
from sozialraum.planning.needs.queries.public import Row, holder, rows_of
from sozialraum.planning.needs.queries.similar import Similar, similar
from sozialraum.planning.needs.queries.way import Way, way_of
from sozialraum.planning.needs.states import END, PUBLIC, State
from sozialraum.planning.people.roles import Bank
from sozialraum.warehouse.version import Version

FEWEST = 3  # fewer are never told apart
ORIGINALS, PICTURES, SIMILAR = 50, 24, 6


@dataclass(frozen=True)
class Parts:
    """A number broken down; parts too small to be told apart are one rest. Nothing where the whole is too small."""

    parts: tuple[tuple[str, int], ...]
    rest: int = 0
    too_few: bool = False


@dataclass(frozen=True)
class Voices:
    """From whom a need comes: contributions, people behind them, and both broken down."""

    contributions: int
    people: int
    by_bank: Parts
    by_group: Parts


@dataclass(frozen=True, eq=False)
class Page:
    """Everything on the page of a need."""

    need: Need
    place: str
    place_path: str
    area: str
    dimensions: tuple[str, ...]
    groups: tuple[str, ...]
    holder: str
    way: Way
    voices: Voices
    originals: tuple[Contribution, ...]
    more_originals: int
    pictures: tuple[Attachment, ...]
    beside: Beside | None
    similar: tuple[Similar, ...]
    earlier: tuple[Row, ...]
    by_group: Parts
    by_space: Parts
    takes_support: bool
    where: Where | None


def led_to(need: Need) -> Need:
    """The need into which this one went, at the end of all mergers; itself where it went into none."""
    seen = {need.pk}
    while need.state == State.MERGED and need.merged_into_id and need.merged_into_id not in seen:
        seen.add(need.merged_into_id)
        need = Need.objects.get(pk=need.merged_into_id)
    return need


def page(need: Need, version: Version) -> Page:
    """Gather the page; as many statements for one voice as for a thousand."""
    said = standing(need)
    counted = list(said.values_list("bank", "groups", "persons"))
    shown = said.filter(read_to__gt=0) if need.is_public else said
    originals = tuple(shown.only("need", "text", "read_to", "language", "registered")[:ORIGINALS])
    pictures = Attachment.objects.filter(
        contribution__need=need, contribution__withdrawn__isnull=True, is_public=True, removed__isnull=True
    )
    supports = list(need.supported_by.values_list("group", "social_space"))
    return Page(
        need, labels.space_name(version, need.edition, need.social_space),
        labels.space_address(version, need.edition, need.social_space),
        labels.area_name(version, need.edition, need.planning_area),
        tuple(labels.dimension_titles(version, need.dimensions)), tuple(labels.group_titles(need.groups)), holder(need),
        way_of(need), voices(counted), originals, len(counted) - len(originals),
        tuple(pictures[:PICTURES]) if need.is_public else (), beside(need, version),
        tuple(similar(need, SIMILAR, public_only=True)), tuple(rows_of(version, earlier(need))),
        parts(Counter(group for group, _space in supports if group), labels_of_groups),
        parts(Counter(s for _group, s in supports if s), lambda key: labels.space_name(version, "", key)),
        need.is_public and need.state not in END, drawing.of_need(need, version, rounded=True),
    )  # fmt: skip


def earlier(need: Need) -> QuerySet[Need]:
    """What was asked for here before, about the same, and came to an end."""
    here = Need.objects.filter(state__in=sorted(PUBLIC & END), social_space=need.social_space)
    return here.filter(dimensions__overlap=need.dimensions).exclude(pk=need.pk).order_by("-since")[:SIMILAR]


def voices(said: Sequence[tuple[str, Sequence[str], int]]) -> Voices:
    """Numbers by bank and group, never names; those of fewer than three contributions are not broken down.

    said: bank, groups and people of each contribution.
    """
    people = sum(persons for _bank, _groups, persons in said)
    if len(said) < FEWEST:
        nothing = Parts((), too_few=True)
        return Voices(len(said), people, nothing, nothing)
    banks = Counter(bank for bank, _groups, _persons in said)
    groups = Counter(group for _bank, groups, _persons in said for group in set(groups))
    by_bank = parts(banks, lambda key: str(Bank(key).label))
    return Voices(len(said), people, by_bank, parts(groups, labels_of_groups))


def labels_of_groups(key: str) -> str:
    """The title of one group."""
    return labels.group_titles([key])[0]


def parts(counts: Mapping[str, int], title: Callable[[str], str]) -> Parts:
    """Those that are large enough to be told, the largest first; of the others only how many there are together.

    A rest below the threshold would tell what the smallest part is: then the smallest that is shown joins it.
    """
    told = sorted(
        ((n, key) for key, n in counts.items() if n >= FEWEST), key=lambda pair: (-pair[0], pair[1])
    )
    rest = sum(counts.values()) - sum(n for n, _key in told)
    if 0 < rest < FEWEST and told:
        rest += told.pop()[0]
    return Parts(tuple((title(key), n) for n, key in told), rest, too_few=rest > 0 and not told)

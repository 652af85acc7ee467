"""What later stages lay before the table on a point of the agenda; each offers its kind when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sozialraum.planning.conferences.models import AgendaItem


@dataclass(frozen=True)
class Matter:
    """A heading, words, and facts as pairs of label and text; all of it public, in the active language."""

    title: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()


# Numbers of needs → what there is to say of each.
MatterSource = Callable[[Collection[int]], Mapping[int, Matter]]
_sources: dict[str, MatterSource] = {}


def offer_matter(kind: str, source: MatterSource) -> None:
    """Make a source for a kind of item known (called by its app in `ready`)."""
    _sources[AgendaItem.Kind(kind)] = source


def matters_of(items: Sequence[AgendaItem]) -> Mapping[int, Matter]:
    """By item; each source is asked once, and only where there is something of its kind."""
    found: dict[int, Matter] = {}
    for kind, source in _sources.items():
        mine = {one.pk: one.need_id for one in items if one.kind == kind and one.need_id is not None}
        told = source(set(mine.values())) if mine else {}
        found |= {pk: told[need] for pk, need in mine.items() if need in told}
    return found

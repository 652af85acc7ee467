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
_in_room: set[str] = set()


def offer_matter(kind: str, source: MatterSource, *, in_room: bool = False) -> None:
    """Make a source for a kind of item known (called by its app in `ready`).

    in_room: every screen of the room shows it too, asked anew each time something changes there: only what is cheap.
    """
    _sources[AgendaItem.Kind(kind)] = source
    if in_room:
        _in_room.add(AgendaItem.Kind(kind))


def matter_in_room(item: AgendaItem) -> Matter | None:
    """What the room reads while it deliberates the item."""
    return matters_of([item]).get(item.pk) if item.kind in _in_room else None


def matters_of(items: Sequence[AgendaItem]) -> Mapping[int, Matter]:
    """By item; each source is asked once, and only where there is something of its kind."""
    found: dict[int, Matter] = {}
    for kind, source in _sources.items():
        mine = {one.pk: one.need_id for one in items if one.kind == kind and one.need_id is not None}
        told = source(set(mine.values())) if mine else {}
        found |= {pk: told[need] for pk, need in mine.items() if need in told}
    return found

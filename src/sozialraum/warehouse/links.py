"""How figures get from the spaces of one edition to those of another: matrices, each saying how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy import sparse

from sozialraum.methods.bounds import members
from sozialraum.methods.crosswalk import weights_from_blocks
from sozialraum.warehouse.draft import Text
from sozialraum.warehouse.editions import CITY, Edition, named, parent_edition
from sozialraum.warehouse.store import fingerprint

Sizes = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Link:
    """Weights of shape (target spaces, source spaces).

    nested: every source lies wholly in one target, so that sums are exact; otherwise parts were estimated.
    """

    source: str
    target: str
    matrix: Any
    nested: bool
    made_from: Text

    @cached_property
    def key(self) -> str:
        """Names the link by its content."""
        m = self.matrix
        return fingerprint(
            self.source, self.target, m.indptr.tobytes(), m.indices.tobytes(), m.data.tobytes()
        )


def membership(parent: Edition) -> Text:
    """What sums rest on: that spaces lie in larger ones."""
    name = named(parent.title, parent.valid_from)
    return {"de": f"Zugehörigkeit zu: {name['de']}", "en": f"membership in: {name['en']}"}


def shares_of_blocks(blocks: Sequence[Edition]) -> Text:
    """What a division rests on: the inhabitants of the building blocks that both editions are made of."""
    names = [named(b.title, b.valid_from) for b in blocks]
    de, en = ("; ".join(name[language] for name in names) for language in ("de", "en"))
    return {
        "de": f"Anteile der Einwohner der Bausteine ({de})",
        "en": f"shares of the inhabitants of the building blocks ({en})",
    }


class Links:
    """All links between the editions of one data version, by (source, target)."""

    def __init__(self, links: Mapping[tuple[str, str], Link], editions: Mapping[str, Edition]) -> None:
        self._links = dict(links)
        self._editions = editions

    def get(self, source: str, target: str) -> Link | None:
        """The link between two editions, or None where nothing leads from one to the other."""
        return self._links.get((source, target))

    def into(self, target: str) -> list[Link]:
        """Links into an edition, the best first: nested before estimated, near before far (fewer spaces)."""
        found = [link for (_, t), link in self._links.items() if t == target]
        return sorted(found, key=lambda k: (not k.nested, len(self._editions[k.source]), k.source))


def assemble(
    editions: Mapping[str, Edition],
    crosswalks: Sequence[tuple[str, str, pa.Table, Text]],
    block_population: Mapping[str, Sizes],
) -> Links:
    """Find every link: membership in the parent system, delivered crosswalks, their products, and those
    between two editions of one system through building blocks.

    block_population: inhabitants of the spaces of a building-block edition, by its key.
    """
    links: dict[tuple[str, str], Link] = {}
    for edition in editions.values():
        for link in _to_parents(edition, editions):
            links[link.source, link.target] = link
    for source, target, table, made_from in crosswalks:
        links[source, target] = _delivered(editions[source], editions[target], table, made_from)
    _compose_nested(links)
    _through_blocks(links, editions, block_population)
    return Links(links, editions)


def _to_parents(edition: Edition, editions: Mapping[str, Edition]) -> list[Link]:
    if edition.space_system == CITY:
        return []
    city = next(e for e in editions.values() if e.space_system == CITY)
    made = [_membership(edition, city, np.zeros(len(edition), np.int64))]
    parent = parent_edition(edition, editions)
    if parent is not None and parent.space_system != CITY:
        made.append(_membership(edition, parent, parent.positions(edition.parents)))
    return made


def _membership(edition: Edition, parent: Edition, position: npt.NDArray[np.int64]) -> Link:
    return Link(
        edition.key, parent.key, members(position, len(parent)), True,
        membership(parent),
    )  # fmt: skip


def _delivered(source: Edition, target: Edition, table: pa.Table, made_from: Text) -> Link:
    s = source.positions(table["source"].to_pylist())
    t = target.positions(table["target"].to_pylist())
    w = table["weight"].to_numpy()
    inside = (s >= 0) & (t >= 0)
    matrix = sparse.csr_array((w[inside], (t[inside], s[inside])), shape=(len(target), len(source)))
    return Link(source.key, target.key, matrix, bool(np.all(matrix.data == 1)), made_from)


def _compose_nested(links: dict[tuple[str, str], Link]) -> None:
    """A in B and B in C gives A in C, until nothing new comes."""
    while True:
        new = {
            (a, c): Link(a, c, sparse.csr_array(second.matrix @ first.matrix), True, first.made_from)
            for (a, b), first in links.items()
            for (b2, c), second in links.items()
            if b == b2 and a != c and (a, c) not in links and first.nested and second.nested
        }
        if not new:
            return
        links |= new


def _through_blocks(
    links: dict[tuple[str, str], Link], editions: Mapping[str, Edition], population: Mapping[str, Sizes]
) -> None:
    """Two editions of one system that are both made of the same blocks: shares of the blocks' inhabitants."""
    for source in editions.values():
        for target in editions.values():
            if source.space_system != target.space_system or source is target:
                continue
            for key, people in population.items():
                first, second = links.get((key, source.key)), links.get((key, target.key))
                if first and second and (source.key, target.key) not in links:
                    links[source.key, target.key] = _by_population(
                        source, target, editions[key], first, second, people
                    )


def _by_population(
    source: Edition, target: Edition, blocks: Edition, first: Link, second: Link, people: Sizes
) -> Link:
    weights = weights_from_blocks(
        _position(first.matrix), _position(second.matrix), people, sources=len(source), targets=len(target)
    )
    return Link(
        source.key, target.key, weights.matrix, bool(np.all(weights.matrix.data == 1)),
        shares_of_blocks([blocks]),
    )  # fmt: skip


def _position(matrix: Any) -> npt.NDArray[np.int64]:
    """Row of the one target that holds each source, −1 where none does."""
    by_source = sparse.csc_array(matrix)
    counts = np.diff(by_source.indptr)
    position = np.full(len(counts), -1, dtype=np.int64)
    position[counts == 1] = by_source.indices[by_source.indptr[:-1][counts == 1]]
    return position

"""What a space was before a reform of boundaries, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sozialraum.warehouse.draft import Text
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.facts import INHABITANTS
from sozialraum.warehouse.links import Link, Links, assemble
from sozialraum.warehouse.version import Version

# Shares below this are slivers of a drawing, not people who changed their space.
LEAST = 0.0005


@dataclass(frozen=True)
class Relative:
    """A space of an earlier or later edition, and the share (0 to 1) of one of the two's inhabitants in the other.

    whole: the two are the same: all people of each are in the other.
    """

    code: str
    name: str
    share: float
    whole: bool


@dataclass(frozen=True, eq=False)
class Lineage:
    """before, after: the neighbouring editions, None where there is none or no way is known from one to the other.

    predecessors: how much of each of them came here, the greatest share first. successors: how much of this space
    went to each. made_from: what the shares rest on. newest, today: what it is of the newest edition, where it is an
    older one and a way is known.
    """

    before: Edition | None
    predecessors: tuple[Relative, ...]
    before_made_from: Text | None
    after: Edition | None
    successors: tuple[Relative, ...]
    after_made_from: Text | None
    newest: Edition | None = None
    today: tuple[Relative, ...] = ()


def lineage(version: Version, edition: Edition, code: str) -> Lineage:
    """Where a space came from and went to; raises UnknownSpaceError."""
    row = edition.index_of(code)
    same = sorted(
        (e for e in version.editions() if e.space_system == edition.space_system), key=lambda e: e.valid_from
    )
    at = same.index(edition)
    into = _way(version, same[at - 1], edition) if at else None
    out = _way(version, edition, same[at + 1]) if at + 1 < len(same) else None
    last = _way(version, edition, same[-1]) if edition is not same[-1] else None
    return Lineage(
        same[at - 1] if into else None, _predecessors(into, same[at - 1], row) if into else (),
        into.made_from if into else None,
        same[at + 1] if out else None, _successors(out, same[at + 1], row) if out else (),
        out.made_from if out else None,
        same[-1] if last else None, _successors(last, same[-1], row) if last else (),
    )  # fmt: skip


def _predecessors(link: Link, before: Edition, row: int) -> tuple[Relative, ...]:
    """Row `row` of the matrix: the share of each earlier space that came here."""
    shares = np.asarray(link.matrix[[row], :].todense()).ravel()
    return _relatives(before, shares, alone=int((shares > LEAST).sum()) == 1)


def _successors(link: Link, after: Edition, row: int) -> tuple[Relative, ...]:
    """Column `row` of the matrix: the share of this space that went to each later one."""
    shares = np.asarray(link.matrix[:, [row]].todense()).ravel()
    at = int(shares.argmax())
    alone = int((np.asarray(link.matrix[[at], :].todense()) > LEAST).sum()) == 1
    return _relatives(after, shares, alone)


def _relatives(edition: Edition, shares: np.ndarray, alone: bool) -> tuple[Relative, ...]:
    found = [i for i in np.argsort(-shares, kind="stable").tolist() if shares[i] > LEAST]
    return tuple(
        Relative(edition.codes[i], edition.names[i], float(shares[i]), bool(alone and shares[i] >= 1 - LEAST))
        for i in found
    )


def _way(version: Version, source: Edition, target: Edition) -> Link | None:
    return _links(version).get(source.key, target.key)


@lru_cache(maxsize=2)
def _links(version: Version) -> Links:
    crosswalks = [
        (line["from"], line["to"], version.store.get_table(line["object"]), line["made_from"])
        for line in version.crosswalks
    ]
    editions = {e.key: e for e in version.editions()}
    return assemble(editions, crosswalks, _block_population(version))


def _block_population(version: Version) -> dict[str, np.ndarray]:
    """Inhabitants of building blocks in the middle of their periods: what the build divides spaces by."""
    found = {}
    for edition in version.editions():
        periods = [
            p for p in version.facts.periods(edition.key) if INHABITANTS in version.facts.at(edition.key, p)
        ]
        if edition.role == "building_block" and periods:
            period = periods[len(periods) // 2]
            place = version.facts.at(edition.key, period)[INHABITANTS]
            found[edition.key] = version.shelf.column(place.object, INHABITANTS).values
    return found

"""The boundary reform that came into force on 1 January 2019: spaces merged, split, renamed, blocks moved."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.plan import KIND, LIVED_IN, Floats, Ints

SPACES_A_CHANGE = 43  # one merger, one split and one new name for so many social spaces
MOVES_A_CHANGE = 5
MOST_CHANGES = 5
NEW_NAMES = {"Am Nordring": "Quartier Am Nordring", "Werksiedlung": "Alte Werksiedlung"}


@dataclass
class Reform:
    """What happened, by code: merged (two old, new), split (old, two new), renamed (code, old, new name), moved."""

    merged: list[tuple[str, str, str]] = field(default_factory=list)
    split: list[tuple[str, str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, str, int]] = field(default_factory=list)  # from, to, number of blocks


class _Draft:
    """The new division while it grows out of the old one."""

    def __init__(
        self, space: Ints, codes: tuple[str, ...], names: tuple[str, ...], area: Ints, blocks: Blocks
    ):
        self.space = space.copy()
        self.codes = list(codes)
        self.names = list(names)
        self.area = list(area)
        self.blocks = blocks
        self.touched: set[int] = set()
        self.log = Reform()

    def new_code(self, area: int) -> str:
        """Codes are never used twice: the next number of the planning area."""
        prefix = self.codes[self.area.index(area)][:2]
        return f"{prefix}{max(int(c[2:]) for c in self.codes if c[:2] == prefix) + 1:02d}"

    def add(self, name: str, area: int) -> int:
        self.codes.append(self.new_code(area))
        self.names.append(name)
        self.area.append(area)
        self.touched.add(len(self.codes) - 1)
        return len(self.codes) - 1

    def neighbours(self) -> list[tuple[int, int]]:
        """Pairs of untouched spaces of one planning area with a common border, in order of their numbers."""
        two = np.unique(np.sort(self.space[self.blocks.pairs], axis=1), axis=0)
        return [(int(a), int(b)) for a, b in two if a != b and self.area[a] == self.area[b]
                and not {int(a), int(b)} & self.touched]  # fmt: skip


def reformed(
    space: Ints,
    codes: tuple[str, ...],
    names: tuple[str, ...],
    kinds: tuple[str, ...],
    area: Ints,
    blocks: Blocks,
    residents: Floats,
    rng: np.random.Generator,
) -> tuple[Ints, list[str], list[str], Reform]:
    """The division after the reform: space of each block, codes and names of the spaces, and what was done."""
    draft = _Draft(space, codes, names, area, blocks)
    people = np.bincount(space, residents, len(codes))
    changes = min(MOST_CHANGES, max(1, round(len(codes) / SPACES_A_CHANGE)))
    for _ in range(changes):
        _merge_smallest(draft, people, kinds)
        _split_largest(draft, people, residents)
    for _ in range(changes):
        _rename(draft, kinds, rng)
    for _ in range(changes * MOVES_A_CHANGE):
        _move_border(draft, kinds, rng)
    used, space = np.unique(draft.space, return_inverse=True)
    return space.astype(np.int64), [draft.codes[i] for i in used], [draft.names[i] for i in used], draft.log


def _merge_smallest(draft: _Draft, people: Floats, kinds: tuple[str, ...]) -> None:
    fit = [
        (people[a] + people[b], a, b) for a, b in draft.neighbours() if kinds[a] == kinds[b] != "industrial"
    ]
    if not fit:
        return
    _, a, b = min(fit)
    first, second = sorted((a, b), key=lambda i: -people[i])
    new = draft.add(f"{draft.names[first]}-{draft.names[second]}", draft.area[a])
    draft.space[np.isin(draft.space, (a, b))] = new
    draft.touched |= {a, b}
    draft.log.merged.append((draft.codes[a], draft.codes[b], draft.codes[new]))


def _split_largest(draft: _Draft, people: Floats, residents: Floats) -> None:
    free = [i for i in range(len(people)) if i not in draft.touched]
    if not free:
        return
    old = max(free, key=lambda i: people[i])
    mine = np.flatnonzero(draft.space == old)
    if len(mine) < 4:
        return
    second = _farther_half(draft.blocks, mine)
    x, y = draft.blocks.x, draft.blocks.y
    first = np.setdiff1d(mine, second)
    wide = abs(x[first].mean() - x[second].mean()) > abs(y[first].mean() - y[second].mean())
    ends = ("West", "Ost") if wide else ("Nord", "Süd")
    lower = x[first].mean() < x[second].mean() if wide else y[first].mean() > y[second].mean()
    parts = (first, second) if lower else (second, first)
    new = []
    for part, end in zip(parts, ends, strict=True):
        new.append(draft.add(f"{draft.names[old]} {end}", draft.area[old]))
        draft.space[part] = new[-1]
    draft.touched.add(old)
    draft.log.split.append((draft.codes[old], draft.codes[new[0]], draft.codes[new[1]]))


def _farther_half(blocks: Blocks, mine: Ints) -> Ints:
    """The blocks nearer to the second of the two ends of a space, walking over common borders."""
    within = np.isin(blocks.pairs, mine).all(axis=1)
    pairs = np.searchsorted(mine, blocks.pairs[within])
    apart = np.hypot(*(np.stack([blocks.x, blocks.y], 1)[mine[pairs[:, 0]]]
                       - np.stack([blocks.x, blocks.y], 1)[mine[pairs[:, 1]]]).T)  # fmt: skip
    graph = coo_array((apart, (pairs[:, 0], pairs[:, 1])), shape=(len(mine),) * 2).tocsr()
    lived = np.flatnonzero(blocks.kind[mine] < LIVED_IN)
    one = lived[int(np.argmax(dijkstra(graph, directed=False, indices=0)[lived]))]
    two = lived[int(np.argmax(dijkstra(graph, directed=False, indices=one)[lived]))]
    source = dijkstra(graph, directed=False, indices=[one, two], min_only=True, return_predecessors=True)[2]
    return mine[source == two]


def _rename(draft: _Draft, kinds: tuple[str, ...], rng: np.random.Generator) -> None:
    free = [i for i in range(len(kinds)) if i not in draft.touched and kinds[i] != "industrial"]
    if not free:
        return
    known = [i for i in free if draft.names[i] in NEW_NAMES]
    chosen = known[0] if known else int(rng.choice(free))
    new = NEW_NAMES.get(draft.names[chosen], f"Quartier {draft.names[chosen]}")
    draft.log.renamed.append((draft.codes[chosen], draft.names[chosen], new))
    draft.names[chosen] = new
    draft.touched.add(chosen)


def _move_border(draft: _Draft, kinds: tuple[str, ...], rng: np.random.Generator) -> None:
    """Some blocks along a common border go over to the neighbour; both spaces stay connected."""
    pairs = draft.neighbours()
    rng.shuffle(pairs)
    blocks = draft.blocks
    for a, b in pairs:
        if "industrial" in (kinds[a], kinds[b]):
            continue
        two = draft.space[blocks.pairs]
        at_border = (two == (a, b)).all(axis=1) | (two == (b, a)).all(axis=1)
        edge = np.unique(blocks.pairs[at_border])
        edge = edge[
            (draft.space[edge] == a)
            & (blocks.kind[edge] < LIVED_IN)
            & (blocks.kind[edge] != KIND["industrial"])
        ]
        before, moved = draft.space, 0
        for block in rng.permutation(edge)[: int(rng.integers(2, 5))]:
            trial = draft.space.copy()
            trial[block] = b
            if is_connected(blocks, trial == a) and is_connected(blocks, trial == b):
                draft.space, moved = trial, moved + 1
        if moved >= 2:
            draft.touched |= {a, b}
            draft.log.moved.append((draft.codes[a], draft.codes[b], moved))
            return
        draft.space = before


def is_connected(blocks: Blocks, mine: np.ndarray) -> bool:
    """Whether the blocks of a mask hang together over common borders."""
    pairs = blocks.pairs[mine[blocks.pairs].all(axis=1)]
    number = np.cumsum(mine) - 1
    n = int(mine.sum())
    if n == 0:
        return False
    graph = coo_array((np.ones(len(pairs)), (number[pairs[:, 0]], number[pairs[:, 1]])), shape=(n, n))
    return bool(connected_components(graph, directed=False)[0] == 1)

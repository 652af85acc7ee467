"""Social spaces made of blocks, planning areas made of social spaces, and the boundary reform of 2019."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.names import COMPASS, compass, name_spaces
from sozialraum.musterstadt.plan import KIND, KINDS, LIVED_IN, Floats, Ints
from sozialraum.musterstadt.reform import Reform, reformed

BLOCKS_A_SPACE = 28
PLANNING_AREAS = 8  # of the city with 1,200 blocks

# Share of the social spaces that lie in each kind of district.
SHARE = {
    "old_town": 0.05, "gruenderzeit": 0.27, "large_estate_north": 0.12, "large_estate_southeast": 0.12,
    "single_family": 0.22, "village": 0.175, "industrial": 0.045,
}  # fmt: skip


@dataclass(frozen=True)
class Division:
    """One edition of the social spaces. `of_block` numbers the space of each block; the rest is parallel to spaces."""

    of_block: Ints
    codes: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    planning_area: Ints


@dataclass(frozen=True)
class Spaces:
    """All levels: planning areas, the two editions of the social spaces, and the codes of the blocks."""

    area_codes: tuple[str, ...]
    area_names: tuple[str, ...]
    area_of_block: Ints
    block_codes: tuple[str, ...]
    before: Division
    after: Division
    reform: Reform


def divide(blocks: Blocks, residents: Floats, size: float, seed: int) -> Spaces:
    """Divide the city; `residents` is the expected number in each block, `size` the unit of the plan in metres."""
    rng = np.random.default_rng([seed, 10])
    space = _social_spaces(blocks, residents, rng)
    area_of_space = _planning_areas(blocks, space, residents, size, rng)
    area_of_space, area_names = _named_areas(blocks, space, area_of_space, residents)
    space, area_of_space = _numbered(blocks, space, area_of_space)
    area = area_of_space[space]
    kinds = _kinds(blocks, space, residents)
    names = name_spaces(kinds, *_middles(blocks, space, residents), seed)
    area_codes = tuple(f"{i + 1:02d}" for i in range(len(area_names)))
    before = Division(space, _codes(area_of_space, area_codes), names, kinds, area_of_space)
    new_space, new_codes, new_names, reform = reformed(
        space, before.codes, names, kinds, area_of_space, blocks, residents, rng
    )
    order = np.argsort(np.array(new_codes), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    new_space = rank[new_space]
    new_area = np.zeros(len(order), dtype=np.int64)
    new_area[new_space] = area
    after = Division(
        new_space,
        tuple(new_codes[i] for i in order),
        tuple(new_names[i] for i in order),
        _kinds(blocks, new_space, residents),
        new_area,
    )
    return Spaces(
        area_codes, area_names, area, _block_codes(blocks, space, area, area_codes), before, after, reform
    )


def _social_spaces(blocks: Blocks, residents: Floats, rng: np.random.Generator) -> Ints:
    """Seeds spread over each kind of district; every block joins the seed that is nearest on foot."""
    wanted = max(4, round(len(blocks) / BLOCKS_A_SPACE))
    quota = _quota(wanted, blocks)
    seeds = []
    for kind, number in quota.items():
        mine = np.flatnonzero(blocks.kind == KIND[kind])
        xy = np.stack([blocks.x[mine], blocks.y[mine]], axis=1)
        seeds.append(mine[_spread(xy, residents[mine] + 1.0, number, rng)])
    return nearest_seed(blocks, np.concatenate(seeds))


def _quota(wanted: int, blocks: Blocks) -> dict[str, int]:
    """Largest remainder; no kind gets more spaces than it has blocks."""
    exact = {k: s * wanted for k, s in SHARE.items()}
    have = np.bincount(blocks.kind, minlength=len(KINDS))
    number = {k: min(int(e), int(have[KIND[k]])) for k, e in exact.items()}
    by_remainder = sorted(exact, key=lambda k: (number[k] - exact[k], k))
    while sum(number.values()) < wanted:
        for kind in by_remainder:
            if sum(number.values()) < wanted and number[kind] < have[KIND[kind]]:
                number[kind] += 1
    return {k: n for k, n in number.items() if n}


def _spread(
    xy: Floats,
    weight: Floats,
    k: int,
    rng: np.random.Generator,
    centres: Floats | None = None,
    rounds: int = 25,
) -> Ints:
    """k places among the given ones, by weighted k-means; without first centres it starts from far-apart places."""
    if centres is None:
        start = [int(rng.choice(len(xy), p=weight / weight.sum()))]
        far = np.hypot(*(xy - xy[start[0]]).T)
        for _ in range(k - 1):
            chance = far**2 * weight
            start.append(int(rng.choice(len(xy), p=chance / chance.sum())))
            far = np.minimum(far, np.hypot(*(xy - xy[start[-1]]).T))
        centres = xy[start]
    for _ in range(rounds):
        nearest = cKDTree(centres).query(xy)[1]
        mass = np.bincount(nearest, weight, k)
        moved = np.stack([np.bincount(nearest, weight * xy[:, i], k) for i in (0, 1)], axis=1)
        centres = np.where(mass[:, None] > 0, moved / np.maximum(mass, 1e-9)[:, None], centres)
    taken: list[int] = []
    for centre in centres:
        order = np.argsort(np.hypot(*(xy - centre).T), kind="stable")
        taken.append(next(int(i) for i in order if i not in taken))
    return np.array(taken, dtype=np.int64)


def nearest_seed(blocks: Blocks, seeds: Ints) -> Ints:
    """The nearest seed of each block over common borders; every catchment is connected by construction."""
    a, b = blocks.pairs.T
    distance = np.hypot(blocks.x[a] - blocks.x[b], blocks.y[a] - blocks.y[b])
    kinds = blocks.kind[blocks.pairs]
    effort = np.where(kinds[:, 0] == kinds[:, 1], 1.0, 2.2)
    effort = np.where((kinds >= LIVED_IN).any(axis=1), 1.5, effort)
    effort = np.where((kinds == KIND["river"]).any(axis=1), 8.0, effort)
    graph = coo_array((distance * effort, (a, b)), shape=(len(blocks),) * 2).tocsr()
    _, _, source = dijkstra(graph, directed=False, indices=seeds, min_only=True, return_predecessors=True)
    return np.searchsorted(np.sort(seeds), source)


def _planning_areas(
    blocks: Blocks, space: Ints, residents: Floats, size: float, rng: np.random.Generator
) -> Ints:
    """Contiguous groups of social spaces: one in the middle, the others around it."""
    n = int(space.max()) + 1
    wanted = min(n, max(2, round(PLANNING_AREAS * np.sqrt(len(blocks) / 1200))))
    xy = np.stack(_middles(blocks, space, residents), axis=1)
    weight = np.sqrt(np.bincount(space, residents, n) + 1)
    start = None
    if wanted <= 9:
        turn = np.radians(105.0) - np.arange(wanted - 1) * 2 * np.pi / (wanted - 1)
        start = np.concatenate([[[0.0, 0.0]], 0.55 * size * np.stack([np.cos(turn), np.sin(turn)], axis=1)])
    seeds = _spread(xy, weight, wanted, rng, start, rounds=3)
    pairs = np.unique(np.sort(space[blocks.pairs], axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    length = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    kinds = np.array(_kinds(blocks, space, residents))[pairs]
    length *= np.where(kinds[:, 0] == kinds[:, 1], 0.9, 1.3)  # rather not through the middle of an estate
    graph = coo_array((length, (pairs[:, 0], pairs[:, 1])), shape=(n, n)).tocsr()
    source = dijkstra(graph, directed=False, indices=seeds, min_only=True, return_predecessors=True)[2]
    return np.searchsorted(np.sort(seeds), source)


def _named_areas(blocks: Blocks, space: Ints, area: Ints, residents: Floats) -> tuple[Ints, tuple[str, ...]]:
    """Number the planning areas from the middle outwards and clockwise, and name them by the compass."""
    x, y = _middles(blocks, area[space], residents)
    middle = int(np.argmin(np.hypot(x, y)))
    clock = np.mod(np.pi / 2 - np.arctan2(y, x) + np.pi / 8, 2 * np.pi)
    clock[middle] = -1
    order = np.argsort(clock, kind="stable")
    others = order[1:]
    if len(others) <= len(COMPASS):
        goal = np.arange(len(COMPASS)) * np.pi / 4
        apart = np.abs(np.angle(np.exp(1j * (np.pi / 2 - np.arctan2(y, x))[others][:, None] - 1j * goal)))
        named = [COMPASS[i] for i in linear_sum_assignment(apart**2)[1]]
    else:
        plain = [compass(float(x[i]), float(y[i])) for i in others]
        named = [f"{d} {plain[: i + 1].count(d)}" for i, d in enumerate(plain)]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[area], ("Mitte", *named)


def _numbered(blocks: Blocks, space: Ints, area: Ints) -> tuple[Ints, Ints]:
    """Number the social spaces by planning area, and within it from the market square outwards."""
    x, y = _middles(blocks, space, np.ones(len(space)))
    order = np.lexsort([np.hypot(x, y), area])
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[space], area[order]


def _codes(area: Ints, area_codes: tuple[str, ...]) -> tuple[str, ...]:
    within = [int(np.count_nonzero(area[:i] == area[i])) + 1 for i in range(len(area))]
    return tuple(f"{area_codes[a]}{w:02d}" for a, w in zip(area, within, strict=True))


def _block_codes(blocks: Blocks, space: Ints, area: Ints, area_codes: tuple[str, ...]) -> tuple[str, ...]:
    """Planning area and a running number that starts in the north-west of each social space."""
    order = np.lexsort([blocks.x - blocks.y, space, area])
    number = np.empty(len(order), dtype=np.int64)
    for a in range(len(area_codes)):
        mine = order[area[order] == a]
        number[mine] = np.arange(1, len(mine) + 1)
    return tuple(f"{area_codes[a]}{n:04d}" for a, n in zip(area, number, strict=True))


def _kinds(blocks: Blocks, space: Ints, residents: Floats) -> tuple[str, ...]:
    """The kind of most residents of a space; where hardly anybody lives, the kind of most of its land."""
    n = int(space.max()) + 1
    lived = blocks.kind < LIVED_IN
    table = np.bincount(
        space[lived] * LIVED_IN + blocks.kind[lived],
        residents[lived] + 4e-4 * blocks.area[lived],
        n * LIVED_IN,
    ).reshape(n, LIVED_IN)
    return tuple(KINDS[i] for i in table.argmax(axis=1))


def _middles(blocks: Blocks, group: Ints, residents: Floats) -> tuple[Floats, Floats]:
    n = int(group.max()) + 1
    weight = residents + 1e-3
    mass = np.bincount(group, weight, n)
    return np.bincount(group, weight * blocks.x, n) / mass, np.bincount(group, weight * blocks.y, n) / mass

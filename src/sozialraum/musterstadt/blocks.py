"""Building blocks: polygons that tile the city without gaps, grown from points by a relaxed Voronoi diagram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Voronoi, cKDTree

from sozialraum.musterstadt.plan import (
    KIND,
    KINDS,
    LIVED_IN,
    MERGED_AREA,
    RIVER_WIDTH,
    SPACING,
    Anchor,
    Floats,
    Ints,
    Plan,
)

RELAXATIONS = 2
RIVER_BLOCK = 1100.0  # metres of river that make one block
CROSSING = 14.0  # corners of blocks nearer than this many metres become one crossing
ORGANIC = [KIND[k] for k in ("village", "open_land", "park", "forest", "lake")]  # borders that bend


@dataclass(frozen=True)
class Blocks:
    """The building blocks in metres around the market square.

    shape: polygons; kind: number in KINDS; x, y: a point inside; area: m²; pairs: (m, 2) neighbours with a common
    border; border: its length in metres, (m,).
    """

    shape: np.ndarray
    kind: Ints
    x: Floats
    y: Floats
    area: Floats
    pairs: Ints
    border: Floats

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True)
class _Points:
    xy: Floats  # (n, 2)
    kind: Ints
    merge: Ints  # cells with the same number >= 0 become one block
    fixed: np.ndarray  # bool: keeps its place when the others relax


def lay_out(plan: Plan, wanted: int, seed: int) -> Blocks:
    """Exactly `wanted` blocks on the ground plan."""
    target = wanted * 1.008 + 4
    for _ in range(6):
        points = _scatter(plan, target, seed)
        for _ in range(RELAXATIONS):
            points = _relaxed(points)
        pairs, ends, outer = _borders(points)
        inside = _without_holes(plan.outline(points.xy[:, 0], points.xy[:, 1]) < 0, pairs, outer)
        block = _grouped(points, inside, pairs)
        surplus = int(block.max()) + 1 - wanted
        if surplus >= 0:
            break
        target += 3 - surplus
    else:
        raise ValueError(f"the ground plan can't hold {wanted} blocks; choose at least 60")
    block = _joined(points, block, pairs, surplus)
    return _blocks(points, block, pairs, ends, seed)


def _scatter(plan: Plan, target: float, seed: int) -> _Points:
    """Points at the spacing of their kind of district, so many that about `target` blocks come out."""
    stretch = 1.0
    for _ in range(12):
        points = _drawn(plan, stretch, seed)
        merged = points.merge[plan.outline(points.xy[:, 0], points.xy[:, 1]) < 0]
        have = int(np.count_nonzero(merged < 0) + len(np.unique(merged[merged >= 0])))
        if target <= have <= target * 1.006 + 4:
            break
        stretch *= np.sqrt(have / (target * 1.003 + 2))
    return points


def _drawn(plan: Plan, stretch: float, seed: int) -> _Points:
    """Each kind of district draws its own turned grid; of each grid stays what belongs to its anchor."""
    rng = np.random.default_rng([seed, 2])
    river = _river(plan, stretch)
    names = [a.kind for a in plan.anchors] + ["open_land"]
    grids = []
    for number, name in enumerate(names):
        spacing, jitter = SPACING[name]
        grid = _grid(plan, plan.anchors[number] if number < len(plan.anchors) else None, spacing * stretch)
        grids.append(grid + rng.uniform(-jitter, jitter, grid.shape) * spacing * stretch)
    drawn_by = np.repeat(np.arange(len(names)), [len(g) for g in grids])
    land = np.concatenate(grids)
    kind = np.array([KIND[n] for n in names], dtype=np.int64)[drawn_by]
    spacing = np.array([SPACING[k][0] for k in KINDS])[kind] * stretch
    keep = plan.owner(land[:, 0], land[:, 1]) == drawn_by
    keep &= plan.outline(land[:, 0], land[:, 1]) < 0.35
    keep &= cKDTree(river.xy).query(land)[0] > RIVER_WIDTH + 0.62 * np.minimum(spacing, 420.0)
    land, kind, drawn_by = land[keep], kind[keep], drawn_by[keep]
    merge = np.full(len(land), -1, dtype=np.int64)
    following = int(river.merge.max()) + 1
    for number, name in enumerate(names):
        mine = np.flatnonzero(drawn_by == number)
        if name in MERGED_AREA and len(mine):
            parts = max(1, round(len(mine) * (SPACING[name][0] * stretch / 1000) ** 2 / MERGED_AREA[name]))
            merge[mine] = following + _clusters(land[mine], parts, rng)
            following += parts
    return _Points(
        np.concatenate([river.xy, land]),
        np.concatenate([river.kind, kind]),
        np.concatenate([river.merge, merge]),
        np.concatenate([river.fixed, np.zeros(len(land), dtype=bool)]),
    )


def _grid(plan: Plan, anchor: Anchor | None, spacing: float) -> Floats:
    """A turned grid that covers the anchor's reach, or the whole plan and its surroundings."""
    if anchor is None:
        middle, half, turn = np.zeros(2), 1.45 * plan.size, np.radians(23.0)
    else:
        middle = np.array([anchor.x, anchor.y]) * plan.size
        half = (2.0 * anchor.reach * np.sqrt(anchor.stretch) + 0.03) * plan.size
        turn = np.radians(anchor.turn)
    steps = np.arange(-half, half + spacing, spacing)
    a, b = (g.ravel() for g in np.meshgrid(steps, steps * 0.93))
    b = b + np.where(np.round(a / spacing).astype(int) % 2 == 0, 0.0, 0.12 * spacing)
    return middle + np.stack(
        [a * np.cos(turn) - b * np.sin(turn), a * np.sin(turn) + b * np.cos(turn)], axis=1
    )


def _river(plan: Plan, stretch: float) -> _Points:
    """Points in the middle of the river and mirrored on both banks, so that the banks come out smooth."""
    line = plan.river(10.0)
    inside = plan.outline(line[:, 0], line[:, 1]) < 0.3
    line = line[inside]
    kinds = plan.kind(plan.owner(line[:, 0], line[:, 1]))
    spacing = np.clip(np.array([SPACING[k][0] for k in KINDS])[kinds] * stretch, 120.0, 330.0)
    at, stops = 0.0, []
    while at < len(line) - 2:
        stops.append(int(at))
        at += spacing[int(at)] / 10.0
    stops = np.array(stops)
    along = np.gradient(line, axis=0)[stops]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.hypot(*along.T)[:, None]
    banks = [line[stops] + side * RIVER_WIDTH * across for side in (-1, 1)]
    bank_kinds = [plan.kind(plan.owner(b[:, 0], b[:, 1])) for b in banks]
    merged = [KIND[k] for k in MERGED_AREA]
    bank_kinds = [np.where(np.isin(k, merged), KIND["open_land"], k) for k in bank_kinds]
    n = len(stops)
    return _Points(
        np.concatenate([line[stops], *banks]),
        np.concatenate([np.full(n, KIND["river"], dtype=np.int64), *bank_kinds]),
        np.concatenate([stops // int(RIVER_BLOCK / 10), np.full(2 * n, -1)]),
        np.ones(3 * n, dtype=bool),
    )


def _clusters(xy: Floats, k: int, rng: np.random.Generator) -> Ints:
    centres = xy[rng.choice(len(xy), k, replace=False)]
    for _ in range(6):
        nearest = cKDTree(centres).query(xy)[1]
        size = np.maximum(np.bincount(nearest, minlength=k), 1)
        centres = np.stack([np.bincount(nearest, xy[:, i], k) / size for i in (0, 1)], axis=1)
    return np.unique(cKDTree(centres).query(xy)[1], return_inverse=True)[1].astype(np.int64)


def _relaxed(points: _Points) -> _Points:
    """Every point moves to the middle of its cell (Lloyd), so that cells become compact."""
    diagram = Voronoi(points.xy)
    pairs, ridge = diagram.ridge_points, np.array(diagram.ridge_vertices)
    closed = (ridge >= 0).all(axis=1)
    open_cells = np.unique(pairs[~closed])
    pairs, ridge = pairs[closed], ridge[closed]
    a, b = diagram.vertices[ridge[:, 0]], diagram.vertices[ridge[:, 1]]
    n = len(points.xy)
    weight, moment = np.zeros(n), np.zeros((n, 2))
    for side in (0, 1):
        p = points.xy[pairs[:, side]]
        area = (
            np.abs((a[:, 0] - p[:, 0]) * (b[:, 1] - p[:, 1]) - (a[:, 1] - p[:, 1]) * (b[:, 0] - p[:, 0])) / 2
        )
        weight += np.bincount(pairs[:, side], area, n)
        third = (p + a + b) / 3
        for i in (0, 1):
            moment[:, i] += np.bincount(pairs[:, side], area * third[:, i], n)
    movable = ~points.fixed & (weight > 0)
    movable[open_cells] = False
    xy = points.xy.copy()
    xy[movable] += 0.8 * (moment[movable] / weight[movable, None] - xy[movable])
    return _Points(xy, points.kind, points.merge, points.fixed)


def _borders(points: _Points) -> tuple[Ints, Floats, Ints]:
    """Borders of the Voronoi cells: the two cells of each (m, 2), its end corners (m, 2, 2), and the open cells."""
    diagram = Voronoi(points.xy)
    pairs, ridge = diagram.ridge_points.astype(np.int64), np.array(diagram.ridge_vertices)
    closed = (ridge >= 0).all(axis=1)
    outer = np.unique(pairs[~closed])
    pairs, ridge = pairs[closed], ridge[closed]
    vertices = diagram.vertices
    length = np.hypot(*(vertices[ridge[:, 0]] - vertices[ridge[:, 1]]).T)
    short = ridge[length < CROSSING]
    crossing = _connected(short, len(vertices))
    size = np.bincount(crossing)
    middle = np.stack([np.bincount(crossing, vertices[:, i]) / size for i in (0, 1)], axis=1)
    ends = crossing[ridge]
    real = ends[:, 0] != ends[:, 1]
    return pairs[real], middle[ends[real]], outer


def _connected(pairs: Ints, n: int) -> Ints:
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _without_holes(inside: np.ndarray, pairs: Ints, outer: Ints) -> np.ndarray:
    """The largest connected part of the city, with what lies enclosed by it."""
    n = len(inside)
    part = _connected(pairs[inside[pairs].all(axis=1)], n)
    city = part == np.bincount(part[inside]).argmax()
    around = _connected(pairs[~city[pairs].any(axis=1)], n)
    return ~np.isin(around, np.unique(around[outer])) | city


def _grouped(points: _Points, inside: np.ndarray, pairs: Ints) -> Ints:
    """The block that each cell belongs to, -1 outside: merged cells that touch are one."""
    merge = points.merge[pairs]
    same = (merge[:, 0] == merge[:, 1]) & (merge[:, 0] >= 0) & inside[pairs].all(axis=1)
    part = _connected(pairs[same], len(inside))
    block = np.full(len(inside), -1, dtype=np.int64)
    block[inside] = np.unique(part[inside], return_inverse=True)[1]
    return block


def _joined(points: _Points, block: Ints, pairs: Ints, surplus: int) -> Ints:
    """Join so many pairs of small neighbouring blocks that `surplus` fewer remain."""
    two = block[pairs]
    kinds = points.kind[pairs]
    fit = (two >= 0).all(axis=1) & (two[:, 0] != two[:, 1]) & (points.merge[pairs] < 0).all(axis=1)
    fit &= (kinds[:, 0] == kinds[:, 1]) & (kinds[:, 0] < LIVED_IN)
    apart = np.hypot(*(points.xy[pairs[:, 0]] - points.xy[pairs[:, 1]]).T)
    spacing = np.array([SPACING[k][0] for k in KINDS])[kinds[:, 0]]
    candidates = np.flatnonzero(fit)
    candidates = candidates[np.argsort((apart / spacing)[candidates], kind="stable")]
    block, taken = block.copy(), np.zeros(int(block.max()) + 1, dtype=bool)
    for a, b in two[candidates]:
        if surplus == 0:
            break
        if not (taken[a] or taken[b]):
            taken[[a, b]] = True
            block[block == b] = a
            surplus -= 1
    block[block >= 0] = np.unique(block[block >= 0], return_inverse=True)[1]
    return block


def _blocks(points: _Points, block: Ints, pairs: Ints, ends: Floats, seed: int) -> Blocks:
    """Close the borders to polygons and merge the cells of one block."""
    inside = block >= 0
    n = int(block.max()) + 1
    shape = _united(_rings(points, inside, pairs, ends, seed), block[inside], n)
    kind = np.zeros(n, dtype=np.int64)
    kind[block[inside]] = points.kind[inside]
    two = block[pairs]
    between = (two >= 0).all(axis=1) & (two[:, 0] != two[:, 1])
    length = np.hypot(*(ends[between, 0] - ends[between, 1]).T)
    two = np.sort(two[between], axis=1)
    key, where = np.unique(two[:, 0] * n + two[:, 1], return_inverse=True)
    neighbours = np.stack([key // n, key % n], axis=1)
    inner = shapely.point_on_surface(shape)
    return Blocks(
        shape, kind, shapely.get_x(inner), shapely.get_y(inner), shapely.area(shape), neighbours,
        np.bincount(where, length),
    )  # fmt: skip


def _rings(points: _Points, inside: np.ndarray, pairs: Ints, ends: Floats, seed: int) -> np.ndarray:
    """One polygon for each cell inside; borders bend in open land, unless that breaks a cell."""
    organic = np.isin(points.kind[pairs], ORGANIC).any(axis=1) & (points.kind[pairs] != KIND["river"]).all(
        axis=1
    )
    bends = _bends(ends, seed)
    for _ in range(4):
        rings = _closed(points.xy, inside, pairs, ends, bends, organic)
        broken = np.flatnonzero(inside)[~shapely.is_valid(rings)]
        if not len(broken):
            return rings
        organic &= ~np.isin(pairs, broken).any(axis=1)
    raise ValueError(f"{len(broken)} blocks don't close; choose another seed")


def _bends(ends: Floats, seed: int) -> Floats:
    """Two corners on the way from end to end of each border, off the straight line, (m, 2, 2)."""
    rng = np.random.default_rng([seed, 4])
    a, b = ends[:, 0], ends[:, 1]
    height = 0.07 * rng.uniform(-1, 1, (len(ends), 2))
    across = np.stack([a[:, 1] - b[:, 1], b[:, 0] - a[:, 0]], axis=1)
    thirds = np.stack([a + (b - a) / 3, a + (b - a) * 2 / 3], axis=1)
    return np.asarray(thirds + height[:, :, None] * across[:, None, :])


def _closed(
    xy: Floats, inside: np.ndarray, pairs: Ints, ends: Floats, bends: Floats, bent: np.ndarray
) -> np.ndarray:
    """String the borders around each cell, anticlockwise: from a point inside they follow by angle."""
    cell, border = pairs.T.ravel(), np.tile(np.arange(len(pairs)), 2)
    border, cell = border[inside[cell]], cell[inside[cell]]
    start, stop = ends[border, 0] - xy[cell], ends[border, 1] - xy[cell]
    against = start[:, 0] * stop[:, 1] - start[:, 1] * stop[:, 0] < 0
    forth = np.stack([ends[border, 0], bends[border, 0], bends[border, 1]], axis=1)
    back = np.stack([ends[border, 1], bends[border, 1], bends[border, 0]], axis=1)
    corners = np.where(against[:, None, None], back, forth)
    middle = (start + stop) / 2
    order = np.lexsort([np.arctan2(middle[:, 1], middle[:, 0]), cell])
    shown = np.ones((len(border), 3), dtype=bool)
    shown[:, 1:] = bent[border, None]
    shown = shown[order]
    owner = np.repeat(np.unique(cell, return_inverse=True)[1][order], shown.sum(axis=1))
    corners, owner = _round_trip(corners[order][shown], owner)
    return np.asarray(shapely.polygons(shapely.linearrings(corners, indices=owner)))


def _round_trip(corners: Floats, owner: Ints) -> tuple[Floats, Ints]:
    """Repeat the first corner of each ring at its end, as shapely wants it with indices."""
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    after = np.append(first[1:], len(corners))
    return np.insert(corners, after, corners[first], axis=0), np.insert(owner, after, owner[first])


def _united(rings: np.ndarray, block: Ints, n: int) -> np.ndarray:
    shape = np.empty(n, dtype=object)
    size = np.bincount(block, minlength=n)
    alone = size[block] == 1
    shape[block[alone]] = rings[alone]
    order = np.argsort(block, kind="stable")
    start = np.concatenate([[0], np.cumsum(size)])
    for number in np.flatnonzero(size > 1):
        shape[number] = shapely.coverage_union_all(rings[order[start[number] : start[number + 1]]])
    return shape

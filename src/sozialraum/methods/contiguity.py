"""Which spaces lie beside each other.

queen: two spaces touch in at least one point; rook: they share a piece of boundary; nearest: the k nearest
by a point each. The result is a sparse matrix of 0 and 1, symmetric for queen and rook, with an empty
diagonal.

Source: Anselin (1988), Spatial Econometrics, ch. 3; the names are those of the chess pieces' moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy import sparse
from scipy.spatial import cKDTree

from sozialraum.methods.arrays import Ints, Sparse, floats


@dataclass(frozen=True, eq=False)
class Neighbours:
    """matrix: csr (n, n), 1.0 where space j is a neighbour of space i. islands: positions without any."""

    matrix: Sparse
    islands: Ints

    def of(self, space: int) -> Ints:
        """Positions of one space's neighbours, in order."""
        start, end = self.matrix.indptr[space : space + 2]
        return np.sort(self.matrix.indices[start:end].astype(np.int64))

    def standardised(self) -> Sparse:
        """The matrix with rows that sum to 1; an island's row stays empty."""
        counts = np.diff(self.matrix.indptr)
        data = np.repeat(1.0 / np.maximum(counts, 1), counts)
        return sparse.csr_array((data, self.matrix.indices, self.matrix.indptr), shape=self.matrix.shape)


def queen(polygons: npt.NDArray[Any], *, tolerance: float = 0.0) -> Neighbours:
    """Spaces that touch, if only in a corner.

    polygons: (n,) shapely geometries in metres, None or empty = no place, which makes it an island.
    tolerance: distance in metres within which boundaries count as touching, for drawings with gaps.
    Overlapping polygons count as touching. Raises ValueError for a negative tolerance and for what is no
    array of geometries; shapely's own errors for invalid ones.
    """
    shapes = _shapes(polygons, tolerance)
    return _neighbours(_touching(shapes, tolerance), len(shapes))


def rook(polygons: npt.NDArray[Any], *, tolerance: float = 0.0, minimum_length: float = 0.0) -> Neighbours:
    """Spaces that share a boundary longer than minimum_length metres (0: longer than a point).

    As `queen`; with a tolerance one of the two is widened by it before the common length is taken.
    """
    shapes = _shapes(polygons, tolerance)
    pairs = _touching(shapes, tolerance)
    pairs = pairs[:, pairs[0] < pairs[1]]
    first, second = shapes[pairs[0]], shapes[pairs[1]]
    if tolerance > 0:
        # What lies within reach of a corner is as long as the reach itself; only more than that is an edge.
        common = shapely.length(
            shapely.intersection(shapely.boundary(first), shapely.buffer(second, tolerance))
        )
        shared = common > minimum_length + 4 * tolerance
    else:
        common = shapely.length(shapely.intersection(first, second))
        shared = common > minimum_length
    pairs = pairs[:, shared]
    return _neighbours(np.hstack([pairs, pairs[::-1]]), len(shapes))


def nearest(points: npt.ArrayLike, k: int) -> Neighbours:
    """The k nearest spaces of each by distance between points (centroids); not symmetric.

    points: (n, 2), metres; NaN = no place, an island. Ties are broken by the order of the spaces.
    Raises ValueError for a k outside of 1 … number of places - 1.
    """
    xy = floats(points, "points")
    if xy.ndim != 2 or xy.shape[1] != 2:
        raise ValueError(f"points must be of shape (n, 2), got {xy.shape}")
    placed = np.flatnonzero(~np.isnan(xy).any(axis=1))
    if not 1 <= k < len(placed):
        raise ValueError(f"k must lie between 1 and {len(placed) - 1}, got {k}")
    there = xy[placed]
    tree = cKDTree(there)
    reach = tree.query(there, k=k + 1)[0][:, -1]
    rows, columns = [], []
    for i, near in enumerate(tree.query_ball_point(there, np.nextafter(reach, np.inf))):
        others = np.array([j for j in near if j != i])
        gaps = np.hypot(*(there[others] - there[i]).T)
        rows.append(np.full(k, placed[i]))
        columns.append(placed[others[np.lexsort((others, gaps))[:k]]])
    return _neighbours(np.stack([np.concatenate(rows), np.concatenate(columns)]), len(xy))


def _shapes(polygons: npt.NDArray[Any], tolerance: float) -> npt.NDArray[Any]:
    shapes = np.asarray(polygons, dtype=object)
    if shapes.ndim != 1 or not bool(np.all(shapely.is_geometry(shapes) | shapely.is_missing(shapes))):
        raise ValueError("polygons must be an array of shape (n,) of shapely geometries or None")
    if not tolerance >= 0:
        raise ValueError(f"tolerance must be 0 or more, got {tolerance}")
    return shapes


def _touching(shapes: npt.NDArray[Any], tolerance: float) -> Ints:
    """Pairs (2, m) of different spaces that touch, each in both orders."""
    tree = shapely.STRtree(shapes)
    if tolerance > 0:
        found = tree.query(shapes, predicate="dwithin", distance=tolerance)
    else:
        found = tree.query(shapes, predicate="intersects")
    pairs: Ints = np.asarray(found, dtype=np.int64)
    return pairs[:, pairs[0] != pairs[1]]


def _neighbours(pairs: Ints, n: int) -> Neighbours:
    ones = np.ones(pairs.shape[1])
    matrix = sparse.csr_array((ones, (pairs[0], pairs[1])), shape=(n, n))
    matrix.sort_indices()
    return Neighbours(matrix, np.flatnonzero(np.diff(matrix.indptr) == 0).astype(np.int64))

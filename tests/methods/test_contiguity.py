import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.contiguity import nearest, queen, rook


def board(rows: int, columns: int, size: float = 100) -> np.ndarray:
    corners = [(j * size, i * size) for i in range(rows) for j in range(columns)]
    return np.array([shapely.box(x, y, x + size, y + size) for x, y in corners], dtype=object)


def test_chessboard() -> None:
    q, r = queen(board(3, 3)), rook(board(3, 3))
    assert q.of(4).tolist() == [0, 1, 2, 3, 5, 6, 7, 8]
    assert r.of(4).tolist() == [1, 3, 5, 7]
    assert q.of(0).tolist() == [1, 3, 4]
    assert q.matrix.shape == (9, 9)
    assert len(q.islands) == 0


def test_islands_are_named_and_have_no_neighbours() -> None:
    shapes = np.concatenate([board(1, 2), [None, shapely.Polygon(), shapely.box(9999, 0, 10000, 1)]])
    for n in (queen(shapes), rook(shapes)):
        assert n.islands.tolist() == [2, 3, 4]
        assert n.of(2).tolist() == []
        assert n.standardised().sum(axis=1).tolist() == [1, 1, 0, 0, 0]


def test_boundaries_need_no_common_vertices() -> None:
    wide = shapely.box(0, 100, 200, 200)  # its lower edge meets two squares and has no vertex at 100
    assert rook(np.append(board(1, 2), wide)).of(2).tolist() == [0, 1]


def test_gaps_in_the_drawing() -> None:
    apart = np.array([shapely.box(0, 0, 100, 100), shapely.box(100.5, 0, 200, 100)])
    assert queen(apart).islands.tolist() == [0, 1]
    assert queen(apart, tolerance=1).of(0).tolist() == [1]
    assert rook(apart, tolerance=1).of(0).tolist() == [1]
    corner = np.array([shapely.box(0, 0, 100, 100), shapely.box(100.5, 100.5, 200, 200)])
    assert queen(corner, tolerance=1).of(0).tolist() == [1]
    assert rook(corner, tolerance=1).islands.tolist() == [0, 1]


def test_short_boundaries_may_be_left_out() -> None:
    shapes = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 95, 200, 200)])
    assert rook(shapes).of(0).tolist() == [1]
    assert rook(shapes, minimum_length=5).islands.tolist() == [0, 1]
    assert rook(shapes, minimum_length=4.9).of(0).tolist() == [1]


def test_overlapping_drawings_touch() -> None:
    shapes = np.array([shapely.box(0, 0, 100, 100), shapely.box(99, 0, 200, 100)])
    assert queen(shapes).of(0).tolist() == [1]
    assert rook(shapes).of(0).tolist() == [1]


def test_nearest() -> None:
    points = [[0, 0], [1, 0], [3, 0], [np.nan, 0], [0, 0]]
    n = nearest(points, 2)
    assert [n.of(i).tolist() for i in range(5)] == [[1, 4], [0, 4], [0, 1], [], [0, 1]]
    assert n.islands.tolist() == [3]


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="tolerance"):
        queen(board(1, 2), tolerance=-1)
    with pytest.raises(ValueError, match="shapely"):
        queen(np.array(["a"]))
    with pytest.raises(ValueError, match="between 1 and 1"):
        nearest([[0, 0], [1, 1]], 2)
    with pytest.raises(ValueError, match="shape"):
        nearest([0, 1], 1)


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_symmetric_and_independent_of_order(rows: int, columns: int, seed: int) -> None:
    shapes = board(rows, columns)
    order = np.random.default_rng(seed).permutation(len(shapes))
    for kind in (queen, rook):
        matrix = kind(shapes).matrix.toarray()
        np.testing.assert_array_equal(matrix, matrix.T)
        assert not matrix.diagonal().any()
        np.testing.assert_array_equal(kind(shapes[order]).matrix.toarray(), matrix[np.ix_(order, order)])
    edges = rows * (columns - 1) + columns * (rows - 1)
    assert rook(shapes).matrix.nnz == 2 * edges
    assert queen(shapes).matrix.nnz == 2 * (edges + 2 * (rows - 1) * (columns - 1))


@given(st.integers(3, 40), st.integers(0, 2**32 - 1))
def test_nearest_are_nearest(n: int, seed: int) -> None:
    xy = np.random.default_rng(seed).integers(0, 8, (n, 2)).astype(float)
    k = min(4, n - 1)
    gaps = np.hypot(*(xy[:, None] - xy).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    expected = np.sort(np.argsort(gaps, axis=1, kind="stable")[:, :k], axis=1)
    found = nearest(xy, k)
    np.testing.assert_array_equal([found.of(i) for i in range(n)], expected)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from sozialraum.methods.bounds import Bounds, bounded_sum, cells, members


def test_hidden_cells_bound_the_sum() -> None:
    parts = cells([10, np.nan, np.nan, 4], [False, True, True, False])
    total = bounded_sum(members([0, 0, 0, 1], 2), parts)
    np.testing.assert_array_equal(total.low, [12, 4])
    np.testing.assert_array_equal(total.high, [14, 4])
    np.testing.assert_array_equal(total.midpoint, [13, 4])
    np.testing.assert_array_equal(total.exact, [False, True])
    np.testing.assert_array_equal(total.value, [np.nan, 4])


def test_unknown_part_makes_the_sum_unknown_and_only_that_one() -> None:
    parts = cells([10, np.nan, 3])
    total = bounded_sum(members([0, 0, 1], 3), parts)
    np.testing.assert_array_equal(total.low, [np.nan, 3, 0])
    np.testing.assert_array_equal(total.high, [np.nan, 3, 0])


def test_a_stored_zero_weight_needs_nothing() -> None:
    matrix = sparse.csr_array((np.array([1.0, 0.0]), ([0, 0], [0, 1])), shape=(1, 2))
    np.testing.assert_array_equal(bounded_sum(matrix, cells([5, np.nan])).low, [5])
    assert matrix.nnz == 2  # the caller's matrix is left alone


def test_several_columns_at_once() -> None:
    parts = Bounds(np.array([[1.0, 2], [3, np.nan]]), np.array([[1.0, 4], [3, np.nan]]))
    total = bounded_sum(members([0, 0], 1), parts)
    np.testing.assert_array_equal(total.low, [[4, np.nan]])
    np.testing.assert_array_equal(bounded_sum(members([0, -1], 1), parts).high, [[1, 4]])


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="carries a number"):
        cells([1.0], [True])
    with pytest.raises(ValueError, match="shape"):
        cells([np.nan], [True, False])
    with pytest.raises(ValueError, match="above its high"):
        cells([np.nan], [True], (2, 1))
    with pytest.raises(ValueError, match="without the other"):
        Bounds(np.array([np.nan]), np.array([1.0]))
    with pytest.raises(ValueError, match="0 or more"):
        bounded_sum(sparse.csr_array([[-1.0]]), cells([1]))
    with pytest.raises(ValueError, match="columns"):
        bounded_sum(sparse.csr_array([[1.0]]), cells([1, 2]))
    with pytest.raises(ValueError, match="positions"):
        members([2], 2)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.booleans(), st.integers(0, 2)), min_size=1, max_size=30),
    st.integers(0, 2**32 - 1),
)
def test_the_truth_lies_within(spaces: list[tuple[int, bool, int]], seed: int) -> None:
    hidden = np.array([h for _, h, _ in spaces])
    truth = np.array([x for x, _, _ in spaces], dtype=float)
    truth[hidden] = np.random.default_rng(seed).integers(1, 4, hidden.sum())
    matrix = members([p for _, _, p in spaces], 3)
    total = bounded_sum(matrix, cells(np.where(hidden, np.nan, truth), hidden, (1, 3)))
    sums = matrix @ truth
    assert (total.low <= sums).all()
    assert (sums <= total.high).all()
    np.testing.assert_allclose(total.high - total.low, 2 * (matrix @ hidden))

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from sozialraum.methods.bounds import Bounds
from sozialraum.methods.crosswalk import Basis, check, transfer, transfer_bounds, weights_from_blocks


def test_weights_by_population() -> None:
    w = weights_from_blocks([0, 0, 1], [0, 1, 1], [30, 10, 50], sources=2, targets=2)
    np.testing.assert_array_equal(w.matrix.toarray(), [[0.75, 0], [0.25, 1]])
    assert w.basis.tolist() == [Basis.POPULATION, Basis.WHOLE]
    np.testing.assert_array_equal(transfer(w.matrix, [100, 7]), [75, 32])


def test_falls_back_to_area_then_to_equal_parts() -> None:
    source, target = [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1]
    population = [0, 0, np.nan, 5, 0, 0]
    area = [3, 1, 1, 1, 0, 0]
    w = weights_from_blocks(source, target, population, sources=4, targets=2, area=area)
    assert w.basis.tolist() == [Basis.AREA, Basis.AREA, Basis.EQUAL, Basis.EMPTY]
    np.testing.assert_array_equal(w.matrix.toarray(), [[0.75, 0.5, 0.5, 0], [0.25, 0.5, 0.5, 0]])
    without = weights_from_blocks(source, target, population, sources=3, targets=2)
    assert without.basis.tolist() == [Basis.EQUAL] * 3


def test_unknown_sources_make_their_targets_unknown() -> None:
    w = weights_from_blocks([0, 1, 1], [0, 0, 1], [1, 1, 1], sources=2, targets=3)
    np.testing.assert_array_equal(transfer(w.matrix, [np.nan, 4]), [np.nan, 2, np.nan])
    np.testing.assert_array_equal(
        transfer(w.matrix, [[1, 2], [4, np.nan]]), [[3, np.nan], [2, np.nan], [np.nan] * 2]
    )


def test_bounds_go_through() -> None:
    w = weights_from_blocks([0, 0], [0, 1], [1, 1], sources=1, targets=2)
    b = transfer_bounds(w.matrix, Bounds(np.array([2.0]), np.array([4.0])))
    assert b.low.tolist() == [1, 1]
    assert b.high.tolist() == [2, 2]


def test_a_block_without_target_would_lose_people() -> None:
    with pytest.raises(ValueError, match=r"no target, first at \[1\]"):
        weights_from_blocks([0, 0], [0, -1], [1, 1], sources=1, targets=1)
    ok = weights_from_blocks([0, -1], [0, -1], [1, 1], sources=1, targets=1)
    assert ok.matrix.toarray().tolist() == [[1.0]]


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match=r"don't sum to 1 \(position: sum = 1: 0.9\)"):
        check(sparse.csr_array([[1, 0.5], [0, 0.4]]))
    with pytest.raises(ValueError, match="0 or more"):
        check(sparse.csr_array([[1.5], [-0.5]]))
    with pytest.raises(ValueError, match="columns"):
        transfer(sparse.csr_array([[1.0]]), [1, 2])
    with pytest.raises(ValueError, match="positions"):
        weights_from_blocks([2], [0], [1], sources=2, targets=1)
    with pytest.raises(ValueError, match="target"):
        weights_from_blocks([0], [0, 0], [1], sources=2, targets=1)
    with pytest.raises(ValueError, match="population"):
        weights_from_blocks([0], [0], [-1], sources=1, targets=1)


blocks = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 500), st.floats(0.1, 9)),
    min_size=1,
    max_size=60,
)


@given(blocks, st.integers(0, 2**32 - 1))
def test_totals_are_conserved(rows: list[tuple[int, int, int, float]], seed: int) -> None:
    source, target, population, area = (np.array(c) for c in zip(*rows, strict=True))
    there, source = np.unique(source, return_inverse=True)
    w = weights_from_blocks(source, target, population, sources=len(there), targets=4, area=area)
    x = np.random.default_rng(seed).integers(0, 10_000, len(there)).astype(float)
    y = transfer(w.matrix, x)
    np.testing.assert_allclose(np.nansum(y), x.sum(), rtol=1e-12)
    np.testing.assert_allclose(transfer(w.matrix, 3 * x), 3 * y)
    assert set(np.flatnonzero(np.isnan(y))) == set(range(4)) - set(np.flatnonzero(w.matrix.sum(axis=1)))


@given(blocks)
def test_population_itself_is_carried_exactly(rows: list[tuple[int, int, int, float]]) -> None:
    source, target, population, _ = (np.array(c) for c in zip(*rows, strict=True))
    w = weights_from_blocks(source, target, population, sources=5, targets=4)
    x = np.bincount(source, weights=population, minlength=5)
    known = np.flatnonzero(w.basis != Basis.EMPTY)
    y = np.asarray(w.matrix[:, known] @ x[known])
    np.testing.assert_allclose(y, np.bincount(target, weights=population, minlength=4), atol=1e-9)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.similar import similar


def test_by_hand() -> None:
    # sd of the first column is 2 and of the second 10, so that both gaps count alike
    s = similar([[0, 4, 0, 4], [0, 0, 20, 20]], 0, count=9)
    assert s.spaces.tolist() == [1, 2, 3]
    np.testing.assert_allclose(s.distance, [np.sqrt(2), np.sqrt(2), 2])
    assert s.shared.tolist() == [2, 2, 2]


def test_compares_what_both_have() -> None:
    columns = [[1, 1, 5, np.nan, 9], [1, np.nan, 2, np.nan, 9], [1, np.nan, 2, 1, 9.0]]
    s = similar(columns, 0)
    assert s.spaces.tolist() == [2, 4]  # 1 and 3 share one of three indicators only
    assert similar(columns, 0, minimum_shared=0.3).shared.tolist() == [1, 1, 3, 3]
    assert similar(columns, 1).spaces.tolist() == [0, 2, 4]  # all have the one that space 1 has
    assert similar([[1, 2], [np.nan, np.nan]], 0).shared.tolist() == [1]


def test_space_without_figures_has_nobody_like_it() -> None:
    assert similar([[np.nan, 1, 2]], 0).spaces.tolist() == []


def test_excluded_spaces_are_not_offered() -> None:
    x = [[1, 1.1, 5, 9]]
    assert similar(x, 0, valid=[True, False, True, True]).spaces.tolist() == [2, 3]
    assert similar(x, 1, valid=[True, False, True, True]).spaces.tolist() == [0, 2, 3]


def test_weights() -> None:
    x = [[0, 0, 9, 3], [0, 9, 0, 3]]
    assert similar(x, 0, count=1, weights=[1, 0]).spaces.tolist() == [1]
    assert similar(x, 0, count=1, weights=[0, 1]).spaces.tolist() == [2]


def test_wrong_arguments() -> None:
    with pytest.raises(IndexError, match="no space 2"):
        similar([[1, 2]], 2)
    with pytest.raises(ValueError, match="same shape"):
        similar([[1, 2], [1]], 0)
    with pytest.raises(ValueError, match="weights"):
        similar([[1, 2]], 0, weights=[-1])


@given(st.integers(0, 2**32 - 1), st.integers(2, 30), st.integers(1, 5))
def test_order_and_symmetry(seed: int, n: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(k, n))
    first = similar(x, 0, count=n)
    assert sorted(first.spaces.tolist()) == list(range(1, n))
    assert (np.diff(first.distance) >= 0).all()
    back = similar(x, int(first.spaces[0]), count=n)
    np.testing.assert_allclose(back.distance[back.spaces == 0], first.distance[0])
    moved = similar(x * rng.uniform(0.5, 2, (k, 1)) + 7, 0, count=n)
    np.testing.assert_allclose(moved.distance, first.distance, atol=1e-9)

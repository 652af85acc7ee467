import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sozialraum.methods.position import position


def test_ranks_with_ties_and_unknown() -> None:
    p = position([3, 1, 3, np.nan, 5])
    assert p.rank.tolist() == [2, 4, 2, 0, 1]
    assert p.tied.tolist() == [True, False, True, False, False]
    np.testing.assert_array_equal(p.percentile, [0.5, 0.125, 0.5, np.nan, 0.875])
    assert p.of == 4
    lowest = position([3, 1, 3, np.nan, 5], first="lowest")
    assert lowest.rank.tolist() == [2, 1, 2, 0, 4]
    np.testing.assert_array_equal(lowest.percentile, p.percentile)


def test_invalid_spaces_are_not_counted() -> None:
    p = position([9, 1, 2], valid=[False, True, True])
    assert p.rank.tolist() == [0, 2, 1]
    assert p.of == 2


def test_nobody_to_rank() -> None:
    p = position([np.nan, np.nan])
    assert p.of == 0
    assert p.rank.tolist() == [0, 0]


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="highest"):
        position([1], first="worst")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="valid"):
        position([1, 2], valid=[True])


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=40))
def test_agrees_with_another_way(values: list[int]) -> None:
    x = np.array(values, dtype=float)
    p = position(x)
    np.testing.assert_array_equal(p.rank, stats.rankdata(-x, method="min"))
    np.testing.assert_array_equal(position(x, first="lowest").rank, stats.rankdata(x, method="min"))
    np.testing.assert_allclose(p.percentile.mean(), 0.5)
    np.testing.assert_allclose(p.percentile, 1 - position(-x).percentile)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.deprivation import WALES_2019, deprivation, domain_rank, exponential, overall


def test_golden_values_of_the_transform() -> None:
    # technical reports: 100 for the most deprived, 50 where about a tenth is left above
    x = exponential([1, 191, 1909], 1909)
    np.testing.assert_allclose(x[0], 100)
    np.testing.assert_allclose(x[2], -23 * np.log(1 - (1 - np.exp(-100 / 23)) / 1909))
    all_scores = exponential(np.arange(1, 1910), 1909)
    assert 0.09 < np.mean(all_scores > 50) < 0.11
    assert (np.diff(all_scores) < 0).all()


def test_weights_of_wales() -> None:
    assert sum(WALES_2019.values()) == pytest.approx(1)
    assert len(WALES_2019) == 8


def test_ranks_with_ties_and_unknown() -> None:
    np.testing.assert_array_equal(domain_rank([5, 9, 5, np.nan, 1]), [2.5, 1, 2.5, np.nan, 4])
    np.testing.assert_array_equal(domain_rank([5, 9], valid=[True, False]), [1, np.nan])


def test_index_by_hand() -> None:
    d = deprivation([[30, 10, 20], [1, 3, 2]], [3, 1])
    x = exponential([1, 2, 3], 3)
    np.testing.assert_allclose(d.domain_scores, [x[[0, 2, 1]], x[[2, 0, 1]]])
    np.testing.assert_allclose(d.score, 0.75 * x[[0, 2, 1]] + 0.25 * x[[2, 0, 1]])
    assert d.rank.tolist() == [1, 2, 3]  # worst in one domain outweighs middling in both


def test_an_area_that_lacks_a_domain_takes_no_part() -> None:
    d = deprivation([[30, 10, 20, 99], [1, 3, np.nan, 99]], [1, 1], valid=[True, True, True, False])
    assert d.used.tolist() == [True, True, False, False]
    assert d.rank.tolist() == [1, 1, 0, 0]
    assert np.isnan(d.score[2:]).all()
    np.testing.assert_allclose(d.score[:2], exponential([1, 2], 2).mean())


def test_nobody_takes_part() -> None:
    d = deprivation([[np.nan, 1]], [1], valid=[True, False])
    assert np.isnan(d.score).all()
    assert d.rank.tolist() == [0, 0]


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="between 1 and 3"):
        exponential([4], 3)
    with pytest.raises(ValueError, match="weights above 0"):
        overall([[1.0], [2.0]], [1])
    with pytest.raises(ValueError, match="weights above 0"):
        deprivation([[1.0, 2.0]], [0])
    with pytest.raises(ValueError, match="same shape"):
        deprivation([[1, 2], [1]], [1, 1])


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.integers(2, 40))
def test_only_ranks_matter(seed: int, k: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    x, w = rng.normal(size=(k, n)), rng.uniform(0.1, 1, k).tolist()
    d = deprivation(x, w)
    same = deprivation(np.exp(x), [10 * one for one in w])
    np.testing.assert_allclose(same.score, d.score)
    assert ((d.score > 0) & (d.score <= 100 + 1e-9)).all()
    assert d.score[d.rank == 1][0] == d.score.max()
    worse = x.copy()
    worse[:, 0] += 100
    assert deprivation(worse, w).rank[0] == 1

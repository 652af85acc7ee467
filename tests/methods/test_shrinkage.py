import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.shrinkage import shrink


def test_by_hand() -> None:
    a, b = np.array([2.0, 30, 10]), np.array([10.0, 100, 100])
    m = np.log((a + 0.5) / (b - a + 0.5))
    to = np.log(42.5 / 168.5)
    t2 = np.sum((m - to) ** 2) / 2
    s2 = (b + 1) * (b + 2) / (b * (a + 1) * (b - a + 1))
    w = (1 / s2) / (1 / s2 + 1 / t2)
    s = shrink(a, b, factor=100)
    np.testing.assert_allclose(s.weight, w)
    np.testing.assert_allclose(s.value, 100 / (1 + np.exp(-(w * m + (1 - w) * to))))
    np.testing.assert_allclose(s.towards, 100 * 42.5 / 211)


def test_small_spaces_give_way_more() -> None:
    rng = np.random.default_rng(0)
    b = np.array([10.0, 10_000] * 20)
    a = np.round(b * rng.uniform(0.1, 0.4, 40))
    s = shrink(a, b)
    assert s.weight[::2].max() < s.weight[1::2].min()
    assert s.weight[1::2].min() > 0.98


def test_no_share_stays_no_share() -> None:
    s = shrink([np.nan, 3, 0, 5, 6], [10, np.nan, 0, 10, 20])
    assert np.isnan(s.value).tolist() == [True, True, True, False, False]
    assert np.isnan(s.weight).tolist() == np.isnan(s.towards).tolist() == np.isnan(s.value).tolist()


def test_nobody_of_ten_is_not_nobody() -> None:
    s = shrink([0, 20, 30, 10], [10, 100, 100, 100])
    assert 0.02 < s.value[0] < 0.2


def test_areas_of_their_own_and_those_too_small_for_one() -> None:
    a, b = np.array([10, 20, 30, 60, 70, 80, 50, 55.0]), np.full(8, 100.0)
    s = shrink(a, b, area=[0, 0, 0, 1, 1, 1, 2, -1])
    np.testing.assert_allclose(s.towards[:3], 60.5 / 301)
    np.testing.assert_allclose(s.towards[3:6], 210.5 / 301)
    np.testing.assert_allclose(s.towards[6:], 375.5 / 801)


def test_alone_it_stays_where_it_is() -> None:
    s = shrink([30], [100])
    assert s.value[0] == pytest.approx(30.5 / 101)


def test_it_errs_less_than_the_plain_share() -> None:
    rng = np.random.default_rng(1)
    p, b = rng.beta(4, 16, 500), rng.integers(10, 80, 500)
    a = rng.binomial(b, p)
    assert np.mean((shrink(a, b).value - p) ** 2) < 0.8 * np.mean((a / b - p) ** 2)


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="larger than its denominator"):
        shrink([5], [4])
    with pytest.raises(ValueError, match="shape"):
        shrink([5], [4, 4])
    with pytest.raises(ValueError, match="area has shape"):
        shrink([1], [4], area=[0, 1])


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=30))
def test_lies_between_its_own_and_the_common_share(pairs: list[tuple[int, int]]) -> None:
    a = np.array([min(p) for p in pairs], dtype=float)
    b = np.array([max(p) for p in pairs], dtype=float)
    s = shrink(a, b)
    known = b > 0
    own = (a + 0.5) / (b + 1)
    low, high = np.minimum(own, s.towards), np.maximum(own, s.towards)
    assert (s.value[known] >= low[known] - 1e-12).all()
    assert (s.value[known] <= high[known] + 1e-12).all()
    mirrored = shrink(b - a, b)
    np.testing.assert_allclose(mirrored.value[known], 1 - s.value[known], atol=1e-9)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.shares import rate, share

counts = st.integers(0, 10_000)


def test_golden_values_of_wilson() -> None:
    # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3 (Wilson without continuity correction)
    s = share([81, 15, 0, 1], [263, 148, 20, 29])
    np.testing.assert_allclose(s.lower, [0.2553, 0.0624, 0.0, 0.0061], atol=5e-5)
    np.testing.assert_allclose(s.upper, [0.3662, 0.1605, 0.1611, 0.1718], atol=5e-5)
    np.testing.assert_allclose(s.value, [81 / 263, 15 / 148, 0, 1 / 29])


def test_missing_never_becomes_zero() -> None:
    s = share([np.nan, 3, 0, 0], [10, np.nan, 0, 5])
    assert np.isnan(s.value).tolist() == [True, True, True, False]
    assert np.isnan(s.lower).tolist() == np.isnan(s.upper).tolist() == np.isnan(s.value).tolist()
    assert not s.impossible.any()


def test_impossible_pairs_are_named() -> None:
    s = share([7, -1, 2], [5, 5, -2])
    assert s.impossible.all()
    assert np.isnan(s.value).all()


def test_factor_applies_to_everything() -> None:
    one, per_cent = share([3.0], [10.0]), share([3.0], [10.0], factor=100)
    for name in ("value", "lower", "upper"):
        np.testing.assert_allclose(getattr(one, name) * 100, getattr(per_cent, name))


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="shape"):
        share([1, 2], [3])
    with pytest.raises(ValueError, match="confidence"):
        share([1], [3], confidence=95)
    with pytest.raises(ValueError, match="infinite"):
        share([1], [np.inf])


def test_rates() -> None:
    np.testing.assert_allclose(rate([500, 1500], [1000, 1000]), [500, 1500])
    assert np.isnan(rate([np.nan, 1, 1, -1], [10, 0, np.nan, 10])).all()
    with pytest.raises(ValueError, match="shape"):
        rate([1, 2], [3])


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=30))
def test_interval_holds_the_share_and_mirrors(pairs: list[tuple[int, int]]) -> None:
    a = np.array([min(p) for p in pairs], dtype=float)
    b = np.array([max(p) for p in pairs], dtype=float)
    s, other = share(a, b), share(b - a, b)
    known = b > 0
    assert np.isnan(s.value[~known]).all()
    assert (s.lower[known] >= 0).all()
    assert (s.upper[known] <= 1).all()
    assert (s.lower[known] <= s.value[known]).all()
    assert (s.value[known] <= s.upper[known]).all()
    np.testing.assert_allclose(s.lower[known], 1 - other.upper[known], atol=1e-12)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(2, 20))
def test_more_people_less_noise(a: int, extra: int, times: int) -> None:
    b = a + extra
    small, large = share([a], [b]), share([a * times], [b * times])
    assert (large.upper - large.lower)[0] < (small.upper - small.lower)[0]

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sozialraum.methods.shares import share
from sozialraum.methods.trends import change, change_of_values, changes_over, trend


def test_golden_values_of_newcombe() -> None:
    # Newcombe (1998), Statistics in Medicine 17:873, table II, method 10
    later = share([56, 9, 6, 5, 10], [70, 10, 7, 56, 10])
    earlier = share([48, 3, 2, 0, 0], [80, 10, 7, 29, 10])
    c = change(earlier, later)
    np.testing.assert_allclose(c.difference, [0.2, 0.6, 0.5714, 0.0893, 1.0], atol=5e-5)
    np.testing.assert_allclose(c.lower, [0.0524, 0.1705, 0.0582, -0.0381, 0.6075], atol=5e-5)
    np.testing.assert_allclose(c.upper, [0.3339, 0.8090, 0.8062, 0.1926, 1.0], atol=5e-5)
    assert c.within_noise.tolist() == [False, False, False, True, False]


def test_change_in_percent_and_unknown_ends() -> None:
    c = change(
        share([10, 0, np.nan], [100, 100, 100], factor=100), share([15, 5, 5], [100, 100, 100], factor=100)
    )
    np.testing.assert_allclose(c.difference, [5, 5, np.nan])
    np.testing.assert_allclose(c.relative, [50, np.nan, np.nan])
    assert np.isnan(c.lower[2])
    assert not c.within_noise[2]


def test_change_of_values_keeps_its_sign() -> None:
    difference, percent = change_of_values([200, -10, 0, np.nan], [150, -5, 3, 1])
    np.testing.assert_array_equal(difference, [-50, 5, 3, np.nan])
    np.testing.assert_array_equal(percent, [-25, 50, np.nan, np.nan])


def test_changes_over_periods() -> None:
    x = np.array([[1.0, 5], [2, np.nan], [4, 9]])
    np.testing.assert_array_equal(changes_over(x, 2), [[np.nan] * 2, [np.nan] * 2, [3, 4]])
    np.testing.assert_array_equal(changes_over(x, 1)[1:], [[1, np.nan], [2, np.nan]])
    assert np.isnan(changes_over(x, 3)).all()


def test_trend_by_another_way() -> None:
    rng = np.random.default_rng(0)
    t, x = np.arange(2010.0, 2022), rng.normal(size=(12, 5))
    x[3, 0] = np.nan
    result = trend(t, x)
    for j in range(5):
        known = ~np.isnan(x[:, j])
        other = stats.linregress(t[known], x[known, j])
        reach = other.stderr * stats.t.ppf(0.975, known.sum() - 2)
        expected = [
            other.slope,
            other.slope - reach,
            other.slope + reach,
            other.intercept + other.slope * 2021,
        ]
        np.testing.assert_allclose(
            [result.slope[j], result.lower[j], result.upper[j], result.level[j]], expected, atol=1e-9
        )
    assert result.periods.tolist() == [11, 12, 12, 12, 12]


def test_too_few_periods_have_no_trend() -> None:
    x = np.array([[1.0, 1], [2, np.nan], [3, 3], [4, 4]])
    result = trend([1, 2, 3, 4], x)
    assert result.slope[0] == pytest.approx(1)
    assert np.isnan([result.slope[1], result.lower[1], result.level[1]]).all()
    assert result.periods.tolist() == [4, 3]


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="shape"):
        change(share([1], [2]), share([1, 1], [2, 2]))
    with pytest.raises(ValueError, match="distinct"):
        trend([1, 1, 2], np.zeros((3, 1)))
    with pytest.raises(ValueError, match="minimum_periods"):
        trend([1, 2, 3], np.zeros((3, 1)), minimum_periods=2)
    with pytest.raises(ValueError, match="periods"):
        changes_over([1, 2], 0)


pair = st.tuples(st.integers(0, 100), st.integers(1, 100)).map(lambda p: (min(p), max(p)))


@given(pair, pair)
def test_there_and_back(first: tuple[int, int], second: tuple[int, int]) -> None:
    a, b = share([first[0]], [first[1]]), share([second[0]], [second[1]])
    there, back = change(a, b), change(b, a)
    np.testing.assert_allclose(there.lower, -back.upper, atol=1e-12)
    assert there.lower[0] <= there.difference[0] <= there.upper[0]
    assert there.lower[0] >= -1 - 1e-12
    assert there.upper[0] <= 1 + 1e-12
    assert change(a, a).within_noise.all()


@given(st.integers(4, 20), st.floats(-5, 5), st.floats(-100, 100))
def test_a_straight_line_is_found_again(p: int, slope: float, start: float) -> None:
    t = np.arange(p) + 2000.0
    result = trend(t, (start + slope * (t - 2000))[:, None])
    np.testing.assert_allclose(result.slope, slope, atol=1e-9)
    np.testing.assert_allclose(result.level, start + slope * (p - 1), atol=1e-8)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.zscores import Moments, Reference, moments, zscore_index, zscores

numbers = st.floats(-1e6, 1e6, allow_subnormal=False)


def test_golden_values() -> None:
    # mean 5, sd 2 with ddof 0: the textbook's set of eight
    np.testing.assert_allclose(zscores([2, 4, 4, 4, 5, 5, 7, 9]), [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])


def test_unknown_and_invalid_spaces_take_no_part() -> None:
    z = zscores([1, 3, np.nan, 1000], valid=[True, True, True, False])
    np.testing.assert_array_equal(z, [-1, 1, np.nan, np.nan])


def test_constant_column_is_zero_and_stays_unknown_where_unknown() -> None:
    np.testing.assert_array_equal(zscores([0.1] * 7 + [np.nan]), [0.0] * 7 + [np.nan])
    np.testing.assert_array_equal(zscores([0.1, 0.2], reference=Moments(0.1, 0.0)), [0, np.nan])


def test_no_valid_space() -> None:
    assert np.isnan(zscores([np.nan, 1], valid=[True, False])).all()
    assert np.isnan(moments([]).mean)


def test_fixed_reference_shows_absolute_change() -> None:
    then = moments([10, 20, 30])
    np.testing.assert_allclose(zscores([20, 30, 40], reference=then).mean(), 10 / then.sd)
    np.testing.assert_allclose(zscores([20, 30, 40]).mean(), 0)


def test_index_by_hand() -> None:
    a, b = np.array([1.0, 2, 3, 6]), np.array([40.0, 10, 20, 30])
    total = (a - a.mean()) / a.std() + 2 * (b - b.mean()) / b.std()
    index = zscore_index([a, b], weights=[1, 2])
    np.testing.assert_allclose(index.total, total)
    np.testing.assert_allclose(index.index, (total - total.mean()) / total.std())


def test_index_is_over_the_spaces_that_have_everything() -> None:
    a, b = np.array([1.0, 2, 3, np.nan, 9]), np.array([4.0, 1, np.nan, 2, 9])
    index = zscore_index([a, b], valid=[True, True, True, True, False])
    assert index.used.tolist() == [True, True, False, False, False]
    np.testing.assert_allclose(index.index[:2], zscore_index([a[:2], b[:2]]).index)
    assert np.isnan(index.index[2:]).all()


def test_index_against_a_fixed_year() -> None:
    rng = np.random.default_rng(3)
    x = rng.random((3, 50))
    then = zscore_index(x)
    same = zscore_index(x, reference=then.reference)
    np.testing.assert_allclose(same.index, then.index)
    worse = zscore_index(x + 0.1, reference=then.reference)
    assert (worse.index > then.index).all()
    assert worse.reference == then.reference


def test_negative_weight_turns_an_indicator_round() -> None:
    x = np.random.default_rng(4).random((2, 20))
    np.testing.assert_allclose(zscore_index([x[0], -x[1]]).index, zscore_index(x, weights=[1, -1]).index)


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="boolean"):
        zscores([1, 2], valid=[1, 0])
    with pytest.raises(ValueError, match="same shape"):
        zscore_index([[1, 2], [1, 2, 3]])
    with pytest.raises(ValueError, match="one or more"):
        zscore_index([])
    with pytest.raises(ValueError, match="weights"):
        zscore_index([[1, 2]], weights=[1, 2])
    with pytest.raises(ValueError, match="reference"):
        zscore_index([[1, 2]], reference=Reference((), Moments(0, 1)))


@given(st.lists(numbers, min_size=2, max_size=50), st.floats(0.01, 100), numbers)
def test_mean_0_sd_1_and_no_unit(values: list[float], scale: float, shift: float) -> None:
    x = np.round(np.array(values), 3)
    z = zscores(x)
    if np.ptp(x) == 0:
        assert (z == 0).all()
        return
    np.testing.assert_allclose([z.mean(), z.std()], [0, 1], atol=1e-6)
    np.testing.assert_allclose(zscores(x * scale + shift), z, atol=1e-3)


@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 16_384, 16_385, 40_000]))
def test_moments_do_not_depend_on_the_pieces(seed: int, n: int) -> None:
    x = np.random.default_rng(seed).normal(1e6, 1, n)
    m = moments(x)
    np.testing.assert_allclose([m.mean, m.sd], [x.mean(), x.std()], rtol=1e-9)

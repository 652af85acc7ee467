import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.social_monitoring import (
    DYNAMICS_CUTS,
    STATUS_CUTS,
    Dynamics,
    Exclusion,
    Status,
    changes,
    classes,
    groups,
    social_monitoring,
)


def test_class_borders_as_published() -> None:
    index = [-3, -1.0001, -1, 0, 1, 1.0001, 1.5, 1.5001, np.nan]
    assert classes(index, STATUS_CUTS).tolist() == [0, 0, 1, 1, 1, 2, 2, 3, -1]
    assert classes(index, DYNAMICS_CUTS).tolist() == [0, 0, 1, 1, 1, 2, 2, 2, -1]


def test_twelve_groups() -> None:
    pairs = [(s, d) for s in Status for d in Dynamics]
    status, dynamics = (np.array(c, dtype=np.int8) for c in zip(*pairs, strict=True))
    assert groups(status, dynamics).tolist() == list(range(1, 13))
    assert groups(np.int8([-1, 2]), np.int8([1, -1])).tolist() == [-1, -1]


def test_index_by_hand() -> None:
    x = np.array([[2.0, 4, 4, 4, 5, 5, 7, 9], [10, 10, 10, 10, 20, 20, 20, 20]])
    result = social_monitoring(x, [500] * 8)
    z = np.array([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]) + np.array([-1, -1, -1, -1, 1, 1, 1, 1])
    np.testing.assert_allclose(result.status, z / z.std())
    np.testing.assert_allclose(result.contributions.sum(axis=0), z)
    assert result.status_class.tolist() == [0, 1, 1, 1, 1, 1, 2, 3]
    assert result.dynamics is None
    assert result.group is None


def test_exclusions_are_named_and_take_no_part() -> None:
    rng = np.random.default_rng(0)
    x = rng.random((4, 40)) * 30
    population = np.full(40, 2000.0)
    population[[0, 1]] = [299, np.nan]
    outliers = np.zeros(40, dtype=bool)
    outliers[2] = True
    x[3, 4] = np.nan
    result = social_monitoring(x, population, outliers=outliers, earlier=x + rng.normal(size=x.shape))
    expected = [Exclusion.TOO_FEW, Exclusion.TOO_FEW, Exclusion.OUTLIER, Exclusion.NONE, Exclusion.NO_DATA]
    assert result.status_exclusion[:5].tolist() == expected
    out = result.status_exclusion != Exclusion.NONE
    assert out.sum() == 4
    assert np.isnan(result.status[out]).all()
    assert (result.status_class[out] == -1).all()
    assert (result.group[out] == -1).all()
    assert np.isnan(result.contributions[:, out]).all()
    alone = social_monitoring(x[:, ~out], population[~out])
    np.testing.assert_allclose(result.status[~out], alone.status)


def test_three_hundred_inhabitants_are_enough() -> None:
    result = social_monitoring([[1, 2, 3]], [300, 299.9, 301])
    assert result.status_exclusion.tolist() == [0, Exclusion.TOO_FEW, 0]


def test_dynamics_are_the_index_of_the_changes() -> None:
    rng = np.random.default_rng(1)
    then, now = rng.random((3, 30)), rng.random((3, 30))
    then[0, 0] = np.nan
    result = social_monitoring(now, np.full(30, 900), earlier=then)
    other = social_monitoring(now - then, np.full(30, 900))
    np.testing.assert_array_equal(result.dynamics, other.status)
    assert result.status_exclusion[0] == Exclusion.NONE
    assert result.dynamics_exclusion[0] == Exclusion.NO_DATA
    assert result.group[0] == -1


def test_a_fixed_reference_year_shows_what_all_spaces_have_in_common() -> None:
    x = np.random.default_rng(2).random((2, 30)) * 20
    people = np.full(30, 900)
    first = social_monitoring(x, people)
    later = social_monitoring(x + 3, people, status_reference=first.status_reference)
    assert (later.status > first.status).all()
    np.testing.assert_allclose(social_monitoring(x + 3, people).status, first.status)


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="shape"):
        social_monitoring([[1, 2, 3]], [300, 300])
    with pytest.raises(ValueError, match="2 indicators now, 1 earlier"):
        changes([[1], [2]], [[1]])


@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_index_has_mean_0_and_sd_1_and_ignores_units(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    x, people = rng.random((k, 25)) * 100, rng.integers(200, 5000, 25)
    result = social_monitoring(x, people)
    valid = result.status_exclusion == 0
    if valid.sum() > 1:
        np.testing.assert_allclose(np.mean(result.status[valid]), 0, atol=1e-9)
        np.testing.assert_allclose(np.std(result.status[valid]), 1, atol=1e-9)
    scaled = social_monitoring(x * rng.uniform(0.1, 10, (k, 1)), people)
    np.testing.assert_allclose(scaled.status, result.status, atol=1e-9)

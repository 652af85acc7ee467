import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sozialraum.methods.difference_in_differences import Untold, difference_in_differences

YEARS = np.arange(2015, 2025)


def city(n: int = 40, seed: int = 3, noise: float = 0.4) -> np.ndarray:
    """Ten years of n spaces: levels, a common way, chance."""
    rng = np.random.default_rng(seed)
    common = np.array([0, 0.3, 0.2, 0.6, 0.5, 0.4, 0.9, 0.7, 1.1, 1.2])
    return rng.uniform(8, 20, n) + common[:, None] + rng.normal(0, noise, (10, n))


def one(n: int = 40, row: int = 0) -> np.ndarray:
    return np.arange(n) == row


def test_golden_value_by_hand() -> None:
    years = [1, 2, 3, 4, 5, 6]
    # Before 1-3, begun in 4, after 5-6. Four spaces alike before, one far away.
    values = np.array(
        [
            [10, 10, 10, 10, 90], [11, 11, 11, 11, 90], [12, 12, 12, 12, 90], [50, 13, 13, 13, 90],
            [16, 12, 13, 14, 90], [18, 14, 15, 16, 90],
        ], dtype=float,
    )  # fmt: skip
    found = difference_in_differences(years, values, one(5), 4, minimum_comparisons=2, confidence=0.25)
    # treated: (16+18)/2 − 11 = 6; comparison: mean of 2, 3, 4 = 3; the far one is not compared with.
    assert (found.treated_change, found.comparison_change, found.effect) == (6, 3, 3)
    assert sorted(found.comparisons) == [1, 2, 3]
    # placebos: 2 − 3.5, 3 − 3, 4 − 2.5; the far one has nobody to compare with.
    np.testing.assert_allclose(found.placebos, [-1.5, 0, 1.5])
    assert found.p == pytest.approx(1 / 4)
    # confidence 1/4: the third largest of |−1.5|, |0|, |1.5|, which is 0.
    assert (found.lower, found.upper, found.moved) == (3, 3, 1)
    assert (found.slope, found.drift, found.untold) == (0, 0, None)
    assert found.after.tolist() == [False] * 4 + [True] * 2
    assert not found.used[3]


def test_a_planted_effect_is_found_and_lies_in_its_interval() -> None:
    inside = 0
    for seed in range(30):
        values = city(seed=seed)
        row = int(np.argsort(values[:5].mean(axis=0))[20])
        values[8:, row] -= 3
        found = difference_in_differences(YEARS, values, one(row=row), 2022)
        assert found.is_told
        assert found.moved == -1
        assert found.p <= 0.1
        inside += found.lower <= -3 <= found.upper
    assert inside >= 24  # 90 % of 30 is 27


def test_without_an_effect_p_is_about_uniform() -> None:
    told = []
    for seed in range(240):
        found = difference_in_differences(YEARS, city(seed=seed), one(row=seed % 40), 2021)
        if found.is_told:
            told.append(found.p)
            assert (found.moved != 0) == (found.p <= 0.1)  # the interval is the test turned round
    assert len(told) > 150
    for part in (0.1, 0.25, 0.5, 0.75):
        assert np.mean(np.array(told) <= part) == pytest.approx(part, abs=0.08)


def test_ways_that_were_not_parallel_tell_nothing() -> None:
    values = city(noise=0.1)
    row = int(np.argsort(values[:5].mean(axis=0))[20])
    values[:, row] += 0.0 + np.arange(10) * 0.5
    values[:, 30:] += np.arange(10)[:, None] * 0.6 * one(10, 9)  # others that go its way, to be within reach
    assert difference_in_differences(YEARS, values, one(row=row), 2021, reach=9).untold is Untold.NOT_PARALLEL


def test_too_little_to_tell_and_why() -> None:
    values = city()

    def tell(begins: int = 2020, v: np.ndarray = values, row: int = 5, **more: object) -> Untold | None:
        return difference_in_differences(YEARS, v, one(row=row), begins, **more).untold  # type: ignore[arg-type]

    assert tell(2024) is Untold.NO_PERIODS_AFTER
    assert tell(2023) is Untold.FEW_PERIODS_AFTER
    assert tell(2017) is Untold.FEW_PERIODS_BEFORE
    assert tell(2021, breaks=[2019]) is Untold.BREAK
    assert tell(2021, breaks=[2023]) is Untold.BREAK
    middle = int(np.argsort(values[:5].mean(axis=0))[20])
    assert tell(2022, breaks=[2019], row=middle) is None
    hidden = values.copy()
    hidden[7:, 5] = np.nan
    assert tell(2020, hidden) is Untold.UNKNOWN
    alone = values.copy()
    alone[:, 5] += 60
    assert tell(2020, alone) is Untold.FEW_COMPARISONS
    assert tell(2020, left_out=~one(row=5)) is Untold.FEW_COMPARISONS
    few = difference_in_differences(YEARS, values[:, :8], one(8), 2020, reach=9)
    assert few.untold is Untold.FEW_PLACEBOS
    assert np.isnan([few.p, few.lower]).all()


def test_unknown_spaces_and_those_left_out_are_compared_with_nothing() -> None:
    values = city()
    values[2, 7] = np.nan
    found = difference_in_differences(
        YEARS, values, one(row=5), 2020, reach=9, comparisons=40, left_out=one(row=9)
    )
    assert set(range(40)) - set(found.comparisons.tolist()) == {5, 7, 9}
    assert not {7, 9} & set(found.placebo_spaces.tolist())


def test_several_treated_spaces_are_held_against_groups_and_seeded() -> None:
    values = city(60)
    order = np.argsort(values[:5].mean(axis=0))
    who = np.isin(np.arange(60), order[28:32])
    values[8:, who] += 2
    found = [difference_in_differences(YEARS, values, who, 2022, draws=200) for _ in range(2)]
    assert found[0].moved == 1
    assert set(found[0].placebo_spaces) == {-1}
    np.testing.assert_array_equal(found[0].placebos, found[1].placebos)
    assert (
        np.abs(found[0].placebos).max()
        < np.abs(difference_in_differences(YEARS, values, one(60, int(order[3])), 2022).placebos).max()
    )  # a mean of four swings less than one


def test_regression_to_the_mean_is_told() -> None:
    rng = np.random.default_rng(1)
    level, noise = rng.normal(15, 1, 60), rng.normal(0, 2, 60)
    values = level + np.vstack([np.tile(noise, (5, 1)), np.zeros((5, 60))]) + rng.normal(0, 0.1, (10, 60))
    row = int(np.argsort(values[0])[-6])
    found = difference_in_differences(YEARS, values, one(60, row), 2020)
    assert found.treated_change < -1.5  # it would look like a success
    assert found.expected < -1.5  # but that high up it falls of itself
    assert abs(found.apart) < abs(found.expected) / 2
    assert found.moved == 0


@settings(max_examples=25, deadline=None)
@given(st.floats(-50, 50), st.floats(0.1, 20), st.integers(0, 1000))
def test_what_all_share_and_the_unit_change_nothing(shift: float, scale: float, seed: int) -> None:
    values = city(20, seed)
    way = np.linspace(0, shift, 10)[:, None]
    plain = difference_in_differences(YEARS, values, one(20, 4), 2020, reach=2)
    other = difference_in_differences(YEARS, (values + way) * scale, one(20, 4), 2020, reach=2)
    assert plain.untold == other.untold
    np.testing.assert_allclose(other.effect, plain.effect * scale, atol=1e-6)
    np.testing.assert_allclose(other.p, plain.p)
    turned = np.random.default_rng(seed).permutation(20)
    again = difference_in_differences(YEARS, values[:, turned], one(20, 4)[turned], 2020, reach=2)
    np.testing.assert_allclose([again.effect, again.p], [plain.effect, plain.p])


def test_wrong_arguments() -> None:
    values = city()
    for bad, words in (
        ({"treated": one() & False}, "nobody"), ({"times": YEARS[::-1]}, "rise"), ({"times": YEARS[:3]}, "rise"),
        ({"minimum_before": 2}, "at least 3"), ({"comparisons": 1}, "comparisons"),
        ({"treated": np.zeros(3, bool)}, "shape"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=words):
            difference_in_differences(
                **{"times": YEARS, "values": values, "treated": one(), "begins": 2020} | bad  # type: ignore[arg-type]
            )

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.disparity import disparities, disparity, share_disparity, theil_parts

values = st.lists(st.tuples(st.floats(0.1, 1000), st.integers(1, 5000)), min_size=2, max_size=40)


def test_golden_values() -> None:
    d = disparity([10, 20, 40], [1, 1, 2])
    assert d.mean == 27.5
    np.testing.assert_allclose(d.sd, np.sqrt((17.5**2 + 7.5**2 + 2 * 12.5**2) / 4))
    np.testing.assert_allclose(d.cv, d.sd / 27.5)
    # all pairs by hand: 2·(10·1 + 30·2 + 20·2) / (2·27.5·16)
    np.testing.assert_allclose(d.gini, 220 / 880)
    r = np.array([10, 20, 40, 40]) / 27.5
    np.testing.assert_allclose(d.theil, np.mean(r * np.log(r)))


def test_one_has_all() -> None:
    d = disparity([0, 0, 0, 1], [1, 1, 1, 1])
    np.testing.assert_allclose([d.gini, d.theil], [0.75, np.log(4)])


def test_unknown_spaces_take_no_part_and_are_counted() -> None:
    d = disparity([10, np.nan, 30, 5], [100, 300, 100, np.nan])
    assert (d.mean, d.spaces) == (20, 2)
    np.testing.assert_allclose(d.known, 200 / 500)


def test_too_little_to_tell() -> None:
    assert np.isnan(disparity([np.nan], [1]).mean)
    one = disparity([3], [10])
    assert one.mean == 3
    assert np.isnan([one.sd, one.cv, one.gini, one.theil]).all()
    below = disparity([-1, 1], [1, 1])
    assert below.sd == 1
    assert np.isnan([below.cv, below.gini, below.theil]).all()


def test_series() -> None:
    series = disparities([[1, 2], [2, 2]], [[1, 1], [1, 1]])
    assert [d.sd for d in series] == [0.5, 0]


def test_theil_between_only_and_within_only() -> None:
    between = theil_parts([1, 1, 3, 3], [1, 1, 1, 1], [0, 0, 1, 1])
    assert between.within == pytest.approx(0)
    assert between.between == pytest.approx(between.total)
    within = theil_parts([1, 3, 1, 3], [1, 1, 1, 1], [0, 0, 5, 5])
    assert within.between == pytest.approx(0)
    left_out = theil_parts([1, 3, 1, 3, 99], [1, 1, 1, 1, 7], [0, 0, 5, 5, -1])
    assert left_out == within


def test_noise_alone_is_no_disparity() -> None:
    rng = np.random.default_rng(5)
    people = rng.integers(50, 400, 300)
    series = [share_disparity(rng.binomial(people, 0.2), people, draws=200) for _ in range(40)]
    assert min(d.sd for d in series) > 2
    assert np.mean([d.corrected for d in series]) < 1
    assert sum(d.lower == 0 for d in series) >= 36


def test_true_spread_is_found_again_and_lies_in_the_interval() -> None:
    rng = np.random.default_rng(6)
    people = rng.integers(50, 400, 300)
    p = rng.uniform(0.05, 0.35, 300)
    truth = 100 * np.sqrt(np.average((p - np.average(p, weights=people)) ** 2, weights=people))
    inside = 0
    for seed in range(40):
        d = share_disparity(rng.binomial(people, p), people, draws=200, seed=seed)
        assert d.corrected < d.sd
        inside += d.lower <= truth <= d.upper
    assert inside >= 34  # 95 % of 40 is 38


def test_share_disparity_is_reproducible_and_names_its_unit() -> None:
    a, b = [10, 30, np.nan, 5], [100, 100, 100, 0]
    assert share_disparity(a, b) == share_disparity(a, b)
    assert share_disparity(a, b).mean == pytest.approx(20)
    assert share_disparity(a, b, factor=1).mean == pytest.approx(0.2)
    assert np.isnan(share_disparity([1], [2]).sd)


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        disparity([1, 2], [1, -1])
    with pytest.raises(ValueError, match="shape"):
        disparity([1, 2], [1])
    with pytest.raises(ValueError, match="values of 0 or more"):
        theil_parts([-1, 2], [1, 1], [0, 0])
    with pytest.raises(ValueError, match="area has shape"):
        theil_parts([1, 2], [1, 1], [0])
    with pytest.raises(ValueError, match="larger than its denominator"):
        share_disparity([3, 1], [2, 2])


@given(values, st.floats(0.1, 10), st.integers(2, 5))
def test_scale_and_replication_change_nothing(
    pairs: list[tuple[float, int]], scale: float, times: int
) -> None:
    x, w = (np.array(c, dtype=float) for c in zip(*pairs, strict=True))
    d, scaled = disparity(x, w), disparity(x * scale, w * times)
    np.testing.assert_allclose(
        [scaled.cv, scaled.gini, scaled.theil], [d.cv, d.gini, d.theil], rtol=1e-6, atol=1e-9
    )
    split = disparity(np.repeat(x, 2), np.repeat(w / 2, 2))
    np.testing.assert_allclose(
        [split.cv, split.gini, split.theil], [d.cv, d.gini, d.theil], rtol=1e-6, atol=1e-9
    )
    assert -1e-12 <= d.gini < 1
    np.testing.assert_allclose(
        d.gini, (w[:, None] * w * np.abs(x[:, None] - x)).sum() / (2 * d.mean * w.sum() ** 2), atol=1e-9
    )


@given(values, st.integers(1, 6))
def test_theil_is_the_sum_of_its_parts(pairs: list[tuple[float, int]], areas: int) -> None:
    x, w = (np.array(c, dtype=float) for c in zip(*pairs, strict=True))
    area = np.arange(len(x)) % areas
    parts = theil_parts(x, w, area)
    shares = [w[area == a] @ x[area == a] / (w @ x) for a in range(areas)]
    inner = [disparity(x[area == a], w[area == a]).theil for a in range(areas)]
    np.testing.assert_allclose(parts.within, np.nansum(np.array(shares) * np.array(inner)), atol=1e-9)
    np.testing.assert_allclose(parts.within + parts.between, parts.total, atol=1e-9)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.segregation import (
    dissimilarity,
    information,
    isolation,
    random_placements,
    segregation,
)

counts = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=2, max_size=30).filter(
    lambda rows: sum(a for a, _ in rows) > 0 and sum(b for _, b in rows) > 0
)


def test_golden_values() -> None:
    a, t = [10, 40, 50], [100, 100, 200]
    # b = 90, 60, 150 of 300: ½(|.1−.3| + |.4−.2| + |.5−.5|)
    assert dissimilarity(a, t) == pytest.approx(0.2)
    assert isolation(a, t) == pytest.approx(0.1 * 0.1 + 0.4 * 0.4 + 0.5 * 0.25)

    def e(p: float) -> float:
        return -(p * np.log(p) + (1 - p) * np.log(1 - p))

    h = 1 - (100 * e(0.1) + 100 * e(0.4) + 200 * e(0.25)) / (400 * e(0.25))
    assert information([a, np.subtract(t, a)]) == pytest.approx(h)


def test_ends_of_the_scales() -> None:
    assert dissimilarity([5, 0], [5, 9]) == 1
    assert isolation([5, 0], [5, 9]) == 1
    assert information([[5, 0, 0], [0, 7, 0], [0, 0, 1]]) == pytest.approx(1)
    assert dissimilarity([1, 2, 3], [4, 8, 12]) == pytest.approx(0)
    assert isolation([1, 2, 3], [4, 8, 12]) == pytest.approx(0.25)
    assert information([[1, 2], [3, 6], [2, 4]]) == pytest.approx(0)


def test_unknown_and_empty_spaces_take_no_part() -> None:
    assert dissimilarity([10, 40, 50, np.nan, 3, 0], [100, 100, 200, 9, np.nan, 0]) == pytest.approx(0.2)
    assert segregation([10, 40, 50, np.nan], [100, 100, 200, 9], draws=5).spaces == 3


def test_nobody_or_everybody() -> None:
    for group in ([0, 0], [4, 5]):
        assert np.isnan(dissimilarity(group, [4, 5]))
        assert np.isnan(segregation(group, [4, 5]).dissimilarity.corrected)
    assert np.isnan(isolation([0, 0], [4, 5]))
    assert np.isnan(information([[1, 2], [0, 0]]))
    assert np.isnan(segregation([np.nan], [3]).share)


def test_chance_alone_is_not_segregation() -> None:
    rng = np.random.default_rng(1)
    t = rng.integers(20, 60, 400)
    s = segregation(rng.binomial(t, 0.15), t, draws=300)
    assert s.dissimilarity.value > 0.15
    assert s.dissimilarity.expected == pytest.approx(s.dissimilarity.value, abs=0.02)
    assert s.dissimilarity.corrected < 0.1
    assert s.dissimilarity.p_value > 0.01
    assert s.information.corrected < s.information.value / 4


def test_correction_comes_nearer_to_the_truth() -> None:
    rng = np.random.default_rng(2)
    t, p = rng.integers(80, 200, 300), rng.beta(2, 8, 300)
    truth = dissimilarity(t * p, t)
    raw, corrected, inside = [], [], 0
    for seed in range(20):
        d = segregation(rng.binomial(t, p), t, draws=100, seed=seed).dissimilarity
        raw.append(d.value)
        corrected.append(d.corrected)
        inside += d.lower <= truth <= d.upper
        assert d.p_value < 0.02
    assert abs(np.mean(corrected) - truth) < abs(np.mean(raw) - truth) / 3
    assert inside >= 16


def test_same_seed_same_figures() -> None:
    a, t = [10, 40, 50], [100, 100, 200]
    assert segregation(a, t, draws=60) == segregation(a, t, draws=60)
    assert segregation(a, t, draws=60) != segregation(a, t, draws=60, seed=1)
    first = random_placements([a, t], "information", draws=60)
    np.testing.assert_array_equal(random_placements([a, t], "information", draws=60), first)


def test_random_placements_have_the_moments_of_the_multinomial() -> None:
    # two equal spaces: a₁ ~ Binomial(A, ½), b₁ ~ Binomial(B, ½), so D = |a₁/A − b₁/B|
    d = random_placements([[100, 0], [0, 400]], "dissimilarity", draws=4000)
    p = np.array([0.2, 0.8])
    variance = p[0] * p[1] * (1 / 100 + 1 / 400)
    assert np.mean(d**2) == pytest.approx(variance, rel=0.1)
    three = random_placements([[100, 0], [0, 200], [0, 200]], "dissimilarity", draws=4000)
    np.testing.assert_array_equal(three, d)  # of the first against the rest


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="larger than the total"):
        dissimilarity([5], [4])
    with pytest.raises(ValueError, match="shape"):
        dissimilarity([5, 1], [4])
    with pytest.raises(ValueError, match="0 or more"):
        information([[-1], [1]])
    with pytest.raises(ValueError, match="at least two groups"):
        information([[1, 2]])
    with pytest.raises(ValueError, match="draws"):
        segregation([1, 2], [3, 3], draws=0)


@given(counts, st.integers(2, 9))
def test_properties(rows: list[tuple[int, int]], times: int) -> None:
    a, b = (np.array(c, dtype=float) for c in zip(*rows, strict=True))
    t = a + b
    d, i, h = dissimilarity(a, t), isolation(a, t), information([a, b])
    assert -1e-12 <= d <= 1 + 1e-12
    assert -1e-9 <= h <= 1 + 1e-9
    assert a.sum() / t.sum() - 1e-9 <= i <= 1 + 1e-12
    assert dissimilarity(b, t) == pytest.approx(d)
    assert dissimilarity(a * times, t * times) == pytest.approx(d)
    # splitting a space in proportion changes nothing
    assert dissimilarity(np.repeat(a / 2, 2), np.repeat(t / 2, 2)) == pytest.approx(d)
    assert information([np.repeat(a / 2, 2), np.repeat(b / 2, 2)]) == pytest.approx(h, abs=1e-9)
    assert information([a.astype(int), b.astype(int)]) == pytest.approx(h, abs=1e-9)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.acted_on import acted_on
from sozialraum.methods.disparity import disparity


def test_golden_values_by_hand() -> None:
    found = acted_on(
        [[20, 20, 10, 14], [17, 17, 10, 14]], np.array([[1, 3, 1, 3]] * 2), [True, True, False, False]
    )
    np.testing.assert_allclose(found.acted, [20, 17])
    np.testing.assert_allclose(found.rest, [13, 13])
    np.testing.assert_allclose(found.gap, [7, 4])
    np.testing.assert_allclose(found.sd_rest, [np.sqrt(3), np.sqrt(3)])  # (9·1 + 1·3)/4
    # two groups of equal weight: within (0 + 3)/2, between (gap/2)²
    np.testing.assert_allclose(found.sd, np.sqrt([1.5 + 12.25, 1.5 + 4]))
    np.testing.assert_allclose(found.sd_still, np.sqrt([1.5 + 12.25, 1.5 + 12.25]))


def test_a_space_that_is_unknown_once_takes_no_part_and_empty_years_stay_empty() -> None:
    x = [[1, 2, 5], [np.nan] * 3, [2, 4, np.nan]]
    found = acted_on(x, np.ones((3, 3)), [True, False, False])
    assert found.used.tolist() == [True, True, False]
    np.testing.assert_allclose(found.gap, [-1, np.nan, -2])


def test_nobody_on_one_side() -> None:
    found = acted_on([[1, 2], [3, 5]], np.ones((2, 2)), [False, False])
    assert np.isnan(found.gap).all()
    np.testing.assert_allclose(found.sd, [0.5, 1])
    assert np.isnan(acted_on(np.full((2, 2), np.nan), np.ones((2, 2)), [True, False]).sd).all()


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="shape"):
        acted_on([1, 2], [1, 1], [True, False])
    with pytest.raises(ValueError, match="0 or more"):
        acted_on([[1, 2]], [[1, -1]], [True, False])


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100), st.integers(1, 900)), min_size=3, max_size=20),
       st.floats(-30, 30))  # fmt: skip
def test_what_all_share_changes_no_gap_and_no_spread(
    rows: list[tuple[float, float, int]], shift: float
) -> None:
    x = np.array([[a for a, _, _ in rows], [b for _, b, _ in rows]])
    w = np.array([[n for _, _, n in rows]] * 2, dtype=float)
    who = np.arange(len(rows)) == 0
    plain, moved = acted_on(x, w, who), acted_on(x + np.array([[0], [shift]]), w, who)
    np.testing.assert_allclose(moved.gap, plain.gap, atol=1e-9)
    np.testing.assert_allclose(moved.sd, plain.sd, atol=1e-6)
    assert plain.sd_still[0] == pytest.approx(plain.sd[0])
    assert plain.sd[1] == pytest.approx(disparity(x[1], w[1]).sd)

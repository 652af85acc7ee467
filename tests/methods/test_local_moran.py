import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats

from sozialraum.methods.contiguity import queen
from sozialraum.methods.local_moran import Quadrant, draw_positions, false_discovery, local_moran


def board(rows: int, columns: int) -> sparse.csr_array:
    cells = [shapely.box(j, i, j + 1, i + 1) for i in range(rows) for j in range(columns)]
    return queen(np.array(cells, dtype=object)).matrix


def test_golden_values_by_hand() -> None:
    # a row of four: z of 1, 2, 3, 4 is ∓1.3416, ∓0.4472; ends have one neighbour, the others two
    w = sparse.csr_array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0.0]])
    m = local_moran([1, 2, 3, 4], w)
    np.testing.assert_allclose(m.lag, np.array([-1, -1, 1, 1]) / np.sqrt(5))
    np.testing.assert_allclose(m.statistic, np.array([0.6, 0.2, 0.2, 0.6]) * 3 / 4)
    assert m.quadrant.tolist() == [Quadrant.LOW_LOW] * 2 + [Quadrant.HIGH_HIGH] * 2


def test_quadrants() -> None:
    w = sparse.csr_array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0.0]])
    assert local_moran([9, 1, 8, 2], w).quadrant.tolist() == [4, 2, 4, 2]


def test_pseudo_p_agrees_with_all_possible_draws() -> None:
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=9), board(3, 3)
    z = (x - x.mean()) / x.std()
    result = local_moran(x, w, permutations=20_000)
    for i in range(9):
        near = np.flatnonzero(w.toarray()[i])
        others = np.delete(z, i)
        draws = np.array([np.mean(c) for c in itertools.combinations(others, len(near))])
        seen = z[near].mean()
        tails = np.mean(draws >= seen - 1e-12), np.mean(draws <= seen + 1e-12)
        assert result.p[i] == pytest.approx(min(2 * min(tails), 1), abs=0.02)


def test_the_shared_table_gives_what_a_plain_loop_gives() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=40)
    w = queen(shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(rng.random((40, 2)))))).matrix
    permutations, seed = 199, 7
    result = local_moran(x, w, permutations=permutations, seed=seed)
    z = (x - x.mean()) / x.std()
    rows = w.toarray() > 0
    table = draw_positions(39, rows.sum(axis=1).max(), permutations, np.random.default_rng(seed))
    for i in range(40):
        k = rows[i].sum()
        sums = z[np.where(table == i, 39, table)[:, :k]].sum(axis=1)
        seen = z[rows[i]].sum()
        extreme = min(np.sum(sums >= seen), np.sum(sums <= seen))
        assert result.p[i] == min(2 * (extreme + 1) / (permutations + 1), 1)


def test_few_different_values_count_on_both_sides() -> None:
    x = np.array([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.7, 0.7])
    # the corner's three neighbours are all 0.1, as are 20 of the 56 threes out of the eight others
    assert local_moran(x, board(3, 3), permutations=9_999).p[0] == pytest.approx(2 * 20 / 56, abs=0.04)
    one, third = local_moran(x, board(3, 3)), local_moran(x, board(3, 3) / 3)
    np.testing.assert_array_equal(one.p, third.p)


def test_a_cluster_is_found_and_chance_is_not() -> None:
    rng = np.random.default_rng(2)
    noise = rng.normal(size=(20, 20))
    hot = noise.copy()
    hot[:6, :6] += 4
    w = board(20, 20)
    found = local_moran(hot.ravel(), w, permutations=9_999)
    inside = np.zeros((20, 20), dtype=bool)
    inside[1:5, 1:5] = True
    assert found.significant[inside.ravel()].mean() > 0.9
    assert (found.quadrant[inside.ravel()] == Quadrant.HIGH_HIGH).mean() > 0.9
    assert local_moran(noise.ravel(), w, permutations=9_999).significant.sum() <= 2


def test_without_pattern_p_is_uniform() -> None:
    x = np.random.default_rng(3).normal(size=900)
    p = local_moran(x, board(30, 30)).p
    assert stats.kstest(p, "uniform").statistic < 0.08


def test_unknown_spaces_and_islands_take_no_part() -> None:
    w = sparse.lil_array((6, 6))
    for i, j in [(0, 1), (1, 2), (2, 3), (3, 4)]:
        w[i, j] = w[j, i] = 1
    m = local_moran([1, 5, np.nan, 2, 9, 4], w)
    assert np.isnan(m.p).tolist() == [False, False, True, False, False, True]
    assert np.isnan(m.statistic).tolist() == np.isnan(m.q).tolist() == np.isnan(m.p).tolist()
    assert m.quadrant[[2, 5]].tolist() == [-1, -1]
    assert not m.significant[[2, 5]].any()
    z = (np.array([1, 5, 2, 9, 4]) - 4.2) / np.std([1, 5, 2, 9, 4])
    np.testing.assert_allclose(m.lag[[0, 1, 3, 4]], z[[1, 0, 3, 2]])


def test_nothing_to_find() -> None:
    assert np.isnan(local_moran([3, 3, 3], board(1, 3)).p).all()
    assert np.isnan(local_moran([np.nan, 3, np.nan], board(1, 3)).p).all()
    assert np.isnan(local_moran([1, 2, 3], sparse.csr_array((3, 3))).p).all()


def test_same_seed_same_figures() -> None:
    x, w = np.random.default_rng(4).normal(size=100), board(10, 10)
    np.testing.assert_array_equal(local_moran(x, w).p, local_moran(x, w).p)
    assert (local_moran(x, w).p != local_moran(x, w, seed=1).p).any()


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="shape"):
        local_moran([1, 2], board(1, 3))
    with pytest.raises(ValueError, match="diagonal"):
        local_moran([1, 2], sparse.csr_array(np.eye(2)))
    for unequal in ([[0, -1, -1], [1, 0, 1], [1, 1, 0.0]], [[0, 1, 2], [1, 0, 1], [1, 1, 0.0]]):
        with pytest.raises(ValueError, match="weigh the same"):
            local_moran([1, 2, 3], sparse.csr_array(unequal))
    with pytest.raises(ValueError, match="permutations"):
        local_moran([1, 2], board(1, 2), permutations=0)


def test_false_discovery_golden_values() -> None:
    # Benjamini & Hochberg (1995), JRSS B 57: the fifteen p-values of their example; four are rejected at .05
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    q = false_discovery(p)
    assert (q <= 0.05).sum() == 4
    np.testing.assert_allclose(q, stats.false_discovery_control(p))
    np.testing.assert_array_equal(np.isnan(false_discovery([0.01, np.nan])), [False, True])


@given(st.integers(1, 12), st.data(), st.integers(0, 2**32 - 1))
def test_positions_differ_within_a_row(n: int, data: st.DataObject, seed: int) -> None:
    k = data.draw(st.integers(0, n))
    drawn = draw_positions(n, k, 50, np.random.default_rng(seed))
    assert drawn.shape == (50, k)
    assert all(len(set(row)) == k for row in drawn.tolist())
    assert ((drawn >= 0) & (drawn < n)).all()


def test_every_order_of_positions_is_equally_likely() -> None:
    drawn = draw_positions(4, 3, 24_000, np.random.default_rng(5))
    _, counts = np.unique(drawn, axis=0, return_counts=True)
    assert len(counts) == 24
    assert stats.chisquare(counts).pvalue > 0.001


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 50), st.floats(-100, 100))
def test_units_do_not_matter(seed: int, scale: float, shift: float) -> None:
    x, w = np.random.default_rng(seed).normal(size=16), board(4, 4)
    a, b = local_moran(x, w, permutations=99), local_moran(x * scale + shift, w, permutations=99)
    np.testing.assert_allclose(a.statistic, b.statistic, atol=1e-8)
    np.testing.assert_array_equal(a.quadrant, b.quadrant)
    np.testing.assert_allclose(a.p, b.p)
    assert ((a.p > 0) & (a.p <= 1)).all()

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods import similarity as m


def test_a_word_says_the_more_the_fewer_hold_it() -> None:
    # ln(1 + 100/1), ln(1 + 100/4), ln(1 + 100/100)
    np.testing.assert_allclose(m.word_weights([1, 4, 100], 100), [4.61512052, 3.25809654, math.log(2)])
    assert m.word_weights([0], 100) == m.word_weights([1], 100)  # not counted yet: rare
    with pytest.raises(ValueError, match="negative"):
        m.word_weights([-1], 100)


def test_words_in_common_by_hand() -> None:
    # 6 / √(9 · 16) = 1/2
    np.testing.assert_allclose(m.words_in_common([6, 0, 9], [9, 9, 9], [16, 16, 9]), [0.5, 0, 1])
    assert m.words_in_common([0], [0], [5]).tolist() == [0]


def test_distance_by_hand() -> None:
    # A degree of latitude is 2π·6371 km/360; at 60° north a degree of longitude is half as long.
    degree = 2 * math.pi * 6_371_000 / 360
    np.testing.assert_allclose(m.distance(11.0, 51.0, [11.0, 11.0], [52.0, 51.0]), [degree, 0], atol=1e-6)
    np.testing.assert_allclose(m.distance(11.0, 60.0, [11.01], [60.0]), [degree / 200], rtol=1e-4)
    assert np.isnan(m.distance(11.0, 51.0, [float("nan")], [51.0]))[0]


def test_nearness_and_shared_part_by_hand() -> None:
    np.testing.assert_allclose(m.nearness([0, 400, 800]), [1, math.exp(-1), math.exp(-2)])
    assert np.isnan(m.nearness([float("nan")]))[0]
    np.testing.assert_allclose(m.shared_part([1, 2, 0], [3, 2, 0]), [1 / 3, 1, float("nan")])


def test_similarity_by_hand() -> None:
    missing = float("nan")
    parts = {"words": [0.5, 0.5, missing], "nearness": [1.0, missing, missing], "space": [0.0, 1.0, missing]}
    # (0.6·0.5 + 0.2·1) / 0.9; (0.6·0.5 + 0.1) / 0.7; nothing known
    np.testing.assert_allclose(m.similarity(parts), [0.5 / 0.9, 0.4 / 0.7, 0])
    with pytest.raises(KeyError):
        m.similarity({"colour": [1.0]})
    with pytest.raises(ValueError, match="same shape"):
        m.similarity({"words": [1.0], "space": [1.0, 0.0]})
    with pytest.raises(ValueError, match="one or more"):
        m.similarity({})


def test_weights_are_what_the_page_says() -> None:
    assert dict(m.WEIGHTS) == {"words": 0.6, "nearness": 0.2, "dimensions": 0.1, "space": 0.1}
    assert m.SCALE == 400


part = st.one_of(st.just(float("nan")), st.floats(0, 1))


@given(st.lists(st.tuples(part, part, part, part), min_size=1, max_size=20))
def test_it_lies_between_nothing_and_the_same(rows: list[tuple[float, ...]]) -> None:
    columns = dict(zip(m.WEIGHTS, np.array(rows).T, strict=True))
    found = m.similarity(columns)
    assert ((found >= 0) & (found <= 1 + 1e-12)).all()
    known = np.nan_to_num(np.array(rows))
    assert (found <= known.max(axis=1) + 1e-12).all()


@given(st.floats(-180, 180), st.floats(-85, 85), st.floats(-180, 180), st.floats(-85, 85))
def test_distance_is_mutual_and_no_longer_than_half_around(x: float, y: float, u: float, v: float) -> None:
    there, back = m.distance(x, y, [u], [v])[0], m.distance(u, v, [x], [y])[0]
    assert there == pytest.approx(back, abs=1e-3)
    assert 0 <= there <= math.pi * m.EARTH_RADIUS + 1e-3


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)), st.integers(31, 1000))
def test_words_in_common_are_mutual_and_greatest_for_the_same(a: set[int], b: set[int], voices: int) -> None:
    weights = m.word_weights(np.arange(31) + 1, voices)
    total = {frozenset(s): weights[sorted(s)].sum() if s else 0.0 for s in (a, b, a & b)}
    one = m.words_in_common([total[frozenset(a & b)]], [total[frozenset(a)]], [total[frozenset(b)]])
    other = m.words_in_common([total[frozenset(a & b)]], [total[frozenset(b)]], [total[frozenset(a)]])
    assert one == other and 0 <= one[0] <= 1
    if a and a == b:
        assert one[0] == pytest.approx(1)

"""Money split by a key: a golden value by hand, and what holds for every key."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.distribution import NoKeyError, above_least, distribute, largest_remainder

KEY = {"base": 30, "per_inhabitant": 40, "need": 30}


@st.composite
def cities(draw):
    n = draw(st.integers(1, 9))
    people = draw(st.lists(st.integers(0, 9000), min_size=n, max_size=n).filter(any))
    burden = draw(st.lists(st.none() | st.integers(0, 60), min_size=n, max_size=n))
    burden[next(i for i, p in enumerate(people) if p)] = 7
    base = draw(st.integers(0, 100))
    need = draw(st.integers(0, 100 - base))
    return people, burden, {"base": base, "per_inhabitant": 100 - base - need, "need": need}


def test_three_spaces_by_hand():
    # 1,000.00 €: 300 equally (100 each), 400 by 1000:2000:1000, 300 by 10·1000 : 5·2000 : 20·1000.
    found = distribute(100_000, [1000, 2000, 1000], [10, 5, 20], **KEY)
    assert found.amounts == (10_000 + 10_000 + 7_500, 10_000 + 20_000 + 7_500, 10_000 + 10_000 + 15_000)
    assert (found.base, found.need) == ((10_000,) * 3, (7_500, 7_500, 15_000))


def test_the_cents_that_are_left_go_to_the_largest_remainders_and_ties_to_more_inhabitants():
    equally = {"base": 100, "per_inhabitant": 0, "need": 0}
    assert distribute(100, [5, 9, 5], [None] * 3, **equally).amounts == (33, 34, 33)
    assert distribute(101, [5, 9, 5], [None] * 3, **equally).amounts == (34, 34, 33)  # then the order given
    assert distribute(10_000, [5, 9, 5], [None] * 3, **equally, unit=100).amounts == (3300, 3400, 3300)


@given(cities(), st.integers(0, 10_000_000), st.sampled_from([1, 100]))
def test_the_sum_is_exact_and_nobody_is_a_unit_from_their_quota(city, total, unit):
    people, burden, key = city
    total -= total % unit
    found = distribute(total, people, burden, **key, unit=unit)
    assert sum(found.amounts) == total
    assert all(a % unit == 0 for a in found.amounts)
    assert [sum(parts) for parts in zip(found.base, found.inhabitants, found.need, strict=True)] == list(
        found.amounts
    )
    finer = distribute(total * 10**6, people, burden, **key)
    assert all(abs(a * 10**6 - b) <= unit * 10**6 for a, b in zip(found.amounts, finer.amounts, strict=True))


@given(cities(), st.integers(0, 10_000_000), st.integers(1, 50))
def test_more_people_and_more_burden_never_get_less_and_the_scale_is_no_matter(city, total, factor):
    people, burden, key = city
    found = distribute(total, people, burden, **key).amounts
    for i, p in enumerate(people):
        for j, q in enumerate(people):
            if p > q and burden[i] is not None and burden[j] is not None and burden[i] >= burden[j]:
                assert found[i] >= found[j]
    scaled = [None if b is None else Fraction(b, factor) for b in burden]
    assert distribute(total, [p * factor for p in people], scaled, **key).amounts == found


@given(cities(), st.integers(1, 10_000_000))
def test_an_unknown_burden_gets_what_its_inhabitants_give(city, total):
    people, burden, _key = city
    found = distribute(total, people, burden, base=0, per_inhabitant=0, need=100)
    plain = distribute(total, people, burden, base=0, per_inhabitant=100, need=0)
    for row, one in enumerate(burden):
        assert found.assumed[row] == (one is None)
        assert one is not None or abs(found.amounts[row] - plain.amounts[row]) <= 1


def test_a_larger_total_can_take_a_unit_from_somebody():
    """The Alabama paradox: the method of largest remainders isn't house-monotone, and nobody should believe it is."""
    by_heads, people = {"base": 0, "per_inhabitant": 100, "need": 0}, [6, 6, 2]
    assert distribute(10, people, [None] * 3, **by_heads).amounts == (4, 4, 2)
    assert distribute(11, people, [None] * 3, **by_heads).amounts == (5, 5, 1)


def test_what_can_not_be_known_is_named():
    with pytest.raises(NoKeyError) as error:
        distribute(100, [10, None, 5, None], [1, 1, 1, 1], **KEY)
    assert (error.value.why, error.value.rows) == ("unknown inhabitants", (1, 3))
    with pytest.raises(NoKeyError, match="no inhabitants"):
        distribute(100, [0, 0], [1, 1], **KEY)
    for burden in ([None, None], [0, 0], [0, None]):
        with pytest.raises(NoKeyError, match="no need"):
            distribute(100, [5, 5], burden, **KEY)
    # A part of nothing asks nothing.
    assert distribute(100, [None, None], [None, None], base=100, per_inhabitant=0, need=0).amounts == (50, 50)


@pytest.mark.parametrize("wrong", [
    {"base": 31}, {"base": -10, "per_inhabitant": 80}, {"total": -1}, {"unit": 100}, {"people": [1]},
    {"burden": [1, -1]},
])  # fmt: skip
def test_what_is_no_key_is_refused(wrong):
    given_ = {"total": 150, "people": [1, 2], "burden": [1, 1], **KEY} | wrong
    with pytest.raises(ValueError):
        distribute(given_.pop("total"), given_.pop("people"), given_.pop("burden"), **given_)


def test_values_below_nothing_become_burdens():
    assert above_least([Fraction(-3, 2), None, 1]) == [0, None, Fraction(5, 2)]
    with pytest.raises(ValueError):
        largest_remainder([Fraction(1, 2)], 1)

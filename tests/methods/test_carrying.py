"""Yes against no: banks equal or by head, three majorities, ties, and who was outnumbered."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.methods.carrying import MAJORITIES, Side, carried

counts = st.integers(0, 30)
sides = st.lists(
    st.builds(lambda y, n, a, more: Side(y, n, a, y + n + a + more), counts, counts, counts, counts),
    min_size=1, max_size=4,
)  # fmt: skip


def test_a_bank_with_many_chairs_does_not_carry_alone():
    many = [Side(12, 0, 0, 12), Side(0, 3, 0, 3), Side(0, 2, 0, 2)]
    found = carried(many)
    assert (found.passes, found.by_bank, found.by_head) == (False, Fraction(1, 3), Fraction(12, 17))
    assert found.other_by_head and found.against == (0,)  # both are told: by head it would have passed
    assert carried(many, banks_equal=False).passes
    assert carried(many, banks_equal=False).against == (1, 2)


def test_half_is_a_tie_and_does_not_pass():
    found = carried([Side(1, 0, 0, 1), Side(0, 1, 0, 1)])
    assert (found.passes, found.tie) == (False, True)


def test_majorities():
    four = [Side(2, 1, 1, 6)]
    assert [carried(four, majority=one).passes for one in MAJORITIES] == [True, False, True]
    assert not carried([Side(3, 2, 0, 5)], majority="two_thirds").passes
    assert carried([Side(4, 1, 0, 7)], majority="absolute").passes


def test_nobody_decides_nothing():
    found = carried([Side(0, 0, 3, 5), Side()])
    assert (found.passes, found.tie, found.by_bank, found.by_head, found.against) == (
        False,
        False,
        None,
        None,
        (),
    )


def test_what_is_no_count_is_refused():
    for wrong in (Side(-1, 0, 0, 3), Side(2, 2, 0, 3)):
        with pytest.raises(ValueError, match="counts of those present"):
            carried([wrong])
    with pytest.raises(ValueError, match="majority"):
        carried([Side(1, 0, 0, 1)], majority="most")


@given(sides, st.sampled_from(MAJORITIES), st.booleans())
def test_one_more_yes_never_hurts_and_doubling_changes_nothing(given_sides, majority, equal):
    before = carried(given_sides, majority=majority, banks_equal=equal)
    first = given_sides[0]
    if first.no:
        turned = [Side(first.yes + 1, first.no - 1, first.abstained, first.present), *given_sides[1:]]
        assert carried(turned, majority=majority, banks_equal=equal).passes >= before.passes
    doubled = [Side(2 * s.yes, 2 * s.no, 2 * s.abstained, 2 * s.present) for s in given_sides]
    after = carried(doubled, majority=majority, banks_equal=equal)
    assert (after.passes, after.by_bank, after.by_head) == (before.passes, before.by_bank, before.by_head)


@given(st.lists(st.builds(lambda y, n: Side(y, n, 0, y + n), counts, counts), min_size=1, max_size=4))
def test_without_abstentions_yes_and_no_mirror_each_other(given_sides):
    found = carried(given_sides)
    mirrored = carried([Side(s.no, s.yes, 0, s.present) for s in given_sides])
    assert not (found.passes and mirrored.passes)
    if found.by_bank is not None and not found.tie:
        assert found.passes != mirrored.passes

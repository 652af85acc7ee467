"""What is kept back of counted people can't be worked out from the sums, whatever the table."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sozialraum.planning.reports.queries.keeping_back import FEWEST, Sum, kept_back

COLUMNS = ("a", "b", "c")


def table(rows: list[list[int]]) -> tuple[dict[tuple[int, str], int], list[Sum[tuple[int, str]]]]:
    """Rows and columns with both margins."""
    counts = {(r, COLUMNS[c]): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    sums = [Sum((r, "all"), tuple((r, c) for c in COLUMNS)) for r in range(len(rows))]
    for one in sums:
        counts[one.total] = sum(counts[part] for part in one.parts)
    for column in (*COLUMNS, "all"):
        one = Sum((-1, column), tuple((r, column) for r in range(len(rows))))
        counts[one.total] = sum(counts[part] for part in one.parts)
        sums.append(one)
    return counts, [*sums, Sum((-1, "all"), tuple((-1, c) for c in COLUMNS))]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_sum_gives_away_what_is_kept_back(rows):
    counts, sums = table(rows)
    hidden = kept_back(counts, sums)
    assert {cell for cell, n in counts.items() if n < FEWEST} <= hidden
    for one in sums:
        inside = [part for part in one.parts if part in hidden]
        amount = sum(counts[part] for part in inside)
        if one.total not in hidden:
            assert not amount or (len(inside) > 1 and amount >= FEWEST)
        else:
            assert inside or not counts[one.total]


def test_a_small_number_takes_the_next_larger_one_with_it():
    counts = {"all": 20, "a": 1, "b": 12, "c": 7}
    assert kept_back(counts, [Sum("all", ("a", "b", "c"))]) == {"a", "c"}


def test_what_is_large_enough_is_told():
    counts = {"all": 12, "a": 3, "b": 9}
    assert kept_back(counts, [Sum("all", ("a", "b"))]) == frozenset()


def test_where_nothing_else_is_left_the_sum_is_kept_back():
    assert kept_back({"all": 4, "a": 2, "b": 2}, [Sum("all", ("a", "b"))]) == {"a", "b"}
    assert kept_back({"all": 2, "a": 1, "b": 1}, [Sum("all", ("a", "b"))]) == {"all", "a", "b"}

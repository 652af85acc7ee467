from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.warehouse.city import City
from sozialraum.warehouse.draft import Delivery
from sozialraum.warehouse.editions import UnknownSpaceError
from sozialraum.warehouse.population import Count, age_groups, population, protected
from sozialraum.warehouse.values import Column, State
from worlds import grid


def count(value, state=State.OBSERVED):
    return Count("g", value, state, 0.0, 0.0)


def test_the_finest_row_of_ages_without_gap_or_overlap_is_found():
    groups = [
        "age_0_17",
        "age_0_5",
        "age_6_17",
        "age_18_64",
        "age_18_24",
        "age_65_plus",
        "women",
        "age_25_64",
    ]
    assert [g for g, _, _ in age_groups(groups)] == [
        "age_0_5",
        "age_6_17",
        "age_18_24",
        "age_25_64",
        "age_65_plus",
    ]


@pytest.mark.parametrize(
    "groups", [[], ["age_0_17"], ["age_0_17", "age_19_plus"], ["age_5_9", "age_10_plus"], ["total"]]
)
def test_ages_that_do_not_cover_everybody_are_none(groups):
    assert age_groups(groups) == []


@given(
    st.sets(st.integers(1, 90), min_size=1, max_size=12),
    st.sets(st.tuples(st.integers(0, 90), st.integers(0, 90))),
)
def test_a_row_of_ages_is_found_among_any_others(cuts, others):
    edges = [0, *sorted(cuts)]
    row = {f"age_{a}_{b - 1}" for a, b in pairwise(edges)} | {f"age_{edges[-1]}_plus"}
    found = age_groups(row | {f"age_{a}_{b}" for a, b in others if a <= b})
    assert found[0][1] == 0
    assert found[-1][2] is None
    assert all(a[2] + 1 == b[1] for a, b in pairwise(found))
    assert len(found) >= len(row)


def test_a_lone_secret_count_takes_the_smallest_other_with_it():
    hidden = protected([count(np.nan, State.SECRET), count(90.0), count(8.0), count(0.0, State.EXACT_ZERO)])
    assert [c.state for c in hidden] == [State.SECRET, State.OBSERVED, State.SECRET, State.EXACT_ZERO]
    assert np.isnan(hidden[2].value)
    assert np.isnan(hidden[2].share)


def test_two_secret_counts_protect_each_other():
    some = [count(np.nan, State.SECRET), count(np.nan, State.SECRET), count(8.0)]
    assert protected(some) == tuple(some)
    assert protected([count(5.0), count(8.0)]) == (count(5.0), count(8.0))


AGES = ("age_0_17", "age_18_64", "age_65_plus")


@pytest.fixture(scope="module")
def version(tmp_path_factory, shipped):
    """The squared city whose spaces have men and women of three ages; in A two women are old."""
    women = {
        "age_0_17": [20.0, 30, 40, 50],
        "age_18_64": [60.0, 70, 80, 90],
        "age_65_plus": [2.0, 20, 20, 20],
    }
    men = {"age_0_17": [22.0, 31, 41, 51], "age_18_64": [61.0, 71, 81, 91], "age_65_plus": [10.0, 15, 16, 17]}
    columns = {
        f"inhabitants@{s}_and_{a}": v for s, some in (("women", women), ("men", men)) for a, v in some.items()
    }
    columns |= {f"inhabitants@{a}": [x + y for x, y in zip(women[a], men[a], strict=True)] for a in AGES}
    columns |= {
        f"inhabitants@{s}": np.sum(list(some.values()), axis=0)
        for s, some in (("women", women), ("men", men))
    }
    columns["inhabitants@total"] = np.sum([columns[f"inhabitants@{a}"] for a in AGES], axis=0)
    release = grid.release("people", grid.NEW, {"2021": {c: Column.of(v) for c, v in columns.items()}})
    city = City(tmp_path_factory.mktemp("ages"))
    city.stage(
        Delivery(city=grid.CITY, editions=grid.editions(), releases=(release,), crosswalks=grid.crosswalks())
    )
    city.build(shipped)
    city.publish(date(2026, 1, 2))
    return city.current()


def test_totals_and_splits_add_up(version):
    found = population(version, version.edition(grid.NEW), "B")
    assert found.periods == ("2021",)
    assert found.total == (237.0,)
    assert [s.axis for s in found.splits] == ["sex", "age"]
    for split in found.splits:
        assert sum(c.value for c in split.counts) == 237
        assert sum(c.share for c in split.counts) == pytest.approx(100)
        assert sum(c.city_share for c in split.counts) == pytest.approx(100)


def test_the_pyramid_has_men_and_women_of_every_age(version):
    found = population(version, version.edition(grid.NEW), "B")
    assert [(a.low, a.high) for a in found.ages] == [(0, 17), (18, 64), (65, None)]
    assert [a.women.value for a in found.ages] == [30, 70, 20]
    assert [a.men.value for a in found.ages] == [31, 71, 15]
    assert sum(a.men.share + a.women.share for a in found.ages) == pytest.approx(100)


def test_two_old_women_can_not_be_worked_out(version):
    found = population(version, version.edition(grid.NEW), "A")
    young, middle, old = found.ages
    assert old.women.state is State.SECRET
    assert old.men.state is State.SECRET  # or the sum of the age would give the women back
    assert young.women.state is young.men.state is State.SECRET  # or the sums of the sexes would
    assert middle.women.state is State.SECRET  # all ages together, so that no difference tells of one


def test_a_city_without_ages_has_no_pyramid(city):
    found = population(city.current(), city.current().edition(), "A")
    assert found.ages == ()
    assert [s.axis for s in found.splits] == ["origin"]
    assert found.total[-1] == found.total[0] + 9 * 10 * 4


def test_an_unknown_space_is_refused(city):
    with pytest.raises(UnknownSpaceError):
        population(city.current(), city.current().edition(), "Z")

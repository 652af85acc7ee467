"""A figure knows where each of its parts came from and why it is in its state."""

import math

import numpy as np
import pytest

from sozialraum.warehouse.explanation import Reason, explain
from sozialraum.warehouse.origin import origin
from sozialraum.warehouse.values import Column, State
from worlds import grid
from worlds.grid import delivery


def told(city, edition, code, period, indicator="unemployment_share"):
    v = city.current()
    return explain(v, indicator, v.edition(edition), code, period)


def test_a_delivered_part_names_its_file(city):
    part = told(city, grid.NEW, "A", "2020").numerator[0]
    assert (part.origin.how, part.origin.release, part.origin.files) == (
        "delivered",
        "work_after",
        ("work_after.csv",),
    )
    assert part.origin.made_from is None
    assert part.unit == "persons"


def test_a_summed_part_names_what_the_sum_rests_on(city):
    part = told(city, grid.NEW, "A", "2020").denominator[0]
    assert part.origin.how == "summed"
    assert part.origin.edition == grid.BLOCKS
    assert part.origin.made_from == grid.BOTH  # as the delivered crosswalk says


def test_a_converted_part_names_the_blocks_it_was_divided_by(city):
    found = told(city, grid.NEW, "B", "2015")
    assert found.numerator[0].origin.how == "divided"
    blocks = "shares of the inhabitants of the building blocks (text, boundaries from 2013)"  # no key
    assert found.numerator[0].origin.made_from["en"] == blocks
    assert found.reason is Reason.DIVIDED


def test_sums_to_a_parent_rest_on_membership(city):
    part = told(city, grid.AREAS, "1", "2020").numerator[0]
    assert part.origin.made_from["en"] == "membership in: text, boundaries from 2013"


def test_files_of_years_are_told_apart(city):
    v = city.current()
    line = dict(v.releases["people"]) | {"files": [{"path": f"people_{y}.csv"} for y in (2015, 2016)]}
    v.releases["people"] = line  # type: ignore[index]
    assert origin(v, v.edition(grid.BLOCKS), "2016", "inhabitants@total").files == ("people_2016.csv",)
    assert len(origin(v, v.edition(grid.BLOCKS), "2014", "inhabitants@total").files) == 2


def test_where_a_figure_stands(city):
    found = told(city, grid.NEW, "A", "2020")
    values = city.figures("unemployment_share", period="2020").values
    assert found.standing.ranked == 4
    assert found.standing.higher == int((values > values[0]).sum())
    assert found.standing.rank == found.standing.higher + 1
    assert not found.standing.tied


def test_a_secret_of_the_source_is_told_from_one_of_the_house(city, shipped):
    city.stage(delivery(secret=True))
    city.build(shipped)
    city.publish(pytest.importorskip("datetime").date(2026, 1, 3))
    found = told(city, grid.NEW, "A", "2020")
    assert found.figure.state is State.SECRET
    assert found.reason is Reason.SECRET_AT_SOURCE
    assert math.isnan(found.numerator[0].value)
    assert not math.isnan(found.denominator[0].value)
    assert found.standing is None


@pytest.mark.parametrize(
    ("above", "below", "state", "reason"),
    [
        (2, 500, State.SECRET, Reason.SECRET_HERE),
        (np.nan, 500, State.UNKNOWN, Reason.MISSING),
        (600, 500, State.UNKNOWN, Reason.IMPOSSIBLE),
        (20, 50, State.UNRELIABLE, Reason.FEW),
        (0, 0, State.NOT_APPLICABLE, Reason.NOBODY),
        (20, 500, State.OBSERVED, Reason.NONE),
    ],
)
def test_reasons_of_states(tmp_path, shipped, above, below, state, reason):
    from dataclasses import replace
    from datetime import date

    from sozialraum.warehouse.city import City

    values = {
        "unemployed@total": Column.of([above, 30.0, 40.0, 50.0]),
        "inhabitants@age_15_64": Column.of([float(below), 400.0, 500.0, 600.0]),
    }
    given = delivery()
    city = City(tmp_path)
    city.stage(replace(given, releases=(grid.release("work", grid.NEW, {"2020": values}),)))
    city.build(shipped)
    city.publish(date(2026, 1, 2))
    found = told(city, grid.NEW, "A", "2020")
    assert found.figure.state is state
    assert found.reason is reason


def test_a_hidden_figure_shows_none_of_its_terms(tmp_path, shipped):
    """Two columns that may be shown each, but not as the parts of a difference of one person."""
    from dataclasses import replace
    from datetime import date

    from sozialraum.warehouse.city import City

    values = {
        "sgb2_entitled@total": Column.of([41.0, 60.0, 70.0, 80.0]),
        "unemployed_sgb2@total": Column.of([40.0, 20.0, 30.0, 40.0]),
        "inhabitants@total": Column.of([900.0, 900.0, 900.0, 900.0]),
    }
    city = City(tmp_path)
    city.stage(replace(delivery(), releases=(grid.release("work", grid.NEW, {"2020": values}),)))
    city.build(shipped)
    city.publish(date(2026, 1, 2))
    found = told(city, grid.NEW, "A", "2020", "transfer_without_unemployment_share")
    assert found.figure.state is State.SECRET
    assert [p.state for p in found.numerator] == [State.SECRET, State.SECRET]
    assert all(math.isnan(p.value) for p in found.numerator)

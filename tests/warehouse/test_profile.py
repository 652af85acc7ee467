from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sozialraum.methods.shares import share
from sozialraum.warehouse.changes import Verdict
from sozialraum.warehouse.city import City
from sozialraum.warehouse.editions import UnknownSpaceError
from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.near import alike, touching
from sozialraum.warehouse.profile import profile
from sozialraum.warehouse.values import State
from worlds import grid, monitored


@pytest.fixture
def version(city):
    return city.current()


@pytest.fixture(scope="module")
def nine(tmp_path_factory, shipped):
    """Nine spaces with all that the index needs, see worlds/monitored.py."""
    made = City(tmp_path_factory.mktemp("nine"))
    made.stage(monitored.delivery())
    made.build(shipped)
    made.publish(date(2026, 1, 2))
    return made.current()


def line(version, edition, code, indicator):
    lines = profile(version, version.edition(edition), code).lines
    return next(x for some in lines.values() for x in some if x.indicator.key == indicator)


def test_a_line_holds_what_the_door_gives(version):
    e = version.edition(grid.NEW)
    for code in e.codes:
        found = line(version, grid.NEW, code, "unemployment_share")
        shown = version.figures("unemployment_share", edition=e.key)
        assert found.period == shown.period == "2022"
        assert found.figure == shown.row(code)
        area = version.figures("unemployment_share", edition=grid.AREAS)
        assert found.parent == area.row(e.parents[e.index_of(code)])
        assert found.city == version.figures("unemployment_share", edition="city").row("city")


def test_the_series_is_the_versions_own(version):
    e = version.edition(grid.NEW)
    for row, code in enumerate(e.codes):
        for key in ("unemployment_share", "foreign_share"):
            found, wanted = line(version, grid.NEW, code, key).series, version.series_of(key, e, row)
            assert found.periods == wanted.periods
            for name in ("values", "states", "lower", "upper"):
                np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))
            assert found.breaks == wanted.breaks


def test_parent_and_city_lie_beside_the_series_by_period(version):
    found = line(version, grid.NEW, "A", "foreign_share")
    areas, city = version.edition(grid.AREAS), version.edition("city")
    np.testing.assert_array_equal(found.parent_values, version.series_of("foreign_share", areas, 0).values)
    np.testing.assert_array_equal(found.city_values, version.series_of("foreign_share", city, 0).values)


def test_a_space_of_an_area_stands_only_beside_the_city(version):
    found = profile(version, version.edition(grid.AREAS), "1")
    assert found.parent_edition is None
    assert found.parent_name == ""
    own = line(version, grid.AREAS, "1", "foreign_share")
    assert own.parent is None
    assert np.isnan(own.parent_values).all()
    assert own.city is not None


def test_position_counts_only_spaces_with_a_figure(tmp_path, shipped):
    city = City(tmp_path)
    city.stage(grid.delivery(secret=True))
    city.build(shipped)
    city.publish(date(2026, 1, 2))
    hidden, known = (line(city.current(), grid.NEW, code, "unemployment_share") for code in "AD")
    assert hidden.figure.state is State.SECRET
    assert np.isnan(hidden.figure.value)
    assert hidden.rank == 0
    assert known.ranked < 4
    assert known.rank >= 1


def test_dimensions_keep_their_order_and_gaps_are_named(version):
    found = profile(version, version.edition(), "A")
    assert list(found.lines) == list(version.catalogue.dimensions)
    assert found.lines["wellbeing"] == ()
    assert {"wellbeing", "housing"} <= found.gaps
    assert "work" not in found.gaps
    # What only describes the population fills no gap, and is shown all the same.
    assert "social_relations" in found.gaps
    assert [x.indicator.key for x in found.lines["social_relations"]] == ["foreign_share"]


def test_groups_hold_their_latest_figures(nine):
    found = line(nine, monitored.SPACES, "1", "unemployment_share")
    for one in found.groups:
        wanted = nine.figures("unemployment_share", edition=monitored.SPACES, group=one.group)
        assert (one.period, one.figure) == (wanted.period, wanted.row("1"))
    assert "total" not in [g.group for g in found.groups]


def test_an_unknown_space_is_refused(version):
    for ask in (profile, lambda v, e, c: touching(e, c), alike):
        with pytest.raises(UnknownSpaceError):
            ask(version, version.edition(), "Z")


def test_only_the_stretch_since_the_break_is_compared(version):
    found = line(version, grid.NEW, "D", "unemployment_share")
    assert found.series.breaks == ("2019",)
    assert (found.change.since, found.change.until) == ("2019", "2022")
    assert line(version, grid.NEW, "D", "foreign_share").change.since == "2013"


def test_the_change_of_a_share_is_held_against_its_noise(nine):
    found = line(nine, monitored.SPACES, "3", "unemployment_share")
    first, last = found.series.values[0], found.series.values[-1]
    assert found.change.difference == pytest.approx(last - first)
    assert found.change.lower < found.change.difference < found.change.upper
    assert found.change.verdict is Verdict.ROSE
    steady = line(nine, monitored.SPACES, "2", "unemployment_share").change
    assert steady.lower < 0 < steady.upper
    assert steady.verdict is Verdict.NOISE


def test_figures_bring_the_interval_of_their_own_factor(nine):
    shown = nine.figures("unemployment_share", edition=monitored.SPACES)
    found = line(nine, monitored.SPACES, "5", "unemployment_share").figure
    wanted = share(shown.numerator[4], shown.denominator[4], factor=100)
    assert (found.lower, found.upper) == pytest.approx((float(wanted.lower), float(wanted.upper)))


# Neighbours --------------------------------------------------------------------------------------------------------


def test_corners_touch_too(nine):
    e = nine.edition()
    assert [n.code for n in touching(e, "1")] == ["2", "4", "5"]
    assert [n.code for n in touching(e, "5")] == [c for c in monitored.CODES if c != "5"]
    assert all(np.isnan(n.distance) for n in touching(e, "5"))


def test_spaces_alike_come_nearest_first_and_never_the_space_itself(nine):
    found = alike(nine, nine.edition(), "1")
    assert len(found) == 5
    assert "1" not in [n.code for n in found]
    distances = [n.distance for n in found]
    assert distances == sorted(distances)


def test_of_two_spaces_none_is_alike(version):
    assert alike(version, version.edition(grid.AREAS), "1") == []


# Breaks that a source reports --------------------------------------------------------------------------------------


def test_a_new_way_of_counting_breaks_the_series(tmp_path, shipped):
    def broken(column, period):
        return Issue("series_break", "check", "note", column=column, period=period)

    delivery = grid.delivery()
    issues = (
        broken("inhabitants@foreign", "2016"),
        broken("dwellings@total", "2018"),
        broken("inhabitants@total", "2013"),
    )
    people = replace(delivery.releases[0], issues=issues)
    city = City(tmp_path)
    city.stage(replace(delivery, releases=(people, *delivery.releases[1:])))
    city.build(shipped)
    city.publish(date(2026, 1, 2))
    found = line(city.current(), grid.NEW, "A", "foreign_share")
    assert found.series.breaks == ("2016",)  # not what other variables suffer, not before the series begins
    assert found.change.since == "2016"
    # Another group of the same variable is not touched; what is carried over the reform is broken there.
    assert line(city.current(), grid.NEW, "A", "unemployment_share").series.breaks == ("2019",)


def test_a_break_in_the_count_of_everybody_is_one_for_every_group(tmp_path, shipped):
    delivery = grid.delivery()
    issue = Issue("series_break", "check", "note", column="inhabitants@total", period="2014")
    people = replace(delivery.releases[0], issues=(issue,))
    city = City(tmp_path)
    city.stage(replace(delivery, releases=(people, *delivery.releases[1:])))
    city.build(shipped)
    city.publish(date(2026, 1, 2))
    assert line(city.current(), grid.NEW, "A", "unemployment_share").series.breaks == ("2014", "2019")


def test_the_city_is_not_compared_with_itself(version):
    found = line(version, "city@2013-01-01", "city", "foreign_share")
    assert found.city is None
    assert found.parent is None
    assert np.isnan(found.city_values).all()


def test_groups_stand_by_the_catalogue_and_ages_by_their_years(shipped):
    some = [
        "over_55",
        "age_65_plus",
        "age_18_29",
        "foreign",
        "under_25",
        "women",
        "age_0_17",
        "men",
        "age_0_5",
    ]
    assert sorted(some, key=shipped.group_place) == [
        "men", "women", "foreign", "age_0_5", "age_0_17", "under_25", "age_18_29", "over_55", "age_65_plus",
    ]  # fmt: skip

from datetime import date

import numpy as np
import pytest

from sozialraum.warehouse.build import NothingStagedError
from sozialraum.warehouse.city import City, NotPublishedError, open_city
from sozialraum.warehouse.draft import Delivery
from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.stage import StagingError
from sozialraum.warehouse.values import Column, State
from worlds import grid


def value(city, indicator, edition, period, code, group="total"):
    return city.figures(indicator, edition=edition, period=period, group=group).row(code)


def test_delivered_figures_are_taken_as_they_are(city):
    row = value(city, "unemployment_share", grid.OLD, "2015", "B")
    assert (row.numerator, row.denominator, row.state) == (30, 288, State.OBSERVED)


def test_sums_come_from_the_blocks(city):
    v = city.current()
    assert v.column(v.edition(grid.NEW), "2013", "inhabitants@total").values.tolist() == [400, 300, 400, 700]
    assert v.column(v.edition("city"), "2013", "inhabitants@total").values.tolist() == [1800]


def test_a_series_runs_through_the_reform_with_the_break_marked(city):
    v = city.current()
    new = v.edition(grid.NEW)
    series = v.series("unemployment_share", new)
    assert series.periods == tuple(str(y) for y in range(2013, 2023))
    assert series.breaks == ("2019",)
    before = series.states[series.periods.index("2015")]
    assert [State(s) for s in before] == [State.OBSERVED, State.ESTIMATED, State.OBSERVED, State.ESTIMATED]
    assert (series.states[series.periods.index("2020")] == State.OBSERVED).all()


def test_what_was_divided_is_conserved(city):
    v = city.current()
    old = v.column(v.edition(grid.OLD), "2015", "unemployed@total").values.sum()
    new = v.column(v.edition(grid.NEW), "2015", "unemployed@total").values.sum()
    assert new == pytest.approx(old)


def test_building_again_makes_nothing_and_names_the_same(city, shipped):
    before = city.store.pointed("built")
    objects = sorted(city.store.objects.rglob("*.*"))
    again = city.build(shipped)
    assert (again.made, again.manifest) == (0, before)
    assert sorted(city.store.objects.rglob("*.*")) == objects


def test_only_what_changed_is_made_again(city, shipped):
    changed = grid.delivery()
    work = changed.releases[2]
    periods = dict(work.periods)
    periods["2022"] = {"unemployed@total": Column.of([1, 2, 3, 4])}
    release = grid.release("work_after", grid.NEW, periods, hidden_range=(1, 2))
    city.stage(Delivery(**{**vars(changed), "releases": (*changed.releases[:2], release)}))
    before = city.current()
    built = city.build(shipped)
    city.publish(date(2026, 1, 3))
    after = city.current()
    new = after.edition(grid.NEW).key
    assert before.results.at(new, "2021") == after.results.at(new, "2021")
    old_place, place = (v.results.at(new, "2022")["unemployment_share@total"] for v in (before, after))
    assert old_place.key != place.key
    shares = [v.results.at(new, "2022")["foreign_share@total"].key for v in (before, after)]
    assert shares[0] == shares[1]
    assert 0 < built.made <= 2 * len(after.editions())


def test_a_better_explanation_makes_no_figure_anew_but_a_factor_does(city, shipped):
    told = shipped.with_overrides(
        {"indicator": {"foreign_share": {"explanation": {"de": "Neu", "en": "New"}}}}
    )
    assert city.build(told).made == 0
    scaled = shipped.with_overrides({"indicator": {"foreign_share": {"factor": 1000}}})
    assert city.build(scaled).made > 0


def test_publishing_moves_one_pointer_and_keeps_the_old_version_readable(city, shipped):
    first = city.current()
    city.stage(grid.delivery(factor=2.0))
    city.build(shipped)
    assert city.current() is first
    second = city.publish(date(2026, 2, 1))
    assert city.current().id == second != first.id
    assert city.publish(date(2026, 3, 1)) == second
    assert [p["id"] for p in city.versions()] == [second, first.id]
    old = city.version(first.id).figures("foreign_share", edition=grid.NEW, period="2020")
    assert (
        old.denominator.tolist()
        == first.figures("foreign_share", edition=grid.NEW, period="2020").denominator.tolist()
    )
    assert not np.array_equal(
        old.denominator, city.figures("foreign_share", edition=grid.NEW, period="2020").denominator
    )


def test_facilities_are_counted_where_they_lie(city):
    v = city.current()
    counts = v.column(v.edition(grid.NEW), "2020", "facilities_kita@total")
    assert counts.values.tolist() == [1, 0, 0, 1]
    assert counts.states.tolist() == [State.OBSERVED, State.EXACT_ZERO, State.EXACT_ZERO, State.OBSERVED]
    assert [f.spaces.tolist() for f in v.facilities(v.edition(grid.NEW))] == [[0, 3, -1]]


def test_an_error_in_the_log_keeps_everything_out(tmp_path):
    city = City(tmp_path)
    wrong = grid.delivery()
    issue = Issue(
        "number_unreadable", "harmonise", "error", file="people.csv", found="abc", expected="a number"
    )
    with pytest.raises(StagingError, match=r"^1 error keeps the delivery") as refused:
        city.stage(Delivery(**{**vars(wrong), "issues": (issue,)}))
    assert refused.value.issues == (issue,)
    with pytest.raises(StagingError, match=r"^2 errors keep the delivery"):
        city.stage(Delivery(**{**vars(wrong), "issues": (issue, issue)}))
    assert city.store.pointed("staged") is None


def test_a_release_that_does_not_fit_its_edition_is_refused(tmp_path):
    wrong = grid.release("x", grid.NEW, {"2020": {"unemployed@total": Column.of([1, 2])}})
    with pytest.raises(StagingError, match="2 values, sozialraeume@2019-01-01 has 4 spaces"):
        City(tmp_path).stage(Delivery(**{**vars(grid.delivery()), "releases": (wrong,)}))
    lost = grid.release("x", "nirgends@2020-01-01", {})
    with pytest.raises(StagingError, match="nirgends"):
        City(tmp_path).stage(Delivery(**{**vars(grid.delivery()), "releases": (lost,)}))


def test_order_matters_and_the_sentence_says_so(tmp_path, shipped):
    with pytest.raises(FileNotFoundError, match="sozialraum load"):
        open_city(tmp_path)
    city = City(tmp_path)
    with pytest.raises(NothingStagedError, match="sozialraum load"):
        city.build(shipped)
    with pytest.raises(NotPublishedError, match="sozialraum build"):
        city.publish(date(2026, 1, 1))
    with pytest.raises(NotPublishedError, match="sozialraum load"):
        city.current()

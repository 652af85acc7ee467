from datetime import date

import numpy as np
import pytest

from sozialraum.methods.social_monitoring import Exclusion
from sozialraum.warehouse.city import City
from sozialraum.warehouse.index_standing import index_standings
from sozialraum.warehouse.values import State
from worlds import grid, monitored


@pytest.fixture(scope="module")
def version(tmp_path_factory, shipped):
    made = City(tmp_path_factory.mktemp("nine"))
    made.stage(monitored.delivery())
    made.build(shipped)
    made.publish(date(2026, 1, 2))
    return made.current()


def of(version, code):
    found = index_standings(version, version.edition(), code)
    assert [s.key for s in found] == ["social_monitoring", "social_monitoring_dynamics"]
    return found


def test_value_and_class_are_the_published_ones(version):
    for code in monitored.CODES:
        for found in of(version, code):
            shown = version.figures(found.key, edition=monitored.SPACES)
            assert found.period == shown.period
            assert repr(found.figure) == repr(shown.row(code))  # NaN equals nothing
            assert [p for p, _, _ in found.history] == version.periods(found.key, version.edition())


def test_contributions_add_up_to_the_index(version):
    spaces = [of(version, c)[0] for c in monitored.CODES]
    known = [s for s in spaces if not np.isnan(s.figure.value) and not np.isnan(s.contributions[0].value)]
    totals = np.array([sum(c.value for c in s.contributions) for s in known])
    values = np.array([s.figure.value for s in known])
    # A straight line: the index is the sum of its parts, moved and stretched for all spaces alike.
    assert np.corrcoef(totals, values)[0, 1] == pytest.approx(1)


def test_the_reach_of_chance_contains_the_value_and_names_the_classes_it_touches(version):
    for code in ("1", "2", "3", "4", "5", "6", "7"):
        for found in of(version, code):
            assert found.lower < found.figure.value < found.upper
            assert found.figure.class_ in found.possible
            assert found.possible == tuple(range(found.possible[0], found.possible[-1] + 1))
            status = not found.key.endswith("_dynamics")
            cuts = (-1.0, 1.0, 1.5) if status else (-1.0, 1.0)
            assert (len(found.possible) > 1) == any(found.lower < cut < found.upper for cut in cuts)


def test_too_few_inhabitants_are_named_as_the_reason(version):
    for found in of(version, monitored.SMALL):
        assert found.exclusion is Exclusion.TOO_FEW
        assert found.figure.state is State.NOT_APPLICABLE
        assert found.possible == ()
        assert np.isnan(found.lower)


def test_a_hidden_part_leaves_no_steps_to_work_it_out_from(version):
    found = of(version, monitored.HIDDEN)[0]
    assert all(np.isnan(c.value) for c in found.contributions)
    assert np.isnan(found.lower)
    assert found.possible == (found.figure.class_,)


def test_without_the_indicators_there_is_no_index(city):
    version = city.current()
    assert index_standings(version, version.edition(grid.NEW), "A") == []

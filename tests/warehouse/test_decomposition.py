"""An index is the sum of its parts; what a part would give away is not shown."""

from datetime import date

import numpy as np
import pytest

from sozialraum.methods.social_monitoring import Exclusion
from sozialraum.warehouse.city import City
from sozialraum.warehouse.decomposition import decompose, kind_of
from worlds import monitored

KEYS = ("social_monitoring", "social_monitoring_dynamics", "social_monitoring_fixed")


@pytest.fixture(scope="module")
def version(tmp_path_factory, shipped):
    made = City(tmp_path_factory.mktemp("monitored"))
    made.stage(monitored.delivery())
    made.build(shipped)
    made.publish(date(2026, 1, 2))
    return made.current()


def all_of_it(version):
    edition = version.edition()
    return [(k, p, decompose(version, k, edition, p)) for k in KEYS for p in version.periods(k, edition)]


def test_the_steps_lead_to_what_was_published(version):
    assert len(all_of_it(version)) == 10 + 8 + 10
    for key, period, found in all_of_it(version):
        published = version.figures(key, period=period)
        assert found.index == pytest.approx(published.values, nan_ok=True)
        assert found.classes.tolist() == published.classes.tolist()
        by_hand = sum(
            w * (x - m.mean) / m.sd
            for x, w, m in zip(found.values, found.weights, found.moments, strict=True)
        )
        used = found.open & (found.exclusions == Exclusion.NONE)
        assert used.sum() >= 5
        assert found.total[used] == pytest.approx(by_hand[used])
        assert ((found.total - found.of_total.mean) / found.of_total.sd)[used] == pytest.approx(
            found.index[used]
        )


def test_values_are_those_of_the_door(version):
    found = decompose(version, "social_monitoring", version.edition(), "2020")
    for row, indicator in zip(found.values, found.indicators, strict=True):
        shown = version.figures(indicator.key, period="2020").values
        assert row[found.open] == pytest.approx(shown[found.open])
    moved = decompose(version, "social_monitoring_dynamics", version.edition(), "2020")
    first = moved.indicators[0].key
    change = version.figures(first, period="2020").values - version.figures(first, period="2018").values
    assert moved.values[0][moved.open] == pytest.approx(change[moved.open])
    assert moved.earlier == "2018"


def test_a_fixed_reference_is_the_first_year(version):
    edition = version.edition()
    found = decompose(version, "social_monitoring_fixed", edition, "2020")
    first = decompose(version, "social_monitoring", edition, "2013")
    assert found.reference == "2013"
    assert found.moments == first.moments
    assert found.of_total == first.of_total


def test_leaving_one_out_gives_the_class_of_the_shorter_index(version, shipped, tmp_path):
    """The same city by a recipe whose index lacks the first indicator."""
    whole = decompose(version, "social_monitoring", version.edition(), "2020")
    shorter = City(tmp_path)
    shorter.stage(monitored.delivery(without=1))
    shorter.build(shipped)
    shorter.publish(date(2026, 1, 2))
    assert whole.without[0].tolist() == shorter.figures("social_monitoring", period="2020").classes.tolist()
    fixed = decompose(version, "social_monitoring_fixed", version.edition(), "2020")
    assert (
        fixed.without[0].tolist()
        == shorter.figures("social_monitoring_fixed", period="2020").classes.tolist()
    )


def test_what_a_change_of_one_indicator_moves_is_counted(version):
    found = decompose(version, "social_monitoring", version.edition(), "2020")
    moved = found.without != found.classes
    assert found.changed_without().tolist() == (moved & (found.classes >= 0)).sum(axis=1).tolist()
    assert found.unsteady().sum() <= found.changed_without().sum()
    assert found.changed_without().sum() > 0


def test_where_one_figure_is_hidden_no_step_is_shown(version):
    found = decompose(version, "social_monitoring", version.edition(), "2020")
    row = version.edition().index_of(monitored.HIDDEN)
    assert np.isnan(version.figures("unemployment_share", period="2020").values[row])
    assert not found.open[row]
    assert np.isnan(found.values[:, row]).all()
    assert np.isnan(found.contributions[:, row]).all()
    assert np.isnan(found.total[row])


def test_excluded_spaces_have_no_contributions(version):
    found = decompose(version, "social_monitoring", version.edition(), "2020")
    row = version.edition().index_of(monitored.SMALL)
    assert found.exclusions[row] == Exclusion.TOO_FEW
    assert np.isnan(found.contributions[:, row]).all()
    assert found.population.values[row] < found.definition.minimum_population


def test_what_is_no_index_raises(version):
    with pytest.raises(KeyError):
        kind_of(version, "unemployment_share")
    with pytest.raises(KeyError, match="1999"):
        decompose(version, "social_monitoring", version.edition(), "1999")

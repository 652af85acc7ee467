import csv
import io
import subprocess
import sys

import numpy as np
import pytest

import sozialraum
from sozialraum.warehouse.editions import UnknownSpaceError
from sozialraum.warehouse.explanation import explain
from sozialraum.warehouse.figures import FIELDS
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import NoFiguresError
from worlds import grid


def test_the_same_figures_leave_by_every_way(city):
    found = city.figures("unemployment_share", period="2020")
    table = found.to_arrow()
    assert table.column_names == list(FIELDS)
    assert table["value"].to_pylist() == found.values.tolist()
    rows = list(csv.DictReader(io.StringIO(found.to_csv())))
    assert [float(r["value"]) for r in rows] == found.values.tolist()
    assert {r["data_version"] for r in rows} == {city.current().id}
    assert found.to_pandas()["numerator"].tolist() == found.numerator.tolist()
    assert [found.row(c).value for c in found.codes] == found.values.tolist()


def test_a_notebook_needs_no_django(city):
    code = (
        "import sys, sozialraum\n"
        f"city = sozialraum.open({str(city.folder)!r})\n"
        "table = city.figures('unemployment_share', period='2020').to_arrow()\n"
        "assert table.num_rows == 4, table\n"
        "assert not [m for m in sys.modules if m.startswith('django')]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert sozialraum.open(city.folder).current().id == city.current().id


def test_values_are_their_parts(city):
    found = city.figures("unemployment_share", period="2016")
    assert found.values == pytest.approx(100 * found.numerator / found.denominator)
    assert ((found.lower < found.values) & (found.values < found.upper)).all()


def test_one_row_has_the_interval_of_the_whole(city):
    found = city.figures("unemployment_share", period="2016")
    assert [found.at(i).lower for i in range(4)] == found.lower.tolist()
    series = city.current().series_of("unemployment_share", found.edition, 2)
    whole = city.current().series("unemployment_share", found.edition)
    assert series.lower.tolist() == whole.lower[:, 2].tolist()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"indicator": "unemploiment"}, "There is no indicator"),
        ({"indicator": "unemployment_share", "period": "1999"}, "2013 to 2022"),
        ({"indicator": "unemployment_share", "group": "women"}, "groups: total"),
        ({"indicator": "unemployment_share", "space_system": "wahlkreise"}, "sozialraeume@2019-01-01"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(city, asked, told):
    with pytest.raises(NoFiguresError, match=told):
        city.figures(**asked)


def test_unknown_spaces_raise(city):
    with pytest.raises(UnknownSpaceError, match="has no space “Z”"):
        city.figures("unemployment_share").row("Z")


def test_figures_cannot_be_written_to(city):
    with pytest.raises(ValueError, match="read-only"):
        city.figures("unemployment_share").values[0] = 1


def test_an_explanation_names_parts_and_sources(city):
    v = city.current()
    told = explain(v, "unemployment_share", v.edition(grid.NEW), "B", "2015")
    assert [(p.column, p.value) for p in told.numerator] == [("unemployed@total", 22.5)]
    assert told.numerator[0].how["de"].startswith("umgerechnet von sozialraeume@2013-01-01")
    assert told.denominator[0].column == "inhabitants@age_15_64"
    assert told.figure.state is State.ESTIMATED
    assert told.data_version == v.id


def test_few_inhabitants_give_no_figure(city):
    v = city.current()
    found = v.figures("unemployment_share", edition=grid.OLD, period="2013")
    assert v.catalogue.indicators["unemployment_share"].minimum_denominator == 100
    assert found.denominator.min() >= 100
    assert np.isfinite(found.values).all()

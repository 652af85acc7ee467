import numpy as np
import pytest

from sozialraum.methods.social_monitoring import Exclusion
from sozialraum.warehouse import indices
from sozialraum.warehouse.catalogue import IndexDefinition
from sozialraum.warehouse.values import Column, State

TEXT = {"de": "", "en": ""}
INDEX = IndexDefinition(
    key="mss", method="mss", title=TEXT, explanation=TEXT, status=("a", "b"), dimensions=("work",), source=TEXT,
    reading_aid=TEXT, weaknesses=TEXT, outliers=("out",),
)  # fmt: skip
CODES = ("s0", "s1", "s2", "s3", "out", "few", "unknown")
A = {
    "2018": [1.0, 2, 3, 4, 50, 60, 1],
    "2020": [2.0, 2, 4, 4, 50, 60, np.nan],
}
PEOPLE = Column.of([1000, 1000, 1000, 1000, 1000, 299, 1000])


def figures(periods):
    return {p: {f"{i}@total": (Column.of(A[p]), f"{i}{p}") for i in ("a", "b")} for p in periods}


def people(periods):
    return dict.fromkeys(periods, (PEOPLE, "people"))


def made(period="2020", periods=("2018", "2020"), reference=None):
    given = indices.inputs(INDEX, period, figures(periods), people(periods))
    return indices.compute(INDEX, CODES, given, reference)


def test_golden_values_by_hand():
    columns, _ = made()
    # Two equal columns 2, 2, 4, 4 of the four valid spaces: mean 3, sd 1, so z = −1, −1, 1, 1.
    assert columns["mss@total"].values[:4].tolist() == [-1, -1, 1, 1]
    assert columns["mss@total#class"].values[:4].tolist() == [1, 1, 1, 1]
    # Changes 1, 0, 1, 0: mean ½, sd ½.
    assert columns["mss_dynamics@total"].values[:4].tolist() == [1, -1, 1, -1]


def test_who_is_excluded_is_named_with_the_reason():
    columns, _ = made()
    assert [Exclusion(int(e)) for e in columns["mss@total#exclusion"].values[4:]] == [
        Exclusion.OUTLIER, Exclusion.TOO_FEW, Exclusion.NO_DATA,
    ]  # fmt: skip
    assert [State(s) for s in columns["mss@total"].states[4:]] == [
        State.NOT_APPLICABLE, State.NOT_APPLICABLE, State.UNKNOWN,
    ]  # fmt: skip
    assert not columns["mss@total#class"].known[4:].any()


def test_a_fixed_reference_shows_absolute_change():
    first, reference = made("2018")
    assert first["mss@total"].values.tolist()[:4] == pytest.approx(
        first["mss_fixed@total"].values.tolist()[:4]
    )
    later, _ = made("2020", reference=reference)
    assert later["mss@total"].values[:4].mean() == pytest.approx(0)
    assert later["mss_fixed@total"].values[:4].mean() > 0


def test_without_earlier_figures_there_is_no_dynamics():
    columns, _ = made("2020", periods=("2020",))
    assert "mss@total" in columns
    assert "mss_dynamics@total" not in columns


def test_without_one_of_its_indicators_there_is_no_index():
    some = figures(("2020",))
    del some["2020"]["b@total"]
    assert indices.inputs(INDEX, "2020", some, people(("2020",))) is None
    assert indices.inputs(INDEX, "2021", figures(("2020",)), people(("2020",))) is None

"""From a measure to a plain sentence: what the figures tell, and why they often tell nothing."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from sozialraum.planning.effects import sentences
from sozialraum.planning.effects.queries import figures
from sozialraum.planning.programme.models import Measure
from sozialraum.warehouse.figures import Series
from sozialraum.warehouse.values import State

YEARS = tuple(str(year) for year in range(2015, 2025))
ROW = 20  # in the middle of the city by its level


class City:
    """A data version of forty spaces and one indicator."""

    id = "2026-01-01-test"

    def __init__(self, direction: str = "burden") -> None:
        own = SimpleNamespace(
            key="share",
            unit="percent",
            decimals=1,
            direction=direction,
            title={"de": "Anteil", "en": "Share"},
        )
        self.names = {"share": own}
        self.catalogue = SimpleNamespace(indicators=self.names)

    def periods(self, *_asked: object) -> list[str]:
        return list(YEARS)


class Spaces:
    """Their edition."""

    key, codes = "raeume@2010", tuple(str(n) for n in range(40))

    def __len__(self) -> int:
        return 40


@pytest.fixture
def tell(monkeypatch):
    """What is told of a measure that begins in 2021, after so much was added to its space from 2022 on."""

    def told(added: float = 0.0, *, direction: str = "burden", places=(str(ROW),), secret: bool = False):
        rng = np.random.default_rng(7)
        values = np.linspace(8, 20, 40) + np.arange(10)[:, None] * 0.1 + rng.normal(0, 0.3, (10, 40))
        values[7:, ROW] += added
        states = np.full(values.shape, State.OBSERVED)
        if secret:
            values[:6, ROW], states[:6, ROW] = np.nan, State.SECRET
        series = Series("share", "total", Spaces(), YEARS, values, states, values, values, ())
        monkeypatch.setattr(figures, "series_of", lambda *_asked: series)
        monkeypatch.setattr(
            figures,
            "rows_of",
            lambda _v, _e, space: (Spaces(), tuple(range(40)) if not space else (int(space),)),
        )
        own, *others = [
            Measure(pk=n, indicators=["share"], begins=date(2021, 5, 1), edition="", space=space)
            for n, space in enumerate(places, 1)
        ]
        return figures.told_of([own], figures.Acting((own, *others)), City(direction))[0]

    return told


@pytest.mark.parametrize(
    ("added", "direction", "verdict", "says"),
    [
        (-4, "burden", "helped", "Das spricht dafür, dass die Maßnahme geholfen hat."),
        (4, "resource", "helped", "Das spricht dafür, dass die Maßnahme geholfen hat."),
        (4, "burden", "against", "nicht in die Richtung, die gewollt war"),
        (-4, "neutral", "changed", "ob das gut ist, sagt diese Kennzahl allein nicht"),
        (0, "burden", "chance", "Eine Wirkung der Maßnahme ist in den Zahlen nicht zu sehen"),
    ],
)
def test_what_moved_is_told_by_what_was_wanted(tell, added, direction, verdict, says):
    found = tell(added, direction=direction)
    said = sentences.sentences(found)
    assert found.verdict == verdict and says in said[1]
    assert "Prozentpunkte" in said[0]
    if added:
        assert found.kept["effect"] == pytest.approx(added, abs=1)
        assert "in keinem der" in said[1]


def test_where_it_cannot_be_told_the_reason_stands(tell):
    assert tell(places=("",)).why == "everywhere"
    hidden = tell(-4, secret=True)
    assert (hidden.verdict, hidden.why) == ("untold", "secret")
    assert sentences.sentences(hidden) == [
        "Das lässt sich aus den Zahlen nicht sagen. Die Zahlen sind hier so klein, dass sie geheim gehalten werden."
    ]
    assert set(sentences.WHY) >= {one.value for one in figures.Untold} | {
        "everywhere",
        "no_such_figures",
        "secret",
    }


def test_spaces_with_another_such_measure_are_compared_with_nothing(tell):
    alone = tell(-4)
    nearest = int(alone.effect.comparisons[0])
    beside = tell(-4, places=(str(ROW), str(nearest)))
    assert nearest not in beside.effect.comparisons and nearest not in beside.effect.placebo_spaces

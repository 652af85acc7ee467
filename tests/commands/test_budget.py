"""budget: the files that a city publishes, from the terminal; a dry run, then once, then nothing new."""

from __future__ import annotations

from argparse import Namespace
from contextlib import nullcontext
from pathlib import Path

import pytest

from sozialraum.commands import budget
from sozialraum.commands.failure import NOT_THERE, WRONG_DELIVERY, Failure
from sozialraum.intake.budget import PLAN
from sozialraum.planning.programme.models import BudgetAmount, BudgetLine
from sozialraum.warehouse.city import City
from worlds.served import serve

FOLDER = "cities/koeln/budget"


@pytest.fixture
def city(published, monkeypatch) -> Path:
    """A folder of some city, and Django that is ready already."""
    found = City(published)
    serve(monkeypatch, found)
    monkeypatch.setattr(budget.django, "ready", lambda _folder: nullcontext())
    return found.folder


def given(city: Path, *files: Path, **values: object) -> Namespace:
    return Namespace(**({"city": city, "files": files, "recipe": "koeln", "dry_run": False} | values))


@pytest.mark.shared
@pytest.mark.django_db
def test_koeln_dry_then_once_then_nothing_new(city, shared, capsys):
    file = shared / FOLDER / "teilergebnisplan.csv"
    budget.budget(given(city, file, dry_run=True))
    told = capsys.readouterr()
    assert (
        "New lines: 2828, named otherwise: 0, new amounts: 16968" in told.err
        and not BudgetLine.objects.exists()
    )
    assert "note,teilergebnisplan.csv," in told.out and "warning" not in told.out
    budget.budget(given(city, file))
    assert BudgetLine.objects.count() == 2828 and BudgetAmount.objects.count() == 16968
    held = BudgetAmount.objects.get(line__product="0101", line__line="17", year=2012, kind=PLAN)
    assert held.amount == 16222250
    budget.budget(given(city, file))
    assert "new amounts: 0, changed: 0, as known: 16968" in capsys.readouterr().err


def test_what_is_another_file_or_wrong_is_refused(city, tmp_path):
    other, wrong = tmp_path / "anderes.csv", tmp_path / "teilergebnisplan.csv"
    other.write_text("a,b")
    wrong.write_text("a,b")
    for path, code in (
        (other, NOT_THERE),
        (wrong, WRONG_DELIVERY),
        (tmp_path / "fehlt" / wrong.name, NOT_THERE),
    ):
        with pytest.raises(Failure) as refused:
            budget.budget(given(city, path))
        assert refused.value.code == code

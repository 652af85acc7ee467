"""The invented city's budget, loaded from the files that its treasury publishes."""

from __future__ import annotations

from pathlib import Path

from sozialraum.intake.budget import entry_of, read_entry
from sozialraum.intake.recipe import read_recipe
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.actions.budget import load_budget
from sozialraum.planning.statistics.queries import current
from sozialraum.recipes import recipe_folder


def publish(delivery: Path) -> None:
    """Load what lies there; loaded once, nothing changes."""
    recipe = read_recipe(recipe_folder("musterstadt"))
    for path in sorted((delivery / "haushalt").glob("*.csv")):
        entry = entry_of(recipe, path.name)
        if entry is not None:
            budget = read_entry(recipe, entry, path.name, path.read_bytes(), current().editions())
            load_budget(by=PROGRAM, budget=budget)

"""The invented budget is one as a city publishes it: read by its recipe, all totals right, areas are the city."""

from __future__ import annotations

from decimal import Decimal

from sozialraum.intake.budget import Budget, entry_of, read_budget
from sozialraum.intake.recipe import read_recipe
from sozialraum.musterstadt.treasury import write_budget
from sozialraum.recipes import recipe_folder

AREAS = [("01", "Mitte", 0.51234567), ("02", "Nord", 0.3), ("03", "Süd", 0.18765433)]


def read(folder, name: str) -> Budget:
    recipe = read_recipe(recipe_folder("musterstadt"))
    entry = entry_of(recipe, name)
    assert entry is not None
    names = {code: name for code, name, _share in AREAS}
    return read_budget(
        name, (folder / "haushalt" / name).read_bytes(), entry, recipe.dialects["treasury"], names
    )


def test_it_adds_up_to_the_cent_in_every_way(tmp_path):
    write_budget(tmp_path, 90_000, AREAS, 2007)
    city, parts = (
        read(tmp_path, "teilergebnisplan.csv"),
        read(tmp_path, "teilergebnisplan_planungsraeume.csv"),
    )
    assert city.issues == parts.issues == ()
    assert len({row.product for row in city.rows}) == 19 and len(city.years) == 6
    whole = {(row.product, row.line): row.amounts for row in city.rows}
    for key in {(row.product, row.line) for row in parts.rows}:
        own = [row.amounts for row in parts.rows if (row.product, row.line) == key]
        assert len(own) == len(AREAS)
        for year, amount in whole[key].items():
            assert sum((one[year] for one in own), Decimal(0)) == amount
    assert whole["0601", "28"][city.years[0]] < 0 and any(
        row.district == "planungsraeume/03" for row in parts.rows
    )

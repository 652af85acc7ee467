"""budget: the municipal budget from the files in which the city publishes it."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sozialraum import intake
from sozialraum.commands import building, django, files
from sozialraum.commands.failure import MACHINE, NOT_THERE, WRONG_DELIVERY, Failure, failing
from sozialraum.commands.loading import found_recipe
from sozialraum.commands.progress import say
from sozialraum.intake.budget import Budget, entry_of, read_entry
from sozialraum.intake.recipe import Recipe, read_recipe
from sozialraum.site.database import DatabaseUnavailable
from sozialraum.warehouse.city import NotPublishedError
from sozialraum.warehouse.version import Version


def budget(given: argparse.Namespace) -> None:
    """Read and check the files; the issue log goes to standard output; load what has no errors."""
    city = building.existing(given.city)
    with failing(NOT_THERE, NotPublishedError):
        version = city.current()
    with failing(WRONG_DELIVERY, intake.RecipeError):
        recipe = read_recipe(found_recipe(given.recipe or str(version.settings["key"])))
    read = [_read(path, recipe, version) for path in given.files]
    _print_log(one for found in read for one in found.issues)
    if not all(one.is_sound for one in read):
        raise Failure("Nothing was loaded: a file has errors, see the issue log.", WRONG_DELIVERY)
    with failing(MACHINE, DatabaseUnavailable), django.ready(city.folder):
        for one in read:
            _bring(one, dry_run=given.dry_run)


def _read(path: Path, recipe: Recipe, version: Version) -> Budget:
    entry = entry_of(recipe, path.name)
    if entry is None:
        known = ", ".join(Path(one["file"]).name for one in recipe.budgets) or "none"
        raise Failure(f"The recipe knows no budget {path.name}; it knows {known}.", NOT_THERE)
    content = files.content(path, 50 * 2**20, "The file is larger than 50 MB.")
    return read_entry(recipe, entry, path.name, content, version.editions())


def _bring(read: Budget, *, dry_run: bool) -> None:
    from sozialraum.planning.people.rules import PROGRAM
    from sozialraum.planning.programme.actions.budget import load_budget
    from sozialraum.planning.programme.queries.budget_difference import difference

    found = difference(read) if dry_run else load_budget(by=PROGRAM, budget=read)
    would = "would change" if dry_run else "changed"
    say(
        f"{read.file}: {len(read.rows)} lines. New lines: {len(found.new_lines)}, "
        f"named otherwise: {len(found.renamed)}, "
        f"new amounts: {len(found.new_amounts)}, {would}: {len(found.changed)}, as known: {found.same}."
    )
    if dry_run:
        say("Nothing was loaded: this was a dry run.")


def _print_log(issues: Iterable[Any]) -> None:
    """File, row, column, found, expected: as CSV, for a spreadsheet or another program."""
    writer = csv.writer(sys.stdout)
    writer.writerow(["severity", "file", "row", "column", "found", "expected", "finding", "count"])
    for one in issues:
        _title, text, _todo = intake.describe(one, "en")
        writer.writerow(
            [one.severity, one.file, one.row or "", one.column, one.found, one.expected, text, one.count]
        )

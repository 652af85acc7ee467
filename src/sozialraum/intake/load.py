"""The five phases one after the other: a recipe and a delivered folder become a `Delivery`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from sozialraum.intake.check import run_checks
from sozialraum.intake.crosswalks import read_crosswalk
from sozialraum.intake.delivered import Delivered
from sozialraum.intake.errors import ColumnMissing, IntakeError, reason_of
from sozialraum.intake.facilities import read_facilities
from sozialraum.intake.files import Files
from sozialraum.intake.harmonise import Figures, harmonise
from sozialraum.intake.log import Log
from sozialraum.intake.raw import RawTable
from sozialraum.intake.read import read_source
from sozialraum.intake.recipe import CITY, Recipe, Source, read_recipe
from sozialraum.intake.recognise import recognise
from sozialraum.intake.spaces import keys_of, read_editions
from sozialraum.intake.stage import as_release
from sozialraum.intake.traps import apply_traps
from sozialraum.warehouse.draft import CrosswalkDraft, Delivery, EditionDraft, FacilitiesDraft, SourceFile

Progress = Callable[[str, int, int], None]  # (what, done, of)


@dataclass(eq=False)
class _Loading:
    """What is known so far of one source."""

    source: Source
    edition: EditionDraft
    figures: Figures
    log: Log = field(default_factory=Log)
    files: list[SourceFile] = field(default_factory=list)


def load(recipe_folder: Path, data: Path, progress: Progress | None = None) -> Delivery:
    """Read a city's delivered files by its recipe.

    recipe_folder: the TOML files, see docs/recipes.md. data: the folder in which the files lie.
    Raises RecipeError for a wrong recipe and IntakeError where no spaces can be had; all else becomes issues.
    """
    recipe = read_recipe(Path(recipe_folder))
    data = Path(data).resolve()
    if not data.is_dir():
        raise IntakeError(f"There is no folder {data}. Say by --data where the delivered files lie.")
    steps = _Steps(progress, 2 + len(recipe.sources) + len(recipe.facilities))
    files, common = Files(data), Log()
    steps.done("read spaces")
    editions = read_editions(recipe, files)
    known = {e.key: e for e in (*editions, _whole_city(recipe))}
    loadings = []
    for source in recipe.sources:
        steps.done(f"read {source.key}")
        loadings.append(_load_source(source, recipe, files, known))
    steps.done("check")
    _check(recipe, loadings, known, common)
    return Delivery(
        city={**recipe.city, "space_system": list(recipe.space_systems)},
        editions=editions,
        releases=tuple(
            as_release(one.source, one.edition.key, one.figures, one.files, one.log) for one in loadings
        ),
        crosswalks=_crosswalks(recipe, files, known, common),
        facilities=_facilities(recipe, files, editions, steps),
        catalogue=recipe.catalogue,
        issues=common.issues(),
    )


def _load_source(source: Source, recipe: Recipe, files: Files, known: dict[str, EditionDraft]) -> _Loading:
    edition = known[recipe.city_edition if source.edition == CITY else source.edition]
    dialect = recipe.dialects[source.dialect]
    loading = _Loading(source, edition, Figures(source, edition.codes))
    aliases = {**_aliases(recipe, edition), **source.aliases}
    keys = keys_of(edition, "code" if source.space else source.match, aliases)
    if source.space and source.space not in keys:
        raise IntakeError(
            f"Source {source.key}: “{source.space}” is no space of {edition.key}. Correct the recipe."
        )
    for table in read_source(files, source, dialect, loading.log):
        if table.file not in loading.files:
            loading.files.append(table.file)
        try:
            harmonise(recognise(table, source, keys, loading.log), loading.figures, dialect, loading.log)
        except ColumnMissing as error:
            _report_columns(error.name, table, source, loading.log)
        except ValueError as error:
            where = {"file": table.file.path, "sheet": table.sheet}
            loading.log.add(
                "file_unreadable",
                "recognise",
                "error",
                **where,
                found=reason_of(error),
                expected=source.reader,
            )
    apply_traps(loading.figures, loading.log)
    return loading


def _report_columns(missing: str, table: RawTable, source: Source, log: Log) -> None:
    """Say which columns the recipe names, the missing one first, and which the file has."""
    named = dict.fromkeys([missing, *source.fields.values(), *(line["field"] for line in source.where)])
    there = [name for name in table.headers if re.sub(r"\(\d+\)$", "", name).strip()]
    log.add(
        "column_missing",
        "recognise",
        "error",
        file=table.file.path,
        sheet=table.sheet,
        found=_quoted(there) or "–",
        expected=_quoted(list(named)),
    )


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names[:30]) + (" …" if len(names) > 30 else "")


def _aliases(recipe: Recipe, edition: EditionDraft) -> dict[str, str]:
    for entry in recipe.editions:
        if (entry["space_system"], entry["valid_from"]) == (edition.space_system, edition.valid_from):
            return dict(entry.get("aliases", {}))
    return {}


def _whole_city(recipe: Recipe) -> EditionDraft:
    """The city as one space, for sources about all of it; its outline is made by the warehouse."""
    nothing = shapely.to_wkb(shapely.Polygon())
    return EditionDraft(
        CITY,
        recipe.city_edition.split("@")[1],
        None,
        {"de": "", "en": ""},
        (CITY,),
        (str(recipe.city["name"]),),
        ("",),
        None,
        (nothing,),
    )


def _check(recipe: Recipe, loadings: Sequence[_Loading], known: dict[str, EditionDraft], common: Log) -> None:
    delivered = Delivered(
        [one.figures for one in loadings], known, {one.source.key: one.edition.key for one in loadings}
    )
    logs = {one.source.key: one.log for one in loadings}
    run_checks(recipe.checks, delivered, lambda source: logs.get(source, common))


def _crosswalks(
    recipe: Recipe, files: Files, known: dict[str, EditionDraft], log: Log
) -> tuple[CrosswalkDraft, ...]:
    return tuple(
        read_crosswalk(entry, files, recipe.dialects[entry.get("dialect", "plain")], known, log)
        for entry in recipe.crosswalks
    )


def _facilities(
    recipe: Recipe, files: Files, editions: Sequence[EditionDraft], steps: _Steps
) -> tuple[FacilitiesDraft, ...]:
    made = []
    for entry in recipe.facilities:
        steps.done(f"read {entry['key']}")
        made.append(read_facilities(entry, files, editions, recipe.city["crs"]))
    return tuple(made)


class _Steps:
    """Counts steps for whoever wants to hear of them."""

    def __init__(self, progress: Progress | None, of: int) -> None:
        self._progress, self._of, self._done = progress, of, 0

    def done(self, what: str) -> None:
        """Say that this step begins."""
        self._done += 1
        if self._progress:
            self._progress(what, self._done, self._of)

"""load: from the delivered files to what is staged."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from sozialraum import intake, warehouse
from sozialraum.commands.failure import MACHINE, NOT_THERE, WRONG_DELIVERY, Failure, failing
from sozialraum.commands.progress import Bars, say
from sozialraum.intake import IntakeError, RecipeError
from sozialraum.recipes import catalogue_folder, recipe_folder
from sozialraum.site.folder import FolderUnusable, prepared
from sozialraum.warehouse import catalogue
from sozialraum.warehouse.catalogue import CatalogueError
from sozialraum.warehouse.draft import Delivery
from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.stage import StagingError, stage
from sozialraum.warehouse.store import Store, replace_file

INVENTED = "musterstadt"
ERRORS_TOLD = 10


def load(given: argparse.Namespace) -> None:
    """Read, recognise, harmonise, check and stage a delivery."""
    recipe, folder, data = places(given)
    signature = _signature(recipe, data)  # before reading: what changes meanwhile is read again the next time
    with Bars() as bars, failing(WRONG_DELIVERY, IntakeError, RecipeError, CatalogueError, StagingError):
        delivery = intake.load(recipe, data, bars)
        catalogue.load(catalogue_folder()).with_overrides(delivery.catalogue, f"recipe {recipe.name}")
        _require_own(folder, delivery.city)
        _stage(Store(folder / "warehouse"), delivery, bars)
        _own(folder, delivery.city)
    replace_file(folder / "loaded", lambda file: file.write(signature.encode()))
    issues = Counter(
        i.severity
        for part in (delivery, *delivery.editions, *delivery.releases, *delivery.facilities)
        for i in part.issues
    )
    say(
        f"Staged {delivery.city['name']}: {len(delivery.releases)} releases, {len(delivery.editions)} editions, "
        f"{len(delivery.facilities)} kinds of facilities; "
        f"issue log: {issues['warning']} warnings, {issues['note']} notes."
    )


def _stage(store: Store, delivery: Delivery, bars: Bars) -> None:
    try:
        stage(store, delivery, bars)
    except StagingError as error:
        lines = [str(error), *map(_sentence, error.issues[:ERRORS_TOLD])]
        more = len(error.issues) - ERRORS_TOLD
        raise Failure(
            "\n".join([*lines, f"  and {more} more"] if more > 0 else lines), WRONG_DELIVERY
        ) from error


def _sentence(issue: Issue) -> str:
    """Where an error is, what it is, and what to do about it."""
    title, text, todo = intake.describe(issue, "en")
    where = [
        issue.file, issue.sheet and f"sheet “{issue.sheet}”", issue.row and f"row {issue.row}",
        issue.column and f"column “{issue.column}”",
    ]  # fmt: skip
    return f"  {', '.join(str(part) for part in where if part) or title}: {text or title} {todo}".rstrip()


def _require_own(folder: Path, city: Mapping[str, object]) -> None:
    """Refuse a folder that is another city's."""
    path = folder / "city.toml"
    if not path.exists():
        return
    found = tomllib.loads(path.read_text(encoding="utf-8")).get("city", {}).get("key")
    if found != city["key"]:
        raise Failure(f"{folder} is the folder of {found}: choose another one for {city['key']}.", MACHINE)


def _own(folder: Path, city: Mapping[str, object]) -> None:
    """Let the folder be this city's: write its `city.toml` where there is none yet."""
    path = folder / "city.toml"
    if path.exists():
        return
    about = city.get("about")
    lines = [
        "# Who this city is. [site] says how it is served; docs/settings.md lists its keys.", "[city]",
        f"key = {json.dumps(city['key'])}", f"name = {json.dumps(city['name'], ensure_ascii=False)}",
        f"demonstration = {'true' if city.get('demonstration') else 'false'}",
    ]  # fmt: skip
    if isinstance(about, Mapping):
        told = ", ".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in about.items())
        lines.append(f"about = {{{told}}}")
    for name in city.get("services") or ():  # type: ignore[attr-defined]
        lines += ["", "[[needs.services]]", f"name = {json.dumps(name, ensure_ascii=False)}"]
    replace_file(path, lambda file: file.write(("\n".join(lines) + "\n").encode()))


def places(given: argparse.Namespace) -> tuple[Path, Path, Path]:
    """The recipe, the city's folder and the delivered files. A wrong word leaves no new folder behind."""
    recipe = found_recipe(given.recipe)
    data = _named(given, recipe)
    with failing(MACHINE, FolderUnusable):
        folder = prepared(given.city)
    return recipe, folder, data or _invented(folder / "delivery", given.blocks)


def _named(given: argparse.Namespace, recipe: Path) -> Path | None:
    """The folder with the files; None for the invented city, which makes its own."""
    data: Path | None = given.data
    if data is None and recipe.name != INVENTED:
        raise Failure(f"Where are the files of {given.recipe}? Name their folder after --data.", NOT_THERE)
    if data is not None and not data.is_dir():
        raise Failure(
            f"There is no folder {data}: name the one with the delivered files after --data.", NOT_THERE
        )
    return data


def _invented(data: Path, blocks: int | None) -> Path:
    """Musterstadt's files, made once for each size and each version of the generator."""
    from sozialraum import musterstadt  # here, so that a real city doesn't wait for it

    blocks = blocks or musterstadt.DEFAULT_BLOCKS
    mark = data / ".made"
    wanted = f"{blocks} {_content(Path(musterstadt.__file__ or '').parent.rglob('*.py'))}"
    if not mark.exists() or mark.read_text() != wanted:
        say("Inventing Musterstadt …")
        shutil.rmtree(data, ignore_errors=True)
        with Bars() as bars:
            musterstadt.generate(
                data, blocks=blocks, progress=lambda what, part: bars(what, int(100 * part), 100)
            )
        mark.write_text(wanted)
    return data


def found_recipe(name: str) -> Path:
    """The recipe's folder, by the name of one that ships or by path."""
    with failing(NOT_THERE, FileNotFoundError):
        return recipe_folder(name)


def is_loaded(recipe: Path, folder: Path, data: Path) -> bool:
    """Whether these very files by this very recipe are staged already."""
    mark = folder / "loaded"
    if not mark.exists() or Store(folder / "warehouse").pointed("staged") is None:
        return False
    return mark.read_text() == _signature(recipe, data)


def _signature(recipe: Path, data: Path) -> str:
    """Names a delivery without reading it: recipe, catalogue and programme by content, files by size and time."""
    files = [
        f"{f.relative_to(data)} {f.stat().st_size} {f.stat().st_mtime_ns}"
        for f in sorted(data.rglob("*"))
        if f.is_file()
    ]
    code = [file for room in (intake, warehouse) for file in Path(room.__file__ or "").parent.rglob("*.py")]
    rules = _content([*recipe.glob("*.toml"), *catalogue_folder().rglob("*.toml"), *code])
    return hashlib.sha256("\n".join([rules, *files]).encode()).hexdigest()


def _content(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()

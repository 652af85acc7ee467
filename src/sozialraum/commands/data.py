"""load, build, publish, status: from the delivered files to what everybody sees."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from sozialraum import intake, musterstadt, warehouse
from sozialraum.commands import django
from sozialraum.commands.failure import MACHINE, NOT_THERE, WRONG_DELIVERY, Failure, failing
from sozialraum.commands.progress import Bars, say
from sozialraum.intake import IntakeError, RecipeError
from sozialraum.recipes import catalogue_folder, recipe_folder
from sozialraum.site.database import DatabaseUnavailable
from sozialraum.site.folder import FolderUnusable, prepared
from sozialraum.warehouse import catalogue
from sozialraum.warehouse.build import NothingStagedError
from sozialraum.warehouse.catalogue import CatalogueError
from sozialraum.warehouse.city import City, NotPublishedError, open_city
from sozialraum.warehouse.draft import Delivery
from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.stage import StagingError
from sozialraum.warehouse.store import StoreError, replace_file

INVENTED = "musterstadt"
ERRORS_TOLD = 10


def load(given: argparse.Namespace) -> None:
    """Read, recognise, harmonise, check and stage a delivery."""
    recipe, folder, data = places(given)
    with Bars() as bars, failing(WRONG_DELIVERY, IntakeError, RecipeError, CatalogueError, StagingError):
        delivery = intake.load(recipe, data, bars)
        catalogue.load(catalogue_folder()).with_overrides(delivery.catalogue, f"recipe {recipe.name}")
        _own(folder, delivery.city)
        _stage(City(folder), delivery, bars)
    replace_file(folder / "loaded", lambda file: file.write(_signature(recipe, data).encode()))
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


def _stage(city: City, delivery: Delivery, bars: Bars) -> None:
    try:
        city.stage(delivery, bars)
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


def _own(folder: Path, city: Mapping[str, object]) -> None:
    """Let the folder be this city's: write its `city.toml`, or refuse where it is another city's."""
    path = folder / "city.toml"
    if path.exists():
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("city", {}).get("key")
        if found != city["key"]:
            raise Failure(
                f"{folder} is the folder of {found}: choose another one for {city['key']}.", MACHINE
            )
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
    replace_file(path, lambda file: file.write(("\n".join(lines) + "\n").encode()))


def places(given: argparse.Namespace) -> tuple[Path, Path, Path]:
    """The recipe, the city's folder and the delivered files. A wrong word leaves no new folder behind."""
    recipe = found_recipe(given.recipe)
    data = _named(given, recipe)
    with failing(MACHINE, FolderUnusable):
        folder = prepared(given.city)
    return recipe, folder, data or _invented(folder / "delivery", given.blocks or musterstadt.DEFAULT_BLOCKS)


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


def _invented(data: Path, blocks: int) -> Path:
    """Musterstadt's files, made once for each size and each version of the generator."""
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
    if not mark.exists() or City(folder).store.pointed("staged") is None:
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


def build(given: argparse.Namespace) -> None:
    """Calculate what the staged delivery needs."""
    with (
        Bars() as bars,
        failing(NOT_THERE, NothingStagedError, StoreError),
        failing(WRONG_DELIVERY, CatalogueError),
    ):
        done = existing(given.city).build(catalogue.load(catalogue_folder()), bars)
    say(f"Built {done.manifest[:12]}: {done.made} files made, {done.kept} kept from before.")


def publish(given: argparse.Namespace) -> None:
    """Let the last build be the current data version, with a line in the journal."""
    city = existing(given.city)
    with (
        failing(NOT_THERE, NotPublishedError),
        failing(MACHINE, DatabaseUnavailable),
        django.ready(city.folder),
    ):
        from sozialraum.planning.statistics import actions

        version = actions.publish(city=city, by=None)
    say(f"Published data version {version}.")


def status(given: argparse.Namespace) -> None:
    """Say what the city's folder holds."""
    city = existing(given.city)
    lines = {"folder": str(city.folder)}
    for pointer in ("staged", "built"):
        name = city.store.pointed(pointer)  # type: ignore[arg-type]
        lines[pointer] = name.split(".")[0][:12] if name else "nothing"
    versions = city.versions()
    lines["published"] = versions[0]["id"] if versions else "nothing"
    if versions:
        v = city.current()
        periods = sorted({p for r in v.releases.values() for p in r["periods"]})
        lines |= {
            "city": f"{v.settings['name']}{' (invented)' if v.settings.get('demonstration') else ''}",
            "editions": ", ".join(f"{e.key} ({len(e)})" for e in v.editions()),
            "periods": f"{periods[0]} to {periods[-1]}",
            "releases": str(len(v.releases)),
            "indicators": f"{len({c.split('@')[0] for e in v.results.places.values() for p in e.values() for c in p})}",
            "issues": json.dumps(Counter(i["severity"] for i in v.issues)),
            "earlier data versions": str(len(versions) - 1),
        }
        if city.store.pointed("built") != city.store.get_json(city.store.pointed("current") or "")["built"]:
            lines["next step"] = "the last build is not published: sozialraum publish"
    width = max(map(len, lines))
    print("\n".join(f"{name:<{width}}  {value}" for name, value in lines.items()))


def existing(folder: Path) -> City:
    """The city's folder, which must be one."""
    with failing(NOT_THERE, FileNotFoundError):
        city = open_city(folder)
    if not os.access(city.folder, os.W_OK):
        raise Failure(f"The folder {city.folder} can't be written: allow it, or copy the folder.", MACHINE)
    return city

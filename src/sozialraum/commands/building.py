"""build, status: from what is staged to a data version, and what a city's folder holds."""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path

from sozialraum.commands.failure import MACHINE, NOT_THERE, WRONG_DELIVERY, Failure, failing
from sozialraum.commands.progress import Bars, say
from sozialraum.recipes import catalogue_folder
from sozialraum.warehouse import catalogue
from sozialraum.warehouse.build import NothingStagedError, is_built
from sozialraum.warehouse.catalogue import CatalogueError
from sozialraum.warehouse.city import City, open_city
from sozialraum.warehouse.store import StoreError
from sozialraum.warehouse.version import Version


def build(given: argparse.Namespace) -> None:
    """Calculate what the staged delivery needs."""
    with (
        Bars() as bars,
        failing(NOT_THERE, NothingStagedError, StoreError),
        failing(WRONG_DELIVERY, CatalogueError),
    ):
        done = existing(given.city).build(catalogue.load(catalogue_folder()), bars)
    say(f"Built {done.manifest[:12]}: {done.made} files made, {done.kept} kept from before.")


def status(given: argparse.Namespace) -> None:
    """Say what the city's folder holds."""
    city = existing(given.city)
    lines = {"folder": str(city.folder)}
    for pointer in ("staged", "built"):
        name = city.store.pointed(pointer)  # type: ignore[arg-type]
        lines[pointer] = name.split(".")[0][:12] if name else "nothing"
    versions = city.versions()
    lines["published"] = versions[0]["id"] if versions else "nothing"
    if city.store.pointed("staged") and not is_built(city.store):
        lines["next step"] = "what is staged is not built: sozialraum build"
    if versions:
        v = city.current()
        periods = sorted({p for r in v.releases.values() for p in r["periods"]})
        lines |= {
            "city": f"{v.settings['name']}{' (invented)' if v.settings.get('demonstration') else ''}",
            "editions": ", ".join(f"{e.key} ({len(e)})" for e in v.editions()),
            "periods": f"{periods[0]} to {periods[-1]}",
            "releases": str(len(v.releases)),
            "indicators": str(len(_indicators(v))),
            "issues": json.dumps(Counter(i["severity"] for i in v.issues)),
            "earlier data versions": str(len(versions) - 1),
        }
        published = city.store.manifest("current") or {}
        if "next step" not in lines and city.store.pointed("built") != published.get("built"):
            lines["next step"] = "the last build is not published: sozialraum publish"
    width = max(map(len, lines))
    print("\n".join(f"{name:<{width}}  {value}" for name, value in lines.items()))


def _indicators(version: Version) -> set[str]:
    """Those of the catalogue that have figures anywhere."""
    columns = {c for e in version.results.places.values() for p in e.values() for c in p}
    return {c.split("@")[0] for c in columns} & version.catalogue.indicators.keys()


def existing(folder: Path) -> City:
    """The city's folder, which must be one."""
    with failing(NOT_THERE, FileNotFoundError):
        city = open_city(folder)
    if not os.access(city.folder, os.W_OK):
        raise Failure(f"The folder {city.folder} can't be written: allow it, or copy the folder.", MACHINE)
    return city


def existing_or_new(folder: Path) -> City:
    """The city's folder; where nothing is yet, or its settings alone, it becomes the folder of a new city."""
    path = folder.expanduser().resolve()
    with failing(MACHINE, OSError):
        if not path.exists() or (path.is_dir() and all(one.name == "city.toml" for one in path.iterdir())):
            (path / "warehouse").mkdir(parents=True)
            say(f"{path} is the folder of a new city.")
    return existing(path)

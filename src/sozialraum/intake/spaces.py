"""Editions of the recipe: outlines, codes, names and parents, read from geometry files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.errors
import pyogrio.raw
import pyproj
import shapely

from sozialraum.intake.errors import IntakeError
from sozialraum.intake.files import Files
from sozialraum.intake.log import Log
from sozialraum.intake.raw import written
from sozialraum.intake.read_kml import read_properties
from sozialraum.intake.recipe import Recipe, edition_key, tidy
from sozialraum.warehouse.draft import EditionDraft

WGS84 = "EPSG:4326"


def read_editions(recipe: Recipe, files: Files) -> tuple[EditionDraft, ...]:
    """All editions of the recipe, in its order. Raises IntakeError where outlines can't be had."""
    parents = {entry["key"]: entry.get("parent") for entry in recipe.space_systems}
    drafts = [_read(entry, parents[entry["space_system"]], files) for entry in recipe.editions]
    return tuple(_with_known_parents(draft, drafts) for draft in drafts)


def _read(entry: Mapping[str, Any], parent_system: str | None, files: Files) -> EditionDraft:
    key, log = edition_key(entry), Log()
    path = _path(entry["file"], key, files)
    fields, outlines = _features(path, entry, key)
    codes = [_as_code(value) for value in fields[entry["code"]]]
    order, outlines = _one_each(codes, outlines, log, path.name)
    outlines = _sound(outlines, [codes[i] for i in order], log, path.name, key)
    names = [tidy(str(fields[entry["name"]][i])) for i in order]
    for name, count in Counter(names).items():
        if count > 1:
            log.add("name_twice", "recognise", "note", file=path.name, found=name, count=count)
    kinds = tuple(str(fields[entry["kind"]][i]) for i in order) if "kind" in entry else ()
    return EditionDraft(
        space_system=entry["space_system"],
        valid_from=entry["valid_from"],
        valid_until=entry.get("valid_until"),
        basis=entry["basis"],
        codes=tuple(codes[i] for i in order),
        names=tuple(names),
        parents=tuple(_parent(entry.get("parent"), fields, codes, i) for i in order),
        parent_system=parent_system if "parent" in entry else None,
        geometry=tuple(shapely.to_wkb(outlines)),
        files=(files.describe(path),),
        kinds=kinds,
        issues=log.issues(),
    )


def _path(pattern: str, key: str, files: Files) -> Path:
    found = files.find(pattern)
    if not found:
        raise IntakeError(
            f"The outlines of {key} are missing: there is no file “{pattern}” in {files.folder}. "
            "Put it there, or say by --data where the delivery lies."
        )
    return found[0][0]


def _features(path: Path, entry: Mapping[str, Any], key: str) -> tuple[dict[str, Any], Any]:
    """Properties by name, and outlines in EPSG:4326."""
    try:
        meta, _, wkb, data = pyogrio.raw.read(str(path), layer=entry.get("layer"), force_2d=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, OSError, ValueError) as error:
        raise IntakeError(
            f"The outlines of {key} can't be read from {path.name}: {_said(error, path)}"
        ) from error
    fields = dict(zip(meta["fields"], data, strict=True))
    if path.suffix.lower() == ".kml":
        fields |= _of_kml(path, entry.get("layer"), len(wkb))
    parent = entry.get("parent", {}).get("property")
    for name in filter(None, (entry["code"], entry["name"], entry.get("kind"), parent)):
        if name not in fields:
            raise IntakeError(
                f"{path.name} has no property “{name}”, which the recipe names for {key}. "
                f"It has: {', '.join(fields)}. Correct the recipe."
            )
    crs = entry.get("crs") or meta["crs"] or WGS84
    return fields, _to_wgs84(shapely.from_wkb(wkb), crs)


def _of_kml(path: Path, layer: str | None, outlines: int) -> dict[str, Any]:
    """Properties that GDAL passes over; none where they can't be laid beside the outlines."""
    try:
        found = read_properties(path, layer)
    except ValueError as error:
        raise IntakeError(f"{path.name} can't be read: {error}. Export it anew.") from error
    return {name: column for name, column in found.items() if len(column) == outlines}


def _said(error: Exception, path: Path) -> str:
    """What the reader said, without where this machine keeps the file and without hints for programmers."""
    return str(error).replace(str(path), path.name).partition(";")[0].rstrip(".")


def _to_wgs84(outlines: Any, crs: str) -> Any:
    given = pyproj.CRS.from_user_input(crs)
    if given.to_epsg() == 4326 or "CRS84" in crs:
        return outlines
    move = pyproj.Transformer.from_crs(given, WGS84, always_xy=True).transform
    return shapely.transform(outlines, lambda xy: np.column_stack(move(xy[:, 0], xy[:, 1])))


def _as_code(value: Any) -> str:
    """Codes are texts: leading zeros stay, 11.0 is "11"."""
    return written(float(value)) if isinstance(value, float | np.floating) else tidy(str(value))


def _one_each(codes: Sequence[str], outlines: Any, log: Log, file: str) -> tuple[list[int], Any]:
    """First row of each code; a space in several rows is put together."""
    rows: dict[str, list[int]] = {}
    for i, code in enumerate(codes):
        rows.setdefault(code, []).append(i)
    if len(rows) == len(codes):
        return list(range(len(codes))), outlines
    for code, where in rows.items():
        if len(where) > 1:
            log.add(
                "space_in_parts", "recognise", "note", file=file, space=code, found=code, count=len(where)
            )
    joined = [shapely.union_all(outlines[where]) for where in rows.values()]
    return [where[0] for where in rows.values()], np.array(joined, dtype=object)


def _sound(outlines: Any, codes: Sequence[str], log: Log, file: str, key: str) -> Any:
    """Outlines that are polygons: invalid ones repaired, missing ones refused."""
    empty = shapely.is_missing(outlines) | shapely.is_empty(outlines)
    if empty.any():
        missing = ", ".join(np.array(codes)[empty][:5])
        raise IntakeError(
            f"{file}: {int(empty.sum())} spaces of {key} have no outline: {missing}. Complete the file."
        )
    broken = ~shapely.is_valid(outlines)
    for i in np.flatnonzero(broken):
        found = shapely.is_valid_reason(outlines[i])
        log.add(
            "outline_repaired", "harmonise", "note", file=file, row=int(i) + 1, space=codes[i], found=found
        )
    return np.where(broken, shapely.make_valid(outlines), outlines) if broken.any() else outlines


def _parent(rule: Mapping[str, Any] | None, fields: Mapping[str, Any], codes: Sequence[str], row: int) -> str:
    if rule is None:
        return ""
    if "prefix" in rule:
        return codes[row][: rule["prefix"]]
    return _as_code(fields[rule["property"]][row])


def _with_known_parents(draft: EditionDraft, drafts: Sequence[EditionDraft]) -> EditionDraft:
    """Report parents that no edition of the parent system has."""
    above = [d for d in drafts if d.space_system == draft.parent_system]
    if not above:
        return draft
    known = {code for d in above for code in d.codes}
    log = Log()
    for code, parent in zip(draft.codes, draft.parents, strict=True):
        if parent not in known:
            log.add(
                "unknown_parent",
                "recognise",
                "error",
                file=draft.files[0].path,
                space=code,
                found=parent,
                expected=above[0].key,
            )
    return EditionDraft(**{**vars(draft), "issues": (*draft.issues, *log.issues())})


def keys_of(draft: EditionDraft, match: str, aliases: Mapping[str, str]) -> dict[str, int]:
    """What a source may write for a space → its row in the edition."""
    rows = {code: i for i, code in enumerate(draft.codes)}
    known = dict(rows)
    if match == "name":
        doubled = {name for name, count in Counter(draft.names).items() if count > 1}
        known = {name: i for i, name in enumerate(draft.names) if name not in doubled}
    known |= {tidy(other): rows[code] for other, code in aliases.items() if code in rows}
    return known


def year_in(text: str) -> str:
    """The year a period is written with: "2016", "31.12.2016"; "" where there is none or more than one."""
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
    return years[0] if len(years) == 1 else ""

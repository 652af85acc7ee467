"""The files that say where everything is: blocks, social spaces before and after the reform, planning areas."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely

from sozialraum.musterstadt import write
from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.plan import KINDS, Ints
from sozialraum.musterstadt.spaces import Spaces

BEFORE, AFTER = "2013-01-01", "2019-01-01"


def write_geography(folder: Path, blocks: Blocks, spaces: Spaces) -> None:
    """Write `raeume/*.geojson`. All levels are unions of the same blocks, so their borders meet exactly."""
    shapes = write.to_degrees(blocks.shape)
    if not (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)):
        raise ValueError("blocks overlap or leave gaps after rounding; choose another seed")
    order = np.argsort(np.array(spaces.block_codes), kind="stable")
    codes = [spaces.block_codes[i] for i in order]
    write.polygons(
        folder / "raeume" / "bloecke.geojson",
        shapes[order],
        {
            "block": codes,
            "bezeichnung": [f"Block {c}" for c in codes],
            "planungsraum": [c[:2] for c in codes],
            "gebietstyp": [KINDS[blocks.kind[i]] for i in order],
        },
    )
    for division, since in ((spaces.before, BEFORE), (spaces.after, AFTER)):
        write.polygons(
            folder / "raeume" / f"sozialraeume_{since[:4]}.geojson",
            united(shapes, division.of_block),
            {
                "sozialraum": division.codes,
                "name": division.names,
                "planungsraum": [spaces.area_codes[a] for a in division.planning_area],
                "gebietstyp": division.kinds,
            },
        )
    write.polygons(
        folder / "raeume" / "planungsraeume.geojson",
        united(shapes, spaces.area_of_block),
        {"planungsraum": spaces.area_codes, "name": spaces.area_names},
    )


def united(shapes: np.ndarray, group: Ints) -> np.ndarray:
    """The union of the blocks of each group, in the order of their numbers."""
    order = np.argsort(group, kind="stable")
    start = np.searchsorted(group[order], np.arange(int(group.max()) + 2))
    parts = [shapely.coverage_union_all(shapes[order[a:b]]) for a, b in pairwise(start)]
    return np.array([shapely.normalize(p) for p in parts], dtype=object)


def write_crosswalks(folder: Path, spaces: Spaces, inhabitants: Ints) -> None:
    """Write which block belongs to which social space before and after, and what the reform changed.

    `inhabitants`: of each block at the end of the last year before the reform.
    """
    order = np.argsort(np.array(spaces.block_codes), kind="stable")
    before, after = spaces.before, spaces.after
    write.table(
        folder / "umschluesselung" / "bloecke.csv",
        {
            "Block": [spaces.block_codes[i] for i in order],
            "Sozialraum bis 2018": [before.codes[before.of_block[i]] for i in order],
            "Sozialraum ab 2019": [after.codes[after.of_block[i]] for i in order],
            "Planungsraum": [spaces.area_codes[spaces.area_of_block[i]] for i in order],
        },
        {"Einwohner 31.12.2018": inhabitants[order]},
    )
    _write_protocol(folder / "umschluesselung" / "reform_2019.csv", spaces)


def _write_protocol(path: Path, spaces: Spaces) -> None:
    """What the council decided, change by change."""
    old = dict(zip(spaces.before.codes, spaces.before.names, strict=True))
    new = dict(zip(spaces.after.codes, spaces.after.names, strict=True))
    log = spaces.reform
    rows = [("zusammengelegt", f"{a} {old[a]}; {b} {old[b]}", f"{c} {new[c]}") for a, b, c in log.merged]
    rows += [("geteilt", f"{a} {old[a]}", f"{b} {new[b]}; {c} {new[c]}") for a, b, c in log.split]
    rows += [("umbenannt", f"{c} {a}", f"{c} {b}") for c, a, b in log.renamed]
    rows += [(f"{n} Blöcke umgesetzt", f"{a} {old[a]}", f"{b} {new[b]}") for a, b, n in log.moved]
    text = "Änderung;vorher;nachher\n" + "".join(";".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8", newline="\n")

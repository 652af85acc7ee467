"""The catalogue of dimensions, variables, groups, indicators and indices, read from TOML files.

A recipe may lay its own fields over it; how to write a definition is told in docs/catalogue.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sozialraum.warehouse.catalogue.catalogue import AXES, Catalogue
from sozialraum.warehouse.catalogue.definitions import (
    CatalogueError,
    Dimension,
    Group,
    IndexDefinition,
    Indicator,
    Text,
    Unit,
    Variable,
)
from sozialraum.warehouse.catalogue.entries import KINDS
from sozialraum.warehouse.catalogue.expressions import ExpressionError, Terms, terms

__all__ = [
    "AXES",
    "Catalogue",
    "CatalogueError",
    "Dimension",
    "ExpressionError",
    "Group",
    "IndexDefinition",
    "Indicator",
    "Terms",
    "Text",
    "Unit",
    "Variable",
    "load",
    "terms",
]


def load(folder: Path | str) -> Catalogue:
    """Read all TOML files of a folder and its subfolders.

    Raises CatalogueError, which names file, entry and field.
    """
    root = Path(folder)
    paths = sorted(root.rglob("*.toml"))
    if not paths:
        raise CatalogueError(f"{root}: no TOML file found; expected dimensions.toml, indicators/… there")
    return Catalogue.of(table for path in paths for table in _tables(path, path.relative_to(root).as_posix()))


def _tables(path: Path, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CatalogueError(f"{name}: can't be read as TOML: {fault}") from fault
    for kind, tables in content.items():
        if kind not in KINDS:
            raise CatalogueError(f"{name}: [[{kind}]]: unknown; expected one of {', '.join(KINDS)}")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise CatalogueError(f"{name}: {kind}: expected tables that begin with [[{kind}]]")
        for table in tables:
            yield kind, name, table

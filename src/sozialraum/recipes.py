"""Where the recipes lie: beside the sources in a checkout, inside the package once installed."""

from __future__ import annotations

from pathlib import Path


def _root() -> Path:
    inside = Path(__file__).parent / "_recipes"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "recipes"


def catalogue_folder() -> Path:
    """The folder of the indicator catalogue."""
    return _root() / "catalogue"


def recipe_folder(name: str) -> Path:
    """A city's recipe by its name or its path; FileNotFoundError says which there are."""
    for folder in (Path(name), _root() / name):
        if folder.is_dir() and any(folder.glob("*.toml")):
            return folder
    known = sorted(p.name for p in _root().iterdir() if p.is_dir() and p.name != "catalogue")
    raise FileNotFoundError(
        f"There is no recipe “{name}”; there are {', '.join(known)}, or name a folder with one."
    )


def words_file() -> Path:
    """The words by which a text is recognised to speak of a Lebenslage or a group."""
    return _root() / "words.toml"

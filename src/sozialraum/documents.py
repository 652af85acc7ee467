"""Where the texts about methods lie: beside the sources in a checkout, inside the package once installed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

INSIDE = "_methods"  # their folder in an installed package; pyproject.toml puts them there
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def methods_folder() -> Path:
    """The folder of `KEY.de.md` and `KEY.en.md`."""
    inside = Path(__file__).parent / INSIDE
    return inside if inside.is_dir() else Path(__file__).parents[2] / "docs" / "methods"


def method_keys() -> list[str]:
    """Methods that have a text in German, in the order of their names."""
    return sorted(p.name.removesuffix(".de.md") for p in methods_folder().glob("*.de.md"))


@cache
def method_text(key: str, language: str) -> str:
    """The text of a method; in German where there is no other, empty where there is none."""
    if not _KEY.fullmatch(key):
        return ""
    for name in (f"{key}.{language}.md", f"{key}.de.md"):
        path = methods_folder() / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""

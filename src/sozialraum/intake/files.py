"""The delivered folder: which files fit a name, and what each one is."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from sozialraum.warehouse.draft import SourceFile


class Files:
    """The delivered folder; each file is hashed once and each JSON document parsed once a load."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[Path, SourceFile] = {}
        self.documents: dict[Path, Any] = {}

    def name(self, path: Path) -> str:
        """A file's name in the delivery, with the folders below it."""
        return path.relative_to(self.folder).as_posix()

    def describe(self, path: Path) -> SourceFile:
        """Name in the delivery, SHA-256, size."""
        if path not in self._known:
            digest = hashlib.sha256()
            with path.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
            self._known[path] = SourceFile(self.name(path), digest.hexdigest(), path.stat().st_size)
        return self._known[path]

    def find(self, pattern: str) -> list[tuple[Path, str]]:
        """Files that fit a pattern, in order of name, each with the period that its name holds, or ""."""
        form = re.compile(period_pattern(pattern))
        loose = pattern.replace("{period}", "[0-9]" * 4)
        found = [
            (path, form.fullmatch(path.relative_to(self.folder).as_posix()))
            for path in self.folder.glob(loose)
        ]
        return sorted((path, match.groupdict().get("period") or "") for path, match in found if match)


def period_pattern(pattern: str) -> str:
    """A name with `{period}`, `*` and `?` as a regular expression."""
    parts = re.split(r"(\{period\}|\*|\?)", pattern)
    meaning = {"{period}": r"(?P<period>\d{4})", "*": "[^/]*", "?": "[^/]"}
    return "".join(meaning.get(part, re.escape(part)) for part in parts)

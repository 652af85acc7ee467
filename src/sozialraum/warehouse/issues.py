"""The issue log: what was found wrong with a delivery, where, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]
Phase = Literal["read", "recognise", "harmonise", "check", "stage", "build"]


@dataclass(frozen=True)
class Issue:
    """One finding. `kind` names its text (texts in two languages live beside the pages that show it).

    An error keeps the release from being staged; a warning changes what is calculated; a note only tells.
    `row` is 1-based as a spreadsheet shows it; `count` says how many cells the finding stands for.
    """

    kind: str
    phase: Phase
    severity: Severity
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    period: str = ""
    space: str = ""
    found: str = ""
    expected: str = ""
    count: int = 1
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self) | {"details": dict(self.details)}

"""The issue log as it grows: equal findings about the same column and period are one line with a count."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sozialraum.warehouse.issues import Issue, Phase, Severity

LINES_A_KIND = 200  # of one kind; what goes beyond is counted in one closing line


class Log:
    """Collects findings; `issues()` gives them in the order in which they came."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Any, ...], Issue] = {}

    def add(self, kind: str, phase: Phase, severity: Severity, **where: Any) -> None:
        """Note a finding; fields as in `Issue`. The first place of several stays named."""
        issue = Issue(kind, phase, severity, **where)
        same = (
            kind,
            severity,
            issue.file,
            issue.sheet,
            issue.column,
            issue.period,
            issue.found,
            issue.expected,
        )
        held = self._lines.get(same)
        self._lines[same] = issue if held is None else replace(held, count=held.count + issue.count)

    def issues(self) -> tuple[Issue, ...]:
        """All findings, of each kind at most LINES_A_KIND and one line that counts the rest."""
        kept: list[Issue] = []
        seen: dict[str, int] = {}
        rest: dict[str, Issue] = {}
        for issue in self._lines.values():
            seen[issue.kind] = seen.get(issue.kind, 0) + 1
            if seen[issue.kind] <= LINES_A_KIND:
                kept.append(issue)
            else:
                held = rest.get(issue.kind)
                kinds = {"kind": issue.kind}
                rest[issue.kind] = (
                    Issue("more_of_the_same", issue.phase, issue.severity, count=issue.count, details=kinds)
                    if held is None
                    else replace(held, count=held.count + issue.count)
                )
        return (*kept, *rest.values())

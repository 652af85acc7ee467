"""The issue log as it grows: equal findings are one line with a count, also over several years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sozialraum.warehouse.issues import Issue, Phase, Severity

LINES_A_KIND = 200  # of one kind; what goes beyond is counted in one closing line
NAMED_SPACES = 30  # so many spaces are listed; the count is always complete
CONTEXT = ("parts", "whole", "sources", "reason", "kind")  # details that make two findings different


class Log:
    """Collects findings; `issues()` gives them in the order in which they came."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Any, ...], Issue] = {}

    def add(self, kind: str, phase: Phase, severity: Severity, **where: Any) -> None:
        """Note a finding; fields as in `Issue`. The first place of several stays named."""
        issue = Issue(kind, phase, severity, **where)
        same = (*_context(issue), issue.sheet, issue.period, issue.space, issue.found, issue.expected)
        held = self._lines.get(same)
        self._lines[same] = issue if held is None else replace(held, count=held.count + issue.count)

    @property
    def is_unread(self) -> bool:
        """Whether a file was missing or could not even be read."""
        return any(issue.phase == "read" and issue.severity == "error" for issue in self._lines.values())

    def issues(self) -> tuple[Issue, ...]:
        """All findings, of each kind at most LINES_A_KIND and one line that counts the rest."""
        return _capped(_over_periods(self._lines.values()))


def _context(issue: Issue) -> tuple[Any, ...]:
    about = tuple(str(issue.details.get(key, "")) for key in CONTEXT)
    return (issue.kind, issue.severity, issue.file, issue.column, *about)


def _over_periods(lines: Iterable[Issue]) -> list[Issue]:
    """Findings about whole columns that repeat from period to period are one line."""
    groups: dict[tuple[Any, ...], list[Issue]] = {}
    for number, issue in enumerate(lines):
        alone = not issue.period or bool(issue.space) or issue.row is not None
        groups.setdefault((*_context(issue), number if alone else -1), []).append(issue)
    return [group[0] if len(group) == 1 else _folded(group) for group in groups.values()]


def _folded(group: Sequence[Issue]) -> Issue:
    """One line for several periods: `details["each"]` says what was found in which."""
    periods = sorted({issue.period for issue in group})
    spaces = list(dict.fromkeys(s for issue in group for s in issue.details.get("spaces", ())))
    found = {issue.found for issue in group}
    each = "" if len(found) == 1 else ", ".join(f"{issue.period}: {issue.found}" for issue in group)
    return replace(
        group[0],
        period=f"{periods[0]}–{periods[-1]}" if len(periods) > 1 else periods[0],
        count=sum(issue.count for issue in group),
        found=found.pop() if len(found) == 1 else each,
        details={**group[0].details, "periods": periods, "spaces": spaces[:NAMED_SPACES]},
    )


def _capped(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    kept: list[Issue] = []
    seen: dict[str, int] = {}
    rest: dict[str, Issue] = {}
    for issue in issues:
        seen[issue.kind] = seen.get(issue.kind, 0) + 1
        if seen[issue.kind] <= LINES_A_KIND:
            kept.append(issue)
            continue
        held = rest.get(issue.kind)
        count = issue.count + (held.count if held else 0)
        details = {"kind": issue.kind}
        rest[issue.kind] = Issue(
            "more_of_the_same", issue.phase, issue.severity, count=count, details=details
        )
    return (*kept, *rest.values())

"""figures, explain: what the warehouse says, on a terminal."""

from __future__ import annotations

import argparse
import json
import math
import sys
from typing import Any

from sozialraum.commands import telling
from sozialraum.commands.building import existing
from sozialraum.commands.failure import NOT_THERE, failing
from sozialraum.numbers import figure as shown_as
from sozialraum.warehouse.city import NotPublishedError
from sozialraum.warehouse.editions import UnknownSpaceError
from sozialraum.warehouse.explanation import explain as explained
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.store import StoreError
from sozialraum.warehouse.version import NoFiguresError

_ABSENT = (NoFiguresError, NotPublishedError, UnknownSpaceError, StoreError)


def figures(given: argparse.Namespace) -> None:
    """Print an indicator for all spaces: code, name, value, state, numerator, denominator, data version."""
    with failing(NOT_THERE, *_ABSENT):
        found = existing(given.city).figures(
            given.indicator, given.space_system, given.period, given.group, given.edition
        )
    if given.format == "csv":
        sys.stdout.write(found.to_csv())
    elif given.format == "json":
        print(json.dumps(_document(found), ensure_ascii=False, indent=2))
    else:
        _print_table(found, given.language)


def _document(found: Figures) -> dict[str, Any]:
    rows = found.to_arrow().select(
        ["code", "name", "value", "state", "numerator", "denominator", "lower", "upper"]
    )
    return {
        "indicator": found.indicator, "title": dict(found.title), "unit": found.unit, "group": found.group,
        "period": found.period, "edition": found.edition.key, "data_version": found.data_version,
        "figures": rows.to_pylist(),
    }  # fmt: skip


def _print_table(found: Figures, language: str) -> None:
    print(
        f"{found.title[language]} · {found.group} · {found.period} · {found.edition.key} · {found.data_version}"
    )
    head = ("code", "name", "value", "state", "numerator", "denominator")
    rows = [head]
    for i in range(len(found.codes)):
        f = found.at(i)
        shown = shown_as(f.value, f.state, found.unit, found.decimals, language)
        rows.append((f.code, f.name, shown, f.state.name.lower(), _whole(f.numerator), _whole(f.denominator)))
    widths = [max(len(row[k]) for row in rows) for k in range(len(head))]
    for row in rows:
        left = [row[k].ljust(widths[k]) for k in (0, 1)]
        right = [
            row[2].rjust(widths[2]),
            row[3].ljust(widths[3]),
            row[4].rjust(widths[4]),
            row[5].rjust(widths[5]),
        ]
        print("  ".join([*left, *right]).rstrip())


def _whole(number: float) -> str:
    return "" if math.isnan(number) else f"{number:.10g}"


def explain(given: argparse.Namespace) -> None:
    """Say what an indicator, or one figure of it, is made of."""
    with failing(NOT_THERE, *_ABSENT):
        version = existing(given.city).current()
        edition = version.edition(given.edition or given.space_system)
        told = explained(version, given.indicator, edition, given.space, given.period, given.group)
    for label, text in telling.lines(told, given.language):
        print(f"{label}: {text}")

"""Contributions from a table, each by the same action as any other; brought twice, nothing is registered twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.actions import Subject, name_acts, record
from sozialraum.planning.needs.actions.contributing import contribute
from sozialraum.planning.needs.batch.checking import Checked, Line
from sozialraum.planning.needs.queries import tables
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import acting

name_acts({"needs.table_registered": gettext_lazy("Meldungen aus einer Tabelle aufgenommen")})
TOGETHER = 50  # rows that are written at once: a kill loses no more, and they are brought again


def register_table(
    *,
    by: Account,
    checked: Checked,
    seconds: float = float("inf"),
    told: Callable[[int, int], None] | None = None,
) -> int:
    """Register what can be, for so many seconds; returns how many rows still wait. `told` hears how far it is."""
    acting(by, "needs.register_for_others")
    known = tables.registered(line.token for line in checked.lines)
    waiting = [line for line in checked.lines if line.token not in known]
    until, begun = time.monotonic() + seconds, 0
    while begun < len(waiting) and (begun == 0 or time.monotonic() < until):
        _register(by, waiting[begun : begun + TOGETHER])
        begun = min(begun + TOGETHER, len(waiting))
        if told is not None:
            told(len(checked.lines) - len(waiting) + begun, len(checked.lines))
    if waiting and begun == len(waiting):
        _note(by, checked)
    return len(waiting) - begun


@transaction.atomic
def _register(by: Account, lines: Sequence[Line]) -> None:
    for line in lines:
        contribute(by=by, token=line.token, voice=line.voice, heard=line.heard)


@transaction.atomic
def _note(by: Account, checked: Checked) -> None:
    """One line for the whole table; of its content only what it is recognised by."""
    actor = acting(by, "needs.register_for_others")
    details = {"rows": checked.rows, "registered": len(checked.lines), "left_out": checked.left_out}
    record(
        by=actor, act="needs.table_registered", subject=Subject("table", checked.digest, ""), details=details
    )

"""voices: contributions from a table, with its issue log; brought twice, nothing is registered twice."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sozialraum.commands import building, django, files
from sozialraum.commands.failure import MACHINE, NOT_THERE, WRONG_DELIVERY, Failure, failing
from sozialraum.commands.progress import Bars, say
from sozialraum.site.database import DatabaseUnavailable
from sozialraum.warehouse.city import NotPublishedError


def voices(given: argparse.Namespace) -> None:
    """Check a table of contributions and register what can be; the issue log goes to standard output."""
    content = files.content(given.file, 20 * 2**20, "The file is larger than 20 MB: divide it.")
    city = building.existing(given.city)
    with (
        failing(MACHINE, DatabaseUnavailable),
        django.ready(city.folder),
        failing(NOT_THERE, NotPublishedError),
    ):
        from django.utils.translation import override

        with override("en"):
            _bring(given, content)


def _bring(given: argparse.Namespace, content: bytes) -> None:
    from sozialraum.planning.needs.actions.tables import register_table
    from sozialraum.planning.needs.batch import reading
    from sozialraum.planning.needs.batch.parsing import Unreadable, parse
    from sozialraum.planning.people.rules import NotAllowed

    account = _account(given.by)
    with failing(WRONG_DELIVERY, Unreadable):
        table = parse(content)
    checked = reading.read(table, account, on_behalf_of=given.on_behalf_of).checked
    _print_log(checked.findings)
    say(f"{checked.rows} rows, {len(checked.lines)} can be registered, {checked.left_out} stay out.")
    if given.dry_run:
        say("Nothing was registered: this was a dry run.")
        return
    with Bars() as bars, failing(MACHINE, NotAllowed):
        register_table(by=account, checked=checked, told=lambda done, of: bars("registering", done, of))
    say(f"{len(checked.lines)} contributions are registered; brought again, none is registered twice.")
    if given.codes:
        _write_codes(given.codes, checked, account)


def _account(email: str) -> Any:
    from sozialraum.planning.people.models import Account

    found = Account.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise Failure(f"There is no account with the address {email}.", NOT_THERE)
    return found


def _print_log(findings: Iterable[Any]) -> None:
    """Row, column, found, expected: as CSV, for a spreadsheet or another program."""
    writer = csv.writer(sys.stdout)
    writer.writerow(["severity", "row", "column", "found", "expected", "finding", "count"])
    for one in findings:
        writer.writerow(
            [one.severity.value, one.row or "", one.column, one.found, one.expected, one.text, one.count]
        )


def _write_codes(path: Path, checked: Any, account: Any) -> None:
    from sozialraum.planning.needs import receipts
    from sozialraum.planning.needs.queries import tables

    known = tables.brought_by(account, (line.token for line in checked.lines))
    rows = [
        [line.row, f"M-{known[line.token]}", receipts.code_of(line.token)]
        for line in checked.lines
        if line.token in known
    ]
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
    )  # a code lets withdraw a contribution
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "contribution", "code"])
        writer.writerows(rows)
    say(f"{path} holds {len(rows)} receipt codes.")

"""From a file to what it comes to, in one call, for the page and for the command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sozialraum.planning.needs.batch import columns, words
from sozialraum.planning.needs.batch.checking import Checked, Choices, check, token_of
from sozialraum.planning.needs.batch.parsing import Table
from sozialraum.planning.needs.queries import tables
from sozialraum.planning.people.models import Account


@dataclass(frozen=True)
class Read:
    """A table, what its columns were taken for, and what it comes to."""

    table: Table
    columns: columns.Columns
    checked: Checked


def proposed(table: Table) -> columns.Columns:
    """What the heads say the columns are, in the words of this city."""
    return columns.recognise(table.heads, words.of_this_city().heads)


def read(table: Table, by: Account, chosen: Mapping[str, str] | None = None, **rest: Any) -> Read:
    """Recognise and check. chosen: columns chosen by hand. rest: fields of Choices."""
    known = words.of_this_city()
    found = columns.chosen(table.heads, chosen or {}, columns.recognise(table.heads, known.heads))
    tokens = [token_of(table.digest, number) for number in table.numbers]
    said = tables.said_before(by, tokens)
    return Read(table, found, check(table, Choices(found, **rest), known, by, said))

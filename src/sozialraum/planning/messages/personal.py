"""Columns of the database that hold something about a person: what for, how long, who sees it.

Each app names its own; a test finds every column of text that nobody named.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.apps import apps
from django.utils.functional import Promise


class Column(NamedTuple):
    """One column: `field` as app.Model.field, purpose, retention, who sees it."""

    field: str
    purpose: Promise | str
    kept: Promise | str
    seen_by: Promise | str


_columns: dict[str, Column] = {}


def name_columns(columns: Iterable[Column]) -> None:
    """Make columns known (called by their app in `ready`); raises where there is no such column."""
    for column in columns:
        app, model, field = column.field.split(".")
        apps.get_model(app, model)._meta.get_field(field)
        _columns[column.field] = column


def columns() -> list[Column]:
    """All columns that are known to hold something about a person."""
    return [_columns[key] for key in sorted(_columns)]

"""Columns of the database that hold something about a person, and acts by which such things are erased.

Each app names its own; a test finds every column that nobody named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Purpose(Enum):
    """What something about a person is kept for; the page of the data protection officer is ordered by it."""

    VOICES = _("Bedarfe aufnehmen, beraten und planen")
    BRINGING = _("Wer für wen gesprochen hat")
    FEEDBACK = _("Rückmeldung und Benachrichtigung")
    REPAIRS = _("Schäden an eine Stelle weitergeben")
    SEARCH = _("Suchen und wiederfinden")
    ACCOUNTS = _("Konten, Rollen und Anmeldung")
    PROOF = _("Nachweis im Vorgangsjournal, wer was getan hat")
    CONFERENCES = _("Konferenzen vorbereiten, abhalten und protokollieren")
    ANSWERS = _("Stellungnahmen der Fachämter entwerfen, freigeben und verhandeln")
    PROGRAMME = _("Beschlüsse vorbereiten und Maßnahmen umsetzen")
    EFFECTS = _("Fragen, was eine Maßnahme bewirkt hat")
    BARRIERS = _("Barrieren beseitigen")


class Column(NamedTuple):
    """One column: `field` as app.Model.field, what it is called, purpose, retention, who sees it.

    is_special: it can hold what Article 9 of the GDPR protects most, health and origin among it.
    """

    field: str
    title: Promise | str
    purpose: Purpose
    kept: Promise | str
    seen_by: Promise | str
    is_special: bool = False

    @property
    def parts(self) -> list[str]:
        """The name in the database in pieces, between which a line may break."""
        return self.field.replace(".", ". ").replace("_", "_ ").split()


_columns: dict[str, Column] = {}
_erasures: dict[str, Promise | str] = {}
_wished: set[str] = set()


def name_columns(columns: Iterable[Column]) -> None:
    """Make columns known (called by their app in `ready`); raises where there is no such column."""
    for column in columns:
        app, model, field = column.field.split(".")
        apps.get_model(app, model)._meta.get_field(field)
        _columns[column.field] = column


def columns() -> list[Column]:
    """All columns that are known to hold something about a person."""
    return [_columns[key] for key in sorted(_columns)]


def by_purpose() -> list[tuple[Promise | str, list[Column]]]:
    """The same, grouped by what they are kept for, in the order in which their apps named them."""
    order = list(Purpose)
    rows = sorted(_columns.values(), key=lambda column: order.index(column.purpose))
    return [
        (purpose.value, list(found)) for purpose, found in groupby(rows, key=lambda column: column.purpose)
    ]


def name_erasures(titles: Mapping[str, Promise | str], wished: Iterable[str] = ()) -> None:
    """Make acts of the journal known by which something about a person goes: what goes, without naming anybody.

    wished: those that are only done because the person asked, whoever does them.
    """
    _erasures.update(titles)
    _wished.update(wished)


def erasures() -> Mapping[str, Promise | str]:
    """All acts by which something about a person goes."""
    return _erasures


def wished() -> frozenset[str]:
    """Those of them that are done at the wish of the person, whoever does them."""
    return frozenset(_wished)

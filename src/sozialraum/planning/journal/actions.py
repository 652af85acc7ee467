"""The only way to write to the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import Promise

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry


@dataclass(frozen=True)
class Actor:
    """Who acts, as plain values. `role` is the role in which it is done, not all that the person has."""

    account_id: int | None
    name: str
    role: str


@dataclass(frozen=True)
class Subject:
    """What it is done to: `Subject("account", "17", "Erika Beispiel")`."""

    kind: str
    key: str
    title: str


class UnknownActError(LookupError):
    """An act that no app has named is to be recorded."""


_titles: dict[str, Promise] = {}


def name_acts(titles: Mapping[str, Promise]) -> None:
    """Each app says, beside its actions, what its acts are called in plain language."""
    _titles.update(titles)


def act_titles() -> Mapping[str, Promise]:
    """All acts that can stand in the journal, with their titles."""
    return _titles


class OutsideTransactionError(RuntimeError):
    """A line was to be written outside of the transaction of the act that it speaks of."""


def record(
    *, by: Actor, act: str, subject: Subject, reason: str = "", details: Mapping[str, Any] | None = None
) -> Entry:
    """Write one line, in the transaction of the act itself: both stand or neither does.

    `act` is `app.what_happened`; `details` holds plain values (from, to, dates) and no contact data.
    """
    if act not in _titles:
        raise UnknownActError(f"no app names the act {act!r}: add it to name_acts() beside its action")
    if not connection.in_atomic_block:
        raise OutsideTransactionError(f"{act}: record() belongs inside the transaction of its act")
    return Entry.objects.create(
        at=clock.now(),
        actor_id=by.account_id,
        actor_name=by.name,
        actor_role=by.role,
        act=act,
        subject_kind=subject.kind,
        subject_key=subject.key,
        subject_title=subject.title,
        reason=reason,
        details=dict(details or {}),
    )

"""Words that were blacked out in a voice are blacked out in what later stages wrote about its need, frozen or not.

Each app says in `ready` which of its texts are about a need; one action changes them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from sozialraum.paper.kept import with_words
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs.actions.checking import blacken_too
from sozialraum.planning.needs.models import Need

Change = Callable[[str], str]


@dataclass(frozen=True)
class Texts:
    """Of rows that hang on a need by `of` (by any of them): columns of text, and columns of a frozen document."""

    model: type[Model]
    of: tuple[str, ...]
    columns: tuple[str, ...]
    documents: tuple[str, ...] = ()


def name_texts(*, by: str, texts: tuple[Texts, ...]) -> None:
    """Make known what an app keeps of a need (called by its app in `ready`, `by` its name)."""

    def blacken(*, by: Actor, need: Need, change: Change) -> None:
        for one in texts:
            _blacken(one, need, change)

    blacken_too(by=by, blackening=blacken)


def _blacken(texts: Texts, need: Need, change: Change) -> None:
    """The rows in their order, locked: a frozen document changes in these words alone."""
    about = Q()
    for path in texts.of:
        about |= Q(**{path: need})
    rows: Any = texts.model._base_manager
    found = rows.filter(about).order_by().values("pk")
    for row in rows.select_for_update(of=("self",)).filter(pk__in=found).order_by("pk"):
        values = {name: change(getattr(row, name)) for name in texts.columns}
        values |= {name: with_words(getattr(row, name), change) for name in texts.documents}
        changed = [name for name, value in values.items() if value != getattr(row, name)]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save(update_fields=changed)

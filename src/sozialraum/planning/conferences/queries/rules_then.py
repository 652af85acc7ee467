"""The rules of a body as they were: the journal tells each change, with what stood before and after it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime

from sozialraum.planning.conferences.models import Body
from sozialraum.planning.journal.models import Entry


@dataclass(frozen=True)
class Rules:
    """A body with every change of its rules from some moment on, the first one first."""

    body: Body
    changes: tuple[Entry, ...]

    def at(self, moment: datetime | None) -> Body:
        """The body with its rules of that moment, never to be saved; as it is now where there is no moment."""
        then = copy(self.body)
        known: set[str] = set()
        for change in self.changes:
            if moment is None or change.at <= moment:
                continue
            for rule, (before, _after) in change.details.items():
                if rule not in known:
                    known.add(rule)
                    setattr(then, rule, before)
        return then


def rules_since(body: Body, moments: tuple[datetime | None, ...]) -> Rules:
    """Look them up; one statement. moments: those that will be asked for."""
    known = [one for one in moments if one is not None]
    if not known:
        return Rules(body, ())
    changes = Entry.objects.filter(
        act="conferences.rules_changed", subject_kind="body", subject_key=str(body.pk), at__gt=min(known)
    )
    return Rules(body, tuple(changes.order_by("pk")))

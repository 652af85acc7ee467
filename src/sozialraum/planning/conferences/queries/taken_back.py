"""Results that the chair took back, with the reason as the journal keeps it: nothing disappears from the room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sozialraum.planning.conferences.models import Resolution, Session
from sozialraum.planning.journal.models import Entry


@dataclass(frozen=True)
class TakenBack:
    """What was stated and counts no more, and why."""

    resolution: Resolution
    why: str


def taken_back(session: Session, found: Iterable[Resolution]) -> tuple[TakenBack, ...]:
    """Those of these resolutions of a session that were taken back, in their order; one statement."""
    gone = [one for one in found if one.taken_back is not None]
    lines = Entry.objects.filter(
        subject_kind="session", subject_key=str(session.pk), act="conferences.taken_back"
    )
    why = {details.get("resolution"): reason for details, reason in lines.values_list("details", "reason")}
    return tuple(TakenBack(one, why.get(one.pk, "")) for one in sorted(gone, key=lambda one: one.pk))

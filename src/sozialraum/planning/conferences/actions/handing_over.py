"""A planning area goes from one manager to the next: what should be known is written down, read and confirmed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.models import HandOver
from sozialraum.planning.conferences.queries.handover import open_work, subject_of
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts, record
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.models import Account, Scope
from sozialraum.planning.people.rules import Refused, acting

name_acts(
    {
        "conferences.handed_over": gettext_lazy("Übergabe eines Planungsraums geschrieben"),
        "conferences.hand_over_read": gettext_lazy("Übergabe gelesen und bestätigt"),
    }
)


@transaction.atomic
def hand_over(*, by: Account, planning_area: str, note: str) -> HandOver:
    """Write what the next manager should know; until it is read, its writer can write it anew.

    What is open on that day is kept beside it in numbers. The journal keeps that it was written, not what.
    """
    actor = acting(by, MANAGER, Scope("planning_area", planning_area))
    if not note.strip():
        raise Refused(_("Bitte schreiben Sie, was die Person nach Ihnen wissen sollte."))
    own = HandOver.objects.select_for_update().filter(
        planning_area=planning_area, written_by=by, read__isnull=True
    )
    kept = own.first() or HandOver(planning_area=planning_area, written_by=by)
    kept.note, kept.open_work, kept.made = note.strip(), open_work(planning_area), clock.now()
    kept.save()
    details = {"hand_over": kept.pk, "open": kept.open_work}
    record(by=actor, act="conferences.handed_over", subject=subject_of(planning_area), details=details)
    return kept


@transaction.atomic
def confirm(*, by: Account, hand_over: HandOver) -> None:
    """The next manager has read it; whoever wrote it can't confirm it."""
    kept = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    actor = acting(by, MANAGER, Scope("planning_area", kept.planning_area))
    if kept.written_by_id == by.pk:
        raise Refused(_("Das haben Sie selbst geschrieben. Bestätigen kann es, wer nach Ihnen kommt."))
    if kept.read:
        raise Refused(_("Das ist schon bestätigt."))
    kept.read, kept.read_by = clock.now(), by
    kept.save(update_fields=["read", "read_by"])
    details = {"hand_over": kept.pk}
    record(
        by=actor, act="conferences.hand_over_read", subject=subject_of(kept.planning_area), details=details
    )

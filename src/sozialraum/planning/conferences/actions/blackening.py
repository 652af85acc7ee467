"""Words that were blacked out in a voice are blacked out in what was resolved on its need, and in published minutes."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from sozialraum.paper.kept import with_words
from sozialraum.planning.conferences.models import Minutes, Resolution
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs.models import Need


def blacken(*, by: Actor, need: Need, change: Callable[[str], str]) -> None:
    """What is kept of a need here; see checking.blacken_too. A frozen document changes in these words alone."""
    for one in Resolution.objects.filter(need=need):
        text, reason = change(one.text), change(one.reason)
        if (text, reason) != (one.text, one.reason):
            one.text, one.reason = text, reason
            one.save(update_fields=["text", "reason"])
    there = Q(session__resolutions__need=need) | Q(session__items__need=need)
    found = Minutes.objects.filter(there, document__isnull=False).values("pk")
    for minutes in Minutes.objects.select_for_update().filter(pk__in=found).order_by("pk"):
        document = with_words(minutes.document, change)
        if document != minutes.document:
            minutes.document = document
            minutes.save(update_fields=["document"])

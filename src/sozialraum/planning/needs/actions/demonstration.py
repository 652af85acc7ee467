"""A demonstration city has had its voices: noted once, so that a second start doesn't tell the story again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.actions import Subject, name_acts, record
from sozialraum.planning.people.rules import Agent, acting

FURNISHED = "needs.demonstration_furnished"
name_acts({FURNISHED: gettext_lazy("Erfundene Meldungen zur Vorführung aufgenommen")})


@transaction.atomic
def note_furnished(*, by: Agent, voices: int, needs: int) -> None:
    """Write the line that says it is done."""
    actor = acting(by, "needs.register_for_others")
    details = {"voices": voices, "needs": needs}
    record(by=actor, act=FURNISHED, subject=Subject("demonstration", "needs", ""), details=details)

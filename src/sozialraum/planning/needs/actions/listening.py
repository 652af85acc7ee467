"""Where it is silent somebody goes there: planned, done, and afterwards it can be seen what came of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Subject, name_acts, record
from sozialraum.planning.needs import rules
from sozialraum.planning.needs.models import ListeningStep
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.rules import Agent, Refused, acting

name_acts(
    {
        "needs.listening_planned": gettext_lazy("Zuhören vor Ort geplant"),
        "needs.listening_done": gettext_lazy("Zuhören vor Ort erledigt"),
    }
)
KIND = "social_space"


@transaction.atomic
def plan(*, by: Agent, social_space: str, what: str, when: date, note: str = "") -> ListeningStep:
    """Somebody says that they go there. social_space: its scope key ("sozialraeume/11")."""
    actor = acting(by, MANAGER, *rules.scopes_of_space(social_space))
    what = ListeningStep.Kind(what)
    made = ListeningStep.objects.create(
        social_space=social_space, kind=what, planned_for=when, note=note.strip()
    )
    subject = Subject(KIND, social_space, social_space)
    record(
        by=actor, act="needs.listening_planned", subject=subject, details={"kind": str(what), "on": str(when)}
    )
    return made


@transaction.atomic
def finish(*, by: Agent, step: ListeningStep, on: date | None = None) -> None:
    """They were there; from this day on it is counted what came of it."""
    kept = ListeningStep.objects.select_for_update().get(pk=step.pk)
    actor = acting(by, MANAGER, *rules.scopes_of_space(kept.social_space))
    on = on or clock.today()
    if kept.done:
        raise Refused(_("Das ist schon als erledigt vermerkt."))
    if on > clock.today():
        raise Refused(_("Dieser Tag liegt in der Zukunft. Vermerken Sie es, wenn Sie dort waren."))
    kept.done = on
    kept.save(update_fields=["done"])
    subject = Subject(KIND, kept.social_space, kept.social_space)
    record(by=actor, act="needs.listening_done", subject=subject, details={"kind": kept.kind, "on": str(on)})

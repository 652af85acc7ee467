"""Steps of a measure: done, moved, not needed any more, or new."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.carrying import locked, note, require_open, required_reason
from sozialraum.planning.programme.models import Measure, Milestone

name_acts(
    {
        "programme.milestone_added": gettext_lazy("Schritt einer Maßnahme dazugenommen"),
        "programme.milestone_done": gettext_lazy("Schritt einer Maßnahme erledigt"),
        "programme.milestone_moved": gettext_lazy("Schritt einer Maßnahme verschoben"),
        "programme.milestone_dropped": gettext_lazy("Schritt einer Maßnahme gestrichen"),
    }
)
LONGEST = 500


@transaction.atomic
def add_milestone(*, by: Agent, measure: Measure, title: str, due: date) -> Milestone:
    """One more step."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    require_open(measure)
    if not title.strip():
        raise Refused(_("Bitte sagen Sie, worin der Schritt besteht."))
    _require_within(measure, due)
    made = Milestone.objects.create(measure=measure, title=title.strip(), due=due, first_due=due)
    note(actor, "milestone_added", measure, milestone=made.pk, title=made.title, due=due.isoformat())
    return made


@transaction.atomic
def report_milestone(*, by: Agent, milestone: Milestone, done: date, note_: str = "") -> Milestone:
    """It is done since a day that isn't in the future."""
    actor, milestone = _open(by, milestone)
    if done > clock.today():
        raise Refused(
            _("Erledigt ist ein Schritt erst, wenn der Tag da ist. Bitte nennen Sie einen Tag bis heute.")
        )
    milestone.done, milestone.note = done, note_.strip()[:LONGEST]
    milestone.save(update_fields=["done", "note"])
    note(
        actor, "milestone_done", milestone.measure, milestone.note, milestone=milestone.pk, title=milestone.title,
        done=done.isoformat(), late=max((done - milestone.due).days, 0),
    )  # fmt: skip
    return milestone


@transaction.atomic
def move_milestone(*, by: Agent, milestone: Milestone, due: date, reason: str) -> Milestone:
    """It takes longer, or goes quicker. The first day stays known."""
    actor, milestone = _open(by, milestone)
    reason = required_reason(reason)
    _require_within(milestone.measure, due)
    if due == milestone.due:
        raise Refused(_("Das ist derselbe Tag wie bisher. Bitte nennen Sie einen anderen."))
    before, milestone.due, milestone.note = milestone.due, due, reason[:LONGEST]
    milestone.save(update_fields=["due", "note"])
    note(
        actor, "milestone_moved", milestone.measure, reason, milestone=milestone.pk, title=milestone.title,
        **{"from": before.isoformat(), "to": due.isoformat()},
    )  # fmt: skip
    return milestone


@transaction.atomic
def drop_milestone(*, by: Agent, milestone: Milestone, reason: str) -> Milestone:
    """It isn't needed any more; one step at least stays."""
    actor, milestone = _open(by, milestone)
    reason = required_reason(reason)
    others = milestone.measure.milestones.filter(dropped__isnull=True).exclude(pk=milestone.pk)
    if not others.exists():
        raise Refused(
            _(
                "Das ist der letzte Schritt. Nehmen Sie zuerst einen anderen dazu, oder brechen Sie die Maßnahme ab."
            )
        )
    milestone.dropped, milestone.note = clock.today(), reason[:LONGEST]
    milestone.save(update_fields=["dropped", "note"])
    note(actor, "milestone_dropped", milestone.measure, reason, milestone=milestone.pk, title=milestone.title)
    return milestone


def _open(by: Agent, milestone: Milestone) -> tuple[Actor, Milestone]:
    """Who reports, and the step as it stands now; refused where it is settled."""
    measure = locked(milestone.measure)
    actor = rules.running(by, measure)
    require_open(measure)
    held = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    held.measure = measure
    if held.done or held.dropped:
        raise Refused(_("Jemand war schneller: Der Schritt ist schon erledigt oder gestrichen."), "quicker")
    return actor, held


def _require_within(measure: Measure, due: date) -> None:
    if not measure.begins <= due <= measure.ends:
        raise Refused(
            _("Der Tag liegt außerhalb der Zeit der Maßnahme. Ändern Sie zuerst ihr Ende, mit einem Grund.")
        )

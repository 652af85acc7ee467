"""What every act on a measure does: it locks, asks for a reason, writes its journal line. Only actions call it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.planning.journal.actions import Actor, Subject, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import Addressee, Letter, owe_all
from sozialraum.planning.needs import steps
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.programme.plans import years_of
from sozialraum.planning.programme.states import NO_MEASURES, OPEN_MEASURES


def subject_of(measure: Measure) -> Subject:
    """A line on the way of its need, or on the measure itself where it has none."""
    if measure.need is not None:
        return steps.about(measure.need)
    return about(measure)


def locked(measure: Measure) -> Measure:
    """The measure as it stands now, its need locked before it."""
    if measure.need_id is not None:
        steps.locked(Need(pk=measure.need_id))
    held = Measure.with_proposals.select_for_update(of=("self",))
    return held.select_related("need", "responsible", "provider", "decision", "budget_line").get(
        pk=measure.pk
    )


def require_agreed(measure: Measure) -> None:
    """Refuse to work on what is only proposed."""
    if measure.state in NO_MEASURES:
        told = _(
            "Dafür muss erst das Amt zustimmen, das für die Maßnahme einsteht. Der Stand ist: %(state)s."
        )
        raise Refused(told % {"state": measure.get_state_display()})


def require_open(measure: Measure) -> None:
    """Refuse what nobody can change any more, or not yet."""
    require_agreed(measure)
    if measure.state not in OPEN_MEASURES:
        raise Refused(
            _("Die Maßnahme ist schon zu Ende: %(state)s. Beginnen Sie eine neue, wenn etwas fehlt.")
            % {"state": measure.get_state_display()},
            "quicker",
        )


def require_year(measure: Measure, year: int) -> None:
    """Refuse money of a year in which none comes or goes."""
    if year not in years_of(measure):
        raise Refused(_("In diesem Jahr läuft die Maßnahme nicht. Bitte prüfen Sie das Jahr."))


def required_reason(reason: str) -> str:
    """What is changed for everybody to see needs a reason."""
    if not reason.strip():
        raise Refused(_("Bitte nennen Sie den Grund: Er steht bei der Maßnahme, für alle zu lesen."))
    return reason.strip()


def note(actor: Actor, act: str, measure: Measure, reason: str = "", **details: Any) -> Entry:
    """A journal line on a measure."""
    told = {"measure": measure.pk, **details}
    return record(by=actor, act=f"programme.{act}", subject=subject_of(measure), reason=reason, details=told)


def about(measure: Measure) -> Subject:
    """A line on the measure alone, as long as it is no step of its need."""
    return Subject("measure", str(measure.pk), measure.number)


def nudge(
    actor: Actor,
    entry: Entry,
    measure: Measure,
    to: Iterable[Account],
    written: Callable[[], tuple[str, str]],
) -> None:
    """Owe them a letter, each in their language; written: its title and text."""
    letters = []
    for one in {account.pk: account for account in to if account.pk != actor.account_id}.values():
        with override(one.language):
            letters.append(
                Letter(about(measure), Addressee(account=one, language=one.language), *written(), "measure")
            )
    owe_all(by=actor, entry=entry, letters=letters)

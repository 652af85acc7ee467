"""Nothing expires silently: who doesn't move in time loses the move to the steering group, which mediates."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.answers import rules, talks
from sozialraum.planning.answers.actions import concluding
from sozialraum.planning.answers.actions.requesting import LONGEST
from sozialraum.planning.answers.models import Negotiation
from sozialraum.planning.answers.states import PARTIES, RUNNING, NegotiationState, Side, require_step
from sozialraum.planning.answers.steps import require_text
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.needs.rules import require_reason
from sozialraum.planning.people.rules import PROGRAM, Agent, NotAllowed, Refused, acting

N = NegotiationState
HOUSEKEEPER = "messages.send"
LATE = "answers.mediation_overdue"
EVERYBODY = (*PARTIES, Side.STEERING)

name_acts(
    {
        "answers.to_steering": gettext_lazy("Aushandlung an die Steuerungsgruppe übergeben"),
        "answers.move_lost": gettext_lazy("Frist verstrichen: Die Steuerungsgruppe vermittelt"),
        LATE: gettext_lazy("Frist der Vermittlung verstrichen"),
        "answers.date_set": gettext_lazy("Steuerungsgruppe setzt neuen Termin"),
        "answers.dissent_stated": gettext_lazy("Steuerungsgruppe stellt den Dissens fest"),
    }
)


@transaction.atomic
def to_steering(*, by: Agent, negotiation: Negotiation, reason: str) -> Negotiation:
    """The manager, or the department, asks the steering group to mediate."""
    kept = talks.locked(negotiation)
    actor = _of_a_side(by, kept)
    talks.require_not_mediating(kept)
    reason = require_text(reason, _("Bitte sagen Sie der Steuerungsgruppe, woran es hängt."))
    _mediate(kept)
    entry = talks.note(by=actor, act="answers.to_steering", kept=kept, reason=reason)
    talks.tell(by=actor, kept=kept, entry=entry, letter="mediating", sides=EVERYBODY, reason=reason)
    return kept


def _of_a_side(by: Agent, kept: Negotiation) -> Actor:
    try:
        return talks.speaking(by, kept, Side.CONFERENCE)
    except NotAllowed:
        return talks.speaking(by, kept, Side.DEPARTMENT, released=True)


def _mediate(kept: Negotiation) -> None:
    require_step(kept.state, N.MEDIATING)
    kept.state = N.MEDIATING
    talks.hand_to(kept, Side.STEERING, talks.in_time())
    kept.save()


def escalate_overdue(*, by: Agent = PROGRAM) -> int:
    """Give the steering group every move that was not made in time; how many. One transaction each.

    Where the steering group itself is late, everybody concerned is told once, and it stays overdue for all to see.
    """
    actor = acting(by, HOUSEKEEPER)
    late = Negotiation.objects.filter(state__in=RUNNING, until__lt=clock.today()).order_by("until", "pk")
    return sum(_escalate(actor, one) for one in list(late[:1000]))


@transaction.atomic
def _escalate(actor: Actor, negotiation: Negotiation) -> bool:
    kept = talks.locked(negotiation)
    if kept.until is None or kept.until >= clock.today():
        return False  # somebody moved meanwhile
    if kept.mover == Side.STEERING:
        return _remind(actor, kept)
    lost, until = Side(kept.mover), kept.until
    _mediate(kept)
    with override("de"):
        reason = _("Am Zug war bis zum %(day)s: %(side)s. Bis dahin kam nichts.")
        reason %= {"day": f"{until:%d.%m.%Y}", "side": lost.label}
    entry = talks.note(
        by=actor,
        act="answers.move_lost",
        kept=kept,
        reason=reason,
        side=str(lost),
        was_until=until.isoformat(),
    )
    talks.tell(
        by=actor, kept=kept, entry=entry, letter="mediating", sides=EVERYBODY, lost=lost, was_until=until
    )
    return True


def _remind(actor: Actor, kept: Negotiation) -> bool:
    """Once for each date that passed."""
    if talks.lines(kept, LATE).filter(details__until=str(kept.until)).exists():
        return False
    entry = talks.note(by=actor, act=LATE, kept=kept)
    talks.tell(
        by=actor, kept=kept, entry=entry, letter="mediating", sides=EVERYBODY, lost=Side.STEERING,
        was_until=kept.until,
    )  # fmt: skip
    return True


def _mediated(by: Agent, negotiation: Negotiation) -> tuple[Negotiation, Actor]:
    kept = talks.locked(negotiation)
    actor = rules.steering(by)
    talks.require_turn_of(kept, Side.STEERING)
    return kept, actor


@transaction.atomic
def set_date(*, by: Agent, negotiation: Negotiation, side: str, until: date, reason: str) -> Negotiation:
    """The steering group gives the move back to a side, until a day."""
    kept, actor = _mediated(by, negotiation)
    side = Side(side)
    if side == Side.STEERING:
        raise Refused(_("Bitte geben Sie den Zug der Konferenz oder dem Fachamt."))
    if until <= clock.today():
        raise Refused(_("Der Termin muss in der Zukunft liegen."))
    if until - clock.today() > LONGEST:
        raise Refused(_("Die Frist liegt mehr als ein Jahr in der Zukunft. Nennen Sie einen früheren Tag."))
    reason = require_text(reason, _("Bitte sagen Sie, worum es bis dahin geht."))
    talks.go(kept, N.OPEN)
    talks.hand_to(kept, side, until)
    kept.save()
    entry = talks.note(by=actor, act="answers.date_set", kept=kept, reason=reason, side=str(side))
    talks.tell(by=actor, kept=kept, entry=entry, letter="turn", sides=PARTIES, what=reason)
    return kept


@transaction.atomic
def state_dissent(*, by: Agent, negotiation: Negotiation, reason: str) -> Negotiation:
    """The steering group finds no way and states the dissent with the last words of each side."""
    kept, actor = _mediated(by, negotiation)
    reason = require_reason(reason)
    kept.words_of_conference = kept.words_of_conference or talks.last_words(kept, Side.CONFERENCE)
    kept.words_of_department = kept.words_of_department or talks.last_words(kept, Side.DEPARTMENT)
    talks.go(kept, N.DISSENT)
    talks.closing(kept)
    kept.save()
    entry = talks.note(
        by=actor, act="answers.dissent_stated", kept=kept, reason=reason, conference=kept.words_of_conference,
        department=kept.words_of_department,
    )  # fmt: skip
    concluding.part(by=by, actor=actor, kept=kept)
    talks.tell(
        by=actor,
        kept=kept,
        entry=entry,
        letter="settled",
        sides=PARTIES,
        what=reason,
    )
    return kept

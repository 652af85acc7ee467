"""A date is found: moments are proposed, those who sit in the body say which suit them, one is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import letters, rules, steps
from sozialraum.planning.conferences.actions.inviting import seated_actor
from sozialraum.planning.conferences.models import DateAnswer, DateProposal, Invitation, Session
from sozialraum.planning.conferences.queries.inviting import guests
from sozialraum.planning.conferences.states import SessionState, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.dates_proposed": gettext_lazy("Termine vorgeschlagen"),
        "conferences.dates_answered": gettext_lazy("Gesagt, welche Termine passen"),
        "conferences.date_chosen": gettext_lazy("Termin gewählt"),
    }
)
FEWEST, MOST = 2, 8


@transaction.atomic
def propose_dates(*, by: Agent, session: Session, moments: Sequence[datetime]) -> int:
    """Ask everybody who sits in the body which of two to eight moments suit them; returns how many are asked.

    Answers to a moment that was proposed before stay.
    """
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    _require_finding(kept)
    wanted = sorted(set(moments))
    if not FEWEST <= len(wanted) <= MOST:
        raise Refused(_("Bitte schlagen Sie zwei bis acht Termine vor."))
    if wanted[0] <= clock.now():
        raise Refused(_("Mindestens ein Termin liegt in der Vergangenheit."))
    if any(timezone.localdate(one) not in kept.body.during for one in wanted):
        raise Refused(_("An mindestens einem der Tage gibt es das Gremium nicht."))
    before = set(kept.date_proposals.values_list("begins", flat=True))
    kept.date_proposals.exclude(begins__in=wanted).delete()
    DateProposal.objects.bulk_create(
        DateProposal(session=kept, begins=one) for one in wanted if one not in before
    )
    details = {"moments": [one.isoformat() for one in wanted]}
    entry = steps.note(by=actor, act="conferences.dates_proposed", what=kept, details=details)
    asked = guests(kept)
    for guest in asked:
        invitation = guest.invitation or Invitation.objects.create(session=kept, holding=guest.holding)
        letters.send(
            actor=actor, entry=entry, guest=guest, invitation=invitation, session=kept, letter="dates",
            moments=wanted,
        )  # fmt: skip
    return len(asked)


@transaction.atomic
def answer_dates(*, by: Account | None, invitation: Invitation, answers: Mapping[int, str]) -> None:
    """Somebody says by their link which moments suit them; `answers`: number of the proposal to yes, maybe, no."""
    session = steps.locked(Session(pk=invitation.session_id))
    _require_finding(session)
    kept = Invitation.objects.select_related("holding__seat").get(pk=invitation.pk)
    _say(session, kept, answers)
    actor = seated_actor(by=by, holding=kept.holding)
    steps.note(by=actor, act="conferences.dates_answered", what=session, details={"invitation": kept.pk})


@transaction.atomic
def note_dates(*, by: Agent, invitation: Invitation, answers: Mapping[int, str]) -> None:
    """Whoever runs the body writes down what somebody said by telephone or at the door."""
    session = steps.locked(Session(pk=invitation.session_id))
    actor = rules.running(by, session.body)
    _require_finding(session)
    _say(session, invitation, answers)
    details = {"invitation": invitation.pk, "heard": True}
    steps.note(by=actor, act="conferences.dates_answered", what=session, details=details)


def _say(session: Session, invitation: Invitation, answers: Mapping[int, str]) -> None:
    for proposal in session.date_proposals.filter(pk__in=answers):
        said = DateAnswer.Answer(answers[proposal.pk])
        DateAnswer.objects.update_or_create(
            proposal=proposal, invitation=invitation, defaults={"answer": said}
        )


@transaction.atomic
def choose_date(*, by: Agent, session: Session, proposal: DateProposal, minutes: int = 120) -> Session:
    """Take one of the moments: the session is planned. Everybody hears of it with the invitation."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    require_step(kept.state, SessionState.PLANNED)
    begins = kept.date_proposals.get(pk=proposal.pk).begins
    if begins <= clock.now():
        raise Refused(_("Dieser Termin ist schon vorbei. Bitte wählen Sie einen, der noch kommt."))
    kept.state, kept.begins, kept.ends = SessionState.PLANNED, begins, begins + timedelta(minutes=minutes)
    kept.save(update_fields=["state", "begins", "ends"])
    steps.note(by=actor, act="conferences.date_chosen", what=kept, details={"begins": begins.isoformat()})
    return kept


def _require_finding(session: Session) -> None:
    if session.state != SessionState.FINDING:
        raise Refused(_("Der Termin dieser Sitzung steht schon fest."))

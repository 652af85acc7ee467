"""A vote is given: once each, and never lost once it was acknowledged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sozialraum.planning.conferences import ballot_papers, rules, steps
from sozialraum.planning.conferences.models import AgendaItem, Attendee, Ballot, PaperSlip, Slip, Vote
from sozialraum.planning.conferences.queries.chairing import reader_of
from sozialraum.planning.conferences.states import BallotState
from sozialraum.planning.people.rules import Agent, Refused

SHARED = "SELECT * FROM conferences_ballot WHERE id = %s FOR SHARE"


@transaction.atomic
def vote(*, attendee: Attendee, ballot: int, given: Mapping[str, Any]) -> bool:
    """One vote. Returns whether it is new; the same one sent again is acknowledged again.

    given: what was filled in, by names of `ballot_papers`. In an open ballot a vote can be changed until it closes; a
    secret one can't be found again, and stands. Whoever closes the ballot waits for votes that are under way.
    """
    kept = _open(ballot)
    item = AgendaItem.objects.get(pk=kept.item_id)
    if item.session_id != attendee.session_id:
        raise Refused(_("Diese Abstimmung gehört zu einer anderen Sitzung."))
    rules.require_vote(attendee, item)
    _require_seat_has_not_voted(kept, attendee)
    value = ballot_papers.read(kept, given)
    try:
        with transaction.atomic():
            Vote.objects.create(
                ballot=kept, attendee=attendee, bank=attendee.bank, value=None if kept.secret else value
            )
    except IntegrityError:
        if not kept.secret:
            Vote.objects.filter(ballot=kept, attendee=attendee).update(value=value)
        return False
    if kept.secret:
        Slip.objects.create(ballot=kept, bank=attendee.bank, value=value)
    return True


def _require_seat_has_not_voted(ballot: Ballot, attendee: Attendee) -> None:
    """Who votes and leaves leaves no second vote to the deputy."""
    of_seat = Vote.objects.filter(ballot=ballot, attendee__holding__seat__holdings=attendee.holding_id)
    if attendee.holding_id and of_seat.exclude(attendee=attendee).exists():
        raise Refused(_("Für diesen Sitz ist schon abgestimmt."), "seat_voted")


def _open(pk: int) -> Ballot:
    found = next(iter(Ballot.objects.raw(SHARED, [pk])), None)
    if found is None or found.state != BallotState.OPEN:
        raise Refused(_("Diese Abstimmung ist beendet. Ihre Stimme kam zu spät."), "closed")
    return found


@transaction.atomic
def read_slip(
    *, by: Agent | None = None, attendee: Attendee | None = None, ballot: Ballot, number: int, bank: str,
    given: Mapping[str, Any],
) -> PaperSlip:  # fmt: skip
    """What stands on a slip of paper, as one of two persons reads it; neither sees what the other read.

    Raises Refused where the second is the first, or both have read it and differ: then both look at it together and
    the chair has it read anew.
    """
    session = steps.locked(ballot.item.session)
    reader = _reader(by, attendee, ballot)
    kept = _open(ballot.pk)
    value = ballot_papers.read(kept, given)
    slip, _new = PaperSlip.objects.get_or_create(ballot=kept, number=number, defaults={"bank": bank})
    if slip.bank != bank:
        raise Refused(
            _("Dieser Stimmzettel wurde für eine andere Bank gelesen. Bitte sehen Sie ihn gemeinsam an.")
        )
    if slip.first is None or slip.first_by == reader:
        slip.first, slip.first_by = value, reader
    else:
        slip.second, slip.second_by = value, reader
    slip.save()
    steps.changed(session)
    return slip


@transaction.atomic
def discard_slip(*, by: Agent, ballot: Ballot, number: int) -> None:
    """A slip is read anew by both."""
    session = steps.locked(ballot.item.session)
    rules.running(by, session.body)
    kept = _open(ballot.pk)
    PaperSlip.objects.filter(ballot=kept, number=number).delete()
    steps.changed(session)


def _reader(by: Agent | None, attendee: Attendee | None, ballot: Ballot) -> str:
    if by is not None:
        rules.running(by, ballot.item.session.body)
        return by.name
    if attendee is None or not attendee.counts_paper or attendee.session_id != ballot.item.session_id:
        raise Refused(_("Stimmzettel liest nur, wen die Leitung dazu bestimmt hat."))
    return reader_of(attendee)

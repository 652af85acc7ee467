"""A session under way: who is there votes by what they would fill in, through actions only."""

from __future__ import annotations

from sozialraum.planning.conferences.actions import agenda, attending, balloting, voting
from sozialraum.planning.conferences.models import AgendaItem, Attendee, Ballot, Body, Holding, Session
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account
from worlds.conferring import session


def opened(body: Body, by: Account, *, absent: int = 0) -> Session:
    """A session that runs, with everybody there but the last so many."""
    running = attending.open_session(by=by, session=session(body, by))
    held = list(Holding.objects.filter(seat__body=body, part="member").select_related("seat").order_by("pk"))
    for holding in held[: len(held) - absent]:
        attending.arrive(by=by, session=running, holding=holding)
    return running


def attendees(running: Session) -> list[Attendee]:
    return list(running.attendees.select_related("session__body", "holding").order_by("pk"))


def by_bank(running: Session, bank: str) -> list[Attendee]:
    return [one for one in attendees(running) if one.bank == bank]


def on_need(
    running: Session, need: Need, by: Account, method: str = Method.CARRY, **values: object
) -> AgendaItem:
    """A need on the agenda, taken up."""
    item = agenda.add(
        by=by, session=running, kind="need", title=str(need), need=need, method=method, **values
    )
    return balloting.take_up(by=by, item=item)


def balloted(item: AgendaItem, by: Account, votes: dict[Attendee, object], **values: object) -> Ballot:
    """A ballot on an item, opened, voted and counted. `votes`: attendee → "yes" or what is filled in."""
    ballot = balloting.open_ballot(by=by, item=item, **values)
    for attendee, given in votes.items():
        filled = {"vote": given} if isinstance(given, str) else given
        voting.vote(attendee=attendee, ballot=ballot.pk, given=filled)
    return balloting.close_ballot(by=by, ballot=ballot)

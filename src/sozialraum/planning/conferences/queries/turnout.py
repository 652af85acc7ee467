"""How many have voted of those who may; with a result also which banks did not, and whether enough were there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import Attendee, Ballot, Vote
from sozialraum.planning.conferences.states import BallotState
from sozialraum.planning.people.roles import Bank


@dataclass(frozen=True)
class Turnout:
    """Of one ballot. `silent`: banks without a vote; none where nothing is told by bank, or nobody voted at all."""

    given: int
    may: int
    silent: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """Votes that may still come."""
        return self.may - self.given


def turnout(ballot: Ballot) -> Turnout | None:
    """Of an open ballot as it is now, in a fixed number of statements; of a counted one as it was frozen in it.

    None where it wasn't kept, and of an annulled ballot.
    """
    if ballot.state == BallotState.OPEN:
        given = Vote.objects.filter(ballot=ballot).count()
        given += ballot.paper_slips.exclude(first__isnull=True).count()
        return Turnout(given, max(given, _may(ballot)))
    votes, by_bank = ballot.result.get("voted"), ballot.result.get("given", {})
    if votes is None or ballot.state != BallotState.CLOSED:
        return None
    present = ballot.rules.get("present", {})
    may = sum(max(present.get(bank, 0), by_bank.get(bank, 0)) for bank in Bank.values)
    silent = tuple(str(bank.label) for bank in Bank if votes and by_bank.get(bank) == 0)
    return Turnout(votes, max(votes, may), silent)


def _may(ballot: Ballot) -> int:
    """Chairs with a vote that are taken and have no interest of their own in the item; also those left after voting."""
    here = Q(presences__isnull=False, presences__left__isnull=True) | Q(votes__ballot=ballot)
    found = Attendee.objects.filter(here, session=ballot.item.session_id, voting=True, admitted=True)
    return found.exclude(conflicts__item=ballot.item_id).values("holding__seat").distinct().count()


def too_few(ballot: Ballot) -> str:
    """That a counted ballot can't become a resolution, as too few were there when it was counted; else ""."""
    quorum = ballot.rules.get("quorum", {})
    if ballot.state != BallotState.CLOSED or quorum.get("reached", True):
        return ""
    here, needed = quorum.get("present", 0), quorum.get("needed", 0)
    if here >= needed:  # one of the banks had too few
        return _("Beim Auszählen war das Gremium nicht beschlussfähig.")
    said = _(
        "Beim Auszählen war das Gremium nicht beschlussfähig: %(here)d Stimmen waren da, %(needed)d sind nötig."
    )
    return said % {"here": here, "needed": needed}

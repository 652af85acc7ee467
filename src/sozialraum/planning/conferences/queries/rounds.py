"""Which of several ballots on an item one is: a further round, or the repeat of one that was annulled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import Ballot
from sozialraum.planning.conferences.states import BallotState, Method


def rounds(ballots: Iterable[Ballot]) -> Mapping[int, str]:
    """The words by ballot, for all on one item: "" for the first."""
    found, number, before = {}, 0, ""
    for one in sorted(ballots, key=lambda one: one.number):
        if one.state != BallotState.ANNULLED:
            number += 1
            found[one.pk] = _words(one, number, repeats=before == BallotState.ANNULLED)
        before = one.state
    return found


def _words(ballot: Ballot, number: int, *, repeats: bool) -> str:
    if ballot.method == Method.CARRY:  # yes and no have no rounds
        again = ballot.number - 1
        return "" if not again else _again(again)
    said = [_("%(n)d. Runde") % {"n": number}] if number > 1 else []
    return ", ".join([*said, *([_("Wiederholung")] if repeats else [])])


def _again(times: int) -> str:
    return _("Wiederholung") if times == 1 else _("%(n)d. Wiederholung") % {"n": times}

"""Ballots of a session counted once more from their votes, and held against the result that was frozen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sozialraum.planning.conferences import counting
from sozialraum.planning.conferences.models import Ballot, PaperSlip, Slip, Vote
from sozialraum.planning.conferences.states import BallotState


def agree(ballots: Iterable[Ballot]) -> dict[int, bool]:
    """Whether each counted ballot comes to the same again; three statements, however many there are."""
    counted = [one for one in ballots if one.state == BallotState.CLOSED]
    votes = _votes(counted)
    return {
        one.pk: _same(counting.count(one.method, votes[one.pk], one.options, one.rules), one.result)
        for one in counted
    }


def _votes(ballots: list[Ballot]) -> dict[int, list[tuple[str, Any]]]:
    open_ = [one.pk for one in ballots if not one.secret]
    secret = [one.pk for one in ballots if one.secret]
    found: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    for pk, bank, value in (
        Vote.objects.filter(ballot__in=open_).order_by("id").values_list("ballot", "bank", "value")
    ):
        found[pk].append((bank, value))
    for pk, bank, value in (
        Slip.objects.filter(ballot__in=secret).order_by("id").values_list("ballot", "bank", "value")
    ):
        found[pk].append((bank, value))
    for slip in PaperSlip.objects.filter(ballot__in=[*open_, *secret]).order_by("number"):
        if slip.counts:
            found[slip.ballot_id].append((slip.bank, slip.first))
    return found


def _same(again: dict[str, Any], frozen: dict[str, Any]) -> bool:
    """What was frozen has been through JSON."""
    return bool(json.loads(json.dumps(again)) == frozen)

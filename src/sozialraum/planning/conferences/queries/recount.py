"""Ballots of a session counted once more from their votes, and held against the result that was frozen."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sozialraum.planning.conferences import counting
from sozialraum.planning.conferences.models import Ballot, PaperSlip, Slip, Vote
from sozialraum.planning.conferences.states import BallotState

MOST_KNOWN = 500
_known: dict[bytes, dict[str, Any]] = {}  # results by what was counted, in this process


def agree(ballots: Iterable[Ballot]) -> dict[int, bool]:
    """Whether each counted ballot comes to the same again; three statements, however many there are."""
    counted = [one for one in ballots if one.state == BallotState.CLOSED]
    votes = votes_of(counted)
    return {
        one.pk: _holds(one.result, _counted(one.method, votes[one.pk], one.options, one.rules))
        for one in counted
    }


def _holds(frozen: Any, anew: Any) -> bool:
    """Whether everything that was frozen comes out again; what is counted only since then may be more."""
    if isinstance(frozen, dict) and isinstance(anew, dict):
        return all(key in anew and _holds(value, anew[key]) for key, value in frozen.items())
    if isinstance(frozen, list) and isinstance(anew, list) and len(frozen) == len(anew):
        return all(map(_holds, frozen, anew))
    return bool(frozen == anew)


def votes_of(ballots: Iterable[Ballot]) -> dict[int, list[tuple[str, Any]]]:
    """Bank and value of every vote that counts, on a device or on paper, by ballot; in no order that tells anything."""
    ballots = list(ballots)
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


def _counted(
    method: str, votes: list[tuple[str, Any]], options: list[int], rules: dict[str, Any]
) -> dict[str, Any]:
    """The result as JSON knows it. The same votes by the same rules are counted once: that can take seconds."""
    given = json.dumps([method, votes, options, rules], sort_keys=True)
    key = hashlib.sha256(given.encode()).digest()
    found = _known.get(key)
    if found is None:
        found = json.loads(json.dumps(counting.count(method, votes, options, rules)))
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known[key] = found
    return found

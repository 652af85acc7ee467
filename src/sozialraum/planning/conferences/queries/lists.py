"""The list of a planning area before it is voted on: what its social spaces' conferences carry, in proportion.

Each Sozialraumkonferenz is a voter that weighs as much as its space has inhabitants and approves what it carries;
sequential Phragmén puts the needs in order. Among the needs of one space those with more voices behind them come
first. This order is published, breaks the ties of the ballot, and is the list where nobody asks for a ballot.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sozialraum.methods.phragmen import phragmen
from sozialraum.planning.conferences.models import Body
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.silent import inhabitants_of
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.warehouse.version import Version


def carried(body: Body, version: Version) -> list[Need]:
    """The carried needs of a planning area in the order of their conferences' approvals; none for another body."""
    if body.scope_kind != ScopeKind.PLANNING_AREA:
        return []
    found = Need.objects.filter(planning_area=body.scope_key, state=State.CARRIED).defer("sought", "said")
    needs = sorted(found, key=lambda one: (-(one.voices + one.supports), one.since, one.pk))
    spaces = sorted({one.social_space for one in needs})
    if len(spaces) < 2:
        return needs
    approvals = np.array([[one.social_space == space for space in spaces] for one in needs])
    order = phragmen(approvals, weights=_weights(spaces, version))
    return [needs[row] for row in order.candidates]


def _weights(spaces: Sequence[str], version: Version) -> list[int]:
    """Inhabitants; a space whose number is not known weighs as much as the mean of the others, or all the same."""
    edition = version.edition(str(version.settings["social_spaces"]))
    known = dict(zip(edition.codes, inhabitants_of(version, edition).tolist(), strict=True))
    counts = [known.get(space.partition("/")[2], float("nan")) for space in spaces]
    there = [count for count in counts if count > 0]
    mean = sum(there) / len(there) if there else 1
    return [max(1, round(count if count > 0 else mean)) for count in counts]

"""Carry or not carry: yes against no, each side of the table weighing the same, per head beside it.

    share of a bank     s_b = yes / (yes + no), over those who said one of both
    of the table        s   = mean of s_b over the banks that said one of both, or over all heads
    passes              simple: s > 1/2;  two thirds: s ≥ 2/3
                        absolute: the same with s_b = yes / present, over the banks that are present, > 1/2

Exactly one half is a tie: it does not pass, and it is said to be one. A bank whose own majority is on the other side is
named, so that none is outnumbered unseen.

Exact: shares are rationals of counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
MAJORITIES = ("simple", "absolute", "two_thirds")


@dataclass(frozen=True)
class Side:
    """What one bank said. `present`: its votes in the room, also those that were not given."""

    yes: int = 0
    no: int = 0
    abstained: int = 0
    present: int = 0

    @property
    def share(self) -> Fraction | None:
        """Yes among yes and no; None where nobody said one of both."""
        return Fraction(self.yes, self.yes + self.no) if self.yes + self.no else None

    @property
    def share_of_present(self) -> Fraction | None:
        """Yes among all who are there; None where nobody is."""
        return Fraction(self.yes, self.present) if self.present else None


@dataclass(frozen=True)
class Carried:
    """The outcome as it counts, and both ways of weighing it. `against`: rows of the banks on the other side of it."""

    passes: bool
    tie: bool
    by_bank: Fraction | None
    by_head: Fraction | None
    other_by_head: bool  # the other way of weighing would end otherwise
    against: tuple[int, ...]


def carried(sides: Sequence[Side], *, majority: str = "simple", banks_equal: bool = True) -> Carried:
    """Whether a motion passes.

    sides: one a bank. majority: one of MAJORITIES. banks_equal: each bank that voted weighs the same, else each head.

    Raises ValueError for counts below 0, more votes than present, or an unknown majority.
    """
    if majority not in MAJORITIES:
        raise ValueError(f"majority must be one of {', '.join(MAJORITIES)}, got {majority!r}")
    for side in sides:
        votes = (side.yes, side.no, side.abstained)
        if min(votes) < 0 or sum(votes) > side.present:
            raise ValueError(f"votes must be counts of those present, got {side}")
    share: Callable[[Side], Fraction | None] = (
        (lambda side: side.share_of_present) if majority == "absolute" else (lambda side: side.share)
    )
    heard = [found for side in sides if (found := share(side)) is not None]
    by_bank = sum(heard, Fraction(0)) / len(heard) if heard else None
    by_head = share(_whole(sides))
    counts, beside = (by_bank, by_head) if banks_equal else (by_head, by_bank)
    passes = _passes(counts, majority)
    own = [side.share for side in sides]
    against = tuple(
        row
        for row, found in enumerate(own)
        if found is not None and (found < HALF if passes else found > HALF)
    )
    return Carried(passes, counts == HALF, by_bank, by_head, _passes(beside, majority) != passes, against)


def _whole(sides: Sequence[Side]) -> Side:
    return Side(
        sum(side.yes for side in sides), sum(side.no for side in sides), sum(side.abstained for side in sides),
        sum(side.present for side in sides),
    )  # fmt: skip


def _passes(share: Fraction | None, majority: str) -> bool:
    if share is None:
        return False
    return share >= TWO_THIRDS if majority == "two_thirds" else share > HALF

"""Systemic consensing: of several options the one against which there is least resistance.

Each voter gives each option 0 (no resistance) to 10 (unacceptable to me):

    resistance of a bank   r_b = mean over its voters
    of the table           r = mean over the banks that voted (each bank weighs the same), or over all heads
    acceptance             1 − r / 10

The passive option ("leave it as it is") is among them: an option with more resistance than it is no step forward.

Source: E. Visotschnig, S. Schrotta (2005), Das SK-Prinzip; Institut für Systemisches Konsensieren.

Exact: means are rationals of counts, so that a tie is a tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

MOST = 10
HIGH = 8  # from here on somebody can hardly live with it
Votes = Sequence[Sequence[int | None]]


@dataclass(frozen=True)
class Resistance:
    """What one side of the table (or all of it) says to one option; all None where nobody voted."""

    voters: int
    mean: Fraction | None  # 0 to 10
    spread: float | None  # standard deviation of the votes
    high: Fraction | None  # share of those who gave 8 or more

    @property
    def acceptance(self) -> Fraction | None:
        """0 to 1."""
        return None if self.mean is None else 1 - self.mean / MOST


@dataclass(frozen=True)
class Option:
    """One option: by bank, by head, and as it counts."""

    row: int
    by_bank: tuple[Resistance, ...]
    by_head: Resistance
    mean: Fraction | None  # as it counts: banks equal, or by head
    is_no_better_than_passive: bool


@dataclass(frozen=True)
class Consensed:
    """All options in their order, the least resistance first; more than one at the top where they tie."""

    options: tuple[Option, ...]

    @property
    def best(self) -> tuple[int, ...]:
        """Rows of the options with the least resistance."""
        least = self.options[0].mean if self.options else None
        return () if least is None else tuple(one.row for one in self.options if one.mean == least)


def consense(
    votes: Votes,
    banks: Sequence[int],
    *,
    options: int,
    passive: int,
    banks_equal: bool = True,
    banks_of: int = 4,
) -> Consensed:
    """The options by their resistance.

    votes: voters × options, 0 to 10, None where somebody said nothing to an option. banks: the side of each voter, from
    0. options: how many there are. passive: row of the passive option. banks_equal: whether each bank that voted weighs
    the same, or each head does. banks_of: how many sides the table has.

    Raises ValueError for other shapes, a vote out of range, or a bank or passive option that isn't there.
    """
    if len(banks) != len(votes) or any(not 0 <= bank < banks_of for bank in banks):
        raise ValueError(f"banks must name one of {banks_of} for each of {len(votes)} voters")
    if any(len(row) != options for row in votes):
        raise ValueError(f"votes must have {options} options a voter")
    if any(
        vote is not None and (vote != int(vote) or not 0 <= vote <= MOST) for row in votes for vote in row
    ):
        raise ValueError("votes must be whole numbers from 0 to 10")
    if not 0 <= passive < options:
        raise ValueError(f"there is no option {passive}")
    found = [_option(row, votes, banks, banks_equal, banks_of) for row in range(options)]
    limit = found[passive].mean
    told = [_beside(one, limit) if one.row != passive else one for one in found]
    return Consensed(tuple(sorted(told, key=_in_order)))


def _option(row: int, votes: Votes, banks: Sequence[int], banks_equal: bool, banks_of: int) -> Option:
    given = [(vote, bank) for one, bank in zip(votes, banks, strict=True) if (vote := one[row]) is not None]
    by_bank = tuple(_resistance([vote for vote, of in given if of == bank]) for bank in range(banks_of))
    by_head = _resistance([vote for vote, _bank in given])
    heard = [one.mean for one in by_bank if one.mean is not None]
    equal = sum(heard, Fraction(0)) / len(heard) if heard else None
    return Option(row, by_bank, by_head, equal if banks_equal else by_head.mean, False)


def _resistance(votes: list[int]) -> Resistance:
    if not votes:
        return Resistance(0, None, None, None)
    count, mean = len(votes), Fraction(sum(votes), len(votes))
    variance = Fraction(sum(vote * vote for vote in votes), count) - mean * mean
    return Resistance(
        count, mean, float(variance) ** 0.5, Fraction(sum(vote >= HIGH for vote in votes), count)
    )


def _beside(option: Option, passive: Fraction | None) -> Option:
    behind = passive is not None and option.mean is not None and option.mean >= passive
    return Option(option.row, option.by_bank, option.by_head, option.mean, behind)


def _in_order(option: Option) -> tuple[bool, Fraction, int]:
    return option.mean is None, option.mean if option.mean is not None else Fraction(0), option.row

"""What the votes of a ballot come to, by the method of the ballot: plain values that are frozen in it.

Votes are pairs of bank and value. Fractions are kept as text ("7/2"), so that a result stays exact. In a secret ballot
with fewer than three votes on some bank nothing is told by bank, and only the weighing that counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from sozialraum.methods.carrying import Side, carried
from sozialraum.methods.consensing import Resistance, consense
from sozialraum.methods.equal_shares import Spent, equal_shares
from sozialraum.methods.phragmen import phragmen
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.people.roles import Bank

Votes = Sequence[tuple[str, Any]]
Rules = Mapping[str, Any]
BANKS: tuple[str, ...] = tuple(Bank.values)
FEWEST = 3  # fewer votes of a bank in a secret ballot would tell how somebody voted
EURO = 100  # cents; a fund is divided in whole euros
PART = 100  # while the rest of a fund is spent, each step adds a hundredth of what a voter has, at least one euro
TELLING = (  # of who voted how, where few voted in secret
    "banks", "prices", "heads", "other", "by_other", "against", "high", "spread", "dots", "time", "given",
)  # fmt: skip
MOST_COPIES = 20_000  # of voters, where banks of different size are to weigh the same


def in_euros(cents: int | None) -> bool:
    """Whether it is a sum that a fund can spend: whole euros, more than none."""
    return cents is not None and cents > 0 and cents % EURO == 0


def count(method: str, votes: Votes, options: Sequence[int], rules: Rules) -> dict[str, Any]:
    """The result. options: their ids in the order in which ties are broken. rules: as frozen in the ballot."""
    found = _COUNTS[method](votes, options, rules)
    given = Counter(bank for bank, _value in votes)
    found["voted"], found["given"] = len(votes), {bank: given[bank] for bank in BANKS}
    for reason in found.get("reasons", ()) if rules.get("secret") else ():
        reason.pop("bank")
    if rules.get("secret") and any(0 < given[bank] < FEWEST for bank in BANKS):
        found["banks_hidden"] = True
        found.pop("share", None)  # beside the number of heads it would give a single vote away
        for line in (found, *found.get("options", ()), *found.get("places", ()), *found.get("bought", ())):
            for key in TELLING:
                line.pop(key, None)
            if "votes" in line and "share" in line:
                line.pop("votes")  # of an election: one weighing, not two
    return found


# -- yes or no --


def _carry(votes: Votes, options: Sequence[int], rules: Rules) -> dict[str, Any]:
    said = Counter(votes)
    present = rules["present"]
    sides = [
        Side(
            said[bank, "yes"],
            said[bank, "no"],
            said[bank, "abstain"],
            max(present.get(bank, 0), _of(votes, bank)),
        )
        for bank in BANKS
    ]
    found = carried(sides, majority=rules["majority"], banks_equal=rules["banks_equal"])
    counts, other = (found.by_bank, found.by_head) if rules["banks_equal"] else (found.by_head, found.by_bank)
    return {
        "passes": found.passes, "tie": found.tie, "share": _text(counts), "by_other": _text(other),
        "other": found.other_by_head, "against": [BANKS[row] for row in found.against],
        "yes": sum(s.yes for s in sides), "no": sum(s.no for s in sides), "abstained": sum(s.abstained for s in sides),
        "banks": {
            bank: {"yes": s.yes, "no": s.no, "abstained": s.abstained, "present": s.present, "share": _text(s.share)}
            for bank, s in zip(BANKS, sides, strict=True)
        },
    }  # fmt: skip


def _of(votes: Votes, bank: str) -> int:
    return sum(1 for one, _value in votes if one == bank)


# -- resistance --


def _consensing(votes: Votes, options: Sequence[int], rules: Rules) -> dict[str, Any]:
    rows = [[value["resistance"].get(str(option)) for option in options] for _bank, value in votes]
    banks = [BANKS.index(bank) for bank, _value in votes]
    equal = rules["banks_equal"]
    passive = list(options).index(rules["passive"])
    found = consense(rows, banks, options=len(options), passive=passive, banks_equal=equal)
    lines = [
        {
            "option": options[one.row], "mean": _text(one.mean),
            "by_other": _text(_other(one.by_bank, one.by_head, equal)),
            "voters": one.by_head.voters, "high": _text(one.by_head.high), "spread": one.by_head.spread,
            "behind": one.is_no_better_than_passive,
            "banks": {bank: _resistance(r) for bank, r in zip(BANKS, one.by_bank, strict=True)},
        }
        for one in found.options
    ]  # fmt: skip
    reasons = [
        {"option": int(option), "bank": bank, "text": text}
        for bank, value in votes
        for option, text in value.get("reasons", {}).items()
    ]
    return {
        "options": lines,
        "best": [options[row] for row in found.best],
        "reasons": sorted(reasons, key=str),
    }


def _other(by_bank: Sequence[Resistance], by_head: Resistance, banks_equal: bool) -> Fraction | None:
    if banks_equal:
        return by_head.mean
    heard = [one.mean for one in by_bank if one.mean is not None]
    return sum(heard, Fraction(0)) / len(heard) if heard else None


def _resistance(one: Resistance) -> dict[str, Any]:
    return {"voters": one.voters, "mean": _text(one.mean), "high": _text(one.high), "spread": one.spread}


# -- dots, persons --


def _dots(votes: Votes, options: Sequence[int], rules: Rules) -> dict[str, Any]:
    sums: dict[int, Counter[str]] = {option: Counter() for option in options}
    for bank, value in votes:
        for option, dots in value["dots"].items():
            sums[int(option)][bank] += dots
    given = {bank: sum(found[bank] for found in sums.values()) for bank in BANKS}
    heard = [bank for bank in BANKS if given[bank]]

    def share(found: Counter[str], banks_equal: bool) -> Fraction:
        """Of the dots: the mean over the banks, or of all."""
        if not banks_equal:
            return Fraction(sum(found.values()), max(1, sum(given.values())))
        return sum((Fraction(found[bank], given[bank]) for bank in heard), Fraction(0)) / max(1, len(heard))

    equal = rules["banks_equal"]
    lines = [
        {
            "option": option, "dots": sum(found.values()), "share": _text(share(found, equal)),
            "by_other": _text(share(found, not equal)), "banks": _by_bank(found),
        }
        for option, found in sums.items()
    ]  # fmt: skip
    lines.sort(key=lambda line: (-Fraction(line["share"]), options.index(line["option"])))
    best = _best(lines, "share")
    return {"options": lines, "best": best, "other": set(_best(lines, "by_other")) != set(best)}


def _election(votes: Votes, options: Sequence[int], rules: Rules) -> dict[str, Any]:
    sums: dict[int, Counter[str]] = {option: Counter() for option in options}
    for bank, value in votes:
        for option in value["approved"]:
            sums[option][bank] += 1
    voted = Counter(bank for bank, _value in votes)
    places, equal = rules["places"], rules["banks_equal"]
    lines = [
        {
            "option": option, "votes": sum(found.values()), "share": _text(_approval(found, voted, equal)),
            "heads": _text(_approval(found, voted, False)), "banks": _by_bank(found),
        }
        for option, found in sums.items()
    ]  # fmt: skip
    lines.sort(key=lambda line: (-Fraction(line["share"]), options.index(line["option"])))
    elected, tie = _chosen({line["option"]: Fraction(line["share"]) for line in lines}, places)
    by_head = {line["option"]: Fraction(line["heads"]) for line in lines}
    return {
        "options": lines, "elected": elected, "tie": tie,
        "other": equal and set(_chosen(by_head, places)[0]) != set(elected),
    }  # fmt: skip


def _approval(found: Counter[str], voted: Counter[str], banks_equal: bool) -> Fraction:
    """Share of those who voted that want somebody: the mean over the banks, or of all heads."""
    if not banks_equal:
        return Fraction(sum(found.values()), max(1, sum(voted.values())))
    return sum((Fraction(found[bank], n) for bank, n in voted.items()), Fraction(0)) / max(1, len(voted))


def _chosen(shares: Mapping[int, Fraction], places: int) -> tuple[list[int], list[int]]:
    """Who is elected, and between whom it is a tie for the last places; nobody whom nobody wants."""
    wanted = sorted((one for one in shares if shares[one]), key=lambda one: -shares[one])
    if len(wanted) <= places:
        return wanted, []
    last = shares[wanted[places - 1]]
    sure = [one for one in wanted if shares[one] > last]
    level = [one for one in wanted if shares[one] == last]
    return (sure + level, []) if len(sure) + len(level) <= places else (sure, level)


def _best(lines: Sequence[Mapping[str, Any]], weighing: str) -> list[int]:
    most = max((Fraction(line[weighing]) for line in lines), default=Fraction(0))
    return [line["option"] for line in lines if Fraction(line[weighing]) == most] if most else []


# -- approvals --


def _order(votes: Votes, options: Sequence[int], rules: Rules) -> dict[str, Any]:
    approvals, weights = _approvals(votes, options), (None, _weights(votes))
    found = phragmen(approvals, weights=weights[rules["banks_equal"]])
    otherwise = [
        one.candidate for one in phragmen(approvals, weights=weights[not rules["banks_equal"]]).places
    ]
    paid_before: set[int] = set()
    places = []
    for place in found.places:
        banks = Counter(votes[voter][0] for voter in place.supporters)
        fresh = sum(voter not in paid_before for voter in place.supporters)
        paid_before.update(place.supporters)
        places.append(
            {
                "option": options[place.candidate], "supporters": len(place.supporters), "fresh": fresh,
                "time": _text(place.time), "banks": _by_bank(banks),
                "by_other": otherwise.index(place.candidate) + 1,
            }
        )  # fmt: skip
    return {
        "places": places, "unsupported": [options[row] for row in found.unsupported], "voters": len(votes),
        "other": otherwise != [one.candidate for one in found.places],
    }  # fmt: skip


def _fund(votes: Votes, options: Sequence[int], rules: Rules) -> dict[str, Any]:
    """In whole euros; a receipt for each project: who wanted it, and the most that one of them paid, by bank."""
    cents, fund = [rules["costs"][str(option)] for option in options], rules["fund"]
    wanted = _approvals(votes, options)
    copies = _copies(votes) if rules["banks_equal"] and votes else None
    in_whole = [cost // EURO for cost in cents]
    spent = _spent(wanted, copies, in_whole, fund // EURO)
    otherwise = _paid_otherwise(votes, wanted, in_whole, fund // EURO, rules["banks_equal"])
    several = (
        dict.fromkeys(BANKS, 1)
        if copies is None
        else dict(zip((bank for bank, _v in votes), copies, strict=True))
    )
    want = {
        option: Counter(bank for bank, value in votes if option in value["approved"]) for option in options
    }
    lines = [
        {
            "option": option,
            "cost": cost,
            "supporters": sum(want[option].values()),
            "banks": _by_bank(want[option]),
        }
        | ({} if otherwise is None else {"by_other": row in otherwise})
        for row, (option, cost) in enumerate(zip(options, cents, strict=True))
    ]
    bought = [
        lines[one.project]
        | {
            "prices": {
                b: _text(one.price * EURO * several[b]) for b in BANKS if want[options[one.project]][b]
            }
        }
        for one in spent.bought
    ]
    cost = spent.cost * EURO
    return {
        "other": otherwise is not None and otherwise != _paid(spent),
        "bought": bought, "completed": [options[row] for row in spent.completed], "options": lines, "cost": cost,
        "left": fund - cost, "weighing": "heads" if copies is None else "banks",
    }  # fmt: skip


def _paid_otherwise(
    votes: Votes, wanted: np.ndarray, costs: Sequence[int], fund: int, banks_equal: bool
) -> set[int] | None:
    """Rows of what the other weighing would pay for; None where it can't be counted."""
    copies = None if banks_equal else _copies(votes) if votes else None
    if not banks_equal and copies is None:
        return None
    return _paid(_spent(wanted, copies, costs, fund))


def _spent(wanted: np.ndarray, copies: list[int] | None, costs: Sequence[int], fund: int) -> Spent:
    """copies: how often each voter is there; None: once."""
    election = wanted if copies is None else np.repeat(wanted, copies, axis=1)
    return equal_shares(election, costs, fund, part=PART)


def _paid(spent: Spent) -> set[int]:
    """Rows of what is paid for."""
    return {one.project for one in spent.bought} | set(spent.completed)


def _approvals(votes: Votes, options: Sequence[int]) -> np.ndarray:
    """Options × voters."""
    found = np.zeros((len(options), len(votes)), dtype=bool)
    rows = {option: row for row, option in enumerate(options)}
    for voter, (_bank, value) in enumerate(votes):
        found[[rows[option] for option in value["approved"]], voter] = True
    return found


def _weights(votes: Votes) -> list[Fraction]:
    """Each bank that voted weighs the same: a voter's weight is one over the voters of their bank."""
    sizes = Counter(bank for bank, _value in votes)
    return [Fraction(1, sizes[bank]) for bank, _value in votes]


def _copies(votes: Votes) -> list[int] | None:
    """How often each voter is there, so that banks weigh the same; None where that would be too many."""
    sizes = Counter(bank for bank, _value in votes)
    whole = lcm(*sizes.values())
    return [whole // sizes[bank] for bank, _value in votes] if whole * len(sizes) <= MOST_COPIES else None


def _by_bank(found: Counter[str]) -> dict[str, int]:
    return {bank: found[bank] for bank in BANKS}


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


_COUNTS: Mapping[str, Callable[[Votes, Sequence[int], Rules], dict[str, Any]]] = {
    Method.CARRY: _carry, Method.CONSENSING: _consensing, Method.DOTS: _dots, Method.ORDER: _order,
    Method.FUND: _fund, Method.ELECTION: _election,
}  # fmt: skip

"""How the people of the story vote: drawn so that the result is what the story tells, never quite unanimous."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from sozialraum.commands.story.talk import RESISTANCE
from sozialraum.methods.carrying import Carried, Side, carried
from sozialraum.planning.conferences.counting import BANKS

Given = dict[str, Any]
TRIES = 40
STRANGE = 0.15  # how likely somebody names something that others don't
MUCH = 5  # points of resistance from which on somebody isn't content
LOST = {"passes": "no", "fails": "yes"}
# How likely somebody says yes and no, where the story tells how it ends.
LEANING = {"passes": (0.82, 0.09), "fails": (0.2, 0.68)}
ENDS: dict[str, Callable[[Carried], bool]] = {
    "passes": lambda found: found.passes, "fails": lambda found: not found.passes and not found.tie,
}  # fmt: skip


def yes_or_no(draw: Random, banks: Sequence[str], end: str, *, opposed: bool = False) -> list[Given]:
    """A vote for each of those present, of whom the banks are given; `end`: passes, fails, tie.

    opposed: somebody is outvoted.
    """
    if end == "tie":
        return _said(_level(banks))
    yes, no = LEANING[end]
    for _try in range(TRIES):
        drawn = draw.choices(("yes", "no", "abstain"), (yes, no, 1 - yes - no), k=len(banks))
        if ENDS[end](_count(banks, drawn)) and (not opposed or LOST[end] in drawn):
            return _said(drawn)
    return _said(["yes" if end == "passes" else "no"] * len(banks))


def outvoted(given: Given, end: str) -> bool:
    """Whether somebody who voted so wanted the other end."""
    return given.get("vote") == LOST.get(end)


def resists(given: Given, option: int) -> bool:
    """Whether somebody gave an option so many points that they can't be content with it."""
    return int(given[f"o-{option}"]) >= MUCH


def _said(answers: Sequence[str]) -> list[Given]:
    return [{"vote": one} for one in answers]


def _level(banks: Sequence[str]) -> list[str]:
    """Half of the banks for it and half against; of an odd number, one with a voter on either side or none."""
    there = [bank for bank in BANKS if bank in banks]
    if len(there) % 2:
        there = there[1:]
    sides = {bank: "no" if place < len(there) / 2 else "yes" for place, bank in enumerate(there)}
    return [sides.get(bank, "abstain") for bank in banks]


def _count(banks: Sequence[str], answers: Sequence[str]) -> Carried:
    said, present = Counter(zip(banks, answers, strict=True)), Counter(banks)
    return carried(
        [Side(said[b, "yes"], said[b, "no"], said[b, "abstain"], present[b]) for b in BANKS], banks_equal=True
    )


def resistance(
    draw: Random, voters: int, options: Sequence[int], best: int, *, opposed: bool = False
) -> list[Given]:
    """Numbers from 0 to 10 for each option: the best one has the least; who resists much says why, each otherwise.

    opposed: somebody resists the best one, too.
    """
    found, reasons = [], draw.sample(RESISTANCE, len(RESISTANCE))
    for _voter in range(voters):
        given: Given = {}
        for option in options:
            number = draw.randint(0, 2) if option == best else draw.randint(3, 10)
            if option == best and draw.random() < 0.12:
                number = MUCH
            given[f"o-{option}"] = number
            if number >= 8 and reasons and draw.random() < 0.4:
                given[f"w-{option}"] = reasons.pop()
        found.append(given)
    if opposed and not any(resists(given, best) for given in found):
        found[-1][f"o-{best}"] = MUCH + 1
    return found


def approvals(draw: Random, voters: int, options: Sequence[int]) -> list[Given]:
    """What each would have: everything finds somebody, the first ones a few more."""
    likely = [0.35 + 0.4 * (len(options) - place) / len(options) for place in range(len(options))]
    found = [
        [option for option, chance in zip(options, likely, strict=True) if draw.random() < chance]
        for _voter in range(voters)
    ]
    return [{"choice": some or [draw.choice(options)]} for some in found]


def much_alike(draw: Random, voters: int, options: Sequence[int]) -> list[Given]:
    """What each finds urgent, where the table agrees on what comes first: some name a few, some nearly all."""
    found = []
    for voter in range(voters):
        many = 1 + voter * len(options) // max(voters, 1)
        some = list(options[:many])
        if draw.random() < STRANGE and many < len(options):
            some.append(draw.choice(options[many:]))
        found.append({"choice": some})
    return found


def persons(draw: Random, voters: int, options: Sequence[int]) -> list[Given]:
    """One name each: the first one is elected."""
    given = [options[0] if draw.random() < 0.7 else draw.choice(options) for _voter in range(voters)]
    most = Counter(given).most_common(2)
    if most[0][0] != options[0] or (len(most) > 1 and most[0][1] == most[1][1]):
        given = [options[0]] * voters
    return [{"choice": [one]} for one in given]


def dots(draw: Random, voters: int, options: Sequence[int], each: int) -> list[Given]:
    """So many dots each, more than half of them for the first option."""
    found = []
    for _voter in range(voters):
        some = Counter([options[0]] * (each // 2 + 1)) + Counter(
            draw.choices(options, k=each - each // 2 - 1)
        )
        found.append({f"o-{option}": count for option, count in some.items()})
    return found

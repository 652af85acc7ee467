"""Makes elections.json: generated elections with the winners that pabutools finds. Run it in an environment of its own.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install pabutools
    /tmp/oracle/bin/python tests/methods/golden/elections.py > tests/methods/golden/elections.json

pabutools needs a proprietary solver to be installed, so it is no dependency of the project, also not of its tests.
"""

from __future__ import annotations

import json
import random
from typing import Any

from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, Instance, Project
from pabutools.rules import method_of_equal_shares, sequential_phragmen
from pabutools.tiebreaking import TieBreakingRule

BY_ROW = TieBreakingRule(lambda _instance, _profile, project: int(project.name))


def election(costs: list[int], budget: int, wanted: list[list[bool]]) -> tuple[Instance, ApprovalProfile]:
    """The same election as pabutools holds it."""
    projects = [Project(str(row), cost=cost) for row, cost in enumerate(costs)]
    instance = Instance(projects, budget_limit=budget)
    ballots = [
        ApprovalBallot([p for p, row in zip(projects, wanted, strict=True) if row[voter]])
        for voter in range(len(wanted[0]))
    ]
    return instance, ApprovalProfile(ballots, instance=instance)


def shares(costs: list[int], budget: int, wanted: list[list[bool]], **how: Any) -> list[int]:
    """Winners of Equal Shares, by row."""
    instance, profile = election(costs, budget, wanted)
    return sorted(int(p.name) for p in method_of_equal_shares(instance, profile, tie_breaking=BY_ROW, **how))


def order(wanted: list[list[bool]]) -> list[int]:
    """The order of Phragmén: the winner that each further place brings."""
    found: list[int] = []
    for places in range(1, len(wanted) + 1):
        instance, profile = election([1] * len(wanted), places, wanted)
        winners = {int(p.name) for p in sequential_phragmen(instance, profile, tie_breaking=BY_ROW)}
        found += sorted(winners - set(found))
    return found


def case(draw: random.Random) -> dict[str, Any]:
    """A small election, with ties in most."""
    rows, voters, unit = draw.randint(2, 12), draw.randint(1, 30), draw.choice((1, 10, 50))
    costs, budget = [draw.randint(1, 9) * unit for _ in range(rows)], draw.randint(5, 40) * unit
    density = draw.choice((0.2, 0.4, 0.7))
    wanted = [[draw.random() < density for _ in range(voters)] for _ in range(rows)]
    return {
        "costs": costs, "budget": budget, "approvals": ["".join(".x"[one] for one in row) for row in wanted],
        "by_cost": shares(costs, budget, wanted, sat_class=Cost_Sat),
        "by_number": shares(costs, budget, wanted, sat_class=Cardinality_Sat),
        "add1": shares(costs, budget, wanted, sat_class=Cost_Sat, voter_budget_increment=1),
        "order": order(wanted),
    }  # fmt: skip


if __name__ == "__main__":
    draw = random.Random(2007)
    print("[\n" + ",\n".join(json.dumps(case(draw), separators=(",", ":")) for _ in range(150)) + "\n]")

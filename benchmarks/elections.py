"""A fund by Equal Shares and an order by Phragmén among 300 projects and 50,000 voters, beside pabutools.

    python -m benchmarks.elections [--projects 300] [--voters 50000] [--oracle PYTHON]

The same generated election for both, each in a process of its own, winners held against each other. pabutools needs a
proprietary solver to be installed, so it lives in an environment of its own: --oracle names the Python of one that has
it; else one is made in a temporary folder. Ends with exit code 1 where winners differ or ours isn't 20 times as fast.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import numpy as np

WANTED = 20  # times as fast
ORACLE = """
import json, sys, time
from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.rules import method_of_equal_shares, sequential_phragmen
from pabutools.tiebreaking import TieBreakingRule
given = json.load(open(sys.argv[1]))
by_row = TieBreakingRule(lambda instance, profile, project: int(project.name))
def election(costs, budget):
    projects = [Project(str(row), cost=cost) for row, cost in enumerate(costs)]
    instance = Instance(projects, budget_limit=budget)
    ballots = [ApprovalBallot([projects[row] for row in rows]) for rows in given["ballots"]]
    return instance, ApprovalProfile(ballots, instance=instance)
instance, profile = election(given["costs"], given["budget"])
begun = time.perf_counter()
shares = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, tie_breaking=by_row)
taken = {"shares": time.perf_counter() - begun}
instance, profile = election([1] * len(given["costs"]), given["places"])
begun = time.perf_counter()
order = sequential_phragmen(instance, profile, tie_breaking=by_row)
taken["order"] = time.perf_counter() - begun
rows = lambda winners: sorted(int(p.name) for p in winners)
print(json.dumps({"taken": taken, "shares": rows(shares), "order": rows(order)}))
"""


def election(projects: int, voters: int) -> dict[str, object]:
    """A generated election: each voter wants about twelve projects, more of them in their own part of the city."""
    draw = random.Random(2007)
    near = [draw.randrange(10) for _ in range(projects)]
    ballots = []
    for voter in range(voters):
        home = voter % 10
        weights = [6 if near[p] == home else 1 for p in range(projects)]
        ballots.append(sorted(set(draw.choices(range(projects), weights, k=12))))
    costs = [draw.randint(5_000, 60_000) for _ in range(projects)]
    return {"costs": costs, "budget": 1_000_000, "ballots": ballots, "places": 20}


def ours(given: dict[str, object]) -> dict[str, object]:
    """The same by the project's methods."""
    from sozialraum.methods.equal_shares import equal_shares
    from sozialraum.methods.phragmen import phragmen

    costs, ballots = given["costs"], given["ballots"]
    wanted = np.zeros((len(costs), len(ballots)), dtype=bool)
    for voter, rows in enumerate(ballots):
        wanted[rows, voter] = True
    begun = time.perf_counter()
    shares = equal_shares(wanted, costs, given["budget"], add1=False)
    taken = {"shares": time.perf_counter() - begun}
    begun = time.perf_counter()
    order = phragmen(wanted, places=given["places"])
    taken["order"] = time.perf_counter() - begun
    begun = time.perf_counter()
    equal_shares(wanted, costs, given["budget"])
    taken["completed"] = time.perf_counter() - begun
    return {
        "taken": taken,
        "shares": sorted(shares.projects),
        "order": sorted(order.candidates[: given["places"]]),
    }


def oracle(work: Path) -> str:
    """A Python that has pabutools."""
    venv.create(work / "oracle", with_pip=True)
    python = work / "oracle" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pabutools"], check=True)
    return str(python)


def main() -> int:
    """Measure both, hold the winners against each other."""
    words = argparse.ArgumentParser()
    words.add_argument("--projects", type=int, default=300)
    words.add_argument("--voters", type=int, default=50_000)
    words.add_argument("--oracle")
    given = words.parse_args()
    case, missed = election(given.projects, given.voters), []
    mine = ours(case)
    with tempfile.TemporaryDirectory(prefix="sozialraum-bench-") as folder:
        file = Path(folder) / "election.json"
        file.write_text(json.dumps(case))
        python = given.oracle or oracle(Path(folder))
        answer = subprocess.run([python, "-c", ORACLE, str(file)], check=True, capture_output=True, text=True)
    theirs = json.loads(answer.stdout)
    print(f"{given.projects} projects, {given.voters:,} voters, {len(mine['shares'])} winners", flush=True)
    for name, title in (("shares", "Equal Shares, exact"), ("order", "Phragmén, exact")):
        times = theirs["taken"][name] / mine["taken"][name]
        same = "the same winners" if mine[name] == theirs[name] else "OTHER WINNERS"
        print(f"  {title:<22} {mine['taken'][name]:7.2f} s   pabutools {theirs['taken'][name]:8.2f} s   "
              f"{times:6.0f} times as fast   {same}")  # fmt: skip
        if mine[name] != theirs[name] or times < WANTED:
            missed.append(title)
    print(f"  {'… with completion':<22} {mine['taken']['completed']:7.2f} s")
    if missed:
        print(f"missed: {', '.join(missed)}", file=sys.stderr)
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())

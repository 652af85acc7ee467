"""Runs two or more ways to the same figures, each in a fresh process, and holds times and figures together.

A benchmark defines its cases and contenders and calls `main`. Every contender gets the same arrays. Timed
are its import, its first call and the median of its warm calls; shaping the arrays as a library wants them
(its data frame, its weights object) is not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Figures = dict[str, np.ndarray]
WARM_CALLS = 7
WARM_SECONDS = 30.0


@dataclass(frozen=True)
class Contender:
    """load: imports the library. prepare: arrays -> what the library wants. run: that -> figures."""

    name: str
    load: Callable[[], None]
    prepare: Callable[[Any], Any]
    run: Callable[[Any], Figures]


@dataclass(frozen=True)
class Case:
    """One comparison. contenders: ours first. agree: raises AssertionError, given figures of ours and theirs.

    warm_target, first_target: how many times as fast ours shall be at least (below 1: may be slower).
    """

    title: str
    data: Callable[[], Any]
    contenders: Sequence[Contender]
    agree: Callable[[Figures, Figures], None]
    warm_target: float = 1.0
    first_target: float | None = None


@dataclass(frozen=True)
class Timing:
    """Seconds of one contender, and its figures."""

    importing: float
    first: float
    warm: float
    figures: Figures


def main(module: str, cases: Mapping[str, Case]) -> None:
    """Command line of one benchmark; exits with 1 where figures disagree or a target is missed."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("cases", nargs="*", help=f"some of: {', '.join(cases)} (default: all)")
    parser.add_argument("--child", nargs=3, metavar=("CASE", "CONTENDER", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        _measure(cases[asked.child[0]], asked.child[1], Path(asked.child[2]))
        return
    unknown = set(asked.cases) - set(cases)
    if unknown:
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}"
    )
    fine = [_compare(module, key, cases[key]) for key in asked.cases or cases]
    sys.exit(0 if all(fine) else 1)


def _compare(module: str, key: str, case: Case) -> bool:
    print(f"\n{case.title}")
    print(f"  {'':34}{'import':>9}{'first call':>12}{'warm':>10}")
    timings = []
    for contender in case.contenders:
        timing = _in_fresh_process(module, key, contender.name)
        timings.append(timing)
        print(
            f"  {contender.name:34}{timing.importing:8.2f}s{timing.first:11.3f}s{timing.warm:9.3f}s",
            flush=True,
        )
    held = [
        _held(case, timings[0], peer, c.name)
        for peer, c in zip(timings[1:], case.contenders[1:], strict=True)
    ]
    return all(held)  # after all of them have been printed


def _held(case: Case, ours: Timing, peer: Timing, name: str) -> bool:
    """Print how ours stands beside one peer; False where figures differ or it is too slow."""
    warm = peer.warm / ours.warm
    first = (peer.importing + peer.first) / (ours.importing + ours.first)
    try:
        case.agree(ours.figures, peer.figures)
        figures = "figures agree"
    except AssertionError as error:
        figures = f"FIGURES DIFFER: {error}"
    met = warm >= case.warm_target and (case.first_target is None or first >= case.first_target)
    wanted = f"warm {case.warm_target:.2g}"
    if case.first_target is not None:
        wanted += f", first {case.first_target:.2g}"
    print(f"  {name}: {warm:.1f} times its time warm, {first:.1f} times at first (with import); {figures}")
    print(f"  target (times as fast): {wanted}: {'met' if met else 'MISSED'}")
    return met and figures == "figures agree"


def _in_fresh_process(module: str, key: str, contender: str) -> Timing:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.npz"
        command = [sys.executable, "-m", module, "--child", key, contender, str(file)]
        environment = os.environ | {"TQDM_DISABLE": "1"}
        out = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, cwd=_root(), env=environment
        ).stdout
        seconds = json.loads(out.splitlines()[-1])
        with np.load(file) as stored:
            return Timing(*seconds, figures=dict(stored))


def _measure(case: Case, name: str, file: Path) -> None:
    """In the child: time one contender, leave its figures in the file and the seconds on the last line."""
    warnings.simplefilter("ignore")
    contender = next(c for c in case.contenders if c.name == name)
    data = case.data()
    importing = _seconds(contender.load)[0]
    inputs = contender.prepare(data)
    first, figures = _seconds(lambda: contender.run(inputs))
    warm: list[float] = []
    while len(warm) < WARM_CALLS and sum(warm) < WARM_SECONDS:
        warm.append(_seconds(lambda: contender.run(inputs))[0])
    np.savez(file, **figures)
    print(json.dumps([importing, first, statistics.median(warm)]))


def _seconds(call: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def _root() -> Path:
    return Path(__file__).resolve().parent.parent

"""Musterstadt, small: loaded and built once a session by the commands themselves, shared by all workers."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path

from worlds.ground import city_folder

BLOCKS = 150


def sozialraum(*words: str | Path, expect: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would; its exit code must be the expected one."""
    done = subprocess.run(
        [sys.executable, "-m", "sozialraum.cli", *map(str, words)],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == expect, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def folder() -> Path:
    """The city's folder: staged and built, not yet published. Don't change it; copy it."""
    path = city_folder().parent / (city_folder().name + "-muster")
    with (city_folder() / "muster.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if not (path / "warehouse" / "built").exists():
            sozialraum("load", "musterstadt", "--blocks", str(BLOCKS), "--city", path)
            sozialraum("build", "--city", path)
    return path

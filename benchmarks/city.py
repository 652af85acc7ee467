"""From raw files to a data version: Leipzig, and Musterstadt grown to 50,000 blocks.

    python -m benchmarks.city [--blocks 50000]

Each step is a process of its own, so that imports and peak memory count; the files of Musterstadt are made first
and not counted. pandas is hidden: the product doesn't install it, and where it lies beside, as here for the peers,
Arrow waits for it. Leipzig needs ../shared.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEIPZIG = ROOT.parent / "shared" / "cities" / "leipzig"


WITHOUT_PANDAS = """
import sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hidden())
from sozialraum.cli import main
sys.exit(main())
"""


def timed(*words: str) -> tuple[float, float]:
    """Seconds and peak memory (GiB) of one `sozialraum` process."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", WITHOUT_PANDAS, *words], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"sozialraum {' '.join(words)} failed with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss / 2**20


def measure(name: str, recipe: str, data: Path, folder: Path) -> None:
    """Load and build once from nothing, then again with nothing changed."""
    load, load_memory = timed("load", recipe, "--data", str(data), "--city", str(folder))
    build, build_memory = timed("build", "--city", str(folder))
    again, _ = timed("build", "--city", str(folder))
    peak = max(load_memory, build_memory)
    print(
        f"{name:<28} load {load:6.2f} s   build {build:6.2f} s   together {load + build:6.2f} s   "
        f"peak {peak:4.2f} GiB   build again {again:5.2f} s",
        flush=True,
    )


def main() -> None:
    """Print a line for each city."""
    words = argparse.ArgumentParser()
    words.add_argument("--blocks", type=int, default=50_000)
    blocks = words.parse_args().blocks
    work = Path(tempfile.mkdtemp(prefix="sozialraum-bench-"))
    try:
        if LEIPZIG.exists():
            for turn in (1, 2, 3):
                measure(f"Leipzig ({turn})", "leipzig", LEIPZIG, work / f"leipzig{turn}")
        else:
            print("Leipzig: ../shared/cities/leipzig is missing, left out")
        files = work / "files"
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sozialraum.musterstadt", files, "--blocks", str(blocks)], check=True,
                       stderr=subprocess.DEVNULL)  # fmt: skip
        made = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        print(
            f"Musterstadt, {blocks:,} blocks: made in {time.perf_counter() - start:.1f} s, {made:.2f} GiB (apart)"
        )
        measure(f"Musterstadt {blocks:,} blocks", "musterstadt", files, work / "musterstadt")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()

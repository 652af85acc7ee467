"""All benchmarks one after the other, each in a process of its own: `make bench`."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

MODULES = (
    "zscore_index",
    "segregation_index",
    "local_moran",
    "city",
    "pages",
    "needs",
    "voices_load",
    "elections",
    "ballot_load",
    "paper",
)


def machine() -> str:
    """What the figures were measured on."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {system}"


def main() -> int:
    """Run those named on the command line, or all."""
    print(machine(), flush=True)
    failed = []
    for name in sys.argv[1:] or MODULES:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m sozialraum.musterstadt FOLDER`: write the invented city's files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from sozialraum.musterstadt.generate import DEFAULT_BLOCKS, DEFAULT_SEED, generate


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line, generate, report progress; 0 when done, 2 when the wish can't be met."""
    parser = argparse.ArgumentParser(
        prog="python -m sozialraum.musterstadt",
        description="Write the raw files of Musterstadt, an invented city, as a German city would publish them.",
        epilog="Example: python -m sozialraum.musterstadt build/musterstadt --blocks 3000 --seed 7",
    )
    parser.add_argument("folder", type=Path, help="folder to write into; is made if absent")
    parser.add_argument(
        "--blocks", type=int, default=DEFAULT_BLOCKS, help="building blocks (default %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="which city (default %(default)s)")
    wish = parser.parse_args(arguments)
    with tqdm(total=100, bar_format="{desc:24} {percentage:3.0f}% |{bar}| {elapsed}", file=sys.stderr) as bar:

        def show(what: str, share: float) -> None:
            bar.set_description_str(what, refresh=False)
            bar.update(round(share * 100) - bar.n)

        try:
            generate(wish.folder, blocks=wish.blocks, seed=wish.seed, progress=show)
        except (ValueError, OSError) as problem:
            bar.close()
            print(f"Musterstadt was not written: {problem}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

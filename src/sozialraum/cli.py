"""`sozialraum …`: thin commands over the rooms of the house.

Exit codes: 0 done · 2 wrong words · 3 not there (folder, indicator, data version) · 4 the delivery is wrong ·
5 the machine won't let us (port, rights, database).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

# The arithmetic here is many small steps: threads of the linear algebra library would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sozialraum import commands
from sozialraum.commands.failure import Failure

_EXAMPLES = {
    "load": "sozialraum load leipzig --data ../shared/cities/leipzig --city cities/leipzig\n"
    "  sozialraum load musterstadt --city cities/musterstadt      (the invented city makes its own files)",
    "build": "sozialraum build --city cities/leipzig",
    "publish": "sozialraum publish --city cities/leipzig",
    "serve": "sozialraum serve --city cities/leipzig --port 8000",
    "run": "sozialraum run musterstadt --city cities/musterstadt     (load, build, publish and serve in one)",
    "status": "sozialraum status --city cities/leipzig",
    "figures": "sozialraum figures unemployment_share --city cities/leipzig --space-system ortsteile "
    "--period 2022 --format csv",
    "explain": "sozialraum explain unemployment_share --city cities/leipzig --space 00",
    "administrator": 'sozialraum administrator "Erika Beispiel" erika@example.org --city cities/leipzig',
    "send": "sozialraum send --city cities/leipzig",
    "bounced": "sozialraum bounced --city cities/leipzig < returned.eml",
    "voices": "sozialraum voices umfrage.csv --city cities/leipzig --by erika@example.org --on-behalf-of "
    "Jugendtreff --dry-run",
    "budget": "sozialraum budget ../shared/cities/koeln/budget/teilergebnisplan.csv --city cities/koeln --dry-run",
    "backup": "sozialraum backup leipzig.tar.gz --city cities/leipzig",
    "restore": "sozialraum restore leipzig.tar.gz --city cities/restored",
}


def parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    top = argparse.ArgumentParser(
        prog="sozialraum", description="Integrated social-space planning for one municipality.",
        epilog="sozialraum COMMAND --help shows examples.",
    )  # fmt: skip
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    load = _command(sub, "load", "read a city's published files, check and stage them")
    load.add_argument(
        "recipe", metavar="CITY", help="name of a recipe (leipzig, musterstadt) or a folder with one"
    )
    load.add_argument("--data", type=Path, help="folder with the delivered files")
    load.add_argument(
        "--blocks", type=_between(60, 500_000), help="musterstadt only: number of building blocks"
    )

    _command(sub, "build", "calculate what the staged delivery needs")
    _command(sub, "publish", "let the last build be what everybody sees")
    _command(sub, "status", "say what the city's folder holds")

    serve = _command(sub, "serve", "serve the city's pages")
    run = _command(sub, "run", "load, build, publish and serve; quick where nothing changed")
    run.add_argument("recipe", metavar="CITY", nargs="?", default="musterstadt")
    run.add_argument("--data", type=Path)
    run.add_argument("--blocks", type=_between(60, 500_000))
    for command in (serve, run):
        command.add_argument("--port", type=_between(1, 65_535), default=8000)
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--workers", type=int, default=2)

    figures = _command(sub, "figures", "print an indicator for all spaces")
    explain = _command(sub, "explain", "say what an indicator, or one figure of it, is made of")
    for command in (figures, explain):
        command.add_argument("indicator", metavar="INDICATOR")
        command.add_argument("--space-system", help="such as ortsteile; default: the social spaces")
        command.add_argument("--edition", help="such as ortsteile@2000-01-01; default: the newest")
        command.add_argument("--period", help="a year; default: the latest")
        command.add_argument("--group", default="total")
        command.add_argument("--language", choices=("de", "en"), default="de")
    figures.add_argument("--format", choices=("table", "csv", "json"), default="table")
    explain.add_argument("--space", help="code of one space: explain its figure")

    _command(sub, "send", "send the messages that wait and erase contact data whose time is over")
    _command(sub, "bounced", "note a mail that came back, from standard input, as a mail server pipes it")
    voices = _command(sub, "voices", "register contributions from a table (CSV, XLSX), each row once")
    voices.add_argument("file", type=Path)
    voices.add_argument("--by", required=True, metavar="E-MAIL", help="the account that brings them")
    voices.add_argument(
        "--on-behalf-of", default="", metavar="WHO", help="who said it, where the table does not say"
    )
    voices.add_argument("--dry-run", action="store_true", help="only check, and print the issue log")
    voices.add_argument("--codes", type=Path, metavar="FILE", help="write the receipt codes here (CSV)")
    budget = _command(sub, "budget", "load the municipal budget as the city publishes it")
    budget.add_argument("files", type=Path, nargs="+", metavar="FILE")
    budget.add_argument(
        "--recipe", default="", metavar="CITY", help="how to read it; default: the city's own"
    )
    budget.add_argument("--dry-run", action="store_true", help="only check, and say what would change")
    backup = _command(sub, "backup", "write all of the city into one file, while it runs")
    backup.add_argument("file", type=Path)
    restore = _command(sub, "restore", "unpack a backup into an empty folder and prove it")
    restore.add_argument("file", type=Path)

    admin = _command(sub, "administrator", "make the first account of a city")
    admin.add_argument("name", metavar="NAME")
    admin.add_argument("email", metavar="E-MAIL")
    admin.add_argument("--site", default="http://127.0.0.1:8000", help="where the pages are served")
    return top


def _between(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.strip().isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"“{text}” is no number from {least} to {most}")
        return int(text)

    return number


def _command(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str
) -> argparse.ArgumentParser:
    made = sub.add_parser(
        name, help=what, description=what[0].upper() + what[1:] + ".",
        epilog=f"example:\n  {_EXAMPLES[name]}", formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    given = os.environ.get("SOZIALRAUM_CITY")
    made.add_argument(
        "--city", type=Path, metavar="FOLDER", default=Path(given) if given else None,
        required=not given, help="the city's folder (or set SOZIALRAUM_CITY)",
    )  # fmt: skip
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    signal.signal(signal.SIGTERM, _stop)
    given = parser().parse_args(arguments)
    try:
        commands.action(given.command)(given)
    except Failure as failure:
        print(f"sozialraum: {failure}", file=sys.stderr)
        return failure.code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

"""What each command of `sozialraum` does; `cli.py` holds their words.

Each is found in its module when it is called for: `build` shall not wait for what only `load` needs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

MODULES = {
    "load": "loading",
    "build": "building",
    "publish": "serving",
    "status": "building",
    "serve": "serving",
    "run": "serving",
    "figures": "reading",
    "explain": "reading",
    "administrator": "people",
    "send": "sending",
    "bounced": "sending",
    "voices": "voices",
    "budget": "budget",
    "backup": "archive",
    "restore": "archive",
}


def action(command: str) -> Callable[[argparse.Namespace], None]:
    """What a command does. Raises `Failure` where it can't."""
    found: Callable[[argparse.Namespace], None] = getattr(
        import_module(f"sozialraum.commands.{MODULES[command]}"), command
    )
    return found

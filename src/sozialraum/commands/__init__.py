"""What each command of `sozialraum` does; `cli.py` holds their words."""

from sozialraum.commands.archive import backup, restore
from sozialraum.commands.data import build, load, publish, status
from sozialraum.commands.failure import Failure
from sozialraum.commands.people import administrator
from sozialraum.commands.reading import explain, figures
from sozialraum.commands.serving import run, serve

__all__ = [
    "Failure",
    "administrator",
    "backup",
    "build",
    "explain",
    "figures",
    "load",
    "publish",
    "restore",
    "run",
    "serve",
    "status",
]

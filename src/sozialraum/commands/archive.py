"""backup, restore: all of a city in one file."""

from __future__ import annotations

import argparse

from sozialraum.commands.data import existing
from sozialraum.commands.failure import MACHINE, failing
from sozialraum.commands.progress import say
from sozialraum.site import backup as archive
from sozialraum.site.database import DatabaseUnavailable
from sozialraum.site.folder import FolderUnusable


def backup(given: argparse.Namespace) -> None:
    """Write a running or stopped city into one file."""
    with failing(MACHINE, archive.BackupError, DatabaseUnavailable, FolderUnusable):
        said = archive.backup(existing(given.city).folder, given.file)
    say(said)


def restore(given: argparse.Namespace) -> None:
    """Unpack a backup into an empty folder and prove it."""
    with failing(MACHINE, archive.BackupError, DatabaseUnavailable, FolderUnusable):
        said = archive.restore(given.file, given.city)
    say(said)

"""backup, restore: all of a city in one file."""

from __future__ import annotations

import argparse

from sozialraum.commands.building import existing
from sozialraum.commands.failure import MACHINE, failing
from sozialraum.commands.progress import say
from sozialraum.site import backup as archive
from sozialraum.site.database import DatabaseUnavailable
from sozialraum.site.folder import FolderUnusable

_FAULTS = (archive.BackupBroken, archive.RestoreRefused, DatabaseUnavailable, FolderUnusable, OSError)


def backup(given: argparse.Namespace) -> None:
    """Write a running or stopped city into one file."""
    with failing(MACHINE, *_FAULTS):
        contents = archive.backup(existing(given.city).folder, given.file)
    say(f"{given.file} holds {_told(contents)}.")


def restore(given: argparse.Namespace) -> None:
    """Unpack a backup into an empty folder and prove it."""
    with failing(MACHINE, *_FAULTS):
        contents = archive.restore(given.file, given.city)
    say(f"{given.city} holds {_told(contents)}: checksums, rows and data version are as in the backup.")


def _told(contents: archive.Contents) -> str:
    rows = sum(contents.tables.values())
    return (
        f"{contents.city}, data version {contents.data_version or 'none'}, {contents.files} files, "
        f"{rows} rows, {contents.size / 2**20:.1f} MiB"
    )

"""What somebody brought and has not sent yet lies in the city's folder, apart from what is kept, for a day.

`whose` tells who may have it back: an account, or the form that it was brought with.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings

from sozialraum.planning.people.models import Account

KEPT_SECONDS = 24 * 3600
MOST_FILES = (
    2000  # of people without an account: whoever fills the disk finds the door closed, and nobody else's work
)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(whose: Account | UUID, content: bytes) -> str:
    """Keep a file and return its digest, by which it is found again. What others forgot is removed."""
    remove_forgotten()
    digest = hashlib.sha256(content).hexdigest()
    path = _path(whose, digest)
    beside = path.with_suffix(f".{secrets.token_hex(8)}")  # nobody else's, in whatever thread or process
    try:
        opened = _open(beside)
    except FileNotFoundError:  # somebody who tidied up was quicker than the file
        opened = _open(beside)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
    beside.replace(path)
    return digest


def _open(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def content(whose: Account | UUID, digest: str) -> bytes | None:
    """The file, if this one brought it and it is still there."""
    if not _DIGEST.fullmatch(digest):
        return None
    try:
        return _path(whose, digest).read_bytes()
    except FileNotFoundError:
        return None


def forget(whose: Account | UUID, digest: str) -> None:
    """Remove a file at once."""
    if _DIGEST.fullmatch(digest):
        _path(whose, digest).unlink(missing_ok=True)


def has_room() -> bool:
    """Whether more may be kept for people without an account."""
    return sum(1 for _path in (settings.CITY_FOLDER / "waiting").glob("form-*/*")) < MOST_FILES


def remove_forgotten(now: float | None = None) -> int:
    """Remove files that nobody came back to within a day; returns how many."""
    oldest, removed = (now or time.time()) - KEPT_SECONDS, 0
    for path in (settings.CITY_FOLDER / "waiting").glob("*/*"):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
        except FileNotFoundError:  # somebody else was quicker
            continue
    for folder in (settings.CITY_FOLDER / "waiting").glob("form-*"):
        try:
            folder.rmdir()
        except OSError:  # something lies in it
            continue
    return removed


def _path(whose: Account | UUID, digest: str) -> Path:
    name = f"form-{whose}" if isinstance(whose, UUID) else f"account-{whose.pk}"
    return settings.CITY_FOLDER / "waiting" / name / digest

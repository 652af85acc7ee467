"""Between bringing a table and registering it the file lies in the city's folder, for whoever brought it, for a day."""

from __future__ import annotations

import hashlib
import os
import re
import time
from pathlib import Path

from django.conf import settings

from sozialraum.planning.people.models import Account

KEPT_SECONDS = 24 * 3600
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(account: Account, content: bytes) -> str:
    """Keep a file and return its digest, by which it is found again. What others forgot is removed."""
    remove_forgotten()
    digest = hashlib.sha256(content).hexdigest()
    path = _path(account, digest)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    beside.replace(path)
    return digest


def content(account: Account, digest: str) -> bytes | None:
    """The file, if this person brought it and it is still there."""
    if not _DIGEST.fullmatch(digest):
        return None
    try:
        return _path(account, digest).read_bytes()
    except FileNotFoundError:
        return None


def forget(account: Account, digest: str) -> None:
    """Remove a file at once."""
    if _DIGEST.fullmatch(digest):
        _path(account, digest).unlink(missing_ok=True)


def remove_forgotten(now: float | None = None) -> int:
    """Remove files that nobody came back to within a day; returns how many."""
    oldest, removed = (now or time.time()) - KEPT_SECONDS, 0
    for path in (settings.CITY_FOLDER / "tables").glob("*/*"):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
        except FileNotFoundError:  # somebody else was quicker
            continue
    return removed


def _path(account: Account, digest: str) -> Path:
    return settings.CITY_FOLDER / "tables" / str(account.pk) / digest

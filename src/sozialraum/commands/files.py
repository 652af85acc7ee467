"""A file that somebody named after a command."""

from __future__ import annotations

import os
from pathlib import Path

from sozialraum.commands.failure import NOT_THERE, WRONG_DELIVERY, Failure


def content(path: Path, most: int, too_large: str) -> bytes:
    """Its bytes, at most so many; a sentence where it is larger or can't be read."""
    try:
        if path.stat().st_size > most:
            raise Failure(f"{path}: {too_large}", WRONG_DELIVERY)
        return path.read_bytes()
    except OSError as error:
        raise Failure(f"{path} can't be read ({os.strerror(error.errno or 0)}).", NOT_THERE) from error

"""The city's folder: everything of one municipality, and the key that is made in it at the first start."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path


class FolderUnusable(RuntimeError):
    """The city's folder can't be used; the message is one sentence that says what to do."""


def prepared(folder: Path | str) -> Path:
    """The absolute path of the folder, made where it is missing, proven to be writable."""
    path = Path(folder).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FolderUnusable(f"{path} is a file, not a folder: choose another folder.") from error
    except OSError as error:
        raise FolderUnusable(
            f"The folder {path} can't be made ({error.strerror}): choose another folder."
        ) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise FolderUnusable(f"The folder {path} can't be written: allow it, or choose another folder.")
    return path


def secret_key(folder: Path, name: str = "secret_key") -> str:
    """A secret of the city: `secret_key` signs sessions and links, `vault_key` seals contact data.

    Made once, readable by the program's user alone. Without its vault key a copy of the database tells no address.
    """
    path = folder / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    # Written beside and linked into place: two programs that start together agree on one key.
    descriptor, beside = tempfile.mkstemp(prefix=f"{name}.", dir=folder)
    made = Path(beside)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
    return path.read_text(encoding="ascii").strip()

"""A place for databases of their own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that PostgreSQL's user may pass through, too.

    Not pytest's own: where tests run as root, each further session of pytest closes it to everybody else again.
    """
    made = Path(tempfile.mkdtemp(prefix="sozialraum-place-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)

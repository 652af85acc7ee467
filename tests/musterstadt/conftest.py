from __future__ import annotations

from pathlib import Path

import pytest

from sozialraum.musterstadt import generate


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Musterstadt as it comes without further words."""
    folder = tmp_path_factory.mktemp("musterstadt")
    generate(folder)
    return folder

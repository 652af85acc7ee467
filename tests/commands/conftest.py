import shutil

import pytest

from sozialraum.warehouse.city import City
from worlds import muster


@pytest.fixture(scope="session")
def built():
    """Musterstadt, loaded and built. Read only."""
    return muster.folder()


@pytest.fixture(scope="session")
def published(built, tmp_path_factory):
    """The same, with its data version current in the warehouse. Read only."""
    from datetime import date

    copy = tmp_path_factory.mktemp("published") / "city"
    shutil.copytree(built, copy)
    City(copy).publish(date(2026, 1, 1))
    return copy

import shutil

import pytest

from sozialraum.commands import people
from sozialraum.site.city import read_city
from sozialraum.warehouse.city import City
from worlds import muster as small
from worlds.served import serve


@pytest.fixture(scope="session")
def built():
    """Musterstadt, loaded and built. Read only."""
    return small.folder()


@pytest.fixture(scope="session")
def published(built, tmp_path_factory):
    """The same, with its data version current in the warehouse. Read only."""
    from datetime import date

    copy = tmp_path_factory.mktemp("published") / "city"
    shutil.copytree(built, copy)
    City(copy).publish(date(2026, 1, 1))
    return copy


@pytest.fixture
def muster(published, settings, monkeypatch) -> City:
    """Small Musterstadt is the city that is served; its people are there."""
    settings.CITY_FOLDER, settings.CITY = published, read_city(published)
    city = serve(monkeypatch, City(published))
    people.furnish(city)
    return city

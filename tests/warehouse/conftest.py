from datetime import date

import pytest

from sozialraum.recipes import catalogue_folder
from sozialraum.warehouse import catalogue
from sozialraum.warehouse.city import City
from worlds import grid


@pytest.fixture(scope="session")
def shipped():
    return catalogue.load(catalogue_folder())


@pytest.fixture
def city(tmp_path, shipped):
    """The squared city, built and published."""
    made = City(tmp_path)
    made.stage(grid.delivery())
    made.build(shipped)
    made.publish(date(2026, 1, 2))
    return made

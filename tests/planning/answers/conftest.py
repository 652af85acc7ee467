"""A manager and three departments in the city on squared paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # no model before the applications are there
    from sozialraum.planning.people.models import Account
    from worlds.answering import Office


@pytest.fixture
def mara(published) -> Account:
    """The manager of the first planning area."""
    from worlds.voices import manager

    return manager()


@pytest.fixture
def youth(published) -> Office:
    from worlds.answering import office

    return office("Jugendamt")


@pytest.fixture
def roads(published) -> Office:
    from worlds.answering import office

    return office("Tiefbauamt")


@pytest.fixture
def parks(published) -> Office:
    from worlds.answering import office

    return office("Gartenamt")

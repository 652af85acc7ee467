"""Who negotiates in the city on squared paper: the manager, a department with officer and head, the steering group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # no model before the applications are there
    from sozialraum.planning.answers.models import Negotiation
    from sozialraum.planning.people.models import Account
    from worlds.negotiating import Department


@pytest.fixture
def mara(published) -> Account:
    """The manager of the first planning area."""
    from worlds.voices import manager

    return manager()


@pytest.fixture
def green(published) -> Department:
    """The department that answered."""
    from worlds.negotiating import Department

    return Department()


@pytest.fixture
def selma(published) -> Account:
    """Who acts for the steering group."""
    from worlds.negotiating import planner

    return planner()


@pytest.fixture
def talks(mara, green) -> Negotiation:
    """A negotiation just opened; the conference moves."""
    from worlds.negotiating import negotiation

    return negotiation(mara, green)

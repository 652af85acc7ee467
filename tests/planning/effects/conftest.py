"""Who evaluates in the city on squared paper, and their browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:  # no model before the applications are there
    from sozialraum.planning.people.models import Account


@pytest.fixture
def mara(published) -> Account:
    """The manager of the first planning area."""
    from worlds.voices import manager

    return manager()


@pytest.fixture
def desk(mara) -> Client:
    """Her browser, signed in."""
    browser = Client()
    browser.force_login(mara)
    return browser

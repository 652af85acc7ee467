"""Who runs the conferences of the city on squared paper, their browser, and a need to deliberate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:  # no model before the applications are there
    from sozialraum.planning.needs.models import Need
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


@pytest.fixture
def bench(mara) -> Need:
    """A need that is ready for deliberation."""
    from sozialraum.planning.needs.actions import checking
    from worlds.voices import need

    found = need()
    checking.accept(by=mara, need=found)
    found.refresh_from_db()
    return found

"""Who keeps the money, and a fund."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # no model before the applications are there
    from sozialraum.planning.people.models import Account
    from sozialraum.planning.programme.models import Fund


@pytest.fixture
def karla(published) -> Account:
    """Keeps the city's money."""
    from worlds.money import keeper

    return keeper()


@pytest.fixture
def thousand(published) -> Fund:
    """A fund that holds 1,000 euros."""
    from worlds.money import fund

    return fund()

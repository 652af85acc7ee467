"""Sums as people read them."""

from __future__ import annotations

from decimal import Decimal

from sozialraum.planning.conferences.queries import results


def euros(amount: Decimal | None) -> str:
    """A sum in euros in the visitor's language, exact to the cent; nothing where none is given."""
    return "" if amount is None else results.euros(int(amount * 100))

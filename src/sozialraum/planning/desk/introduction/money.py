"""Money in the visitor's language; kept as exact decimals, shown from whole cents."""

from __future__ import annotations

from decimal import Decimal

from sozialraum import numbers
from sozialraum.planning.statistics.words import language


def in_euros(amount: Decimal) -> str:
    """12.480,00 € – or €12,480.00 in English."""
    return numbers.euros(int(amount * 100), language())

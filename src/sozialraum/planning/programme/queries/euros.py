"""Sums of money as accounts write them, exact to the cent."""

from __future__ import annotations

from decimal import Decimal

from sozialraum.planning.statistics.words import euros, language


def exact(sum_: Decimal) -> str:
    """As an account writes it, always with cents: 1.234,00 €."""
    written = euros(sum_)
    if sum_ != sum_.to_integral_value():
        return written
    return written + ".00" if language() == "en" else written.replace("\u00a0€", ",00\u00a0€")

"""Sums of money as accounts write them and as people type them, exact to the cent."""

from __future__ import annotations

from decimal import Decimal

from sozialraum.planning.statistics.words import euros, language


def typed(sum_: Decimal) -> str:
    """As people type it into a form: 1.234,50; whole euros without decimals."""
    return euros(sum_).strip("€ ")


def together(amount: str) -> str:
    """An amount that no narrow column tears apart."""
    return amount.replace(" ", "\u00a0")


def exact(sum_: Decimal) -> str:
    """As an account writes it, always with cents: 1.234,00 €."""
    written = euros(sum_)
    if sum_ != sum_.to_integral_value():
        return written
    return written + ".00" if language() == "en" else written.replace(" €", ",00 €")

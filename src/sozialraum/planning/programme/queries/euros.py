"""Sums of money as text, exact to the cent."""

from __future__ import annotations

from decimal import Decimal

from sozialraum import numbers
from sozialraum.planning.statistics.words import language

CENTS = 100


def euros(sum_: Decimal) -> str:
    """In the visitor's language: 1.234,50 €; whole euros without decimals."""
    return numbers.euros(int(sum_ * CENTS), language())


def typed(sum_: Decimal) -> str:
    """As people type it into a form: 1.234,50; whole euros without decimals."""
    return euros(sum_).strip("€ ")


def exact(sum_: Decimal) -> str:
    """As an account writes it, always with cents: 1.234,00 €."""
    written = numbers.euros(int(sum_ * CENTS), language())
    if sum_ != sum_.to_integral_value():
        return written
    return written + ".00" if language() == "en" else written.replace(" €", ",00 €")

"""Sums of money on pages of the programme."""

from __future__ import annotations

from decimal import Decimal

from django import template

from sozialraum.planning.programme.queries.euros import euros

register = template.Library()


@register.simple_tag
def money(sum_: Decimal) -> str:
    """A sum in the visitor's language, exact to the cent."""
    return euros(sum_)
